package commands

import (
	"fmt"
	"slices"
	"strings"

	"natobot/consensus"
)

// Members answers where each member stands towards each candidate.
func Members(v view) Reply {
	s := v.race.Standing(v.at)
	table := Table{Columns: []Column{{Name: "Member"}}}
	var shown []consensus.Tally
	for _, t := range s.Tallies {
		if heard(t) {
			shown = append(shown, t)
			table.Columns = append(table.Columns, Column{Name: t.Candidate.Name})
		}
	}
	var silent []string
	for i, m := range s.Members {
		row, spoken := v.row(m, i, shown)
		if !spoken {
			silent = append(silent, m.Name)
			continue
		}
		table.Rows = append(table.Rows, row)
	}
	reply := Reply{
		Title:    fmt.Sprintf("NATO has %s on %s; the ledger has a report on %s of them.", number(len(s.Members), "member", "members"), v.at.On.Long(), orNo(len(table.Rows))),
		Sections: []Section{note(v.asOf())},
	}
	if len(table.Rows) > 0 {
		reply.Sections = append(reply.Sections, table)
	}
	if len(silent) > 0 {
		reply.Sections = append(reply.Sections, List{"Undeclared, no report yet", []Line{say("%s: %s", number(len(silent), "member", "members"), strings.Join(silent, ", "))}})
	}
	return v.withJoining(reply)
}

// row gives a member's positions, and whether anything was ever reported of it.
func (v view) row(m consensus.Member, i int, shown []consensus.Tally) (row []string, spoken bool) {
	row = []string{m.Name}
	for _, t := range shown {
		s := t.Stances[i]
		if s.Entry == 0 {
			row = append(row, "undeclared, no report yet")
			continue
		}
		spoken = true
		row = append(row, position(s))
	}
	return row, spoken
}

// position gives a stance in the room of a cell.
func position(s consensus.Stance) string {
	text := fmt.Sprintf("%s (%s, %s, #%d)", s.Position, s.Via, s.Since, s.Entry)
	if s.Contested {
		text += ", contested"
	}
	return text
}

// withJoining adds the countries that are known to join on a later day.
func (v view) withJoining(r Reply) Reply {
	var l List
	for _, m := range v.book.Everyone(v.at.Known) {
		if m.Joined > v.at.On {
			l.Items = append(l.Items, say("%s, on %s: what it says counts from that day", m.Name, m.Joined.Long()))
		}
	}
	if l.Items == nil {
		return r
	}
	l.Heading = "Not yet members"
	r.Sections = append(r.Sections, l)
	return r
}

// Member answers about one member: its positions, its history, its sources.
func Member(v view, code consensus.Code) Reply {
	subject := consensus.Subject{Member: code}
	notes := v.race.Notes(subject, v.at.Known)
	numbers, total := v.race.Past(subject, v.at.Known, page)
	v.fetch(slices.Concat(lastPage(notes), numbers, v.strikers(numbers))...)
	positions := List{Heading: "Where it stands"}
	tallies := v.race.Standing(v.at).Tallies
	for _, t := range tallies {
		s, ok := v.race.Stance(t.Candidate.Key, code, v.at)
		if !ok || s.Entry == 0 {
			continue
		}
		positions.Items = append(positions.Items, say("%s: %s; last word %s", t.Candidate.Name, position(s), v.ago(s.Since)))
	}
	if positions.Items == nil {
		positions.Items = []Line{say("Undeclared towards every candidate: no report yet.")}
	}
	contests := slices.DeleteFunc(v.contests(tallies), func(c consensus.Contest) bool { return c.Member != code })
	return Reply{Title: v.since(v.member(code)), Sections: slices.Concat(
		[]Section{note(v.asOf()), positions},
		v.contested(contests),
		v.under("Notes", notes),
		v.lastEntries(numbers, total),
	)}
}

// since says since when a country has been a member, or from when it will be.
func (v view) since(m consensus.Member) string {
	if m.Joined > v.at.On {
		return fmt.Sprintf("%s is not a member on %s; it joins on %s.", capital(articled(m)), v.at.On.Long(), m.Joined.Long())
	}
	return fmt.Sprintf("%s has been a member since %s.", capital(articled(m)), m.Joined.Long())
}
