package localslack

import (
	"encoding/json"
	"testing"
	"time"
)

// Whatever an app sends: no panic, and blocks that are taken are taken again as they were
// given back.
func FuzzBlocks(f *testing.F) {
	for _, seed := range []string{
		`[]`, `[{"type":"divider"}]`, `[{"type":"section","text":{"type":"mrkdwn","text":"t"},"accessory":null}]`,
		`[{"type":"table","rows":[[null,{"type":"raw_number","value":1}]],"column_settings":[null]}]`,
		`[{"type":"rich_text","elements":[{"type":"rich_text_list","style":"bullet","elements":[{"type":"rich_text_section","elements":[{"type":"text","text":"t"}]}]}]}]`,
		`[{"type":"data_visualization","chart":{"type":"bar"}}]`, `[[[]]]`, `{"type":7}`, `[null,7,"x"]`,
	} {
		f.Add([]byte(seed))
	}
	s := New(Options{Now: func() time.Time { return time.Unix(0, 0) }})
	f.Fuzz(func(t *testing.T, raw []byte) {
		kept, err := s.readBlocks(raw, messageSurface)
		if err != nil {
			return
		}
		if again, err := s.readBlocks(kept, messageSurface); err != nil || string(again) != string(kept) {
			t.Errorf("took %s and gave %s, then %v", raw, kept, err)
		}
		buttons(kept)
	})
}

// Whatever arrives on a socket or among a call's arguments: no panic.
func FuzzFrames(f *testing.F) {
	for _, seed := range []string{
		`{"envelope_id":"e","payload":{"text":"t","blocks":[{"type":"divider"}]}}`, `{"envelope_id":"e","payload":{"metadata":"{}"}}`,
		`{"envelope_id":"e","payload":null}`, `{"envelope_id":null}`, `[]`, `{"envelope_id":"e","payload":{"response_type":7,"text":{}}}`,
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(_ *testing.T, frame []byte) {
		s := New(Options{Now: func() time.Time { return time.Unix(0, 0) }})
		inv := &Invocation{s: s, user: ReaderID, channel: DeskID}
		s.link.envelopes["e"] = &envelope{id: "e", kind: "slash_commands", payload: map[string]any{"command": "/nato"}, from: inv}
		s.acknowledge(frame)
		var a args
		if json.Unmarshal(frame, &a) == nil {
			_, _ = s.history(call{args: a})
			_, _ = s.postMessage(call{args: a})
			_, _ = s.openView(call{args: a})
		}
		s.Close()
	})
}
