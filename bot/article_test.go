package bot

import (
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"natobot/bot/blockkit/blockkittest"
	"natobot/bot/localslack"
	"natobot/commands"
	"natobot/consensus"
	"natobot/store/sqlite"
)

// article is the bot over a ledger that was seeded with the article, on the day after it:
// everything real but Slack.
type article struct {
	*world
	ledger *sqlite.Ledger
	bot    *running
}

func onArticle(t *testing.T, test func(a *article)) {
	t.Helper()
	byBothDoors(t, inArticle(test))
}

// inArticle gives a test of a world that holds the article.
func inArticle(test func(a *article)) func(w *world) {
	return func(w *world) {
		a, t := &article{world: w}, w.t
		w.start = time.Date(2024, 2, 23, 9, 0, 0, 0, w.zone)
		ledger, err := sqlite.Open(w.t.Context(), filepath.Join(t.TempDir(), "ledger.db"), sqlite.Options{Workspace: "local", Now: w.now, Exclusive: true})
		if err != nil {
			w.t.Fatal(err)
		}
		w.t.Cleanup(func() { _ = ledger.Close() })
		desk, err := commands.NewDesk(w.t.Context(), commands.Config{
			Ledger: ledger, Now: w.now, Zone: w.zone, Editors: []string{editor}, Reporters: []string{reporter},
			Digest: &consensus.Schedule{Channel: deskRoom, Minute: 480, Zone: "Europe/Brussels"},
		})
		if err != nil {
			w.t.Fatal(err)
		}
		seed := commands.ImportOptions{Recorder: commands.Seeder, At: commands.SeedMoment()}
		if report, err := desk.Import(w.t.Context(), "article", strings.NewReader(commands.Seed()), seed); err != nil || len(report.Problems) > 0 {
			w.t.Fatal(err, report.Problems)
		}
		c := w.config()
		c.Desk, c.Posts = desk, ledger
		c.Changed, c.News = ledger.Watch(w.t.Context()), ledger.Watch(w.t.Context())
		a.ledger, a.bot = ledger, w.begin(c)
		for a.bot.Ready() != nil {
			time.Sleep(time.Millisecond)
		}
		test(a)
		if err := a.bot.end(); err != nil {
			w.t.Error(err)
		}
	}
}

// ask types a command and gives its answer.
func (a *article) ask(who, text string) localslack.Message {
	a.t.Helper()
	return a.replies(a.Command(who, deskRoom, "/nato", text), 1)[0]
}

func (a *article) entries() (n int) {
	a.t.Helper()
	for _, err := range a.ledger.All(a.t.Context()) {
		if err != nil {
			a.t.Fatal(err)
		}
		n++
	}
	return n
}

// backing finds how many back Rutte in an answer to status.
func (a *article) backing() string {
	a.t.Helper()
	text := a.ask(reader, "status Rutte").Text
	m := regexp.MustCompile(`(\d+) of (\d+)`).FindString(text)
	if m == "" {
		a.t.Fatalf("no count in %q", text)
	}
	return m
}

