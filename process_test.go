package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"sync"
	"testing"
	"time"

	"natobot/bot/localslack"
	"natobot/config"
)

const (
	botToken = "xoxb-1-secret"
	appToken = "xapp-1-secret"
)

// environment gives one of pairs, "NAME=value", with a ledger that can be created.
func environment(t testing.TB, pairs ...string) config.Environment {
	t.Helper()
	return config.NewEnvironment(append([]string{"NATO_STORE=" + filepath.Join(t.TempDir(), "natobot.db")}, pairs...))
}

// workshop is where the program under test is built.
var workshop string

func TestMain(m *testing.M) {
	var err error
	if workshop, err = os.MkdirTemp("", "natobot-test-"); err != nil {
		panic(err)
	}
	code := m.Run()
	_ = os.RemoveAll(workshop)
	os.Exit(code)
}

// buildOnce makes the program as it ships.
var buildOnce = sync.OnceValues(func() (string, error) {
	path := filepath.Join(workshop, "natobot")
	out, err := exec.Command("go", "build", "-o", path, ".").CombinedOutput()
	if err != nil {
		return "", errors.New(string(out))
	}
	return path, nil
})

// process is the program at work.
type process struct {
	cmd     *exec.Cmd
	address string // of its web server, "http://127.0.0.1:1234"
	stderr  *bytes.Buffer
	ended   chan struct{} // closed when it has ended
}

// start starts the real program and returns when it says where it is.
func start(t testing.TB, env ...string) *process {
	t.Helper()
	stderr := &bytes.Buffer{}
	p := startTelling(t, io.Discard, stderr, env)
	p.stderr = stderr
	return p
}

// startTelling starts the real program with what it prints going to those two as well.
func startTelling(t testing.TB, out, complaints io.Writer, env []string) *process {
	t.Helper()
	path, err := buildOnce()
	if err != nil {
		t.Fatal(err)
	}
	p := &process{cmd: exec.Command(path), ended: make(chan struct{})}
	p.cmd.Dir = t.TempDir()
	p.cmd.Env = append([]string{"NATO_LISTEN=127.0.0.1:0", "PATH=" + os.Getenv("PATH")}, env...)
	p.cmd.Stderr = complaints
	stdout, err := p.cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := p.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	found := make(chan string, 1)
	go func() {
		defer close(p.ended)
		both := io.TeeReader(stdout, out)
		found <- findAddress(both)
		_, _ = io.Copy(io.Discard, both)
		_ = p.cmd.Wait()
	}()
	t.Cleanup(p.kill)
	if p.address = <-found; p.address == "" {
		<-p.ended
		t.Fatalf("the program does not start:\n%s", complaints)
	}
	return p
}

// findAddress reads until an address comes by.
func findAddress(r io.Reader) string {
	address := regexp.MustCompile(`http://[\d.:]+`)
	for s := bufio.NewScanner(r); s.Scan(); {
		if found := address.FindString(s.Text()); found != "" {
			return found
		}
	}
	return ""
}

// kill ends the program without a word, if it still runs.
func (p *process) kill() {
	_ = p.cmd.Process.Kill()
	<-p.ended
}

// exitCode waits for the program to end by itself.
func (p *process) exitCode(t *testing.T, within time.Duration) int {
	t.Helper()
	select {
	case <-p.ended:
		return p.cmd.ProcessState.ExitCode()
	case <-time.After(within):
		t.Fatalf("the program runs on after %v:\n%s", within, p.stderr)
		return 0
	}
}

// slackServer is a Slack for the program to connect to, which outlives it.
type slackServer struct {
	*localslack.Server
	web *httptest.Server
	env []string // the settings that lead the program there
}

func newSlack(t testing.TB) slackServer {
	t.Helper()
	return newSlackBehind(t, func(h http.Handler) http.Handler { return h })
}

// newSlackBehind makes one with something before it that may hold up requests.
func newSlackBehind(t testing.TB, gate func(http.Handler) http.Handler) slackServer {
	t.Helper()
	return newSlackOf(t, nil, gate)
}

// newSlackOf makes one that reaches the program over HTTP, or by a socket where delivery
// is nil.
func newSlackOf(t testing.TB, delivery *localslack.Delivery, gate func(http.Handler) http.Handler) slackServer {
	t.Helper()
	s := localslack.New(localslack.Options{
		Now: time.Now, Zone: time.UTC, Log: slog.New(slog.DiscardHandler),
		Command: "/nato", BotToken: botToken, AppToken: appToken, Deliver: delivery,
	})
	web := httptest.NewServer(gate(s.Handler()))
	t.Cleanup(web.Close)
	t.Cleanup(s.Close)
	return slackServer{s, web, []string{
		"SLACK_BOT_TOKEN=" + botToken, "SLACK_APP_TOKEN=" + appToken, "SLACK_API_URL=" + web.URL + "/api/", "NATO_SEED=article",
		"NATO_STORE=" + filepath.Join(t.TempDir(), "natobot.db"),
	}}
}

// connected waits until the program has opened its socket.
func (s slackServer) connected(t testing.TB) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
	defer cancel()
	if err := s.Await(ctx, func() bool { return s.Connections() > 0 }); err != nil {
		t.Fatalf("the program does not connect: %v", err)
	}
}

// store gives where the ledger is.
func (s slackServer) store() string { return s.env[len(s.env)-1][len("NATO_STORE="):] }

func read(t *testing.T, r io.Reader) string {
	t.Helper()
	data, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}
