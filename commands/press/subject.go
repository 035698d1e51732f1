package press

import (
	"cmp"

	"natobot/commands/lexicon"
	"natobot/consensus"
)

// subjects gives whose a group is: the items of the parties before it, or of the pronoun
// that stands for one.
func (s *sentence) subjects(g group) []int {
	i := s.back(g.start - 1)
	p := s.party(i)
	switch k := s.kind(i); {
	case s.any(i, "relative"):
		return s.antecedents(i, g)
	case p != nil && (s.items[i].of || p.kind == anAdjective && p.role == noRole):
		return nil
	case p != nil:
		return s.gatherBack(i)
	case k == aComma || k == aClosing || k == aBreak:
		return s.beyond(i, g)
	case k == aColon && s.party(i-1) != nil && s.begins(s.gatherBack(i - 1)[0]): // "Slovenia: no decision on Rutte"
		return s.gatherBack(i - 1)
	case s.is("pronouns", i), s.any(i, "the member"):
		return []int{i}
	case s.is("joins", i):
		return s.shared(g)
	}
	return nil
}

// beyond gives the subjects that a comma, bracket or dash parts from their verb.
func (s *sentence) beyond(i int, g group) []int {
	at := s.beforeAside(i)
	switch {
	case at >= 0:
		return s.gatherBack(at)
	case s.kind(i) != aComma:
		return nil
	case s.kind(i-1) == aParty && s.kind(i-2) == aComma: // "our ally, Albania, backs"
		return []int{i - 1}
	case g.form != "gerund":
		return s.shared(g)
	}
	return nil
}

// back passes backwards over what may stand between a subject and its verb.
func (s *sentence) back(i int) int {
	for at := i + 1; i != at; {
		at = i
		for s.kind(i) == aMark || s.kind(i) == aComma && s.party(i-1) != nil && s.party(i-1).joined || s.kind(i) == aWord && (s.adverb(i) || s.is("between", i)) {
			i--
		}
		i = s.beforeTime(i)
		for n := 5; n > 1; n-- {
			if k := i - n + 1; k > 0 && (s.on("adverbs", k) == n || s.on("and others", k) == n) {
				i = k - 1
				break
			}
		}
	}
	return i
}

// beforeTime gives the item before an expression of time that ends at an item, or the item.
func (s *sentence) beforeTime(i int) int {
	for n := 5; n > 0; n-- {
		if k := i - n + 1; k >= 0 && s.timeAt(k) == n && s.kind(k-1) != aComma {
			return k - 1
		}
	}
	return i
}

// antecedents gives whom a relative pronoun stands for: "Hungary, which opposes him", and
// through a noun "Hungary is the only country that does".
func (s *sentence) antecedents(i int, g group) []int {
	at := i - 1
	if s.kind(at) == aComma {
		at--
	}
	p := s.party(at)
	if p != nil && p.role == theAllies && p.count == nil || s.is("allies", at) {
		return s.predicated(at)
	}
	if p == nil || s.items[at].of {
		return nil
	}
	if g.form == "past" && g.head == g.start && p.count == nil { // "which backed" was at another time
		return nil
	}
	return []int{at}
}

// predicated gives who is said to be one of those that a noun means: "Hungary is the only
// country that opposes him".
func (s *sentence) predicated(i int) []int {
	for s.kind(i) == aWord && (s.is("only ones", i) || s.is("determiners", i)) || s.party(i) != nil && s.party(i).role == theAllies && s.party(i).count == nil {
		i--
	}
	if !s.is("be", i) {
		return nil
	}
	i = s.back(i - 1)
	switch {
	case s.kind(i) == aParty && !s.items[i].of:
		return s.gatherBack(i)
	case s.is("pronouns", i):
		return []int{i}
	}
	return nil
}

// longestAside is how many items may stand between the commas after a subject.
const longestAside = 16

// beforeAside gives the subject before something in commas or brackets that ends at an
// item; -1 where there is none.
func (s *sentence) beforeAside(end int) int {
	opens := s.kind(end)
	if opens == aClosing {
		opens = anOpening
	}
	for i := end - 1; i > 0 && end-i <= longestAside && !parts(s.kind(i)) || opens == aBreak && s.kind(i) == aBreak; i-- {
		if s.kind(i) != opens || opens == aComma && s.party(i-1).acts() && s.party(i+1).acts() { // a list in it
			continue
		}
		at := s.back(i - 1)
		aside := !s.is("joins", i+1) && !s.is("list joins", i+1) && (s.kind(end) != aComma || !s.any(i+1, "says"))
		if s.kind(at) == aParty && !s.items[at].of && aside && (opens == anOpening || s.leading(at)) {
			return at
		}
		return -1
	}
	return -1
}

// leading tells whether a clause begins with the list that ends at an item.
func (s *sentence) leading(at int) bool {
	first := s.gatherBack(at)[0]
	return s.grounded(first) || s.governing(first) >= 0
}

