package install_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"natobot/bot/install"
)

// shelf is a store in memory.
type shelf struct {
	states map[string]time.Time
	kept   map[string]install.Installation
}

func (s *shelf) Begin(_ context.Context, hash string, _, until time.Time, most int) (bool, error) {
	if len(s.states) >= most {
		return false, nil
	}
	s.states[hash] = until
	return true, nil
}

func (s *shelf) Finish(_ context.Context, hash string, now time.Time) (bool, error) {
	until, there := s.states[hash]
	delete(s.states, hash)
	return there && now.Before(until), nil
}

func (s *shelf) Install(_ context.Context, i install.Installation) (int, error) {
	i.Generation = s.kept[i.Workspace].Generation + 1
	s.kept[i.Workspace] = i
	return i.Generation, nil
}

// place is a server, a Slack that answers as it is told, and what was kept.
type place struct {
	*testing.T
	shelf   *shelf
	answer  string // of oauth.v2.access
	asked   []string
	now     time.Time
	server  *install.Server
	web     *httptest.Server
	browser *http.Client
	log     strings.Builder
	welcome []install.Installation
}

const granted = `{"ok":true,"app_id":"A1","access_token":"xoxb-secret","token_type":"bot","scope":"commands,chat:write","bot_user_id":"UBOT","team":{"id":"T1","name":"The Desk"},"authed_user":{"id":"UANNA"},"is_enterprise_install":false}`

func newPlace(t *testing.T) *place {
	p := &place{T: t, answer: granted, now: time.Date(2026, 11, 28, 9, 0, 0, 0, time.UTC), shelf: &shelf{map[string]time.Time{}, map[string]install.Installation{}}}
	api := httptest.NewServer(http.HandlerFunc(func(out http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		p.asked = append(p.asked, r.URL.Path+"?"+string(body))
		switch r.URL.Path {
		case "/oauth.v2.access":
			_, _ = io.WriteString(out, p.answer)
		case "/auth.test":
			_, _ = io.WriteString(out, `{"ok":true,"team_id":"T1","user_id":"UBOT","bot_id":"BBOT"}`)
		default:
			_, _ = io.WriteString(out, `{"ok":true}`)
		}
	}))
	t.Cleanup(api.Close)
	keys, err := install.NewKeys("a long secret")
	if err != nil {
		t.Fatal(err)
	}
	p.web = httptest.NewServer(http.HandlerFunc(func(out http.ResponseWriter, r *http.Request) { p.server.Routes().ServeHTTP(out, r) }))
	t.Cleanup(p.web.Close)
	p.server = install.New(install.Config{
		ClientID: "1.2", ClientSecret: "client secret", PublicURL: p.web.URL, APIURL: api.URL + "/", Scopes: []string{"commands", "chat:write"},
		Keys: keys, Store: p.shelf, HTTP: api.Client(), Now: func() time.Time { return p.now }, Log: slog.New(slog.NewTextHandler(&p.log, nil)),
		Welcome: func(i install.Installation) { p.welcome = append(p.welcome, i) },
		Off: func(granted string) (missing, off []string) {
			if !strings.Contains(granted, "chat:write") {
				return []string{"chat:write"}, []string{"digests"}
			}
			return nil, nil
		},
	})
	p.browser = newBrowser(t)
	return p
}

