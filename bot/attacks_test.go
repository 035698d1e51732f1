package bot

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"natobot/bot/blockkit/blockkittest"
	"natobot/bot/localslack"
	"natobot/commands"
	"natobot/commands/answer"
)

// What hostile people try at the door, and what becomes of it (docs/product.md §5, 5 and 6):
// nothing is recorded, nothing secret is said to them or to the log.

// stance is what all of them would like to have recorded.
const stance = "stance Poland backs Rutte"

// attack changes what Slack itself would send, which would be recorded.
type attack struct {
	name   string
	status int
	change func(w *world, k knock) knock
}

// header sets a header after the request was signed; no values take it away.
func header(name string, values ...string) func(*world, knock) knock {
	return func(_ *world, k knock) knock {
		return k.changed(func(r *http.Request) { r.Header[name] = values })
	}
}

func at(path string) func(*world, knock) knock {
	return func(_ *world, k knock) knock { k.path = path; return k }
}

func signedAt(ago time.Duration) func(*world, knock) knock {
	return func(w *world, k knock) knock { k.at = w.now().Add(-ago); return k }
}

func signedWith(secret string) func(*world, knock) knock {
	return func(_ *world, k knock) knock { k.secret = secret; return k }
}

func field(name string, values ...string) func(*world, knock) knock {
	return func(_ *world, k knock) knock { return k.with(name, values...) }
}

// body sends other bytes than those that were signed.
func body(change func(string) string) func(*world, knock) knock {
	return func(_ *world, k knock) knock {
		return k.changed(func(r *http.Request) {
			r.Body, r.ContentLength = io.NopCloser(strings.NewReader(change(k.body))), int64(len(change(k.body)))
		})
	}
}

// posting sends another body, signed as it should be.
func posting(path, kind, content string) func(*world, knock) knock {
	return func(_ *world, k knock) knock { k.path, k.kind, k.body = path, kind, content; return k }
}

func interaction(payload string) string { return url.Values{"payload": {payload}}.Encode() }

// chunked sends a body whose length nobody says.
func chunked(_ *world, k knock) knock {
	return k.changed(func(r *http.Request) { r.Body, r.ContentLength = io.NopCloser(strings.NewReader(k.body)), -1 })
}

func forgeries() []attack {
	return []attack{
		{"no signature", 401, header(headerSignature)},
		{"no time", 401, header(headerTimestamp)},
		{"S11 an empty secret", 401, signedWith("")},
		{"S11 another app's secret", 401, signedWith("8f742231b10e8888abcd99yyyzzz85a5")},
		{"an empty signature", 401, header(headerSignature, "")},
		{"a signature of nothing", 401, header(headerSignature, "v0=")},
		{"another version", 401, func(w *world, k knock) knock {
			return k.changed(func(r *http.Request) { r.Header.Set(headerSignature, "v1"+r.Header.Get(headerSignature)[2:]) })
		}},
		{"capital letters", 401, func(w *world, k knock) knock {
			return k.changed(func(r *http.Request) {
				r.Header.Set(headerSignature, strings.ToUpper(r.Header.Get(headerSignature)))
			})
		}},
		{"half a signature", 401, func(w *world, k knock) knock {
			return k.changed(func(r *http.Request) { r.Header.Set(headerSignature, r.Header.Get(headerSignature)[:35]) })
		}},
		{"two signatures, one of them good", 401, func(w *world, k knock) knock {
			return k.changed(func(r *http.Request) { r.Header.Add(headerSignature, "v0=0") })
		}},
		{"two times", 401, func(w *world, k knock) knock {
			return k.changed(func(r *http.Request) { r.Header.Add(headerTimestamp, r.Header.Get(headerTimestamp)) })
		}},
		{"the old verification token alone", 401, func(w *world, k knock) knock {
			k = k.with("token", "gIkuvaNzQIHg97ATvDxqgjtO")
			return k.changed(func(r *http.Request) { delete(r.Header, headerSignature) })
		}},
		{"S11 six minutes old", 401, signedAt(6 * time.Minute)},
		{"six minutes ahead", 401, signedAt(-6 * time.Minute)},
		{"a time of its own choice", 401, func(w *world, k knock) knock {
			k.at = w.now().Add(-time.Hour)
			return k.changed(func(r *http.Request) { r.Header.Set(headerTimestamp, strconv.FormatInt(w.now().Unix(), 10)) })
		}},
		{"a time that is none", 401, header(headerTimestamp, "now")},
		{"a time with a sign", 401, header(headerTimestamp, "+1708675200")},
		{"a time before all times", 401, header(headerTimestamp, "-1")},
		{"a time after all times", 401, header(headerTimestamp, "99999999999999999999")},
		{"a time that wraps", 401, header(headerTimestamp, "9223372036854775807")},
		{"another body", 401, body(func(s string) string { return strings.Replace(s, "Poland", "Spain0", 1) })},
		{"a body with more in it", 401, body(func(s string) string { return s + "&text=x" })},
		{"a body with less in it", 401, body(func(s string) string { return s[:len(s)-1] })},
		{"no body", 401, body(func(string) string { return "" })},
		{"the body of another route", 401, func(w *world, k knock) knock {
			other := `{"type":"event_callback"}`
			return k.changed(func(r *http.Request) {
				r.URL.Path, r.Body, r.ContentLength = "/slack/events", io.NopCloser(strings.NewReader(other)), int64(len(other))
			})
		}},
	}
}

