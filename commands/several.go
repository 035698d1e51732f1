package commands

import (
	"context"

	"natobot/commands/answer"
	"natobot/commands/english"
	"natobot/commands/report"
	"natobot/consensus"
)

// still decides on checks: one for each position that the members have, or for that towards one
// candidate. What the same person checked on the same day is not checked anew.
func still(q query) ([]consensus.Entry, error) {
	if err := q.Open(); err != nil {
		return nil, err
	}
	var entries []consensus.Entry
	members := q.u.Members
	if len(members) == 0 {
		members = []consensus.Code{q.u.Member}
	}
	for _, code := range members {
		m, _ := q.Race.Member(code, q.At.Known)
		had := len(entries)
		for _, t := range q.Race.Standing(q.At).Tallies {
			s, _ := q.Race.Stance(t.Candidate.Key, code, q.At)
			if s.Entry == 0 || q.u.Candidate != "" && q.u.Candidate != t.Candidate.Key {
				continue
			}
			if of := q.req.Of; of != nil && of.Entry != 0 && of.Entry != s.Entry {
				return nil, sentences.Ask("other position", of.Entry, english.Articled(m), s.Entry)
			}
			entries = append(entries, checking(q, s))
		}
		if len(entries) == had {
			return nil, sentences.Ask("nothing to check", english.Articled(m))
		}
	}
	return entries, nil
}

// follower records who follows members, or that nobody does any more.
func follower(q query) (consensus.Entry, error) {
	b := *q.u.Fact.Beat
	followers := q.Book.Beats(q.At.Known)
	for _, code := range b.Members.List() {
		if followers[code] != b.User {
			return consensus.Entry{Race: q.Race.Key(), Fact: q.u.Fact}, nil
		}
	}
	return consensus.Entry{}, sentences.Ask("beat set")
}

// checking gives the entry by which somebody says that a position still stands.
func checking(q query, s consensus.Stance) consensus.Entry {
	e := consensus.Entry{Race: q.Race.Key(), Fact: q.u.Fact}
	e.Member, e.Candidate, e.Target = s.Member, s.Candidate, s.Entry
	for _, old := range q.Entries(q.Book.Checks(s.Entry, q.At.Known)...) {
		if old.Recorder == q.req.User.ID && old.On == e.On {
			e.Number = old.Number
		}
	}
	return e
}

// noted adds to the answer of a recording what was taken for something else than where it stands,
// and which members of a list the ledger had already. It goes by what was typed, so that a repeated
// request gets the same.
func (d *Desk) noted(ctx context.Context, req Request, reply answer.Reply, entries []consensus.Entry) answer.Reply {
	u := req.said
	if u == nil { // it is answered once more
		read, err := d.read(ctx, req)
		if err != nil || req.Text == "" {
			return reply
		}
		u = &read
	}
	for _, note := range u.Notes {
		if entries[0].Source.Who != "" { // it was taken for a person then
			break
		}
		reply.Sections = append(reply.Sections, answer.Paragraph{Text: answer.Marked(note)})
	}
	if len(u.Members) > 1 && u.Command == "stance" {
		v := d.viewOf(ctx, req, entries[len(entries)-1])
		if line := report.NotAdded(v, u.Members, entries); len(line) > 0 && v.Err() == nil {
			reply.Sections = append(reply.Sections, answer.Paragraph{Text: line})
		}
	}
	return reply
}

// dayOf gives the day that a line of a file gives, or the one that it goes by.
func dayOf(ctx context.Context, d *Desk, req Request) consensus.Day {
	d.mu.RLock()
	defer d.mu.RUnlock()
	if u, err := d.read(ctx, req); err == nil && u.Given.Has(consensus.PartOn) {
		return u.Fact.On.Day
	}
	return req.Near
}

// undoing retracts an entry, and those that were reported in one command with it, as far as they
// stand and this person may strike them.
func (q query) undoing(old consensus.Entry) ([]consensus.Entry, error) {
	alone := []consensus.Entry{retraction(q.View, old, report.Undone)}
	if !besideOthers(q.View, old) {
		return alone, nil // the ledger need not search its requests
	}
	first, last, err := q.desk.Ledger.Together(q.Ctx, old.Number)
	if err != nil || first == last {
		return alone, err
	}
	const most = 64 // there are not as many members; what an import recorded is no one report
	var numbers []int
	for n := max(first, old.Number-most); n <= min(last, old.Number+most); n++ {
		numbers = append(numbers, n)
	}
	var entries []consensus.Entry
	for _, e := range q.SaidTogether(old, q.Entries(numbers...)) {
		if _, err := q.mendable(e.Number); err == nil {
			entries = append(entries, retraction(q.View, e, report.Undone))
		}
	}
	return entries, q.Err()
}

// besideOthers tells whether the entry before or after one was recorded in the same moment by the
// same person, and says the same of another member.
func besideOthers(v report.View, e consensus.Entry) bool {
	for _, n := range []int{e.Number - 1, e.Number + 1} {
		if n < 1 || n > v.Book.Last() {
			continue
		}
		o := v.Entry(n)
		if o.Recorder == e.Recorder && o.Recorded.Equal(e.Recorded) && len(v.SaidTogether(e, []consensus.Entry{o})) == 1 {
			return true
		}
	}
	return false
}
