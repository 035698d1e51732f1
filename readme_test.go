package main

import (
	"fmt"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"natobot/commands"
	"natobot/consensus"
)

const (
	commandsBegin = "<!-- The list of commands: make update writes it. -->\n"
	commandsEnd   = "<!-- The end of the list. -->\n"
)

func readme(t *testing.T) string {
	t.Helper()
	data, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func TestReadmeListsTheCommands(t *testing.T) {
	text := readme(t)
	before, rest, found := strings.Cut(text, commandsBegin)
	listed, after, ended := strings.Cut(rest, commandsEnd)
	if !found || !ended {
		t.Fatal("README.md has no place for the list of commands")
	}
	want := commandList()
	if *update {
		if err := os.WriteFile("README.md", []byte(before+commandsBegin+want+commandsEnd+after), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if diff := cmp.Diff(want, listed); diff != "" {
		t.Errorf("the commands (-) against README.md (+); make update writes it:\n%s", diff)
	}
}

// commandList gives the commands as README.md has them.
func commandList() string {
	var ask, record strings.Builder
	for _, c := range commands.Commands() {
		if c.Role == consensus.Reader {
			ask.WriteString(commandItem(c))
		} else {
			record.WriteString(commandItem(c))
		}
	}
	return fmt.Sprintf("\n**Ask**\n\n%s\n**Record**\n\n%s\n", &ask, &record)
}

func commandItem(c commands.CommandInfo) string {
	item := "- " + strings.TrimSuffix(c.Summary, ".") + "\n"
	for _, usage := range c.Usage {
		item += "  - `" + strings.TrimSpace("/nato "+usage) + "`\n"
	}
	return item
}

// Everything else that README names is there too: settings, subcommands, files.
func TestReadmeNamesWhatIsThere(t *testing.T) {
	text := readme(t)
	for _, c := range subcommands() {
		if !strings.Contains(text, "natobot "+c.name) {
			t.Errorf("README.md does not show natobot %s", c.name)
		}
	}
	for _, m := range regexp.MustCompile(`\]\(([\w./-]+)\)`).FindAllStringSubmatch(text, -1) {
		if _, err := os.Stat(m[1]); err != nil {
			t.Errorf("README.md leads to %s: %v", m[1], err)
		}
	}
}
