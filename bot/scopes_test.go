package bot

import (
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"natobot/commands/answer"
)

// A call that lacks a scope is made once in ten minutes; the same of another channel, whose kind may need
// another scope, and other calls, are made.
func TestCallThatLacksAScopeIsNotMadeAgain(t *testing.T) {
	now := time.Date(2026, 11, 28, 9, 0, 0, 0, time.UTC)
	var asked []string
	slack := httptest.NewServer(http.HandlerFunc(func(out http.ResponseWriter, r *http.Request) {
		asked = append(asked, r.FormValue("channel"))
		if r.FormValue("channel") == "G1" {
			_, _ = io.WriteString(out, `{"ok":false,"error":"missing_scope","needed":"groups:read","provided":"commands"}`)
			return
		}
		_, _ = io.WriteString(out, `{"ok":true,"text":"`+strings.Repeat(`missing_scope `, 500)+`"}`)
	}))
	defer slack.Close()
	s := &scoped{Client: slack.Client(), now: func() time.Time { return now }, refused: map[string]refusal{}}
	ask := func(channel, want string) {
		t.Helper()
		r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, slack.URL+"/api/conversations.info", strings.NewReader(url.Values{"channel": {channel}}.Encode()))
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		got, err := s.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		defer got.Body.Close()
		if body, err := io.ReadAll(got.Body); err != nil || !strings.Contains(string(body), want) || want == "true" && len(body) < 5000 {
			t.Errorf("%s: %.200q, %v", channel, body, err)
		}
	}
	for range 3 {
		ask("G1", "groups:read")
		ask("C1", "true")
	}
	now = now.Add(refusedFor)
	ask("G1", "groups:read")
	if !slices.Equal(asked, []string{"G1", "C1", "C1", "C1", "G1"}) {
		t.Error(asked)
	}
}

// Home says what is off, and how the app is installed again.
func TestHomeSaysWhatIsOff(t *testing.T) {
	inWorld(t, func(w *world) {
		w.numberedHome()
		b := w.run()
		synctest.Wait()
		for _, s := range scopes {
			if s.name != "files:read" && s.name != "im:history" {
				b.people.self.Scopes += s.name + ","
			}
		}
		b.config.Install = "https://bot.example/slack/install"
		w.acknowledged(w.OpenHome(reporter))
		pass(time.Second)
		if got := w.home(reporter); !strings.Contains(got, "off here: pictures; direct messages") || !strings.Contains(got, "bot.example/slack/install") || !strings.Contains(got, "Poland") {
			t.Errorf("it says %q", got)
		}
		_ = b.end()
	})
	if plain := notGranted([]string{"pictures"}, "").(answer.Paragraph).Text[0].Text; !strings.Contains(plain, "Install App") {
		t.Error(plain)
	}
}
