package report

import (
	"fmt"
	"slices"

	"natobot/commands/answer"
	"natobot/commands/english"
	"natobot/consensus"
)

// week is how far back `changes` looks when it is not told.
const week = 7

// Changes answers what moved since a day, that day included; for 0 since a week ago.
func Changes(v View, since consensus.Day) (answer.Reply, error) {
	if since == 0 {
		since = v.At.On.Add(1 - week)
	}
	if since > v.At.On {
		return answer.Reply{}, Ask("after", since.Long(), v.At.On.Long())
	}
	before := since.Add(-1)
	from := consensus.Point{On: before, Known: min(v.At.Known, v.Book.KnownBefore(before.End(v.Zone)))}
	changes, learned := parted(v.Race.Changes(from, v.At), v.Race.Changes(consensus.Point{On: before, Known: v.At.Known}, v.At))
	changes.Struck = published(changes.Struck, from.Known)
	reply := answer.Reply{Title: "Since " + since.Long(), Sections: []answer.Section{Note(v.asOf())}}
	if changes.None() && learned.None() {
		reply.Title = fmt.Sprintf("Nothing changed since %s.", since.Long())
		return reply, nil
	}
	v.fetch(append(v.behind(changes), v.behind(learned)...)...)
	late := append(v.movedStances(learned, learned.Stances), v.movedStatuses(learned)...)
	reply.Title = fmt.Sprintf("What changed since %s: %s.", since.Long(), tallied(changes, len(late)))
	reply.Sections = slices.Concat(reply.Sections, v.moved(changes),
		answer.Lines("Learned since, about earlier days", late), answer.Lines("New claims without names", v.newClaims(changes)))
	return reply, nil
}

// behind lists the entries that the lines of some changes name, 0 among them.
func (v View) behind(c *consensus.Changes) []int {
	var numbers []int
	for _, s := range c.Stances {
		numbers = append(numbers, s.From.Entry, s.To.Entry)
	}
	for _, s := range c.Statuses {
		numbers = append(numbers, s.From.Entry, s.To.Entry)
	}
	for _, s := range c.Struck {
		numbers = append(numbers, s.Target, v.LastOf(s.By))
	}
	for _, claims := range c.Claims {
		for _, claim := range newest(claims.List) {
			numbers = append(numbers, claim.Entry)
		}
	}
	return numbers
}

// newest gives the claims of a list that an answer shows.
func newest(claims []consensus.Claim) []consensus.Claim {
	return claims[max(0, len(claims)-consensus.NewestClaims):]
}

// parted tells what moved since a day, by all that is known now, from what the desk has
// only learned since about days before: late reports, and what retractions took back.
// said is what moved against what the desk said then, moved against what was true then.
func parted(said, moved *consensus.Changes) (changes, learned *consensus.Changes) {
	moved.Claims, moved.Struck = said.Claims, said.Struck
	learned = &consensus.Changes{To: said.To, Was: said.Was, Is: said.Is}
	learned.Stances = slices.DeleteFunc(slices.Clone(said.Stances), func(s consensus.StanceChange) bool {
		return slices.ContainsFunc(moved.Stances, func(m consensus.StanceChange) bool { return m.To == s.To })
	})
	learned.Statuses = slices.DeleteFunc(slices.Clone(said.Statuses), func(s consensus.StatusChange) bool {
		return slices.ContainsFunc(moved.Statuses, func(m consensus.StatusChange) bool { return m.To == s.To })
	})
	return moved, learned
}

// tallied counts the changes by what they are; late is how many were only learned late.
func tallied(c *consensus.Changes, late int) string {
	var parts []string
	add := func(n int, one, many string) {
		if n > 0 {
			parts = append(parts, english.Number(n, one, many))
		}
	}
	moved, reworded := byMove(c.Stances)
	add(len(moved), "position", "positions")
	add(len(reworded), "attribution", "attributions")
	add(len(c.Statuses), "candidate's status", "candidates' statuses")
	add(len(c.Joined), "new member", "new members")
	add(len(c.Left), "member that left", "members that left")
	claims := 0
	for _, list := range c.Claims {
		claims += len(list.List)
	}
	add(claims, "claim without names", "claims without names")
	add(len(c.Struck), "correction or retraction", "corrections or retractions")
	add(late, "matter of earlier days", "matters of earlier days")
	return english.Series(parts)
}

