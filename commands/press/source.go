package press

import (
	"strings"

	"natobot/consensus"
)

// source gives on whose word a stance of a member is, who published it, and the quotation
// of that very speaker.
func (s *sentence) source(c clause, code consensus.Code) consensus.Source {
	var src consensus.Source
	at := s.speakerOf(c)
	p := s.resolved(at)
	if p != nil && p.key != "" && p.key == c.candidate && c.pattern.subject == "" && c.members != nil {
		p = nil // the heading of a list: "Rutte: for – US, UK"
	}
	if p != nil {
		src.Via, src.Who = s.credit(p, code, c.candidate)
		src.Outlet = p.outlet
	}
	if src.Outlet == "" {
		src.Outlet = s.published()
	}
	if src.Who != "" {
		src.Quote = s.quotation(c, at)
	}
	switch {
	case src.Via != consensus.NoAttribution:
	case c.scope&seen != 0:
		src.Via = consensus.Inferred
	case c.scope&rumoured != 0 || src.Outlet != "" && p == nil:
		src.Via = consensus.Reported
	}
	return src
}

// speakerOf gives the item of who says a clause.
func (s *sentence) speakerOf(c clause) int {
	if at := s.attributed(c.end); c.speech >= 0 && s.says[c.speech].speaker >= 0 {
		if p := s.party(at); p != nil && (p.role == anOfficial || p.role == aDiplomat || p.role == aCamp) {
			return at // who says that somebody said it
		}
		return s.says[c.speech].speaker
	}
	if c.relative {
		return s.attributed(c.end)
	}
	first := c.start
	if len(c.subjects) > 0 {
		first = c.subjects[0]
	}
	for i := c.start; i < c.end; i++ { // "Tusk announced support for"
		if at := s.announcer(i); at >= 0 {
			return at
		}
	}
	return s.speaker(first, c.end)
}

// announcer gives who says something by a verb that is part of what they do, or that
// governs a noun: "Macron confirmed French backing for Rutte".
func (s *sentence) announcer(i int) int {
	if !s.saysAt(i) || s.says[i].weight != stated {
		return -1
	}
	if p := s.party(s.says[i].speaker); p != nil && !p.acts() && p.key == "" && p.kind != aPeople || p != nil && !p.name.empty() && (s.says[i].speaker < i || s.says[i].after) {
		return s.says[i].speaker
	}
	return -1
}

// published gives the outlet that a sentence names.
func (s *sentence) published() string {
	for i, it := range s.items {
		if it.party != nil && it.party.outlet != "" {
			return it.party.outlet
		}
		if n := s.on("according", i); n > 0 && strings.HasPrefix(s.word(i+n), "@") {
			return s.text[s.items[i+n].start:s.items[i+n].end]
		}
		if p := it.party; p != nil && p.role == unknownRole && p.code == "" && s.publishes(i) {
			return possessive(s.words(p.name))
		}
	}
	return ""
}

// publishes tells whether an unknown name stands where an outlet does: "reports X",
// "told X".
func (s *sentence) publishes(i int) bool {
	for j := i - 1; j >= 0 && j >= i-2; j-- {
		if s.on("to outlet", j) > 0 && j+s.on("to outlet", j) == i {
			return true
		}
	}
	return s.is("reports", i+1)
}

// longestGuess is the longest quotation that is guessed: a longer one is nothing that a
// person checks at a glance, and fits no form.
const longestGuess = 1500

// quotation gives what the speaker of a clause is quoted with: words in quotation marks
// that the clause stands in, that stand in the clause, or that follow it as the same
// person's. Where anybody else speaks in the sentence, only the first two.
func (s *sentence) quotation(c clause, speaker int) string {
	if q := s.items[min(c.head, len(s.items)-1)].quote; q >= 0 {
		return s.quoteText(q, speaker)
	}
	for i := c.start; i < min(c.end, len(s.items)); i++ {
		if q := s.items[i].quote; q >= 0 {
			return s.quoteText(q, speaker)
		}
	}
	if s.resolved(speaker) == nil || s.others(speaker) {
		return ""
	}
	for i := c.end; i < len(s.items); i++ {
		if q := s.items[i].quote; q >= 0 && s.items[i-1].kind == aMark && i-2 >= 0 && (s.kind(i-2) == aColon || s.kind(i-2) == aComma) && s.says[max(0, i-3)].n > 0 {
			return s.quoteText(q, speaker)
		}
	}
	return ""
}

// others tells whether anybody but a speaker says something in the sentence.
func (s *sentence) others(speaker int) bool {
	for i := range s.says {
		if v := s.says[i]; v.n > 0 && v.speaker >= 0 && v.speaker != speaker && s.party(v.speaker) != nil {
			return true
		}
	}
	return false
}

// quoteText gives the words of a quotation, without the comma that the sentence around it put
// before the closing mark. Where the name of who is quoted stands between
// the marks they are not only theirs.
func (s *sentence) quoteText(q, speaker int) string {
	at := s.quotes[q]
	if at.end-at.start > longestGuess {
		return ""
	}
	if speaker >= 0 && s.items[speaker].quote == q {
		return ""
	}
	return strings.TrimRight(strings.TrimSpace(s.text[at.start:at.end]), ",")
}
