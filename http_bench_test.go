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
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"natobot/bot"
	"natobot/config"
	"natobot/consensus"
	"natobot/consensus/bodies"
	"natobot/ops"
	"natobot/store/sqlite"
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
	bare := serveBare(b, askOnce(b, desk, "status"))
	var ours, theirs load
	for b.Loop() {
		ours.add(b, desk, benchConns, status)
		theirs.add(b, bare, benchConns, status)
	}
	b.ReportMetric(ours.rate(), "ours/s")
	b.ReportMetric(theirs.rate(), "bare/s")
	b.ReportMetric(ours.rate()/theirs.rate(), "throughput-ratio")
	b.ReportMetric(ours.p99().Seconds()*1e3, "ours-p99-ms")
	b.ReportMetric(theirs.p99().Seconds()*1e3, "bare-p99-ms")
	b.ReportMetric(ours.p99().Seconds()/theirs.p99().Seconds(), "p99-ratio")
	b.ReportMetric(0, "ns/op")
}

// BenchmarkRecordOverHTTP tells how many reports are recorded in a second over 32
// connections, each answered after its sync, and compares that with one connection, with one
// append of the ledger at a time, and with one bare write and sync of an entry's size at a
// time. All take turns in one run.
func BenchmarkRecordOverHTTP(b *testing.B) {
	desk := serveDesk(b)
	names := []string{"Adams", "Brown", "Cole", "Drew"}
	for _, name := range names {
		askOnce(b, desk, fmt.Sprintf("candidate Kim %s of Netherlands declared", name))
	}
	members := bodies.NATO().Members
	report := func(i int64) string { // none is like another
		n, day := len(members), consensus.Day(20240220).Add(-int(i)/len(members)/len(names))
		return fmt.Sprintf("stance %s backs %s on %s https://example.org/%d", members[int(i)%n].Name, names[int(i)/n%len(names)], day, i)
	}
	appending, writing := appender(b), bareDisk(b)
	var together, alone, appends, bare load
	for b.Loop() {
		together.add(b, desk, benchConns, report)
		alone.add(b, desk, 1, report)
		appends.addOf(b, appending)
		bare.addOf(b, writing)
	}
	b.ReportMetric(together.rate(), "together/s")
	b.ReportMetric(together.p99().Seconds()*1e3, "together-p99-ms")
	b.ReportMetric(together.rate()/alone.rate(), "x-alone")
	b.ReportMetric(together.rate()/appends.rate(), "x-append")
	b.ReportMetric(together.rate()/bare.rate(), "x-bare")
	b.ReportMetric(1e6/bare.rate(), "bare-us")
	b.ReportMetric(0, "ns/op")
}

// appender gives what appends one entry more to a ledger.
func appender(b *testing.B) func() error {
	b.Helper()
	ledger, err := sqlite.Open(b.Context(), filepath.Join(b.TempDir(), "natobot.db"), sqlite.Options{Workspace: workspace, Now: time.Now})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = ledger.Close() })
	number := 0
	return func() error {
		receipt, err := ledger.Append(b.Context(), fmt.Sprint(number), number, []consensus.Entry{{Race: "2024", Recorder: "U1", Fact: consensus.Fact{
			Kind: consensus.StanceKind, Member: "PL", Candidate: "kim-adams", Position: consensus.Backs, On: consensus.On(20240220),
			Source: consensus.Source{Via: consensus.Reported, Link: "https://example.org/1"},
		}}})
		number += len(receipt.Entries)
		return err
	}
}

