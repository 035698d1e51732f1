package bot

import (
	"bufio"
	"io"
	"net/http"
	"net/url"
	"path"
	"slices"
	"strings"
	"sync"
	"time"
)

// scopes are what the bot token must be allowed to do, and nothing more, each with what is off
// without it. manifest.json asks for them.
var scopes = []struct{ name, off string }{
	{"app_mentions:read", "answers to mentions"},
	{"channels:history", "looking in public channels for a post whose sending ended in doubt"},
	{"channels:read", "answers and digests in public channels"},
	{"chat:write", "digests, live notes and reminders"},
	{"commands", "the slash command and the message shortcut"},
	{"files:read", "pictures"},
	{"files:write", "pictures and exports"},
	{"groups:history", "looking in private channels for a post whose sending ended in doubt"},
	{"groups:read", "answers and digests in private channels"},
	{"im:history", "direct messages"},
	{"im:read", "direct messages"},
	{"im:write", "files for one person"},
	{"mpim:history", "group messages"},
	{"mpim:read", "group messages"},
	{"users:read", "everything, since guests cannot be told from the desk"},
}

// Off gives the scopes that are not among those granted, which Slack lists with commas, and what is off
// for that; none when Slack does not list any.
func Off(granted string) (missing, off []string) {
	if granted == "" {
		return nil, nil
	}
	list := strings.FieldsFunc(granted, func(r rune) bool { return r == ',' || r == ' ' })
	for _, s := range scopes {
		if slices.Contains(list, s.name) {
			continue
		}
		missing = append(missing, s.name)
		if !slices.Contains(off, s.off) {
			off = append(off, s.off)
		}
	}
	return missing, off
}

// refusedFor is how long a call that lacks a scope is not made again. Who installs the app again may get
// the same token, which then has the scope.
const refusedFor = 10 * time.Minute

// scoped keeps calls that lack a scope from being made again and again.
type scoped struct {
	*http.Client
	now func() time.Time

	mu      sync.Mutex
	refused map[string]refusal // by method and channel
}

type refusal struct {
	at   time.Time
	body string
}

// Do makes a call, or gives Slack's last answer to it where that was that it lacks a scope.
func (s *scoped) Do(r *http.Request) (*http.Response, error) {
	call := callOf(r)
	if last, still := s.last(call); still {
		return &http.Response{StatusCode: http.StatusOK, Header: http.Header{}, Body: io.NopCloser(strings.NewReader(last)), Request: r}, nil
	}
	got, err := s.Client.Do(r)
	if err != nil {
		return nil, err
	}
	answer := bufio.NewReaderSize(got.Body, 1<<10) // a refusal is short
	if start, err := answer.Peek(1 << 10); err == io.EOF && strings.Contains(string(start), `"missing_scope"`) {
		s.note(call, string(start))
	}
	got.Body = struct {
		io.Reader
		io.Closer
	}{answer, got.Body}
	return got, nil
}

func (s *scoped) last(call string) (body string, still bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	last, is := s.refused[call]
	return last.body, is && s.now().Sub(last.at).Abs() < refusedFor
}

// mostRefusals bounds what is remembered: channels come and go.
const mostRefusals = 1000

func (s *scoped) note(call, body string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.refused) >= mostRefusals {
		clear(s.refused)
	}
	s.refused[call] = refusal{s.now(), body}
}

// callOf tells one call from others that may need another scope: by its method, and by the channel, whose kind
// decides.
func callOf(r *http.Request) string {
	call := path.Base(r.URL.Path)
	if r.GetBody == nil {
		return call
	}
	body, err := r.GetBody()
	if err != nil {
		return call
	}
	text, _ := io.ReadAll(body)
	form, _ := url.ParseQuery(string(text))
	return call + " " + form.Get("channel")
}
