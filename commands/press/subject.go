package press

// subjects gives whose a group is: the items of the parties before it, or of the pronoun
// that stands for one.
func (s *sentence) subjects(g group) []int {
	i := s.back(g.start - 1)
	p := s.party(i)
	switch k := s.kind(i); {
	case s.any(i, "relative"):
		return s.antecedents(i, g)
	case p != nil && !s.items[i].of && !p.adjective():
		return s.gatherBack(i)
	case p != nil:
		return nil
	case (k == aColon || s.dash(i)) && s.party(i-1) != nil && s.begins(s.gatherBack(i - 1)[0]): // "Slovenia: no decision on Rutte"
		return s.gatherBack(i - 1)
	case k == aComma || k == aClosing || k == aBreak:
		return s.beyond(i, g)
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
	for i := end - 1; i > 0 && end-i <= longestAside; i-- {
		list := opens == aComma && s.party(i-1).acts() && s.party(i+1).acts()
		if k := s.kind(i); k == opens && !list {
			return s.openedBefore(i, end)
		} else if parts(k) {
			return -1
		}
	}
	return -1
}

// openedBefore gives the subject before the mark with which an aside begins.
func (s *sentence) openedBefore(i, end int) int {
	at := s.back(i - 1)
	said := s.kind(end) == aComma && s.any(i+1, "says")
	if s.kind(at) != aParty || s.items[at].of || said || s.any(i+1, "list joins", "turns") || s.kind(i) != anOpening && !s.leading(at) {
		return -1
	}
	return at
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

// placed tells whether a party before a comma is only where or with whom something was
// said: "In Washington, …", "After talks with Poland, …".
func (s *sentence) placed(i int) bool {
	last := s.kind(i + 1)
	for i--; s.is("determiners", i); i-- {
	}
	if s.kind(i) != aWord || s.is("place before", i) {
		return s.is("place before", i)
	}
	return last == aComma && !s.any(i, "list joins", "opens", "turns", "joins", "that", "hearers", "both") && !s.saysAt(i) && !s.adverb(i) && s.beforeTime(i) == i
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
