package bot

import (
	"context"
	"log/slog"
	"runtime/debug"
	"sync"
	"sync/atomic"
)

const (
	workers   = 32 // as many reports may share a sync of the ledger
	queueSize = 64 // requests that may wait for a worker

	// maxPending is in bytes, of what Slack sent and is not answered yet.
	maxPending = 4 << 20

	// refusals may be told at the same time where that takes a call to Slack, or more bytes than
	// people type.
	refusals  = 16
	lightSize = 8 << 10
)

// queue is where requests wait for the workers. What is more than fits is declined before
// anything is done for it.
type queue struct {
	log      *slog.Logger
	tasks    chan task
	pending  atomic.Int64  // bytes
	refusing chan struct{} // full where nobody more can be told that it is
	share    int64         // how many requests of one workspace may wait or be worked on

	mu    sync.Mutex
	phase phase
	full  bool            // the log has it
	acks  context.Context // of acknowledgements; it ends after the last of them
}

// phase tells what becomes of a request that comes in.
type phase uint8

const (
	phaseClosed   phase = iota // it is not taken in
	phaseOpen                  // it waits for a worker
	phaseStopping              // its person is told to come again
)

func newQueue(log *slog.Logger, share int) *queue {
	return &queue{log: log, tasks: make(chan task, queueSize), refusing: make(chan struct{}, refusals), share: int64(share)}
}

func (q *queue) open(acks context.Context) {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.phase, q.acks = phaseOpen, acks
}

// stop lets the workers end once they are through with what was taken in before.
func (q *queue) stop() {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.phase = phaseStopping
	close(q.tasks)
}

func (q *queue) close() {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.phase = phaseClosed
}

// add takes a request in, and gives false when nothing is taken in. It waits for nothing.
func (q *queue) add(t task) bool {
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.phase == phaseClosed {
		return false
	}
	a := t.in()
	b := a.bot
	a.ackContext = q.acks
	if earlier := b.seen.earlier(t); earlier != nil {
		q.log.Info("Slack delivered a request again", "ref", a.ref())
		go earlier.again(a)
		return true
	}
	size := int64(a.delivery.Size)
	full := q.pending.Load()+size > maxPending || len(q.tasks) == cap(q.tasks)
	switch crowded := full || b.underway.Load() >= q.share; {
	case q.phase == phaseStopping:
		return q.refuse(t, restarting, func() {})
	case crowded && !q.full:
		q.log.Error("too many requests at once: some are refused", "ref", a.ref())
		fallthrough
	case crowded:
		q.full = true
		return q.refuse(t, busy, t.begin) // a dialog says so itself
	}
	q.full = q.full && len(q.tasks) > 0
	b.seen.remember(t)
	q.pending.Add(size)
	b.underway.Add(1)
	t.begin()
	q.tasks <- t // it has room: nobody else adds
	return true
}

// refuse has a person told why nothing is done for them, and gives false where not even that can be
// done: then Slack tells them that we did not answer.
func (q *queue) refuse(t task, why decline, begin func()) bool {
	done := func() {}
	_, inMessage := t.(*question)
	if d := t.in().delivery; !inMessage || !d.TakesPayload || d.Size > lightSize { // else it is told in the acknowledgement
		select {
		case q.refusing <- struct{}{}:
			done = func() { <-q.refusing }
		default:
			return false
		}
	}
	t.in().bot.seen.remember(t)
	begin()
	go func() {
		defer done()
		q.decline(q.acks, t, why)
	}()
	return true
}

// serve works on requests until there are no more.
func (q *queue) serve(ctx context.Context) {
	for t := range q.tasks {
		q.carryOut(ctx, t)
		q.pending.Add(-int64(t.in().delivery.Size))
		t.in().bot.underway.Add(-1)
	}
}

// carryOut works on one request. Whatever happens there, the person gets an answer, and
// the worker goes on.
func (q *queue) carryOut(ctx context.Context, t task) {
	defer func() {
		if p := recover(); p != nil {
			ref := t.in().ref()
			q.log.Error("a request panicked", "ref", ref, "panic", p, "stack", string(debug.Stack()))
			q.decline(ctx, t, broken(ref))
		}
	}()
	limited, cancel := context.WithTimeout(ctx, requestTimeout)
	defer cancel()
	t.work(ctx, limited)
}

func (q *queue) decline(ctx context.Context, t task, why decline) {
	defer func() {
		if p := recover(); p != nil {
			q.log.Error("an answer panicked", "ref", t.in().ref(), "panic", p, "stack", string(debug.Stack()))
		}
	}()
	t.decline(ctx, why)
}