func strangers() []attack {
	return []attack{
		{"another workspace", 403, field("team_id", localslack.OtherTeam)},
		{"no workspace", 403, field("team_id", "")},
		{"another organisation", 403, func(w *world, k knock) knock {
			return k.with("team_id", localslack.OtherTeam).with("enterprise_id", "E0ELSE")
		}},
		{"another workspace's press", 403, posting("/slack/interactions", formType,
			interaction(`{"type":"block_actions","team":{"id":"T09ELSEWHR"},"user":{"id":"U9","team_id":"T09ELSEWHR"},"trigger_id":"t","actions":[{"action_id":"ask:1","value":"undo"}]}`))},
		{"another workspace's dialog", 403, posting("/slack/interactions", formType,
			interaction(`{"type":"view_submission","team":{"id":"T09ELSEWHR"},"user":{"id":"U9","team_id":"T09ELSEWHR"},"view":{"id":"V1","callback_id":"form","app_installed_team_id":"T09ELSEWHR"}}`))},
		{"another workspace's event", 403, posting("/slack/events", jsonType,
			`{"type":"event_callback","team_id":"T09ELSEWHR","event_id":"E1","event":{"type":"app_home_opened","user":"U9","tab":"home"}}`)},
	}
}

// deep is JSON that is nested, and well formed.
func deep(depth int, open, end string) string {
	return strings.Repeat(open, depth) + "[]" + strings.Repeat(end, depth)
}

func bomb() string {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	_, _ = z.Write(bytes.Repeat([]byte("a"), 50<<20))
	_ = z.Close()
	return b.String()
}

