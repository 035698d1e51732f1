package commands

import (
	"crypto/sha256"
	"fmt"

	"natobot/consensus"
)

// plan is a draft as far as it is understood: what it says and, where nothing is wrong
// with that, the entry that it comes to. An entry with a Number is in the ledger already.
type plan struct {
	basis
	said     Understood
	names    *names
	problems map[Field]string
	entry    consensus.Entry
}

// planOf reads what the fields of a draft say.
func planOf(b basis, n *names, draft Draft) plan {
	p := plan{basis: b, names: n}
	p.said, p.problems = b.fill(n, draft)
	return p
}

// newLink gives the link that a draft brings, "" for none.
func (p plan) newLink() string {
	if !p.said.Given.Has(consensus.PartLink) {
		return ""
	}
	return p.entry.Source.Link
}

// reviewOf shows a plan: what it says, what it changes, what to look at before it is
// recorded, and how it is typed. would is the answer that recording it would get, and
// linked are the entries that have its link, the newest first.
func reviewOf(p plan, would Reply, linked []int) Review {
	if len(p.problems) > 0 {
		return Review{Problems: p.problems}
	}
	r := Review{Title: "Record this?"}
	if p.entry.Number != 0 {
		r.Title, r.Sections = "Already recorded", whole(wouldAddNothing(p.entry.Number))
		return sealed(r)
	}
	r.Sections = append([]Section{Paragraph{Text: p.wouldSay()}}, would.Sections...)
	if cautions := p.cautions(linked); len(cautions) > 0 {
		r.Sections = append(r.Sections, List{"Before you record it", cautions})
	}
	if text, ok := p.typed(); ok {
		r.Sections = append(r.Sections, Paragraph{Text: Line{{Text: "The same, typed: "}, {Text: text, Style: Code}}, Note: true})
	}
	return sealed(r)
}

// sealed puts the seal on a review: it changes with every word that the review shows.
func sealed(r Review) Review {
	shown := Reply{Title: r.Title, Sections: r.Sections}.Plain()
	r.Seal = fmt.Sprintf("%x", sha256.Sum256([]byte(shown)))[:32]
	return r
}

// typed writes the plan as a command, and tells whether that command says the same: a
// correction that empties a field, for one, cannot be typed.
func (p plan) typed() (string, bool) {
	text := canonical(p.names.lex, p.said)
	again, err := understand(p.names, text)
	same := err == nil && again.Command == p.said.Command && again.Target == p.said.Target && again.Fact.Same(p.said.Fact)
	if p.verb == "correct" {
		same = same && again.Given == p.said.Given
	}
	return "/nato " + text, same
}
