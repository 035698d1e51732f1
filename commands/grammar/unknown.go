package grammar

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"natobot/commands/lexicon"
)

// notUnderstood refuses the word here with the best reason that there is: a country
// that is no member, a position denied or hedged, a slip of the fingers, or none.
func (r *reading) notUnderstood(parts []part) error {
	w := r.words[r.at]
	switch w.kind {
	case quoteToken:
		return r.ask("stray quote", w.text, r.command.Name)
	case linkToken:
		return r.ask("stray link", r.command.Name)
	case userToken, channelToken:
		return r.ask("stray mention", r.command.Name)
	}
	if lexicon.OtherScheme(w.text) {
		return lexicon.SayOtherScheme(w.text)
	}
	if w.kind == wordToken {
		for _, asked := range []func([]part) error{r.lookAlikeHere, r.restOfName, r.group, r.doubtful} {
			if err := asked(parts); err != nil {
				return err
			}
		}
	}
	if err := r.outsider(parts); err != nil {
		return err
	}
	if outlet, n := r.outletAt(r.at); n > 0 && takes(parts, "outlets") && !r.has("outlets") {
		return r.nearly([]lexicon.Hint{{Show: "from " + quotedText(outlet)}}, n)
	}
	if list, width := r.nearHere(r.hints(parts)); width > 0 {
		return r.nearly(list, width)
	}
	if takes(parts, "candidates") && !r.has("candidates") {
		r.u.Stranger = w.text
	}
	return cmp.Or(r.newcomer(parts), r.unknown(w.text, nil))
}

// outsider tells of a country that it is no member, where a member could stand.
func (r *reading) outsider(parts []part) error {
	if r.has("members") && !r.listGoesOn() || !takes(parts, "members") {
		return nil
	}
	c, n := r.countryAt(r.at)
	if n == 0 {
		return nil
	}
	list := lexicon.Fuzzy(lexicon.Key(c.Name), memberPart().hints(r))
	r.instead(r.at, n, list)
	return r.noMember(c.Articled(), list)
}

// newcomer tells of a person who is no candidate yet how to become one.
func (r *reading) newcomer(parts []part) error {
	if r.has("candidates") || !takes(parts, "candidates") {
		return nil
	}
	if m, n := r.memberAt(r.at); n > 0 && !takes(parts, "members") {
		r.u.Try = []string{"member " + m.Name}
		return sentences.Ask("not about members", m.Name, r.command.Name)
	}
	n := r.run(r.at)
	if n == 0 || n > 5 || !r.looksNamed(r.at, n) {
		return nil
	}
	if err := r.samePerson(r.joined(r.at, n), r.at, n); err != nil {
		return err
	}
	r.u.Stranger = r.joined(r.at, n)
	return SayNotYetCandidate(r.u.Stranger, r.names.Vocabulary.Candidates)
}

func (r *reading) lookAlikeHere([]part) error { return r.lookAlike(r.at, 1) }

// lookAlike asks about words with letters of another alphabet that look like Latin ones.
func (r *reading) lookAlike(at, n int) error {
	typed := r.typed(at, n)
	latin, had := lexicon.LookAlike(typed)
	if !had {
		return nil
	}
	r.instead(at, n, []lexicon.Hint{{Show: latin}})
	return r.ask("look-alike", typed, latin)
}

// takes tells whether one of the parts is of that noun.
func takes(parts []part, noun string) bool {
	return slices.ContainsFunc(parts, func(p part) bool { return p.takes == noun })
}

// doubtful asks about a position that is denied or hedged.
func (r *reading) doubtful(parts []part) error {
	if r.has("positions") || !takes(parts, "positions") {
		return nil
	}
	denied, doubt, width := false, false, 1
	for at := r.at; at < len(r.words) && at < r.at+5; at++ {
		if _, n := find(r, at, lexicon.Positions()); n > 0 {
			width = at - r.at + n
			break
		}
		denied = denied || lexicon.Contains(denials, r.key(at))
		doubt = doubt || lexicon.Contains(hedges, r.key(at))
	}
	first := r.key(r.at)
	vague := lexicon.Contains(vagueWords, first)
	if !vague && (!lexicon.Contains(denials, first) && !lexicon.Contains(hedges, first) && !lexicon.Contains(auxiliaries+",do,does,did", first) || !denied && !doubt) {
		return nil
	}
	switch {
	case r.ofMotion():
		return sentences.Ask("which stage", r.typed(r.at, width))
	case vague:
		return sentences.Ask("vague", r.typed(r.at, 1))
	case denied:
		return sentences.Ask("denied", r.typed(r.at, width))
	}
	return sentences.Ask("hedged", r.typed(r.at, width))
}

