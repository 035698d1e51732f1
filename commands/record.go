package commands

import (
	"cmp"
	"context"
	"fmt"
	"runtime/debug"
	"slices"

	"natobot/commands/answer"
	"natobot/commands/english"
	"natobot/commands/grammar"
	"natobot/commands/held"
	"natobot/commands/lexicon"
	"natobot/commands/report"
	"natobot/consensus"
)

// decisions decide what a request comes to, on what is known: the entries to append, all or none.
// One with a Number is one that the ledger already has, and is not added.
type decisions func(query) ([]consensus.Entry, error)

// decision is one that comes to a single entry.
type decision func(query) (consensus.Entry, error)

// one makes decisions of a decision.
func one(decide decision) decisions {
	return func(q query) ([]consensus.Entry, error) { return each([]query{q}, decide) }
}

// each decides on each of a list.
func each[T any](list []T, decide func(T) (consensus.Entry, error)) (entries []consensus.Entry, err error) {
	for _, of := range list {
		e, err := decide(of)
		if err != nil {
			return nil, err
		}
		entries = append(entries, e)
	}
	return entries, nil
}

// record takes decisions on what is known, appends the entries that come of them in one append,
// and tells what that did. It returns an error of kind Conflict when another process recorded in
// between: then the decisions have to be taken anew. They need not wait for what is pending where
// each of their entries stands beside it.
func (d *Desk) record(ctx context.Context, req Request, u grammar.Understood, decide decisions, stands commutes) (answer.Reply, error) {
	if req.Key == "" {
		return answer.Reply{}, fmt.Errorf("a request that records has no key")
	}
	if err := d.Doubt(); err != nil {
		return answer.Reply{}, err
	}
	had, ticket, err := d.enter(ctx, req, u, decide, stands)
	if err != nil || len(had) > 0 {
		// What stands in the way may be this very request, which another program recorded
		// a moment ago.
		if reply, repeated, err := d.repeated(ctx, req); repeated || err != nil {
			return reply, err
		}
		return report.Already(had), err
	}
	receipt, err := d.pending.append(ctx, d.Ledger, ticket)
	if err != nil {
		return answer.Reply{}, err
	}
	// From here on the answer is "recorded", whatever becomes of its wording.
	if err := d.refreshTo(ctx, receipt.Entries[len(receipt.Entries)-1].Number); err != nil {
		return report.RecordedBarely(receipt.Entries, err), nil
	}
	d.mu.RLock()
	defer d.mu.RUnlock()
	return d.told(ctx, req, receipt), nil
}

// commutes tells whether the decision for an entry stands beside entries that it did not see.
type commutes func(e consensus.Entry, pending []consensus.Keyed) bool

// alone is for decisions that look at more than what they are about.
func alone(consensus.Entry, []consensus.Keyed) bool { return false }

// enter decides, one request at a time, and enters what is to be appended into a round. What it
// gives instead, an error or the entries that are there already, is drawn from the disk.
func (d *Desk) enter(ctx context.Context, req Request, u grammar.Understood, decide decisions, stands commutes) (had []consensus.Entry, t ticket, err error) {
	d.recording.Lock()
	defer d.recording.Unlock()
	pending := d.pending.pending()
	drafts, had, after, err := d.decide(ctx, req, u, decide)
	waits := func(e consensus.Entry) bool { return !stands(e, pending) }
	if len(pending) > 0 && (err != nil || len(had) > 0 || slices.ContainsFunc(drafts, waits)) {
		d.pending.drain()
		drafts, had, after, err = d.decide(ctx, req, u, decide)
	}
	if err != nil || len(drafts) == 0 {
		return had, t, err
	}
	keyed := consensus.Keyed{Key: req.Key, Drafts: drafts}
	if req.lets != nil {
		keyed.Held, keyed.Settlement = req.lets.Held, req.lets.Settlement
	}
	return nil, d.pending.join(keyed, after), nil
}

// decide takes decisions on all that this desk brought to the disk, and tells which of the entries
// are new, which the ledger has, and which is its last one. Where another program brought more
// since the request began, the ledger will refuse what comes of it.
func (d *Desk) decide(ctx context.Context, req Request, u grammar.Understood, decide decisions) (drafts, had []consensus.Entry, after int, err error) {
	if err := d.refreshTo(ctx, d.pending.done()); err != nil {
		return nil, nil, 0, err
	}
	d.mu.RLock()
	defer d.mu.RUnlock()
	q := d.query(ctx, req, u)
	entries, err := decide(q)
	if err = cmp.Or(q.Err(), err); err != nil {
		return nil, nil, 0, err
	}
	for _, e := range entries {
		if e.Number != 0 {
			had = append(had, e)
			continue
		}
		e.Recorder = req.User.ID
		drafts = append(drafts, e)
	}
	return drafts, had, d.book.Last(), nil
}

// query looks at the race of a request, today. Whoever asks holds the book for reading.
func (d *Desk) query(ctx context.Context, req Request, u grammar.Understood) query {
	v := d.view(ctx, d.today())
	v.Role = d.role(req)
	if race, err := raceMeant(d, req.Channel, u.In, v.At.Known); err == nil { // it was there when it was read
		v = v.In(race)
	}
	return query{View: v, desk: d, req: req, u: u}
}

