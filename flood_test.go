package main

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

const (
	floodConns = 24
	floodTime  = 20 * time.Second
	floodRSS   = 120 << 20 // bytes that may be resident
	floodFiles = 400       // descriptors that may be open
)

// TestFloods sends what Slack may sign as fast as 24 connections carry it, for 20 seconds, to the real
// program: its memory and its descriptors have a bound. Slack itself takes its time meanwhile.
func TestFloods(t *testing.T) {
	if os.Getenv("NATO_SOAK") == "" {
		t.Skip("NATO_SOAK is not set")
	}
	slack := slowSlack(t)
	long := strings.Repeat("Poland backs Rutte, and so do we. ", 1000)
	floods := map[string]func(i int64) url.Values{
		"history":      func(i int64) url.Values { return typedFlood(slack, i, "history") },
		"status":       func(i int64) url.Values { return typedFlood(slack, i, "status") },
		"dialogs":      func(i int64) url.Values { return typedFlood(slack, i, "stance") },
		"long texts":   func(i int64) url.Values { return typedFlood(slack, i, long) },
		"huge texts":   func(i int64) url.Values { return typedFlood(slack, i, strings.Repeat(long, 18)) },
		"presses":      func(i int64) url.Values { return pressFlood(slack, i, "ask:0", "history") },
		"shortcuts":    func(i int64) url.Values { return shortcutFlood(i, long[:12_000]) },
		"another team": func(i int64) url.Values { v := typedFlood(slack, i, "history"); v.Set("team_id", "T2"); return v },
	}
	for name, next := range floods {
		t.Run(name, func(t *testing.T) {
			p := start(t, "SLACK_BOT_TOKEN="+botToken, "SLACK_SIGNING_SECRET="+benchSecret, "SLACK_API_URL="+slack, "NATO_SEED=article")
			var sent, taken, most atomic.Int64
			var all sync.WaitGroup
			end := time.Now().Add(floodTime)
			for range floodConns {
				all.Go(func() {
					client := &http.Client{Transport: &http.Transport{}}
					defer client.CloseIdleConnections()
					for time.Now().Before(end) {
						if flood(client, p.address, next(sent.Add(1))) == http.StatusOK {
							taken.Add(1)
						}
						if n := int64(descriptors(p.cmd.Process.Pid)); n > most.Load() {
							most.Store(n)
						}
					}
				})
			}
			all.Wait()
			peak := peakRSS(t, p.cmd.Process.Pid)
			t.Logf("%d sent, %d taken, %d MB resident at most, %d descriptors", sent.Load(), taken.Load(), peak>>20, most.Load())
			if peak > floodRSS || most.Load() > floodFiles {
				t.Errorf("%d MB resident, %d descriptors", peak>>20, most.Load())
			}
		})
	}
}

// slowSlack is a Slack that takes a second to open a dialog or take a file.
func slowSlack(t *testing.T) string {
	t.Helper()
	var own string
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body)
		answer := `{"ok":true,"team_id":"T1","user_id":"UBOT","bot_id":"B1","user":"natobot","channel":{"id":"D1"},"view":{"id":"V1"},"file_id":"F1","files":[{"id":"F1"}],"upload_url":"` + own + `/upload","ts":"1.2"}`
		switch {
		case strings.HasSuffix(r.URL.Path, "/users.info"):
			answer = `{"ok":true,"user":{"id":"U1","name":"ines","team_id":"T1","tz":"Europe/Brussels"}}`
		case strings.Contains(r.URL.Path, "/views.") || strings.Contains(r.URL.Path, "/files.") || r.URL.Path == "/upload":
			select {
			case <-time.After(time.Second):
			case <-r.Context().Done():
			}
		}
		_, _ = io.WriteString(w, answer)
	}))
	t.Cleanup(server.Close)
	own = server.URL
	return server.URL
}

func typedFlood(slack string, i int64, text string) url.Values {
	return url.Values{
		"command": {"/nato"}, "text": {text}, "user_id": {"U1"}, "channel_id": {"C1"}, "channel_name": {"desk"}, "team_id": {"T1"},
		"trigger_id": {fmt.Sprint("trigger", i)}, "response_url": {slack + "/response"},
	}
}

func pressFlood(slack string, i int64, action, value string) url.Values {
	return url.Values{"payload": {fmt.Sprintf(`{"type":"block_actions","team":{"id":"T1"},"user":{"id":"U1","team_id":"T1"},"channel":{"id":"C1"},
		"trigger_id":"trigger%d","response_url":%q,"actions":[{"type":"button","block_id":"b","action_id":%q,"value":%q}]}`, i, slack+"/response", action, value)}}
}

func shortcutFlood(i int64, text string) url.Values {
	return url.Values{"payload": {fmt.Sprintf(`{"type":"message_action","callback_id":"record_stance","team":{"id":"T1"},"user":{"id":"U1","team_id":"T1"},"channel":{"id":"C1"},
		"trigger_id":"trigger%d","message":{"type":"message","user":"U1","ts":"1708675200.000100","text":%q}}`, i, text)}}
}

// flood sends a request, signed, and gives the status of its answer.
func flood(client *http.Client, address string, form url.Values) int {
	body, at, path := form.Encode(), strconv.FormatInt(time.Now().Unix(), 10), "/slack/commands"
	if form.Has("payload") {
		path = "/slack/interactions"
	}
	r, _ := http.NewRequest(http.MethodPost, address+path, strings.NewReader(body))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("X-Slack-Request-Timestamp", at)
	r.Header.Set("X-Slack-Signature", signed(at, body))
	got, err := client.Do(r)
	if err != nil {
		return 0
	}
	defer got.Body.Close()
	_, _ = io.Copy(io.Discard, got.Body)
	return got.StatusCode
}

func descriptors(pid int) int {
	list, _ := os.ReadDir(filepath.Join("/proc", strconv.Itoa(pid), "fd"))
	return len(list)
}

// peakRSS gives how many bytes of a process were resident at most.
func peakRSS(t *testing.T, pid int) int64 {
	t.Helper()
	status, err := os.ReadFile(filepath.Join("/proc", strconv.Itoa(pid), "status"))
	if err != nil {
		t.Skip("this system does not say what is resident")
	}
	_, after, _ := strings.Cut(string(status), "VmHWM:")
	kilobytes, err := strconv.ParseInt(strings.Fields(after)[0], 10, 64)
	if err != nil {
		t.Fatal(err)
	}
	return kilobytes << 10
}
