package press

import (
	"strings"

	"natobot/consensus"
)

// clause is what a group says, of whom and on whose word.
type clause struct {
	group
	subjects []int
	position consensus.Position
	speech   int // the verb of saying that governs it; -1 for none
}

// drafts gives what a sentence reports.
func (s *sentence) drafts() []Draft {
	var list []Draft
	for i := 0; i < len(s.items); i++ {
		g, ok := s.groupAt(i, i, 0, 0)
		if !ok {
			continue
		}
		if c, ok := s.clauseOf(g); ok {
			list = append(list, s.report(c)...)
		}
		i = max(i, g.head, g.end-1)
		if g.subject == "members" && g.end > g.head+1 && s.kind(g.end-1) == aParty {
			i = g.end - 1
		}
	}
	return list
}

// clauseOf gives the clause of a group, where everything about it says that it holds.
func (s *sentence) clauseOf(g group) (clause, bool) {
	c := clause{group: g, speech: -1}
	if !s.subjected(&c) {
		return c, false
	}
	first := c.start
	if len(c.subjects) > 0 {
		first = c.subjects[0]
	}
	if at := s.announcer(c.head); len(c.subjects) == 0 && at >= 0 {
		first = at
	}
	for c.pattern.subject == "candidate" && (s.is("bids", first-1) || s.is("before candidate", first-1) || s.is("determiners", first-1) || s.is("titles", first-1)) {
		first--
	}
	if !s.holds(&c, first) {
		return c, false
	}
	s.last = c.subjects
	if c.candidate == "" {
		c.candidate, c.at = s.antecedent(c.end), -1
		if s.lastKey != "" {
			c.candidate = s.lastKey
		}
		if c.candidate == "" {
			c.candidate = s.later(c.end)
		}
	}
	if c.speech >= 0 || s.governing(first) >= 0 {
		c.scope |= reported
	}
	if s.on("after clause notyet", c.end) > 0 && c.scope&negated != 0 {
		c.scope |= notYet
	}
	var ok bool
	c.position, ok = positionOf(c.class, c.scope)
	if ok = ok && c.candidate != "" && s.tailed(c); ok {
		s.lastKey = c.candidate
	}
	return c, ok
}

// subjected finds the subjects that the pattern of a clause asks for.
func (s *sentence) subjected(c *clause) bool {
	switch c.pattern.subject {
	case "members":
		c.subjects = s.subjects(c.group)
		return len(c.subjects) > 0
	case "voice":
		c.subjects = []int{c.start}
	case "owner":
		i := c.start - 1
		for n := 0; n < mostFilled && s.party(i) == nil && s.fills(i); n++ {
			i--
		}
		p := s.party(i)
		if p == nil || !(p.acts() && s.items[i].of || p.kind == anAdjective && p.role == noRole) {
			return false
		}
		c.subjects, c.members = []int{i}, []int{i}
		return true
	case "candidate":
		if c.members == nil && c.count == nil {
			return false
		}
		at := s.candidateLeft(c.start)
		c.subjects = []int{at}
		c.candidate, c.at = s.candidateAt(at), at
		return c.candidate != ""
	}
	return true
}

// candidateLeft gives the item in the place of a subject where a candidate may stand:
// "Rutte is", "Rutte's bid is", "Rutte, backed by".
func (s *sentence) candidateLeft(start int) int {
	if subjects := s.subjects(group{start: start}); len(subjects) == 1 {
		return subjects[0]
	}
	at := s.back(start - 1)
	if s.kind(at) == aComma || s.on("relative", at) > 0 {
		at = s.back(at - 1)
	}
	for s.is("bids", at) || s.is("before bid", at) {
		at--
	}
	return at
}

// candidateAt gives the candidate that an item in the place of a subject is.
func (s *sentence) candidateAt(i int) consensus.Key {
	p := s.party(i)
	switch {
	case p != nil && p.key != "" && p.role != aCamp:
		return p.key
	case p != nil && p.code != "" && p.name.empty():
		return s.described(i)
	case s.is("he", i):
		return s.antecedent(i)
	case s.is("bids", i):
		return s.antecedent(i)
	}
	return ""
}