// unknown refuses a word, with what is near it among all that may stand here.
func (r *reading) unknown(typed string, parts []part) error {
	if name := r.at + 1; r.key(r.at) == "in" && name < len(r.words) {
		if err := r.notIn(r.at, name); err != nil {
			return err
		}
	}
	if list, width := r.nearHere(r.hints(parts)); width > 0 {
		return r.nearly(list, width)
	}
	return r.notKnown(typed, nil)
}

// nearly refuses words for which others are near.
func (r *reading) nearly(list []lexicon.Hint, width int) error {
	r.instead(r.at, width, list)
	return r.notKnown(r.typed(r.at, width), list)
}

// hints gives what may stand here yet: parts that a command has once are left out when they are there.
func (r *reading) hints(parts []part) []lexicon.Hint {
	var hints []lexicon.Hint
	for _, p := range parts {
		if p.hints != nil && (p.takes == "" || !r.has(p.takes) || p.takes == "members" && r.listGoesOn()) {
			hints = append(hints, p.hints(r)...)
		}
	}
	return hints
}

// nearHere gives the hints nearest to what stands here, of one word or more, and how
// many words they would replace.
func (r *reading) nearHere(hints []lexicon.Hint) ([]lexicon.Hint, int) {
	for n := min(3, len(r.words)-r.at); n > 0; n-- {
		list := lexicon.Fuzzy(r.phrase(r.at, n), hints)
		list = slices.DeleteFunc(list, func(h lexicon.Hint) bool { return !r.slip(r.at, n, h) })
		if len(list) > 0 {
			return list, n
		}
	}
	return nil, 0
}

// slip tells whether words may be meant for a hint that they are near to. A word of the language
// is meant for itself; a name is not meant for a word of a command, nor the other way round.
func (r *reading) slip(at, n int, h lexicon.Hint) bool {
	if h.Key == r.phrase(at, n) {
		return true
	}
	initial, _ := utf8.DecodeRuneInString(h.Show)
	if unicode.IsUpper(initial) {
		return true
	}
	for i := at; i < at+n; i++ {
		if r.words[i].capitalised() && !r.shouts() {
			return false
		}
	}
	return n > 1 || !ownMeaning(r.key(at)) && slipOf(r.key(at), h.Key)
}

// slipOf tells whether fingers slip so: not in the first letter, unless it changes places with the
// second, and in a short word without a letter more. "Backs" is no slip of "lacks", nor "form" one
// of "fyrom".
func slipOf(typed, word string) bool {
	if len(typed) < 2 || len(word) < 2 {
		return false
	}
	swapped := typed[0] == word[1] && typed[1] == word[0]
	return (typed[0] == word[0] || swapped) && (len(word) > 4 || len(typed) <= len(word))
}

// expected refuses what follows a clause's word, with what is near it.
func (r *reading) expected(clause, what string, hints ...func(*reading) []lexicon.Hint) error {
	if r.done() {
		return sentences.Ask("needs", clause, what)
	}
	for _, of := range hints {
		if list, n := r.nearHere(of(r)); n > 0 {
			return r.nearly(list, n)
		}
	}
	return sentences.Ask("needs other", clause, what, r.words[r.at].text)
}

func (r *reading) unknownAttribution() error {
	if r.done() {
		return sentences.Ask("needs", "via", "on whose word it is")
	}
	list, n := r.nearHere(hintsOf(lexicon.Attributions()))
	typed := r.words[r.at].text
	if n > 0 {
		typed = r.typed(r.at, n)
		r.instead(r.at, n, list)
	}
	if outlet, n := r.outletAt(r.at); n > 0 {
		list = []lexicon.Hint{{Show: "from " + quotedText(outlet)}}
		typed = r.typed(r.at, n)
		r.instead(r.at-1, n+1, list)
	}
	return r.askNear("no attribution", list, typed)
}

// settle gives a recording its defaults and refuses what cannot be recorded.
func (r *reading) settle() error {
	if err := r.settleDay(); err != nil {
		return err
	}
	return r.settleSource()
}

func (r *reading) settleDay() (err error) {
	r.u.Fact.On, err = SettleDay(r.day, r.names.Vocabulary.Today)
	return err
}

func (r *reading) settleSource() error { return SettleSource(r.names, &r.u.Fact.Source) }

// nobodyNamed tells whether a source in "by" may be a kind of person and no named one:
// "a Polish official", "Poland" and "Reuters" are not on the record. Thin evidence gets no strong label unless
// the reporter says so.
func nobodyNamed(n *lexicon.Names, who string) bool {
	key := lexicon.Key(who)
	if _, ok := lexicon.CountryNamed(key); ok || lexicon.Contains(lexicon.Outlets, key) || n.Members[key] != "" {
		return true
	}
	for word := range strings.FieldsSeq(key) {
		if lexicon.Contains(unnamed, word) {
			return true
		}
	}
	return false
}
