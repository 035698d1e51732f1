package commands

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/url"
	"time"

	"natobot/consensus"
)

// entryLine is an entry as a line of an exported ledger. The order of the fields is the
// order in the file; parts that the entry's kind does not have are left out.
type entryLine struct {
	Number   int            `json:"number"`
	Race     string         `json:"race"`
	Recorded string         `json:"recorded"`
	Recorder string         `json:"recorder"`
	Kind     consensus.Kind `json:"kind"`
	On       consensus.Day  `json:"on"`
	Close    string         `json:"precision,omitempty"` // "month" or "by": how closely the day is known

	Member    consensus.Code `json:"member,omitempty"`
	Candidate consensus.Key  `json:"candidate,omitempty"`
	Name      string         `json:"name,omitempty"`
	Country   consensus.Code `json:"country,omitempty"`

	Position  *consensus.Position  `json:"position,omitempty"`
	Condition string               `json:"condition,omitempty"`
	Status    consensus.Status     `json:"status,omitempty"`
	Qualifier *consensus.Qualifier `json:"qualifier,omitempty"`
	Count     *int                 `json:"count,omitempty"`
	Of        int                  `json:"of,omitempty"`
	Missing   consensus.Codes      `json:"missing,omitempty"`
	Text      string               `json:"text,omitempty"`
	Target    int                  `json:"target,omitempty"`

	Terms    *consensus.Terms    `json:"terms,omitempty"`
	Schedule *consensus.Schedule `json:"schedule,omitempty"`
	Grant    *consensus.Grant    `json:"grant,omitempty"`
	Live     *consensus.Live     `json:"live,omitempty"`

	Via    consensus.Attribution `json:"via,omitempty"`
	Who    string                `json:"who,omitempty"`
	Link   string                `json:"link,omitempty"`
	Outlet string                `json:"outlet,omitempty"`
	Quote  string                `json:"quote,omitempty"`
}

// precisions are the words of an exported day's precision.
func precisions() []string { return []string{"", "month", "by"} }

// moments is the form of an exported moment: UTC, whole milliseconds.
const moments = "2006-01-02T15:04:05.000Z"

func asLine(e consensus.Entry) entryLine {
	l := entryLine{
		Number: e.Number, Race: e.Race, Recorded: e.Recorded.UTC().Format(moments), Recorder: e.Recorder,
		Kind: e.Kind, On: e.On.Day, Close: precisions()[e.On.Precision],
		Member: e.Member, Candidate: e.Candidate, Name: e.Name, Country: e.Country,
		Condition: e.Condition, Status: e.Status, Of: e.Of, Text: e.Text, Target: e.Target,
		Terms: e.Terms, Schedule: e.Schedule, Grant: e.Grant, Live: e.Live,
		Via: e.Source.Via, Who: e.Source.Who, Link: e.Source.Link, Outlet: e.Source.Outlet, Quote: e.Source.Quote,
	}
	if e.Kind == consensus.StanceKind {
		l.Position = &e.Position
	}
	if e.Kind == consensus.ClaimKind {
		l.Qualifier, l.Count, l.Missing = &e.Qualifier, &e.Count, e.Missing
	}
	return l
}

// entry gives the entry back. What it refuses could not have been exported.
func (l entryLine) entry() (consensus.Entry, error) {
	at, err := time.Parse(moments, l.Recorded)
	if err != nil {
		return consensus.Entry{}, fmt.Errorf("%q is no moment of the form 2024-02-22T09:00:00.000Z", l.Recorded)
	}
	e := consensus.Entry{Number: l.Number, Race: l.Race, Recorded: at, Recorder: l.Recorder, Fact: consensus.Fact{
		Kind: l.Kind, On: consensus.On(l.On), Member: l.Member, Candidate: l.Candidate, Name: l.Name, Country: l.Country,
		Condition: l.Condition, Status: l.Status, Of: l.Of, Text: l.Text, Target: l.Target,
		Terms: l.Terms, Schedule: l.Schedule, Grant: l.Grant, Live: l.Live,
		Source: consensus.Source{Via: l.Via, Who: l.Who, Link: l.Link, Outlet: l.Outlet, Quote: l.Quote},
	}}
	for i, word := range precisions() {
		if word == l.Close {
			e.On.Precision = consensus.Precision(i)
		}
	}
	if l.Position != nil {
		e.Position = *l.Position
	}
	if l.Qualifier != nil && l.Count != nil {
		e.Qualifier, e.Count, e.Missing = *l.Qualifier, *l.Count, l.Missing
	}
	return e, sound(l, e)
}

// sound checks that a line says all that its kind needs, no more, and nothing that
// could not have been recorded.
func sound(l entryLine, e consensus.Entry) error {
	if again, err := json.Marshal(asLine(e)); err != nil || !bytes.Equal(again, mustMarshal(l)) {
		return fmt.Errorf("has parts that a %s does not have", l.Kind)
	}
	if u, err := url.Parse(l.Link); err != nil || l.Link != "" && u.Scheme != "http" && u.Scheme != "https" {
		return fmt.Errorf("%q is no web address", l.Link)
	}
	if l.Race == "" || l.Recorder == "" {
		return fmt.Errorf("does not say which race it is of, or who recorded it")
	}
	return nil
}

func mustMarshal(l entryLine) []byte {
	text, err := json.Marshal(l)
	if err != nil {
		return nil
	}
	return text
}

// parseLine reads one line of an exported ledger.
func parseLine(text []byte) (consensus.Entry, error) {
	var l entryLine
	dec := json.NewDecoder(bytes.NewReader(text))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&l); err != nil {
		return consensus.Entry{}, fmt.Errorf("is no entry of a ledger (%w)", err)
	}
	if dec.More() {
		return consensus.Entry{}, fmt.Errorf("has something after the entry")
	}
	return l.entry()
}
