package bot

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"maps"
	"slices"
	"strings"

	"natobot/bot/blockkit"
	"natobot/commands/answer"
)

// dialogState is what a dialog has to remember. It travels in the dialog itself, as private
// metadata, so that neither a restart nor another replica loses what was typed. People's
// clients hold it: who may do what is asked anew each time.
type dialogState struct {
	Draft   answer.Draft `json:"draft,omitzero"`
	Seal    string       `json:"seal,omitempty"`    // of the review that is shown
	Channel string       `json:"channel,omitempty"` // from which the dialog was opened
	Round   int          `json:"round,omitempty"`   // how often the form was drawn
	Row     row          `json:"row,omitzero"`      // of the overview that the draft came from
}

// readState reads a dialog's state; what is none is empty.
func readState(s string) (m dialogState) {
	if err := json.Unmarshal([]byte(s), &m); err != nil {
		return dialogState{}
	}
	return m
}

func (m dialogState) String() string { return compact(m) }

// fits tells whether Slack takes the state.
func (m dialogState) fits() bool { return blockkit.Size(m.String()) <= blockkit.MaxMetadata }

// shortened gives the state without the longest of the values named, which stand in the
// dialog's inputs too, as far as that is needed.
func (m dialogState) shortened(inputs []answer.Field) dialogState {
	for field := longest(m.Draft.Values, inputs); field != "" && !m.fits(); field = longest(m.Draft.Values, inputs) {
		m.Draft = with(m.Draft, field, "")
	}
	return m
}

// key names the recording of a draft by a dialog: however often, and by however many
// deliveries, one review is submitted, it is recorded once; one that was changed is
// another.
func (m dialogState) key(view string) string {
	sum := sha256.Sum256([]byte(compact(m.Draft)))
	return "view:" + view + ":" + hex.EncodeToString(sum[:8])
}

// with gives a draft with one value set. What a person chose or typed is no guess.
func with(d answer.Draft, field answer.Field, value string) answer.Draft {
	if d.Values[field] == value {
		return d
	}
	values := map[answer.Field]string{}
	maps.Copy(values, d.Values)
	if values[field] = value; value == "" {
		delete(values, field)
	}
	d.Values = values
	d.Guessed = slices.DeleteFunc(slices.Clone(d.Guessed), func(f answer.Field) bool { return f == field })
	return d
}

// compact gives a value as JSON. The characters that stand for HTML's take one place, not
// six: Slack counts.
func compact(v any) string {
	var b bytes.Buffer
	out := json.NewEncoder(&b)
	out.SetEscapeHTML(false)
	if err := out.Encode(v); err != nil {
		panic(err) // unreachable: the values are plain
	}
	return strings.TrimSuffix(b.String(), "\n")
}