// later gives the only candidate that the rest of a clause names.
func (s *sentence) later(from int) consensus.Key {
	var key consensus.Key
	for i := from; i < len(s.items) && !parts(s.kind(i)); i++ {
		if p := s.party(i); p != nil && p.key != "" && !p.owned {
			if key != "" && key != p.key {
				return ""
			}
			key = p.key
		}
	}
	return key
}

// holds tells whether a clause is said as a fact: nothing governs it that makes less of it.
func (s *sentence) holds(c *clause, first int) bool {
	g := c.group
	relative := c.start > 0 && s.on("relative", s.back(c.start-1)) > 0
	if s.elsewhen(c.start, min(c.end+mostSkipped, s.clauseEnd(c.end-1, true))) || s.elsewhen(0, min(5, first)) {
		return false
	}
	if !relative && s.unreal[first] || s.unreal[c.start] && !relative || s.asked(c) || s.denies(first, c.end) {
		return false
	}
	if c.pattern.subject == "voice" {
		return true
	}
	if relative || len(s.last) > 0 && first == s.last[0] && first < c.start-1 {
		c.speech = s.governing(first)
		return !(relative && s.saysNobody(first))
	}
	if v := s.governing(first); v >= 0 {
		c.speech = v
		said := s.says[v].weight == stated && !s.denied(v) && (s.says[v].speaker >= 0 || s.attributed(v) >= 0 || v > 0 && (s.kind(v-1) == aWord && s.items[v-1].capital || s.kind(v-1) == aParty))
		return said && (g.scope&toBe == 0 || s.headlined(c, first))
	}
	return s.grounded(first) && s.headlined(c, first)
}

// saysNobody tells of a relative clause under a word that makes nothing of it.
func (s *sentence) saysNobody(i int) bool { return s.unreal[i] && s.on("doubts", i-1) == 0 && i > 3 }

// headlined tells whether a clause without a verb, "to back" or "for Rutte", stands as it
// does in a headline: at the beginning.
func (s *sentence) headlined(c *clause, first int) bool {
	verbless := c.form == "" && c.pattern.subject == "members" && c.scope == 0
	if c.scope&toBe != 0 && s.is("to", c.start) || verbless {
		return s.begins(first) || s.is("list joins", first-1)
	}
	return true
}

// begins tells whether an item begins the sentence, or what follows a colon or dash.
func (s *sentence) begins(i int) bool {
	j := i - 1
	for s.kind(j) == aMark || s.is("opens", j) || s.is("determiners", j) {
		j--
	}
	return parts(s.kind(j)) || s.kind(j) == aClosing || s.on("labels", 0) > j && j >= 0
}

// grounded tells whether a clause may begin at an item: nothing stands before it that
// could make it something else.
func (s *sentence) grounded(i int) bool {
	j := i - 1
	for {
		at := j
		for s.kind(j) == aMark || s.is("opens", j) || s.is("determiners", j) || s.kind(j) == aWord && s.adverb(j) {
			j--
		}
		for n := 5; n > 0; n-- {
			if k := j - n + 1; k >= 0 && s.timeAt(k) == n {
				j = k - 1
				break
			}
		}
		if s.kind(j) == aParty && s.items[j].of { // "Spain's Sánchez"
			j--
		}
		if j == at {
			break
		}
	}
	k := s.kind(j)
	switch {
	case j < 0 || parts(k) || k == aComma || k == anOpening || k == aClosing:
		return true
	case s.is("turns", j):
		return s.on("all", j-1) == 0
	}
	return s.is("joins", j) && j > 0
}

