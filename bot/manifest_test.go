package bot

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"natobot/commands"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// manifest is the app as the code needs it. Slack's own type of the library leaves out
// what is false, so the JSON is made by hand.
func manifest(t *testing.T) []byte {
	t.Helper()
	type object = map[string]any
	var names []string
	asks, _ := Off("none")
	for _, c := range commands.Commands() {
		names = append(names, c.Name)
	}
	var b bytes.Buffer
	out := json.NewEncoder(&b)
	out.SetEscapeHTML(false)
	out.SetIndent("", "  ")
	err := out.Encode(object{
		"_metadata": object{"major_version": 2, "minor_version": 1},
		"display_information": object{
			"name":             "natobot",
			"description":      "Keeps the desk's record of where NATO's members stand on the next Secretary General",
			"background_color": "#1d3557",
		},
		"features": object{
			"app_home": object{"home_tab_enabled": true, "messages_tab_enabled": true, "messages_tab_read_only_enabled": false},
			"bot_user": object{"display_name": "natobot", "always_online": true},
			"slash_commands": []object{{
				"command":       "/nato",
				"description":   "Where the members stand, on whose word, and who is missing",
				"usage_hint":    strings.Join(slices.Compact(names), " | "),
				"should_escape": true,
			}},
			"shortcuts": []object{{
				"type":        "message",
				"name":        "Record a stance",
				"callback_id": RecordShortcut,
				"description": "Fill in a stance from this message, to check and record",
			}},
		},
		"oauth_config": object{"scopes": object{"bot": asks}},
		"settings": object{
			"event_subscriptions":    object{"bot_events": []string{"app_home_opened", "app_mention", "channel_id_changed", "member_joined_channel", "message.im", "message.mpim"}},
			"interactivity":          object{"is_enabled": true},
			"org_deploy_enabled":     false,
			"socket_mode_enabled":    true,
			"token_rotation_enabled": false,
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestManifest(t *testing.T) {
	const file = "../manifest.json"
	if *update {
		if err := os.WriteFile(file, manifest(t), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(manifest(t)), string(got)); diff != "" {
		t.Errorf("manifest.json is not what the code needs; go test ./bot -run Manifest -update rewrites it (-want +got):\n%s", diff)
	}
}

func TestLackingScopes(t *testing.T) {
	scopes, _ := Off("none")
	tests := []struct{ name, granted, want string }{
		{"all", strings.Join(scopes, ","), ""},
		{"more than all", "identify, " + strings.Join(scopes, ", "), ""},
		{"one missing", strings.ReplaceAll(strings.Join(scopes, ","), ",users:read", ""), "users:read"},
		{"Slack does not say", "", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			missing, off := Off(tt.granted)
			if got := strings.Join(missing, " "); got != tt.want || len(off) != len(missing) {
				t.Errorf("got %q, want %q; off %q", got, tt.want, off)
			}
		})
	}
}
