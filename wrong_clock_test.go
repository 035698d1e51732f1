package main

import (
	"context"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"natobot/bot/localslack"
)

// Where Slack's clock shows another time than the machine's, the program says so in every place
// and stamps nothing; the text comes back.
func TestAnotherTimeThanSlacks(t *testing.T) {
	slack := newSlackBehind(t, func(h http.Handler) http.Handler {
		return http.HandlerFunc(func(out http.ResponseWriter, r *http.Request) {
			out.Header().Set("Date", time.Now().AddDate(-9, 0, 0).UTC().Format(http.TimeFormat))
			h.ServeHTTP(out, r)
		})
	})
	p := start(t, append(slack.env, "NATO_EDITORS="+localslack.EditorID)...)
	slack.connected(t)
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	replies, err := slack.Command(localslack.ReporterID, localslack.DeskID, "/nato", "stance Poland backs Rutte").Wait(ctx, 1)
	if err != nil {
		t.Fatal(err)
	}
	if said := replies[0].Text; !strings.Contains(said, "9 years ahead of Slack's") || !strings.Contains(said, "stance Poland backs Rutte") {
		t.Errorf("it is answered %q", said)
	}
	answer, err := http.Get(p.address + "/readyz")
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	if said, _ := io.ReadAll(answer.Body); answer.StatusCode != http.StatusServiceUnavailable || !strings.Contains(string(said), "clock is minutes off") {
		t.Errorf("readiness is %d %s", answer.StatusCode, said)
	}
	if said, _ := natobot(t, slack.env, "export"); strings.Contains(said, "2024-02-22") && strings.Count(said, "\n") != 28 {
		t.Errorf("the ledger holds\n%s", said)
	}
	if err := slack.Await(ctx, func() bool { return len(slack.Messages(slack.Direct(localslack.EditorID), localslack.EditorID)) > 0 }); err != nil {
		t.Error("no editor was told:", err)
	}
}

// A ledger whose last stamp lies ahead: verify says so, the terminal says what to do, and does it.
func TestALedgerFromTheFuture(t *testing.T) {
	env := []string{"NATO_STORE=" + filepath.Join(t.TempDir(), "natobot.db")}
	if said, code := natobot(t, env, "ask", "stance Poland backs Rutte"); code != exitOK {
		t.Fatal(said)
	}
	lines, _ := natobot(t, env, "export")
	ahead := strings.ReplaceAll(lines, `"recorded":"`+time.Now().UTC().Format("2006-"), `"recorded":"`+time.Now().UTC().AddDate(9, 0, 0).Format("2006-"))
	file := filepath.Join(t.TempDir(), "future.jsonl")
	if err := os.WriteFile(file, []byte(ahead), 0o600); err != nil {
		t.Fatal(err)
	}
	env = []string{"NATO_SEED=none", "NATO_STORE=" + filepath.Join(t.TempDir(), "natobot.db")}
	for _, step := range []struct {
		args string
		code int
		says string
	}{
		{"import " + file, exitOK, ""},
		{"verify", exitOK, "the last entry is ahead of this machine's clock"},
		{"ask stance Italy backs Rutte", exitRefused, "--clock-is-right"},
		{"ask --clock-is-right stance Italy backs Rutte", exitOK, "from 5 to 6"},
		{"ask stance Spain backs Rutte", exitOK, "from 6 to 7"},
		{"ask status known today", exitOK, "1 of these entries bears a later time"},
		{"verify", exitOK, "ahead of their time: 1 "},
	} {
		said, code := natobot(t, env, strings.Split(step.args, " ")...)
		if code != step.code || !strings.Contains(said, step.says) {
			t.Errorf("%s: exit %d, %s", step.args, code, said)
		}
	}
	again := filepath.Join(t.TempDir(), "again.jsonl")
	if said, code := natobot(t, env, "export", again); code != exitOK {
		t.Fatal(said)
	}
	other := []string{"NATO_SEED=none", "NATO_STORE=" + filepath.Join(t.TempDir(), "natobot.db")}
	natobot(t, other, "import", again)
	one, _ := natobot(t, env, "export")
	if two, _ := natobot(t, other, "export"); one != two || one == "" {
		t.Error("an export of it gives another ledger")
	}
}