// gatherBack gives the parties of a list that ends with an item: "Spain, Italy and Greece".
func (s *sentence) gatherBack(last int) []int {
	items := []int{last}
	for i := last; s.party(last) == nil || s.party(last).count == nil; {
		j := i - 1
		for s.kind(j) == aMark || s.kind(j) == aComma || s.is("list joins", j) || s.is("determiners", j) {
			j--
		}
		if j == i-1 && !s.flagged(i) || !s.lists(j) || s.placed(j) {
			return items
		}
		items = append([]int{j}, items...)
		i = j
	}
	return items
}

// lists tells whether a party may stand in a list of those who act.
func (s *sentence) lists(i int) bool {
	p := s.party(i)
	return p != nil && !s.items[i].of && p.key == "" && p.count == nil && (p.acts() || p.outside && p.kind != anAdjective || p.kind == aPeople)
}

// gatherOn gives the parties of a list that begins at an item and that act, and the place
// after it. "and other allies" may end it.
func (s *sentence) gatherOn(i int) ([]int, int) {
	var items []int
	after := i
	for {
		i = s.seen(i)
		for s.is("determiners", i) || s.is("both", i) || s.is("list of", i) && len(items) > 0 {
			i++
		}
		if !s.lists(i) {
			return s.inside(items), after
		}
		items = append(items, i)
		i++
		after = i + s.on("and others", i)
		from := i
		for s.kind(i) == aComma || s.kind(i) == aMark || s.is("list joins", i) {
			i++
		}
		if after > from || i == from && !s.flagged(i) {
			return s.inside(items), after
		}
	}
}

// inside leaves out whoever is no member.
func (s *sentence) inside(items []int) []int {
	var in []int
	for _, i := range items {
		if s.party(i).acts() {
			in = append(in, i)
		}
	}
	return in
}

// placed tells whether a country is only where something was said: "In Washington, …".
func (s *sentence) placed(i int) bool {
	for i--; s.is("determiners", i); i-- {
	}
	return s.is("place before", i)
}

// speaking gives the candidate who says the words at an item.
func (s *sentence) speaking(i int) consensus.Key {
	if p := s.voice(i); p != nil {
		return p.key
	}
	return ""
}

// flagged tells whether an item is a flag, which needs no comma.
func (s *sentence) flagged(i int) bool {
	p := s.party(i)
	return p != nil && p.kind == aCountry && s.items[i].start < len(s.text) && (s.text[s.items[i].start] == ':' || s.text[s.items[i].start] >= 0xf0)
}

// shared gives the subjects that a verb after "and" has in common with the one before:
// "Turkey dropped Iohannis and now backs Rutte".
func (s *sentence) shared(g group) []int {
	if len(s.last) > 0 {
		return s.last
	}
	only := -1
	for i := range g.start {
		p := s.party(i)
		switch {
		case !p.acts() || s.items[i].of || p.key != "" || s.is("place before", i-1):
		case only >= 0:
			return nil
		default:
			only = i
		}
	}
	if only < 0 || !s.grounded(only) || parts(s.kind(only+1)) || s.kind(only+1) == aComma {
		return nil
	}
	return []int{only}
}

// actors gives the members that a subject is; none where that is not certain.
func (s *sentence) actors(i int) []consensus.Code {
	p, v := s.party(i), s.governing(i)
	switch {
	case p.acts():
		return []consensus.Code{p.code}
	case p != nil && !p.nameless(v >= 0):
		return nil
	case p == nil && s.is("the members", i) && v >= 0:
		return s.codes(s.gatherBack(max(0, s.says[v].speaker)))
	case p == nil && s.is("they", i):
		codes := s.codes(s.actorsBefore(i))
		if len(codes) == 2 || len(codes) > 2 && v >= 0 {
			return codes
		}
		return nil
	}
	if code := s.meant(i); code != "" {
		return []consensus.Code{code}
	}
	return nil
}

// meant gives the member that "it", "he" or "the government" stands for.
func (s *sentence) meant(i int) consensus.Code {
	if v := s.governing(i); v >= 0 {
		at := s.says[v].speaker
		if p := s.party(at); p != nil {
			if p.own() && (p.role != aDiplomat && p.role != anOfficial || s.is("we", i)) {
				return p.code
			}
			return ""
		}
		if at >= 0 && at < i {
			return s.meant(at)
		}
	}
	if s.is("we", i) {
		return s.weAre(i)
	}
	code, found := s.onlyActor(i)
	if found || s.index == 0 {
		return code
	}
	before := s.sentences[s.index-1]
	code, _ = before.onlyActor(len(before.items))
	return code
}

// weAre gives the member of whoever says "we".
func (s *sentence) weAre(i int) consensus.Code {
	p := s.voice(i)
	if p == nil || !p.own() {
		return ""
	}
	return p.code
}

// onlyActor gives the one member that acts before an item; found tells that any party does.
func (s *sentence) onlyActor(until int) (code consensus.Code, found bool) {
	for _, i := range s.actorsBefore(until) {
		p := s.party(i)
		if found && p.code != code || p.outside {
			return "", true
		}
		code, found = p.code, true
	}
	return code, found
}

