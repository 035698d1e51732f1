package press

import (
	"slices"
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
	for i := 0; i < len(s.items); i++ {
		v := saying{n: s.on("says", i), weight: stated}
		if k := s.on("doubts", i); k > v.n {
			v.n, v.weight = k, doubted
		}
		if v.n == 0 || s.owned(i) || s.labelled(i) {
			continue
		}
		v.speaker, v.after = s.whoSays(i, v.n)
		if v.speaker < 0 && s.kind(i-1) == aComma { // "Scholz said, adding that"
			v.speaker = last
		}
		if v.speaker >= 0 {
			last = v.speaker
		}
		through := s.on("through", i+v.n)
		if by := s.party(i + v.n + through); through > 0 && by != nil && by.role == aSpokesman && s.party(v.speaker) != nil { // "Orbán said through a spokesman"
			s.party(v.speaker).through = true
		}
		list[i] = v
		i += v.n - 1
	}
	return list
}

// whoSays gives the item of who says something by a verb, and whether it stands behind it.
func (s *sentence) whoSays(i, n int) (at int, after bool) {
	aux := s.auxiliary(i)
	switch {
	case s.is("be", aux) && s.is("by whom", i+n): // "was confirmed by"
		return s.partyFrom(i + n + 1), true
	case aux < i && s.is("be", aux): // "is said to"
		return -1, false
	}
	at, behind := s.speakerBefore(i), s.speakerAfter(i+n)
	comma := s.kind(aux-1) == aComma
	switch after := s.seen(behind + 1); {
	case behind < 0, at >= 0 && !comma:
	case at >= 0 && s.kind(after) == aWord && s.timeAt(after) == 0 && !s.any(after, "prepositions") && s.party(behind).name.empty(): // "Trudeau, in Rome, said Canada will"
	case comma || s.setOff(s.back(aux-1)):
		return behind, true
	}
	return at, false
}

// labelled tells whether an item begins a label: "Confirmed: …".
func (s *sentence) labelled(i int) bool { return i == 0 && s.kind(s.on("labels", i)) == aColon }

// owned tells whether a word is somebody's, and so no verb: "Ankara's thinking".
func (s *sentence) owned(i int) bool { return s.party(i-1) != nil && s.items[i-1].of }

func (s *sentence) saysAt(i int) bool { return i >= 0 && i < len(s.says) && s.says[i].n > 0 }

// states tells of a verb by which something is said as a fact.
func (s *sentence) states(i int) bool { return s.saysAt(i) && s.says[i].weight == stated }

// speaksAt tells of a party that says something.
func (s *sentence) speaksAt(i int) bool {
	return slices.ContainsFunc(s.says, func(v saying) bool { return v.n > 0 && v.speaker == i })
}

// auxiliary gives the first of the words that belong to a verb of saying: "has not said".
func (s *sentence) auxiliary(i int) int { return s.past(i-1, -1, "before saying") + 1 }

// speakerBefore gives the item of who stands before a verb of saying.
func (s *sentence) speakerBefore(i int) int {
	i = s.back(s.auxiliary(i) - 1)
	if s.any(i, "relative") {
		i--
	}
	i = s.back(s.auxiliary(i+1) - 1)
	switch {
	case s.kind(i) == aParty && (s.is("office of", i-1) || s.is("by whom", i-1)): // "the wife of the minister said"
		return -1
	case s.kind(i) == aParty && !s.items[i].of, s.is("pronouns", i):
		return i
	}
	if k := s.kind(i); k != aComma && k != aClosing {
		return -1
	}
	return s.beforeAside(i)
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
	if s.kind(i) == aParty && !s.items[i].of && (s.kind(i+1) != aWord || !s.is("be", i+1) && !s.lang.verbal[s.word(i+1)]) {
		return i
	}
	return -1
}

// leads tells whether a party is the first thing of its clause: what a verb that comes
// later is about.
func (s *sentence) leads(at int) bool { return s.setOff(s.back(at - 1)) }

// setOff tells whether an attribution may begin after an item.
func (s *sentence) setOff(i int) bool { return s.kind(i) != aWord && s.kind(i) != aParty }

// furthest is how far a verb of saying may stand from what it says.
const furthest = 16

// governing gives the verb of saying that an item's clause depends on; -1 for none.
// Between them may stand to whom, where and when it was said.
func (s *sentence) governing(i int) int {
	that := false
	for j := i - 1; j >= 0 && i-j <= furthest; j-- {
		switch {
		case s.saysAt(j) && (!s.says[j].after || s.says[j].speaker < i && that):
			if that || s.governs(j, i) {
				return j
			}
			return -1
		case s.is("that", j):
			that = true
		case s.parted(j, i, that):
			return -1
		}
	}
	return -1
}

// parted tells whether an item parts what comes after it from a verb of saying before it.
func (s *sentence) parted(j, i int, that bool) bool {
	switch k := s.kind(j); {
	case k == aColon:
		return !s.saysAt(j-1) && i == s.seen(j+1)
	case parts(k), !that && (k == aComma || s.is("joins", j)):
		return true
	}
	return s.any(j, "turns", "unreal to comma") || s.conditional(j)
}

// governs checks that what stands between a verb of saying and a subject does not make the
// subject somebody else's object: "told Poland to", "said of Hungary".
func (s *sentence) governs(j, i int) bool {
	from := s.seen(j + s.says[j].n)
	for s.is("determiners", i-1) && i-1 >= from || s.kind(i-1) == aMark {
		i--
	}
	if from >= i || s.kind(from) == aColon || s.kind(i-1) == aParty {
		return true
	}
	for k := from; k < i; k++ {
		if n := max(s.on("hearers", k), s.timeAt(k)); n > 0 && k+n >= i {
			return true
		}
	}
	return false
}

// asserted tells whether a verb of saying says something as a fact, by somebody.
func (s *sentence) asserted(v int) bool {
	somebody := s.says[v].speaker >= 0 || s.attributed(v) >= 0 || s.kind(v-1) == aParty || s.kind(v-1) == aWord && s.items[v-1].capital
	return s.states(v) && !s.denied(v) && somebody
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
