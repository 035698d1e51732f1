package press

import (
	"natobot/commands/english"
	"natobot/commands/lexicon"
)

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

	case s.lang.lists["tail "+s.word(i)] != nil:
		return s.followedBy(c, i)
	}
	return s.any(i, "tails")
}

// followedBy tells whether what has to follow a word does: "for" the post, "over" a rival.
func (s *sentence) followedBy(c clause, i int) bool {
	for j := i + 1; j < i+8 && !parts(s.kind(j)) && s.kind(j) != aComma; j++ {
		p := s.party(j)
		if s.any(j, "tail "+s.word(i)) || p != nil && p.key != "" && c.at >= 0 && s.is("against rivals", i) {
			return true
		}
	}
	return false
}

// otherPost tells whether a clause names another post than the race's.
func (s *sentence) otherPost(c clause, i int) bool {
	for j := c.head; j < len(s.items); j++ {
		k := s.kind(j)
		next := s.party(j + 1)
		ends := parts(k) || k == aComma || s.any(j, "turns", "according") || s.saysAt(j) && s.says[j].speaker >= 0 ||
			s.conditional(j) || s.is("joins", j) && next != nil && next.key != ""
		switch {
		case j >= i && ends:
			return false
		case s.any(j, "other post") && !s.saysAt(j-1) && !s.ours(j), j >= i && s.elsewhere(j):
			return true
		}
	}
	return false
}

// ours tells whether a word is the name of the body whose post it is: "for WTO director-general".
func (s *sentence) ours(i int) bool {
	return s.lex.Body != nil && s.word(i) == lexicon.Key(english.Bare(s.lex.Body))
}

// elsewhere tells of an office, or a body that is not ours: "for the EU job".
func (s *sentence) elsewhere(i int) bool {
	p := s.party(i)
	return p != nil && p.name.empty() && p.key == "" && (p.role == anOffice || p.kind == abroad)
}

// asked tells whether a question mark ends the clause, or it is put as a question.
func (s *sentence) asked(c *clause) bool {
	for i := c.start; i <= c.end && i < len(s.items); i++ {
	}
	for i := c.end; i < len(s.items); i++ {
		switch s.kind(i) {
		case aQuestion:
			return true
		case aBreak:
			return false
		}
	}
	return false
}

// denies tells whether a word takes back what the clause says: in the same breath, before
// or behind it; or somebody only hopes it: "…, diplomats hope".
func (s *sentence) denies(from, to int) bool {
	for i, v := range s.says {
		hoped := i >= to && v.weight == doubted && v.n > 0 && v.speaker >= to && s.kind(s.back(v.speaker-1)) == aComma && s.stops(i+v.n)
		if hoped || s.any(i, "denial") && !(i < from && s.turned(i, from) || i >= to && s.turned(to, i)) {
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
	j := i - 1
	for s.kind(j) == aMark || s.is("opens", j) || s.is("determiners", j) {
		j--
	}
	return parts(s.kind(j)) || s.kind(j) == aClosing
}

// grounded tells whether a clause may begin at an item: nothing stands before it that
// could make it something else.
func (s *sentence) grounded(i int) bool {
	j := i - 1
	for at := j + 1; j != at; {
		at = j
		for s.kind(j) == aMark || s.is("opens", j) || s.is("determiners", j) || s.kind(j) == aWord && s.adverb(j) {
			j--
		}
		j = s.beforeTime(j)
	}
	if k := s.kind(j); parts(k) || k == aComma || k == anOpening || k == aClosing {
		return true
	}
	if s.is("turns", j) {
		return !s.any(j-1, "all")
	}
	return s.is("joins", j) && j > 0
}
