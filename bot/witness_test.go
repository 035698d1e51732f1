package bot

import (
	"fmt"
	"math/rand/v2"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"natobot/bot/localslack"
	"natobot/commands"
	"natobot/consensus"
	"natobot/outbox"
	"natobot/store/sqlite"
)

// A machine's clock that is moved is noticed at once, by how much time went by since Slack last
// said what time it is.
func TestWitness(t *testing.T) {
	slack := time.Date(2024, 2, 23, 8, 0, 0, 0, time.UTC)
	machine, went := slack.Add(time.Second), time.Duration(0)
	w := NewWitness(func() time.Time { return machine }, func() time.Duration { return went })
	want := func(ahead time.Duration, heard bool) {
		t.Helper()
		if got, ok := w.Ahead(); got != ahead || ok != heard {
			t.Errorf("%s ahead, %t; want %s, %t", got, ok, ahead, heard)
		}
	}
	want(0, false)
	w.hear(&http.Response{Header: http.Header{"Date": {"yesterday"}}})
	want(0, false)
	w.hear(&http.Response{Header: http.Header{"Date": {slack.Format(http.TimeFormat)}}})
	want(time.Second, true)
	machine, went = machine.Add(time.Hour), time.Hour
	want(time.Second, true)
	machine = machine.AddDate(9, 0, 0)
	if ahead, _ := w.Ahead(); ahead < 8*365*24*time.Hour || !w.Now().Equal(slack.Add(time.Hour)) {
		t.Errorf("%s ahead; Slack's clock shows %s", ahead, w.Now())
	}
}

// witnessed is the config of a bot that compares the desk's clock with Slack's.
func (w *world) witnessed() Config {
	w.apart = true
	c := w.config()
	c.Witness = NewWitness(w.now, func() time.Duration { return time.Since(w.zero) })
	w.desk.doubt = func() error {
		if ahead, heard := c.Witness.Ahead(); heard && ahead.Abs() > consensus.Tolerance {
			return consensus.Refuse(consensus.Unavailable, "The clock is off", "Set it right.")
		}
		return nil
	}
	return c
}

// While the machine's clock is off nothing is posted by it, the log and an editor hear of it
// once, and what was due is posted once it is right.
func TestNothingIsPostedByAWrongClock(t *testing.T) {
	byBothDoors(t, func(w *world) {
		w.set(deskRoom)
		b := w.begin(w.witnessed())
		for b.Ready() != nil {
			time.Sleep(time.Millisecond)
		}
		w.move(9 * 365 * 24 * time.Hour)
		time.Sleep(2 * time.Hour) // past 08:00 by either clock
		w.wantPosted(deskRoom, 0)
		if reason := b.postDigest(w.t.Context(), deskRoom); reason == "" {
			t.Error("a digest was posted because somebody asked for it")
		}
		w.move(-9 * 365 * 24 * time.Hour)
		time.Sleep(time.Minute)
		w.wantPosted(deskRoom, 1)
		if err := b.end(); err != nil {
			t.Fatal(err)
		}
		told := 0
		for _, m := range w.Messages(w.Direct(localslack.EditorID), localslack.EditorID) {
			told += strings.Count(m.Text, "The clock is off")
		}
		if log := w.log.String(); told != 1 || strings.Count(log, "not to be believed") != 1 || strings.Count(log, "right again") != 1 {
			t.Errorf("an editor was told %d times; the log says\n%s", told, log)
		}
	})
}

// TestAThousandDaysOfSteps steps the clock of a desk that nobody vouches for, at random and by
// up to ten years: each day's digest is there once, every number equals a recount, and what was
// known grows with the moment.
func TestAThousandDaysOfSteps(t *testing.T) {
	days, seed := soaking(25, 1_000), rand.Uint64()
	t.Logf("%d days, seed %d", days, seed)
	r := rand.New(rand.NewPCG(seed, 1))
	inWorld(t, func(w *world) {
		w.apart = true
		s := newStepping(w)
		for day := range days {
			began := time.Now()
			if r.IntN(3) == 0 {
				back := time.Duration(r.Int64N(int64(20*365*24*time.Hour))) - 10*365*24*time.Hour
				w.move(back)
				s.deed(r, fmt.Sprint("stepped ", day))
				s.tick()
				w.move(-back)
			}
			s.deed(r, fmt.Sprint("right ", day))
			s.tick()
			s.tick() // Slack takes one message a second
			if day%20 == 19 || day == days-1 {
				s.recount()
			}
			time.Sleep(24*time.Hour - time.Since(began))
		}
		s.once(days)
	})
}

// soaking gives how often a test does what it does: more often under “make soak”.
func soaking(usual, soak int) int {
	if os.Getenv("NATO_SOAK") != "" {
		return soak
	}
	return usual
}

