package press

import "slices"

// subjects gives whose a group is: the items of the parties before it, or of the pronoun
// that stands for one.
func (s *sentence) subjects(g group) []int {
	i := s.back(g.start - 1)
	p := s.party(i)
	switch k := s.kind(i); {
	case s.any(i, "relative"):
		return s.antecedents(i, g)
	case p != nil && (s.items[i].of || p.adjective()):
		return nil
	case p != nil:
		return s.gatherBack(i)
	case (k == aColon || s.dash(i)) && s.party(i-1) != nil && s.begins(s.gatherBack(i - 1)[0]): // "Slovenia: no decision on Rutte"
		return s.gatherBack(i - 1)
	case k == aComma || k == aClosing || k == aBreak:
		if at := s.beforeAside(i); at >= 0 {
			return s.gatherBack(at)
		}
		if all := s.gatherBack(i - 1); len(all) > 1 && s.is("list joins", s.past(i-2, -1, "determiners")) && s.leading(all[0]) { // "Poland, like Spain, backs"
			return all
		}
		if k == aComma && s.kind(i-1) == aParty && s.kind(i-2) == aComma { // "our ally, Albania, backs"
			return []int{i - 1}
		}
		if k != aComma || g.form == "gerund" {
			return nil
		}
		return s.shared(g)
	case s.is("pronouns", i), s.any(i, "the member"):
		return []int{i}
	case s.is("joins", i):
		return s.shared(g)
	}
	return nil
}

// back passes backwards over what may stand between a subject and its verb.
func (s *sentence) back(i int) int {
	for at := i + 1; i != at; {
		at = i
		for s.kind(i) == aComma && s.party(i-1) != nil && s.party(i-1).joined || s.kind(i) != aComma && s.past(i, -1, "mark", "adverb", "between") < i {
			i--
		}
		i = s.beforePhrase(s.beforeTime(i), "adverbs", "and others")
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

// beforePhrase gives the item before a phrase of several words that ends at an item, or the item.
func (s *sentence) beforePhrase(i int, lists ...string) int {
	for n := 6; n > 1; n-- {
		if k := i - n + 1; k > 0 && slices.ContainsFunc(lists, func(list string) bool { return s.on(list, k) == n }) {
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
	switch {
	case p != nil && p.role == theAllies && p.count == nil, s.is("allies", at):
		return s.predicated(at)
	case p == nil, s.items[at].of, g.form == "past" && g.head == g.start && p.count == nil: // "which backed" was at another time
		return nil
	}
	return []int{at}
}

// predicated gives who is said to be one of those that a noun means: "Hungary is the only
// country that opposes him".
func (s *sentence) predicated(i int) []int {
	for s.is("only ones", i) || s.is("determiners", i) || s.party(i) != nil && s.party(i).role == theAllies && s.party(i).count == nil {
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
	i := end - 1
	for s.kind(i) != opens || opens == aComma && s.party(i-1).acts() && s.party(i+1).acts() && !s.saysAt(i+2) {
		if i--; parts(s.kind(i)) && s.kind(i) != opens || end-i > longestAside {
			return -1
		}
	}
	at := s.back(i - 1)
	said := s.kind(end) == aComma && s.any(i+1, "says") && !s.party(at).acts() // but "Hungary, said Orbán, does not"
	if s.kind(at) != aParty || s.items[at].of || said || s.any(i+1, "list joins", "turns") {
		return -1
	}
	if opens == anOpening || s.leading(s.gatherBack(at)[0]) {
		return at
	}
	return -1
}

// leading tells whether a clause begins with an item.
func (s *sentence) leading(i int) bool { return s.grounded(i) || s.governing(i) >= 0 }

// gatherBack gives the parties of a list that ends with an item: "Spain, Italy and Greece".
func (s *sentence) gatherBack(last int) []int {
	items := []int{last}
	for i := last; s.party(last) == nil || s.party(last).count == nil; {
		j := s.past(i-1, -1, "mark", "comma", "list joins", "determiners")
		if j == i-1 && !s.flagged(i) || !s.lists(j) || s.placed(j) {
			break
		}
		items = slices.Insert(items, 0, j)
		i = j
	}
	return items
}

// gatherOn gives the parties of a list that begins at an item and that act, and the place
// after it. "and other allies" may end it.
func (s *sentence) gatherOn(i int) (acting []int, after int) {
	after = i
	for first := true; ; first = false {
		if i = s.past(s.seen(i), 1, "determiners", "both"); !first {
			i = s.past(i, 1, "determiners", "both", "list of")
		}
		if !s.lists(i) {
			return acting, after
		}
		if s.party(i).acts() {
			acting = append(acting, i)
		}
		from := i + 1
		after = from + s.on("and others", from)
		if i = s.past(from, 1, "comma", "mark", "list joins"); after > from || i == from && !s.flagged(i) {
			return acting, after
		}
	}
}

// lists tells whether a party may stand in a list of those who act.
func (s *sentence) lists(i int) bool {
	p := s.party(i)
	return p != nil && !s.items[i].of && p.key == "" && p.count == nil && (p.acts() || p.outside && p.kind != anAdjective || p.kind == aPeople)
}

// placed tells whether a party before a comma is only where or with whom something was
// said: "In Washington, …", "After talks with Poland, …".
func (s *sentence) placed(i int) bool {
	last := s.kind(i + 1)
	i = s.past(i-1, -1, "determiners")
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
	var acting []int
	for i := range g.start {
		if p := s.party(i); p.acts() && !s.items[i].of && p.key == "" && !s.is("place before", i-1) {
			acting = append(acting, i)
		}
	}
	if len(acting) != 1 || !s.grounded(acting[0]) || parts(s.kind(acting[0]+1)) || s.kind(acting[0]+1) == aComma {
		return nil
	}
	return acting
}
