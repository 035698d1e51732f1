package localslack_test

import (
	"errors"
	"net/url"
	"testing"
	"time"

	"github.com/gorilla/websocket"
	"github.com/slack-go/slack"
	"github.com/slack-go/slack/socketmode"

	"natobot/bot/localslack"
)

func TestCallsFailAsOrdered(t *testing.T) {
	say := slack.MsgOptionText("hello", false)
	for name, tc := range map[string]struct {
		fault localslack.Fault
		seen  func(error) bool
		shown int // messages that stand there afterwards
	}{
		"S4 429": {localslack.RateLimited(7 * time.Second), func(err error) bool {
			var limited *slack.RateLimitedError
			return errors.As(err, &limited) && limited.RetryAfter == 7*time.Second
		}, 0},
		"503": {localslack.Unavailable(503), func(err error) bool {
			var status slack.StatusCodeError
			return errors.As(err, &status) && status.Code == 503
		}, 0},
		"D4 missing_scope": {localslack.Refused("missing_scope"), func(err error) bool {
			var refused slack.SlackErrorResponse
			return errors.As(err, &refused) && refused.Err == "missing_scope" && refused.Needed != ""
		}, 0},
		"S3 carried out, reply lost": {localslack.ReplyLost(), func(err error) bool {
			var transport *url.Error
			return errors.As(err, &transport)
		}, 1},
	} {
		t.Run(name, func(t *testing.T) {
			workspace(t, func(t *testing.T, d *desk) {
				d.FailNext("chat.postMessage", 2, tc.fault)
				for i := range 2 {
					if _, _, err := d.api.PostMessage(localslack.DeskID, say); !tc.seen(err) {
						t.Errorf("call %d gives %v", i+1, err)
					}
				}
				if n := len(d.Messages(localslack.DeskID, localslack.ReaderID)); n != 2*tc.shown {
					t.Errorf("%d messages stand there, want %d", n, 2*tc.shown)
				}
				d.mustPost(localslack.DeskID, say) // the third call is well again
			})
		})
	}
}

func TestHealEndsFaults(t *testing.T) {
	workspace(t, func(t *testing.T, d *desk) {
		d.FailNext("auth.test", localslack.Forever, localslack.Refused("account_inactive"))
		for range 3 {
			if _, err := d.api.AuthTest(); slackError(err) != "account_inactive" {
				t.Fatalf("got %v", err)
			}
		}
		d.Heal()
		if _, err := d.api.AuthTest(); err != nil {
			t.Errorf("after Heal: %v", err)
		}
	})
}

// S1: an envelope may come twice, with one id.
func TestDuplicatedEnvelope(t *testing.T) {
	workspace(t, func(t *testing.T, d *desk) {
		ids := make(chan string, 4)
		d.raw(func(f frame) any { ids <- f.EnvelopeID; return nil })
		d.DuplicateEnvelopes(1)
		inv := d.Command(localslack.ReaderID, localslack.DeskID, "/nato", "status")
		if a, b := <-ids, <-ids; a != b || a != inv.EnvelopeID {
			t.Errorf("delivered %s and %s, want %s twice", a, b, inv.EnvelopeID)
		}
		d.Command(localslack.ReaderID, localslack.DeskID, "/nato", "status")
		<-ids
		pass(time.Second)
		if len(ids) != 0 {
			t.Error("the next one came twice as well")
		}
	})
}

// S1: what was lost comes again on a later connection, marked as a retry.
func TestDroppedEnvelopeIsRedelivered(t *testing.T) {
	workspace(t, func(t *testing.T, d *desk) {
		frames := make(chan frame, 4)
		d.raw(func(f frame) any { frames <- f; return nil })
		d.DropEnvelopes(1)
		inv := d.Command(localslack.ReporterID, localslack.DeskID, "/nato", "stance")
		d.wait(inv, 1) // the timeout
		if len(frames) != 0 {
			t.Fatalf("the envelope arrived: %+v", <-frames)
		}
		d.CloseSockets()
		d.await("the sockets to be gone", func() bool { return d.Connections() == 0 })
		d.raw(func(f frame) any {
			frames <- f
			return map[string]any{"envelope_id": f.EnvelopeID, "payload": map[string]any{"text": "recorded"}}
		})
		if n := d.Redeliver(); n != 1 {
			t.Fatalf("%d redelivered, want 1", n)
		}
		f := <-frames
		if f.EnvelopeID != inv.EnvelopeID || f.RetryAttempt != 1 || f.RetryReason == "" {
			t.Errorf("redelivered as %+v", f)
		}
		if got := d.wait(inv, 2); got[1].Text != "recorded" {
			t.Errorf("the person sees %+v", got)
		}
		if n := d.Redeliver(); n != 0 {
			t.Errorf("%d redelivered after the acknowledgement", n)
		}
	})
}