// stepping is a desk whose clock steps, with its digests.
type stepping struct {
	*digests
	w      *world
	ledger *sqlite.Ledger
	desk   *commands.Desk
	first  consensus.Day
}

func newStepping(w *world) *stepping {
	w.t.Helper()
	ledger, err := sqlite.Open(w.t.Context(), filepath.Join(w.t.TempDir(), "ledger.db"), sqlite.Options{Workspace: "local", Now: w.now})
	if err != nil {
		w.t.Fatal(err)
	}
	w.t.Cleanup(func() { _ = ledger.Close() })
	w.start = time.Date(2024, 2, 23, 9, 0, 0, 0, w.zone)
	s := &stepping{w: w, ledger: ledger, first: consensus.DayOf(w.start)}
	if s.desk, err = commands.NewDesk(w.t.Context(), commands.Config{
		Ledger: ledger, Now: w.now, Zone: w.zone, Witness: func() (time.Duration, bool) { return 0, true },
	}); err != nil {
		w.t.Fatal(err)
	}
	s.do("candidate", "candidate Mark Rutte of Netherlands declared on 2001-02-20")
	s.do("digest", "digest daily 08:00 quiet full in <#"+deskRoom+">")
	c := w.config()
	c.Desk, c.Posts = s.desk, ledger
	b := newBot(c, w.net.dial)
	w.t.Cleanup(b.http.CloseIdleConnections)
	who, err := b.identify(w.t.Context())
	if err != nil {
		w.t.Fatal(err)
	}
	b.people.self, b.poster.self, s.digests = who, who, b.digests
	return s
}

func (s *stepping) tick() {
	s.Do(s.w.t.Context())
	time.Sleep(outbox.Every)
}

func (s *stepping) do(key, text string) string {
	r := s.desk.Do(s.w.t.Context(), commands.Request{Key: key, User: commands.User{ID: commands.Operator}, Text: text})
	return r.Plain()
}

// deed records what a reporter may hear on a day, or nothing.
func (s *stepping) deed(r *rand.Rand, key string) {
	members := []string{"Poland", "Spain", "Italy", "Norway", "Latvia"}
	positions := []string{"backs", "leans", "accepts", "undeclared"}
	if r.IntN(2) == 0 {
		said := s.do(key, fmt.Sprintf("stance %s %s Rutte on 2001-03-%02d via diplomat", members[r.IntN(len(members))], positions[r.IntN(len(positions))], 1+r.IntN(28)))
		if !strings.Contains(said, "ecorded as #") {
			s.w.t.Errorf("%s: %s", key, said)
		}
	}
}

// recount counts the ledger by hand, and what it knew at moments over twenty years.
func (s *stepping) recount() {
	t, ctx := s.w.t, s.w.t.Context()
	book, latest := consensus.NewBook(), map[consensus.Code]consensus.Entry{}
	var all []consensus.Entry
	for e, err := range s.ledger.All(ctx) {
		if err != nil || book.Apply(e) != nil {
			t.Fatal(err, e)
		}
		if all = append(all, e); e.Kind == consensus.StanceKind && e.On.Day >= latest[e.Member].On.Day {
			latest[e.Member] = e
		}
	}
	backs := 0
	for _, e := range latest {
		if e.Position == consensus.Backs {
			backs++
		}
	}
	for _, known := range []string{"", " known today"} {
		want := fmt.Sprintf("%d of NATO's", backs)
		if said := s.do("", "status Rutte"+known); !strings.Contains(said, want) && backs > 0 {
			t.Errorf("status%s: no %q in %s", known, want, said)
		}
	}
	before := 0
	for at := s.w.start.AddDate(-11, 0, 0); at.Before(s.w.start.AddDate(15, 0, 0)); at = at.AddDate(0, 0, 3) {
		known := 0
		for i, e := range all {
			if e.Recorded.Before(at) {
				known = i + 1
			}
		}
		if got := book.KnownBefore(at); got != known || got < before {
			t.Fatalf("at %s #%d is known, want #%d; before #%d", at, got, known, before)
		}
		before = known
	}
}

// once checks that the digest of each of the days is in the channel once.
func (s *stepping) once(days int) {
	found := map[string]int{}
	slot := regexp.MustCompile(regexp.QuoteMeta(deskRoom) + ` \d{4}-\d\d-\d\d 08:00 #1`)
	for _, m := range s.w.posted(deskRoom) {
		if m.Metadata != nil {
			found[slot.FindString(string(m.Metadata.EventPayload))]++
		}
	}
	for day := range days {
		if day == 0 {
			continue // it was set after that day's
		}
		key := consensus.Slot{Channel: deskRoom, Day: s.first.Add(day), Minute: 480}.String() + " #1"
		if found[key] != 1 {
			s.w.t.Errorf("%s is there %d times", key, found[key])
		}
	}
	for key, n := range found {
		if n > 1 && key != "" {
			s.w.t.Errorf("%s is there %d times", key, n)
		}
	}
}
