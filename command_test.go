package main

import (
	"os"
	"path/filepath"
	"regexp"
	"testing"
)

// The slash command has whichever name NATO_COMMAND gives it: code writes answer.Mark for it, and
// the manifest alone, which Slack reads, has the usual one.
func TestCodeDoesNotNameTheSlashCommand(t *testing.T) {
	named := regexp.MustCompile(`/nato\b`)
	files, err := filepath.Glob("commands/*/*s.txt") // the sentences, and the commands
	if err != nil || len(files) < 5 {
		t.Fatal(files, err)
	}
	for _, s := range sources(t) {
		if !s.test && s.path != "manifest.go" {
			files = append(files, s.path)
		}
	}
	for _, path := range files {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if named.Match(text) {
			t.Errorf("%s names the slash command", path)
		}
	}
}
