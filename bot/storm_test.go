package bot

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"strings"
	"testing"
	"time"

	"natobot/bot/localslack"
	"natobot/commands"
	"natobot/commands/answer"
)

// storms is how many of them make test weathers, and make soak: there each is another.
const storms, soakStorms = 40, 20_000

// TestStorm has Slack and the network misbehave in every way at random while people ask,
// and then heals them. What is acknowledged is carried out once, or its person is told
// that it was not.
func TestStorm(t *testing.T) {
	n, first := storms, uint64(0)
	if os.Getenv("NATO_SOAK") != "" {
		n, first = soakStorms, rand.Uint64()
	}
	for i := range n {
		seed := first + uint64(i)
		if !t.Run(fmt.Sprintf("seed %d", seed), func(t *testing.T) { storm(t, seed) }) {
			return
		}
	}
}

func storm(t *testing.T, seed uint64) {
	r := rand.New(rand.NewPCG(seed, 5))
	inWorld(t, func(w *world) {
		w.desk.answer = func(_ context.Context, q commands.Request) answer.Reply {
			time.Sleep(time.Duration(len(q.Key+q.Text)%7) * 500 * time.Millisecond)
			return answer.Reply{Title: "You asked: " + q.Text}
		}
		b := w.run()
		evils := w.evils()
		var sent []*localslack.Invocation
		for i := range 200 {
			if r.IntN(3) == 0 {
				evils[r.IntN(len(evils))](1 + r.IntN(4))
			}
			if r.IntN(10) == 0 {
				w.Redeliver()
			}
			sent = append(sent, w.Command(reporter, deskRoom, "/nato", fmt.Sprintf("stance %d.", i)))
			time.Sleep(time.Duration(r.IntN(8000)) * time.Millisecond)
		}
		w.weather.slow(0)
		w.weather.tear(0)
		w.heals(b)
		w.Redeliver()
		time.Sleep(5 * time.Minute)
		w.accounted(sent)
		if err := b.end(); err != nil {
			t.Error(err)
		}
	})
}

// evils are the ways to misbehave; each takes how much of it.
func (w *world) evils() []func(n int) {
	failing := func(method string) func(int) {
		return func(n int) {
			faults := []localslack.Fault{
				localslack.RateLimited(time.Duration(n) * 5 * time.Second), localslack.Unavailable(500),
				localslack.Unavailable(503), localslack.ReplyLost(), localslack.Refused("internal_error"),
			}
			w.FailNext(method, n, faults[n%len(faults)])
		}
	}
	return []func(int){
		failing("apps.connections.open"), failing("users.info"), failing("response_url"), failing("auth.test"),
		w.DropEnvelopes, w.DuplicateEnvelopes, w.ReorderEnvelopes, w.LoseAcks, w.weather.tear,
		func(int) { w.CloseSockets() },
		func(int) { w.Silence() },
		func(int) { w.Refresh() },
		func(int) { w.Disconnect("warning") },
		func(int) { w.Disconnect("refresh_requested") },
		func(int) { w.weather.stall() },
		func(n int) { w.weather.slow(time.Duration(n-1) * 400 * time.Millisecond) },
		func(int) { w.Send("news", map[string]any{"type": "moon_landing"}) },
	}
}

// accounted checks that each command was carried out once at most, and that none that was
// acknowledged went astray.
func (w *world) accounted(sent []*localslack.Invocation) {
	w.t.Helper()
	w.askedOnce()
	asked := map[string]bool{}
	for _, r := range w.desk.asked() {
		asked[r.Text] = true
	}
	done, told := 0, 0
	for i, inv := range sent {
		text, refused := fmt.Sprintf("stance %d.", i), false
		for _, m := range inv.Replies() {
			refused = refused || strings.Contains(m.Text, "othing was recorded")
			if strings.Contains(m.Text, "You asked: ") && !strings.Contains(m.Text, "You asked: "+text) {
				w.t.Errorf("%s is answered %q", text, m.Text)
			}
		}
		switch acknowledged := inv.Acknowledged(w.t.Context()) == nil; {
		case asked[text]:
			done++
		case refused:
			told++
		case acknowledged:
			w.t.Errorf("%s was acknowledged, and neither carried out nor declined", text)
		}
	}
	w.t.Logf("of %d commands %d were carried out and %d declined", len(sent), done, told)
}
