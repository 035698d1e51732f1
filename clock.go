package main

import (
	"context"
	"sync/atomic"
	"time"
)

// clock is the desk's clock: the real one, moved by an offset that the local
// workspace may change.
type clock struct {
	real   func() time.Time
	offset atomic.Int64
	moved  chan struct{} // a tick whenever the clock was moved
}

func newClock(real func() time.Time) *clock {
	return &clock{real: real, moved: make(chan struct{}, 1)}
}

// Now gives the desk's time.
func (c *clock) Now() time.Time { return c.real().Add(time.Duration(c.offset.Load())) }

// offsetTo gives the offset at which the clock shows t now.
func (c *clock) offsetTo(t time.Time) time.Duration { return t.Sub(c.real()) }

// set moves the clock and tells those who wait on it.
func (c *clock) set(offset time.Duration) {
	c.offset.Store(int64(offset))
	select {
	case c.moved <- struct{}{}:
	default: // a tick is waiting already
	}
}

// offsets is where the offset of a desk's clock is kept.
type offsets interface {
	SetClockOffset(ctx context.Context, offset time.Duration) error
}

// move sets the clock to t, first in the ledger, so that a restart and the commands
// beside it agree.
func (c *clock) move(ctx context.Context, ledger offsets, t time.Time) error {
	offset := c.offsetTo(t)
	if err := ledger.SetClockOffset(ctx, offset); err != nil {
		return err
	}
	c.set(offset)
	return nil
}

// horizon is how far ahead a digest may be and still be what the next morning is about:
// a desk that has one on Mondays alone has other mornings too.
const horizon = 36 * time.Hour

// nextMorning gives the moment of the next digest, and tomorrow at eight where none is
// due by then.
func nextMorning(now, digest time.Time, zone *time.Location) time.Time {
	if ahead := digest.Sub(now); ahead > 0 && ahead <= horizon {
		return digest
	}
	y, m, d := now.In(zone).Date()
	return time.Date(y, m, d+1, 8, 0, 0, 0, zone)
}
