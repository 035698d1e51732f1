package report

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/url"
	"time"

	"natobot/consensus"
)

// moments is the form of an exported moment: UTC, whole milliseconds.
const moments = "2006-01-02T15:04:05.000Z"

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

// EntryLine gives an entry as a line of an exported ledger, without its end.
func EntryLine(e consensus.Entry) ([]byte, error) {
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
			value = at.UTC().Format(moments)
		}
		if err := enc.Encode(value); err != nil {
			return nil, err
		}
		b.Truncate(b.Len() - 1) // the encoder ends a line
	}
	b.WriteByte('}')
	return b.Bytes(), nil
}

// ParseLine reads one line of an exported ledger. What it refuses could not have been
// exported.
func ParseLine(text []byte) (consensus.Entry, error) {
	var parts map[string]json.RawMessage
	dec := json.NewDecoder(bytes.NewReader(text))
	if err := dec.Decode(&parts); err != nil {
		return consensus.Entry{}, fmt.Errorf("is no entry of a ledger (%w)", err)
	}
	if dec.More() {
		return consensus.Entry{}, fmt.Errorf("has something after the entry")
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
				return consensus.Entry{}, fmt.Errorf("is no entry of a ledger (%s: %w)", name, err)
			}
		}
		if f.Of != consensus.NoKind { // then a line says it exactly where its kind has it
			foreign = foreign || said && f.Of != e.Kind || !said && lineHas(f, &e)
		}
	}
	for name := range parts {
		return consensus.Entry{}, fmt.Errorf("is no entry of a ledger (unknown field %q)", name)
	}
	if foreign {
		return consensus.Entry{}, fmt.Errorf("has parts that a %s does not have", e.Kind)
	}
	return e, sound(e)
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
		*at, err = time.Parse(moments, text)
	}
	if err != nil || at.Format(moments) != text {
		return fmt.Errorf("%s is no moment of the form 2024-02-22T09:00:00.000Z", raw)
	}
	return nil
}

// sound checks that a line says nothing that could not have been recorded.
func sound(e consensus.Entry) error {
	if u, err := url.Parse(e.Source.Link); err != nil || e.Source.Link != "" && u.Scheme != "http" && u.Scheme != "https" {
		return fmt.Errorf("%q is no web address", e.Source.Link)
	}
	if e.Race == "" || e.Recorder == "" || e.Recorded.IsZero() {
		return fmt.Errorf("does not say which race it is of, or who recorded it when")
	}
	return nil
}