// actorsBefore gives the parties of a country before an item that are no mere places.
func (s *sentence) actorsBefore(until int) []int {
	var items []int
	for i := range until {
		p := s.party(i)
		if p == nil || p.code == "" || p.former || p.kind == anAdjective && p.role == noRole || p.key != "" && p.role == anOffice && !s.speaksAt(i) || s.items[i].of || s.is("place before", i-1) && p.role == noRole {
			continue
		}
		items = append(items, i)
	}
	return items
}

func (s *sentence) speaksAt(i int) bool {
	for _, v := range s.says {
		if v.n > 0 && v.speaker == i {
			return true
		}
	}
	return false
}

// object finds the candidate that an object names: who, its item and the place after it.
func (s *sentence) object(i int) (key consensus.Key, at, after int) {
	for range 10 {
		i = s.seen(i)
		if s.party(i) != nil {
			key, passed := s.objectParty(i)
			if key != "" {
				return s.own(i, key)
			}
			if !passed {
				return "", -1, i
			}
			i++
			continue
		}
		switch {
		case s.is("his", i) && s.bid(i+1) > 0:
			return s.antecedent(i), i, i + 1 + s.bid(i+1)
		case s.is("him", i):
			return s.antecedent(i), i, i + 1
		case s.is("me", i):
			return s.speaking(i), i, i + 1
		case s.is("bids", i) && s.sole != "" && !s.is("whose", i+1) && s.is("definite", i-1):
			return s.sole, i, i + 1
		case !s.beforeObject(i):
			return "", -1, i
		}
		i++
	}
	return "", -1, i
}

// objectParty gives the candidate that a party is; passed tells of one that only describes:
// "outgoing Dutch".
func (s *sentence) objectParty(i int) (key consensus.Key, passed bool) {
	p := s.party(i)
	switch {
	case p.key != "" && (p.role == aCamp || p.owned), p.key == "" && (p.code == "" || !p.name.empty()):
		return "", false
	case p.key != "":
		return p.key, false
	}
	return s.described(i), p.kind == anAdjective && p.role == noRole
}

// beforeObject tells of what may stand before the candidate's name and change nothing.
func (s *sentence) beforeObject(i int) bool {
	described := s.kind(i) == aComma && s.is("described as", i-1) && s.party(i+1) != nil && s.party(i+1).key != ""
	return described || s.is("before candidate", i) || s.is("determiners", i) || s.is("titles", i) || s.adverb(i) && !s.lang.verbal[s.word(i)]
}

// own tells the candidate from what is only theirs: "Rutte's plan", "a Rutte critic".
func (s *sentence) own(i int, key consensus.Key) (consensus.Key, int, int) {
	n := s.bid(i + 1)
	switch {
	case n > 0:
		return key, i, i + 1 + n
	case s.items[i].of:
		return "", -1, i
	}
	if p := s.party(i + 1); p != nil && !s.items[i].of && s.items[i+1].start == s.items[i].end+1 && s.kind(i+1) == aParty && !p.acts() {
		return "", -1, i
	}
	return key, i, i + 1
}

// bid gives how many items a candidate's own candidacy takes: "bid", "possible nomination".
func (s *sentence) bid(i int) int {
	for n := 0; n < 5; n++ {
		if k := s.on("bids", i+n); k > 0 {
			return n + k
		}
		if !s.is("before bid", i+n) {
			return 0
		}
	}
	return 0
}

// described gives the candidate that a description means: "the Dutch prime minister", "the
// Estonian", where there is one candidate from there, who is that.
func (s *sentence) described(i int) consensus.Key {
	p := s.party(i)
	demonym := p.role == noRole && (p.kind == aPerson || p.kind == anAdjective && p.definite && !s.listedSpan("no persons", p.office))
	if !demonym && (p.role != anOffice || p.former) {
		return ""
	}
	var key consensus.Key
	for _, c := range s.lex.Candidates {
		if c.Country != p.code {
			continue
		}
		_, office, _ := s.people.Of(lexicon.Key(c.Name), s.day)
		if key != "" || !demonym && !s.lang.lists["heads "+office].has(p.head) {
			return ""
		}
		key = c.Key
	}
	return key
}

// listedSpan tells whether the words of a stretch are a phrase of a list.
func (s *sentence) listedSpan(name string, at stretch) bool {
	return s.lang.lists[name].has(lexicon.Key(s.words(at)))
}

// antecedent gives the candidate that a pronoun stands for: the only one that the sentence
// named before it, or else the only one of the message or of the sentence before.
func (s *sentence) antecedent(i int) consensus.Key {
	key, several := s.named(i)
	switch {
	case several:
		return ""
	case key != "" || s.sole != "" || s.index == 0:
		return cmp.Or(key, s.sole)
	}
	before := s.sentences[s.index-1]
	key, _ = before.named(len(before.items))
	return key
}

// named gives the candidate that is named before an item, none where there are several.
func (s *sentence) named(until int) (key consensus.Key, several bool) {
	for _, it := range s.items[:until] {
		if it.party == nil || it.party.key == "" || it.party.key == key {
			continue
		}
		if key != "" {
			return "", true
		}
		key = it.party.key
	}
	return key, false
}
