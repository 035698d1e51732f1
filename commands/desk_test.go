package commands_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"natobot/commands"
	"natobot/commands/answer"
	"natobot/consensus"
	"natobot/store"
	"natobot/store/sqlite"
)

// brussels is the zone of the desks in these tests.
func brussels(t testing.TB) *time.Location {
	t.Helper()
	zone, err := time.LoadLocation("Europe/Brussels")
	if err != nil {
		t.Fatal(err)
	}
	return zone
}

// clock is a clock that tests set.
type clock struct{ at time.Time }

func (c *clock) now() time.Time { return c.at }

// opened gives an empty ledger in a file of its own.
func opened(t testing.TB, c *clock) *sqlite.Ledger {
	t.Helper()
	l, err := sqlite.Open(context.Background(), t.TempDir()+"/natobot.db", sqlite.Options{Workspace: "local", Now: c.now})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	return l
}

// newDesk gives a desk on a ledger.
func newDesk(t testing.TB, l commands.Ledger, c *clock) *commands.Desk {
	t.Helper()
	d, err := commands.NewDesk(context.Background(), commands.Config{Ledger: l, Now: c.now, Zone: brussels(t)})
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// seeded gives a desk whose ledger holds the article, on the morning after it.
func seeded(t testing.TB) (*commands.Desk, *clock) {
	t.Helper()
	c := &clock{time.Date(2024, 2, 23, 8, 0, 0, 0, time.UTC)}
	d := newDesk(t, opened(t, c), c)
	seed(t, d)
	return d, c
}

func seed(t testing.TB, d *commands.Desk) {
	t.Helper()
	report, err := d.Import(context.Background(), "seed.txt", strings.NewReader(commands.Seed()),
		commands.ImportOptions{Recorder: commands.Seeder, At: commands.SeedMoment()})
	if err != nil || len(report.Problems) > 0 {
		t.Fatal(err, report)
	}
}

// do asks the desk as an editor, under a key of its own.
func do(d *commands.Desk, text string) answer.Reply {
	return d.Do(context.Background(), commands.Request{Key: "key:" + text, User: commands.User{ID: "UANNA", Name: "Anna", Admin: true}, Text: text})
}

// ask puts a question or a report as somebody, under a key of its own.
func ask(d *commands.Desk, key, user, text string) answer.Reply {
	return d.Do(context.Background(), commands.Request{Key: key, User: commands.User{ID: user, Name: user}, Text: text})
}

// exported gives the ledger of a desk as it is exported.
func exported(t testing.TB, d *commands.Desk, format string) string {
	t.Helper()
	var b strings.Builder
	if err := d.Export(context.Background(), &b, commands.ExportOptions{Format: format}); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// F5: a country joins once, however many report it in the same second.
func TestManyReportOneJoiningAtOnce(t *testing.T) {
	c := &clock{time.Date(2024, 2, 23, 8, 0, 0, 0, time.UTC)}
	l := opened(t, c)
	first := newDesk(t, l, c)
	seed(t, first)
	desks := []*commands.Desk{first, newDesk(t, l, c)} // two programs on one file
	before := len(entries(t, l))
	var wg sync.WaitGroup
	for i := range 16 {
		wg.Go(func() {
			if r := ask(desks[i/8], fmt.Sprint("press ", i), fmt.Sprint("U", i), "member Ukraine joins on 2024-02-22"); r.Outcome != answer.Recorded {
				t.Errorf("report %d: %s", i, r.Plain())
			}
		})
	}
	wg.Wait()
	if added := len(entries(t, l)) - before; added != 1 {
		t.Errorf("one joining made %d entries", added)
	}
}

// F5: two reporters, the same state, the same second: both reports are kept, and the
// conflict is shown.
func TestTwoReportersAtOnce(t *testing.T) {
	c := &clock{time.Date(2024, 2, 23, 8, 0, 0, 0, time.UTC)}
	l := opened(t, c)
	first := newDesk(t, l, c)
	seed(t, first)
	desks := []*commands.Desk{first, newDesk(t, l, c)} // two programs on one file
	var wg sync.WaitGroup
	replies := make([]answer.Reply, 16)
	for i := range replies {
		wg.Go(func() {
			position := []string{"backs", "leans"}[i%2]
			replies[i] = ask(desks[i/8], fmt.Sprint("press ", i), fmt.Sprint("U", i), fmt.Sprintf("stance Poland %s Rutte from \"Outlet %d\"", position, i))
		})
	}
	wg.Wait()
	numbers := map[string]bool{}
	for i, r := range replies {
		if r.Outcome != answer.Recorded {
			t.Fatalf("report %d: %s", i, r.Plain())
		}
		number, _, _ := strings.Cut(strings.TrimPrefix(r.Title, "Recorded as "), ":")
		numbers[number] = true
	}
	if len(numbers) != len(replies) {
		t.Errorf("%d reports made %d entries", len(replies), len(numbers))
	}
	last := do(first, "stance Poland accepts Rutte from \"Outlet 99\"").Plain()
	if want := strings.Count(last, "Contested: #"); want != len(replies) {
		t.Errorf("%d of %d conflicts shown:\n%s", want, len(replies), last)
	}
}

// One report, one entry: also when Slack delivers the same request to two programs.
func TestOneKeyOneEntry(t *testing.T) {
	c := &clock{time.Date(2024, 2, 23, 8, 0, 0, 0, time.UTC)}
	l := opened(t, c)
	desks := []*commands.Desk{newDesk(t, l, c), newDesk(t, l, c)}
	seed(t, desks[0])
	before := strings.Count(exported(t, desks[0], "jsonl"), "\n")
	var wg sync.WaitGroup
	replies := make([]answer.Reply, 8)
	for i := range replies {
		wg.Go(func() { replies[i] = ask(desks[i%2], "envelope 7", "UANNA", "stance Poland backs Rutte") })
	}
	wg.Wait()
	c.at = c.at.Add(48 * time.Hour)
	later := ask(desks[0], "envelope 7", "UANNA", "stance Poland backs Rutte")
	for _, r := range append(replies, later) {
		if r.Plain() != replies[0].Plain() {
			t.Errorf("answered\n%s\nand\n%s", replies[0].Plain(), r.Plain())
		}
	}
	if added := strings.Count(exported(t, desks[0], "jsonl"), "\n") - before; added != 1 {
		t.Errorf("%d entries for one request", added)
	}
}

func TestFailedWrites(t *testing.T) {
	report := "stance Poland backs Rutte \"a sentence that nobody wants to type twice\""
	t.Run("a disk that is full is said, and the text comes back", func(t *testing.T) {
		d, m := onMemory(t)
		m.fail = &consensus.Error{Kind: consensus.Unavailable, Message: "The ledger cannot be written.", Hint: "Make room on the disk.", Cause: errors.New("ENOSPC /var/secret")}
		r := ask(d, "1", "UANNA", report)
		if r.Outcome != answer.Failed || !strings.Contains(r.Plain(), report) || !strings.Contains(r.Plain(), "Make room") || r.Ref == "" {
			t.Error(r.Plain())
		}
		if strings.Contains(r.Plain(), "secret") {
			t.Error("the cause is shown:", r.Plain())
		}
		m.fail = nil
		if r := ask(d, "2", "UANNA", report); r.Outcome != answer.Recorded {
			t.Error("sent again:", r.Plain())
		}
	})
	t.Run("what nobody foresaw has a reference, for people and for the log", func(t *testing.T) {
		d, m := onMemory(t)
		m.fail = errors.New("disk I/O error at /var/secret")
		r := ask(d, "1", "UANNA", report)
		if r.Outcome != answer.Failed || !strings.Contains(r.Title, "ref "+r.Ref) || !errors.Is(r.Cause, m.fail) || !strings.Contains(r.Plain(), report) {
			t.Error(r.Plain(), r.Cause)
		}
		if strings.Contains(r.Plain(), "secret") {
			t.Error("the cause is shown:", r.Plain())
		}
	})
	t.Run("a panic is a failure like another", func(t *testing.T) {
		_, m := onMemory(t)
		d := newDesk(t, &brokenAfter{memory: m, appended: true, read: func() error { panic("boom") }}, &clock{m.now()})
		r := ask(d, "1", "UANNA", "history #1")
		if r.Outcome != answer.Failed || !strings.Contains(fmt.Sprint(r.Cause), "boom") || strings.Contains(r.Plain(), "boom") {
			t.Error(r.Plain(), r.Cause)
		}
	})
	for name, broken := range map[string]func() error{
		"an error in the wording": func() error { return errors.New("boom") },
		"a panic in the wording":  func() error { panic("boom") },
	} {
		t.Run("what is on disk is never called failed: "+name, func(t *testing.T) {
			_, m := onMemory(t)
			d := newDesk(t, &brokenAfter{memory: m, read: broken}, &clock{m.now()})
			r := ask(d, "2", "UANNA", "retract #1 because \"no\"")
			if r.Outcome != answer.Recorded || r.Title != "Recorded as #2." || !strings.Contains(fmt.Sprint(r.Cause), "boom") {
				t.Error(r.Plain(), r.Cause)
			}
		})
	}
}

// brokenAfter is a ledger that cannot be read any more once something was appended.
type brokenAfter struct {
	*memory
	read     func() error
	appended bool
}

func (b *brokenAfter) AppendAll(ctx context.Context, after int, list []consensus.Keyed) []consensus.Appended {
	b.appended = true
	return b.memory.AppendAll(ctx, after, list)
}

func (b *brokenAfter) Entries(ctx context.Context, numbers ...int) ([]consensus.Entry, error) {
	if b.appended {
		return nil, b.read()
	}
	return b.memory.Entries(ctx, numbers...)
}

// onMemory gives a desk on a ledger in memory, with one candidate.
func onMemory(t testing.TB) (*commands.Desk, *memory) {
	t.Helper()
	c := &clock{time.Date(2024, 2, 23, 8, 0, 0, 0, time.UTC)}
	m := newMemory(c.now)
	d := newDesk(t, m, c)
	if r := ask(d, "0", "UANNA", "candidate Mark Rutte of Netherlands declared"); r.Outcome != answer.Recorded {
		t.Fatal(r.Plain())
	}
	return d, m
}

// entries gives all that a ledger holds.
func entries(t testing.TB, l store.Ledger) []consensus.Entry {
	t.Helper()
	var list []consensus.Entry
	for e, err := range l.All(context.Background()) {
		if err != nil {
			t.Fatal(err)
		}
		list = append(list, e)
	}
	return list
}
