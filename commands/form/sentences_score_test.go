package form

import (
	"slices"

	"natobot/consensus"
)

// score counts, for one field, what was guessed, what of it was right, and what there
// was to guess.
type score struct{ guessed, right, there int }

func (s score) precision() float64 { return float64(s.right) / float64(max(s.guessed, 1)) }

func (s score) coverage() float64 { return float64(s.guessed) / float64(max(s.there, 1)) }

var scoredFields = []string{"member", "candidate", "position", "via", "who", "condition", "day"}

func scored(f consensus.Fact, field string) string {
	switch field {
	case "member":
		return string(f.Member)
	case "candidate":
		return string(f.Candidate)
	case "position":
		return f.Position.String()
	case "via":
		if f.Source.Via == 0 && f.Source.Who != "" {
			return consensus.OnRecord.String()
		}
		return f.Source.Via.String()
	case "who":
		return f.Source.Who
	case "condition":
		return f.Condition
	}
	return f.On.String()
}

// compare aligns what was read with what is there: the pairs that agree most.
func compare(scores map[string]score, want, got []consensus.Fact) {
	want, got = stancesOnly(want), stancesOnly(got)
	agreement := func(a, b consensus.Fact) int {
		n := 0
		for i, field := range scoredFields[:3] {
			if scored(a, field) == scored(b, field) {
				n += 4 - i
			}
		}
		return n
	}
	for _, g := range got {
		best := -1
		for i, w := range want {
			if agreement(g, w) > 0 && (best < 0 || agreement(g, w) > agreement(g, want[best])) {
				best = i
			}
		}
		var w consensus.Fact
		if best >= 0 {
			w = want[best]
			want = slices.Delete(slices.Clone(want), best, best+1)
		}
		for _, field := range scoredFields {
			count(scores, field, scored(g, field), scored(w, field), best >= 0)
		}
	}
	for _, w := range want {
		for _, field := range scoredFields {
			count(scores, field, "", scored(w, field), true)
		}
	}
}

func count(scores map[string]score, field, got, want string, there bool) {
	s := scores[field]
	if want != "" && there {
		s.there++
	}
	if got != "" {
		s.guessed++
	}
	if got != "" && got == want && there {
		s.right++
	}
	scores[field] = s
}

func stancesOnly(facts []consensus.Fact) []consensus.Fact {
	return slices.DeleteFunc(slices.Clone(facts), func(f consensus.Fact) bool { return f.Kind != consensus.StanceKind })
}
