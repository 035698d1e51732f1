package bot

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"natobot/bot/localslack"
	"natobot/commands"
	"natobot/commands/answer"
	"natobot/consensus"
)

// overHTTP is a world whose Slack reaches the bot over HTTP.
func overHTTP(t *testing.T, test func(w *world)) {
	t.Helper()
	inWorldBy(t, newWebDoor, test)
}

// text gives the top-level text of the message that an answer brings.
func (a answered) text(t *testing.T) string {
	t.Helper()
	var m struct{ Text string }
	if err := json.Unmarshal([]byte(a.body), &m); err != nil {
		t.Fatalf("%d, %q: %v", a.status, a.body, err)
	}
	return m.Text
}

func TestAnswersOverHTTP(t *testing.T) {
	t.Run("what is ready goes with the response", func(t *testing.T) {
		overHTTP(t, func(w *world) {
			b := w.run()
			got := w.door.send(t, w.typed(reader, "status", "T1"))
			if got.status != http.StatusOK || got.text(t) != "You asked: status" || got.header.Get("Content-Type") != "application/json; charset=utf-8" {
				t.Errorf("got %+v", got)
			}
			_ = b.end()
		})
	})
	t.Run("what is not ready goes by the response URL", func(t *testing.T) {
		overHTTP(t, func(w *world) {
			w.desk.answer = func(context.Context, commands.Request) answer.Reply {
				time.Sleep(20 * time.Second)
				return answer.Reply{Title: "Recorded."}
			}
			b := w.run()
			before := time.Now()
			inv := w.Command(reporter, deskRoom, "/nato", "stance Poland backs Rutte")
			w.acknowledged(inv)
			if took := time.Since(before); took > 2*time.Second || len(inv.Replies()) > 0 {
				t.Errorf("S1: acknowledged after %s with %d answers", took, len(inv.Replies()))
			}
			if got := w.replies(inv, 1)[0]; got.Text != "Recorded." {
				t.Errorf("got %q", got.Text)
			}
			_ = b.end()
		})
	})
	t.Run("what Slack hung up on goes by the response URL", func(t *testing.T) {
		overHTTP(t, func(w *world) {
			w.desk.answer = func(context.Context, commands.Request) answer.Reply {
				time.Sleep(time.Second)
				return answer.Reply{Title: "Recorded."}
			}
			b := w.run()
			inv := w.Command(reporter, deskRoom, "/nato", "undo")
			time.Sleep(500 * time.Millisecond)
			w.door.cut()
			if got := w.replies(inv, 2)[1]; got.Text != "Recorded." { // after Slack's own word
				t.Errorf("got %q", got.Text)
			}
			_ = b.end()
		})
	})
	t.Run("an answer of 40 KB fits a response", func(t *testing.T) {
		overHTTP(t, func(w *world) {
			w.desk.answer = func(context.Context, commands.Request) answer.Reply {
				return answer.Reply{Title: "Long", Sections: []answer.Section{answer.Paragraph{Text: answer.Line{{Text: strings.Repeat("\u0001", 3000)}}}}}
			}
			b := w.run()
			if got := w.door.send(t, w.typed(reader, "status", "T1")); len(got.body) < maxAck {
				t.Errorf("%d bytes", len(got.body))
			}
			_ = b.end()
		})
	})
}

// Slack sends a thing again that it got no answer to, or got none from in time.
func TestDeliveredAgainOverHTTP(t *testing.T) {
	retry := func(r *http.Request) {
		r.Header.Set("X-Slack-Retry-Num", "1")
		r.Header.Set("X-Slack-Retry-Reason", "http_timeout")
	}
	t.Run("S1 the same trigger gets the same answer", func(t *testing.T) {
		overHTTP(t, func(w *world) {
			n := 0
			w.desk.answer = func(context.Context, commands.Request) answer.Reply {
				n++
				return answer.Reply{Title: fmt.Sprintf("Answer %d", n)}
			}
			b := w.run()
			first := w.door.send(t, w.typed(reporter, "undo", "T1"))
			time.Sleep(time.Minute)
			again := w.door.send(t, w.typed(reporter, "undo", "T1").changed(retry))
			if again.body != first.body || n != 1 {
				t.Errorf("first %q, then %q; asked %d times", first.body, again.body, n)
			}
			_ = b.end()
		})
	})
	t.Run("S1 while the first is worked on, too", func(t *testing.T) {
		overHTTP(t, func(w *world) {
			w.desk.answer = func(context.Context, commands.Request) answer.Reply {
				time.Sleep(time.Second)
				return answer.Reply{Title: "Recorded."}
			}
			b := w.run()
			got := make(chan answered, 2)
			for range 2 {
				go func() { got <- w.door.send(t, w.typed(reporter, "undo", "T1")) }()
			}
			for range 2 {
				if a := <-got; a.text(t) != "Recorded." {
					t.Errorf("got %+v", a)
				}
			}
			if n := len(w.desk.asked()); n != 1 {
				t.Errorf("asked %d times", n)
			}
			_ = b.end()
		})
	})
	t.Run("S1 the same event is one visit", func(t *testing.T) {
		overHTTP(t, func(w *world) {
			b := w.run()
			body := fmt.Sprintf(`{"type":"event_callback","team_id":%q,"event_id":"Ev1","event":{"type":"app_home_opened","user":%q,"tab":"home"}}`, localslack.TeamID, reader)
			for i := range 3 {
				k := knock{path: "/slack/events", kind: jsonType, body: body, secret: signingSecret, at: w.now()}
				if got := w.door.send(t, k.changed(retry)); got.status != http.StatusOK || got.body != "" {
					t.Errorf("%d: %+v", i, got)
				}
				time.Sleep(time.Minute)
			}
			_ = b.end()
			if n := strings.Count(w.log.String(), "delivered a request again"); n != 2 {
				t.Errorf("recognised %d times: %s", n, w.log)
			}
		})
	})
	t.Run("S1 after a restart it records nothing again, and says the same", func(t *testing.T) {
		inWorldBy(t, newWebDoor, inArticle(func(a *article) {
			before := a.entries()
			first := a.door.send(t, a.typed(reporter, "stance Poland backs Rutte", "T1"))
			a.bot.seen.reset() // all that a restart forgets
			again := a.door.send(t, a.typed(reporter, "stance Poland backs Rutte", "T1").changed(retry))
			if first.text(t) != again.text(t) || a.entries() != before+1 {
				t.Errorf("%d entries, were %d; first %q, then %q", a.entries(), before, first.text(t), again.text(t))
			}
		}))
	})
}