// report records a fact about the race: a stance of one member or of several, one entry each; a
// claim, a status, a note.
func (d *Desk) report(ctx context.Context, req Request, u grammar.Understood) (answer.Reply, error) {
	if reply, held, err := (shelf{d}).hold(ctx, req, u); held || err != nil {
		return reply, err
	}
	return d.record(ctx, req, u, reportingAll, beside(u.Given))
}

// reportingAll decides on the report of each member that is named.
func reportingAll(q query) ([]consensus.Entry, error) {
	return each(held.Facts(q.u), func(fact consensus.Fact) (consensus.Entry, error) {
		q.u.Fact = fact
		return reporting(q)
	})
}

// reporting decides on a report, whichever way it came in.
func reporting(q query) (consensus.Entry, error) {
	if err := q.Open(); err != nil {
		return consensus.Entry{}, err
	}
	if err := possible(q.View, q.u.Fact); err != nil {
		return consensus.Entry{}, err
	}
	return repeating(q)
}

// joins records that a country joins. What the roster already says is no error and no
// entry.
func (d *Desk) joins(ctx context.Context, req Request, u grammar.Understood) (answer.Reply, error) {
	d.mu.RLock()
	m, ok := d.query(ctx, req, u).Race.Member(u.Fact.Member, d.book.Last())
	d.mu.RUnlock()
	if ok && (m.Entry == 0 || m.Joined == u.Fact.On.Day) {
		return rostered(m, u.Fact)
	}
	if reply, held, err := (shelf{d}).hold(ctx, req, u); held || err != nil {
		return reply, err
	}
	return d.record(ctx, req, u, one(joining), alone)
}

// joining decides on a report of a joining.
func joining(q query) (consensus.Entry, error) {
	draft := consensus.Entry{Race: q.Race.Key(), Fact: q.u.Fact}
	if m, ok := q.Race.Member(q.u.Fact.Member, q.At.Known); ok && m.Joined == q.u.Fact.On.Day {
		draft.Number = m.Entry // somebody else recorded it since we looked
	}
	return draft, nil
}

// rostered answers a report of a joining that the roster knows of.
func rostered(m consensus.Member, f consensus.Fact) (answer.Reply, error) {
	if m.Joined != f.On.Day {
		return answer.Reply{}, sentences.Ask("fixed day", english.Articled(m), m.Joined.Long())
	}
	return answer.Reply{
		Outcome:  answer.Recorded,
		Title:    fmt.Sprintf("The roster has that already: %s has been entered for %s.", english.Articled(m), m.Joined.Long()),
		Sections: []answer.Section{answer.Paragraph{Text: answer.Say("No entry was needed.")}},
	}, nil
}

// possible checks a fact against what is known of the race, and against the rules that
// hold whichever way it came to be: typed, corrected or imported.
func possible(v report.View, f consensus.Fact) error {
	_, named := v.Race.Candidate(f.Candidate, v.At)
	if err := grammar.CheckCount(f, v.Race.Everyone(v.At.Known)); err != nil {
		return err
	}
	switch {
	case f.On.Day > v.Today && f.Kind != consensus.Accession:
		return lexicon.SayAhead(f.On)
	case f.Kind != consensus.Candidacy && f.Candidate != "" && !named:
		return grammar.SayNotYetCandidate(string(f.Candidate), nil)
	case f.Kind == consensus.ClaimKind && f.Of != 0 && f.Count > f.Of:
		return grammar.Ask("too many", f.Count, f.Of)
	case f.Missing != "":
		return grammar.CheckMissing(f, v.Race.Everyone(v.At.Known))
	case f.Kind == consensus.StanceKind:
		return grammar.CheckStance(f)
	}
	return nil
}

// told answers a recording that is done: what the entry says, what it moved, and what
// to watch out for. It is drawn from the entry and from the points just before and
// after it, so that a repeated request gets the answer of the first time. Whatever
// goes wrong here, the entry is on disk: the answer never says otherwise. Others hear of
// it once, with the first answer.
func (d *Desk) told(ctx context.Context, req Request, receipt Receipt) (reply answer.Reply) {
	entries := receipt.Entries
	defer func() {
		if r := recover(); r != nil {
			reply = report.RecordedBarely(entries, fmt.Errorf("panic: %v\n%s", r, debug.Stack()))
		}
	}()
	defer func() { reply = d.noted(ctx, req, reply, entries) }()
	v := d.viewOf(ctx, req, entries[len(entries)-1])
	if len(entries) == 1 {
		reply = report.Recorded(v, entries[0], d.Config.Digest)
	} else {
		reply = report.RecordedTogether(v, entries)
	}
	if v.Err() != nil {
		return report.RecordedBarely(entries, v.Err())
	}
	if receipt.Repeated {
		return reply
	}
	for _, e := range entries { // of one append, and so of one day
		of := v.Of(e)
		of.At.Known = e.Number
		reply.Notices = append(reply.Notices, of.Notices(e)...)
	}
	reply.Cause = v.Err()
	return reply
}

// viewOf looks at the race of an entry as it was when the entry was recorded.
func (d *Desk) viewOf(ctx context.Context, req Request, e consensus.Entry) report.View {
	v := d.view(ctx, consensus.DayOf(e.Recorded.In(d.Zone)))
	v.At.Known, v.Role = e.Number, d.role(req)
	return v.Of(e)
}
