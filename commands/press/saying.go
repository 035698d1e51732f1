package press

import (
	"natobot/consensus"
)

// weight tells what a verb of saying makes of what it says.
type weight uint8

const (
	unsaid  weight = iota
	stated         // as a fact
	doubted        // not as a fact: what somebody wants, doubts, asks
)

// saying is a verb of saying: how many items it takes, and the item of who says it, -1
// where that is not said.
type saying struct {
	n       int
	weight  weight
	speaker int
	after   bool // the speaker stands behind it: "said Tusk"
}

// sayings finds the verbs of saying of a sentence.
func (s *sentence) sayings() []saying {
	list, last := make([]saying, len(s.items)), -1
	for i := range s.items {
		v := saying{n: s.on("says", i), weight: stated}
		if k := s.on("doubts", i); k > v.n {
			v.n, v.weight = k, doubted
		}
		if v.n == 0 {
			continue
		}
		v.speaker, v.after = s.whoSays(i, v.n)
		if v.speaker < 0 && s.kind(i-1) == aComma { // "Scholz said, adding that"
			v.speaker = last
		}
		if v.speaker >= 0 {
			last = v.speaker
		}
		list[i] = v
	}
	return list
}

// whoSays gives the item of who says something by a verb, and whether it stands behind it.
func (s *sentence) whoSays(i, n int) (at int, after bool) {
	aux := s.auxiliary(i)
	switch {
	case s.is("be", aux) && s.is("by whom", i+n): // "was confirmed by"
		return s.partyFrom(i + n + 1), true
	case s.is("be", aux), s.is("saying", i) && s.kind(i-1) == aParty: // "is said to", "a letter to him saying"
		return -1, false
	}
	at = s.speakerBefore(i)
	behind := s.speakerAfter(i + n)
	comma := s.kind(aux-1) == aComma
	if behind >= 0 && (at < 0 || comma) && (comma || s.setOff(s.back(aux-1))) {
		return behind, true
	}
	return at, false
}

func (s *sentence) saysAt(i int) bool { return i >= 0 && i < len(s.says) && s.says[i].n > 0 }

// auxiliary gives the first of the words that belong to a verb of saying: "has not said".
func (s *sentence) auxiliary(i int) int {
	for s.is("before saying", i-1) {
		i--
	}
	return i
}

// speakerBefore gives the item of who stands before a verb of saying.
func (s *sentence) speakerBefore(i int) int {
	i = s.back(s.auxiliary(i) - 1)
	if s.any(i, "relative") {
		i--
	}
	i = s.back(s.auxiliary(i+1) - 1)
	if s.kind(i) == aParty && !s.items[i].of || s.is("pronouns", i) {
		return i
	}
	if k := s.kind(i); k != aComma && k != aClosing {
		return -1
	}
	for j := i - 1; j > 0 && i-j <= longestAside; j-- {
		if k := s.kind(j); k == s.kind(i) || k == anOpening {
			at := s.back(j - 1)
			if s.party(at) != nil && !s.items[at].of && !s.any(j+1, "list joins", "turns") && s.alone(j+1, i) && s.leads(at) {
				return at
			}
			return -1
		}
	}
	return -1
}

// leads tells whether a party is the first thing of its clause: what a verb that comes
// later is about.
func (s *sentence) leads(at int) bool { return s.setOff(s.back(at - 1)) }

// alone tells whether no clause of its own stands among some items.
func (s *sentence) alone(from, to int) bool {
	for i := from; i < to; i++ {
		if p := s.party(i); p.acts() && s.lang.verbal[s.word(i+1)] && s.on("relative", from) == 0 {
			return false
		}
	}
	return true
}

// speakerAfter gives the item of who stands behind a verb of saying: "said Tusk", and
// behind to whom or when it was said.
func (s *sentence) speakerAfter(i int) int {
	for range 4 {
		i = s.seen(i)
		switch n := s.timeAt(i); {
		case n > 0:
			i += n
		case s.on("to whom", i) > 0:
			i += s.on("to whom", i)
			if s.is("determiners", i) {
				i++
			}
			i += max(1, s.on("hearers", i))
		case s.adverb(i):
			i++
		}
	}
	if s.is("partitive", i) {
		i++
	}
	if s.is("determiners", i) && s.kind(i+1) == aParty {
		i++
	}
	if p := s.party(i); p != nil && !s.items[i].of && (s.kind(i+1) != aWord || !s.is("be", i+1) && !s.lang.verbal[s.word(i+1)]) {
		return i
	}
	return -1
}

// setOff tells whether an attribution may begin after an item.
func (s *sentence) setOff(i int) bool {
	k := s.kind(i)
	return i < 0 || k == aComma || k == aMark || k == aBreak || k == anOpening || k == aQuestion || k == aColon || k == aClosing
}

