package grammar

import (
	"slices"
	"strconv"
	"strings"

	"natobot/commands/lexicon"
)

func (r *reading) until() error {
	m, n, err := longestAt(r, r.at, lexicon.ReadMoment)
	switch {
	case err != nil:
		return err
	case n == 0:
		return r.expected("until", "a time, with its day if that is not today, like 18:00 or tomorrow 06:00")
	case m.Day > r.names.Vocabulary.Today && r.timeLeads(n):
		return sentences.Ask("until which day", r.typed(r.at, n), m)
	}
	r.u.Until = m
	return r.take(n, 0, "moments", "until "+m.String())
}

// timeLeads tells whether a day follows the time of a moment of so many words: it may be the day
// that the report is about. "Tomorrow" is not.
func (r *reading) timeLeads(n int) bool {
	words := r.words[r.at : r.at+n]
	if slices.ContainsFunc(words, func(w token) bool { return w.key == "tomorrow" }) {
		return false
	}
	for width := range n - 1 {
		if m, ok, err := lexicon.ReadMoment(texts(words[:width+1]), r.names.Vocabulary.Today); ok && err == nil && m.Day == r.names.Vocabulary.Today {
			return true
		}
	}
	return false
}

func texts(words []token) []string {
	list := make([]string, len(words))
	for i, w := range words {
		list[i] = w.text
	}
	return list
}

// heldPart reads the number of a held report: "#H3".
func heldPart() part {
	return part{read: func(r *reading) (bool, error) {
		figures, marked := strings.CutPrefix(strings.ToLower(strings.TrimPrefix(r.words[r.at].text, "#")), "h")
		n, ok := lexicon.Digits(figures)
		if r.key(r.at) == "" || !ok || n == 0 {
			return false, nil
		}
		if !marked {
			return true, sentences.Ask("held number", HeldNumber(n))
		}
		r.u.Held = n
		return true, r.take(1, 0, "held reports", HeldNumber(n))
	}}
}

// HeldNumber writes the number of a held report as a command names it.
func HeldNumber(n int) string { return "#H" + strconv.Itoa(n) }
