package grammar

import (
	"slices"
	"strings"

	"natobot/commands/english"
	"natobot/commands/lexicon"
	"natobot/consensus"
)

// membersPart reads one member, or several as a list: "Estonia, Latvia and Lithuania".
func membersPart() part {
	one := memberPart()
	return part{takes: one.takes, hints: one.hints, read: func(r *reading) (bool, error) {
		every := r.everyAt(r.at)
		members, width := r.listAt(r.at + every)
		if err := r.nameOrList(r.at+every, width); err != nil {
			return true, err
		}
		if len(members) < 2 {
			if len(members) == 1 && r.has("members") {
				if c, is := r.motionOn(members[0].Code); is && !r.has("candidates") { // "Canada ratified Finland"
					r.at += width
					return true, r.setCandidate(c)
				}
				return true, r.secondMember(members[0], width)
			}
			return one.read(r)
		}
		r.at += every + width
		r.at += r.everyAt(r.at)
		return true, r.setMembers(members)
	}}
}

// splitSlashes takes "Estonia/Latvia" apart, so that it can be a list.
func (r *reading) splitSlashes() {
	var words []token
	for _, w := range r.words {
		parts := strings.Split(w.text, "/")
		apart := w.kind == wordToken && len(parts) > 1 && w.end-w.start == len(w.text)
		for _, p := range parts {
			apart = apart && p != "" && lettersOnly(p)
		}
		if !apart {
			words = append(words, w)
			continue
		}
		start := w.start
		for _, p := range parts {
			words = append(words, token{text: p, key: lexicon.Key(p), start: start, end: start + len(p)})
			start += len(p) + len("/")
		}
	}
	r.words = words
}

// everyAt counts the words at a place that say of a list that it is one: "both", "all".
func (r *reading) everyAt(at int) int { return r.width(at, everyWords) }

// listAt gives the members of the list at a place, each once, and how many words that takes.
func (r *reading) listAt(at int) (members []consensus.Member, width int) {
	for {
		and := r.andAt(at + width)
		if width == 0 {
			and = 0
		} else if and == 0 && !strings.ContainsAny(r.gap(at+width), ",;，/") {
			return members, width
		}
		m, n := r.memberAt(at + width + and)
		if n == 0 || r.ordinaryAt(at+width+and) {
			return members, width
		}
		if !slices.ContainsFunc(members, func(o consensus.Member) bool { return o.Code == m.Code }) {
			members = append(members, m)
		}
		width += and + n
	}
}

// nameOrList asks about a name with a comma that may as well be two members: "Hong Kong, China".
func (r *reading) nameOrList(at, width int) error {
	for comma := at + 1; comma < at+width; comma++ {
		if !strings.Contains(r.gap(comma), ",") {
			continue
		}
		second, n := r.memberAt(comma)
		for from := comma - 1; from >= at; from-- {
			first, one := r.names.Member(r.phrase(from, comma-from))
			if whole, is := r.names.Member(r.phrase(from, comma-from+n)); one && is && n > 0 {
				return sentences.Ask("name or list", r.typed(from, comma-from+n), whole.Name, first.Name+" and "+second.Name)
			}
		}
	}
	return nil
}

func (r *reading) setMembers(members []consensus.Member) error {
	codes, names := listed(members)
	r.u.Members, r.u.Member, r.u.Fact.Member = codes, codes[0], codes[0]
	r.u.Given |= consensus.PartMember
	return r.accept("members", english.Series(names))
}

// listed gives the codes of members, and their names.
func listed(members []consensus.Member) (codes []consensus.Code, names []string) {
	for _, m := range members {
		codes, names = append(codes, m.Code), append(names, m.Name)
	}
	return codes, names
}

// secondMember asks about a member that stands apart from the first: whether both are meant.
func (r *reading) secondMember(m consensus.Member, width int) error {
	first := r.u.Member
	if first == m.Code && len(r.u.Members) < 2 {
		return r.take(width, 0, "members", m.Name)
	}
	before, _ := r.names.MemberByCode(first)
	if r.andAt(r.at-1) == 0 && r.memberEndsAt(r.at) { // side by side
		r.said = slices.DeleteFunc(r.said, func(s saying) bool { return s.noun == "members" }) // it would be of both
		r.try(r.text[r.start():r.words[r.at-1].end] + " and " + r.text[r.words[r.at].start:])
	}
	return r.ask("not a list", before.Name, m.Name)
}

// listGoesOn tells whether what stands here may be one more member of a list.
func (r *reading) listGoesOn() bool {
	return r.u.Given.Has(consensus.PartMember) && (r.joint != "" || strings.Contains(r.gap(r.at), ","))
}

// memberEndsAt tells whether a member's name ends right before a place.
func (r *reading) memberEndsAt(at int) bool {
	for n := 1; n <= min(6, at-r.first); n++ {
		if _, width := r.memberAt(at - n); width == n {
			return true
		}
	}
	return false
}

// group asks about a group of members that is named in one word, with the list to copy.
func (r *reading) group(parts []part) error {
	if !takes(parts, "members") || r.has("members") && !r.listGoesOn() {
		return nil
	}
	before := r.everyAt(r.at) // "all three Baltic states"
	before += r.theAt(r.at + before)
	if _, width, ok := r.numberAt(r.at + before); ok {
		before += width
	}
	members, n := r.groupAt(r.at + before)
	if n == 0 {
		return nil
	}
	n += before
	_, list := listed(members)
	r.instead(r.at, n, []lexicon.Hint{{Show: strings.Join(list, ", ")}})
	return r.ask("group", r.typed(r.at, n), english.Series(list))
}

// groupAt gives the members of a group that is named at a place, and how many words name it.
func (r *reading) groupAt(at int) ([]consensus.Member, int) {
	return longest(r, at, func(phrase string) (list []consensus.Member, ok bool) {
		for _, code := range r.names.Group(phrase) {
			if m, ok := r.names.MemberByCode(code); ok {
				list = append(list, m)
			}
		}
		return list, list != nil
	})
}

// memberHints gives what members are called, for near misses.
func memberHints(r *reading) []lexicon.Hint {
	var hints []lexicon.Hint
	for _, m := range r.names.Vocabulary.Members {
		for _, key := range lexicon.MemberKeys(m) {
			if len(key) > 3 { // a code is too short to be recognised with a slip in it
				hints = append(hints, lexicon.Hint{Key: key, Show: m.Name})
			}
		}
		for _, seat := range m.Seats {
			hints = append(hints, lexicon.Hint{Key: lexicon.Key(seat), Show: m.Name})
		}
	}
	for pair := range strings.SplitSeq(lexicon.Metonyms, ",") {
		place, code, _ := strings.Cut(pair, "=")
		if m, ok := r.names.MemberByCode(consensus.Code(code)); ok {
			hints = append(hints, lexicon.Hint{Key: place, Show: m.Name})
		}
	}
	return hints
}

// beatMembersPart reads members, with or without commas between them.
func beatMembersPart() part {
	one := memberPart()
	return part{takes: one.takes, hints: one.hints, read: func(r *reading) (bool, error) {
		m, n := r.memberAt(r.at)
		if n == 0 || r.ordinaryAt(r.at) {
			return false, nil
		}
		r.at += n
		r.joint = ""
		r.u.Members = append(r.u.Members, m.Code)
		r.u.Given |= consensus.PartMember
		r.said = append(r.said, saying{"members", m.Name})
		return true, nil
	}}
}
