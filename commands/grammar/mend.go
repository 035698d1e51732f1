package grammar

import (
	"slices"
	"strconv"
	"strings"

	"natobot/commands/lexicon"
)

// numberPart reads an entry's number: "#12", or "12" right after the verb.
func numberPart() part {
	return part{read: func(r *reading) (bool, error) {
		if r.key(r.at) == "" {
			return false, nil
		}
		figures, marked := strings.CutPrefix(r.words[r.at].text, "#")
		n, ok := lexicon.Digits(figures)
		if !ok || !marked && r.at != r.first {
			return false, nil
		}
		if n == 0 {
			return true, sentences.Ask("no zero")
		}
		r.u.Target = n
		return true, r.take(1, 0, "entries", "#"+strconv.Itoa(n))
	}}
}

// numbersPart reads the numbers of one entry or of several: "#12, #13 and #14".
func numbersPart() part {
	one := numberPart()
	return part{takes: one.takes, read: func(r *reading) (bool, error) {
		start := r.at
		if ok, err := one.read(r); !ok || err != nil {
			return ok, err
		}
		list := []int{r.u.Target}
		for {
			and := r.andAt(r.at)
			if and == 0 && !strings.Contains(r.gap(r.at), ",") {
				break
			}
			figures, marked := strings.CutPrefix(r.key(r.at+and), "#")
			n, ok := lexicon.Digits(figures)
			if !ok || !marked && start != r.first || n == 0 {
				break
			}
			r.at += and + 1
			if !slices.Contains(list, n) {
				list = append(list, n)
			}
		}
		if len(list) > 1 {
			r.u.Targets = list
		}
		return true, nil
	}}
}

// because reads a reason: quoted, or all that is left where no other quotation is.
func (r *reading) because() error {
	if r.done() {
		return sentences.Ask("needs words", "because", "the reason")
	}
	reason := r.words[r.at]
	if reason.kind == quoteToken {
		r.at++
		return r.keep("reasons", 0, &r.u.Because, reason.text)
	}
	for _, w := range r.words[r.at:] {
		if w.kind != wordToken {
			return sentences.Ask("needs quotes", "because", "the reason", reason.text)
		}
	}
	text := visible(lexicon.Unescape(strings.TrimSpace(r.text[reason.start:])))
	r.at = len(r.words)
	return r.keep("reasons", 0, &r.u.Because, text)
}
