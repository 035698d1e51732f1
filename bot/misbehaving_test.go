package bot

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"natobot/bot/localslack"
	"natobot/consensus"
)

// TestMisbehavingSlack is what Slack, and what lies between it and us, does one day or
// another. All of it goes over the protocol itself.
func TestMisbehavingSlack(t *testing.T) {
	tests := []struct {
		name string
		do   func(w *world, b *running)
	}{
		{"a refresh loses nothing", refreshLosesNothing},
		{"D1 a proxy stops forwarding", stalledProxy},
		{"slow", slowSlack},
		{"half-written frames", tornFrames},
		{"disconnected every second", disconnectedEverySecond},
		{"S4 429 to all that it is asked", tooManyRequests},
		{"5xx to all that it is asked", outage},
		{"S1 envelopes twice, and in another order", shuffled},
		{"S1 acknowledgements are lost", lostAcks},
		{"unknown events", unknownEvents},
		{"D4 the bot token is revoked", revokedBotToken},
		{"D4 the app token is revoked", revokedAppToken},
		{"D4 Socket Mode is switched off", switchedOff},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			inWorld(t, func(w *world) {
				b := w.run()
				w.bothConnected()
				tt.do(w, b)
				_ = b.end()
			})
		})
	}
}

// bothConnected waits until both connections are made.
func (w *world) bothConnected() {
	w.t.Helper()
	w.until("both connections are made", 15*time.Minute, func() bool { return w.Connections() == 2 })
}

// until waits for something within a time.
func (w *world) until(what string, within time.Duration, is func() bool) {
	w.t.Helper()
	for begun := time.Now(); !is(); time.Sleep(100 * time.Millisecond) {
		if time.Since(begun) > within {
			w.t.Fatalf("%s: not within %s", what, within)
		}
	}
}

// serves checks that the bot says that it is well, and is.
func (w *world) serves(b *running) {
	w.t.Helper()
	if err := b.Ready(); err != nil {
		w.t.Errorf("not ready: %v", err)
	}
	w.replies(w.Command(reader, deskRoom, "/nato", "status"), 1)
}

// isDeaf waits until the bot says that it hears nothing.
func (w *world) isDeaf(b *running, within time.Duration) {
	w.t.Helper()
	w.until("D3 readiness turns false", within, func() bool { return b.Ready() != nil })
}

func (w *world) heals(b *running) {
	w.t.Helper()
	w.Heal()
	w.until("readiness turns true again", 10*time.Minute, func() bool { return b.Ready() == nil })
	w.serves(b)
	w.bothConnected()
	w.serves(b)
}

func refreshLosesNothing(w *world, b *running) {
	var sent []*localslack.Invocation
	for i := range 600 {
		if i%100 == 50 {
			w.bothConnected()
			w.Refresh()
		}
		sent = append(sent, w.Command(reporter, deskRoom, "/nato", fmt.Sprint("stance ", i)))
		time.Sleep(200 * time.Millisecond)
		if err := b.Ready(); err != nil {
			w.t.Fatalf("not ready while one connection is made anew: %v", err)
		}
	}
	time.Sleep(5 * time.Second)
	for i, inv := range sent {
		if err := inv.Acknowledged(w.t.Context()); err != nil || len(inv.Replies()) != 1 {
			w.t.Errorf("command %d: %v, %d answers", i, err, len(inv.Replies()))
		}
	}
	w.bothConnected()
}

func stalledProxy(w *world, b *running) {
	w.FailNext("apps.connections.open", localslack.Forever, localslack.Unavailable(503))
	w.weather.stall()
	w.isDeaf(b, time.Minute+time.Second)
	w.heals(b)
}

func slowSlack(w *world, b *running) {
	w.weather.slow(900 * time.Millisecond)
	for i := range 20 {
		inv := w.Command(reporter, deskRoom, "/nato", fmt.Sprint("stance ", i))
		w.acknowledged(inv)
		w.replies(inv, 1)
	}
	w.weather.slow(0)
	w.serves(b)
}

func tornFrames(w *world, b *running) {
	for i := range 30 {
		w.weather.tear(1)
		w.Command(reporter, deskRoom, "/nato", fmt.Sprint("stance ", i))
		time.Sleep(3 * time.Second)
	}
	w.weather.tear(0)
	w.heals(b)
}

func disconnectedEverySecond(w *world, b *running) {
	var answered int
	for i := range 120 {
		w.Disconnect([]string{"warning", "refresh_requested"}[i%2])
		time.Sleep(500 * time.Millisecond)
		inv := w.Command(reader, deskRoom, "/nato", "status")
		time.Sleep(500 * time.Millisecond)
		if len(inv.Replies()) > 0 {
			answered++
		}
	}
	if n := w.Connections(); n > 2 {
		w.t.Errorf("D2: %d connections are open", n)
	}
	if answered < 110 {
		w.t.Errorf("%d of 120 commands were answered", answered)
	}
	w.heals(b)
}

