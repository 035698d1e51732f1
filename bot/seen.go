package bot

import "sync"

// seen remembers the last requests, and how they were answered, so that one that is delivered again
// is not answered again. It is a courtesy: what keeps an entry single is its key, in the ledger.
type seen struct {
	mu    sync.Mutex
	named map[string]task // by delivery and by key
	order []task
	bytes map[*incoming]int // what each keeps in memory
	sum   int               // of all of them
}

const (
	remembered      = 2048     // requests
	rememberedBytes = 16 << 20 // of them and of what they were answered with

	// taskBytes is what a request takes besides what Slack sent of it, which is kept once as it came
	// and once as it was read.
	taskBytes = 2 << 10
)

// earlier gives the request of the same delivery or with the same key, nil for none.
func (s *seen) earlier(t task) task {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, name := range namesOf(t) {
		if earlier := s.named[name]; earlier != nil {
			return earlier
		}
	}
	return nil
}

func namesOf(t task) []string { return []string{t.in().delivery.ID, t.in().key} }

// remember remembers a request, and forgets the oldest where there are too many.
func (s *seen) remember(t task) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.named == nil {
		s.named, s.bytes = map[string]task{}, map[*incoming]int{}
	}
	for _, name := range namesOf(t) {
		s.named[name] = t
	}
	s.order = append(s.order, t)
	s.bytes[t.in()] = 0
	s.add(t.in(), taskBytes+2*t.in().delivery.Size)
}

// Busy tells whether requests of the workspace are under way.
func (b *Bot) Busy() bool { return b.underway.Load() > 0 }

// Bytes gives about how much memory is taken by what the bot remembers of its workspace, without the ledger.
func (b *Bot) Bytes() int {
	b.seen.mu.Lock()
	sum := b.seen.sum
	b.seen.mu.Unlock()
	b.renderCache.mu.Lock()
	defer b.renderCache.mu.Unlock()
	return sum + b.renderCache.bytes
}

// grew notes that a request that is remembered keeps an answer of so many bytes. One that is
// forgotten is carried out again, if it is ever delivered again.
func (s *seen) grew(a *incoming, by int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if _, known := s.bytes[a]; known {
		s.add(a, by)
	}
}

// add counts, and forgets what is too much. The caller holds the lock.
func (s *seen) add(a *incoming, n int) {
	s.bytes[a] += n
	s.sum += n
	for len(s.order) > remembered || s.sum > rememberedBytes && len(s.order) > 1 {
		oldest := s.order[0]
		s.order = s.order[1:]
		s.sum -= s.bytes[oldest.in()]
		delete(s.bytes, oldest.in())
		for _, name := range namesOf(oldest) {
			if s.named[name] == oldest {
				delete(s.named, name)
			}
		}
	}
}
