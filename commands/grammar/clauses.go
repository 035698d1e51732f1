package grammar

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"natobot/commands/lexicon"
	"natobot/consensus"
)

// sourceParts are the parts of where a fact comes from, which every recording command
// takes, and the day that it is about.
func sourceParts() []part {
	return []part{
		linkPart(), viaPart(), clause("by", (*reading).by), onPart(), clause("from", (*reading).from), perPart(), bracketPart(),
		clause("quote", quoteArgument), herePart(), onRecordPart(), barePart(),
	}
}

// readingParts are the parts of every question about a standing.
func readingParts() []part {
	return []part{onPart(), clause("known", (*reading).known), clause("race", (*reading).race), herePart(), barePart()}
}

func herePart() part {
	return clause("here", func(r *reading) error {
		r.u.Here = true
		return nil
	})
}

func linkPart() part {
	return part{read: func(r *reading) (bool, error) {
		if r.words[r.at].kind != linkToken {
			return false, nil
		}
		link := r.words[r.at].text
		if err := lexicon.CheckLink(link); err != nil {
			return true, err
		}
		r.at++
		return true, r.keep("links", consensus.PartLink, &r.u.Fact.Source.Link, link)
	}}
}

func viaPart() part {
	p := clause("via", (*reading).via)
	p.takes = "attributions"
	p.hints = func(*reading) []lexicon.Hint {
		hints := []lexicon.Hint{{Key: "via", Show: "via"}}
		for _, h := range hintsOf(lexicon.Attributions()) { // "spokesperson" alone wants a "via"
			hints = append(hints, lexicon.Hint{Key: h.Key, Show: "via " + h.Show})
		}
		return hints
	}
	return p
}

func (r *reading) via() error {
	if lexicon.Contains(determiners, r.key(r.at)) {
		r.at++
	}
	if via, n := r.severalAt(r.at); n > 0 {
		return r.setSeveral(via, n)
	}
	via, n := find(r, r.at, lexicon.Attributions())
	if n == 0 {
		return r.unknownAttribution()
	}
	if other, width := find(r, r.at+n, lexicon.Attributions()); width > 0 && other != via {
		return sayTwo("attributions", "via "+via.String(), "via "+other.String()) // "via diplomat official"
	}
	r.at += n
	return r.setVia(via)
}

// severalAt reads unnamed people who are counted: "two EU diplomats", "several officials". It tells
// on whose word that is, and how many words it takes.
func (r *reading) severalAt(at int) (via consensus.Attribution, width int) {
	_, width, ok := r.numberAt(at)
	for n := 3; n > 0 && !ok; n-- {
		if at+n <= len(r.words) && lexicon.Contains(quantities, r.phrase(at, n)) {
			width, ok = n, true
		}
	}
	if !ok {
		return via, 0
	}
	for between := range 3 { // "senior", "EU"
		if key := r.key(at + width + between); lexicon.Contains(clauseWords, key) {
			break
		}
		via, n := find(r, at+width+between, lexicon.Attributions())
		if n > 0 && lexicon.Contains(unnamed, r.key(at+width+between+n-1)) {
			return via, width + between + n
		}
	}
	return via, 0
}

// setSeveral takes unnamed people as who spoke, in the words that were typed: two stay two.
func (r *reading) setSeveral(via consensus.Attribution, width int) error {
	who := r.typed(r.at, width)
	r.at += width
	return cmp.Or(r.setVia(via), r.keep("people", consensus.PartWho, &r.u.Fact.Source.Who, who))
}

func (r *reading) setVia(via consensus.Attribution) error {
	r.u.Fact.Source.Via = via
	r.u.Given |= consensus.PartVia
	return r.accept("attributions", "via "+via.String())
}

// onRecordPart reads "on record" without "via".
func onRecordPart() part {
	return part{read: func(r *reading) (bool, error) {
		via, n := find(r, r.at, lexicon.Attributions())
		if n < 2 || via != consensus.OnRecord {
			return false, nil
		}
		r.at += n
		return true, r.setVia(via)
	}}
}

// by reads both "by 29 March" and "by "WHO"".
func (r *reading) by() error {
	if when, n, err := r.dayAt(r.at); n > 0 || err != nil {
		if err == nil {
			when.Precision = consensus.ByThen
			r.at += n
			err = r.setDay(when)
		}
		return err
	}
	if via, n := r.severalAt(r.at); n > 0 {
		return r.setSeveral(via, n)
	}
	if err := r.byWhat(1); err != nil {
		return err
	}
	who, err := r.name("by", "who said it")
	if err != nil {
		return err
	}
	quoted := &reading{names: r.names, text: who, u: &Understood{}}
	if quoted.words, err = scan(who); err == nil {
		if via, n := quoted.severalAt(0); n > 0 && n == len(quoted.words) {
			return cmp.Or(r.setVia(via), r.keep("people", consensus.PartWho, &r.u.Fact.Source.Who, who))
		}
	}
	return r.keep("people", consensus.PartWho, &r.u.Fact.Source.Who, who)
}

