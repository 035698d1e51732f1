package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"natobot/bot/localslack"
	"natobot/store"
	"natobot/store/postgres"
	"natobot/store/postgres/postgrestest"
)

// slacks are workspaces, usually two, whose people, channels and views have the same ids, behind one address of
// Slack's methods, which goes by token.
type slacks struct {
	t        *testing.T
	by       map[string]*localslack.Server // by team
	hosts    map[string]string
	api      *httptest.Server
	store    string // as who may see all of it
	programs []*process
	env      []string

	mu      sync.Mutex
	next    int                                                                           // the program that gets the next request
	gone    map[string]bool                                                               // tokens that are revoked
	hang    func(team string, out http.ResponseWriter, r *http.Request, said string) bool // has a call of Slack's methods never be answered
	traffic map[string]*bytes.Buffer                                                      // all that the programs said to each workspace
}

const (
	teamOne, teamTwo = "T0ONE", "T0TWO"
	secretKey        = "a key of thirty-two characters or more"
)

func tokenOf(team string) string { return "xoxb-" + team }

// newSlacks makes them, with so many programs behind a balancer.
func newSlacks(t *testing.T, programs int, more ...string) *slacks {
	s := &slacks{
		t: t, by: map[string]*localslack.Server{}, hosts: map[string]string{}, store: postgrestest.Database(t),
		gone: map[string]bool{}, traffic: map[string]*bytes.Buffer{},
	}
	to := &http.Transport{DialContext: func(ctx context.Context, network, _ string) (net.Conn, error) {
		s.mu.Lock()
		p := s.programs[s.next%len(s.programs)]
		s.next++
		s.mu.Unlock()
		return (&net.Dialer{}).DialContext(ctx, network, strings.TrimPrefix(p.address, "http://"))
	}, DisableKeepAlives: true}
	for _, team := range append([]string{teamOne, teamTwo}, more...) {
		s.traffic[team] = &bytes.Buffer{}
		one := localslack.New(localslack.Options{
			Now: time.Now, Zone: time.UTC, Log: slog.New(slog.DiscardHandler), Command: "/nato", BotToken: tokenOf(team), Team: team, Home: true,
			Deliver: &localslack.Delivery{URL: "http://bot.example", SigningSecret: "signed", Client: &http.Client{Transport: overheardBy{s, team, to}}},
		})
		web := httptest.NewServer(http.HandlerFunc(func(out http.ResponseWriter, r *http.Request) {
			s.serve(team, out, r)
		}))
		t.Cleanup(web.Close)
		t.Cleanup(one.Close)
		s.by[team], s.hosts[team] = one, strings.TrimPrefix(web.URL, "http://")
	}
	s.api = httptest.NewServer(http.HandlerFunc(s.call))
	t.Cleanup(s.api.Close)
	s.env = []string{
		"SLACK_CLIENT_ID=1.2", "SLACK_CLIENT_SECRET=hush", "SLACK_SIGNING_SECRET=signed", "NATO_SECRET_KEY=" + secretKey,
		"NATO_PUBLIC_URL=https://natobot.example", "SLACK_API_URL=" + s.api.URL + "/api/", "NATO_STORE=" + asApp(t, s.store), "NATO_TIMEZONE=UTC",
	}
	t.Cleanup(s.quiet)
	for range programs {
		s.programs = append(s.programs, start(t, s.env...))
	}
	return s
}

// asApp makes the tables and the role that deploy/roles.sql makes, which no statement shows more than it names, and gives
// the database's address for it.
func asApp(t *testing.T, admin string) string {
	t.Helper()
	d, err := postgres.Connect(t.Context(), admin, store.Options{Now: time.Now})
	if err != nil {
		t.Fatal(err)
	}
	d.Close()
	roles, err := os.ReadFile("deploy/roles.sql")
	if err != nil {
		t.Fatal(err)
	}
	u, err := url.Parse(admin)
	if err != nil {
		t.Fatal(err)
	}
	name := "app_" + u.Path[len(u.Path)-8:]
	postgrestest.Do(t, admin, strings.ReplaceAll(string(roles), "natobot_app", name), "ALTER ROLE "+name+" PASSWORD 'app'")
	t.Cleanup(func() { postgrestest.Do(t, admin, "DROP OWNED BY "+name, "DROP ROLE "+name) })
	u.User = url.UserPassword(name, "app")
	return u.String()
}

// restart kills the programs and starts others, with settings that go before the ones there are.
func (s *slacks) restart(settings ...string) {
	s.t.Helper()
	for i, p := range s.programs {
		p.kill()
		anew := start(s.t, append(slices.Clone(s.env), settings...)...)
		s.mu.Lock()
		s.programs[i] = anew
		s.mu.Unlock()
	}
}

