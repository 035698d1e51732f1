package press

import (
	"cmp"
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
	first := s.first(c)
	if !s.holds(&c, first) {
		return c, false
	}
	s.last = c.subjects
	if c.candidate == "" {
		c.candidate, c.at = cmp.Or(s.lastKey, s.antecedent(c.end), s.later(c.end)), -1
	}
	if c.speech >= 0 || s.governing(first) >= 0 {
		c.scope |= reported
	}
	if s.any(c.end, "after clause notyet") && c.scope&negated != 0 {
		c.scope |= notYet
	}
	var ok bool
	c.position, ok = positionOf(c.class, c.scope)
	if ok = ok && c.candidate != "" && s.tailed(c); ok {
		s.lastKey = c.candidate
	}
	return c, ok
}

// first gives the item with which a clause begins: its subject, with what belongs to it.
func (s *sentence) first(c clause) int {
	first := c.start
	if len(c.subjects) > 0 {
		first = c.subjects[0]
	} else if at := s.announcer(c.head); at >= 0 {
		first = at
	}
	for c.pattern.subject == "candidate" && s.any(first-1, "bids", "before candidate", "determiners", "titles") {
		first--
	}
	return first
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
	relative := c.start > 0 && s.any(s.back(c.start-1), "relative")
	switch {
	case s.elsewhen(c.start, min(c.end+mostSkipped, s.clauseEnd(c.end-1, true))), s.elsewhen(0, min(5, first)):
		return false
	case !relative && (s.unreal[first] || s.unreal[c.start]), s.asked(c), s.denies(first, c.end):
		return false
	case c.pattern.subject == "voice":
		return true
	}
	c.speech = s.governing(first)
	again := len(s.last) > 0 && first == s.last[0] && first < c.start-1
	switch {
	case relative:
		return !s.unreal[first] || first <= 3
	case again:
		return true
	case c.speech >= 0:
		return s.asserted(c.speech) && (c.scope&toBe == 0 || s.headlined(c, first))
	}
	return s.grounded(first) && s.headlined(c, first)
}

// asserted tells whether a verb of saying says something as a fact, by somebody.
func (s *sentence) asserted(v int) bool {
	somebody := s.says[v].speaker >= 0 || s.attributed(v) >= 0 || s.kind(v-1) == aParty || s.kind(v-1) == aWord && s.items[v-1].capital
	return s.says[v].weight == stated && !s.denied(v) && somebody
}

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
	for at := j + 1; j != at; {
		at = j
		for s.kind(j) == aMark || s.is("opens", j) || s.is("determiners", j) || s.kind(j) == aWord && s.adverb(j) {
			j--
		}
		j = s.beforeTime(j)
		if s.kind(j) == aParty && s.items[j].of { // "Spain's Sánchez"
			j--
		}
	}
	if k := s.kind(j); parts(k) || k == aComma || k == anOpening || k == aClosing {
		return true
	}
	if s.is("turns", j) {
		return !s.any(j-1, "all")
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
		return c.at < c.start || s.flagged(i)
	case s.kind(i) != aWord, s.saysAt(i), s.items[i].of, s.any(i, "condition", "according", "turns", "joins", "list joins"):
		return true
	case c.pattern.subject != "members" && s.any(i, "be", "relative"):
		return c.pattern.subject != "owner"
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
		if j >= i && (parts(s.kind(j)) || s.kind(j) == aComma || s.any(j, "turns", "according") || s.saysAt(j) && s.says[j].speaker >= 0) {
			return false
		}
		p := s.party(j)
		if s.any(j, "other post") && !s.saysAt(j-1) || j >= i && p != nil && p.role == anOffice && p.name.empty() && p.key == "" {
			return true
		}
	}
	return false
}

// report gives a draft for each member of a clause.
func (s *sentence) report(c clause) []Draft {
	if p := s.counted(c); p != nil {
		return s.countedDrafts(c, p)
	}
	condition, firm := s.condition(c)
	bought := c.position != consensus.Holdout && c.position != consensus.Undeclared
	switch {
	case condition != "" && bought && c.scope&would != 0 && !firm && c.scope&reported == 0:
		return nil // "would back him if he were somebody else"
	case condition != "" && bought:
		c.position = consensus.Holdout
	case c.position != consensus.Holdout:
		condition = ""
	}
	var list []Draft
	for _, key := range []consensus.Key{c.candidate, s.rivalOf(c)} {
		for _, code := range s.membersOf(c, key) {
			d := Draft{Kind: consensus.StanceKind, Member: code, Candidate: key, Position: c.position, Condition: condition}
			list = append(list, s.sourced(d, c))
		}
	}
	return list
}

// sourced adds to a draft on whose word it is, its day and the words it was read from.
func (s *sentence) sourced(d Draft, c clause) Draft {
	d.On, d.Words, d.Source = s.dayOf(c.group), s.wordsOf(c), s.source(c, d.Member)
	return d
}

// countedDrafts gives the claim of a clause about a count, and the members that it names.
func (s *sentence) countedDrafts(c clause, p *party) []Draft {
	d, ok := s.claim(c, p)
	if !ok {
		return nil
	}
	d.Candidate = c.candidate
	list := []Draft{s.sourced(d, c)}
	for _, code := range s.included(c) {
		list = append(list, s.sourced(Draft{Kind: consensus.StanceKind, Member: code, Candidate: c.candidate, Position: c.position}, c))
	}
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

// membersOf gives the members whose position towards a candidate a clause says.
func (s *sentence) membersOf(c clause, key consensus.Key) []consensus.Code {
	who := c.members
	if c.members == nil || c.pattern.subject == "members" {
		who = c.subjects
	}
	var codes []consensus.Code
	for _, i := range who {
		p := s.party(i)
		switch {
		case key == "" || p != nil && p.key == key:
		case p != nil && p.kind == aPeople && p.role == noRole: // "Poles behind Rutte, says Sikorski"
			if v := s.resolved(s.speakerOf(c)); v != nil && v.own() && v.code == p.code {
				codes = append(codes, p.code)
			}
		default:
			codes = append(codes, s.actors(i)...)
		}
	}
	return codes
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
	for i := c.start; i < len(s.items) && (!parts(s.kind(i)) || s.kind(i) == aBreak && s.any(i+1, "turns")); i++ {
		if n := s.conditionAt(i, c); n > 0 {
			firm = firm || s.is("only", i) || s.is("only", i-1)
			return s.textOf(i+n, s.conditionEnd(i+n)), firm
		}
		if i > c.end && s.party(i).acts() && s.lang.verbal[s.word(i+1)] {
			break
		}
	}
	if len(c.subjects) > 0 && s.kind(c.subjects[0]-1) == aComma {
		return s.conditionBefore(c.subjects[0] - 1), firm
	}
	return "", firm
}

// conditionAt gives how many items the beginning of a condition takes.
func (s *sentence) conditionAt(i int, c clause) int {
	n := s.on("condition", i)
	if n > 1 && s.is("pronouns", i+n-1) { // "que s'il": the pronoun is part of it
		n--
	}
	held := c.scope&(negated|notYet) != 0 || c.position == consensus.Holdout
	if s.is("even", i-1) || s.any(i, "no condition") || s.is("until", i) && !held {
		return 0
	}
	return n
}

// conditionBefore gives the condition that ends with the comma before a subject.
func (s *sentence) conditionBefore(comma int) string {
	for i := comma - 1; i >= 0 && !parts(s.kind(i)); i-- {
		if n := s.on("condition", i); n > 0 && !s.is("even", i-1) && s.begins(i) {
			return s.textOf(i+n, comma)
		}
	}
	return ""
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
