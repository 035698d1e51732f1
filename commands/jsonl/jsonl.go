// Package jsonl writes and reads the lines of an exported ledger: an entry a line, as JSON.
package jsonl

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/url"
	"time"

	"natobot/commands/english"
	"natobot/consensus"
)

// Moment is the form of an exported moment: UTC, whole milliseconds.
const Moment = "2006-01-02T15:04:05.000Z"

// lineName gives the name of an entry's part in a line of an exported ledger.
func lineName(f consensus.Field) string {
	if f.Name == "about" {
		return "on"
	}
	return f.Name
}

// lineHas tells whether the line of an entry says a part: those that its kind does not have, and
// most that are empty, are left out.
func lineHas(f consensus.Field, e *consensus.Entry) bool {
	return (f.Of == consensus.NoKind || f.Of == e.Kind) && (f.Kept != consensus.Nowhere || !f.Empty(e))
}

// Encode gives an entry as a line of an exported ledger, without its end.
func Encode(e consensus.Entry) ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	for _, f := range consensus.Fields() {
		if !lineHas(f, &e) {
			continue
		}
		begin := byte(',')
		if b.Len() == 0 {
			begin = '{'
		}
		fmt.Fprintf(&b, "%c%q:", begin, lineName(f))
		value := f.In(&e)
		if at, ok := value.(*time.Time); ok {
			value = at.UTC().Format(Moment)
		}
		if err := enc.Encode(value); err != nil {
			return nil, err
		}
		b.Truncate(b.Len() - 1) // the encoder ends a line
	}
	b.WriteByte('}')
	return b.Bytes(), nil
}

// Parse reads one line of an exported ledger. What it refuses could not have been
// exported.
func Parse(text []byte) (consensus.Entry, error) {
	var parts map[string]json.RawMessage
	dec := json.NewDecoder(bytes.NewReader(text))
	if err := dec.Decode(&parts); err != nil {
		return consensus.Entry{}, sayNoEntryLine("it is cut short, or not JSON")
	}
	if dec.More() {
		return consensus.Entry{}, sayNoEntryLine("something stands behind the entry")
	}
	return entryOf(parts)
}

func entryOf(parts map[string]json.RawMessage) (e consensus.Entry, err error) {
	foreign := false
	for _, f := range consensus.Fields() {
		name := lineName(f)
		raw, said := parts[name]
		delete(parts, name)
		said = said && string(raw) != "null"
		if said {
			if err := readPart(raw, f.In(&e)); err != nil {
				return consensus.Entry{}, sayNoEntryLine(fmt.Sprintf("`%s` has %s, which cannot stand there", name, english.AsTyped(string(raw))))
			}
		}
		if f.Of != consensus.NoKind { // then a line says it exactly where its kind has it
			foreign = foreign || said && f.Of != e.Kind || !said && lineHas(f, &e)
		}
	}
	for name := range parts {
		return consensus.Entry{}, sayNoEntryLine("entries have no part " + english.AsTyped(name))
	}
	if foreign {
		return consensus.Entry{}, sayNoEntryLine("it has parts that a " + english.KindWord(e.Kind) + " does not have, or lacks some of its own")
	}
	if e.Race == "" || e.Recorder == "" || e.Recorded.IsZero() {
		return e, sayNoEntryLine("it does not say which race it is of, or who recorded it when")
	}
	return e, Sound(e.Source.Link)
}

// readPart reads a part of an entry.
func readPart(raw json.RawMessage, into any) error {
	at, isMoment := into.(*time.Time)
	if !isMoment {
		dec := json.NewDecoder(bytes.NewReader(raw))
		dec.DisallowUnknownFields()
		return dec.Decode(into)
	}
	var text string
	err := json.Unmarshal(raw, &text)
	if err == nil {
		*at, err = time.Parse(Moment, text)
	}
	if err != nil || at.Format(Moment) != text {
		return fmt.Errorf("%s is no moment of the form 2024-02-22T09:00:00.000Z", raw)
	}
	return nil
}

// Sound checks that a link is one that could have been recorded.
func Sound(link string) error {
	if u, err := url.Parse(link); err != nil || link != "" && u.Scheme != "http" && u.Scheme != "https" {
		return consensus.Ask(english.AsTyped(link)+" is no web address.", "A link begins with `https://` or `http://`.")
	}
	return nil
}

func sayNoEntryLine(why string) error {
	return consensus.Ask("This is no line of an export: "+why+".", "Export the ledger again, and leave the file as it is.")
}