func TestArticle(t *testing.T) {
	t.Run("a stance moves the count", func(t *testing.T) {
		onArticle(t, func(a *article) {
			if got := a.backing(); got != "4 of 31" {
				t.Errorf("before: %s back", got)
			}
			before := a.entries()
			a.ask(reporter, `stance Poland backs Rutte via spokesperson https://example.com/a?x=1&y=2 "We do, <!channel>"`)
			if got := a.entries(); got != before+1 {
				t.Errorf("%d entries, were %d", got, before)
			}
			if got := a.backing(); got != "5 of 31" {
				t.Errorf("after: %s back", got)
			}
			if got := a.ask(reader, "member Poland"); blockkittest.CallsSomebody(got.Text) || blockkittest.CallsSomebody(string(got.Blocks)) {
				t.Errorf("S7: the quote pings: %s", got.Text)
			}
		})
	})
	t.Run("S1 a stance delivered twice is recorded once", func(t *testing.T) {
		onArticle(t, func(a *article) {
			before := a.entries()
			a.DuplicateEnvelopes(1)
			a.ask(reporter, "stance Poland backs Rutte")
			time.Sleep(time.Minute)
			if got := a.entries(); got != before+1 {
				t.Errorf("%d entries, were %d", got, before)
			}
		})
	})
	t.Run("S1 delivered again after a restart it is recorded once", func(t *testing.T) {
		onArticle(t, func(a *article) {
			before := a.entries()
			a.ask(reporter, "stance Poland backs Rutte")
			a.bot.seen.reset() // all that a restart forgets
			a.DuplicateEnvelopes(1)
			a.ask(reporter, "stance Poland backs Rutte")
			if got := a.entries(); got != before+1 {
				t.Errorf("%d entries, were %d", got, before)
			}
		})
	})
	t.Run("a button pressed twice does its deed once", func(t *testing.T) {
		onArticle(t, func(a *article) {
			answer := a.ask(reporter, "stance Poland backs Rutte")
			before := a.entries()
			a.DuplicateEnvelopes(1)
			a.replies(a.Press(reporter, answer, "Undo"), 1)
			a.replies(a.Press(reporter, answer, "Undo"), 1)
			if got := a.entries(); got != before+1 {
				t.Errorf("%d entries, were %d", got, before)
			}
		})
	})
	t.Run("share carries the whole answer into the channel", func(t *testing.T) {
		onArticle(t, func(a *article) {
			private := a.ask(reader, "missing Rutte")
			shared := a.replies(a.Press(reader, private, "Share in channel"), 1)[0]
			if private.To != reader || shared.To != "" || !strings.HasPrefix(shared.Text, private.Text) {
				t.Errorf("private to %q:\n%s\nshared to %q:\n%s", private.To, private.Text, shared.To, shared.Text)
			}
		})
	})
	t.Run("roles hold", func(t *testing.T) {
		onArticle(t, func(a *article) {
			before := a.entries()
			a.ask(reader, "stance Poland backs Rutte")
			a.ask(reporter, "digest daily 09:00")
			a.AddPerson(localslack.Person{ID: "U1", Name: "guest", Guest: true})
			if got := a.ask("U1", "status").Text; strings.Contains(got, "Rutte") {
				t.Errorf("S9: a guest reads %q", got)
			}
			if got := a.entries(); got != before {
				t.Errorf("%d entries, were %d", got, before)
			}
		})
	})
	t.Run("every answer names people and channels, never mentions them", func(t *testing.T) {
		onArticle(t, func(a *article) {
			a.ask(reporter, "stance Poland backs Rutte")
			a.ask(editor, "digest daily 09:30")
			for _, text := range []string{"history", "digest list", "access", "members", "help", "race", "export csv", "candidates", "changes since 1 Jan"} {
				got := a.ask(reader, text)
				if strings.Contains(got.Text, reporter) || strings.Contains(got.Text, deskRoom) {
					t.Errorf("%s shows an id: %s", text, got.Text)
				}
				if blockkittest.CallsSomebody(got.Text) {
					t.Errorf("S7: %s pings: %s", text, got.Text)
				}
			}
		})
	})
	t.Run("the next morning's digest arrives, once, with what moved", func(t *testing.T) {
		onArticle(t, func(a *article) {
			a.wantPosted(deskRoom, 0)
			morning := func() {
				next, ok := a.bot.NextDigest(a.t.Context())
				if !ok {
					t.Fatal("no digest is set")
				}
				a.move(next.Sub(a.now()))
				a.tick <- struct{}{}
				time.Sleep(time.Minute) // for the picture, and the thread
			}
			digests := func() []localslack.Message {
				return slices.DeleteFunc(a.posted(deskRoom), func(m localslack.Message) bool { return m.ThreadTS != "" })
			}
			morning()
			if got := digests(); len(got) != 1 || !shows(got[0], "image") {
				t.Errorf("%d digests, or one without its picture", len(got))
			}
			a.ask(reporter, "stance Poland backs Rutte")
			morning()
			got := digests()
			if len(got) != 2 || !strings.Contains(got[1].Text, "Poland") || strings.Contains(got[1].Text, "Late") {
				t.Errorf("%d digests, the last: %s", len(got), got[len(got)-1].Text)
			}
			morning()
			if got := digests(); len(got) != 3 || !strings.Contains(got[2].Text, "Nothing moved") {
				t.Errorf("%d digests, the last: %s", len(got), got[len(got)-1].Text)
			}
		})
	})
}
