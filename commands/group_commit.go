package commands

import (
	"context"
	"errors"
	"slices"
	"sync"

	"natobot/consensus"
)

// groupCommit are the recordings of a desk that are decided and not yet known to be on disk. While
// one round is being written and synced the next one gathers, so that many reports share one
// sync. Nobody is answered before the sync of their own.
//
// Why that is sound:
//
//   - The book holds nothing that is not on disk: it is folded from the ledger alone. A
//     round that fails leaves nothing behind that would have to be undone, and nothing of it
//     was ever shown to anybody.
//   - So a decision does not see the entries that are pending, and must not need to. It
//     stands only beside entries that could not have changed it: see beside. Any other
//     decision, and whatever answers without recording ("already recorded as #12", a
//     refusal), waits until nothing is pending and is taken on the whole ledger, while nobody
//     else decides.
//   - What other programs append is never beside: a round follows the entry that was last
//     when its first member decided, or the last entry of the round before it, and the
//     ledger refuses it where another one is last. Then its members decide anew.
//   - The pending entries are listed before the book is brought up to the end of the last
//     round, under the lock under which they are added to. What is done by the time of the
//     listing is in the book, so that each entry is in the list, in the book, or in both.
type groupCommit struct {
	mu   sync.Mutex
	last *group // the newest one; nil before the first
	end  int    // the last entry of the rounds that are done
}

// group is recordings that go to the disk in one transaction.
type group struct {
	before *group // is done first; nil when nothing was pending
	after  int    // the last entry of the book that its first member decided on
	list   []consensus.Keyed
	begun  bool // to be written: it takes no more members

	done    chan struct{} // closed when it is on disk, or is not going to be
	results []consensus.Appended
	end     int // once done: the entry that the next round follows
}

// pending lists the recordings that are not known to be on disk.
func (q *groupCommit) pending() []consensus.Keyed {
	q.mu.Lock()
	defer q.mu.Unlock()
	var list []consensus.Keyed
	for r := q.last; r != nil && !r.isDone(); r = r.before {
		list = append(list, r.list...)
	}
	return list
}

// done gives the last entry of the rounds that are done.
func (q *groupCommit) done() int {
	q.mu.Lock()
	defer q.mu.Unlock()
	return q.end
}

// finish makes a round one that is done.
func (q *groupCommit) finish(r *group) {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.end = max(q.end, r.end)
	close(r.done)
}

// forget forgets where the rounds ended, for a ledger that holds none of them. What is under way is
// refused there, and decided anew.
func (q *groupCommit) forget() {
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.end = 0; q.last != nil && q.last.isDone() {
		q.last = nil
	}
}

// drain waits until nothing is pending.
func (q *groupCommit) drain() {
	q.mu.Lock()
	r := q.last
	q.mu.Unlock()
	if r != nil {
		<-r.done // and with it all before it
	}
}

// ticket is the place of one recording in its round.
type ticket struct {
	*group
	place int
}

// join adds a recording that was decided on a book whose last entry is the one numbered
// after.
func (q *groupCommit) join(k consensus.Keyed, after int) ticket {
	q.mu.Lock()
	defer q.mu.Unlock()
	if r := q.last; r == nil || r.begun {
		q.last = &group{before: r, after: after, done: make(chan struct{})}
	}
	q.last.list = append(q.last.list, k)
	return ticket{q.last, len(q.last.list) - 1}
}

// begin closes a round to further members and gives what it appends, and behind which entry.
func (q *groupCommit) begin(r *group) (list []consensus.Keyed, after int) {
	q.mu.Lock()
	defer q.mu.Unlock()
	r.begun, r.end = true, r.after
	if r.before != nil {
		r.end = max(r.after, r.before.end)
		r.before = nil // it is done, and so is what came before it
	}
	return r.list, r.end
}

func (r *group) isDone() bool {
	select {
	case <-r.done:
		return true
	default:
		return false
	}
}

// append brings a recording to the disk together with its round, and tells what became of it.
// The first of the round does it for all, once the round before is done.
func (q *groupCommit) append(ctx context.Context, l Ledger, t ticket) (Receipt, error) {
	if t.place == 0 {
		q.write(ctx, l, t.group)
	}
	<-t.done
	return t.results[t.place].Receipt, t.results[t.place].Err
}

func (q *groupCommit) write(ctx context.Context, l Ledger, r *group) {
	if r.before != nil {
		<-r.before.done
	}
	list, after := q.begin(r)
	r.results = slices.Repeat([]consensus.Appended{{Err: errors.New("the ledger did not answer")}}, len(list))
	defer q.finish(r) // whatever the ledger does: others wait for it
	// What was decided is carried out, even when the asker has gone meanwhile.
	r.results = l.AppendAll(context.WithoutCancel(ctx), after, list)
	for _, done := range r.results {
		if done.Err == nil && !done.Receipt.Repeated {
			r.end += len(done.Receipt.Entries)
		}
		if isKind(done.Err, consensus.Conflict) {
			r.end = 0 // the ledger ends elsewhere: the next round goes by what its members decided on
			return
		}
	}
}

// beside tells whether the decision to append an entry, of which some parts are given, is the
// same whether or not those others are in the ledger: all are plain reports, and the entry
// repeats none of the others. Whether a race is open, whom it names, who the members are and who
// may do what, no plain report changes.
func beside(given consensus.Parts) commutes {
	return func(e consensus.Entry, others []consensus.Keyed) bool {
		for _, k := range others {
			for i := range k.Drafts {
				if o := &k.Drafts[i]; !plain(&e) || !plain(o) || echoes(o, &e, given) {
					return false
				}
			}
		}
		return true
	}
}

// plain tells whether an entry only says what was heard: it strikes, joins, settles and sets
// nothing, and names nobody who was not named before.
func plain(e *consensus.Entry) bool {
	switch e.Kind {
	case consensus.StanceKind, consensus.ClaimKind, consensus.Note:
		return e.Number == 0 && e.Target == 0
	}
	return false
}
