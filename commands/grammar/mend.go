package grammar

import (
	"slices"
	"strconv"
	"strings"

	"natobot/commands/lexicon"
	"natobot/consensus"
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
		r.at++
		r.u.Target = n
		return true, r.accept("entries", "#"+strconv.Itoa(n))
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

// parseCorrect reads #N and the parts that replace the entry's. Which of them the entry
// can have is not known here: a part is taken for what it looks like.
func parseCorrect(r *reading, u *Understood) error {
	if u.Bare = r.done(); u.Bare {
		return nil
	}
	parts := []part{
		numberPart(), positionPart(), statusPart(), countPart(), ofPart(), leftOutPart(), countryPart(), membersNoun(),
		memberPart(), candidatePart(), conditionPart(),
		clause("name", textArgument("names", consensus.PartName, theName)),
		clause("text", textArgument("facts", consensus.PartText, theText)),
		clause("fact", textArgument("facts", consensus.PartText, theText)),
	}
	parts = append(append(parts, termParts()...), sourceParts()...)
	if err := r.read(append(parts, quoted("quotations", consensus.PartQuote, theQuote))...); err != nil {
		return err
	}
	u.Fact.Target, u.Fact.On = u.Target, r.day
	switch {
	case u.Target == 0:
		return r.missing("Which entry?")
	case u.Given == 0 && r.has("totals"):
		return r.missing(askTotal)
	case u.Given == 0:
		return r.missing("What is to be put right?")
	case r.day.Day > r.names.Vocabulary.Today:
		return lexicon.SayAhead(r.day)
	case u.Given.Has(consensus.PartCount):
		return r.checkCount()
	}
	return nil
}

func theName(r *reading) *string { return &r.u.Fact.Name }

// parseRetract reads #N because "…". The reason may stand without quotation marks: it
// is the rest of the text.
func parseRetract(r *reading, u *Understood) error {
	if u.Bare = r.done(); u.Bare {
		return nil
	}
	if err := r.read(numbersPart(), clause("because", (*reading).because), herePart()); err != nil {
		return err
	}
	switch {
	case u.Target == 0:
		return r.missing("Which entry?")
	case u.Because == "":
		return r.missing(askWhy)
	}
	u.Fact = consensus.Fact{Kind: consensus.Retraction, Target: u.Target, Text: u.Because, On: consensus.On(r.names.Vocabulary.Today)}
	u.Given = consensus.PartText
	return nil
}

// parseSettle reads #N, and why where that is said.
func parseSettle(r *reading, u *Understood) error {
	if u.Bare = r.done(); u.Bare {
		return nil
	}
	if err := r.read(numberPart(), clause("because", (*reading).because), herePart()); err != nil {
		return err
	}
	if u.Target == 0 {
		return r.missing("Which entry stands?")
	}
	u.Fact = consensus.Fact{Kind: consensus.Settling, Target: u.Target, Text: u.Because, On: consensus.On(r.names.Vocabulary.Today)}
	return nil
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

// parseUndo reads nothing more.
func parseUndo(r *reading, u *Understood) error {
	if err := r.read(herePart()); err != nil {
		return err
	}
	u.Fact = consensus.Fact{Kind: consensus.Retraction, On: consensus.On(r.names.Vocabulary.Today)}
	return nil
}
