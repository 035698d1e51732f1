package report

import (
	"fmt"

	"natobot/commands/answer"
	"natobot/consensus"
)

// rivals sets the newest counts that say whom they leave out against our ledger, member by
// member, each on its own day; nil when there is none. It goes with view.claims, which
// leaves these claims to it.
func (v View) rivals(tallies []consensus.Tally) []answer.Section {
	list := answer.List{Heading: "Rival counts, member by member"}
	v.fetch(claimEntries(tallies)...)
	for _, t := range tallies {
		for _, c := range t.Claims {
			if c.Missing == "" {
				continue
			}
			list.Items = append(list.Items, v.setAgainst(t, c, v.Entry(c.Entry)))
		}
	}
	if list.Items == nil {
		return nil
	}
	return []answer.Section{list}
}

// setAgainst sets one claim against the names of our ledger: of the claim's own day where
// it says whom it leaves out, else of the day of the view.
func (v View) setAgainst(t consensus.Tally, c consensus.Claim, e consensus.Entry) answer.Line {
	if rival, ok := v.Race.Rival(t.Candidate.Key, c, v.At.Known); ok {
		return v.compared(rival, t, e, fmt.Sprintf("%s, #%d", e.Source.Via, e.Number))
	}
	if c.All {
		return unanimous(t, e)
	}
	return against(t, c, e)
}
