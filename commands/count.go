package commands

import (
	"strings"

	"natobot/consensus"
)

// countPart reads a claim's "about 20", and "~20" and "20+" for the same in short.
func countPart() part {
	return part{
		read: func(r *reading) (bool, error) {
			if q, count, ok := shortCount(r.key(r.at)); ok {
				r.at++
				return true, r.setCount(q, count)
			}
			q, n := find(r, r.at, qualifiers())
			count, width, ok := r.numberAt(r.at + n)
			switch {
			case !ok && n == 0:
				return false, nil
			case !ok:
				r.at += n
				return true, r.expected(q.String(), "a number")
			case n == 0:
				return true, sayNoQualifier(count)
			}
			r.at += n + width
			return true, r.setCount(q, count)
		},
		hints: func(*reading) []hint { return hintsOf(qualifiers()) },
	}
}

func (r *reading) setCount(q consensus.Qualifier, count int) error {
	r.u.Fact.Qualifier, r.u.Fact.Count = q, count
	r.u.Given |= PartCount
	return r.accept("counts", q.String()+" "+digit(count))
}

func shortCount(word string) (q consensus.Qualifier, count int, ok bool) {
	if figures, found := strings.CutSuffix(word, "+"); found {
		count, ok = digits(figures)
		return consensus.AtLeast, count, ok
	}
	figures := strings.TrimLeft(word, "~≈")
	count, ok = digits(figures)
	return consensus.About, count, ok && figures != word
}

// ofPart reads a claim's "of 31". In a correction "of" may also lead to a country.
func ofPart() part {
	return part{read: func(r *reading) (bool, error) {
		if r.key(r.at) != "of" {
			return false, nil
		}
		at := r.at + 1
		if listed("the,all", r.key(at)) {
			at++
		}
		of, width, ok := r.numberAt(at)
		if !ok {
			return false, nil
		}
		r.at = at + width
		r.u.Fact.Of = of
		return true, r.accept("totals", "of "+digit(of))
	}}
}

// membersNoun passes over the noun that a claim counts: "20 of 31 members", "20 allies
// back Rutte". Any other position than backing is left to be refused: no claim counts it.
func membersNoun() part {
	return part{read: func(r *reading) (bool, error) {
		if !r.has("counts") {
			return false, nil
		}
		p, n := find(r, r.at, positions())
		if n == 0 || p != consensus.Backs {
			if n = 0; listed(memberNoun, r.phrase(r.at, 2)) {
				n = 2
			} else if listed(memberNoun, r.key(r.at)) {
				n = 1
			}
		}
		r.at += n
		return n > 0, nil
	}}
}

// numberAt reads a number in digits or, up to ninety-nine, in words.
func (r *reading) numberAt(at int) (n, width int, ok bool) {
	if at >= len(r.words) || r.words[at].kind != wordToken {
		return 0, 0, false
	}
	if n, ok := digits(r.words[at].text); ok {
		return n, 1, true
	}
	for width := min(2, len(r.words)-at); width > 0; width-- {
		if n, ok := spelled(r.phrase(at, width)); ok {
			return n, width, true
		}
	}
	return 0, 0, false
}

// spelled reads a number that is written out: "twenty-eight".
func spelled(phrase string) (int, bool) {
	tens, units, both := strings.Cut(phrase, " ")
	i, ok := place(unitWords, phrase)
	if ok {
		return i, true
	}
	ten, ok := place(tenWords, tens)
	if !ok || !both {
		return 10 * (ten + 2), ok
	}
	unit, ok := place(unitWords, units)
	return 10*(ten+2) + unit, ok && 0 < unit && unit < 10
}

// place gives how many words of a list stand before one of them.
func place(list, word string) (int, bool) {
	i := 0
	for w := range strings.SplitSeq(list, ",") {
		if w == word {
			return i, true
		}
		i++
	}
	return 0, false
}
