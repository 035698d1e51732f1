package main

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
)

// A closed ledger on a read-only disk, such as a snapshot: it can be checked, read and copied
// elsewhere, and nothing is left beside it.
func TestAReadOnlyDiskCanBeRead(t *testing.T) {
	for name, fill := range map[string]func(t *testing.T, env []string){
		"made in a terminal": func(t *testing.T, env []string) {
			does(t, env, "ask", "stance Poland backs Rutte on 2024-02-23")
		},
		"of the local workspace": func(t *testing.T, env []string) {
			p := start(t, env...)
			signalled(t, p, syscall.SIGTERM)
			<-p.ended
			does(t, env, "ask", "stance Poland backs Rutte on 2024-02-23")
		},
		"with a clock behind its last entry": func(t *testing.T, env []string) {
			p := start(t, env...)
			signalled(t, p, syscall.SIGTERM)
			<-p.ended
			dir := t.TempDir()
			other, lines := []string{"NATO_STORE=" + filepath.Join(dir, "other.db")}, filepath.Join(dir, "other.jsonl")
			does(t, other, "ask", "stance Poland backs Rutte on 2024-02-23")
			does(t, other, "export", lines)
			does(t, env, "import", lines)
		},
	} {
		t.Run(name, func(t *testing.T) {
			dir := smallDisk(t)
			if !onSmallDisk(dir) {
				t.Skip("no disk can be mounted here; store/sqlite tries one directory on another")
			}
			env := []string{"NATO_STORE=" + filepath.Join(dir, "natobot.db")}
			fill(t, env)
			before := filesIn(t, dir)
			if err := syscall.Mount("", dir, "", syscall.MS_REMOUNT|syscall.MS_RDONLY, ""); err != nil {
				t.Fatal(err)
			}
			reads(t, env, dir)
			if after := filesIn(t, dir); !slices.Equal(after, before) {
				t.Errorf("beside the ledger are %v, before %v", after, before)
			}
		})
	}
}

// reads tries each subcommand on a ledger in a directory that cannot be written.
func reads(t *testing.T, env []string, dir string) {
	t.Helper()
	if said := does(t, env, "verify"); !strings.Contains(said, "entries: 29\n") || !strings.Contains(said, "The ledger is sound.") {
		t.Errorf("verify says: %s", said)
	}
	if said := does(t, env, "status", "--json"); !strings.Contains(said, `"entries": 29`) || !strings.Contains(said, `"PL"`) {
		t.Errorf("status says: %s", said)
	}
	elsewhere := t.TempDir()
	copied, lines := filepath.Join(elsewhere, "copy.db"), filepath.Join(elsewhere, "copy.jsonl")
	does(t, env, "backup", copied)
	does(t, env, "export", lines)
	does(t, env, "picture", filepath.Join(elsewhere, "copy.png"))
	exported := does(t, env, "export")
	if text, err := os.ReadFile(lines); err != nil || string(text) != exported || strings.Count(exported, "\n") != 29 {
		t.Errorf("the export to a file is another one: %v", err)
	}
	if does(t, []string{"NATO_STORE=" + copied}, "export") != exported {
		t.Error("the copy holds something else")
	}
	for code, args := range map[int][]string{
		exitRefused: {"backup", filepath.Join(dir, "copy.db")},
		exitUsage:   {"ask", "stance Italy backs Rutte"},
	} {
		if said, got := natobot(t, env, args...); got != code || strings.Contains(said, "ecorded as") {
			t.Errorf("%v: exit %d, want %d, and it says: %s", args, got, code, said)
		}
	}
}

// does runs a subcommand that must succeed, and gives what it says.
func does(t *testing.T, env []string, args ...string) string {
	t.Helper()
	said, code := natobot(t, env, args...)
	if code != exitOK {
		t.Errorf("%v: exit %d, and it says: %s", args, code, said)
	}
	return said
}

func filesIn(t *testing.T, dir string) (names []string) {
	t.Helper()
	list, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, entry := range list {
		names = append(names, entry.Name())
	}
	return names
}