// asked tells whether a question mark ends the clause, or it is put as a question.
func (s *sentence) asked(c *clause) bool {
	for i := c.start; i <= c.end && i < len(s.items); i++ {
		if s.is("question pronouns", i) && !s.saysAt(i-1) && !s.saysAt(i+1) {
			return true
		}
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
// or behind it.
func (s *sentence) denies(from, to int) bool {
	for i := range s.items {
		if s.on("denial", i) == 0 {
			continue
		}
		broken := i < from && s.turned(i, from) || i >= to && s.turned(to, i)
		if !broken {
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

// tailed tells whether what follows a clause leaves it standing: it ends there, or a word
// follows that may. "backs Rutte on migration", "a Rutte critic", "for Commission
// president" are about something else.
func (s *sentence) tailed(c clause) bool {
	i := s.seen(c.end)
	for n := s.timeAt(i); n > 0; n = s.timeAt(i) {
		i = s.seen(i + n)
	}
	for s.kind(i) == aWord && s.adverb(i) {
		i = s.seen(i + max(1, s.on("adverbs", i)))
	}
	if s.otherPost(c, i) {
		return false
	}
	if s.kind(i) != aWord {
		return s.kind(i) != aParty || c.at < c.start || s.kind(s.seen(c.end)) == aParty && s.flagged(i)
	}
	if s.saysAt(i) || s.on("condition", i) > 0 || s.on("according", i) > 0 || s.is("turns", i) || s.is("joins", i) || s.is("list joins", i) || s.items[i].of {
		return true
	}
	if c.pattern.subject != "members" && (s.is("be", i) || s.on("relative", i) > 0) {
		return c.pattern.subject != "owner"
	}
	word := s.word(i)
	if l := s.lang.lists["tail "+word]; l != nil {
		for j := i + 1; j < i+8 && !parts(s.kind(j)) && s.kind(j) != aComma; j++ {
			if p := s.party(j); s.on("tail "+word, j) > 0 || p != nil && p.key != "" && c.at >= 0 && s.is("against rivals", i) {
				return true
			}
		}
		return false
	}
	return s.on("tails", i) > 0
}

// otherPost tells whether a clause names another post than the race's.
func (s *sentence) otherPost(c clause, i int) bool {
	for j := c.head; j < len(s.items) && (j < i || !parts(s.kind(j)) && s.kind(j) != aComma && s.on("turns", j) == 0); j++ {
		p := s.party(j)
		office := p != nil && j >= i && p.role == anOffice && p.name.empty() && p.key == ""
		if s.saysAt(j) && s.says[j].speaker >= 0 || s.on("according", j) > 0 {
			break
		}
		if s.on("other post", j) > 0 && !s.saysAt(j-1) || office {
			return true
		}
	}
	return false
}

// report gives a draft for each member of a clause.
func (s *sentence) report(c clause) []Draft {
	who := c.members
	if c.members == nil || c.pattern.subject == "members" {
		who = c.subjects
	}
	var list []Draft
	add := func(d Draft) {
		if d.Candidate == "" {
			d.Candidate = c.candidate
		}
		d.On, d.Words = s.dayOf(c.group), s.wordsOf(c)
		d.Source = s.source(c, d.Member)
		list = append(list, d)
	}
	if p := s.counted(c); p != nil {
		if d, ok := s.claim(c, p); ok {
			add(d)
			for _, code := range s.included(c) {
				add(Draft{Kind: consensus.StanceKind, Member: code, Position: c.position})
			}
		}
		return list
	}
	condition, firm := s.condition(c)
	if condition != "" && (c.position == consensus.Backs || c.position == consensus.Opposes || c.position == consensus.Leans || c.position == consensus.Accepts) {
		if c.scope&would != 0 && !firm && c.scope&reported == 0 {
			return nil // "would back him if he were somebody else"
		}
		c.position = consensus.Holdout
	}
	if c.position != consensus.Holdout {
		condition = ""
	}
	if rival := s.rivalOf(c); rival != "" {
		first := c.candidate
		for _, c.candidate = range []consensus.Key{first, rival} {
			s.addStances(c, who, condition, add)
		}
		return list
	}
	s.addStances(c, who, condition, add)
	return list
}

// rivalOf gives the second candidate of a clause in which a member has not chosen between
// two.
func (s *sentence) rivalOf(c clause) consensus.Key {
	if p := s.party(c.end + 1); c.position == consensus.Undeclared && (s.is("list joins", c.end) || s.is("or", c.end)) && p != nil && p.key != c.candidate {
		return p.key
	}
	return ""
}

func (s *sentence) addStances(c clause, who []int, condition string, add func(Draft)) {
	for _, i := range who {
		if p := s.party(i); p != nil && p.key == c.candidate {
			continue
		}
		codes := s.actors(i)
		if p := s.party(i); p != nil && p.kind == aPeople && p.role == noRole { // "Poles behind Rutte, says Sikorski"
			if v := s.resolved(s.speakerOf(c)); v != nil && v.own() && v.code == p.code {
				codes = []consensus.Code{p.code}
			}
		}
		for _, code := range codes {
			add(Draft{Kind: consensus.StanceKind, Member: code, Candidate: c.candidate, Position: c.position, Condition: condition})
		}
	}
}

// counted gives the count that a clause is about; nil for none.
func (s *sentence) counted(c clause) *party {
	if c.count != nil {
		return c.count
	}
	for _, i := range c.subjects {
		if p := s.party(i); c.members == nil && p != nil && p.count != nil {
			return p
		}
	}
	return nil
}

// wordsOf gives the words that a clause was read from.
func (s *sentence) wordsOf(c clause) string {
	from, to := c.start, min(c.end, len(s.items))
	if len(c.subjects) > 0 {
		from = min(from, c.subjects[0])
	}
	return strings.TrimSpace(s.text[s.items[from].start:s.items[max(to-1, from)].end])
}

// condition gives what a member asks for: the words after "if", "unless" and their like,
// or before the subject. Firm tells of one that "only" or "not" bought.
func (s *sentence) condition(c clause) (words string, firm bool) {
	firm = c.scope&(only|negated) != 0
	if c.asks > 0 {
		return s.textOf(c.asks, s.conditionEnd(c.asks)), true
	}
	for i := c.start; i < len(s.items) && (!parts(s.kind(i)) || s.kind(i) == aBreak && s.on("turns", i+1) > 0); i++ {
		n := s.on("condition", i)
		if n > 1 && s.is("pronouns", i+n-1) { // "que s'il": the pronoun is part of it
			n--
		}
		if n == 0 && i >= c.end {
			n = s.on("price", i)
		}
		if i < c.end && n == 0 || n == 0 || s.is("even", i-1) || s.on("no condition", i) > 0 || s.is("until", i) && c.scope&(negated|notYet) == 0 && c.position != consensus.Holdout {
			if p := s.party(i); p.acts() && i > c.end && s.lang.verbal[s.word(i+1)] {
				break
			}
			continue
		}
		if s.is("only", i) || s.is("only", i-1) {
			firm = true
		}
		return s.textOf(i+n, s.conditionEnd(i+n)), firm
	}
	if len(c.subjects) == 0 || s.kind(c.subjects[0]-1) != aComma {
		return "", firm
	}
	for i := c.subjects[0] - 2; i >= 0 && !parts(s.kind(i)); i-- {
		if n := s.on("condition", i); n > 0 && !s.is("even", i-1) && s.begins(i) {
			return s.textOf(i+n, c.subjects[0]-1), firm
		}
	}
	return "", firm
}

// conditionEnd gives where a condition ends: before an attribution or the next clause.
func (s *sentence) conditionEnd(i int) int {
	for j := i; j < len(s.items); j++ {
		k := s.kind(j)
		if parts(k) || k == aMark || s.on("turns", j) > 0 || s.on("according", j) > 0 {
			return j
		}
		if k == aComma && (s.attributed(j) >= 0 || s.kind(s.seen(j+1)) == aParty) {
			return j
		}
	}
	return len(s.items)
}

// textOf gives the text of some items.
func (s *sentence) textOf(from, to int) string {
	if from >= to || to > len(s.items) {
		return ""
	}
	return strings.TrimSpace(s.text[s.items[from].start:s.items[to-1].end])
}
