package main

import (
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"natobot/bot/localslack"
)

// I7: told to stop, the program answers what it accepted, then ends by itself.
func TestTermFinishesWhatWasAccepted(t *testing.T) {
	slack := newSlack(t)
	p := start(t, slack.env...)
	slack.connected(t)
	var sent []*localslack.Invocation
	for _, member := range []string{"Poland", "Italy", "Spain", "Latvia", "Norway", "Greece", "Canada", "Albania"} {
		sent = append(sent, slack.Command(localslack.ReporterID, localslack.DeskID, "/nato", "stance "+member+" backs Rutte"))
	}
	for _, s := range sent {
		if err := s.Acknowledged(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	signalled(t, p, syscall.SIGTERM)
	if code := p.exitCode(t, 10*time.Second); code != 0 {
		t.Errorf("exit %d, want 0:\n%s", code, p.stderr)
	}
	for i, s := range sent {
		if replies := s.Replies(); len(replies) == 0 || !saysRecorded(s) {
			t.Errorf("report %d was accepted and answered with %v", i+1, replies)
		}
	}
}

func TestInterruptEndsTheLocalWorkspace(t *testing.T) {
	p := start(t)
	events, err := http.Get(p.address + "/events") // an open page must not hold it up
	if err != nil {
		t.Fatal(err)
	}
	defer events.Body.Close()
	signalled(t, p, syscall.SIGINT)
	if code := p.exitCode(t, 10*time.Second); code != 0 {
		t.Errorf("exit %d, want 0:\n%s", code, p.stderr)
	}
}

// Whoever does not want to wait signals twice.
func TestSecondSignalEndsAtOnce(t *testing.T) {
	p := startStuck(t)
	signalled(t, p, syscall.SIGTERM)
	select {
	case <-p.ended:
		t.Fatal("it did not wait for the answer that is under way")
	case <-time.After(500 * time.Millisecond):
	}
	signalled(t, p, syscall.SIGTERM)
	p.exitCode(t, 2*time.Second)
}

// Slack that never answers does not keep the program from ending.
func TestTermEndsWithinTenSeconds(t *testing.T) {
	if testing.Short() {
		t.Skip("it takes eight seconds")
	}
	t.Parallel()
	p := startStuck(t)
	signalled(t, p, syscall.SIGTERM)
	if code := p.exitCode(t, 10*time.Second); code != 0 {
		t.Errorf("exit %d, want 0:\n%s", code, p.stderr)
	}
}

// startStuck starts the program with a command under way that Slack keeps from being
// answered: it does not say who asks.
func startStuck(t *testing.T) *process {
	t.Helper()
	stuck, released := make(chan struct{}, 1), make(chan struct{})
	slack := newSlackBehind(t, func(inner http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Path == "/api/users.info" {
				select {
				case stuck <- struct{}{}:
				default: // it asks again
				}
				<-released
			}
			inner.ServeHTTP(w, r)
		})
	})
	t.Cleanup(func() { close(released) })
	p := start(t, slack.env...)
	slack.connected(t)
	slack.Command(localslack.ReporterID, localslack.DeskID, "/nato", "members")
	select {
	case <-stuck:
	case <-time.After(10 * time.Second):
		t.Fatal("it does not ask Slack who is asking")
	}
	return p
}

// D3: a bot that hears nothing must not look well.
func TestReadyTellsWhetherItCanServe(t *testing.T) {
	slack := newSlack(t)
	p := start(t, slack.env...)
	slack.connected(t)
	awaitStatus(t, p.address+"/readyz", http.StatusOK)
	awaitStatus(t, p.address+"/healthz", http.StatusOK)
	slack.web.CloseClientConnections()
	slack.web.Close()
	slack.CloseSockets()
	awaitStatus(t, p.address+"/readyz", http.StatusServiceUnavailable)
	awaitStatus(t, p.address+"/readyz", http.StatusServiceUnavailable)
	awaitStatus(t, p.address+"/healthz", http.StatusOK)
	p.kill()
	// It may be asked before it is connected for the first time: then it has that to say too.
	if log := p.stderr.String(); strings.Count(log, "not ready") != strings.Count(log, "ready again")+1 {
		t.Errorf("the log does not say once for each change that it is not ready:\n%s", log)
	}
}

