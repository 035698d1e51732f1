package grammar

import (
	"strings"

	"natobot/commands/lexicon"
	"natobot/consensus"
)

// question reads a question about one thing, which must be named, at a point in time.
func (r *reading) question(about part, which string, given consensus.Parts) error {
	if err := r.read(append([]part{about}, readingParts()...)...); err != nil {
		return err
	}
	if !r.u.Given.Has(given) {
		return r.missing(which)
	}
	return r.asked()
}

// asked moves what was read into the fields of a question.
func (r *reading) asked() error {
	r.u.On, r.u.Fact, r.u.Given = r.day.Day, consensus.Fact{}, 0
	return nil
}

// parseStanding reads a question about one candidate or all.
func parseStanding(r *reading, _ *Understood) error {
	if err := r.read(append([]part{candidatePart()}, readingParts()...)...); err != nil {
		return err
	}
	return r.asked()
}

// parsePicture reads which picture is asked for.
func parsePicture(r *reading, _ *Understood) error {
	wide := clause("wide", func(r *reading) error {
		r.u.Sub = "wide"
		return nil
	})
	if err := r.read(append([]part{wide, candidatePart()}, readingParts()...)...); err != nil {
		return err
	}
	return r.asked()
}

// parseAll reads a question about everybody.
func parseAll(r *reading, _ *Understood) error {
	if err := r.read(readingParts()...); err != nil {
		return err
	}
	return r.asked()
}

// parseChanges reads a question about what moved since a day.
func parseChanges(r *reading, u *Understood) error {
	parts := []part{clause("since", (*reading).since), clause("race", (*reading).race), herePart(), barePart()}
	if err := r.read(parts...); err != nil {
		return err
	}
	if u.Since == 0 { // "changes yesterday"
		u.Since = lexicon.FirstDay(r.day)
	}
	u.Fact, u.Given = consensus.Fact{}, 0
	return nil
}

// parseHistory reads a question about the entries of a member, a candidate or one entry.
func parseHistory(r *reading, u *Understood) error {
	parts := []part{numberPart(), candidatePart(), memberPart(), clause("race", (*reading).race), herePart()}
	if err := r.read(parts...); err != nil {
		return err
	}
	u.Fact, u.Given = consensus.Fact{}, 0
	kinds := 0
	for _, noun := range []string{"members", "candidates", "entries"} {
		if r.has(noun) {
			kinds++
		}
	}
	if u.Target != 0 && kinds > 1 {
		return sentences.Ask("one entry", u.Target)
	}
	return nil
}

// parseExport reads the kind of file.
func parseExport(r *reading, _ *Understood) error {
	kind := part{
		read: func(r *reading) (bool, error) {
			key := r.key(r.at)
			if !lexicon.Contains("csv,long,json,md,text", key) {
				return false, nil
			}
			r.at++
			if r.key(r.at) == "excel" && lexicon.Contains("csv,long", key) {
				r.at++
				key += " excel"
			}
			r.u.Sub = key
			return true, r.accept("kinds of file", key)
		},
		hints: func(*reading) []lexicon.Hint {
			return []lexicon.Hint{
				{Key: "csv", Show: "csv"},
				{Key: "wide", Show: "csv"},
				{Key: "excel", Show: "csv excel"},
				{Key: "long", Show: "long"},
				{Key: "json", Show: "json"},
				{Key: "md", Show: "md"},
				{Key: "markdown", Show: "md"},
				{Key: "text", Show: "text"},
				{Key: "prose", Show: "text"},
				{Key: "paragraph", Show: "text"},
			}
		},
	}
	if err := r.read(append([]part{kind}, readingParts()...)...); err != nil {
		return err
	}
	if r.u.Sub == "" {
		return r.missing("Which kind of file?")
	}
	return r.asked()
}

// parseHelp reads the command that help is asked for.
func parseHelp(r *reading, _ *Understood) error {
	r.skipName() // "help /nato stance"
	topic := part{
		read: func(r *reading) (bool, error) {
			c := named(r.commands, strings.TrimPrefix(r.key(r.at), "/"))
			if c.Name == "" || r.u.Topic != "" {
				return false, nil
			}
			r.at++
			r.u.Topic = c.Name
			return true, r.accept("commands", c.Name)
		},
		hints: commandHints,
	}
	return r.read(topic, herePart())
}

func commandHints(r *reading) []lexicon.Hint {
	var hints []lexicon.Hint
	for _, c := range r.commands {
		hints = append(hints, lexicon.Hint{Key: c.Name, Show: c.Name})
	}
	return hints
}