func TestSlackChecksTheAddress(t *testing.T) {
	overHTTP(t, func(w *world) {
		b := w.begin(w.config()) // also before it knows who it is
		event := knock{path: "/slack/events", kind: jsonType, body: `{"type":"url_verification","challenge":"3eZbrw1a","token":"x"}`, secret: signingSecret, at: w.now()}
		if got := w.door.send(t, event); got.status != http.StatusOK || got.body != `{"challenge":"3eZbrw1a"}` {
			t.Errorf("url_verification: %+v", got)
		}
		for _, path := range []string{"/slack/commands", "/slack/interactions"} {
			if got := w.door.send(t, knock{path: path, kind: formType, body: "ssl_check=1&token=x", secret: signingSecret, at: w.now()}); got.status != http.StatusOK || got.body != "" {
				t.Errorf("ssl_check at %s: %+v", path, got)
			}
		}
		if got := w.door.send(t, knock{path: "/slack/options", kind: formType, body: "payload={}", secret: signingSecret, at: w.now()}); got.body != `{"options":[]}` {
			t.Errorf("options: %+v", got)
		}
		_ = b.end()
	})
}

func TestTwoSecrets(t *testing.T) {
	overHTTP(t, func(w *world) {
		c := w.config()
		c.SigningSecrets = []string{"the-new-one", "the-old-one"}
		b := w.begin(c)
		time.Sleep(time.Second)
		for _, tt := range []struct {
			secret string
			want   int
		}{{"the-new-one", 200}, {"the-old-one", 200}, {signingSecret, 401}, {"", 401}} {
			k := w.typed(reader, "status", "T-"+tt.secret)
			k.secret = tt.secret
			if got := w.door.send(t, k); got.status != tt.want {
				t.Errorf("%q: %d", tt.secret, got.status)
			}
		}
		_ = b.end()
	})
	// S11
	for _, secrets := range [][]string{nil, {}, {""}, {"s", ""}} {
		c := Config{BotToken: "x", Desk: &testDesk{}, Posts: &testPosts{}, Now: time.Now, Zone: time.UTC, Log: slog.New(slog.DiscardHandler), SigningSecrets: secrets}
		if _, err := New(c); err == nil {
			t.Errorf("S11: a bot with the secrets %q", secrets)
		}
	}
}

func TestReadyOverHTTP(t *testing.T) {
	overHTTP(t, func(w *world) {
		w.FailNext("auth.test", 3, localslack.Unavailable(503))
		b := w.begin(w.config())
		time.Sleep(time.Second)
		if got := w.door.send(t, w.typed(reader, "status", "T1")); got.status != http.StatusServiceUnavailable || b.Ready() == nil {
			t.Errorf("before it knows who it is: %+v, ready: %v", got, b.Ready())
		}
		time.Sleep(time.Minute)
		if err := b.Ready(); err != nil {
			t.Error(err)
		}
		w.FailNext("auth.test", localslack.Forever, localslack.Unavailable(503))
		time.Sleep(5 * time.Minute)
		if b.Ready() == nil {
			t.Error("D3: ready while Slack does not answer")
		}
		w.Heal()
		time.Sleep(5 * time.Minute)
		if err := b.Ready(); err != nil {
			t.Errorf("healed: %v", err)
		}
		w.FailNext("auth.test", localslack.Forever, localslack.Refused("token_revoked"))
		if refusal, ok := errors.AsType[*consensus.Error](<-b.done); !ok || !strings.Contains(refusal.Message, "SLACK_BOT_TOKEN") {
			t.Errorf("D4: ended with %v", refusal)
		}
		if got := w.door.send(t, w.typed(reader, "status", "T2")); got.status != http.StatusServiceUnavailable {
			t.Errorf("after its end: %+v", got)
		}
	})
}

func TestPanicOverHTTP(t *testing.T) {
	overHTTP(t, func(w *world) {
		var broken atomic.Bool
		c := w.config()
		c.Now = func() time.Time {
			if broken.Load() {
				panic("no clock")
			}
			return w.now()
		}
		b := w.begin(c)
		time.Sleep(time.Second)
		broken.Store(true)
		got := httptest.NewRecorder()
		r := httptest.NewRequestWithContext(context.Background(), http.MethodPost, "/slack/commands", io.NopCloser(&bytes.Buffer{}))
		r.Header[headerTimestamp], r.Header[headerSignature] = []string{"1"}, []string{"v0="}
		b.Handler().ServeHTTP(got, r)
		broken.Store(false)
		if got.Code != http.StatusInternalServerError || strings.Contains(got.Body.String(), "clock") {
			t.Errorf("%d %s", got.Code, got.Body)
		}
		_ = b.end()
		if !strings.Contains(w.log.String(), "no clock") {
			t.Errorf("the log says nothing: %s", w.log)
		}
	})
}