// quiet looks into what the programs complained of, once they have ended.
func (s *slacks) quiet() {
	for _, p := range s.programs {
		for _, what := range []string{"xoxb-", secretKey, "panic", "DATA RACE"} {
			if log := p.stderr.String(); strings.Contains(log, what) {
				s.t.Errorf("the log has %q:\n%s", what, log)
			}
		}
	}
}

// call answers a call of Slack's methods as the workspace of its token does.
func (s *slacks) call(out http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	r.Body = io.NopCloser(bytes.NewReader(body))
	form, _ := url.ParseQuery(string(body))
	if code := form.Get("code"); strings.HasSuffix(r.URL.Path, "/oauth.v2.access") {
		fmt.Fprintf(out, `{"ok":true,"app_id":%q,"access_token":%q,"bot_user_id":%q,"team":{"id":%q,"name":"Desk %s"},"authed_user":{"id":%q}}`,
			localslack.AppID, tokenOf(code), localslack.BotUserID, code, code, localslack.EditorID)
		return
	}
	token := strings.TrimPrefix(r.Header.Get("Authorization"), "Bearer ")
	if token == "" {
		token = form.Get("token")
	}
	s.mu.Lock()
	gone, hang := s.gone[token], s.hang
	s.mu.Unlock()
	team := strings.TrimPrefix(token, "xoxb-")
	if s.by[team] == nil || gone {
		fmt.Fprint(out, `{"ok":false,"error":"token_revoked"}`)
		return
	}
	r.Host = s.hosts[team]
	if hang != nil && hang(team, out, r, string(body)) {
		return
	}
	s.serve(team, out, r)
}

// serve has a workspace answer, and notes what it was told.
func (s *slacks) serve(team string, out http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	r.Body = io.NopCloser(bytes.NewReader(body))
	s.note(team, body)
	s.by[team].Handler().ServeHTTP(out, r)
}

func (s *slacks) note(team string, said []byte) {
	if plain, err := url.QueryUnescape(string(said)); err == nil {
		said = []byte(plain)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.traffic[team].Write(append(said, '\n'))
}

// heard gives all that the programs said to a workspace so far.
func (s *slacks) heard(team string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.traffic[team].String()
}

// overheardBy notes what the programs respond to a workspace.
type overheardBy struct {
	s    *slacks
	team string
	to   http.RoundTripper
}

func (o overheardBy) RoundTrip(r *http.Request) (*http.Response, error) {
	got, err := o.to.RoundTrip(r)
	if err != nil {
		return nil, err
	}
	body, err := io.ReadAll(got.Body)
	_ = got.Body.Close()
	got.Body = io.NopCloser(bytes.NewReader(body))
	o.s.note(o.team, body)
	return got, err
}

// install has a person install the app in a workspace, with their browser.
func (s *slacks) install(team string) {
	s.t.Helper()
	browser := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	at := s.programs[0].address
	begun, err := browser.Get(at + "/slack/install")
	if err != nil {
		s.t.Fatal(err)
	}
	begun.Body.Close()
	to, err := url.Parse(begun.Header.Get("Location"))
	if err != nil || begun.StatusCode != http.StatusFound {
		s.t.Fatal(begun.Status, err)
	}
	back, err := http.NewRequestWithContext(s.t.Context(), http.MethodGet, at+"/slack/oauth?"+url.Values{"code": {team}, "state": {to.Query().Get("state")}}.Encode(), http.NoBody)
	if err != nil {
		s.t.Fatal(err)
	}
	for _, c := range begun.Cookies() { // it goes by HTTPS alone, which a proxy before the program speaks
		back.AddCookie(c)
	}
	ended, err := browser.Do(back)
	if err != nil {
		s.t.Fatal(err)
	}
	defer ended.Body.Close()
	if page := read(s.t, ended.Body); !strings.Contains(page, "natobot is in Desk "+team) {
		s.t.Fatalf("the page says\n%s", page)
	}
}

// ask types a command in a workspace, and gives what it was answered.
func (s *slacks) ask(team, who, text string) string {
	s.t.Helper()
	ctx, cancel := context.WithTimeout(s.t.Context(), 30*time.Second)
	defer cancel()
	got, err := s.by[team].Command(who, localslack.DeskID, "/nato", text).Wait(ctx, 1)
	if err != nil {
		s.t.Fatalf("%s in %s: %v", text, team, err)
	}
	return got[0].Text + string(got[0].Blocks)
}

// says fails where an answer does not say something.
func (s *slacks) says(got, want string) {
	s.t.Helper()
	if !strings.Contains(strings.ToLower(got), strings.ToLower(want)) {
		s.t.Fatalf("%q is not in\n%s", want, got)
	}
}

// await waits for what happens in a workspace.
func await(t testing.TB, slack *localslack.Server, condition func() bool) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
	defer cancel()
	if err := slack.Await(ctx, condition); err != nil {
		t.Fatalf("waited for it in vain: %v", err)
	}
}
