package main

import (
	"os"
	"regexp"
	"testing"
)

// The slash command has whichever name NATO_COMMAND gives it: code writes answer.Mark for it, and
// the manifest alone, which Slack reads, has the usual one.
func TestCodeDoesNotNameTheSlashCommand(t *testing.T) {
	named := regexp.MustCompile(`/nato\b`)
	for _, s := range sources(t) {
		text, err := os.ReadFile(s.path)
		if err != nil {
			t.Fatal(err)
		}
		if !s.test && s.path != "manifest.go" && named.Match(text) {
			t.Errorf("%s names the slash command", s.path)
		}
	}
}
