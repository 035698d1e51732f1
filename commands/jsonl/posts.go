package jsonl

import (
	"bytes"
	"encoding/json"
	"time"
	"unicode/utf8"

	"natobot/consensus"
)

// postLine is a digest that was posted, as a line of an exported ledger.
type postLine struct {
	Post     string        `json:"post"` // its kind
	Channel  string        `json:"channel"`
	Day      consensus.Day `json:"day"`
	Minute   int           `json:"minute"`
	On       consensus.Day `json:"on"` // it covers what was so on that day,
	Known    int           `json:"known"`
	Headline string        `json:"headline,omitempty"`
	Claimed  string        `json:"claimed"`
	TS       string        `json:"ts"`
	Posted   string        `json:"posted"`
	Body     string        `json:"body"` // the messages, frozen
}

// IsPost tells whether a line of an exported ledger is a digest that was posted.
func IsPost(text []byte) bool { return bytes.HasPrefix(bytes.TrimSpace(text), []byte(`{"post":`)) }

// EncodePost gives a digest that was posted as a line of an exported ledger, without its end.
func EncodePost(p consensus.Posting) ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	err := enc.Encode(postLine{
		Post: p.Kind, Channel: p.Channel, Day: p.Day, Minute: p.Minute, On: p.Point.On, Known: p.Point.Known, Headline: p.Headline,
		Claimed: p.ClaimedAt.UTC().Format(Moment), TS: p.TS, Posted: p.SettledAt.UTC().Format(Moment), Body: string(p.Body),
	})
	if !utf8.Valid(p.Body) {
		err = sayNoEntryLine("what was posted is no text")
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n")), err
}

// restorer owns posts that came with an export.
const restorer = "import"

// ParsePost reads a digest that was posted out of a line of an exported ledger.
func ParsePost(text []byte) (consensus.Posting, error) {
	var line postLine
	dec := json.NewDecoder(bytes.NewReader(text))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&line); err != nil || dec.More() {
		return consensus.Posting{}, sayNoEntryLine("it is no digest that was posted")
	}
	claimed, errClaimed := time.Parse(Moment, line.Claimed)
	posted, errPosted := time.Parse(Moment, line.Posted)
	whole := line.Post == consensus.DigestPost && line.Channel != "" && line.Day != 0 && line.On != 0 && line.Known >= 0 && line.TS != "" && json.Valid([]byte(line.Body))
	if !whole || errClaimed != nil || errPosted != nil {
		return consensus.Posting{}, sayNoEntryLine("it does not say what was posted where and when")
	}
	slot := consensus.Slot{Channel: line.Channel, Day: line.Day, Minute: line.Minute}
	return consensus.Posting{
		Kind: line.Post, Key: slot.String(), Slot: slot, Point: consensus.Point{On: line.On, Known: line.Known}, Headline: line.Headline,
		Body: []byte(line.Body), Owner: restorer, ClaimedAt: claimed, State: consensus.Posted, TS: line.TS, SettledAt: posted,
	}, nil
}
