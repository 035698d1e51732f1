package news

import (
	"slices"

	"natobot/consensus"
)

// Happened gives of some changes those that happened, without those that are only the other
// side of a correction: "we no longer say that France backs" is not "France backs no more".
func Happened(book *consensus.Book, race *consensus.Race, c *consensus.Changes) *consensus.Changes {
	n, m := *c, Morning{Book: book, Race: race, Changes: c}
	n.Struck, n.Claims = nil, nil
	n.Stances = slices.DeleteFunc(slices.Clone(c.Stances), func(s consensus.StanceChange) bool {
		contest, _ := race.Contest(s.Candidate.Key, s.To.Member, c.To)
		return contest.Settled <= c.From.Known && !m.happened(s.To.Since.Day, s.To.Entry)
	})
	n.Statuses = slices.DeleteFunc(slices.Clone(c.Statuses), func(s consensus.StatusChange) bool { return !m.happened(s.To.Since.Day, s.To.Entry) })
	for _, claims := range c.Claims {
		claims.List = slices.DeleteFunc(slices.Clone(claims.List), func(claim consensus.Claim) bool { return !m.happened(claim.On.Day, claim.Entry) })
		if len(claims.List) > 0 {
			n.Claims = append(n.Claims, claims)
		}
	}
	return &n
}

// happened tells whether a change came about by a report, number, that the earlier point
// did not have: one of a later day, or one that is neither a correction of what it had nor
// something that stands again.
func (m *Morning) happened(day consensus.Day, number int) bool {
	if number == 0 {
		return false
	}
	c, first := m.Changes, number
	for _, s := range m.Book.Strikes(c.From.Known, c.To.Known) {
		if s.By == number {
			first = m.origin(s)
		}
	}
	return first > c.From.Known || first == number && day > c.From.On
}

// origin goes back from a correction to the report that it mends in the end.
func (m *Morning) origin(s consensus.Strike) int {
	for _, earlier := range m.Book.Strikes(m.Changes.From.Known, s.By-1) {
		if earlier.By == s.Target {
			return m.origin(earlier)
		}
	}
	return s.Target
}
