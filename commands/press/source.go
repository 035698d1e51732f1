package press

import (
	"slices"
	"strings"

	"natobot/consensus"
)

// source gives on whose word a stance of a member is, who published it, and the quotation
// of that very speaker.
func (s *sentence) source(c clause, code consensus.Code) consensus.Source {
	var src consensus.Source
	at := s.speakerOf(c)
	p := s.resolved(at, c.candidate)
	for _, other := range s.together(at) { // of several each speaks for their own side
		if q := s.party(other); q.member() == code && code != "" && q.key == "" {
			at, p = other, q
			break
		}
	}
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

// credit gives on whose word a stance is: what a person or office of the member itself
// says is on the record, what a third country's says is only reported.
func (s *sentence) credit(p *party, code consensus.Code, key consensus.Key) (via consensus.Attribution, who string) {
	if p.through {
		p = &party{role: aSpokesman, code: p.code, outside: p.outside, former: p.former}
	}
	if !p.name.empty() {
		who = possessive(s.words(p.name))
	} else if p.role == anOffice {
		who = possessive(s.words(p.office))
	}
	unnamed := map[role]consensus.Attribution{anOfficial: consensus.Official, aDiplomat: consensus.Diplomat, aCamp: consensus.Camp, thePress: consensus.Reported, anAnalyst: consensus.Inferred}
	if p.key != key && p.code == code { // a minister's aide, who is another candidate
		unnamed[aCamp] = consensus.Official
	} else if p.key != key {
		unnamed[aCamp] = consensus.Reported
	}
	foreign := p.outside || p.former || p.code != "" && code != "" && p.code != code
	switch {
	case unnamed[p.role] != 0 && !p.former:
		return unnamed[p.role], ""
	case p.key != "" && p.key == key:
		return consensus.Camp, who
	case p.role == aGroup, foreign && (who != "" || p.role == aSpokesman), unnamed[p.role] != 0:
		return consensus.Reported, who
	case p.role == aSpokesman:
		return consensus.Spokesperson, who
	case p.role == anOffice && (p.code != "" || !p.name.empty()):
		return consensus.OnRecord, who
	}
	return consensus.NoAttribution, ""
}

// published gives the outlet that a sentence names: one of the lexicon's, one by its handle,
// or an unknown name that stands where an outlet does, "X reports", "told X".
func (s *sentence) published() string {
	for i, it := range s.items {
		p, n := it.party, s.on("according", i)
		switch {
		case p != nil && p.outlet != "":
			return p.outlet
		case n > 0 && strings.HasPrefix(s.word(i+n), "@"):
			return s.text[s.items[i+n].start:s.items[i+n].end]
		case p == nil || p.role != unknownRole || p.code != "":
		case s.is("reports", i+1), s.on("to outlet", i-1) == 1, s.on("to outlet", i-2) == 2:
			return possessive(s.words(p.name))
		}
	}
	return ""
}

// longestGuess is the longest quotation that is guessed: a longer one is nothing that a
// person checks at a glance, and fits no form.
const longestGuess = 1500

// quotation gives what the speaker of a clause is quoted with: words in quotation marks
// that the clause stands in, that stand in the clause, or that follow it as the same
// person's. Where anybody else speaks in the sentence, only the first two.
func (s *sentence) quotation(c clause, speaker int) string {
	within := append([]item{s.items[min(c.head, len(s.items)-1)]}, s.items[c.start:min(c.end, len(s.items))]...)
	if i := slices.IndexFunc(within, func(it item) bool { return it.quote >= 0 }); i >= 0 {
		return s.quoteText(within[i].quote, speaker)
	}
	others := func(v saying) bool { return v.n > 0 && v.speaker != speaker && s.party(v.speaker) != nil }
	if s.resolved(speaker, c.candidate) == nil || slices.ContainsFunc(s.says, others) {
		return ""
	}
	for i := max(c.end, 3); i < len(s.items); i++ {
		introduced := s.kind(i-1) == aMark && (s.kind(i-2) == aColon || s.kind(i-2) == aComma) && s.says[i-3].n > 0
		if q := s.items[i].quote; q >= 0 && introduced {
			return s.quoteText(q, speaker)
		}
	}
	return ""
}

// quoteText gives the words of a quotation, without the comma that the sentence around it put
// before the closing mark. Where the name of who is quoted stands between
// the marks they are not only theirs.
func (s *sentence) quoteText(q, speaker int) string {
	at := s.quotes[q]
	if at.end-at.start > longestGuess || speaker >= 0 && s.items[speaker].quote == q {
		return ""
	}
	return strings.TrimRight(strings.TrimSpace(s.text[at.start:at.end]), ",")
}
