package deploy

import (
	"encoding/json"
	"maps"
	"net"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"regexp"
	"strings"
	"testing"

	"natobot/config"
	"natobot/ops"
)

// slackPaths is the beginning of all paths that Slack calls, and of no others.
const slackPaths = "/slack/"

// pinned matches an image with its whole version.
var pinned = regexp.MustCompile(`^[\w./-]+:v?\d+\.\d+(\.\d+)?$`)

// withSlack adds what .env says: how Slack reaches the bot over HTTP.
func withSlack(given map[string]string) map[string]string {
	given = maps.Clone(given)
	given["SLACK_BOT_TOKEN"], given["SLACK_SIGNING_SECRET"] = "xoxb-1-secret", "secret"
	return given
}

// settings reads an environment as the program does, which takes no name that it does not know.
func settings(t *testing.T, given map[string]string) config.Config {
	t.Helper()
	var pairs []string
	for name, value := range given {
		pairs = append(pairs, name+"="+value)
	}
	c, err := config.Load(config.NewEnvironment(pairs))
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// port gives that of an address.
func port(t *testing.T, listen string) string {
	t.Helper()
	_, port, err := net.SplitHostPort(listen)
	if err != nil {
		t.Fatal(err)
	}
	return port
}

// served tells whether the program's health is asked for at a path.
func served(path string) bool {
	mux := http.NewServeMux()
	new(ops.Health).Routes(mux)
	_, pattern := mux.Handler(&http.Request{Method: http.MethodGet, URL: &url.URL{Path: path}})
	return pattern != ""
}

func contains(t *testing.T, path string, lines ...string) {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range lines {
		if !strings.Contains(string(text), line) {
			t.Errorf("%s has no %s", path, line)
		}
	}
}

// Slack calls nothing but what the proxies hand on.
func TestSlackCallsWhatProxiesHandOn(t *testing.T) {
	const at = "https://natobot.example.com"
	run := exec.Command("go", "run", ".", "manifest", "--url", at)
	run.Dir = ".."
	out, err := run.Output()
	if err != nil || !json.Valid(out) {
		t.Fatalf("%v: %s", err, out)
	}
	called := regexp.MustCompile(`"`+at+`([^"]*)"`).FindAllStringSubmatch(string(out), -1)
	for _, m := range called {
		if !strings.HasPrefix(m[1], slackPaths) {
			t.Errorf("Slack calls %s", m[1])
		}
	}
	if len(called) < 4 {
		t.Errorf("only %d addresses", len(called))
	}
}
