package main

import (
	"database/sql"
	"path/filepath"
	"strings"
	"testing"
)

// A trigger that turns every entry into nothing: nothing is answered as recorded, and verify
// says what is wrong.
func TestNothingIsRecordedBehindADamagedTrigger(t *testing.T) {
	path := filepath.Join(t.TempDir(), "natobot.db")
	env := []string{"NATO_STORE=" + path}
	if said, code := natobot(t, env, "ask", "stance Poland backs Rutte"); code != exitOK {
		t.Fatal(said)
	}
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.ExecContext(t.Context(), "CREATE TRIGGER quiet BEFORE INSERT ON entries BEGIN SELECT RAISE(IGNORE); END"); err != nil {
		t.Fatal(err)
	}
	said, code := natobot(t, env, "ask", "stance Spain backs Rutte")
	if code != exitRefused || strings.Contains(said, "Recorded as") || !strings.Contains(said, "You typed: stance Spain backs Rutte") {
		t.Errorf("exit %d: %s", code, said)
	}
	said, code = natobot(t, env, "verify")
	if code != exitRefused || !strings.Contains(said, "entries: 29") || !strings.Contains(said, "The trigger quiet does not belong here") {
		t.Errorf("exit %d: %s", code, said)
	}
}
