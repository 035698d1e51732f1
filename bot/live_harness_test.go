package bot

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"natobot/bot/localslack"
	"natobot/commands/answer"
	"natobot/commands/beats"
	"natobot/commands/report"
	"natobot/consensus"
)

// testLive is a desk on whose ledger each entry is a line of a note, but one that is empty
// moves nothing. An entry that begins with ! is a milestone.
type testLive struct {
	live    sync.Mutex
	heard   []consensus.LiveSetting
	entries []string
	spans   []string // of the notes that were asked for
}

// follow sets what channels hear from the last entry on.
func (d *testLive) follow(level consensus.LiveLevel, channels ...string) {
	d.live.Lock()
	defer d.live.Unlock()
	for _, c := range channels {
		d.entries = append(d.entries, "")
		d.heard = append(d.heard, consensus.LiveSetting{Entry: len(d.entries), On: 20240223, Live: consensus.Live{Channel: c, Level: level}})
	}
}

func (d *testDesk) Reminders(context.Context) ([]beats.Reminder, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	return slices.Clone(d.reminders), nil
}

func (d *testLive) Live(context.Context) ([]consensus.LiveSetting, error) {
	d.live.Lock()
	defer d.live.Unlock()
	return slices.Clone(d.heard), nil
}

func (d *testLive) LiveNotes(_ context.Context, _ string, after int, told consensus.Point) (report.LiveNotes, error) {
	d.live.Lock()
	defer d.live.Unlock()
	d.spans = append(d.spans, fmt.Sprintf("%d %d..%d", after, told.Known, len(d.entries)))
	notes := report.LiveNotes{Point: consensus.Point{On: 20240223, Known: len(d.entries)}}
	list := answer.List{}
	reply := answer.Reply{Title: "New in the ledger", Audience: answer.ToChannel}
	for i, line := range d.entries {
		number := i + 1
		name, milestone := strings.CutPrefix(line, "!")
		switch {
		case milestone && number > told.Known:
			notes.Milestones = append(notes.Milestones, report.LiveMilestone{Names: strings.Split(name, "+"), Reply: answer.Reply{Title: "Milestone " + name}})
		case !milestone && line != "" && number > after:
			list.Items = append(list.Items, text(line))
			reply.Actions = append(reply.Actions, answer.Action{Label: fmt.Sprintf("Undo #%d", number), Command: fmt.Sprintf("retract #%d because \"undone\"", number)})
		}
	}
	if len(list.Items) > 0 {
		reply.Sections = []answer.Section{list}
		notes.Changes = &reply
	}
	return notes, nil
}

// teller is one process's live notes, ticked by hand.
type teller struct {
	*lives
	w *world
}

// teller starts a process's live notes: what it knows is what the ledger and Slack know.
func (w *world) teller() *teller {
	w.t.Helper()
	b := newBot(w.config(), w.net.dial)
	w.t.Cleanup(b.http.CloseIdleConnections)
	who, err := b.identify(w.t.Context())
	if err != nil {
		w.t.Fatal(err)
	}
	b.is(who)
	return &teller{b.lives, w}
}

// record adds entries to the ledger, and wakes the teller as the ledger does.
func (t *teller) record(lines ...string) {
	t.w.desk.live.Lock()
	t.w.desk.entries = append(t.w.desk.entries, lines...)
	t.w.desk.live.Unlock()
	t.Do(t.w.t.Context())
}

// wait lets real time pass and ticks.
func (t *teller) wait(d time.Duration) {
	time.Sleep(d)
	t.Do(t.w.t.Context())
}

// wantTold compares the texts of the messages in a channel, in one line each.
func (w *world) wantTold(channel string, want ...string) {
	w.t.Helper()
	var got []string
	for _, m := range w.posted(channel) {
		got = append(got, strings.Join(strings.Fields(m.Text), " "))
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		w.t.Errorf("%s heard %q, want %q", channel, got, want)
	}
}

// having gives the message of a channel that has that text.
func (w *world) having(channel, text string) (localslack.Message, bool) {
	for _, m := range w.posted(channel) {
		if strings.Contains(m.Text, text) {
			return m, true
		}
	}
	return localslack.Message{}, false
}