// bareDisk gives what writes and syncs as many bytes as an entry has.
func bareDisk(b *testing.B) func() error {
	b.Helper()
	file, err := os.Create(filepath.Join(b.TempDir(), "bare"))
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = file.Close() })
	entry := make([]byte, 600)
	return func() error {
		if _, err := file.Write(entry); err != nil {
			return err
		}
		return syscall.Fdatasync(int(file.Fd()))
	}
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
	c, err := config.Load(environment(b, "SLACK_BOT_TOKEN="+botToken, "SLACK_SIGNING_SECRET="+benchSecret, "SLACK_API_URL="+slack.URL,
		"NATO_STORE="+filepath.Join(b.TempDir(), "natobot.db"), "NATO_LISTEN=127.0.0.1:0", "NATO_SEED=article"))
	if err != nil {
		b.Fatal(err)
	}
	p := &program{env: environment(b), now: time.Now, stdout: io.Discard, stderr: io.Discard}
	ctx, stop := context.WithCancel(b.Context())
	a, err := p.openSeeded(ctx, c, sqlite.Options{Exclusive: true})
	if err != nil {
		b.Fatal(err)
	}
	one, err := bot.New(a.botConfig(c, slog.New(slog.NewTextHandler(io.Discard, &slog.HandlerOptions{Level: c.LogLevel}))))
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
		a.close()
	})
	again := time.NewTicker(time.Millisecond)
	defer again.Stop()
	for begin := time.Now(); one.Ready() != nil; <-again.C {
		if time.Since(begin) > 10*time.Second {
			b.Fatal(one.Ready())
		}
	}
	return serveOn(b, ops.NewServer(one.Handler(), c.Local(), slog.New(slog.DiscardHandler)))
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

// status is what is typed for the status.
func status(int64) string { return "status" }

// commandRequest gives the bytes of one command. Its trigger is its own, as Slack's are.
func commandRequest(text string, trigger int64) []byte {
	body := url.Values{
		"token": {"gIkuvaNzQIHg97ATvDxqgjtO"}, "team_id": {"T1"}, "team_domain": {"desk"}, "channel_id": {"C1"}, "channel_name": {"nato-desk"},
		"user_id": {"U1"}, "user_name": {"ines"}, "command": {"/nato"}, "text": {text}, "api_app_id": {"A1"}, "is_enterprise_install": {"false"},
		"response_url": {"https://hooks.slack.com/commands/T1/1/x"}, "trigger_id": {"13345224609.738474920." + strconv.FormatInt(trigger, 10)},
	}.Encode()
	at := strconv.FormatInt(time.Now().Unix(), 10)
	return fmt.Appendf(nil, "POST /slack/commands HTTP/1.1\r\nHost: natobot.example.com\r\nUser-Agent: Slackbot 1.0 (+https://api.slack.com/robots)\r\n"+
		"Accept: application/json,*/*\r\nContent-Type: application/x-www-form-urlencoded\r\nX-Slack-Request-Timestamp: %s\r\nX-Slack-Signature: %s\r\nContent-Length: %d\r\n\r\n%s",
		at, signed(at, body), len(body), body)
}

var triggers atomic.Int64

// askOnce gives the body of one answer.
func askOnce(b *testing.B, address, text string) []byte {
	b.Helper()
	c := open(b, address)
	defer c.Close()
	body, err := c.ask(func(int64) string { return text })
	if err != nil {
		b.Fatal(err)
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

func (c *caller) ask(text func(int64) string) ([]byte, error) {
	trigger := triggers.Add(1)
	if _, err := c.Write(commandRequest(text(trigger), trigger)); err != nil {
		return nil, err
	}
	got, err := http.ReadResponse(c.in, nil)
	if err != nil {
		return nil, err
	}
	body, err := io.ReadAll(got.Body)
	if err == nil && (got.StatusCode != http.StatusOK || !strings.Contains(string(body), "#")) { // entries are shown as #12
		err = fmt.Errorf("%s, %d bytes", got.Status, len(body))
	}
	return body, err
}

// load is what a server bore.
type load struct {
	took    []time.Duration
	elapsed time.Duration
}

// add lets connections ask for a while.
func (l *load) add(b *testing.B, address string, conns int, text func(int64) string) {
	l.bear(b, conns, func() (func() error, io.Closer) {
		c := open(b, address)
		return func() error { _, err := c.ask(text); return err }, c
	})
}

// addOf lets one at a time do something for a while.
func (l *load) addOf(b *testing.B, do func() error) {
	l.bear(b, 1, func() (func() error, io.Closer) { return do, io.NopCloser(nil) })
}

func (l *load) bear(b *testing.B, many int, begun func() (do func() error, end io.Closer)) {
	const (
		warmth = 100 * time.Millisecond
		round  = 500 * time.Millisecond
	)
	var mu sync.Mutex
	var all sync.WaitGroup
	begin := time.Now().Add(warmth)
	for range many {
		all.Go(func() {
			do, end := begun()
			defer end.Close()
			var took []time.Duration
			for now := time.Now(); now.Before(begin.Add(round)); {
				if err := do(); err != nil {
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
