package press

import (
	"slices"

	"natobot/commands/english"
	"natobot/commands/lexicon"
)

// holds tells whether a clause is said as a fact: nothing governs it that makes less of it.
func (s *sentence) holds(c *clause, first int) bool {
	c.relative = s.any(s.back(c.start-1), "relative")
	unreal := !c.relative && (s.unreal[first] || s.unreal[c.start])
	then := s.elsewhen(c.start, min(c.end+mostSkipped, s.clauseEnd(c.end-1, true))) || s.elsewhen(0, min(5, first))
	if unreal || then || s.asked(c.end) || s.denies(first, c.end) {
		return false
	}
	c.speech = s.governing(first)
	switch {
	case c.pattern.subject == "voice", slices.Index(s.last, first) == 0:
		return true
	case c.relative:
		return !s.unreal[first] || first <= 3
	case c.speech >= 0:
		return s.asserted(c.speech)
	}
	return s.grounded(first)
}

// tailed tells whether what follows a clause leaves it standing: it ends there, or a word
// follows that may. "backs Rutte on migration", "a Rutte critic", "for Commission
// president" are about something else.
func (s *sentence) tailed(c clause) bool {
	i, sh := s.seen(c.end), scope(0)
	for after := i; sh == 0; i = s.seen(after) {
		if after, sh = s.insertion(i); after == i {
			break
		}
	}
	switch {
	case s.otherPost(c, i):
		return false
	case s.kind(i) == aParty:
		return s.flagged(i)
	case s.kind(i) != aWord, s.saysAt(i), s.any(i, "condition", "according", "turns", "joins", "list joins"):
		return true
	}
	tail := "tail " + s.word(i)
	if s.lang.lists[tail] == nil {
		return s.any(i, "tails")
	}
	for j := i + 1; j < i+8 && !parts(s.kind(j)) && s.kind(j) != aComma; j++ { // "for" the post, "over" a rival
		p := s.party(j)
		if s.any(j, tail) || p != nil && p.key != "" && c.at >= 0 && s.is("against rivals", i) {
			return true
		}
	}
	return false
}

// otherPost tells whether a clause names another post than the race's: "for the EU job".
func (s *sentence) otherPost(c clause, i int) bool {
	body := ""
	if s.lex.Body != nil {
		body = lexicon.Key(english.Bare(s.lex.Body))
	}
	for j := c.head; j < len(s.items); j++ {
		k, p, next := s.kind(j), s.party(j), s.party(j+1)
		ends := parts(k) || k == aComma || s.any(j, "turns", "according") || s.saysAt(j) && s.says[j].speaker >= 0 ||
			s.conditional(j) || s.is("joins", j) && next != nil && next.key != ""
		elsewhere := p != nil && p.name.empty() && p.key == "" && (p.role == anOffice || p.kind == abroad)
		switch {
		case j >= i && ends:
			return false
		case s.any(j, "other post") && !s.saysAt(j-1) && s.word(j) != body, j >= i && elsewhere: // but "for WTO director-general" of the WTO
			return true
		}
	}
	return false
}

// asked tells whether a question mark ends the clause.
func (s *sentence) asked(end int) bool {
	i := slices.IndexFunc(s.items[min(end, len(s.items)):], func(it item) bool { return it.kind == aQuestion || it.kind == aBreak })
	return i >= 0 && s.kind(end+i) == aQuestion
}

// denies tells whether a word takes back what the clause says: in the same breath, before
// or behind it; or somebody only hopes it: "…, diplomats hope".
func (s *sentence) denies(from, to int) bool {
	for i, v := range s.says {
		hoped := i >= to && v.weight == doubted && v.speaker >= to && s.kind(s.back(v.speaker-1)) == aComma && s.stops(i+v.n)
		if hoped || s.any(i, "denial") && !s.turned(i, from) && !s.turned(to, i) {
			return true
		}
	}
	return false
}

// turned tells whether a break or a turn of the sentence stands between two items.
func (s *sentence) turned(from, to int) bool {
	for i := from; i < to; i++ {
		if s.kind(i) == aBreak || s.on("turns", i) > 0 || s.kind(i) == aMark && s.kind(i-1) == aColon {
			return true
		}
	}
	return false
}

// begins tells whether an item begins the sentence, or what follows a colon or dash.
func (s *sentence) begins(i int) bool {
	k := s.kind(s.past(i-1, -1, "mark", "opens", "determiners"))
	return parts(k) || k == aClosing
}

// grounded tells whether a clause may begin at an item: nothing stands before it that
// could make it something else.
func (s *sentence) grounded(i int) bool {
	j := i - 1
	for at := j + 1; j != at; {
		at = j
		j = s.beforeTime(s.past(j, -1, "mark", "opens", "determiners", "adverb"))
	}
	if k := s.kind(j); parts(k) || k == aComma || k == anOpening || k == aClosing {
		return true
	}
	if s.is("turns", j) {
		return !s.any(j-1, "all")
	}
	return s.is("joins", j) && j > 0
}