// furthest is how far a verb of saying may stand from what it says.
const furthest = 16

// governing gives the verb of saying that an item's clause depends on; -1 for none.
// Between them may stand to whom, where and when it was said.
func (s *sentence) governing(i int) int {
	that := false
	for j := i - 1; j >= 0 && i-j <= furthest; j-- {
		k := s.kind(j)
		switch {
		case s.saysAt(j) && (!s.says[j].after || s.says[j].speaker < i && that):
			if s.says[j].weight == doubted && s.kind(s.seen(i-1)) == aColon {
				return -1 // "asked about it: we do"
			}
			return s.governs(j, i, that)
		case s.is("that", j):
			that = true
		case k == aColon && (s.saysAt(j-1) || i != s.seen(j+1)):
		case parts(k), !that && (k == aComma || s.is("joins", j)), s.any(j, "turns", "condition", "unreal to comma"):
			return -1
		}
	}
	return -1
}

// governs checks that what stands between a verb of saying and a subject does not make the
// subject somebody else's object: "told Poland to", "said of Hungary".
func (s *sentence) governs(j, i int, that bool) int {
	from := s.seen(j + s.says[j].n)
	for s.is("determiners", i-1) && i-1 >= from || s.kind(i-1) == aMark {
		i--
	}
	if that || from >= i || s.kind(from) == aColon || s.kind(i-1) == aColon || s.is("that", i-1) || s.kind(i-1) == aParty {
		return j
	}
	for k := from; k < i; k++ {
		n := max(s.on("hearers", k), s.timeAt(k))
		if n > 0 && k+n >= i || s.adverb(k) && k == i-1 {
			return j
		}
	}
	return -1
}

// denied tells whether it is said that it was not said, or that it might be.
func (s *sentence) denied(j int) bool {
	return s.retracted(j) || s.unreal[j] && s.on("doubts", j) == 0
}

func (s *sentence) retracted(j int) bool {
	for i := s.auxiliary(j); i < j; i++ {
		if s.on("unsaid", i) > 0 {
			return true
		}
	}
	return false
}

// mostAnnounced is how far the colon behind a speaker may stand.
const mostAnnounced = 20

// announced gives the party with which a sentence begins, before a colon: "Tusk: …".
func (s *sentence) announced(until int) int {
	at, quoted := -1, until > 1 && s.kind(until-1) == aMark && s.kind(until-2) == aColon
	for i := 0; i < min(mostAnnounced, until); i++ {
		switch k := s.kind(i); {
		case k == aColon && (at >= 0 || !s.any(0, "labels")), k == aColon && quoted:
			return at
		case k == aColon:
		case k == aParty && at < 0 && !s.items[i].of && (quoted || s.leads(i)):
			at = i
		case parts(k), k == aWord && at >= 0 && !quoted && s.lang.verbal[s.word(i)] && !s.saysAt(i) && !s.any(i, "to whom") && s.timeAt(i) == 0:
			return -1
		}
	}
	return -1
}

// attributed gives the item of the party whose word a clause is, where that is said after
// it: "…, says Tusk", "according to a diplomat", "(diplomat)"; -1 for none.
func (s *sentence) attributed(from int) int {
	for i := max(from, 0); i < len(s.items); i++ {
		n := s.on("according", i)
		switch {
		case n > 0:
			if at := s.partyFrom(i + n); at >= 0 {
				return at
			}
		case s.any(i, "turns") && s.kind(i-1) == aComma && s.kind(i+1) == aParty, s.kind(i) == aBreak && s.text[s.items[i].start] == ';':
			return -1
		}
		if at := s.attributedBy(i, from); at >= 0 {
			return at
		}
	}
	return s.signed(from)
}

// attributedBy gives who says what stands before a verb of saying: "…, Tusk said".
func (s *sentence) attributedBy(i, from int) int {
	if !s.saysAt(i) || s.says[i].weight != stated || s.retracted(i) {
		return -1
	}
	at := s.says[i].speaker
	if s.says[i].after || at >= from && s.setOff(s.back(at-1)) && s.stops(i+s.says[i].n) {
		return at
	}
	return -1
}

// partyFrom gives the party that stands at an item or behind a determiner there.
func (s *sentence) partyFrom(i int) int {
	for range 3 {
		if s.kind(i) == aParty {
			return i
		}
		if !s.is("determiners", i) && !s.is("qualities", i) && s.kind(i) != aMark {
			return -1
		}
		i++
	}
	return -1
}

