package main

import (
	"fmt"
	"go/ast"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"natobot/commands"
	"natobot/commands/report"
	"natobot/consensus"
)

const (
	commandsBegin = "<!-- The list of commands: make update writes it. -->\n"
	commandsEnd   = "<!-- The end of the list. -->\n"
)

func document(t *testing.T, path string) string {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func TestDocumentedCommandsAreTheTable(t *testing.T) {
	const path = "docs/commands.md"
	before, rest, found := strings.Cut(document(t, path), commandsBegin)
	listed, after, ended := strings.Cut(rest, commandsEnd)
	if !found || !ended {
		t.Fatal(path, " has no place for the list of commands")
	}
	want := commandList()
	if *update {
		if err := os.WriteFile(path, []byte(before+commandsBegin+want+commandsEnd+after), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if diff := cmp.Diff(want, listed); diff != "" {
		t.Errorf("the commands (-) against %s (+); make update writes it:\n%s", path, diff)
	}
}

// commandList gives the commands as they are documented.
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

func commandItem(c report.CommandInfo) string {
	item := "- " + strings.TrimSuffix(c.Summary, ".") + "\n"
	for _, usage := range c.Usage {
		item += "  - `" + strings.TrimSpace("/nato "+usage) + "`\n"
	}
	return item
}

func TestDocumentedSubcommandsAreThere(t *testing.T) {
	text := document(t, "docs/operations.md")
	for _, c := range subcommands() {
		if !strings.Contains(text, "natobot "+c.name) {
			t.Errorf("docs/operations.md does not show natobot %s", c.name)
		}
	}
}

// What was measured is measured by a benchmark that is there.
func TestDocumentedBenchmarksAreThere(t *testing.T) {
	there := map[string]bool{}
	for _, s := range sources(t) {
		for _, d := range s.file.Decls {
			if f, is := d.(*ast.FuncDecl); is {
				there[f.Name.Name] = true
			}
		}
	}
	named := regexp.MustCompile("`(Benchmark\\w+)`").FindAllStringSubmatch(document(t, "docs/performance.md"), -1)
	for _, m := range named {
		if !there[m[1]] {
			t.Errorf("docs/performance.md names %s", m[1])
		}
	}
	if len(named) < 6 {
		t.Errorf("only %d benchmarks are named", len(named))
	}
}

// Documents lead to what is there, and README can be read in a few minutes.
func TestDocumentsLeadSomewhere(t *testing.T) {
	documents, err := filepath.Glob("docs/*.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range append(documents, "README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "SECURITY.md") {
		for _, m := range regexp.MustCompile(`\]\(([\w./-]+)\)`).FindAllStringSubmatch(document(t, path), -1) {
			if _, err := os.Stat(filepath.Join(filepath.Dir(path), m[1])); err != nil {
				t.Errorf("%s leads to %s: %v", path, m[1], err)
			}
		}
	}
	text := document(t, "README.md")
	for _, path := range documents {
		if !strings.Contains(text, "]("+path+")") {
			t.Errorf("README.md does not lead to %s", path)
		}
	}
	if lines := strings.Count(text, "\n"); lines > 160 {
		t.Errorf("README.md has %d lines", lines)
	}
}

// The roster that docs/bodies.md shows is the one with which the script types commands.
func TestDocumentedRosterIsTheScripts(t *testing.T) {
	_, rest, _ := strings.Cut(document(t, "docs/bodies.md"), "```\n")
	shown, _, _ := strings.Cut(rest, "```\n")
	if !strings.Contains(document(t, "testdata/script/bodies.txtar"), "-- rosters/moot.txt --\n"+shown+"--") {
		t.Error("testdata/script/bodies.txtar has another roster than docs/bodies.md shows")
	}
}