func malformed() []attack {
	large := strings.Repeat("a", maxBody+1)
	blocks := `{"type":"message_action","callback_id":"record_stance","user":{"id":"U1"},"message":{"blocks":` +
		deep(2000, `[{"type":"rich_text","elements":`, `}]`) + `}}`
	return []attack{
		{"a body above the limit", 413, posting("/slack/commands", formType, large)},
		{"a body above the limit, of no said length", 413, func(w *world, k knock) knock { k.body = large; return chunked(w, k) }},
		{"a body that says it is huge", 413, func(w *world, k knock) knock {
			return k.changed(func(r *http.Request) {
				r.Body, r.ContentLength = io.NopCloser(io.MultiReader(strings.NewReader(k.body), bytes.NewReader(make([]byte, 2<<20)))), int64(len(k.body)+2<<20)
			})
		}},
		{"a compressed body", 415, header("Content-Encoding", "gzip")},
		{"a compressed bomb", 415, func(w *world, k knock) knock {
			k.body = bomb()
			return header("Content-Encoding", "gzip")(w, k)
		}},
		{"JSON for a form", 415, header("Content-Type", "application/json")},
		{"a form for JSON", 415, posting("/slack/events", formType, `{"type":"event_callback"}`)},
		{"a form in parts", 415, header("Content-Type", `multipart/form-data; boundary="x"`)},
		{"no type", 415, header("Content-Type")},
		{"text twice", 400, field("text", stance, "undo")},
		{"person twice", 400, field("user_id", reporter, editor)},
		{"nobody", 400, field("user_id")},
		{"a form that is none", 400, posting("/slack/commands", formType, "text=%zz;")},
		{"no payload", 400, posting("/slack/interactions", formType, "text=x")},
		{"two payloads", 400, posting("/slack/interactions", formType, interaction(`{}`)+"&"+interaction(`{}`))},
		{"a payload that is no JSON", 400, posting("/slack/interactions", formType, interaction(`{"type":`))},
		{"a payload of nothing", 400, posting("/slack/interactions", formType, interaction(`null`))},
		{"a payload in the address", 400, posting("/slack/interactions?"+interaction(`{"type":"block_actions","user":{"id":"U1"}}`), formType, "")},
		{"deep JSON", 400, posting("/slack/interactions", formType, interaction(deep(100_000, "[", "]")))},
		{"deep blocks", 400, posting("/slack/interactions", formType, interaction(blocks))},
		{"a deep event", 400, posting("/slack/events", jsonType, deep(5000, `{"event":`, "}"))},
		{"an event that is no JSON", 400, posting("/slack/events", jsonType, "type=event_callback")},
		{"an event of an unknown type", 200, posting("/slack/events", jsonType, `{"type":"event_callback","team_id":"T04LOCALHQ","event":{"type":"coup"}}`)},
		{"an event of a wrong shape", 200, posting("/slack/events", jsonType, `{"type":"event_callback","team_id":"T04LOCALHQ","event":[1]}`)},
		{"another method", 405, func(_ *world, k knock) knock { return k.changed(func(r *http.Request) { r.Method = http.MethodPut }) }},
		{"another method in a header", 405, func(_ *world, k knock) knock {
			return k.changed(func(r *http.Request) { r.Method = http.MethodGet; r.Header.Set("X-HTTP-Method-Override", "POST") })
		}},
		{"a path below", 404, at("/slack/commands/x")},
		{"a path with a slash", 404, at("/slack/commands/")},
		{"another path", 404, at("/slack/command")},
		{"a path in other letters", 404, at("/Slack/Commands")},
		{"a path in a header", 404, func(_ *world, k knock) knock {
			k.path = "/slack/none"
			return k.changed(func(r *http.Request) {
				r.Header.Set("X-Original-URL", "/slack/commands")
				r.Header.Set("X-Rewrite-URL", "/slack/commands")
			})
		}},
	}
}

func TestAttacks(t *testing.T) {
	inWorldBy(t, newWebDoor, inArticle(func(a *article) {
		before, trigger := a.entries(), 0
		for _, list := range [][]attack{forgeries(), strangers(), malformed()} {
			for _, tt := range list {
				trigger++
				got := a.door.send(a.t, tt.change(a.world, a.typed(reporter, stance, "trigger-secret-"+strconv.Itoa(trigger))))
				if got.status != tt.status {
					a.t.Errorf("%s: it got %d, want %d", tt.name, got.status, tt.status)
				}
				if n := a.entries(); n != before {
					a.t.Fatalf("%s: %d entries, were %d", tt.name, n, before)
				}
				if told := http.StatusText(got.status) + "\n"; got.status < 400 && got.body != "" || got.status >= 400 && !slices.Contains([]string{told, "404 page not found\n"}, got.body) {
					a.t.Errorf("%s: it was told %q", tt.name, got.body)
				}
			}
		}
		a.silent(before)
	}))
}

