package sqlite_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"natobot/consensus"
	"natobot/store/sqlite"
	"natobot/store/storetest"
)

// The tests of this file start the test binary again as another process, which does one
// of these deeds with the ledger it is given.
const deedVariable = "NATOBOT_STORE_TEST_DEED"

func TestMain(m *testing.M) {
	deed := os.Getenv(deedVariable)
	if deed == "" {
		os.Exit(m.Run())
	}
	ctx := context.Background()
	l, err := sqlite.Open(ctx, os.Args[1], sqlite.Options{Workspace: "local", Now: storetest.Now, Exclusive: deed == "record"})
	if err == nil {
		err = map[string]func(context.Context, *sqlite.Ledger, string) error{
			"record": recordForEver, "join": join, "fill": fill, "claim": claimMany,
		}[deed](ctx, l, os.Args[2])
		err = errors.Join(err, l.Close())
	}
	if err != nil {
		fmt.Println("failed:", err)
		os.Exit(1)
	}
}

// process starts a deed in another process and gives the lines that it prints.
func process(t *testing.T, deed string, args ...string) (*exec.Cmd, *bufio.Scanner) {
	t.Helper()
	self, err := os.Executable()
	must(t, err)
	cmd := exec.CommandContext(t.Context(), self, args...)
	cmd.Env = append(os.Environ(), deedVariable+"="+deed)
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	must(t, err)
	must(t, cmd.Start())
	return cmd, bufio.NewScanner(out)
}

// note is a draft that can be told from all others by its text.
func note(text string) consensus.Entry {
	return consensus.Entry{Race: "2024", Recorder: "U1", Fact: consensus.Fact{
		Kind: consensus.Note, On: consensus.On(20240222), Candidate: "mark-rutte", Text: text,
	}}
}

// recordForEver has four writers record, and prints the key of each entry once the
// ledger says that it is recorded.
func recordForEver(ctx context.Context, l *sqlite.Ledger, round string) error {
	var out sync.Mutex
	var writers sync.WaitGroup
	for w := range 4 {
		writers.Go(func() {
			for seen, i := 0, 0; ; i++ {
				key := fmt.Sprintf("%s/%d/%d", round, w, i)
				err := storetest.Insist(ctx, l, key, &seen, note(key))
				out.Lock()
				if err != nil {
					fmt.Println("failed:", err)
				} else {
					fmt.Println(key)
				}
				out.Unlock()
			}
		})
	}
	writers.Wait()
	return nil
}

func TestF1WhatWasAnsweredRecordedSurvivesKill9Once(t *testing.T) {
	rounds := 20
	if testing.Short() {
		rounds = 5
	}
	path := filepath.Join(t.TempDir(), "natobot.db")
	var acknowledged []string
	for round := range rounds {
		cmd, lines := process(t, "record", path, strconv.Itoa(round))
		for after := rand.IntN(60); lines.Scan(); after-- {
			acknowledged = append(acknowledged, lines.Text())
			if after == 0 {
				must(t, cmd.Process.Kill())
			}
		}
		if err := cmd.Wait(); err == nil {
			t.Fatal("the process ended by itself")
		}
	}
	l := open(t, path, sqlite.Options{Exclusive: true})
	entries := map[string]int{}
	for e, err := range l.All(t.Context()) {
		must(t, err)
		entries[e.Text]++
	}
	for _, key := range acknowledged {
		if entries[key] != 1 {
			t.Errorf("%q was acknowledged and is there %d times", key, entries[key])
		}
	}
	for key, n := range entries {
		if n != 1 {
			t.Errorf("%q is there %d times", key, n)
		}
		again, err := l.Append(t.Context(), key, 0, []consensus.Entry{note(key)})
		must(t, err)
		if !again.Repeated {
			t.Errorf("%q was recorded without its key", key)
		}
	}
	sound(t, path, len(entries))
	t.Logf("%d kills, %d acknowledged, %d recorded", rounds, len(acknowledged), len(entries))
}

// join records 50 entries with four writers, beside whoever else does.
func join(ctx context.Context, l *sqlite.Ledger, name string) error {
	var writers sync.WaitGroup
	errs := make([]error, 4)
	for w := range errs {
		writers.Go(func() {
			seen := 0
			for i := range 50 / len(errs) {
				key := fmt.Sprintf("%s/%d/%d", name, w, i)
				errs[w] = errors.Join(errs[w], storetest.Insist(ctx, l, key, &seen, note(key)))
			}
		})
	}
	writers.Wait()
	return errors.Join(errs...)
}

func TestF5TwoProcessesLoseNothing(t *testing.T) {
	path := filepath.Join(t.TempDir(), "natobot.db")
	l := open(t, path, sqlite.Options{Exclusive: true})
	ticks := l.Watch(t.Context())
	cmd, lines := process(t, "join", path, "terminal")
	must(t, join(t.Context(), l, "bot"))
	if said := output(t, cmd, lines); said != "" {
		t.Errorf("the other process says %q", said)
	}
	select {
	case <-ticks:
	case <-time.After(10 * time.Second):
		t.Error("no tick for what another process recorded")
	}
	sound(t, path, 2*48)
}