// D1: slack-go gives a silent connection up and makes another.
func TestSilenceIsNoticed(t *testing.T) {
	workspace(t, func(t *testing.T, d *desk) {
		hellos := make(chan struct{}, 10)
		d.connect(func(c *socketmode.Client, e socketmode.Event) {
			if e.Type == socketmode.EventTypeHello {
				hellos <- struct{}{}
			}
			acks(c, e)
		})
		<-hellos
		d.Silence()
		inv := d.Command(localslack.ReaderID, localslack.DeskID, "/nato", "status")
		if err := inv.Acknowledged(t.Context()); !errors.Is(err, localslack.ErrNotAcknowledged) {
			t.Errorf("over a silent connection: %v", err)
		}
		start := time.Now()
		<-hellos
		if waited := time.Since(start); waited > 2*time.Minute {
			t.Errorf("it took %v", waited)
		}
		again := d.Command(localslack.ReaderID, localslack.DeskID, "/nato", "status")
		if err := again.Acknowledged(t.Context()); err != nil {
			t.Errorf("over the new connection: %v", err)
		}
	})
}

func TestDisconnect(t *testing.T) {
	for _, reason := range []string{"warning", "refresh_requested", "link_disabled"} {
		t.Run(reason, func(t *testing.T) {
			workspace(t, func(t *testing.T, d *desk) {
				ws, _ := d.open()
				d.Disconnect(reason)
				var f frame
				if err := ws.ReadJSON(&f); err != nil || f.Type != "disconnect" || f.Reason != reason {
					t.Fatalf("told %+v, %v", f, err)
				}
				pass(time.Second)
				if open := d.Connections() == 1; open != (reason == "warning") {
					t.Errorf("the connection is open: %v", open)
				}
			})
		})
	}
}

func TestSlackGoReconnectsAfterRefresh(t *testing.T) {
	workspace(t, func(t *testing.T, d *desk) {
		hellos := make(chan struct{}, 10)
		d.connect(func(_ *socketmode.Client, e socketmode.Event) {
			if e.Type == socketmode.EventTypeHello {
				hellos <- struct{}{}
			}
		})
		<-hellos
		d.Disconnect("refresh_requested")
		<-hellos
	})
}

// D4: slack-go ends for good on these; an app has to notice.
func TestPermanentErrorEndsTheSocket(t *testing.T) {
	workspace(t, func(t *testing.T, d *desk) {
		d.FailNext("apps.connections.open", localslack.Forever, localslack.Refused("invalid_auth"))
		client := socketmode.New(d.api, socketmode.OptionDialer(&websocket.Dialer{NetDialContext: d.net.dial}))
		if err := client.RunContext(t.Context()); err == nil || err.Error() != "invalid_auth" {
			t.Errorf("Run ended with %v", err)
		}
	})
}

func TestReorderedEnvelopes(t *testing.T) {
	workspace(t, func(t *testing.T, d *desk) {
		ids := make(chan string, 4)
		d.raw(func(f frame) any { ids <- f.EnvelopeID; return map[string]any{"envelope_id": f.EnvelopeID} })
		d.ReorderEnvelopes(2)
		first := d.Command(localslack.ReaderID, localslack.DeskID, "/nato", "one")
		second := d.Command(localslack.ReaderID, localslack.DeskID, "/nato", "two")
		if a, b := <-ids, <-ids; a != second.EnvelopeID || b != first.EnvelopeID {
			t.Error("they came in their order")
		}
	})
}

func TestLostAcknowledgement(t *testing.T) {
	workspace(t, func(t *testing.T, d *desk) {
		d.raw(func(f frame) any { return map[string]any{"envelope_id": f.EnvelopeID} })
		d.LoseAcks(1)
		for _, want := range []error{localslack.ErrNotAcknowledged, nil} {
			if err := d.Command(localslack.ReaderID, localslack.DeskID, "/nato", "status").Acknowledged(t.Context()); !errors.Is(err, want) {
				t.Errorf("got %v, want %v", err, want)
			}
		}
		if n := d.Redeliver(); n != 1 {
			t.Errorf("%d redelivered", n)
		}
	})
}

// Slack sends nothing more by a connection that it closes.
func TestRefreshOfOneConnection(t *testing.T) {
	workspace(t, func(t *testing.T, d *desk) {
		old, _ := d.open()
		d.raw(func(f frame) any { return map[string]any{"envelope_id": f.EnvelopeID} })
		d.Refresh()
		for range 3 {
			if err := d.Command(localslack.ReaderID, localslack.DeskID, "/nato", "status").Acknowledged(t.Context()); err != nil {
				t.Error(err)
			}
		}
		var f frame
		if err := old.ReadJSON(&f); err != nil || f.Reason != "refresh_requested" {
			t.Errorf("told %+v, %v", f, err)
		}
	})
}