// D4: tokens that Slack refuses for good end the program with a sentence.
func TestRefusedTokensEndTheProgram(t *testing.T) {
	slack := newSlack(t)
	for _, over := range [][]string{
		{"SLACK_BOT_TOKEN=xoxb-2-secret", "SLACK_BOT_TOKEN"},
		{"SLACK_APP_TOKEN=xapp-2-secret", "SLACK_APP_TOKEN"},
		{"SLACK_APP_TOKEN=", "SLACK_SIGNING_SECRET=" + signingSecret, "SLACK_BOT_TOKEN=xoxb-2-secret", "SLACK_BOT_TOKEN"},
	} {
		settings, named := over[:len(over)-1], over[len(over)-1]
		said, code := natobot(t, slices.Concat([]string{"NATO_LISTEN=127.0.0.1:0"}, slack.env, settings))
		if code != exitUsage || !strings.Contains(said, "Slack does not take "+named) || strings.Contains(said, "secret") {
			t.Errorf("%s: exit %d, and it says: %s", named, code, said)
		}
		if strings.Contains(said, "at work") {
			t.Errorf("%s: it says that it is at work: %s", named, said)
		}
	}
}

// That it is at work in Slack is said when Slack has answered, and not before.
func TestAtWorkIsSaidWhenSlackHasAnswered(t *testing.T) {
	for _, delivery := range []*localslack.Delivery{nil, {SigningSecret: signingSecret, Client: http.DefaultClient}} {
		asked, answer := make(chan struct{}, 1), make(chan struct{})
		slack := newSlackOf(t, delivery, func(inner http.Handler) http.Handler {
			return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				if r.URL.Path == "/api/auth.test" {
					select {
					case asked <- struct{}{}:
					default: // it asks again
					}
					<-answer
				}
				inner.ServeHTTP(w, r)
			})
		})
		var out spill
		env := slack.env
		if delivery != nil {
			env = append(env, "SLACK_APP_TOKEN=", "SLACK_SIGNING_SECRET="+signingSecret)
		}
		go func() {
			<-asked
			fmt.Fprint(&out, "it asks Slack;")
			close(answer)
		}()
		startTelling(t, &out, io.Discard, env)
		if said := out.String(); !strings.HasPrefix(said, "it asks Slack;natobot is at work in Slack.") {
			t.Errorf("it says: %s", said)
		}
	}
}

func TestTokenRevokedWhileRunningEndsTheProgram(t *testing.T) {
	slack := newSlack(t)
	p := start(t, slack.env...)
	slack.connected(t)
	slack.FailNext("apps.connections.open", localslack.Forever, localslack.Refused("token_revoked"))
	slack.Refresh()
	if code := p.exitCode(t, 20*time.Second); code != exitUsage {
		t.Errorf("exit %d, want %d", code, exitUsage)
	}
	if said := p.stderr.String(); !strings.Contains(said, "Slack does not take SLACK_APP_TOKEN (token_revoked)") || strings.Contains(said, "secret") {
		t.Errorf("it says: %s", said)
	}
}

func signalled(t *testing.T, p *process, s syscall.Signal) {
	t.Helper()
	if err := p.cmd.Process.Signal(s); err != nil {
		t.Fatal(err)
	}
}

// awaitStatus asks again and again until the answer has that status.
func awaitStatus(t testing.TB, url string, want int) {
	t.Helper()
	limit, again := time.After(40*time.Second), time.NewTicker(50*time.Millisecond)
	defer again.Stop()
	got := 0
	for {
		if response, err := http.Get(url); err == nil {
			got = response.StatusCode
			_ = response.Body.Close()
		}
		if got == want {
			return
		}
		select {
		case <-limit:
			t.Fatalf("%s answers %d, want %d", url, got, want)
		case <-again.C:
		}
	}
}
