package main

import (
	"bufio"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"natobot/bot"
)

const (
	benchSecret = "a-signing-secret"
	benchConns  = 32
)

// BenchmarkStatusOverHTTP sets the bot's /nato status, signed as Slack signs it and over 32
// connections, against a bare server that checks the signature and writes a constant body
// of the same size. Both take turns in one run.
func BenchmarkStatusOverHTTP(b *testing.B) {
	desk := serveDesk(b)
	bare := serveBare(b, askOnce(b, desk))
	var ours, theirs load
	for b.Loop() {
		ours.add(b, desk)
		theirs.add(b, bare)
	}
	b.ReportMetric(ours.rate(), "ours/s")
	b.ReportMetric(theirs.rate(), "bare/s")
	b.ReportMetric(ours.rate()/theirs.rate(), "throughput-ratio")
	b.ReportMetric(ours.p99().Seconds()*1e3, "ours-p99-ms")
	b.ReportMetric(theirs.p99().Seconds()*1e3, "bare-p99-ms")
	b.ReportMetric(ours.p99().Seconds()/theirs.p99().Seconds(), "p99-ratio")
	b.ReportMetric(0, "ns/op")
}

// serveDesk starts the bot over the article, in HTTP mode, and gives its address.
func serveDesk(b *testing.B) string {
	b.Helper()
	slack := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		answer := `{"ok":true,"team_id":"T1","user_id":"UBOT","bot_id":"B1","user":"natobot"}`
		if strings.HasSuffix(r.URL.Path, "/users.info") {
			answer = `{"ok":true,"user":{"id":"U1","name":"ines","team_id":"T1","tz":"Europe/Brussels"}}`
		}
		_, _ = io.WriteString(w, answer)
	}))
	b.Cleanup(slack.Close)
	c, err := loadConfig(environment(b, "SLACK_BOT_TOKEN="+botToken, "SLACK_SIGNING_SECRET="+benchSecret, "SLACK_API_URL="+slack.URL,
		"NATO_STORE="+filepath.Join(b.TempDir(), "natobot.db"), "NATO_LISTEN=127.0.0.1:0"))
	if err != nil {
		b.Fatal(err)
	}
	p := &program{getenv: environment(b), now: time.Now, stdout: io.Discard, stderr: io.Discard}
	ctx, stop := context.WithCancel(b.Context())
	h, err := p.openSeeded(ctx, c, true)
	if err != nil {
		b.Fatal(err)
	}
	one, err := bot.New(h.botConfig(c, slog.New(slog.NewTextHandler(io.Discard, &slog.HandlerOptions{Level: c.LogLevel}))))
	if err != nil {
		b.Fatal(err)
	}
	done := make(chan error, 1)
	go func() { done <- one.Run(ctx) }()
	b.Cleanup(func() {
		stop()
		if err := <-done; err != nil {
			b.Error(err)
		}
		h.close()
	})
	for begin := time.Now(); one.Ready() != nil; time.Sleep(time.Millisecond) {
		if time.Since(begin) > 10*time.Second {
			b.Fatal(one.Ready())
		}
	}
	return serveOn(b, newServer(c, one.Handler(), slog.New(slog.DiscardHandler)))
}

// serveBare starts a server that does nothing but check the signature.
func serveBare(b *testing.B, body []byte) string {
	b.Helper()
	return serveOn(b, &http.Server{Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		raw, err := io.ReadAll(r.Body)
		if err != nil || !hmac.Equal([]byte(signed(r.Header.Get("X-Slack-Request-Timestamp"), string(raw))), []byte(r.Header.Get("X-Slack-Signature"))) {
			http.Error(w, "Unauthorized", http.StatusUnauthorized)
			return
		}
		w.Header().Set("Content-Type", "application/json; charset=utf-8")
		_, _ = w.Write(body)
	})})
}

func serveOn(b *testing.B, s *http.Server) string {
	b.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		b.Fatal(err)
	}
	go func() { _ = s.Serve(listener) }()
	b.Cleanup(func() { _ = s.Close() })
	return listener.Addr().String()
}

