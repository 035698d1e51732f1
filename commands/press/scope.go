package press

import (
	"slices"
	"strings"

	"natobot/consensus"
)

// scope is what the words around a verb make of it: a set. Its names are those of the
// lists in scopes.txt and of the words in positions.txt.
type scope uint32

const (
	negated   scope = 1 << iota
	perfect         // "has backed"
	past            // at another time: "had backed", "once backed", "used to"
	will            // will
	would           // says what will be in reported speech alone
	able            // can
	conjured        // could, may, should: nothing is said
	leaning         // is expected to, is ready to
	notYet          // has yet to, still has to
	noLonger        // does not any more: what it does instead is not said
	seen            // by others: "is seen as backing"
	rumoured        // "reportedly"
	wary            // is reluctant to
	threat          // threatens to
	only            // "would only back"
	toBe            // an infinitive with nothing before it: "Poland to back"
	being           // a form of "to be" came before: what follows may be passive
	declining       // declines to
	plain           // changes nothing: "has decided to"
	reflexive       // "s'est opposé"
	imperfect       // "soutenait": another time, but for reported speech
	reported        // somebody says it
	refusing        // refuses to, has ruled out
	hearsay         // "soutiendrait": is said to, but for reported speech
)

var scopeNames = []string{
	"negated", "perfect", "past", "will", "would", "able", "conjured", "leaning", "notyet", "nolonger", "seen", "rumoured", "wary", "threat",
	"only", "to", "being", "declining", "plain", "reflexive", "imperfect", "reported", "refusing", "hearsay",
}

func scopeNamed(name string) scope {
	i := slices.Index(scopeNames, name)
	if i < 0 {
		panic("positions.txt: no scope " + name)
	}
	return 1 << i
}

// rule is a line of positions.txt: what a class says in a scope.
type rule struct {
	class     string // "*" for any
	all, none scope
	position  consensus.Position
	nothing   bool
}

// readRules reads "class +scope -scope: position".
func readRules(file string) []rule {
	var rules []rule
	for name, text := range entries(".", file) {
		fields := strings.Fields(name)
		r := rule{class: fields[0]}
		for _, f := range fields[1:] {
			if without, ok := strings.CutPrefix(f, "-"); ok {
				r.none |= scopeNamed(without)
			} else {
				r.all |= scopeNamed(f)
			}
		}
		r.nothing = r.position.UnmarshalText([]byte(strings.TrimSpace(text))) != nil
		rules = append(rules, r)
	}
	return rules
}

// positionOf gives what a class says in a scope, if it says anything that could be
// written down: by the first rule that fits.
func positionOf(class string, sh scope) (consensus.Position, bool) {
	for _, r := range shelf().positions {
		if (r.class == "*" || r.class == class) && sh&r.all == r.all && sh&r.none == 0 {
			return r.position, !r.nothing
		}
	}
	return 0, false
}

// group is a verb with all that belongs to it: "has not yet said whether it backs".
type group struct {
	match
	start, head int
}

// longestGroup is how many phrases may stand before a verb.
const longestGroup = 8

// groupAt reads a group at an item, as long as it gets.
func (s *sentence) groupAt(start, i int, before scope, depth int) (group, bool) {
	i = s.seen(i)
	if s.kind(i) != aWord || depth > longestGroup {
		return group{}, false
	}
	head, found := s.headAt(start, i, before)
	sh, n := s.scopeAt(i, before, depth)
	if n > 0 && (!found || i+n >= head.end || head.end-i == 1) {
		if g, ok := s.groupAt(start, i+n, before|sh, depth+1); ok {
			return g, true
		}
	}
	if found {
		head.scope |= before
		return group{match: head, start: start, head: i}, true
	}
	after, _ := s.insertion(i)
	if after == i || n > 0 || depth == 0 && s.timeAt(i) > 0 {
		return group{}, false
	}
	return s.groupAt(start, after, before, depth+1)
}

// scopeAt gives the longest scope phrase at an item. What is not refused may be or not.
func (s *sentence) scopeAt(i int, before scope, depth int) (sh scope, n int) {
	form := ""
	for j, name := range scopeNames {
		k, f := s.phraseOf(name, i)
		if k == 0 || k < n || depth == 0 && s.is("no beginning", i) && k == 1 {
			continue
		}
		if k > n {
			sh, n, form = 0, k, f
		}
		sh |= 1 << j
	}
	if form != "" && sh&(noLonger|refusing) != 0 && before&negated != 0 {
		sh |= conjured // "did not rule out backing"
	}
	return sh | tenses[form], n
}

