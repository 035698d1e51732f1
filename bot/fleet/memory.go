package fleet

import "time"

const (
	// idle is how long a workspace stays in memory that nobody uses.
	idle = 30 * time.Minute
	// memberBytes is about what a workspace takes in memory besides its ledger and what was asked lately.
	memberBytes = 64 << 10
)

// Counts tell what of the workspaces is in memory.
type Counts struct {
	Members, Bytes   int // now
	Loads, Evictions int // since the start
}

// Counts tells how many workspaces are in memory, and what they take.
func (f *Fleet) Counts() Counts {
	f.mu.Lock()
	defer f.mu.Unlock()
	c := f.counted
	c.Members = len(f.members)
	for _, m := range f.members {
		c.Bytes += m.size()
	}
	return c
}

func (m *member) size() int { return memberBytes + m.bytes() + m.bot.Bytes() }

// atWork tells whether anybody is at work for it. The caller holds the fleet's lock.
func (m *member) atWork() bool { return m.pins > 0 || m.bot.Busy() }

// shrink drops the workspaces that were not used for long, and, while all of them take too much,
// those that were used longest ago; none that is at work.
func (f *Fleet) shrink() {
	f.mu.Lock()
	defer f.mu.Unlock()
	sum := 0
	for _, m := range f.members {
		if f.Now().Sub(m.used) > idle && !m.atWork() {
			f.evict(m)
			continue
		}
		sum += m.size()
	}
	for sum > f.MaxBytes {
		m := f.oldest()
		if m == nil {
			return
		}
		sum -= m.size()
		f.evict(m)
	}
}

// oldest gives the one that was used longest ago of those that are not at work, nil for none.
func (f *Fleet) oldest() (oldest *member) {
	for _, m := range f.members {
		if !m.atWork() && (oldest == nil || m.used.Before(oldest.used)) {
			oldest = m
		}
	}
	return oldest
}

func (f *Fleet) evict(m *member) {
	f.drop(m)
	f.counted.Evictions++
}
