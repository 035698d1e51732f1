package form

import (
	"crypto/sha256"
	"fmt"
	"slices"

	"natobot/commands/answer"
	"natobot/commands/grammar"
	"natobot/commands/lexicon"
	"natobot/consensus"
)

// Plan is a draft as far as it is understood: what it says and, where nothing is wrong
// with that, the entry that it comes to. An entry with a Number is in the ledger already.
type Plan struct {
	Basis
	Said     grammar.Understood
	names    *lexicon.Names
	embargo  string // of the message, whose end is not understood
	Problems map[answer.Field]string
	Entry    consensus.Entry
	Waits    string // for what it would wait, outside the ledger; "" where it is recorded at once
}

// NewPlan reads what the fields of a draft say.
func NewPlan(b Basis, n *lexicon.Names, draft answer.Draft) Plan {
	p := Plan{Basis: b, names: n, embargo: draft.Embargo}
	p.Said, p.Problems = b.fill(n, draft)
	return p
}

// NewLink gives the link that a draft brings, "" for none.
func (p Plan) NewLink() string {
	if !p.Said.Given.Has(consensus.PartLink) {
		return ""
	}
	return p.Entry.Source.Link
}

// NewReview shows a plan: what it says, what it changes, what to look at before it is
// recorded, and how it is typed. would is the answer that recording it would get, and
// linked are the entries that have its link, the newest first.
func NewReview(p Plan, would answer.Reply, linked []int) answer.Review {
	if len(p.Problems) > 0 {
		return answer.Review{Problems: p.Problems}
	}
	r := answer.Review{Title: "Record this?"}
	if p.Entry.Number != 0 {
		r.Title, r.Sections = "Already recorded", Whole(wouldAddNothing(p.Entry.Number))
		return sealed(r)
	}
	r.Sections = []answer.Section{answer.Paragraph{Text: p.wouldSay()}}
	if p.Waits != "" {
		r.Title, r.Sections = "Hold this?", append(r.Sections, answer.Paragraph{Text: wouldWait(p.Waits)})
	}
	r.Sections = append(r.Sections, would.Sections...)
	if cautions := p.cautions(linked); len(cautions) > 0 {
		r.Sections = append(r.Sections, answer.List{Heading: "Before you record it", Items: cautions})
	}
	if text, ok := p.typed(); ok {
		r.Sections = append(r.Sections, answer.Paragraph{Text: answer.Line{{Text: "The same, typed: "}, {Text: text, Style: answer.Code}}, Note: true})
	}
	return sealed(r)
}

// sealed puts the seal on a review: it changes with every word that the review shows.
func sealed(r answer.Review) answer.Review {
	shown := answer.Reply{Title: r.Title, Sections: r.Sections}.Plain()
	r.Seal = fmt.Sprintf("%x", sha256.Sum256([]byte(shown)))[:32]
	return r
}

// typed writes the plan as a command, and tells whether that command says the same: a
// correction that empties a field, for one, cannot be typed.
func (p Plan) typed() (string, bool) {
	text := grammar.Write(p.names, p.Said)
	again, err := grammar.UnderstandNames(p.names, text)
	same := err == nil && again.Command == p.Said.Command && again.Target == p.Said.Target && again.Fact.Same(p.Said.Fact)
	if p.Verb == "correct" {
		same = same && again.Given == p.Said.Given
	}
	return "/§ " + text, same
}

// linkedShown is how many entries of the same link a review names.
const linkedShown = 3

// cautions tells what to look at before a report is recorded, beyond what its answer will
// say of the standing.
func (p Plan) cautions(linked []int) []answer.Line {
	if p.Verb == "retract" || p.Entry.Kind == consensus.Echo {
		return nil
	}
	lines := anonymous(p.Entry)
	if p.Said.Fact.Name != "" && p.kind == consensus.Candidacy && p.old.Number == 0 {
		lines = append(lines, p.lookalike(p.Said.Fact.Name)...)
	}
	if p.embargo != "" && p.Waits == "" {
		lines = append(lines, answer.Say("The message that this was read from speaks of an embargo: “%s”. This would be recorded at once.", p.embargo))
	}
	return append(lines, p.linked(linked)...)
}

// linked names the entries that stand and have the same link.
func (p Plan) linked(numbers []int) []answer.Line {
	numbers = slices.DeleteFunc(numbers, func(n int) bool {
		return n > p.At.Known || p.Book.StruckBy(n, p.At.Known) != 0
	})
	var lines []answer.Line
	for _, e := range p.Entries(numbers[:min(len(numbers), linkedShown)]...) {
		lines = append(lines, p.sameLink(e))
	}
	return lines
}
