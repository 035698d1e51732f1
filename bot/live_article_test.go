package bot

import (
	"fmt"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"natobot/bot/blockkit/blockkittest"
	"natobot/bot/localslack"
	"natobot/commands"
	"natobot/commands/answer"
	"natobot/consensus"
	"natobot/consensus/bodies"
)

// hears waits until the channel's messages have those texts in them, one each.
func (a *article) hears(channel string, want ...string) []localslack.Message {
	a.t.Helper()
	time.Sleep(time.Second) // of the bubble's time: it is told within that
	synctest.Wait()
	list := a.posted(channel)
	for i, m := range list {
		if i >= len(want) || !strings.Contains(m.Text, want[i]) {
			a.t.Errorf("message %d of %s is %q", i, channel, m.Text)
		}
	}
	if len(list) != len(want) {
		a.t.Errorf("%d messages in %s, want %d", len(list), channel, len(want))
	}
	return list
}

// TestArticleLive is the whole of it: a channel that follows, two reporters, and an undo.
func TestArticleLive(t *testing.T) {
	onArticle(t, func(a *article) {
		a.ask(editor, "live changes")
		a.hears(deskRoom)
		a.ask(reporter, "stance Poland backs Rutte via spokesperson https://example.com/pl")
		first := a.hears(deskRoom, "Poland: undeclared → backs Mark Rutte (a spokesperson, example.com")[0]
		if !strings.Contains(first.Text, "Mark Rutte has the reported backing of 5 of NATO's 31 members") || blockkittest.CallsSomebody(first.Text) {
			t.Errorf("it says %q", first.Text)
		}
		a.ask(editor, "stance Norway leans Rutte from NRK")
		both := a.hears(deskRoom, "Norway: undeclared → leans towards Mark Rutte (reported, NRK")[0]
		if !strings.Contains(both.Text, "Poland") || both.TS != first.TS {
			t.Errorf("two reports of one minute are not one message: %q", both.Text)
		}
		if got := a.replies(a.Press(localslack.ReaderID, both, "Undo #30"), 1)[0]; got.To != localslack.ReaderID || !strings.Contains(got.Text, "Recording is for reporters") {
			t.Errorf("a reader's undo is answered %q to %q", got.Text, got.To)
		}
		a.replies(a.Press(reporter, both, "Undo #30"), 1)
		a.hears(deskRoom, "Poland: undeclared → backs Mark Rutte (#30). Now undeclared on Mark Rutte. #30 is taken back", "Poland is no longer recorded as backing Mark Rutte")
	})
}

// A channel of milestones hears of no single change; an import is few messages.
func TestArticleLiveImport(t *testing.T) {
	onArticle(t, func(a *article) {
		a.ask(editor, "live changes")
		a.ask(editor, "live milestones in #newsroom")
		var file strings.Builder
		for _, m := range a.standing().Members {
			fmt.Fprintf(&file, "stance %s backs Rutte\nnote %s \"one of %s\"\n", m.Name, m.Name, m.Name)
		}
		report, err := a.desk().Import(a.t.Context(), "file", strings.NewReader(file.String()), commands.ImportOptions{Recorder: "import"})
		if err != nil || len(report.Problems) > 0 {
			t.Fatal(err, report)
		}
		a.hears(deskRoom, "And 13 more: `/nato changes`", "All 31 NATO members are reported to back or accept Mark Rutte.")
		a.hears(newsroom, "All 31 NATO members are reported to back or accept Mark Rutte.")
	})
}

// Started again on the same ledger, the bot tells nothing twice and what it missed.
func TestArticleLiveRestart(t *testing.T) {
	onArticle(t, func(a *article) {
		a.ask(editor, "live changes")
		a.ask(reporter, "stance Poland backs Rutte")
		a.hears(deskRoom, "Poland")
		if err := a.bot.end(); err != nil {
			t.Error(err)
		}
		time.Sleep(time.Hour)
		if r := a.desk().Do(a.t.Context(), commands.Request{Key: "terminal", User: commands.User{ID: commands.Operator}, Text: "stance Norway backs Rutte"}); r.Outcome != answer.Recorded {
			t.Fatal(r.Plain())
		}
		a.again()
		a.hears(deskRoom, "Poland", "Norway")
		a.again()
		a.hears(deskRoom, "Poland", "Norway")
		if open, err := a.ledger.OpenPosts(a.t.Context(), livePost); err != nil || len(open) > 0 {
			t.Errorf("left open: %v, %v", open, err)
		}
	})
}

// desk gives the desk that the bot works for.
func (a *article) desk() *commands.Desk { return a.bot.config.Desk.(*commands.Desk) }

func (a *article) standing() *consensus.Standing {
	a.t.Helper()
	b := consensus.NewBook(bodies.Shipped())
	if err := a.ledger.Fold(a.t.Context(), 0, b.Apply); err != nil {
		a.t.Fatal(err)
	}
	return b.Current(b.Last()).Standing(consensus.Point{On: 20240223, Known: b.Last()})
}

// again ends the bot and starts another one on the same ledger.
func (a *article) again() {
	a.t.Helper()
	c := a.bot.config
	a.bot.stop()
	c.Changed, c.News = a.ledger.Watch(a.t.Context()), a.ledger.Watch(a.t.Context())
	a.bot = a.begin(c)
	for a.bot.Ready() != nil {
		time.Sleep(time.Millisecond)
	}
}
