package bot

import (
	"context"
	"log/slog"
	"runtime/debug"
	"sync"

	"natobot/commands/answer"
)

const (
	workers   = 32 // as many reports may share a sync of the ledger
	queueSize = 64 // requests that may wait for a worker
)

// queue is where requests wait for the workers.
type queue struct {
	log   *slog.Logger
	tasks chan task

	mu    sync.Mutex
	phase phase
	acks  context.Context // of acknowledgements; it ends after the last of them
	seen  seen
}

// phase tells what becomes of a request that comes in.
type phase uint8

const (
	phaseClosed   phase = iota // it is not taken in
	phaseOpen                  // it waits for a worker
	phaseStopping              // its person is told to come again
)

func newQueue(log *slog.Logger) *queue {
	return &queue{log: log, tasks: make(chan task, queueSize)}
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
	a.ackContext = q.acks
	if earlier := q.seen.earlier(t); earlier != nil {
		q.log.Info("Slack delivered a request again", "ref", a.ref())
		go earlier.again(a)
		return true
	}
	if q.phase == phaseStopping {
		go q.decline(q.acks, t, restarting)
		return true
	}
	t.begin()
	select {
	case q.tasks <- t:
	default:
		q.log.Error("too many requests at once: one was refused", "ref", a.ref())
		go q.decline(q.acks, t, busy)
	}
	return true
}

// serve works on requests until there are no more.
func (q *queue) serve(ctx context.Context) {
	for t := range q.tasks {
		q.carryOut(ctx, t)
	}
}

// carryOut works on one request. Whatever happens there, the person gets an answer, and
// the worker goes on.
func (q *queue) carryOut(ctx context.Context, t task) {
	defer func() {
		if p := recover(); p != nil {
			ref := t.in().ref()
			q.log.Error("a request panicked", "ref", ref, "panic", p, "stack", string(debug.Stack()))
			q.decline(ctx, t, func(text string) answer.Reply { return broken(ref, text) })
		}
	}()
	t.work(ctx)
}

func (q *queue) decline(ctx context.Context, t task, why decline) {
	defer func() {
		if p := recover(); p != nil {
			q.log.Error("an answer panicked", "ref", t.in().ref(), "panic", p, "stack", string(debug.Stack()))
		}
	}()
	t.decline(ctx, why)
}

// seen remembers the last requests, so that one that is delivered again is not answered
// again. It is a courtesy: what keeps an entry single is its key, in the ledger.
type seen struct {
	tasks map[string]task // by delivery and by key
	order []string
}

const remembered = 4096

// earlier gives the request of the same delivery or with the same key, and
// remembers t if there is none.
func (s *seen) earlier(t task) task {
	if s.tasks == nil {
		s.tasks = map[string]task{}
	}
	names := []string{t.in().delivery.ID, t.in().key}
	for _, name := range names {
		if earlier := s.tasks[name]; earlier != nil {
			return earlier
		}
	}
	for _, name := range names {
		s.tasks[name] = t
		s.order = append(s.order, name)
	}
	for len(s.order) > remembered {
		delete(s.tasks, s.order[0])
		s.order = s.order[1:]
	}
	return nil
}
