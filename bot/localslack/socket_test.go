package localslack_test

import (
	"errors"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/gorilla/websocket"
	"github.com/slack-go/slack"
	"github.com/slack-go/slack/socketmode"

	"natobot/bot/localslack"
)

func TestCommandReachesTheApp(t *testing.T) {
	workspace(t, func(t *testing.T, d *desk) {
		var heard slack.SlashCommand
		d.connect(func(c *socketmode.Client, e socketmode.Event) {
			if cmd, ok := e.Data.(slack.SlashCommand); ok {
				heard = cmd
				_ = c.Ack(*e.Request, map[string]any{"text": "27 missing"})
			}
		})
		inv := d.Command(localslack.ReaderID, localslack.DeskID, "/nato", "status")
		got := d.wait(inv, 1)
		if heard.Command != "/nato" || heard.Text != "status" || heard.UserID != localslack.ReaderID {
			t.Errorf("the app heard %+v", heard)
		}
		if got[0].Text != "27 missing" || got[0].To != localslack.ReaderID {
			t.Errorf("answered %+v, want it for the asker alone", got[0])
		}
		if seen := d.Messages(localslack.DeskID, localslack.EditorID); len(seen) != 0 {
			t.Errorf("another person sees %+v", seen)
		}
	})
}

func TestNoAppMeansSlackSaysSo(t *testing.T) {
	workspace(t, func(t *testing.T, d *desk) {
		got := d.wait(d.Command(localslack.ReaderID, localslack.DeskID, "/nato", "status"), 1)
		if want := "/nato failed because the app did not respond."; got[0].Text != want {
			t.Errorf("got %q, want %q", got[0].Text, want)
		}
	})
}

func TestAcknowledgement(t *testing.T) {
	timeout := `operation_timeout`
	for name, tc := range map[string]struct {
		payload any
		ack     bool
		want    string
	}{
		"none":                         {want: timeout},
		"in the channel":               {ack: true, payload: map[string]any{"text": "all see", "response_type": "in_channel"}, want: "all see"},
		"S6 of 20,480 bytes or more":   {ack: true, payload: map[string]any{"text": strings.Repeat("x", 20_480)}, want: timeout},
		"with blocks that are refused": {ack: true, payload: map[string]any{"blocks": []any{map[string]any{"type": "nonsense"}}}, want: "invalid_command_response"},
	} {
		t.Run(name, func(t *testing.T) {
			workspace(t, func(t *testing.T, d *desk) {
				d.raw(func(f frame) any {
					if !tc.ack {
						return nil
					}
					return map[string]any{"envelope_id": f.EnvelopeID, "payload": tc.payload}
				})
				got := d.wait(d.Command(localslack.ReaderID, localslack.DeskID, "/nato", "status"), 1)
				if !strings.Contains(got[0].Text, tc.want) {
					t.Errorf("the person sees %q, want %q", got[0].Text, tc.want)
				}
			})
		})
	}
}

func TestHello(t *testing.T) {
	workspace(t, func(t *testing.T, d *desk) {
		_, first := d.open()
		_, second := d.open()
		if first.Type != "hello" || first.NumConnections != 1 || second.NumConnections != 2 {
			t.Errorf("hellos %+v and %+v, want them to count 1 and 2", first, second)
		}
	})
}