// tenses are the forms of a verb that say when.
var tenses = map[string]scope{"future": will, "would": would, "hearsay": hearsay, "imperfect": imperfect, "past": plain, "participle": plain, "third": plain, "base": plain}

// headAt gives the pattern at an item that reaches farthest.
func (s *sentence) headAt(start, i int, before scope) (best match, found bool) {
	patterns := s.lang.patterns[s.items[i].key]
	for n := range patterns {
		m := match{pattern: &patterns[n], at: -1}
		if !s.fit(m.elements, i, &m) || found && m.end <= best.end || m.subject == "candidate" && s.candidateAt(s.candidateLeft(start)) == "" {
			continue
		}
		if after, turned := s.insertion(m.end); turned != 0 && !isSlot(m.elements[len(m.elements)-1]) { // "ne s'y oppose pas"
			m.end, m.scope = after, m.scope|turned
		}
		if m.may(m.scope | before) {
			best, found = m, true
		}
	}
	if found {
		best.scope |= tenses[best.form] &^ plain
	}
	return best, found
}

// may tells whether the form of the verb can stand as it does: a passive is no active,
// an infinitive, gerund or participle needs something before it.
func (p *pattern) may(in scope) bool {
	switch p.form {
	case "past":
		return in&being == 0
	case "participle":
		return in&(perfect|past) != 0 || in&(being|reflexive) == being|reflexive
	case "infinitive", "gerund":
		return in != 0
	}
	return true
}

// scopes marks the items that stand under a word which makes nothing of what it governs:
// from "whether", "wants", "nobody" to the end of its clause.
func (s *sentence) scopes() []bool {
	unreal := make([]bool, len(s.items))
	for i := range s.items {
		to := i
		lists := (s.is("neither", i) || s.is("list joins", i)) && s.party(s.past(i+1, 1, "determiners")) != nil // "neither Spain nor Italy"
		switch {
		case lists, s.owned(i), s.labelled(i):
		case s.on("unreal to end", i) > 0:
			to = s.clauseEnd(i, false)
		case s.is("none of", i) && s.party(i+1) != nil:
			to = s.clauseEnd(i, s.kind(i-1) == aComma) // "Poland, not Spain, backs"
		case s.on("unreal to comma", i) > 0 || s.on("asks at start", i) > 0 && s.begins(i) && !(s.is("question of fact", i) && s.party(i+1) != nil) || s.conditional(i):
			to = s.clauseEnd(i, true)
		}
		for j := i + 1; j < to; j++ {
			unreal[j] = true
		}
	}
	return unreal
}

// conditional tells whether a condition begins at an item.
func (s *sentence) conditional(i int) bool {
	return s.on("condition", i) > 0 && !s.any(i, "no condition")
}

// clauseEnd gives where what an item governs ends.
func (s *sentence) clauseEnd(i int, comma bool) int {
	for j := i + 1; j < len(s.items); j++ {
		if k := s.kind(j); parts(k) && (k != aColon || s.kind(j+1) == aMark) || k == aComma && (comma || s.on("turns", j+1) > 0) || s.on("turns", j) > 0 && j > i+2 {
			return j
		}
	}
	return len(s.items)
}

// void tells whether the whole sentence says nothing that holds: a question, a denial, a
// poll, a label that takes it back, or a next sentence that does.
func (s *sentence) void() bool {
	for i := 0; i < len(s.items); i++ {
		if n := s.on("adverbs", i); n > 1 { // "one hundred percent"
			i += n - 1
			continue
		}
		if n := s.on("void labels", i); s.on("void", i) > 0 || n > 0 && s.begins(i) && parts(s.kind(i+n)) {
			return true
		}
	}
	return s.asks() || s.index+1 < len(s.sentences) && s.sentences[s.index+1].takesBack()
}

// asks tells whether a sentence ends with a question mark.
func (s *sentence) asks() bool { return s.kind(len(s.items)-1) == aQuestion }

// shortest is how many items a sentence has that only takes back the one before.
const shortest = 12

// takesBack tells whether a sentence only takes back the one before.
func (s *sentence) takesBack() (back bool) {
	if len(s.items) > shortest || s.asks() {
		return len(s.items) <= shortest && s.on("takes back", 0) > 0
	}
	for i := range s.items {
		if _, ok := s.groupAt(i, i, 0, 0); ok {
			return false
		}
		back = back || s.on("denial", i) > 0 || s.on("takes back", i) > 0 && i < 2
	}
	return back
}