// stops tells whether a verb of saying that stands behind its clause says nothing more.
func (s *sentence) stops(i int) bool {
	i = s.seen(i)
	p := s.party(i)
	if p != nil {
		return p.outlet != "" || s.kind(i+1) != aWord
	}
	return s.kind(i) != aWord || s.timeAt(i) > 0 || s.any(i, "hearers", "prepositions", "to whom") || s.adverb(i) || s.is("tells", i-1)
}

// signed gives the party that a dash or bracket at the end names: `"We back Rutte" – Tusk`.
func (s *sentence) signed(from int) int {
	for i := len(s.items) - 1; i >= from && i > len(s.items)-8; i-- {
		if k := s.kind(i); k != aBreak && k != anOpening {
			continue
		}
		at := s.partyFrom(i + 1)
		p := s.party(at)
		if p != nil && (at+1 >= len(s.items) || s.kind(at+1) != aWord) && !(p.role == noRole && p.name.empty()) && p.role != theAllies && p.role != aGroup {
			return at
		}
	}
	return -1
}

// voice gives who says the words at an item of a quotation; nil where that is not said.
func (s *sentence) voice(i int) *party {
	if at := s.speaker(i, i); at >= 0 {
		return s.resolved(at)
	}
	return nil
}

// speaker gives the item of who says a clause that begins at an item and ends at another.
func (s *sentence) speaker(from, to int) int {
	if v := s.governing(from); v >= 0 && s.says[v].weight == stated {
		return s.says[v].speaker
	}
	if at := s.attributed(to); at >= 0 {
		return at
	}
	if at := s.attributed(from); at > from && at < to { // "Slovakia, a spokeswoman said, will"
		return at
	}
	if at := s.announced(from); at >= 0 {
		return at
	}
	quoted := s.items[min(from, len(s.items)-1)].quote >= 0
	for i := from - 1; i >= 0 && (quoted || s.kind(i) != aBreak); i-- {
		if at := s.introduced(i, from, quoted); at >= 0 {
			return at
		}
	}
	return -1
}

// introduced gives who says what follows: "Tusk told us: …", "according to Tusk, …".
func (s *sentence) introduced(i, from int, quoted bool) int {
	if n := s.on("according", i); n > 0 && !s.broken(i, from) {
		return s.partyFrom(i + n)
	}
	opens := s.saysAt(i) && s.says[i].weight == stated && !s.denied(i) && (quoted && s.items[i].quote < 0 || s.kind(i+s.says[i].n) == aColon)
	if !opens {
		return -1
	}
	return s.says[i].speaker
}

// broken tells whether a mark parts two items.
func (s *sentence) broken(from, to int) bool {
	for i := from; i < to; i++ {
		if parts(s.kind(i)) {
			return true
		}
	}
	return false
}

// resolved gives the party at an item, or the person that a pronoun of speech stands for:
// the last one before it, or the only one of the sentence before.
func (s *sentence) resolved(at int) *party {
	if p := s.party(at); p != nil || at < 0 {
		return p
	}
	for j := at - 1; j >= 0; j-- {
		if p := s.party(j); p != nil && !p.name.empty() && p.own() {
			return p
		}
	}
	if s.index == 0 {
		return nil
	}
	var one *party
	for _, it := range s.sentences[s.index-1].items {
		if p := it.party; p != nil && !p.name.empty() && !it.of {
			if one == nil {
				one = p
			}
		}
	}
	return one
}

// credit gives on whose word a stance is: what a person or office of the member itself
// says is on the record, what a third country's says is only reported.
func (s *sentence) credit(p *party, code consensus.Code, key consensus.Key) (via consensus.Attribution, who string) {
	if !p.name.empty() {
		who = possessive(s.words(p.name))
	}
	foreign := p.outside || p.former || p.code != "" && code != "" && p.code != code
	unnamed := map[role]consensus.Attribution{anOfficial: consensus.Official, aDiplomat: consensus.Diplomat, aCamp: consensus.Camp, thePress: consensus.Reported, anAnalyst: consensus.Inferred}
	switch {
	case unnamed[p.role] != 0:
		return unnamed[p.role], ""
	case p.role == aGroup:
		return consensus.Reported, who
	case p.key != "" && p.key == key:
		return consensus.Camp, who
	case foreign && (who != "" || p.role == anOffice):
		return consensus.Reported, s.whose(p, who)
	case p.role == aSpokesman:
		return consensus.Spokesperson, who
	case p.role == anOffice && (p.code != "" || who != ""):
		return consensus.OnRecord, s.whose(p, who)
	}
	return consensus.NoAttribution, ""
}

// whose gives the name of who speaks, or the words for the office.
func (s *sentence) whose(p *party, who string) string {
	if who == "" {
		return possessive(s.words(p.office))
	}
	return who
}
