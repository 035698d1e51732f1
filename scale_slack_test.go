package main

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

// leanSlack is the Slack of any number of workspaces, each with a channel that is its own, by the limits that
// Slack documents for an app outside its directory. It keeps of them nothing but what was posted, and when.
type leanSlack struct {
	web    *httptest.Server
	client *http.Client

	mu      sync.Mutex
	takes   time.Duration // for each call
	strict  bool          // the limits are kept
	meters  map[string]*meter
	busy    map[string]bool // channels in which others post as much as Slack allows, for a while
	held    map[string]time.Time
	over    int                      // calls that went beyond a limit
	early   int                      // and those that came again before Slack asked them to
	told    int                      // refusals for which the caller is not to blame
	posted  map[string][]leanMessage // by channel
	answers map[string]chan string   // by the response URL's last part
	calls   map[string]int           // by method

	asked atomic.Int64
}

// leanMessage is one that was posted.
type leanMessage struct {
	at             time.Time
	ts, thread     string
	text, metadata string // metadata is JSON
}

const scaleSecret = "signed"

func newLeanSlack() *leanSlack {
	s := &leanSlack{
		meters: map[string]*meter{}, busy: map[string]bool{}, held: map[string]time.Time{}, posted: map[string][]leanMessage{},
		answers: map[string]chan string{}, calls: map[string]int{},
		client: &http.Client{Timeout: time.Minute, Transport: &http.Transport{MaxIdleConnsPerHost: 64}},
	}
	s.web = httptest.NewServer(s)
	return s
}

func (s *leanSlack) close() {
	s.client.CloseIdleConnections()
	s.web.Close()
}

// channelOf gives a workspace's channel, which no other has.
func channelOf(team string) string { return "C" + team[1:] }

// meter is what is left of a limit: so many at once, and one more every so often.
type meter struct {
	left float64
	at   time.Time
}

// paces are Slack's limits of the methods that are called: tier 1 to 4, conversations.history by the changelog of
// 29 May 2025. A message may be posted in a channel each second, in short bursts more, and a few hundred a minute in a workspace.
var paces = map[string]struct {
	burst float64
	every time.Duration
}{
	"channel":                      {5, time.Second},
	"chat.postMessage":             {300, time.Minute / 300},
	"conversations.history":        {1, time.Minute},
	"conversations.replies":        {1, time.Minute},
	"conversations.info":           {50, time.Minute / 50},
	"conversations.open":           {50, time.Minute / 50},
	"users.info":                   {100, time.Minute / 100},
	"files.getUploadURLExternal":   {100, time.Minute / 100},
	"files.completeUploadExternal": {100, time.Minute / 100},
	"files.info":                   {100, time.Minute / 100},
}

// ServeHTTP answers a call as the workspace of its token does.
func (s *leanSlack) ServeHTTP(out http.ResponseWriter, r *http.Request) {
	path := r.URL.Path
	if id, is := strings.CutPrefix(path, "/response/"); is {
		body, _ := io.ReadAll(r.Body)
		s.answered(id, string(body))
		return
	}
	method, is := strings.CutPrefix(path, "/api/")
	if !is { // a file's content
		_, _ = io.Copy(io.Discard, r.Body)
		return
	}
	_ = r.ParseForm()
	team := strings.TrimPrefix(strings.TrimPrefix(r.Header.Get("Authorization"), "Bearer "), "xoxb-")
	if team == "" {
		team = strings.TrimPrefix(r.Form.Get("token"), "xoxb-")
	}
	wait, takes := s.limit(team, method, r.Form)
	if wait > 0 {
		out.Header().Set("Retry-After", strconv.Itoa(int((wait+time.Second-1)/time.Second)))
		out.WriteHeader(http.StatusTooManyRequests)
		return
	}
	if takes > 0 {
		<-time.After(takes)
	}
	out.Header().Set("Content-Type", "application/json")
	_, _ = io.WriteString(out, s.answer(team, method, r.Form))
}

// limit tells how long a call has to wait, 0 where it is within the limits, and how long it takes then.
func (s *leanSlack) limit(team, method string, form url.Values) (wait, takes time.Duration) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.calls[method]++
	now, channel := time.Now(), form.Get("channel")
	post := method == "chat.postMessage"
	switch until := s.held[channel]; {
	case !s.strict:
		return 0, s.takes
	case post && now.Before(until):
		s.early++
		return until.Sub(now), 0
	case post && s.busy[channel]:
		delete(s.busy, channel)
		s.told++
		s.held[channel] = now.Add(5 * time.Second)
		return 5 * time.Second, 0
	}
	wait = s.meter(team+" "+method, method, now)
	if post && wait == 0 {
		wait = s.meter(channel, "channel", now)
	}
	if wait > 0 {
		s.over++
		if post {
			s.held[channel] = now.Add(wait.Truncate(time.Second) + time.Second)
		}
	}
	return wait, s.takes
}

