package bot

import (
	"strings"
	"testing"
	"time"
)

// FuzzFrames has Slack send whatever frame over the socket, twice: nothing panics, nothing that
// no person did is asked of the desk, and the bot goes on.
func FuzzFrames(f *testing.F) {
	for _, seed := range []string{
		`{"type":"hello","num_connections":7,"connection_info":null}`,
		`{"type":"hello"}`,
		`{"type":"disconnect","reason":"warning","debug_info":{"host":"x"}}`,
		`{"type":"disconnect"}`,
		`{"type":"slash_commands","envelope_id":"E1","accepts_response_payload":true,"payload":{"command":"/nato","text":"stance Poland backs Rutte","user_id":"U0NOBODY","trigger_id":"1"}}`,
		`{"type":"slash_commands","envelope_id":"E1","payload":null}`,
		`{"type":"interactive","envelope_id":"E2","payload":{"type":"block_actions","user":{"id":"U0NOBODY"},"actions":[{"action_id":"ask:1","value":"status","type":"button","block_id":"b"}]}}`,
		`{"type":"interactive","envelope_id":"E3","payload":{"type":"view_submission","user":{"id":"U0NOBODY"},"view":{"id":"V1","type":"modal","callback_id":"form","private_metadata":"{}","state":{"values":{"a":{"b":{"type":"x"}}}}}}}`,
		`{"type":"interactive","envelope_id":"E4","payload":{"type":"message_action","callback_id":"record_stance","message":{"blocks":[{"type":"rich_text","elements":[{"type":"rich_text_section","elements":[null]}]}]}}}`,
		`{"type":"events_api","envelope_id":"E5","payload":{"type":"event_callback","event":{"type":"app_home_opened","user":"U0NOBODY","tab":"home"}}}`,
		`{"type":"events_api","envelope_id":"E6","payload":{"event":null}}`,
		`{"type":"options","envelope_id":"E7","payload":{}}`,
		`{"type":7}`, `[]`, `null`, `"x"`, `{`, ``, "\xff\x00",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, frame string) {
		inWorld(t, func(w *world) {
			b := w.run()
			w.Frame(frame)
			w.Frame(frame)
			time.Sleep(10 * time.Second)
			w.heals(b)
			if strings.Contains(w.log.String(), "panicked") {
				t.Errorf("%s", w.log)
			}
			for _, q := range w.desk.asked() {
				if q.User.ID != reader || q.Text != "status" {
					t.Errorf("of the desk was asked %+v", q)
				}
			}
		})
	})
}