func (r *reading) keepOutlet(outlet string) error {
	return r.keep("outlets", consensus.PartOutlet, &r.u.Fact.Source.Outlet, outlet)
}

// byWhat asks about "by a diplomat", which says what kind of person it was and no name. The word
// before it takes so many words.
func (r *reading) byWhat(word int) error {
	article := 0
	if lexicon.Contains(articles, r.key(r.at)) {
		article = 1
	}
	via, n := find(r, r.at+article, lexicon.Attributions())
	if n == 0 || via == consensus.OnRecord {
		return nil
	}
	meant := []lexicon.Hint{{Key: via.String(), Show: "via " + via.String()}}
	typed := r.typed(r.at-word, word+article+n)
	r.instead(r.at-word, word+article+n, meant)
	return sayByWhat(typed, meant, r.u.Try)
}

func (r *reading) from() error {
	if !r.done() && r.words[r.at].kind == linkToken {
		return nil // "from https://…": the link says it
	}
	outlet, err := r.name("from", "who published it")
	if err != nil {
		return err
	}
	return r.keepOutlet(outlet)
}

// name reads a quoted text, or up to five capitalised words that can be nothing else.
func (r *reading) name(clause, noun string) (string, error) {
	if !r.done() && r.words[r.at].kind == quoteToken {
		r.at++
		return r.words[r.at-1].text, nil
	}
	n := r.run(r.at)
	if n == 0 {
		return "", sayNeedsQuotes(clause, noun, "")
	}
	if n > 5 || !r.looksNamed(r.at, n) || r.namesOther(r.at, n) {
		return "", sayNeedsQuotes(clause, noun, r.typed(r.at, min(n, 5)))
	}
	r.at += n
	return r.joined(r.at-n, n), nil
}

// run counts the words from a place up to the next clause.
func (r *reading) run(at int) int {
	n := 0
	for at+n < len(r.words) && r.words[at+n].kind == wordToken && !lexicon.Contains(r.stops, r.key(at+n)) {
		if _, width, err := r.bareDayAt(at + n); width > 0 || err != nil {
			break
		}
		if n > 0 && strings.ContainsAny(r.gap(at+n), "([") || r.perAt(at+n) > 0 {
			break
		}
		n++
	}
	return n
}

// looksNamed tells whether words are written as a name is: with large first letters,
// but for particles like "von der", and without numbers or signs.
func (r *reading) looksNamed(at, n int) bool {
	named := false
	for _, w := range r.words[at : at+n] {
		if !lettersOnly(w.text) || !w.capitalised() && !lexicon.Contains(lexicon.Particles, w.key) {
			return false
		}
		named = named || w.capitalised()
	}
	return named
}

// lettersOnly tells whether a word is made of what names are made of.
func lettersOnly(word string) bool {
	for _, r := range word {
		if !unicode.In(r, unicode.L, unicode.M) && !strings.ContainsRune("-‐‑.'’ʼ`", r) {
			return false
		}
	}
	return true
}

// namesOther tells whether words that are to be a name also hold something that the
// command may need elsewhere: a member anywhere, or a candidate in a part of them.
func (r *reading) namesOther(at, n int) bool {
	for i := at; i < at+n; i++ {
		if _, width := r.memberAt(i); width > 0 && !r.ordinaryAt(i) {
			return true
		}
		if _, width := r.peopleAt(i); width > 0 && (i > at || width < n) {
			return true
		}
	}
	return false
}

func (r *reading) ordinaryAt(at int) bool {
	return lexicon.OrdinaryWord(r.key(at)) && !r.words[at].shouted()
}

func (r *reading) joined(at, n int) string {
	words := make([]string, n)
	for i := range words {
		words[i] = r.words[at+i].text
	}
	return strings.Join(words, " ")
}

// textArgument makes the rest of a clause that keeps words as they were quoted.
func textArgument(noun string, given consensus.Parts, into func(*reading) *string) func(*reading) error {
	return func(r *reading) error {
		if r.done() || r.words[r.at].kind != quoteToken {
			return sayNeedsQuotes(r.words[r.at-1].text, "its words", "")
		}
		r.at++
		return r.keep(noun, given, into(r), r.words[r.at-1].text)
	}
}

func quoteArgument(r *reading) error {
	return textArgument("quotations", consensus.PartQuote, theQuote)(r)
}

func theQuote(r *reading) *string { return &r.u.Fact.Source.Quote }

func conditionPart() part {
	return clause("if", textArgument("conditions", consensus.PartCondition, func(r *reading) *string { return &r.u.Fact.Condition }))
}

