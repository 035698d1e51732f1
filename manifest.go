package main

import (
	"bytes"
	"context"
	_ "embed"
	"encoding/json"
	"net/url"
	"strings"

	"natobot/config"
)

// manifestJSON is the app as Slack is told of it, for Socket Mode.
//
//go:embed manifest.json
var manifestJSON []byte

// manifest prints what Slack makes the app from: for Socket Mode, or, with the address at
// which Slack reaches this bot, for HTTP.
func (p *program) manifest(_ context.Context, args []string) error {
	f := p.flags("manifest")
	address, many := f.String("url", "", ""), f.Bool("many", false, "")
	if _, err := p.parse(f, args, 0, 0); err != nil {
		return err
	}
	if *many && *address == "" {
		return &usageError{"--many needs --url", "Many workspaces install the app over HTTP: say where natobot is, as NATO_PUBLIC_URL does."}
	}
	command, err := config.Command(p.env)
	if err != nil {
		return err
	}
	out := manifestJSON
	if *address != "" {
		base, err := publicURL(*address)
		if err != nil {
			return err
		}
		if out, err = manifestFor(base, *many); err != nil {
			return err
		}
	}
	_, err = p.stdout.Write(bytes.ReplaceAll(out, []byte(`"command": "/nato"`), []byte(`"command": "`+command+`"`)))
	return err
}

// publicURL reads the address before /slack/. Slack sends nothing to one that is not HTTPS.
func publicURL(address string) (string, error) {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "https" || u.Host == "" || u.User != nil || u.RawQuery != "" || u.Fragment != "" {
		return "", &usageError{"--url is not an address that Slack can send to", "Write it as https://natobot.example.com: what stands before /slack/commands."}
	}
	return strings.TrimRight(u.String(), "/"), nil
}

// manifestFor gives the manifest for HTTP. What is edited is the JSON itself: the library's
// type of it leaves out what is false. What many workspaces install is also sent back to us by their
// browsers, and tells of those that remove it.
func manifestFor(base string, many bool) ([]byte, error) {
	type object = map[string]any
	var m object
	if err := json.Unmarshal(manifestJSON, &m); err != nil {
		return nil, err
	}
	settings, features := m["settings"].(object), m["features"].(object)
	settings["socket_mode_enabled"] = false
	settings["event_subscriptions"].(object)["request_url"] = base + "/slack/events"
	interactivity := settings["interactivity"].(object)
	interactivity["request_url"], interactivity["message_menu_options_url"] = base+"/slack/interactions", base+"/slack/options"
	for _, command := range features["slash_commands"].([]any) {
		command.(object)["url"] = base + "/slack/commands"
	}
	if many {
		events := settings["event_subscriptions"].(object)
		events["bot_events"] = append(events["bot_events"].([]any), "app_uninstalled", "tokens_revoked")
		m["oauth_config"].(object)["redirect_urls"] = []string{base + "/slack/oauth"}
	}
	var b bytes.Buffer
	out := json.NewEncoder(&b)
	out.SetEscapeHTML(false)
	out.SetIndent("", "  ")
	err := out.Encode(m)
	return b.Bytes(), err
}