func newBrowser(t *testing.T) *http.Client {
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	return &http.Client{Jar: jar, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
}

// begin visits /slack/install, and gives where it sends the browser.
func (p *place) begin() url.Values {
	p.Helper()
	r, _ := p.get("/slack/install")
	to, err := url.Parse(r.Header.Get("Location"))
	if err != nil || r.StatusCode != http.StatusFound || !strings.HasPrefix(to.String(), "https://slack.com/oauth/v2/authorize?") {
		p.Fatalf("%d to %q", r.StatusCode, to)
	}
	return to.Query()
}

func (p *place) get(path string) (*http.Response, string) {
	p.Helper()
	r, err := p.browser.Get(p.web.URL + path)
	if err != nil {
		p.Fatal(err)
	}
	defer r.Body.Close()
	body, err := io.ReadAll(r.Body)
	if err != nil {
		p.Fatal(err)
	}
	return r, string(body)
}

// refused visits the callback, where nothing may come of it.
func (p *place) refused(query, says string) {
	p.Helper()
	_, body := p.get("/slack/oauth?" + query)
	if !strings.Contains(body, says) || len(p.shelf.kept) > 0 || len(p.welcome) > 0 {
		p.Errorf("%s: kept %v, and the page says\n%s", query, p.shelf.kept, body)
	}
}

func TestInstall(t *testing.T) {
	p := newPlace(t)
	to := p.begin()
	if to.Get("client_id") != "1.2" || to.Get("scope") != "commands,chat:write" || to.Get("redirect_uri") != p.web.URL+"/slack/oauth" {
		t.Errorf("Slack is asked for %v", to)
	}
	_, body := p.get("/slack/oauth?code=c&state=" + to.Get("state"))
	if !strings.Contains(body, "natobot is in The Desk") {
		t.Fatal(body)
	}
	i := p.shelf.kept["T1"]
	if i.Bot != "BBOT" || i.User != "UBOT" || i.Installer != "UANNA" || i.Generation != 1 || len(p.welcome) != 1 {
		t.Errorf("kept %+v", i)
	}
	if strings.Contains(string(i.Sealed), "xoxb") || strings.Contains(p.log.String(), "xoxb") {
		t.Error("the token lies open")
	}
	if token, err := p.server.Keys.Open(i.Sealed, i); token != "xoxb-secret" || err != nil {
		t.Error(token, err)
	}
}

func TestStateIsGoodOnceInItsBrowserForTenMinutes(t *testing.T) {
	t.Run("another browser's", func(t *testing.T) {
		p := newPlace(t)
		state := p.begin().Get("state")
		p.browser = newBrowser(t)
		p.refused("code=c&state="+state, "not good any more")
	})
	t.Run("late", func(t *testing.T) {
		p := newPlace(t)
		state := p.begin().Get("state")
		p.now = p.now.Add(10 * time.Minute)
		p.refused("code=c&state="+state, "not good any more")
	})
	t.Run("invented", func(t *testing.T) {
		p := newPlace(t)
		p.begin()
		p.refused("code=c&state=invented", "not good any more")
	})
	t.Run("twice", func(t *testing.T) {
		p := newPlace(t)
		state := p.begin().Get("state")
		p.get("/slack/oauth?code=c&state=" + state)
		asked := len(p.asked)
		if _, body := p.get("/slack/oauth?code=c&state=" + state); !strings.Contains(body, "not good any more") || len(p.asked) != asked {
			t.Error(body, p.asked[asked:])
		}
	})
}

// Slack's list of apps and its shareable link send a code without a state: it is not exchanged.
func TestCodeWithoutStateBeginsAnew(t *testing.T) {
	p := newPlace(t)
	if r, _ := p.get("/slack/oauth?code=c"); r.StatusCode != http.StatusFound || r.Header.Get("Location") != p.web.URL+"/slack/install" || len(p.asked) > 0 {
		t.Error(r.StatusCode, r.Header, p.asked)
	}
}

func TestErrorsComeFirst(t *testing.T) {
	p := newPlace(t)
	state := p.begin().Get("state")
	p.refused("error=%3Cscript%3E&code=c&state="+state, "was not installed")
	if _, body := p.get("/slack/oauth?error=%3Cscript%3E"); strings.Contains(body, "script") {
		t.Error("the page repeats what the address says")
	}
	if len(p.shelf.states) > 0 || len(p.asked) > 0 {
		t.Error(p.shelf.states, p.asked)
	}
}

func TestWhatIsNotServedIsTakenOut(t *testing.T) {
	for name, c := range map[string]struct{ from, to, says string }{
		"an organisation": {`"team":{"id":"T1","name":"The Desk"},"authed_user":{"id":"UANNA"},"is_enterprise_install":false`, `"team":null,"authed_user":{"id":"UANNA"},"is_enterprise_install":true,"enterprise":{"id":"E1"}`, "whole organisation"},
		"rotation":        {`"token_type"`, `"expires_in":43200,"refresh_token":"xoxe-1","token_type"`, "tokens that expire"},
	} {
		t.Run(name, func(t *testing.T) {
			p := newPlace(t)
			p.answer = strings.Replace(granted, c.from, c.to, 1)
			p.refused("code=c&state="+p.begin().Get("state"), c.says)
			if last := p.asked[len(p.asked)-1]; !strings.HasPrefix(last, "/apps.uninstall?") {
				t.Error(p.asked)
			}
		})
	}
	t.Run("a refusal", func(t *testing.T) {
		p := newPlace(t)
		p.answer = `{"ok":false,"error":"invalid_code"}`
		p.refused("code=c&state="+p.begin().Get("state"), "loaded twice")
	})
}

func TestKeys(t *testing.T) {
	first, _ := install.NewKeys("old")
	both, _ := install.NewKeys("new", "old")
	after, _ := install.NewKeys("new")
	k := install.Installation{App: "A1", Workspace: "T1"}
	sealed := first.Seal("xoxb-1", k)
	if token, err := both.Open(sealed, k); token != "xoxb-1" || err != nil {
		t.Error(token, err)
	}
	if _, err := after.Open(sealed, k); !errors.Is(err, install.ErrSealed) {
		t.Error(err)
	}
	if token, err := after.Open(both.Seal("xoxb-2", k), k); token != "xoxb-2" || err != nil {
		t.Error(token, err)
	}
	k.Sealed = sealed
	k.Sealed = both.Resealed(k)
	if token, err := after.Open(k.Sealed, k); token != "xoxb-1" || err != nil || both.Resealed(k) != nil {
		t.Error("sealed anew:", token, err)
	}
	if _, err := first.Open(sealed, install.Installation{App: "A1", Workspace: "T2"}); !errors.Is(err, install.ErrSealed) {
		t.Error("a token was opened for another workspace:", err)
	}
}

// So many can be under way and no more: whoever comes then is told to wait.
func TestInstallationsUnderWayAreBounded(t *testing.T) {
	p := newPlace(t)
	for n := range 1000 {
		p.shelf.states[fmt.Sprint(n)] = p.now
	}
	r, body := p.get("/slack/install")
	if r.StatusCode != http.StatusTooManyRequests || r.Header.Get("Retry-After") == "" || !strings.Contains(body, "Wait a few minutes") {
		t.Error(r.StatusCode, body)
	}
	clear(p.shelf.states)
	p.begin()
}

// Who was not granted all scopes is told what is off for that, and the log once.
func TestScopesThatWereNotGranted(t *testing.T) {
	p := newPlace(t)
	p.answer = strings.Replace(granted, "commands,chat:write", "commands", 1)
	_, body := p.get("/slack/oauth?" + url.Values{"code": {"c"}, "state": {p.begin().Get("state")}}.Encode())
	if !strings.Contains(body, "so this is off: digests") || !strings.Contains(body, "install natobot again") {
		t.Error(body)
	}
	if n := strings.Count(p.log.String(), "not granted all scopes"); n != 1 {
		t.Error(p.log.String())
	}
}
