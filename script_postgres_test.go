package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"natobot/store/postgres/postgrestest"
)

// The same binary, the same commands, the same answers: sessions that name no file of a ledger
// go as well with a database, and there are some about databases alone.
func TestScriptsOnPostgres(t *testing.T) {
	if _, err := buildOnce(); err != nil {
		t.Fatal(err)
	}
	files := []string{"testdata/postgres/database.txtar"}
	scripts, err := filepath.Glob("testdata/script/*.txtar")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range scripts {
		if text := document(t, name); filepath.Base(name) != "disk_full.txtar" && !strings.Contains(text, ".db") && !strings.Contains(text, "NATO_STORE") {
			files = append(files, name)
		}
	}
	if len(files) < 5 {
		t.Fatalf("only %d sessions", len(files))
	}
	testscript.Run(t, testscript.Params{
		Files:               files,
		RequireExplicitExec: true,
		Setup: func(e *testscript.Env) error {
			e.Setenv("PATH", workshop+string(os.PathListSeparator)+e.Getenv("PATH"))
			database := postgrestest.Database(t)
			e.Setenv("DATABASE", database)
			e.Setenv("NATO_STORE", database)
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){"exits": exits, "png": isPNG},
	})
}
