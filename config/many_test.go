package config

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
)

// manyWorkspaces are the settings for them, all of them.
func manyWorkspaces() map[string]string {
	return map[string]string{
		"SLACK_CLIENT_ID": "12.34", "SLACK_CLIENT_SECRET": "hush", "SLACK_SIGNING_SECRET": "signed", "NATO_PUBLIC_URL": "https://natobot.example.com/",
		"NATO_SECRET_KEY": strings.Repeat("n", 32) + "," + strings.Repeat("o", 32), "NATO_STORE": "postgres://db.example.com/natobot",
	}
}

func loadMany(change func(map[string]string)) (Config, []string) {
	set := manyWorkspaces()
	change(set)
	var pairs []string
	for name, value := range set {
		pairs = append(pairs, name+"="+value)
	}
	c, err := Load(NewEnvironment(pairs))
	if problems, is := errors.AsType[*Error](err); is {
		return c, problems.Problems
	}
	return c, nil
}

func TestConfigOfManyWorkspaces(t *testing.T) {
	c, problems := loadMany(func(map[string]string) {})
	if problems != nil || c.Local() || !c.OverHTTP() || c.Many == nil || c.Seed != SeedNone {
		t.Fatal(problems, c)
	}
	if c.Many.PublicURL != "https://natobot.example.com" || len(c.Many.Keys) != 2 {
		t.Errorf("got %+v", *c.Many)
	}
	if shown := fmt.Sprintf("%v %+v %#v", *c.Many, *c.Many, *c.Many); strings.Contains(shown, "hush") || strings.Contains(shown, "nnn") {
		t.Error("a secret is shown: ", shown)
	}
	if c, problems := loadMany(func(set map[string]string) { set["NATO_PUBLIC_URL"] = "http://127.0.0.1:8080" }); problems != nil || c.Many == nil {
		t.Error("an address of this machine, to try it:", problems)
	}
}

// What is missing, and what is of one workspace, is told all at once.
func TestConfigOfManyWorkspacesInPart(t *testing.T) {
	for name := range manyWorkspaces() {
		if name == "NATO_STORE" {
			continue
		}
		if _, problems := loadMany(func(set map[string]string) { delete(set, name) }); len(problems) != 1 || !strings.HasPrefix(problems[0], name+" is missing beside ") {
			t.Errorf("without %s: %q", name, problems)
		}
	}
	ofOne := map[string]string{
		"SLACK_BOT_TOKEN": botToken, "SLACK_APP_TOKEN": appToken, "NATO_REPORTERS": "U1", "NATO_EDITORS": "U1", "NATO_DIGEST_CHANNEL": "C1", "NATO_SEED": "article",
	}
	_, problems := loadMany(func(set map[string]string) {
		for name, value := range ofOne {
			set[name] = value
		}
		set["NATO_STORE"], set["NATO_SECRET_KEY"], set["NATO_PUBLIC_URL"] = "natobot.db", "short", "http://example.com"
		set["SLACK_CLIENT_ID"], set["SLACK_CLIENT_SECRET"] = "A012", "a b"
	})
	for _, name := range []string{
		"SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "NATO_REPORTERS", "NATO_EDITORS", "NATO_DIGEST_CHANNEL", "NATO_SEED", "NATO_STORE", "NATO_SECRET_KEY", "NATO_PUBLIC_URL",
		"SLACK_CLIENT_ID", "SLACK_CLIENT_SECRET",
	} {
		if !slices.ContainsFunc(problems, func(p string) bool { return strings.HasPrefix(p, name+" ") }) {
			t.Errorf("nothing is said of %s in\n%s", name, strings.Join(problems, "\n"))
		}
	}
}