func tooManyRequests(w *world, b *running) {
	for _, method := range []string{"apps.connections.open", "users.info", "auth.test", "response_url", "chat.postMessage", "views.open"} {
		w.FailNext(method, localslack.Forever, localslack.RateLimited(20*time.Second))
	}
	w.CloseSockets()
	time.Sleep(time.Second)
	if b.Ready() == nil {
		w.t.Error("ready without a connection")
	}
	time.Sleep(10 * time.Minute)
	w.heals(b)
}

func outage(w *world, b *running) {
	for _, method := range []string{"users.info", "auth.test", "response_url", "chat.postMessage", "views.open"} {
		w.FailNext(method, localslack.Forever, localslack.Unavailable(503))
	}
	inv := w.Command(localslack.EditorID, deskRoom, "/nato", "stance Poland backs Rutte")
	w.acknowledged(inv)
	time.Sleep(time.Minute)
	if got := inv.Replies(); len(got) != 0 && !strings.Contains(got[0].Text, "nothing was recorded") {
		w.t.Errorf("told %q", got[0].Text)
	}
	if len(w.desk.asked()) != 0 {
		w.t.Error("S9: recorded for somebody of whom Slack did not say who they are")
	}
	w.heals(b)
}

func shuffled(w *world, _ *running) {
	w.ReorderEnvelopes(10)
	var sent []*localslack.Invocation
	for i := range 10 {
		sent = append(sent, w.Command(reporter, deskRoom, "/nato", fmt.Sprint("stance ", i)))
	}
	w.DuplicateEnvelopes(10)
	for i := range 10 {
		sent = append(sent, w.Command(reporter, deskRoom, "/nato", fmt.Sprint("stance ", 10+i)))
	}
	for _, inv := range sent {
		w.replies(inv, 1)
	}
	time.Sleep(time.Minute)
	w.askedOnce()
	if n := len(w.desk.asked()); n != len(sent) {
		w.t.Errorf("the desk was asked %d times for %d commands", n, len(sent))
	}
}

func lostAcks(w *world, b *running) {
	w.LoseAcks(3)
	inv := w.Command(reporter, deskRoom, "/nato", "stance Poland backs Rutte")
	for range 3 { // Slack tries again, as it does with events
		time.Sleep(5 * time.Second)
		w.Redeliver()
	}
	time.Sleep(time.Minute)
	if w.Redeliver() != 0 {
		w.t.Error("it is not acknowledged yet")
	}
	if n := len(w.desk.asked()); n != 1 {
		w.t.Errorf("the desk was asked %d times, by %s", n, inv.EnvelopeID)
	}
	w.serves(b)
}

func unknownEvents(w *world, b *running) {
	for _, kind := range []string{"events_api", "interactive", "news", ""} {
		inv := w.Send(kind, map[string]any{"type": "event_callback", "event": map[string]any{"type": "moon_landing"}})
		w.acknowledged(inv) // unacknowledged it would come again for ever
	}
	w.serves(b)
}

func revokedBotToken(w *world, b *running) {
	w.FailNext("auth.test", localslack.Forever, localslack.Refused("token_revoked"))
	w.endsNaming(b, "SLACK_BOT_TOKEN")
}

func revokedAppToken(w *world, b *running) {
	w.FailNext("apps.connections.open", localslack.Forever, localslack.Refused("token_revoked"))
	w.Refresh()
	w.endsNaming(b, "SLACK_APP_TOKEN")
}

func switchedOff(w *world, b *running) {
	w.FailNext("apps.connections.open", localslack.Forever, localslack.Refused("socket_mode_not_enabled"))
	w.Disconnect("link_disabled")
	w.endsNaming(b, "Socket Mode")
}

// endsNaming checks that the bot ends by itself, and says which setting to mend.
func (w *world) endsNaming(b *running, setting string) {
	w.t.Helper()
	ctx, cancel := context.WithTimeout(w.t.Context(), 2*time.Minute)
	defer cancel()
	select {
	case err := <-b.done:
		refusal, ok := errors.AsType[*consensus.Error](err)
		if !ok || !strings.Contains(refusal.Message, setting) || refusal.Hint == "" {
			w.t.Errorf("ended with %v", err)
		}
		b.done <- nil // for end
	case <-ctx.Done():
		w.t.Error("it works on, and Slack does not take its token")
	}
}

// askedOnce checks that no request was put to the desk twice.
func (w *world) askedOnce() {
	w.t.Helper()
	var keys []string
	for _, r := range w.desk.asked() {
		if slices.Contains(keys, r.Key) {
			w.t.Errorf("S1: %s was carried out twice", r.Text)
		}
		keys = append(keys, r.Key)
	}
}
