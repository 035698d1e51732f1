package localslack_test

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"

	"natobot/bot/localslack"
)

func pageOptions() localslack.Options {
	return localslack.Options{
		Now: func() time.Time { return time.Date(2024, 2, 23, 8, 0, 0, 0, time.UTC) }, Command: "/nato",
		BotToken: botToken, AppToken: appToken,
		Suggestions: []localslack.Suggestion{{Usage: "/nato status", Summary: "where it stands"}},
	}
}

// news is one event of a page's stream.
type news struct {
	Kind      string
	Connected *bool
	Moved     bool
	Message   *localslack.Message
	Clock     *struct{ Now int64 }
	State     *struct {
		Me       string
		People   []localslack.Person
		Messages []localslack.Message
		Channels []localslack.Channel
	}
	raw string
}

// watch opens a page's stream for a person.
func (d *desk) watch(user string) func() news {
	d.t.Helper()
	ctx, stop := context.WithCancel(d.t.Context())
	d.t.Cleanup(stop)
	req, _ := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+host+"/events?user="+user, nil)
	resp, err := d.http.Do(req)
	if err != nil || resp.StatusCode != http.StatusOK {
		d.t.Fatalf("events: %v, %v", resp, err)
	}
	d.t.Cleanup(func() { _ = resp.Body.Close() })
	lines := bufio.NewScanner(resp.Body)
	lines.Buffer(nil, 1<<20)
	return func() news {
		for lines.Scan() {
			if data, ok := strings.CutPrefix(lines.Text(), "data: "); ok {
				n := news{raw: data}
				if err := json.Unmarshal([]byte(data), &n); err != nil {
					d.t.Fatal(err)
				}
				return n
			}
		}
		return news{Kind: "ended"}
	}
}

func TestPageGetsTheStateAndWhatChanges(t *testing.T) {
	workspaceWith(t, pageOptions(), func(t *testing.T, d *desk) {
		d.Post(localslack.EditorID, localslack.DeskID, "before")
		next := d.watch(localslack.ReaderID)
		state := next()
		if state.Kind != "state" || state.State.Me != localslack.ReaderID || len(state.State.People) != 3 || len(state.State.Messages) != 1 {
			t.Fatalf("the stream begins with %s", state.raw)
		}
		if strings.Contains(state.raw, botToken) || strings.Contains(state.raw, appToken) {
			t.Error("a token reached the page")
		}
		d.Post(localslack.EditorID, localslack.DeskID, "<b> & co")
		if n := next(); n.Kind != "message" || n.Message.Text != "&lt;b&gt; &amp; co" {
			t.Errorf("news %s", n.raw)
		}
		d.open()
		if n := next(); n.Kind != "link" || !*n.Connected {
			t.Errorf("news %s, want the app connected", n.raw)
		}
		d.CloseSockets()
		if n := next(); n.Kind != "link" || *n.Connected {
			t.Errorf("news %s, want the app gone", n.raw)
		}
		if n := next(); n.Kind != "clock" {
			t.Errorf("news %s, want the time as a sign of life", n.raw)
		}
		d.AddPerson(localslack.Person{ID: "U0GUEST", Name: "gus"})
		if n := next(); n.Kind != "state" || len(n.State.People) != 4 {
			t.Errorf("news %s, want everything anew", n.raw)
		}
	})
}

func TestPageOfAnotherPersonHearsNothingPrivate(t *testing.T) {
	workspaceWith(t, pageOptions(), func(t *testing.T, d *desk) {
		next := d.watch(localslack.EditorID)
		next()
		d.wait(d.Command(localslack.ReaderID, localslack.DeskID, "/nato", "status"), 1) // Slack's own private notice
		d.mustDirect(localslack.ReaderID)
		d.Post(localslack.ReaderID, localslack.DeskID, "public")
		for n := next(); n.Kind != "ended"; n = next() {
			if n.Kind == "state" && len(n.State.Channels) != 3 {
				t.Errorf("another's direct messages are listed: %s", n.raw)
			}
			if n.Kind != "message" {
				continue
			}
			if n.Message.Text != "public" {
				t.Errorf("the editor's page heard %s", n.raw)
			}
			return
		}
	})
}

func (d *desk) mustDirect(user string) {
	d.t.Helper()
	if _, got := d.post("/api/chat.postMessage", botToken, `{"channel":"`+user+`","text":"for you alone"}`); got["ok"] != true {
		d.t.Fatal(got)
	}
}

func TestStreamOfNobodyIsTheFirstPersons(t *testing.T) {
	workspaceWith(t, pageOptions(), func(t *testing.T, d *desk) {
		if n := d.watch("U0GONE")(); n.State.Me != localslack.ReaderID {
			t.Errorf("got %s", n.raw)
		}
	})
}

func TestCloseEndsStreams(t *testing.T) {
	workspaceWith(t, pageOptions(), func(t *testing.T, d *desk) {
		next := d.watch(localslack.ReaderID)
		next()
		d.Close()
		if n := next(); n.Kind != "ended" {
			t.Errorf("after Close: %s", n.raw)
		}
	})
}

