package main

import (
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"natobot/bot/localslack"
)

// natobot runs a command of the real program beside others and gives what it says.
func natobot(t *testing.T, env []string, args ...string) (output string, code int) {
	t.Helper()
	path, err := buildOnce()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(path, args...)
	cmd.Dir, cmd.Env = t.TempDir(), env
	data, err := cmd.CombinedOutput()
	if cmd.ProcessState == nil {
		t.Fatal(err)
	}
	return string(data), cmd.ProcessState.ExitCode()
}

func TestSecondBotIsRefused(t *testing.T) {
	env := []string{"NATO_STORE=" + filepath.Join(t.TempDir(), "natobot.db"), "NATO_LISTEN=127.0.0.1:0"}
	start(t, env...)
	said, code := natobot(t, env)
	if code != exitRefused || !strings.Contains(said, "Another natobot already serves the ledger") {
		t.Errorf("exit %d, and it says: %s", code, said)
	}
}

// What a terminal records beside a running bot shows in the bot's next answer.
func TestTerminalBesideTheBot(t *testing.T) {
	slack := newSlack(t)
	start(t, slack.env...)
	slack.connected(t)
	if said, code := natobot(t, slack.env, "ask", "stance Poland backs Rutte"); code != 0 || !strings.Contains(said, "Recorded as #29") {
		t.Fatalf("exit %d, and it says: %s", code, said)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()
	replies, err := slack.Command(localslack.ReaderID, localslack.DeskID, "/nato", "status").Wait(ctx, 1)
	if err != nil {
		t.Fatal(err)
	}
	if text := replies[0].Text; !strings.Contains(text, "5 of NATO's 32 members") {
		t.Errorf("the bot answers: %s", text)
	}
}

// F6: a copy that is made while people record is sound, begins as the ledger does, and holds
// at least what was answered as recorded before.
func TestBackupBesideTheBot(t *testing.T) {
	slack := newSlack(t)
	p := start(t, slack.env...)
	slack.connected(t)
	d := desk{process: p, slackServer: slack}
	ctx, stop := context.WithCancel(t.Context())
	var writing sync.WaitGroup
	writing.Go(func() {
		for i := 0; ctx.Err() == nil; i++ {
			note := fmt.Sprintf("note Poland \"Number %d.\"", i)
			_, _ = slack.Command(localslack.ReporterID, localslack.DeskID, "/nato", note).Wait(ctx, 1)
		}
	})
	d.reports(t, "Poland backs Rutte", "Recorded as #")
	for i := range 5 {
		file := filepath.Join(t.TempDir(), fmt.Sprint(i, ".db"))
		if said, code := natobot(t, slack.env, "backup", file); code != exitOK {
			t.Fatalf("exit %d, and it says: %s", code, said)
		}
		said, code := natobot(t, []string{"NATO_STORE=" + file}, "verify")
		if code != exitOK || !strings.Contains(said, "The ledger is sound") {
			t.Errorf("exit %d, and it says: %s", code, said)
		}
		copied, _ := natobot(t, []string{"NATO_STORE=" + file}, "export")
		whole, _ := natobot(t, slack.env, "export")
		if entries := strings.Count(copied, "\n"); !strings.HasPrefix(whole, copied) || entries < 29 {
			t.Errorf("the copy is another ledger, of %d entries", entries)
		}
	}
	stop()
	writing.Wait()
}

// In Slack a ledger begins empty unless somebody asks for the article.
func TestInSlackALedgerBeginsEmpty(t *testing.T) {
	for seed, want := range map[string]int{"": 0, "none": 0, "article": 28} {
		slack := newSlack(t)
		var out spill
		env := append(slack.env, "NATO_SEED="+seed)
		p := startTelling(t, &out, io.Discard, env)
		signalled(t, p, syscall.SIGTERM)
		<-p.ended
		if said := out.String(); !strings.Contains(said, "at work in Slack") || strings.Contains(said, "new, empty") != (want == 0) {
			t.Errorf("%q: it says: %s", seed, said)
		}
		if said, _ := natobot(t, env, "export"); strings.Count(said, "\n") != want {
			t.Errorf("%q: the ledger holds: %s", seed, said)
		}
	}
}

func TestPortThatIsTaken(t *testing.T) {
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	said, code := natobot(t, []string{"NATO_LISTEN=" + taken.Addr().String()})
	if code != exitUsage || !strings.Contains(said, "is taken by another program") || !strings.Contains(said, "NATO_LISTEN") {
		t.Errorf("exit %d, and it says: %s", code, said)
	}
}

// What the machine does beside it does not count.
func TestSecondStartTakesLessThanASecond(t *testing.T) {
	env := "NATO_STORE=" + filepath.Join(t.TempDir(), "natobot.db")
	start(t, env).kill()
	p := start(t, env)
	p.kill()
	if took := p.cmd.ProcessState.UserTime() + p.cmd.ProcessState.SystemTime(); took > time.Second {
		t.Errorf("it took %v", took)
	}
}

// The desk's clock is the ledger's: a restart and the terminal go by the same.
func TestMovedClockSurvivesARestart(t *testing.T) {
	env := []string{"NATO_STORE=" + filepath.Join(t.TempDir(), "natobot.db")}
	p := start(t, env...)
	today(t, env, "23 February 2024")
	response, err := http.Post(p.address+"/do/morning", "application/json", strings.NewReader("{}"))
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		t.Fatal(read(t, response.Body))
	}
	today(t, env, "24 February 2024")
	p.kill()
	start(t, env...)
	today(t, env, "24 February 2024")
}

// A ledger that served Slack goes by the real clock, for a terminal without Slack's
// settings too.
func TestLedgerThatServedSlackGoesByTheRealClock(t *testing.T) {
	slack := newSlack(t)
	local := []string{"NATO_STORE=" + slack.store()}
	now := time.Now().In(zone(t, "Europe/Brussels")).Format("2 January 2006")
	today(t, local, now) // no workspace was there yet
	p := start(t, local...)
	p.kill()
	today(t, local, "23 February 2024")
	p = start(t, slack.env...)
	slack.connected(t)
	p.kill()
	today(t, local, now)
}

// today checks which day it is for the desk.
func today(t *testing.T, env []string, want string) {
	t.Helper()
	if said, _ := natobot(t, env, "ask", "status"); !strings.Contains(said, "2024, "+want+".") {
		t.Errorf("it is not %s:\n%s", want, said)
	}
}

// The local workspace has no passwords: only its own page on this machine may use it.
func TestLocalWorkspaceRefusesOtherHosts(t *testing.T) {
	p := start(t)
	request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, p.address, nil)
	if err != nil {
		t.Fatal(err)
	}
	request.Host = "desk.example.org"
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusForbidden {
		t.Errorf("status %d, want %d", response.StatusCode, http.StatusForbidden)
	}
}