// meter takes one of a limit, or tells when there is one again.
func (s *leanSlack) meter(of, pace string, now time.Time) time.Duration {
	p, limited := paces[pace]
	if !limited {
		return 0
	}
	m := s.meters[of]
	if m == nil {
		m = &meter{p.burst, now}
		s.meters[of] = m
	}
	m.left = min(p.burst, m.left+now.Sub(m.at).Seconds()/p.every.Seconds())
	m.at = now
	if m.left < 1 {
		return time.Duration((1 - m.left) * float64(p.every))
	}
	m.left--
	return 0
}

// answer gives what a method answers.
func (s *leanSlack) answer(team, method string, form url.Values) string {
	channel := form.Get("channel")
	switch method {
	case "auth.test":
		return fmt.Sprintf(`{"ok":true,"url":"https://%s.slack.example/","team_id":%q,"user_id":"U0BOT","bot_id":"B0BOT"}`, team, team)
	case "users.info":
		return fmt.Sprintf(`{"ok":true,"user":{"id":%q,"name":"ines","team_id":%q,"tz":"UTC","is_admin":true}}`, form.Get("user"), team)
	case "conversations.info":
		return fmt.Sprintf(`{"ok":true,"channel":{"id":%q,"name":"desk","is_channel":true,"is_member":true}}`, channel)
	case "conversations.history", "conversations.replies":
		return s.history(channel, form.Get("ts"))
	case "conversations.open":
		return `{"ok":true,"channel":{"id":"D1"}}`
	case "files.getUploadURLExternal":
		return fmt.Sprintf(`{"ok":true,"upload_url":"%s/upload","file_id":"F1"}`, s.web.URL)
	case "files.completeUploadExternal":
		return `{"ok":true,"files":[{"id":"F1","title":"standing"}]}`
	case "files.info":
		return `{"ok":true,"file":{"id":"F1","mimetype":"image/png"}}`
	case "chat.postMessage":
		return fmt.Sprintf(`{"ok":true,"channel":%q,"ts":%q}`, channel, s.post(channel, form))
	}
	return `{"ok":true}`
}

func (s *leanSlack) post(channel string, form url.Values) (ts string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	now := time.Now()
	ts = fmt.Sprintf("%d.%06d", now.Unix(), len(s.posted[channel]))
	s.posted[channel] = append(s.posted[channel], leanMessage{now, ts, form.Get("thread_ts"), form.Get("text"), form.Get("metadata")})
	return ts
}

// history gives what was posted in a channel, or in the thread below one message of it, the newest first.
func (s *leanSlack) history(channel, thread string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	var list []string
	for _, m := range slices.Backward(s.posted[channel]) {
		if m.thread == thread {
			list = append(list, fmt.Sprintf(`{"type":"message","user":"U0BOT","bot_id":"B0BOT","ts":%q,"thread_ts":%q,"text":"","metadata":%s}`, m.ts, m.thread, m.metadata))
		}
	}
	return `{"ok":true,"has_more":false,"messages":[` + strings.Join(list, ",") + `]}`
}

// digestsOf gives when each message was posted in a workspace's channel that is no answer to another.
func (s *leanSlack) digestsOf(team string) (list []leanMessage) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, m := range s.posted[channelOf(team)] {
		if m.thread == "" {
			list = append(list, m)
		}
	}
	return list
}

func (s *leanSlack) answered(id, body string) {
	s.mu.Lock()
	answer := s.answers[id]
	s.mu.Unlock()
	select {
	case answer <- body:
	default: // a second message of one answer
	}
}

// ask types a command in a workspace, as a request to one program, and gives what is answered, by whichever way.
func (s *leanSlack) ask(ctx context.Context, program, team, who, text string) (string, error) {
	n := strconv.FormatInt(s.asked.Add(1), 10)
	answer := make(chan string, 1)
	s.mu.Lock()
	s.answers[n] = answer
	s.mu.Unlock()
	defer func() {
		s.mu.Lock()
		delete(s.answers, n)
		s.mu.Unlock()
	}()
	body := url.Values{
		"team_id": {team}, "channel_id": {channelOf(team)}, "channel_name": {"desk"}, "user_id": {who}, "user_name": {"ines"}, "command": {"/nato"},
		"text": {text}, "api_app_id": {"A1"}, "response_url": {s.web.URL + "/response/" + n}, "trigger_id": {"13345224609.738474920." + n},
	}.Encode()
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, program+"/slack/commands", strings.NewReader(body))
	if err != nil {
		return "", err
	}
	at := strconv.FormatInt(time.Now().Unix(), 10)
	mac := hmac.New(sha256.New, []byte(scaleSecret))
	_, _ = io.WriteString(mac, "v0:"+at+":"+body)
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("X-Slack-Request-Timestamp", at)
	r.Header.Set("X-Slack-Signature", "v0="+hex.EncodeToString(mac.Sum(nil)))
	got, err := s.client.Do(r)
	if err != nil {
		return "", err
	}
	defer got.Body.Close()
	said, err := io.ReadAll(got.Body)
	switch {
	case err != nil:
		return "", err
	case got.StatusCode != http.StatusOK:
		return "", fmt.Errorf("%s in %s: %s", text, team, got.Status)
	case len(said) > 0:
		return string(said), nil
	}
	select {
	case later := <-answer:
		return later, nil
	case <-ctx.Done():
		return "", ctx.Err()
	}
}