// A page that does not keep up is sent away, and comes back for the whole state.
func TestSlowPageIsEnded(t *testing.T) {
	workspaceWith(t, pageOptions(), func(t *testing.T, d *desk) {
		next := d.watch(localslack.ReaderID)
		for range 400 {
			d.Post(localslack.ReaderID, localslack.DeskID, "news")
		}
		heard := 0
		for n := next(); n.Kind != "ended"; n = next() {
			heard++
		}
		if heard >= 400 {
			t.Errorf("heard %d events: nothing was held back", heard)
		}
		if n := d.watch(localslack.ReaderID)(); len(n.State.Messages) != 400 {
			t.Errorf("back again, the page gets %d messages", len(n.State.Messages))
		}
	})
}

func TestSayIsRefused(t *testing.T) {
	workspaceWith(t, pageOptions(), func(t *testing.T, d *desk) {
		d.ChangeChannel(localslack.NewsroomID, func(c *localslack.Channel) { c.Archived = true })
		for name, body := range map[string]string{
			"nobody":              `{"user":"U0GONE","channel":"` + localslack.DeskID + `","text":"x"}`,
			"nowhere":             `{"user":"` + localslack.ReaderID + `","channel":"C0NONE","text":"x"}`,
			"an archived channel": `{"user":"` + localslack.ReaderID + `","channel":"` + localslack.NewsroomID + `","text":"x"}`,
		} {
			if status, got := d.post("/do/say", "", body); status != http.StatusConflict || got["error"] == nil {
				t.Errorf("%s: %d %v", name, status, got)
			}
		}
	})
}

func TestSay(t *testing.T) {
	for name, tc := range map[string]struct{ text, want string }{
		"a plain message":            {"Good morning @ben", "Good morning <@U04BENRPRT|ben>"},
		"several lines":              {"HELSINKI (Wire)\n  Finland backs Rutte.\n", "HELSINKI (Wire)\n  Finland backs Rutte."},
		"another command":            {"/poll lunch", "/poll is not a command here. Try /nato."},
		"the command without an app": {"/nato status", "/nato failed because the app did not respond."},
	} {
		t.Run(name, func(t *testing.T) {
			workspaceWith(t, pageOptions(), func(t *testing.T, d *desk) {
				body, _ := json.Marshal(map[string]string{"user": localslack.ReaderID, "channel": localslack.DeskID, "text": tc.text})
				if status, got := d.post("/do/say", "", string(body)); status != http.StatusOK {
					t.Fatalf("%d %v", status, got)
				}
				if got := d.Messages(localslack.DeskID, localslack.ReaderID); len(got) != 1 || got[0].Text != tc.want {
					t.Errorf("said %+v, want %q", got, tc.want)
				}
			})
		})
	}
}

func TestDeedsTakeJSONAlone(t *testing.T) {
	workspaceWith(t, pageOptions(), func(t *testing.T, d *desk) {
		resp, err := d.http.Post("http://"+host+"/do/say", "text/plain", strings.NewReader(`{"text":"x"}`))
		if err != nil {
			t.Fatal(err)
		}
		defer resp.Body.Close()
		if resp.StatusCode != http.StatusUnsupportedMediaType {
			t.Errorf("a form of another site could send this: %d", resp.StatusCode)
		}
		if status, _ := d.post("/do/say", "", `{"text":`); status != http.StatusBadRequest {
			t.Errorf("half a JSON: %d", status)
		}
	})
}

func TestPressFromThePage(t *testing.T) {
	workspaceWith(t, pageOptions(), func(t *testing.T, d *desk) {
		heard := d.pressing()
		m := d.withButton()
		var blocks []struct {
			ID string `json:"block_id"`
		}
		_ = json.Unmarshal(m.Blocks, &blocks)
		wish := map[string]string{"user": localslack.ReaderID, "channel": m.Channel, "ts": m.TS, "block_id": blocks[0].ID, "action_id": "a"}
		body, _ := json.Marshal(wish)
		if status, got := d.post("/do/press", "", string(body)); status != http.StatusOK {
			t.Fatalf("%d %v", status, got)
		}
		<-heard
		wish["action_id"] = "other"
		body, _ = json.Marshal(wish)
		if status, _ := d.post("/do/press", "", string(body)); status != http.StatusConflict {
			t.Errorf("a button that is not there: %d", status)
		}
	})
}

func TestNextMorning(t *testing.T) {
	now := time.Date(2024, 2, 23, 9, 0, 0, 0, time.UTC)
	o := pageOptions()
	o.Now = func() time.Time { return now }
	o.Move = func(context.Context) (time.Time, error) { now = now.Add(23 * time.Hour); return now, nil }
	workspaceWith(t, o, func(t *testing.T, d *desk) {
		next := d.watch(localslack.ReaderID)
		next()
		if status, got := d.post("/do/morning", "", `{}`); status != http.StatusOK {
			t.Fatalf("%d %v", status, got)
		}
		if n := next(); n.Kind != "clock" || !n.Moved || n.Clock.Now != now.UnixMilli() {
			t.Errorf("the page hears %s", n.raw)
		}
	})
}

func TestNextMorningIsRefused(t *testing.T) {
	failing := func(context.Context) (time.Time, error) { return time.Time{}, errors.New("disk full at /secret/path") }
	for name, move := range map[string]func(context.Context) (time.Time, error){"no clock to move": nil, "a clock that fails": failing} {
		t.Run(name, func(t *testing.T) {
			o := pageOptions()
			o.Move = move
			workspaceWith(t, o, func(t *testing.T, d *desk) {
				status, got := d.post("/do/morning", "", `{}`)
				if text, _ := got["error"].(string); status != http.StatusConflict || strings.Contains(text, "secret") {
					t.Errorf("%d %v", status, got)
				}
			})
		})
	}
}
