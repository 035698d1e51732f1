package main

import (
	"context"
	"errors"
	"fmt"
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

// The disk, misbehaving under the real program. docs/product.md §5.1: a failed write is never
// reported as success, it says so and keeps the reporter's text; what was recorded stays, and
// when the disk is well again so is the bot, without a restart.
func TestTheDiskFailsAndHeals(t *testing.T) {
	for name, fault := range map[string]func(t *testing.T, d desk) (heal func()){
		"full":                   full,
		"fsync error":            injected("fdatasync", "error=EIO"),
		"write error":            injected("pwrite64", "error=EIO"),
		"read-only from now on":  injected("pwrite64", "error=EROFS"),
		"no room for the writes": injected("pwrite64", "error=ENOSPC"),
		"removed":                moved,
		"replaced by a copy":     replaced,
		"its log removed":        logMoved,
	} {
		t.Run(name, func(t *testing.T) {
			d := newDesk(t)
			d.reports(t, "Poland backs Rutte", "Recorded as #")
			heal := fault(t, d)
			d.reports(t, "Italy backs Rutte", "nothing was recorded")
			if said := d.ask(t, "stance Spain backs Rutte"); !strings.Contains(said, "You typed: stance Spain backs Rutte") {
				t.Errorf("the text is lost: %s", said)
			}
			d.ready(t, http.StatusServiceUnavailable)
			if said := d.ask(t, "status"); !strings.Contains(said, "Poland") || strings.Contains(said, "Italy (#") {
				t.Errorf("while the disk fails, the status is %s", said)
			}
			heal()
			d.ready(t, http.StatusOK)
			d.reports(t, "Italy backs Rutte", "Recorded as #")
			signalled(t, d.process, syscall.SIGTERM)
			if code := d.exitCode(t, 10*time.Second); code != 0 {
				t.Errorf("exit %d:\n%s", code, d.stderr)
			}
			if log := d.stderr.String(); strings.Contains(log, filepath.Dir(d.slackServer.store())) || !strings.Contains(log, "not ready") {
				t.Errorf("no path reaches a log, and why it was not ready does:\n%s", log)
			}
			d.holds(t, "PL", 1)
			d.holds(t, "IT", 1)
			d.holds(t, "ES", 0)
		})
	}
}

// Every third sync fails while eight people record, and the program is killed and started
// again: what was answered as recorded is there, once. What was answered as failed is not.
func TestSyncsThatFailAmongOthers(t *testing.T) {
	d := newDeskIn(t, t.TempDir())
	reports := newReports()
	rounds := soaking(3, 100)
	for round := range rounds {
		heal := injected("fdatasync", "error=EIO:when=2+3")(t, d)
		ctx, stop := context.WithCancel(t.Context())
		var writers sync.WaitGroup
		for writer := range 8 {
			writers.Go(func() {
				for burst := 0; ctx.Err() == nil; burst++ { // a writer ends with the first failure
					reports.write(ctx, d.slackServer, round, 8*burst+writer)
				}
			})
		}
		reports.await(t)
		<-time.After(500 * time.Millisecond)
		if round < rounds-1 {
			d.kill()
		}
		stop()
		writers.Wait()
		heal()
		if round < rounds-1 {
			d.process = start(t, d.env...)
			d.connected(t)
		}
	}
	signalled(t, d.process, syscall.SIGTERM)
	<-d.ended
	held, failed := reports.check(t, d.slackServer.store()), 0
	for text, sent := range reports.sent {
		if !says(sent, "nothing was recorded") {
			continue
		}
		failed++
		// A kill after a sync that failed may leave what the sync was for.
		if held[text] > 0 && strings.Contains(text, fmt.Sprintf(" in round %d.", rounds-1)) {
			t.Errorf("answered as failed, and in the ledger: %s", text)
		}
	}
	if failed == 0 {
		t.Error("no sync failed: this test shows nothing")
	}
	t.Logf("%d failed", failed)
}

// docs/product.md §5.4: Slack hears back in time whatever the disk does, and who only asks does not
// wait for it at all.
func TestASlowDiskHoldsNobodyUp(t *testing.T) {
	t.Parallel() // it mostly waits
	d := newDesk(t)
	const delay = 4 * time.Second
	heal := injected("fdatasync", fmt.Sprint("delay_enter=", delay.Microseconds()))(t, d)
	began := time.Now()
	sent := d.Command(localslack.ReporterID, localslack.DeskID, "/nato", "stance Italy backs Rutte")
	if said := d.ask(t, "status"); strings.Contains(said, "Italy (#") || len(sent.Replies()) > 0 {
		t.Errorf("what is not on disk is shown, or waited for: %s, %v", said, sent.Replies())
	}
	if err := sent.Acknowledged(t.Context()); err != nil || len(sent.Replies()) > 0 { // in Slack's three seconds
		t.Errorf("%v, acknowledged after %v: %v", err, time.Since(began), sent.Replies())
	}
	if _, err := sent.Wait(t.Context(), 1); err != nil || !saysRecorded(sent) {
		t.Errorf("%v, %v", sent.Replies(), err)
	}
	if took := time.Since(began); took < delay {
		t.Errorf("answered as recorded after %v, before the sync", took)
	}
	heal()
}

// desk is the real program on a ledger in a directory of its own.
type desk struct {
	*process
	slackServer
	dir string // a small disk of its own where the system lets us have one
}

func newDesk(t *testing.T) desk {
	t.Helper()
	return newDeskIn(t, smallDisk(t))
}

func newDeskIn(t *testing.T, dir string) desk {
	t.Helper()
	slack := newSlack(t)
	slack.env[len(slack.env)-1] = "NATO_STORE=" + filepath.Join(dir, "natobot.db")
	p := start(t, slack.env...)
	slack.connected(t)
	return desk{p, slack, dir}
}

// smallDisk gives a directory on a disk of two megabytes, or an ordinary one where mounting
// is not ours.
func smallDisk(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	if syscall.Mount("tmpfs", dir, "tmpfs", 0, "size=2m") == nil {
		t.Cleanup(func() {
			if err := syscall.Unmount(dir, 0); err != nil {
				t.Error(err)
			}
		})
	}
	return dir
}

func onSmallDisk(dir string) bool {
	var fs syscall.Statfs_t
	const tmpfs = 0x01021994
	return syscall.Statfs(dir, &fs) == nil && fs.Type == tmpfs && fs.Blocks*uint64(fs.Bsize) <= 2<<20
}

// ask sends a text and gives the answer.
func (d desk) ask(t testing.TB, text string) string {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
	defer cancel()
	replies, err := d.Command(localslack.ReporterID, localslack.DeskID, "/nato", text).Wait(ctx, 1)
	if err != nil {
		t.Fatalf("%s: %v\n%s", text, err, d.stderr)
	}
	return replies[0].Text
}

func (d desk) reports(t *testing.T, stance, want string) {
	t.Helper()
	if said := d.ask(t, "stance "+stance); !strings.Contains(said, want) {
		t.Errorf("%s: no %q in %s", stance, want, said)
	}
}

// ready asks the program whether it can serve.
func (d desk) ready(t *testing.T, want int) {
	t.Helper()
	r, err := http.Get(d.address + "/readyz")
	if err != nil {
		t.Fatal(err)
	}
	defer r.Body.Close()
	if said := read(t, r.Body); r.StatusCode != want || want != http.StatusOK && !strings.Contains(said, "the ledger") {
		t.Errorf("/readyz gives %d: %s", r.StatusCode, said)
	}
}

// holds counts the reports by a member in the ledger, which is sound. The seed has none of them
// about Rutte from today.
func (d desk) holds(t *testing.T, member string, want int) {
	t.Helper()
	if found := stancesBy(t, d.slackServer.store(), member); found != want {
		t.Errorf("%d reports by %s are in the ledger, want %d", found, member, want)
	}
}

// A ledger that cannot be written when the program starts is refused with a sentence.
func TestAReadOnlyDiskIsRefused(t *testing.T) {
	slack := newSlack(t)
	dir := smallDisk(t)
	if !onSmallDisk(dir) {
		t.Skip("no disk can be mounted here; store/ tries directories that may not be written")
	}
	slack.env[len(slack.env)-1] = "NATO_STORE=" + filepath.Join(dir, "natobot.db")
	for _, state := range []string{"new", "of before"} {
		if err := syscall.Mount("", dir, "", syscall.MS_REMOUNT|syscall.MS_RDONLY, ""); err != nil {
			t.Fatal(err)
		}
		path, err := buildOnce()
		if err != nil {
			t.Fatal(err)
		}
		cmd := exec.Command(path)
		cmd.Env = append([]string{"NATO_LISTEN=127.0.0.1:0"}, slack.env...)
		out, err := cmd.CombinedOutput()
		var exit *exec.ExitError
		if !errors.As(err, &exit) || exit.ExitCode() != 2 || !strings.Contains(string(out), "NATO_STORE lies in "+dir+", where this user may not write: make it writable") {
			t.Errorf("a ledger %s: %v, it says\n%s", state, err, out)
		}
		if err := syscall.Mount("", dir, "", syscall.MS_REMOUNT, ""); err != nil {
			t.Fatal(err)
		}
		p := start(t, slack.env...)
		slack.connected(t)
		signalled(t, p, syscall.SIGTERM)
		<-p.ended
	}
	if err := syscall.Mount("", dir, "", syscall.MS_REMOUNT|syscall.MS_RDONLY, ""); err != nil {
		t.Fatal(err)
	}
	if said, code := natobot(t, slack.env, "verify"); code != exitOK || !strings.Contains(said, "The ledger is sound") {
		t.Errorf("verify: exit %d, it says\n%s", code, said)
	}
}
