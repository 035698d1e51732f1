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
		elements(kept, "button")
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
		s.link.envelopes = []*envelope{{id: "e", kind: "slash_commands", payload: map[string]any{"command": "/nato"}, from: inv}}
		s.acknowledge(frame)
		var a object
		if json.Unmarshal(frame, &a) == nil {
			for _, name := range []string{"conversations.history", "chat.postMessage", "views.open"} {
				_, _ = s.carryOut(methods()[name], call{object: a})
			}
		}
		s.Close()
	})
}

// Whatever an app makes of a view, and whatever a person does in it: no panic, and a view
// that is taken is taken again as it was given back.
func FuzzViews(f *testing.F) {
	title := `"type":"modal","title":{"type":"plain_text","text":"t"},"submit":{"type":"plain_text","text":"s"}`
	for _, seed := range []string{
		`{` + title + `,"blocks":[]}`, `{` + title + `}`, `{"type":"modal","title":7}`, `[]`, `null`,
		`{` + title + `,"blocks":[{"type":"input","label":{"type":"plain_text","text":"l"},"element":{"type":"static_select","options":[{"text":{"type":"plain_text","text":"A"},"value":"a"}],"initial_option":{"value":"a"}}}]}`,
		`{` + title + `,"blocks":[{"type":"input","element":null},{"type":"input","element":[]},{"type":"input","element":{"type":"checkboxes","options":[null],"initial_options":[7]}}]}`,
		`{` + title + `,"blocks":[{"type":"actions","elements":[{"type":"static_select","option_groups":[{"options":[]},null]},null]}]}`,
		`{` + title + `,"blocks":[{"type":"input","label":{"type":"plain_text","text":"l"},"element":{"type":"number_input","is_decimal_allowed":true,"min_value":"1","initial_value":"2"}}]}`,
	} {
		f.Add([]byte(seed), "a")
	}
	f.Fuzz(func(t *testing.T, raw []byte, value string) {
		s := New(Options{Now: func() time.Time { return time.Unix(0, 0) }})
		defer s.Close()
		v, err := s.newView(ReaderID, raw, modalSurface)
		if err != nil {
			return
		}
		v.Root = v.ID
		s.opened(v)
		told, err := json.Marshal(s.viewJSON(v)["blocks"])
		if err != nil {
			t.Fatal(err)
		}
		for _, in := range v.inputs {
			s.Fill(ReaderID, v.ID, in.block, value)
		}
		s.Submit(ReaderID, v.ID)
		var again map[string]any
		_ = json.Unmarshal(raw, &again)
		again["blocks"] = json.RawMessage(told)
		raw, _ = json.Marshal(again)
		if err := s.fillView(v, raw, modalSurface); err != nil || string(v.Blocks) != string(told) {
			t.Errorf("took %s and gave %s, then %v", raw, told, err)
		}
	})
}