// silent sends what is good, so that the table proves something, ends the bot and looks
// for what its log may not hold.
func (a *article) silent(before int) {
	good := a.typed(reporter, stance, "trigger-secret-good")
	if got := a.door.send(a.t, good); got.status != http.StatusOK || a.entries() != before+1 {
		a.t.Fatalf("what is good got %d; %d entries, were %d", got.status, a.entries(), before)
	}
	// Replayed as it was, and later with a new signature, as Slack would.
	for _, wait := range []time.Duration{time.Second, 4 * time.Minute, 10 * time.Minute} {
		time.Sleep(wait)
		replayed, again := a.door.send(a.t, good), good
		again.at = a.now()
		if got := a.door.send(a.t, again); got.status != http.StatusOK || a.entries() != before+1 {
			a.t.Errorf("again after %s: %d, %d entries, were %d", wait, got.status, a.entries(), before+1)
		}
		if want := map[bool]int{true: 401, false: 200}[wait > maxSkew]; replayed.status != want {
			a.t.Errorf("replayed after %s: %d, want %d", wait, replayed.status, want)
		}
	}
	a.bot.stop()
	<-a.bot.done
	a.bot.done <- nil
	for _, secret := range []string{signingSecret, botToken, "hook-trigger", "v0=", stance} {
		if strings.Contains(a.log.String(), secret) {
			a.t.Errorf("%q is in the log: %s", secret, a.log)
		}
	}
}

// Many refusals leave few lines in the log: nobody fills the disk from outside.
func TestRefusalsDoNotFillTheLog(t *testing.T) {
	overHTTP(t, func(w *world) {
		b := w.run()
		k := w.typed(reporter, stance, "T1")
		k.secret = "guessed"
		for range 500 {
			w.door.send(t, k)
		}
		time.Sleep(2 * time.Minute)
		k.at = w.now()
		w.door.send(t, k)
		_ = b.end()
		if n := strings.Count(w.log.String(), "was refused"); n != 2 || !strings.Contains(w.log.String(), "refused_so_far=501") {
			t.Errorf("%d lines:\n%s", n, w.log)
		}
	})
}

// An open channel lets other organisations' people read, and only there.
func TestStrangersInAnOpenChannel(t *testing.T) {
	inWorldBy(t, newWebDoor, inArticle(func(a *article) {
		a.AddPerson(localslack.Person{ID: "U9", Name: "stranger", TeamID: localslack.OtherTeam})
		ask := func(text, trigger string) answered {
			return a.door.send(a.t, a.typed("U9", text, trigger).with("team_id", localslack.OtherTeam))
		}
		if got := ask("status", "T1"); got.status != http.StatusForbidden {
			a.t.Errorf("S9: before: %+v", got)
		}
		a.ask(editor, "access guests on")
		before := a.entries()
		if got := ask("status", "T2"); !strings.Contains(got.body, "Rutte") {
			a.t.Errorf("S9: in the open channel: %+v", got)
		}
		if got := ask(stance, "T3"); got.status != http.StatusOK || a.entries() != before {
			a.t.Errorf("S9: a stranger recorded: %+v", got)
		}
	}))
}

// hostile is text that would call people, set marks or lead elsewhere, if Slack read it.
const hostile = "<!channel> <!here|x> <@" + localslack.EditorID + "> <!subteam^S1> <https://evil.example|nato.int> @everyone @here *b* `c` &lt;!channel&gt; [nato.int](https://evil.example)"

// S7: whatever is recorded calls nobody, marks nothing up and hides no address, wherever
// it is shown.
func TestInjection(t *testing.T) {
	quoted := `"` + strings.ReplaceAll(hostile, `"`, "") + `"`
	texts := []string{
		"stance Poland backs Rutte via spokesperson https://example.com/a " + quoted,
		"stance Spain opposes Rutte because " + quoted,
		"stance Italy backs Rutte via reported by " + quoted,
		"stance France backs " + quoted,
		"candidate " + quoted + " of Denmark declared",
		"claim Rutte exactly 5 of 31 via reported by " + quoted,
		"note " + quoted, "race " + quoted, hostile, "status " + quoted, "member " + hostile, "export " + hostile,
	}
	inWorldBy(t, newWebDoor, inArticle(func(a *article) {
		before := a.entries()
		for _, text := range texts {
			a.harmless(text, a.ask(reporter, text))
		}
		if n := a.entries() - before; n < 4 {
			a.t.Errorf("%d of the texts were recorded: this proves too little", n)
		}
		for _, text := range []string{"status", "member Poland", "member Spain", "history", "candidates", "changes since 1 Jan", "missing", "race", "digest preview", "export md", "export text"} {
			a.harmless(text, a.ask(reader, text))
			a.harmless(text+" here", a.ask(reader, text+" here"))
		}
		a.acknowledged(a.OpenHome(reporter))
		pass(time.Minute)
		home, _ := a.Home(reporter)
		a.harmless("Home", localslack.Message{Blocks: home.Blocks})
	}))
}

