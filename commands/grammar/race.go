package grammar

import (
	"strings"

	"natobot/commands/lexicon"
	"natobot/consensus"
)

// parseRace reads a question about a race or all of them, or one of the forms that record.
func parseRace(r *reading, u *Understood) error {
	switch r.key(r.at) {
	case "open":
		r.at++
		return parseOpening(r, u)
	case "close":
		r.at++
		return parseClosing(r, u)
	case "follow":
		r.at++
		return parseFocus(r, u)
	case "list":
		r.at++
		u.Sub = "list"
		return r.read(herePart())
	}
	key := part{
		read: func(r *reading) (bool, error) { return true, r.race() },
		hints: func(*reading) []lexicon.Hint {
			return []lexicon.Hint{{Key: "open", Show: "open"}, {Key: "close", Show: "close"}, {Key: "follow", Show: "follow"}, {Key: "list", Show: "list"}}
		},
	}
	if _, n := r.nearHere(key.hints(r)); n > 0 {
		return r.expected("race", "a key", key.hints)
	}
	return r.read(herePart(), clause("race", (*reading).race), key)
}

// termParts are the parts of a race's terms.
func termParts() []part {
	term := func(word string, into func(*consensus.Terms) *string) part {
		return clause(word, func(r *reading) error {
			text, err := r.wording(word)
			if err != nil {
				return err
			}
			if r.u.Fact.Terms == nil {
				r.u.Fact.Terms = &consensus.Terms{}
			}
			return r.keep("wordings of "+word, consensus.PartTerms, into(r.u.Fact.Terms), text)
		})
	}
	return []part{
		clause("title", textArgument("titles", consensus.PartName, theName)),
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

// parseOpening reads KEY "TITLE" and the terms.
func parseOpening(r *reading, u *Understood) error {
	u.Sub, u.Role, u.Records, u.Fact.Kind = "open", consensus.Editor, true, consensus.Opening
	key := part{read: func(r *reading) (bool, error) {
		if u.Race != "" || r.key(r.at) == "" {
			return false, nil
		}
		u.Race = raceKey(r.words[r.at].text)
		if u.Race == "" || len(u.Race) > 40 {
			return true, sentences.Ask("no race key", r.words[r.at].text)
		}
		r.at++
		return true, r.accept("races", "race "+u.Race)
	}}
	parts := append(termParts(), clause("of", (*reading).ofBody))
	parts = append(parts, sourceParts()...)
	parts = append(parts, quoted("titles", consensus.PartName, theName), key)
	if err := r.read(parts...); err != nil {
		return err
	}
	switch {
	case u.Race == "":
		return sentences.Ask("needs race key")
	case u.Fact.Name == "":
		return r.missing("What is the race called? The title stands in double quotes.")
	}
	if u.Fact.Terms == nil {
		u.Fact.Terms = &consensus.Terms{}
	}
	return r.settleDecision()
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
	if r.u.Fact.Terms == nil {
		r.u.Fact.Terms = &consensus.Terms{}
	}
	return r.keep("bodies", consensus.PartTerms, &r.u.Fact.Terms.Body, text)
}

// parseFocus reads which race a channel is to follow.
func parseFocus(r *reading, u *Understood) error {
	u.Sub, u.Role, u.Records = "follow", consensus.Editor, true
	key := part{read: func(r *reading) (bool, error) { return true, r.race() }}
	if err := r.read(channelPart(), key); err != nil {
		return err
	}
	if u.Race == "" {
		return SayNoRace("", r.names.Vocabulary.Races)
	}
	u.Fact = consensus.Fact{Kind: consensus.ChannelRace, On: consensus.On(r.names.Vocabulary.Today), Focus: &consensus.Focus{}}
	return nil
}

// parseClosing reads why and when the race ended.
func parseClosing(r *reading, u *Understood) error {
	u.Sub, u.Role, u.Records, u.Fact.Kind = "close", consensus.Editor, true, consensus.Closing
	parts := append([]part{clause("because", (*reading).because)}, sourceParts()...)
	if err := r.read(append(parts, quoted("quotations", consensus.PartQuote, theQuote))...); err != nil {
		return err
	}
	u.Fact.Text = u.Because
	if u.Because != "" {
		u.Given |= consensus.PartText
	}
	return r.settleDecision()
}

// settleDecision gives a decision of the desk its day. It has an attribution only where
// it has a source.
func (r *reading) settleDecision() error {
	if r.u.Fact.Source == (consensus.Source{}) {
		return r.settleDay()
	}
	return r.settle()
}

// InRace takes out of a text the race that it names, `in "RACE"`: the text without it, and what
// stood in the quotation marks; "" where it names none. A text that cannot be read names none.
func InRace(text string) (rest, race string) {
	words, err := scan(text)
	if err != nil {
		return text, ""
	}
	for i := len(words) - 1; i > 0; i-- {
		if words[i].kind == quoteToken && words[i-1].kind == wordToken && words[i-1].key == "in" {
			return strings.TrimSpace(strings.TrimRight(text[:words[i-1].start], " ") + text[words[i].end:]), words[i].text
		}
	}
	return text, ""
}
