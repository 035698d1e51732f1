package grammar

import (
	"strings"

	"natobot/commands/english"
	"natobot/consensus"
)

// oneSide asks whose side a named person is on, where the stance is of several members.
func (r *reading) oneSide() error {
	s := r.u.Fact.Source
	if len(r.u.Members) < 2 || s.Who == "" || s.Via != consensus.NoAttribution {
		return nil
	}
	text := strings.TrimRight(r.text[r.start():], " .")
	r.tryAll(text+" via reported", text+" via on-record")
	return r.ask("whose side", s.Who, len(r.u.Members))
}

// CheckStance holds the two rules of docs/product.md §2 on what a position needs.
func CheckStance(f consensus.Fact) error {
	if f.Condition != "" && f.Position != consensus.Holdout {
		return sentences.Ask("condition only", f.Position)
	}
	if f.Position == consensus.Opposes && f.Source.Link == "" && f.Source.Who == "" {
		return sentences.Ask("opposes needs")
	}
	return nil
}

func (r *reading) checkCount() error {
	f, members := r.u.Fact, len(r.names.Vocabulary.Members)
	switch {
	case r.has("totals") && (f.Of < 1 || f.Of > r.names.Most()):
		return sentences.Ask("no total", f.Of)
	case f.Of != 0 && f.Count > f.Of:
		return sentences.Ask("too many", f.Count, f.Of)
	case f.Of == 0 && f.Count > members:
		return sentences.Ask("more than members", f.Count, members)
	}
	return nil
}

// CheckCount holds a claim against the members that there were on its day: nobody counts more of
// them than all.
func CheckCount(f consensus.Fact, all []consensus.Member) error {
	if f.Kind != consensus.ClaimKind {
		return nil
	}
	members := 0
	for _, m := range all {
		if m.On(f.On.Day) {
			members++
		}
	}
	least := f.Count
	if f.Qualifier == consensus.Over {
		least++
	}
	switch {
	case f.Of != 0 && least > f.Of:
		return sentences.Ask("over all", english.Capital(f.Qualifier.String()), f.Count, f.Of)
	case f.Qualifier != consensus.About && least > members:
		return sentences.Ask("more than all", english.Capital(f.Qualifier.String()), f.Count, members, english.Dated(f.On))
	}
	return nil
}

// CheckMissing holds a claim against the members that it leaves out: each was a member on
// the day of the claim, and together with the count they are not more than there were. An
// exact count of a total has to add up; "about" promises no sum.
func CheckMissing(f consensus.Fact, all []consensus.Member) error {
	members := 0
	for _, m := range all {
		if m.On(f.On.Day) {
			members++
		} else if f.Missing.Has(m.Code) {
			return sentences.Ask("not member then", m.Name, english.Dated(f.On))
		}
	}
	sum := f.Count + f.Missing.Len()
	switch {
	case f.Qualifier == consensus.Exactly && f.Of != 0 && sum != f.Of:
		return sentences.Ask("sum off", f.Count, f.Missing.Len(), sum, f.Of)
	case f.Qualifier != consensus.About && sum > members:
		return sentences.Ask("leaves too many", f.Count, f.Missing.Len(), members)
	}
	return nil
}

// joins tells whether the text says that a country joins.
func (r *reading) joins() bool {
	return r.anywhere(func(at int) bool { return r.width(at, joining) > 0 })
}

func joinsPart() part {
	return part{read: func(r *reading) (bool, error) {
		n := r.width(r.at, joining)
		r.at += n
		return n > 0, nil
	}}
}

// joinerPart reads a country that may be no member yet.
func joinerPart() part {
	return part{
		read: func(r *reading) (bool, error) {
			c, n := r.anyCountryAt(r.at)
			if n == 0 {
				return false, nil
			}
			r.u.Fact.Member, r.u.Fact.Name, r.u.Member = c.Code, c.Name, c.Code
			return true, r.take(n, consensus.PartMember, "members", c.Name)
		},
		hints: countryHints,
	}
}