// harmless looks at a message as Slack reads it.
func (a *article) harmless(what string, m localslack.Message) {
	a.t.Helper()
	if blockkittest.CallsSomebody(m.Text) || blockkittest.CallsSomebody(string(m.Blocks)) {
		a.t.Errorf("S7: %.60s: it calls somebody: %s %s", what, m.Text, m.Blocks)
	}
	var blocks any
	if len(m.Blocks) > 0 && json.Unmarshal(m.Blocks, &blocks) != nil {
		a.t.Fatalf("%s: no blocks", what)
	}
	walk(blocks, func(node map[string]any) {
		address, _ := node["url"].(string)
		text, _ := node["text"].(string)
		switch {
		case node["type"] == "mrkdwn", node["type"] == "markdown":
			a.t.Errorf("S7: %.60s: Slack reads marks in %v", what, node)
		case strings.Contains(address, "evil.example") && strings.Contains(text, "nato.int"):
			a.t.Errorf("S7: %.60s: %q leads to %q", what, text, address)
		}
	})
}

// walk calls do for every object in JSON.
func walk(value any, do func(map[string]any)) {
	switch v := value.(type) {
	case map[string]any:
		do(v)
		for _, inner := range v {
			walk(inner, do)
		}
	case []any:
		for _, inner := range v {
			walk(inner, do)
		}
	}
}

// A private channel's words come out by neither the shortcut nor Share: what a person was
// shown is theirs alone until they record it, and the log has none of it.
func TestPrivateChannel(t *testing.T) {
	const private, word = "C04PRIVATE", "Bratislava-will-fold"
	inWorldBy(t, newWebDoor, inArticle(func(a *article) {
		a.ChangeChannel(private, func(c *localslack.Channel) { c.Name, c.Private, c.Member = "sources", true, true })
		a.AddPerson(localslack.Person{ID: "U1", Name: "guest", Guest: true})
		ts := a.Post(editor, private, "Slovakia backs Rutte, "+word)
		var m localslack.Message
		for _, one := range a.Messages(private, editor) {
			if one.TS == ts {
				m = one
			}
		}
		before := a.entries()
		for _, who := range []string{reader, "U1"} {
			a.acknowledged(a.Shortcut(who, m, RecordShortcut))
			pass(time.Minute)
			v := a.dialog(who)
			if v.Submit != "" {
				a.t.Errorf("%s may record: %s", who, shown(v))
			}
			if who == "U1" && strings.Contains(shown(v), "Rutte has") {
				a.t.Errorf("S9: a guest reads %s", shown(v))
			}
		}
		a.acknowledged(a.Shortcut(reporter, m, RecordShortcut))
		pass(time.Minute)
		a.CloseView(reporter, a.dialog(reporter).ID)
		answer := a.replies(a.Command(reader, private, "/nato", "status"), 1)[0]
		a.replies(a.Press(reader, answer, "Share in channel"), 1)
		for _, channel := range []string{deskRoom, localslack.NewsroomID} {
			for _, who := range []string{reader, reporter, editor} {
				if n := len(a.Messages(channel, who)); n > 0 {
					a.t.Errorf("%s sees %d messages in %s", who, n, channel)
				}
			}
		}
		if a.entries() != before {
			a.t.Error("something was recorded")
		}
		a.bot.stop()
		<-a.bot.done
		a.bot.done <- nil
		if strings.Contains(a.log.String(), word) {
			a.t.Errorf("the log tells it: %s", a.log)
		}
	}))
}

