package bot

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"natobot/commands"
	"natobot/commands/answer"
	"natobot/consensus"
	"natobot/consensus/bodies"
	"natobot/outbox"
	"natobot/store/sqlite"
)

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

// TestRestores puts a backup of a random moment in the ledger's place, again and again, and goes
// on: each day's digest is in the channel once, no button of what was lost strikes what took its
// place, and every number equals a recount.
func TestRestores(t *testing.T) {
	rounds, seed := soaking(3, 200), rand.Uint64()
	t.Logf("%d rounds, seed %d", rounds, seed)
	r := rand.New(rand.NewPCG(seed, 2))
	inWorld(t, func(w *world) {
		s, days := newStepping(w), 0
		live := func() {
			for range 1 + r.IntN(4) {
				s.deed(r, fmt.Sprint("day ", days, r.Uint64()))
				s.deed(r, fmt.Sprint("day ", days, r.Uint64()))
				s.tick()
				s.tick()
				days++
				time.Sleep(24*time.Hour - 2*outbox.Every)
			}
		}
		for round := range rounds {
			live()
			backup := filepath.Join(w.t.TempDir(), fmt.Sprint(round, ".db"))
			if err := sqlite.Backup(w.t.Context(), s.path, backup); err != nil {
				w.t.Fatal(err)
			}
			live()
			s.restore(backup)
			live()
			s.press()
			s.recount()
		}
		s.once(days)
	})
}

// restore puts a backup in the ledger's place, as docs/operations.md says.
func (s *stepping) restore(backup string) {
	t := s.w.t
	if err := s.ledger.Close(); err != nil {
		t.Fatal(err)
	}
	for _, beside := range []string{"", "-wal", "-shm"} {
		_ = os.Remove(s.path + beside)
	}
	if err := os.Rename(backup, s.path); err != nil {
		t.Fatal(err)
	}
	s.begin()
}

// press presses the buttons that people have before them.
func (s *stepping) press() {
	t, editor := s.w.t, commands.User{ID: commands.Operator}
	pressed := s.buttons
	s.buttons = nil
	for i, a := range pressed {
		head, err := s.ledger.Head(t.Context(), a.Of.Entry)
		r := s.desk.Do(t.Context(), commands.Request{Key: fmt.Sprint("press ", i, a.Of, s.w.now()), User: editor, Text: a.Command, Of: &a.Of})
		if same := err == nil && strings.HasPrefix(head, a.Of.Hash); !same && r.Outcome != answer.Refused {
			t.Errorf("%s of “%s”: %s", a.Command, a.Of.Says, r.Plain())
		}
	}
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
	w       *world
	path    string
	ledger  *sqlite.Ledger
	desk    *commands.Desk
	first   consensus.Day
	buttons []answer.Action // that people have before them
}

func newStepping(w *world) *stepping {
	w.t.Helper()
	w.start = time.Date(2024, 2, 23, 9, 0, 0, 0, w.zone)
	s := &stepping{w: w, path: filepath.Join(w.t.TempDir(), "ledger.db"), first: consensus.DayOf(w.start)}
	s.begin()
	w.t.Cleanup(func() { _ = s.ledger.Close() })
	s.do("candidate", "candidate Mark Rutte of Netherlands declared on 2001-02-20")
	s.do("digest", "digest daily 08:00 quiet full in <#"+deskRoom+">")
	s.buttons = nil // nobody undoes these
	return s
}

// begin starts the program on the ledger that is there.
func (s *stepping) begin() {
	w := s.w
	w.t.Helper()
	var err error
	if s.ledger, err = sqlite.Open(w.t.Context(), s.path, sqlite.Options{Workspace: "local", Now: w.now}); err != nil {
		w.t.Fatal(err)
	}
	if s.desk, err = commands.NewDesk(w.t.Context(), commands.Config{
		Ledger: s.ledger, Now: w.now, Zone: w.zone, Witness: func() (time.Duration, bool) { return 0, true },
	}); err != nil {
		w.t.Fatal(err)
	}
	c := w.config()
	c.Desk, c.Posts = s.desk, s.ledger
	b := newBot(c, w.net.dial)
	w.t.Cleanup(b.http.CloseIdleConnections)
	who, err := b.identify(w.t.Context())
	if err != nil {
		w.t.Fatal(err)
	}
	b.is(who)
	s.digests = b.digests
}

func (s *stepping) tick() {
	s.Do(s.w.t.Context())
	time.Sleep(outbox.Every)
}

func (s *stepping) do(key, text string) string {
	r := s.desk.Do(s.w.t.Context(), commands.Request{Key: key, User: commands.User{ID: commands.Operator}, Text: text})
	for _, a := range r.Actions {
		if a.Of.Entry != 0 {
			s.buttons = append(s.buttons, a)
		}
	}
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
	book, latest := consensus.NewBook(bodies.Shipped()), map[consensus.Code]consensus.Entry{}
	var all []consensus.Entry
	for e, err := range s.ledger.All(ctx) {
		if err != nil || book.Apply(e) != nil {
			t.Fatal(err, e)
		}
		all = append(all, e)
	}
	for _, e := range all {
		if e.Kind == consensus.StanceKind && book.StruckBy(e.Number, book.Last()) == 0 && e.On.Day >= latest[e.Member].On.Day {
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