func signed(at, body string) string {
	mac := hmac.New(sha256.New, []byte(benchSecret))
	_, _ = io.WriteString(mac, "v0:"+at+":"+body)
	return "v0=" + hex.EncodeToString(mac.Sum(nil))
}

// statusRequest gives the bytes of one command. Its trigger is its own, as Slack's are.
func statusRequest(trigger int64) []byte {
	body := url.Values{
		"token": {"gIkuvaNzQIHg97ATvDxqgjtO"}, "team_id": {"T1"}, "team_domain": {"desk"}, "channel_id": {"C1"}, "channel_name": {"nato-desk"},
		"user_id": {"U1"}, "user_name": {"ines"}, "command": {"/nato"}, "text": {"status"}, "api_app_id": {"A1"}, "is_enterprise_install": {"false"},
		"response_url": {"https://hooks.slack.com/commands/T1/1/x"}, "trigger_id": {"13345224609.738474920." + strconv.FormatInt(trigger, 10)},
	}.Encode()
	at := strconv.FormatInt(time.Now().Unix(), 10)
	return fmt.Appendf(nil, "POST /slack/commands HTTP/1.1\r\nHost: natobot.example.com\r\nUser-Agent: Slackbot 1.0 (+https://api.slack.com/robots)\r\n"+
		"Accept: application/json,*/*\r\nContent-Type: application/x-www-form-urlencoded\r\nX-Slack-Request-Timestamp: %s\r\nX-Slack-Signature: %s\r\nContent-Length: %d\r\n\r\n%s",
		at, signed(at, body), len(body), body)
}

var triggers atomic.Int64

// askOnce gives the body of one answer.
func askOnce(b *testing.B, address string) []byte {
	b.Helper()
	c := open(b, address)
	defer c.Close()
	body, err := c.ask()
	if err != nil || !strings.Contains(string(body), "Rutte") {
		b.Fatalf("%s, %v", body, err)
	}
	return body
}

// caller is one connection. It is cheaper than net/http's client, which would take more of
// the machine than the servers do.
type caller struct {
	net.Conn
	in *bufio.Reader
}

func open(b *testing.B, address string) *caller {
	b.Helper()
	c, err := net.Dial("tcp", address)
	if err != nil {
		b.Fatal(err)
	}
	return &caller{c, bufio.NewReaderSize(c, 64<<10)}
}

func (c *caller) ask() ([]byte, error) {
	if _, err := c.Write(statusRequest(triggers.Add(1))); err != nil {
		return nil, err
	}
	got, err := http.ReadResponse(c.in, nil)
	if err != nil {
		return nil, err
	}
	body, err := io.ReadAll(got.Body)
	if err == nil && (got.StatusCode != http.StatusOK || len(body) == 0) {
		err = fmt.Errorf("%s, %d bytes", got.Status, len(body))
	}
	return body, err
}

// load is what a server bore.
type load struct {
	took    []time.Duration
	elapsed time.Duration
}

// add lets all connections ask for a while.
func (l *load) add(b *testing.B, address string) {
	const (
		warmth = 100 * time.Millisecond
		round  = 500 * time.Millisecond
	)
	var mu sync.Mutex
	var all sync.WaitGroup
	begin := time.Now().Add(warmth)
	for range benchConns {
		all.Go(func() {
			c := open(b, address)
			defer c.Close()
			var took []time.Duration
			for now := time.Now(); now.Before(begin.Add(round)); {
				if _, err := c.ask(); err != nil {
					b.Error(err)
					return
				}
				then := now
				if now = time.Now(); then.After(begin) {
					took = append(took, now.Sub(then))
				}
			}
			mu.Lock()
			defer mu.Unlock()
			l.took = append(l.took, took...)
		})
	}
	all.Wait()
	l.elapsed += time.Since(begin)
}

func (l *load) rate() float64 { return float64(len(l.took)) / l.elapsed.Seconds() }

func (l *load) p99() time.Duration {
	slices.Sort(l.took)
	return l.took[len(l.took)*99/100]
}