// FuzzHTTP knocks with whatever body, signed as it should be: it gets an answer, nothing
// panics, and nothing that no person did is recorded.
func FuzzHTTP(f *testing.F) {
	f.Add(0, "command=%2Fnato&text=status&user_id=U1&team_id=T1&trigger_id=1")
	f.Add(1, `{"type":"block_actions","team":{"id":"T1"},"user":{"id":"U1"},"actions":[{"action_id":"ask:1","value":"status","type":"button"}]}`)
	f.Add(1, `{"type":"view_submission","team":{"id":"T1"},"user":{"id":"U1"},"view":{"id":"V1","type":"modal","callback_id":"form","private_metadata":"{}","state":{"values":{}},"blocks":[]}}`)
	f.Add(1, `{"type":"message_action","callback_id":"record_stance","team":{"id":"T1"},"user":{"id":"U1"},"message":{"text":"Poland backs Rutte","ts":"1.2"}}`)
	f.Add(2, `{"type":"event_callback","team_id":"T1","event_id":"E1","event":{"type":"app_home_opened","user":"U1","tab":"home"}}`)
	f.Add(2, `{"type":"event_callback","team_id":"T1","event_id":"E2","event":{"type":"message","user":"U1","channel":"D1","channel_type":"im","ts":"1.2","text":"stance"}}`)
	f.Add(2, `{"type":"event_callback","team_id":"T1","event_id":"E3","event":{"type":"app_mention","user":"U1","channel":"C1","ts":"1.3","thread_ts":"1.2","text":"<@U2> status"}}`)
	f.Add(2, `{"type":"event_callback","team_id":"T1","event_id":"E4","event":{"type":"channel_id_changed","old_channel_id":"G1","new_channel_id":"C1"}}`)
	f.Add(2, `{"type":"url_verification","challenge":"x"}`)
	d, moment := &alarm{}, time.Unix(1708675200, 0)
	handler, desk := d.door(f, moment), d.desk
	f.Fuzz(func(t *testing.T, route int, content string) {
		k := knock{path: "/slack/commands", kind: formType, body: content, secret: signingSecret, at: moment}
		switch route % 3 {
		case 1:
			k.path, k.body = "/slack/interactions", interaction(content)
		case 2:
			k.path, k.kind = "/slack/events", jsonType
		}
		got := httptest.NewRecorder()
		handler.ServeHTTP(got, k.request())
		if !slices.Contains([]int{200, 400, 403}, got.Code) {
			t.Errorf("%d %s", got.Code, got.Body)
		}
		if news := d.raised(); news != "" {
			t.Error(news)
		}
		for _, r := range desk.forget() {
			if r.User.ID != "U1" || r.Key == "" {
				t.Errorf("who asked %+v?", r)
			}
		}
	})
}

// alarm is a log that looks for panics.
type alarm struct {
	mu   sync.Mutex
	last string
	desk *testDesk
}

func (a *alarm) Write(line []byte) (int, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if bytes.Contains(line, []byte("panicked")) {
		a.last = string(line)
	}
	return len(line), nil
}

func (a *alarm) raised() string {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.last
}

// door gives the door of a bot that knows one person, U1 of T1, and reaches nobody.
func (a *alarm) door(f *testing.F, now time.Time) http.Handler {
	a.desk = &testDesk{answer: func(_ context.Context, r commands.Request) answer.Reply { return answer.Reply{Title: r.Text} }}
	b := newBot(Config{
		BotToken: botToken, SigningSecrets: []string{signingSecret}, Desk: a.desk, Posts: &testPosts{now: func() time.Time { return now }},
		Now: func() time.Time { return now }, Zone: time.UTC, Log: slog.New(slog.NewTextHandler(a, nil)),
	}, func(context.Context, string, string) (net.Conn, error) { return nil, errors.New("nobody is there") })
	b.people.self = Identity{Team: "T1"}
	b.people.known.put("U1", person{commands.User{ID: "U1"}, now})
	ctx, stop := context.WithCancel(context.Background())
	b.queue.open(ctx)
	b.web.Open("T1", "")
	var pool sync.WaitGroup
	for range workers {
		pool.Go(func() { b.queue.serve(ctx) })
	}
	f.Cleanup(func() { stop(); b.queue.stop(); b.queue.close(); pool.Wait() })
	return b.Handler()
}