// output waits for the good end of a process and gives what it printed.
func output(t *testing.T, cmd *exec.Cmd, lines *bufio.Scanner) string {
	t.Helper()
	var got []string
	for lines.Scan() {
		got = append(got, lines.Text())
	}
	if err := cmd.Wait(); err != nil {
		t.Errorf("%v, printed %q", err, got)
	}
	return strings.Join(got, "\n")
}

// claimMany claims a hundred digests and prints those that it got.
func claimMany(ctx context.Context, l *sqlite.Ledger, owner string) error {
	for day := range 100 {
		p := storetest.Digest("C1", consensus.Day(20240101).Add(day))
		p.Owner = owner
		claimed, err := l.ClaimPosts(ctx, []consensus.Posting{p})
		if err != nil {
			return err
		}
		if len(claimed) > 0 {
			fmt.Println(p.Day)
		}
	}
	return nil
}

func TestTwoProcessesClaimEachSlotOnce(t *testing.T) {
	path := filepath.Join(t.TempDir(), "natobot.db")
	l := open(t, path, sqlite.Options{})
	claims := map[string]int{}
	type running struct {
		cmd   *exec.Cmd
		lines *bufio.Scanner
	}
	var both []running
	for _, owner := range []string{"replica-1", "replica-2"} {
		cmd, lines := process(t, "claim", path, owner)
		both = append(both, running{cmd, lines})
	}
	for _, r := range both {
		for r.lines.Scan() {
			claims[r.lines.Text()]++
		}
		must(t, r.cmd.Wait())
	}
	for day, n := range claims {
		if n != 1 {
			t.Errorf("%s was claimed %d times", day, n)
		}
	}
	open, err := l.OpenPosts(t.Context(), consensus.DigestPost)
	must(t, err)
	if len(claims) != 100 || len(open) != 100 {
		t.Errorf("%d slots claimed, %d open, want 100", len(claims), len(open))
	}
}

// fill lets the disk become full at every place of an append, and prints how often when
// the ledger bore it each time.
func fill(ctx context.Context, l *sqlite.Ledger, path string) error {
	signal.Ignore(syscall.SIGXFSZ)
	seen, failures := 0, 0
	for room := int64(0); room < 3*4120; room += 300 {
		key := fmt.Sprint("room for ", room)
		if err := storetest.Insist(ctx, l, key+", before", &seen, note(key)); err != nil {
			return err
		}
		full, err := withRoom(path, room, func() error { return storetest.Insist(ctx, l, key, &seen, note(key)) })
		if err != nil {
			return err
		}
		if full == nil {
			continue // there was room enough for all of it
		}
		failures++
		var told *consensus.Error
		if !errors.As(full, &told) || told.Kind != consensus.Unavailable || told.Cause == nil || told.Hint == "" {
			return fmt.Errorf("%s: %w is no answer to a reporter", key, full)
		}
		if got, err := l.Recorded(ctx, key); err != nil || len(got) > 0 {
			return fmt.Errorf("%s: reported as failed, but it is there: %v, %w", key, got, err)
		}
		if err := storetest.Insist(ctx, l, key, &seen, note(key)); err != nil {
			return fmt.Errorf("%s: the ledger is of no use any more: %w", key, err)
		}
	}
	unwritable, err := withRoom(path, 0, func() error { return l.Writable(ctx) })
	if err == nil && unwritable == nil {
		err = errors.New("a full disk was called writable")
	}
	fmt.Println("usable after", failures)
	return err
}

// withRoom runs do while no file may grow longer than the log is now and room more.
func withRoom(path string, room int64, do func() error) (done, err error) {
	info, err := os.Stat(path + "-wal")
	if err != nil {
		return nil, err
	}
	var limit syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_FSIZE, &limit); err != nil {
		return nil, err
	}
	tight := limit
	tight.Cur = uint64(info.Size() + room)
	if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &tight); err != nil {
		return nil, err
	}
	done = do()
	return done, syscall.Setrlimit(syscall.RLIMIT_FSIZE, &limit)
}

func TestF1AFullDiskIsReportedAndHarmsNothing(t *testing.T) {
	path := filepath.Join(t.TempDir(), "natobot.db")
	cmd, lines := process(t, "fill", path, path)
	var failures int
	if _, err := fmt.Sscanf(output(t, cmd, lines), "usable after %d", &failures); err != nil || failures < 20 {
		t.Errorf("the disk was full %d times, which proves little; %v", failures, err)
	}
	report, err := sqlite.Check(t.Context(), path)
	must(t, err)
	if report.Entries != 2*42 || len(report.Problems) > 0 {
		t.Errorf("%d entries, problems %q", report.Entries, report.Problems)
	}
}