func TestSocketAddressWorksOnce(t *testing.T) {
	workspace(t, func(t *testing.T, d *desk) {
		_, url, err := d.api.StartSocketModeContext(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		for i, want := range []int{http.StatusSwitchingProtocols, http.StatusForbidden} {
			ws, resp, _ := (&websocket.Dialer{NetDialContext: d.net.dial}).DialContext(t.Context(), url, nil)
			if ws != nil {
				defer ws.Close()
			}
			if resp.StatusCode != want {
				t.Errorf("dial %d: status %d, want %d", i+1, resp.StatusCode, want)
			}
		}
	})
}

// D2: the eleventh socket is turned away; an app that leaves old ones open runs into it.
func TestEleventhSocketIsTurnedAway(t *testing.T) {
	workspace(t, func(t *testing.T, d *desk) {
		for range 10 {
			d.open()
		}
		if _, f := d.open(); f.Type != "disconnect" || f.Reason != "too_many_websockets" {
			t.Errorf("the eleventh was told %+v", f)
		}
		if n := d.Connections(); n != 10 {
			t.Errorf("%d connections, want 10", n)
		}
	})
}

func TestEachEnvelopeGoesToOneConnection(t *testing.T) {
	workspace(t, func(t *testing.T, d *desk) {
		var taken [2]atomic.Int32
		for i := range taken {
			d.raw(func(f frame) any {
				taken[i].Add(1)
				return map[string]any{"envelope_id": f.EnvelopeID, "payload": map[string]any{"text": "ok"}}
			})
		}
		for range 6 {
			d.wait(d.Command(localslack.ReaderID, localslack.DeskID, "/nato", ""), 1)
		}
		if a, b := taken[0].Load(), taken[1].Load(); a != 3 || b != 3 {
			t.Errorf("the connections took %d and %d of 6", a, b)
		}
	})
}

func TestUnacknowledgedCommandIsATimeout(t *testing.T) {
	workspace(t, func(t *testing.T, d *desk) {
		d.open()
		start := time.Now()
		inv := d.Command(localslack.ReaderID, localslack.DeskID, "/nato", "status")
		if err := inv.Acknowledged(t.Context()); !errors.Is(err, localslack.ErrNotAcknowledged) {
			t.Errorf("ended with %v", err)
		}
		if waited := time.Since(start); waited != 3*time.Second {
			t.Errorf("Slack waited %v, want 3 s", waited)
		}
		if got := inv.Replies()[0]; got.Text != `/nato failed with the error "operation_timeout".` || got.To != localslack.ReaderID {
			t.Errorf("the person sees %+v", got)
		}
	})
}

// An acknowledgement that comes too late changes nothing any more.
func TestLateAcknowledgement(t *testing.T) {
	workspace(t, func(t *testing.T, d *desk) {
		ws, _ := d.open()
		inv := d.Command(localslack.ReaderID, localslack.DeskID, "/nato", "status")
		d.wait(inv, 1)
		_ = ws.WriteJSON(map[string]any{"envelope_id": inv.EnvelopeID, "payload": map[string]any{"text": "late"}})
		pass(time.Second)
		if got := inv.Replies(); len(got) != 1 {
			t.Errorf("the person sees %+v", got)
		}
	})
}

func TestInChannelAnswerShowsTheCommand(t *testing.T) {
	workspace(t, func(t *testing.T, d *desk) {
		d.raw(func(f frame) any {
			return map[string]any{"envelope_id": f.EnvelopeID, "payload": map[string]any{"text": "27", "response_type": "in_channel"}}
		})
		d.wait(d.Command(localslack.ReaderID, localslack.PoliticsID, "/nato", "status here"), 1)
		got := d.Messages(localslack.PoliticsID, localslack.EditorID)
		if len(got) != 2 || got[0].Text != "/nato status here" || got[0].User != localslack.ReaderID || got[1].Text != "27" {
			t.Errorf("another person sees %+v", got)
		}
	})
}

func TestFramesThatAreNoAcknowledgement(t *testing.T) {
	workspace(t, func(t *testing.T, d *desk) {
		ws, _ := d.open()
		for _, f := range []string{"", "{", `[]`, `{"envelope_id":7}`, `{"envelope_id":"unknown"}`, `{"payload":"text"}`} {
			_ = ws.WriteMessage(websocket.TextMessage, []byte(f))
		}
		inv := d.Command(localslack.ReaderID, localslack.DeskID, "/nato", "")
		_ = ws.WriteJSON(map[string]any{"envelope_id": inv.EnvelopeID})
		if err := inv.Acknowledged(t.Context()); err != nil {
			t.Errorf("the connection did not survive: %v", err)
		}
	})
}

func TestPeerThatDoesNotReadIsCutOff(t *testing.T) {
	workspace(t, func(t *testing.T, d *desk) {
		d.open()
		for range 300 {
			d.Command(localslack.ReaderID, localslack.DeskID, "/nato", "status")
		}
		d.await("the connection to be gone", func() bool { return d.Connections() == 0 })
	})
}

func TestPings(t *testing.T) {
	workspace(t, func(t *testing.T, d *desk) {
		ws, _ := d.open()
		var pings []time.Time
		ws.SetPingHandler(func(data string) error {
			pings = append(pings, time.Now())
			if len(pings) > 3 {
				return nil // no pong any more: a dead peer
			}
			return ws.WriteControl(websocket.PongMessage, []byte(data), time.Time{})
		})
		_, _, err := ws.ReadMessage()
		if err == nil || len(pings) < 4 {
			t.Fatalf("after %d pings: %v, want the peer that stopped answering cut off", len(pings), err)
		}
		if gap := pings[2].Sub(pings[1]); gap != 10*time.Second {
			t.Errorf("a ping every %v", gap)
		}
		d.await("the connection to be gone", func() bool { return d.Connections() == 0 })
	})
}