// left tells who was a member and is none.
func left(c *consensus.Changes) []answer.Line {
	return english.Each(c.Left, func(m consensus.Member) answer.Line {
		return answer.Say("%s was a member until %s.", english.Capital(english.Articled(m)), m.Left.Long())
	})
}

// moved lists changes from → to, with old source and new; nil when nothing moved.
func (v View) moved(c *consensus.Changes) []answer.Section {
	moved, reworded := byMove(c.Stances)
	joined := english.Each(c.Joined, func(m consensus.Member) answer.Line { return v.joined(m, c) })
	return slices.Concat(
		answer.Lines("Positions that changed", v.movedStances(c, moved)),
		answer.Lines("Positions that came on the record or went off it", v.movedStances(c, reworded)),
		answer.Lines("Candidates whose status changed", v.movedStatuses(c)),
		answer.Lines("New members", joined),
		answer.Lines("Members that left", left(c)),
		answer.Lines("Corrections", v.tracedCorrections(c.Struck)),
	)
}

// byMove parts changes of a position from those of its attribution alone.
func byMove(list []consensus.StanceChange) (moved, reworded []consensus.StanceChange) {
	stays := func(s consensus.StanceChange) bool { return !s.Moved() }
	return slices.DeleteFunc(slices.Clone(list), stays), slices.DeleteFunc(slices.Clone(list), consensus.StanceChange.Moved)
}

func (v View) movedStances(c *consensus.Changes, list []consensus.StanceChange) []answer.Line {
	return english.Each(list, func(s consensus.StanceChange) answer.Line {
		was, is := v.Entry(s.From.Entry), v.Entry(s.To.Entry)
		return answer.Say("%s. ", v.step(c, s, turn(s, was))).And(sources(was, is)...).Say("%s", v.afterwards(c, s))
	})
}

// sources names the old source and the new one of a change; the zero Entry stands for none.
func sources(was, is consensus.Entry) answer.Line {
	source := func(e consensus.Entry) answer.Line {
		if e.Number == 0 {
			return answer.Say("no report")
		}
		return cited(e)
	}
	return answer.Say("Before: %s", asked(was, "asked")).And(source(was)...).Say(". Now: %s", asked(is, "asks")).And(source(is)...).Say(".")
}

func (v View) movedStatuses(c *consensus.Changes) []answer.Line {
	return english.Each(c.Statuses, func(s consensus.StatusChange) answer.Line {
		was, is := v.Entry(s.From.Entry), v.Entry(s.To.Entry)
		return answer.Say("%s%s: %s → %s. ", v.Introduced(s.To), v.turnOf(s), statusBefore(s.From), orNone(s.To)).And(sources(was, is)...)
	})
}

// statusBefore gives a person's earlier status.
func statusBefore(c consensus.Candidate) string {
	if c.Entry == 0 {
		return "not named"
	}
	return orNone(c)
}

// orNone gives a candidate's status, or that none is recorded.
func orNone(c consensus.Candidate) string {
	if c.Status == consensus.NoStatus {
		return "no status recorded"
	}
	return answer.Status(c)
}

func (v View) newClaims(c *consensus.Changes) []answer.Line {
	var lines []answer.Line
	for _, claims := range c.Claims {
		t, _ := v.Race.Standing(v.At).Find(claims.Candidate.Key)
		for _, claim := range newest(claims.List) {
			lines = append(lines, v.setAgainst(t, claim, v.Entry(claim.Entry)))
		}
	}
	return lines
}

// LastOf follows an entry to the one that stands in its place, or that took it back.
func (v View) LastOf(number int) int {
	for by := v.Book.StruckBy(number, v.At.Known); by != 0; by = v.Book.StruckBy(number, v.At.Known) {
		number = by
	}
	return number
}

// published leaves out strikes of entries that are younger than what was last told:
// they were mended before anybody read them there.
func published(strikes []consensus.Strike, told int) []consensus.Strike {
	return slices.DeleteFunc(slices.Clone(strikes), func(s consensus.Strike) bool { return s.Target > told })
}
