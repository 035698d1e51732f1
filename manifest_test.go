package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestManifest(t *testing.T) {
	file, err := os.ReadFile("manifest.json")
	if err != nil {
		t.Fatal(err)
	}
	t.Run("for Socket Mode it is manifest.json", func(t *testing.T) {
		if got := printed(t, "manifest"); got != string(file) {
			t.Errorf("it prints\n%s", got)
		}
	})
	t.Run("for HTTP it names where Slack sends what", func(t *testing.T) {
		var want, got map[string]any
		if err := json.Unmarshal(file, &want); err != nil {
			t.Fatal(err)
		}
		at(want, "settings")["socket_mode_enabled"] = false
		at(want, "settings", "event_subscriptions")["request_url"] = "https://desk.example/bot/slack/events"
		at(want, "settings", "interactivity")["request_url"] = "https://desk.example/bot/slack/interactions"
		at(want, "settings", "interactivity")["message_menu_options_url"] = "https://desk.example/bot/slack/options"
		at(want, "features")["slash_commands"].([]any)[0].(map[string]any)["url"] = "https://desk.example/bot/slack/commands"
		if err := json.Unmarshal([]byte(printed(t, "manifest", "--url", "https://desk.example/bot/")), &got); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("(-want +got)\n%s", diff)
		}
	})
	t.Run("for many workspaces it names where browsers are sent back to", func(t *testing.T) {
		var one, many map[string]any
		if err := errors.Join(json.Unmarshal([]byte(printed(t, "manifest", "--url", "https://desk.example")), &one),
			json.Unmarshal([]byte(printed(t, "manifest", "--url", "https://desk.example", "--many")), &many)); err != nil {
			t.Fatal(err)
		}
		at(one, "oauth_config")["redirect_urls"] = []any{"https://desk.example/slack/oauth"}
		events := at(one, "settings", "event_subscriptions")
		events["bot_events"] = append(events["bot_events"].([]any), "app_uninstalled", "tokens_revoked")
		if diff := cmp.Diff(one, many); diff != "" {
			t.Errorf("(-want +got)\n%s", diff)
		}
	})
	for _, address := range []string{"http://desk.example", "desk.example", "https://", "https://desk.example/?x=1", "https://eva:pass@desk.example"} {
		var out, problem bytes.Buffer
		if code := run(t.Context(), []string{"manifest", "--url", address}, environment(t), nil, &out, &problem); code != exitUsage || out.Len() > 0 || !strings.Contains(problem.String(), "https://natobot.example.com") {
			t.Errorf("%s: exit %d, %s", address, code, &problem)
		}
	}
}

// at gives the object at a path.
func at(m map[string]any, path ...string) map[string]any {
	for _, name := range path {
		m = m[name].(map[string]any)
	}
	return m
}

// printed gives what a command line prints.
func printed(t *testing.T, args ...string) string {
	t.Helper()
	var out, problem bytes.Buffer
	if code := run(t.Context(), args, environment(t), nil, &out, &problem); code != exitOK {
		t.Fatalf("%v: exit %d, %s", args, code, &problem)
	}
	return out.String()
}
