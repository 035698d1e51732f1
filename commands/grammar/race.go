package grammar

import (
	"slices"
	"strings"

	"natobot/commands/lexicon"
	"natobot/consensus"
)

// termParts are the parts of a race's terms.
func termParts() []part {
	term := func(word string, into func(*consensus.Terms) *string) part {
		return clause(word, func(r *reading) error {
			text, err := r.wording(word)
			if err != nil {
				return err
			}
			return r.keep("wordings of "+word, consensus.PartTerms, into(r.terms()), text)
		})
	}
	return []part{
		textClause("title", "titles", consensus.PartName, theName),
		term("post", func(t *consensus.Terms) *string { return &t.Post }),
		term("incumbent", func(t *consensus.Terms) *string { return &t.Incumbent }),
		term("since", func(t *consensus.Terms) *string { return &t.Since }),
		term("vacant", func(t *consensus.Terms) *string { return &t.Vacant }),
		term("brief", func(t *consensus.Terms) *string { return &t.Brief }),
	}
}

// wording reads a quoted text or one bare word: "since 2014".
func (r *reading) wording(word string) (string, error) {
	if r.done() || r.words[r.at].kind != quoteToken && r.words[r.at].kind != wordToken {
		return "", sentences.Ask("needs words", word, "the words")
	}
	r.at++
	return r.words[r.at-1].text, nil
}

// ofBody reads whose race it is; which bodies there are the desk knows.
func (r *reading) ofBody() error {
	if r.key(r.at) == "the" {
		r.at++
	}
	text, err := r.wording("of")
	if err != nil {
		return err
	}
	for !r.done() && r.words[r.at-1].capitalised() && r.words[r.at].kind == wordToken && r.words[r.at].capitalised() { // "the European Union"
		text += " " + r.words[r.at].text
		r.at++
	}
	return r.keep("bodies", consensus.PartTerms, &r.terms().Body, text)
}

// terms gives those of the race that the text is about.
func (r *reading) terms() *consensus.Terms {
	if r.u.Fact.Terms == nil {
		r.u.Fact.Terms = &consensus.Terms{}
	}
	return r.u.Fact.Terms
}

// raceKeyPart reads the key of a race that there is, without a word before it.
func raceKeyPart() part {
	return part{read: func(r *reading) (bool, error) {
		if r.key(r.at) == "in" {
			return false, nil
		}
		return true, r.race()
	}}
}

// newKeyPart reads the key of a race that is to be.
func newKeyPart() part {
	return part{read: func(r *reading) (bool, error) {
		if r.u.Race != "" || r.key(r.at) == "" {
			return false, nil
		}
		r.u.Race = raceKey(r.words[r.at].text)
		if r.u.Race == "" || len(r.u.Race) > 40 {
			return true, sentences.Ask("no race key", r.words[r.at].text)
		}
		return true, r.take(1, 0, "races", "race "+r.u.Race)
	}}
}

// InRace takes out of a text the race that it names, `in "RACE"`, or `in RACE` where is tells that
// there is one of that name: the text without it, and the name; "" where it names none. A name that
// may as well be a day, a month or a year needs its quotation marks: a report "in 2024" is never
// taken for one of today in the race 2024. A text that cannot be read names none.
func InRace(text string, is func(name string) bool) (rest, race string) {
	words, err := scan(text)
	if err != nil {
		return text, ""
	}
	for i := len(words) - 1; i > 0; i-- {
		if words[i-1].kind != wordToken || words[i-1].key != "in" {
			continue
		}
		for j := len(words) - 1; j >= i; j-- {
			name, end := strings.TrimRight(text[words[i].start:words[j].end], "?.!"), words[j].end
			if quoted := i == j && words[i].kind == quoteToken; quoted {
				name = words[i].text
			} else if end = words[i].start + len(name); lexicon.LikeDay(name) || !is(name) { // a question mark behind it is kept
				continue
			}
			return strings.TrimSpace(strings.TrimRight(text[:words[i-1].start], " ") + text[end:]), name
		}
	}
	return text, ""
}

// notIn refuses what stands behind "in" and is no race, or may be a time as well; nil where it is a day
// that another word should lead to.
func (r *reading) notIn(in, at int) error {
	races := r.names.Vocabulary.Races
	if r.key(at) == "the" && at+1 < len(r.words) {
		at++
	}
	name := r.words[at].text
	if lexicon.LikeDay(name) && slices.ContainsFunc(races, func(key string) bool { return lexicon.Key(key) == lexicon.Key(name) }) {
		return sentences.Ask("race or time", r.typed(in, at-in+1), name)
	}
	if _, n, err := r.dayAt(at); n > 0 || err != nil {
		return nil
	}
	if yearAlone(name) != nil {
		return sentences.Ask("no race or day", name, strings.Join(races, ", "))
	}
	return SayNoRace(name, races)
}
