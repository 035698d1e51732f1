package main

import (
	"fmt"
	"io"
	"net/http"
	"os"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"natobot/bot/localslack"
)

// spill is all that the program gave away.
type spill struct {
	mu   sync.Mutex
	text strings.Builder
}

func (s *spill) Write(b []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.text.Write(b)
}

func (s *spill) String() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.text.String()
}

// get adds what an address of the program answers.
func (s *spill) get(t *testing.T, address string) {
	t.Helper()
	r, err := http.Get(address)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Body.Close()
	fmt.Fprintln(s, r.Header)
	_, _ = io.Copy(s, r.Body)
}

// secrets are the things that nobody may read anywhere.
type secrets struct {
	mu   sync.Mutex
	list []string
}

func (s *secrets) add(more ...string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, one := range more {
		if one != "" {
			s.list = append(s.list, one)
		}
	}
}

func (s *secrets) addOf(inv *localslack.Invocation) {
	_, path, _ := strings.Cut(inv.ResponseURL, "/response/")
	s.add(inv.TriggerID, path)
}

const signingSecret = "0f1e2d3c4b5a69788796a5b4c3d2e1f0"

// embargoed are words of a report that is held.
const embargoed = "Not one word of this before tomorrow"

// TestSecretsStaySecret greps all that the program prints and serves, at its most talkative
// and in trouble of every kind, for what would let somebody act in its name (docs/product.md §5.5).
func TestSecretsStaySecret(t *testing.T) {
	t.Run("Socket Mode", func(t *testing.T) { t.Parallel(); keepsSecrets(t, false, "text") })
	t.Run("HTTP", func(t *testing.T) { t.Parallel(); keepsSecrets(t, true, "json") })
}

func keepsSecrets(t *testing.T, overHTTP bool, format string) {
	var hidden secrets
	hidden.add(botToken, appToken, signingSecret, embargoed)
	delivery := &localslack.Delivery{SigningSecret: signingSecret, Client: http.DefaultClient}
	if !overHTTP {
		delivery = nil
	}
	slack := newSlackOf(t, delivery, func(h http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			hidden.add(r.URL.Query().Get("ticket"))
			h.ServeHTTP(w, r)
		})
	})
	env := append(slack.env, "LOG_LEVEL=debug", "LOG_FORMAT="+format)
	if overHTTP {
		env = append(env, "SLACK_APP_TOKEN=", "SLACK_SIGNING_SECRET="+signingSecret)
	}
	var out spill
	p := startTelling(t, &out, &out, env)
	if overHTTP {
		delivery.URL = p.address
		awaitStatus(t, p.address+"/readyz", http.StatusOK)
	} else {
		slack.connected(t)
	}
	for _, inv := range trouble(t, slack) {
		hidden.addOf(inv)
		for _, m := range inv.Replies() {
			fmt.Fprintln(&out, m.Text, string(m.Blocks))
		}
	}
	for _, path := range []string{"/healthz", "/readyz", "/metrics", "/slack/commands", "/nothing?token=" + botToken[5:]} {
		out.get(t, p.address+path)
	}
	command, err := os.ReadFile(fmt.Sprintf("/proc/%d/cmdline", p.cmd.Process.Pid))
	if err != nil {
		t.Fatal(err)
	}
	out.Write(command)
	signalled(t, p, syscall.SIGTERM)
	p.exitCode(t, 15*time.Second)
	said := out.String()
	if len(said) < 2000 || !strings.Contains(said, "a request was answered") {
		t.Errorf("it hardly says anything: %s", said)
	}
	for _, secret := range hidden.list {
		if at := strings.Index(said, secret); at >= 0 {
			t.Errorf("%q is in what it says: …%s…", secret, said[max(0, at-200):min(len(said), at+100)])
		}
	}
}

// trouble asks the desk things while Slack fails in every way that makes the program
// complain.
func trouble(t *testing.T, slack slackServer) (sent []*localslack.Invocation) {
	t.Helper()
	ask := func(user, text string) {
		inv := slack.Command(user, localslack.DeskID, "/nato", text)
		sent = append(sent, inv)
		_ = inv.Acknowledged(t.Context())
	}
	ask(localslack.ReporterID, "status")
	ask(localslack.ReporterID, "stance Poland backs Rutte")
	ask(localslack.ReporterID, "stance Spain backs Rutte until tomorrow 23:59 \""+embargoed+"\"")
	ask(localslack.ReporterID, "xyzzy")
	ask(localslack.ReporterID, "history") // longer than what goes with an acknowledgement
	for _, fault := range []localslack.Fault{localslack.Unavailable(503), localslack.ReplyLost(), localslack.Refused("invalid_arguments")} {
		for _, method := range []string{"response_url", "views.open", "views.update", "users.info", "chat.postMessage", "chat.postEphemeral"} {
			slack.FailNext(method, localslack.Forever, fault)
		}
		ask(localslack.ReporterID, "stance")
		ask(localslack.ReporterID, "export csv")
		ask(localslack.ReaderID, "status here")
		ask(localslack.EditorID, "digest now")
		slack.OpenHome(localslack.EditorID)
		slack.DuplicateEnvelopes(1)
		ask(localslack.ReporterID, "history")
		slack.FailNext("apps.connections.open", 1, fault)
		slack.CloseSockets()
		slack.Redeliver()
	}
	slack.Heal()
	return sent
}
