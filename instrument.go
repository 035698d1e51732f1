package main

import (
	"context"
	"errors"
	"log/slog"
	"strings"
	"time"

	"natobot/commands"
	"natobot/commands/answer"
	"natobot/consensus"
	"natobot/ops"
	"natobot/store"
)

// instrumentedDesk is a desk whose commands are counted and logged, each with the reference
// that its person sees when something goes wrong. What they typed is not in the log.
type instrumentedDesk struct {
	*commands.Desk
	metrics *ops.Metrics
	now     func() time.Time
	log     *slog.Logger
	names   map[string]bool // of commands
}

func (a *app) instrumented(log *slog.Logger) *instrumentedDesk {
	return instrumented(a.desk, a.metrics, a.clock.real, log)
}

func instrumented(desk *commands.Desk, metrics *ops.Metrics, now func() time.Time, log *slog.Logger) *instrumentedDesk {
	d := &instrumentedDesk{desk, metrics, now, log, map[string]bool{}}
	for _, c := range commands.Commands() {
		d.names[c.Name] = true
	}
	return d
}

// name gives the command that a text names, and "other" for one that is no command's
// name: what people type must not make labels without end.
func (d *instrumentedDesk) name(text string) string {
	word, _, _ := strings.Cut(strings.ToLower(strings.TrimSpace(text)), " ")
	switch {
	case word == "" || word == "here":
		return "status"
	case d.names[word]:
		return word
	}
	return "other"
}

// Do answers a request.
func (d *instrumentedDesk) Do(ctx context.Context, r commands.Request) answer.Reply {
	begun := d.now()
	reply := d.Desk.Do(ctx, r)
	d.done(r, d.name(r.Text), reply, d.now().Sub(begun))
	return reply
}

// Save records the draft of a form.
func (d *instrumentedDesk) Save(ctx context.Context, r commands.Request, draft answer.Draft, seal string) answer.Saved {
	begun := d.now()
	saved := d.Desk.Save(ctx, r, draft, seal)
	if saved.Stale == nil {
		d.done(r, d.name(draft.Verb), saved.Reply, d.now().Sub(begun))
	}
	return saved
}

func (d *instrumentedDesk) done(r commands.Request, command string, reply answer.Reply, took time.Duration) {
	d.metrics.Commanded(command, reply.Outcome.String(), took)
	level := slog.LevelInfo
	if reply.Outcome == answer.Answered {
		level = slog.LevelDebug // people ask often
	}
	d.log.Log(context.Background(), level, "a request was answered", "ref", r.Ref(), "command", command, "result", reply.Outcome.String(),
		"user", r.User.ID, "channel", r.Channel, "took", took)
}

// instrumentedLedger is a ledger whose appends are counted.
type instrumentedLedger struct {
	store.Ledger
	metrics *ops.Metrics
	now     func() time.Time
}

// Append records one request's drafts.
func (l *instrumentedLedger) Append(ctx context.Context, key string, after int, drafts []consensus.Entry) (consensus.Receipt, error) {
	done := l.AppendAll(ctx, after, []consensus.Keyed{{Key: key, Drafts: drafts}})[0]
	return done.Receipt, done.Err
}

// AppendAll records those of several requests.
func (l *instrumentedLedger) AppendAll(ctx context.Context, after int, list []consensus.Keyed) []consensus.Appended {
	begun := l.now()
	done := l.Ledger.AppendAll(ctx, after, list)
	results := make([]string, len(done))
	for i, d := range done {
		results[i] = resultOf(d)
	}
	l.metrics.Appended(l.now().Sub(begun), results)
	return done
}

// resultOf says in a word what became of an append.
func resultOf(d consensus.Appended) string {
	var e *consensus.Error
	switch {
	case d.Err == nil && d.Receipt.Repeated:
		return "repeated"
	case d.Err == nil:
		return "recorded"
	case errors.As(d.Err, &e) && e.Kind == consensus.Conflict:
		return "overtaken"
	}
	return "failed"
}
