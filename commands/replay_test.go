package commands_test

import (
	"context"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"natobot/commands"
	"natobot/commands/answer"
	"natobot/commands/report"
	"natobot/consensus"
	"natobot/store"
	"natobot/store/postgres"
	"natobot/store/postgres/postgrestest"
)

// replay is a race that is lived through: what is typed, and the digest of every weekday
// at 08:00.
type replay struct {
	t       *testing.T
	clock   *clock
	desk    *commands.Desk
	ledger  store.Ledger
	user    commands.User
	typed   int
	next    time.Time // the next digest
	sent    []consensus.Posting
	posted  strings.Builder
	threads strings.Builder
	looked  func(report.Digest)
	channel string // "" spares drawing the pictures
	quiet   bool   // a morning on which nothing moved is one line
}

const replayChannel = "CDESK"

func newReplay(t *testing.T) *replay {
	c := &clock{}
	return newReplayOn(t, c, opened(t, c))
}

func newReplayOn(t *testing.T, c *clock, l store.Ledger) *replay {
	r := &replay{t: t, clock: c, ledger: l, channel: replayChannel}
	desk, err := commands.NewDesk(context.Background(), commands.Config{
		Ledger: r.ledger, Now: r.clock.now, Zone: brussels(t), Reporters: []string{"UANNA", "UBEN"}, Editors: []string{"UCLEO"},
		Posted: func(_ context.Context, channel string) ([]consensus.Posting, error) {
			if channel != "" && channel != replayChannel {
				return nil, nil
			}
			list := slices.Clone(r.sent)
			slices.Reverse(list)
			return list, nil
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	r.desk = desk
	return r
}

// play lives through a race as testdata/replay/race.txt tells it.
func (r *replay) play(race string) {
	for line := range strings.Lines(race) {
		line = strings.TrimSpace(line)
		switch {
		case line == "" || strings.HasPrefix(line, "#"):
		case strings.HasPrefix(line, "@ "):
			r.until(line)
		default:
			r.say(line)
		}
	}
}

// until posts the digests that are due before somebody types next.
func (r *replay) until(line string) {
	const layout = "2006-01-02 15:04"
	at, err := time.ParseInLocation(layout, line[2:2+len(layout)], brussels(r.t))
	if err != nil {
		r.t.Fatal(err)
	}
	if r.next.IsZero() {
		r.next = time.Date(at.Year(), at.Month(), at.Day()+1, 8, 0, 0, 0, at.Location())
	}
	for ; r.next.Before(at); r.next = r.next.AddDate(0, 0, 1) {
		if day := r.next.Weekday(); day != time.Saturday && day != time.Sunday {
			r.letOut(r.next)
			r.clock.at = r.next
			r.post()
		}
	}
	name := line[2+len(layout)+1:]
	r.letOut(at)
	r.clock.at, r.user = at, commands.User{ID: "U" + strings.ToUpper(name), Name: name}
}

// letOut lets the held reports out that are due by then, each at its minute.
func (r *replay) letOut(by time.Time) {
	waiting, err := r.ledger.Held(context.Background(), by)
	if err != nil {
		r.t.Fatal(err)
	}
	slices.SortStableFunc(waiting, func(a, b consensus.Held) int { return a.Until.Compare(b.Until) })
	for _, h := range waiting {
		if h.Due(by) {
			r.clock.at = h.Until
			if _, _, err := r.desk.ReleaseDue(context.Background()); err != nil {
				r.t.Fatal(err)
			}
		}
	}
}

// say types a line; "!" before it says that it is to be refused.
func (r *replay) say(line string) {
	line, refused := strings.CutPrefix(line, "!")
	want := answer.Recorded
	if refused {
		want = answer.Refused
	}
	r.typed++
	reply := r.desk.Do(context.Background(), commands.Request{Key: fmt.Sprint("line ", r.typed), User: r.user, Channel: replayChannel, Text: line})
	if reply.Outcome != want {
		r.t.Fatalf("%s: %s\n%s", r.clock.at.Format(time.DateTime), line, reply.Plain())
	}
}

// known gives the number of the last entry that was recorded by the end of a day.
func (r *replay) known(day consensus.Day) int {
	known := 0
	for _, e := range entries(r.t, r.ledger) {
		if !e.Recorded.Before(day.End(brussels(r.t))) {
			break
		}
		known = e.Number
	}
	return known
}

// post posts the digest of this morning.
func (r *replay) post() {
	o := report.DigestOptions{Channel: r.channel}
	if n := len(r.sent); n > 0 {
		o.Since = r.sent[n-1].Point
	}
	digest, err := r.desk.Digest(context.Background(), o)
	if err != nil {
		r.t.Fatal(err)
	}
	if digest.Skip {
		return
	}
	slot := consensus.Slot{Channel: replayChannel, Day: consensus.DayOf(r.clock.at), Minute: 480}
	r.sent = append(r.sent, consensus.Posting{Slot: slot, Point: digest.Point, Headline: digest.Reply.Title, State: consensus.Posted})
	heading := r.clock.at.Format("=== Monday, 2 January 2006, 15:04 ===\n\n")
	if r.quiet && strings.HasPrefix(digest.Reply.Title, "Nothing moved") {
		r.posted.WriteString(r.clock.at.Format("=== Monday, 2 January 2006: ") + digest.Reply.Title + "\n\n")
	} else {
		r.posted.WriteString(heading + unpictured(digest.Reply).Plain() + "\n")
	}
	if len(digest.Thread) > 0 {
		r.threads.WriteString(heading)
	}
	for _, reply := range digest.Thread {
		r.threads.WriteString(reply.Plain() + "\n")
	}
	if r.looked != nil {
		r.looked(digest)
	}
}

// unpictured gives a reply without its picture, whose words are the picture's own affair.
func unpictured(r answer.Reply) answer.Reply {
	r.Sections = slices.DeleteFunc(slices.Clone(r.Sections), func(s answer.Section) bool { _, is := s.(answer.Picture); return is })
	return r
}

// TestReplay lives through a race in which everything happens that a digest has a word
// for, and holds every morning's digest to what an editor has read and would print.
func TestReplay(t *testing.T) {
	replayed(t, newReplay(t), "", "digests", "threads")
}

// The same of a race of 120 mornings, at a desk with embargoes, a review, beats and checks.
func TestReplayWithHeldReports(t *testing.T) {
	r := newReplay(t)
	replayed(t, r, "held/", "digests")
	if len(r.sent) < 120 {
		t.Error("a race of that few mornings:", len(r.sent))
	}
}

// The engine makes no difference to a word of it.
func TestReplayOnPostgreSQL(t *testing.T) {
	c := &clock{}
	database, err := postgres.Connect(t.Context(), postgrestest.Database(t), store.Options{Now: c.now})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(database.Close)
	l, _, err := database.Ledger(t.Context(), "T1")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	r := newReplayOn(t, c, l)
	replayed(t, r, "", "digests", "threads")
	report, err := l.Check(t.Context())
	if err != nil || len(report.Problems) > 0 {
		t.Errorf("%v, problems %q", err, report.Problems)
	}
}

// replayed lives through the race of a folder, and compares what is posted with its golden files.
func replayed(t *testing.T, r *replay, folder string, files ...string) {
	t.Helper()
	race, err := os.ReadFile("testdata/replay/" + folder + "race.txt")
	if err != nil {
		t.Fatal(err)
	}
	r.play(string(race))
	posted := map[string]string{"digests": r.posted.String(), "threads": r.threads.String()}
	for _, file := range files {
		golden(t, "testdata/replay/"+folder+file+".golden.txt", posted[file])
	}
}

// golden holds a text to what a file has that somebody has read.
func golden(t *testing.T, file, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil || got != string(want) {
		t.Errorf("%v; %s: %s\nRun with -update, and read the difference.", err, file, firstDifference(got, string(want)))
	}
}
