package grammar

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"natobot/commands/english"
	"natobot/commands/lexicon"
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
			if n, width := r.allOf(r.at); width > 0 {
				r.at += width
				r.u.Fact.Of = n
				return true, cmp.Or(r.accept("totals", "of "+strconv.Itoa(n)), r.setCount(consensus.Exactly, n))
			}
			q, n := find(r, r.at, lexicon.Qualifiers())
			if _, day, err := r.bareDayAt(r.at); n == 0 && (day > 0 || err != nil) {
				return false, nil // "2 weeks ago"
			}
			if err := r.partAt(r.at + n); err != nil {
				return true, err
			}
			count, width, ok := r.numberAt(r.at + n)
			switch {
			case !ok && n == 0:
				return false, nil
			case !ok:
				r.at += n
				return true, r.expected(q.String(), "a number")
			case n == 0:
				return true, sentences.Ask("no qualifier", count)
			}
			r.at += n + width
			return true, r.setCount(q, count)
		},
		hints: func(*reading) []lexicon.Hint { return hintsOf(lexicon.Qualifiers()) },
		takes: "counts",
	}
}

// partAt refuses a share where a number should stand: "two thirds", "60 %", "a dozen".
func (r *reading) partAt(at int) error {
	start := at
	if lexicon.Contains(articles, r.key(at)) {
		at++
	}
	_, width, number := r.numberAt(at)
	if n := at + width; r.width(n, partWords) > 0 {
		return sentences.Ask("part of", r.typed(start, n+1-start))
	}
	if figures, share := strings.CutSuffix(r.key(at), "%"); share && !number && figures != "" {
		return sentences.Ask("part of", r.typed(at, 1))
	}
	return nil
}

func (r *reading) setCount(q consensus.Qualifier, count int) error {
	r.u.Fact.Qualifier, r.u.Fact.Count = q, count
	r.u.Given |= consensus.PartCount
	return r.accept("counts", q.String()+" "+strconv.Itoa(count))
}

// allOf gives the number behind "all", and how many words that takes: "all 32" is exactly
// 32 of 32.
func (r *reading) allOf(at int) (n, width int) {
	if r.key(at) != "all" {
		return 0, 0
	}
	width = 1
	for lexicon.Contains("of,the", r.key(at+width)) {
		width++
	}
	n, figures, ok := r.numberAt(at + width)
	if !ok {
		return 0, 0
	}
	return n, width + figures
}

func shortCount(word string) (q consensus.Qualifier, count int, ok bool) {
	if figures, found := strings.CutSuffix(word, "+"); found {
		count, ok = lexicon.Digits(figures)
		return consensus.AtLeast, count, ok
	}
	figures := strings.TrimLeft(word, "~≈")
	count, ok = lexicon.Digits(figures)
	return consensus.About, count, ok && figures != word
}

// ofPart reads a claim's "of 31". In a correction "of" may also lead to a country.
func ofPart() part {
	return part{read: func(r *reading) (bool, error) {
		if r.key(r.at) != "of" {
			return false, nil
		}
		at := r.at + 1
		if lexicon.Contains("the,all", r.key(at)) {
			at++
		}
		of, width, ok := r.numberAt(at)
		if !ok {
			return false, nil
		}
		r.at = at + width
		r.u.Fact.Of = of
		return true, r.accept("totals", "of "+strconv.Itoa(of))
	}}
}

// membersNoun passes over the noun that a claim counts: "20 of 31 members", "20 allies
// back Rutte". Any other position than backing is left to be refused: no claim counts it.
func membersNoun() part {
	return part{read: func(r *reading) (bool, error) {
		if !r.has("counts") {
			return false, nil
		}
		p, n := find(r, r.at, lexicon.Positions())
		if n == 0 || p != consensus.Backs {
			n = r.width(r.at, lexicon.MemberNoun)
		}
		r.at += n
		return n > 0, nil
	}}
}

// leftOutPart reads the members that a claim leaves out: "missing Hungary, Romania and
// Turkey", or "missing none".
func leftOutPart() part {
	p := clause("missing", (*reading).leftOut)
	p.hints = func(r *reading) []lexicon.Hint {
		if r.u.Given.Has(consensus.PartMissing) { // what follows may be one more of them, misspelt
			return memberPart().hints(r)
		}
		return []lexicon.Hint{{Key: "missing", Show: "missing"}}
	}
	return p
}

func (r *reading) leftOut() error {
	var members []consensus.Member
	for m, n := r.memberHere(0); n > 0; m, n = r.memberHere(1) {
		if slices.ContainsFunc(members, func(o consensus.Member) bool { return o.Code == m.Code }) {
			return sentences.Ask("left out twice", m.Name)
		}
		members = append(members, m)
		r.at += n
	}
	if c, n := r.countryAt(r.at); n > 0 {
		return r.noMember(c.Articled(), nil)
	}
	switch {
	case len(members) > 0:
	case !r.noneHere():
		return r.expected("missing", "a member", memberPart().hints)
	default:
		r.at++
	}
	return r.setLeftOut(members)
}

func (r *reading) noneHere() bool { return lexicon.Contains(nobody, r.key(r.at)) }

// noMemberHere tells of what stands here, alone in a field, that it is no member.
func (r *reading) noMemberHere() error {
	typed := r.words[r.at].text
	list, n := r.nearHere(memberPart().hints(r))
	if n > 0 {
		typed = r.typed(r.at, n)
	}
	return r.noMember(english.AsTyped(typed), list)
}

// memberHere gives the member that stands here, behind an "and" if need be, and how many
// words that takes. Small words like "is" are no codes here.
func (r *reading) memberHere(and int) (consensus.Member, int) {
	if and > 0 && !lexicon.Contains(andWords, r.key(r.at)) {
		and = 0
	}
	m, n := r.memberAt(r.at + and)
	if n == 0 || n == 1 && r.ordinaryAt(r.at+and) {
		return consensus.Member{}, 0
	}
	return m, and + n
}

func (r *reading) setLeftOut(members []consensus.Member) error {
	codes, names := listed(members)
	slices.Sort(names)
	r.u.Fact.Missing = consensus.CodesOf(codes)
	r.u.Given |= consensus.PartMissing
	return r.accept("lists of members left out", "missing "+cmp.Or(english.Series(names), "none"))
}

// numberAt reads a number in digits or, up to ninety-nine, in words.
func (r *reading) numberAt(at int) (n, width int, ok bool) {
	if at >= len(r.words) || r.words[at].kind != wordToken {
		return 0, 0, false
	}
	if n, ok := lexicon.Digits(r.words[at].text); ok {
		return n, 1, true
	}
	n, width = longest(r, at, lexicon.Spelled)
	return n, width, width > 0
}