func onPart() part {
	return part{
		read: func(r *reading) (bool, error) {
			n := 1
			switch {
			case r.phrase2(r.at) == "as of":
				n = 2
			case r.key(r.at) == "in": // "in February"
				if when, width, err := r.dayAt(r.at + 1); width == 0 || err == nil && when.Precision != consensus.InMonth {
					return false, nil
				}
			case r.key(r.at) != "on":
				return false, nil
			}
			if via, width := find(r, r.at, lexicon.Attributions()); width > 1 && via == consensus.OnRecord {
				return false, nil // "on the record"
			}
			r.at += n
			when, err := r.dayHere("on")
			if err != nil {
				return true, err
			}
			return true, r.setDay(when)
		},
		hints: func(*reading) []lexicon.Hint { return []lexicon.Hint{{Key: "on", Show: "on"}} },
		takes: "days",
	}
}

func (r *reading) setDay(when consensus.When) error {
	r.day = when
	r.u.Given |= consensus.PartOn
	return r.accept("days", when.String())
}

// dayHere reads the day that a clause needs.
func (r *reading) dayHere(clause string) (consensus.When, error) {
	when, n, err := r.dayAt(r.at)
	if err != nil {
		return when, err
	}
	if n == 0 {
		return when, r.expected(clause, "a day, like 22 Feb")
	}
	r.at += n
	return when, nil
}

// dayAt reads the longest day at a place.
func (r *reading) dayAt(at int) (consensus.When, int, error) {
	return longestAt(r, at, func(words []string, today consensus.Day) (consensus.When, bool, error) {
		return lexicon.ReadDayNear(words, today, r.near)
	})
}

// longestAt reads the longest run of words at a place that is a day as read has it, and tells
// how many words that were; 0 for none.
func longestAt[T any](r *reading, at int, read func([]string, consensus.Day) (T, bool, error)) (T, int, error) {
	for n := min(6, len(r.words)-at); n > 0; n-- {
		words := make([]string, 0, n)
		for _, w := range r.words[at : at+n] {
			if w.kind == wordToken {
				words = append(words, w.text)
			}
		}
		if len(words) < n {
			continue
		}
		if day, ok, err := read(words, r.names.Vocabulary.Today); ok || err != nil {
			return day, n, err
		}
	}
	var none T
	return none, 0, nil
}

// barePart reads a day without "on", where it can be nothing else.
func barePart() part {
	return part{read: func(r *reading) (bool, error) {
		when, n, err := r.bareDayAt(r.at)
		if err != nil || n == 0 {
			return err != nil, err
		}
		r.at += n
		return true, r.setDay(when)
	}}
}

// bareDayAt reads a day that needs no "on": of more than one word, in figures, or a day
// of the week. "May" alone, and "Sun", may be names.
func (r *reading) bareDayAt(at int) (consensus.When, int, error) {
	key := r.key(at)
	if key == "" || key == "the" || key == "of" {
		return consensus.When{}, 0, nil
	}
	when, n, err := r.dayAt(at)
	switch {
	case n == 1 && lexicon.MayBeName(key), err == nil && when.Precision != consensus.Exact && !r.spanAt(at, n):
		return consensus.When{}, 0, nil
	}
	return when, n, err
}

// spanAt tells whether words that are a span of days can be nothing else: "last week", "2 weeks
// ago". A month may be a name, and "by" says more than its day.
func (r *reading) spanAt(at, n int) bool {
	first := r.key(at)
	return n > 1 && (first == "last" || first == "this" || first == "past" || r.key(at+n-1) == "ago")
}

func (r *reading) known() error {
	if lexicon.Contains("by,on", r.key(r.at)) {
		r.at++
	}
	when, err := r.dayHere("known")
	if err != nil {
		return err
	}
	r.u.Known = when.Day
	return r.accept("days known", "known "+when.Day.Long())
}

// since reads a day; a month or a week counts from its first.
func (r *reading) since() error {
	when, err := r.dayHere("since")
	if err != nil {
		return err
	}
	r.u.Since = lexicon.FirstDay(when)
	return r.accept("days", "since "+r.u.Since.Long())
}

// race reads the key of a race that the ledger has.
func (r *reading) race() error {
	if r.done() {
		return SayNoRace("", r.names.Vocabulary.Races)
	}
	key := raceKey(r.words[r.at].text)
	if !slices.Contains(r.names.Vocabulary.Races, key) {
		return SayNoRace(r.words[r.at].text, r.names.Vocabulary.Races)
	}
	r.at++
	r.u.Race = key
	return r.accept("races", "race "+key)
}

// raceKey gives a race's key as it is kept: one word, small letters, digits, hyphens.
func raceKey(word string) string {
	return string(lexicon.CandidateKey(word))
}
