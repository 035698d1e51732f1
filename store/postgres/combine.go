package postgres

import (
	"context"
	"sync"
)

// combiner lets the batches of several workspaces that come at once share a statement and its
// sync, as requests share those of one workspace.
type combiner struct {
	mu      sync.Mutex
	leading int // statements under way
	waiting []*waiting
}

// leaders is how many statements may be under way. None waits for another program's.
const leaders = 2

// waiting is a batch that waits for a statement.
type waiting struct {
	*batch
	turn    chan bool // whether to lead the next statement; else it is done
	written bool
	err     error
}

// write appends a batch, as [batch.write] does.
func (c *combiner) write(ctx context.Context, d *Database, b *batch) (bool, error) {
	w := &waiting{batch: b, turn: make(chan bool, 1)}
	if !c.lead(w) && !<-w.turn {
		return w.written, w.err
	}
	list := c.take(w)
	d.writeTogether(ctx, list)
	for _, other := range list[1:] {
		other.turn <- false
	}
	c.next()
	return w.written, w.err
}

// lead tells whether a batch leads a statement at once; else it waits.
func (c *combiner) lead(w *waiting) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.leading < leaders {
		c.leading++
		return true
	}
	c.waiting = append(c.waiting, w)
	return false
}

// take gives a batch and those that wait, one of a workspace, as many as one statement takes.
func (c *combiner) take(first *waiting) (list []*waiting) {
	c.mu.Lock()
	defer c.mu.Unlock()
	list, rows := []*waiting{first}, len(first.ends)
	in, rest := map[string]bool{first.workspace: true}, c.waiting[:0]
	for _, w := range c.waiting {
		if in[w.workspace] || rows+len(w.ends) > most {
			rest = append(rest, w)
			continue
		}
		in[w.workspace] = true
		list, rows = append(list, w), rows+len(w.ends)
	}
	c.waiting = rest
	return list
}

// next has who waits longest lead the next statement.
func (c *combiner) next() {
	c.mu.Lock()
	defer c.mu.Unlock()
	if len(c.waiting) == 0 {
		c.leading--
		return
	}
	c.waiting[0].turn <- true
	c.waiting = c.waiting[1:]
}

// writeTogether writes batches of different workspaces by one statement. What the server refuses of
// one takes none of the others with it.
func (d *Database) writeTogether(ctx context.Context, list []*waiting) {
	if len(list) > 1 {
		err := d.combine(ctx, list)
		if err == nil {
			return
		}
		if !refused(err) {
			for _, w := range list {
				w.err = err
			}
			return
		}
	}
	for _, w := range list {
		w.written, w.err = w.write(ctx, d.fenced(w.workspace))
	}
}

// combine writes batches by one statement, and notes which were written.
func (d *Database) combine(ctx context.Context, list []*waiting) error {
	var workspaces []string
	var batches []*batch
	for _, w := range list {
		workspaces, batches = append(workspaces, w.workspace), append(batches, w.batch)
	}
	written, err := writeBatches(ctx, d.fenced(workspaces...), batches)
	for _, w := range list {
		w.written = err == nil && written[w.workspace]
	}
	return err
}
