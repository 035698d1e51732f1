package commands_test

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"

	"natobot/commands/jsonl"
	"natobot/consensus"
)

// memory is a ledger that forgets: for what needs many entries, or a ledger that fails.
type memory struct {
	now func() time.Time

	mu      sync.Mutex
	entries []consensus.Entry
	keys    map[string][2]int // first number and count
	waits   []consensus.Held

	failHold error // what Hold gives, nil for success
	fail     error // what Append gives, nil for success
	read     int   // whole entries read
}

func newMemory(now func() time.Time) *memory {
	return &memory{now: now, keys: map[string][2]int{}}
}

func (m *memory) Append(_ context.Context, key string, after int, drafts []consensus.Entry) (consensus.Receipt, error) {
	return m.append(after, consensus.Keyed{Key: key, Drafts: drafts})
}

func (m *memory) append(after int, k consensus.Keyed) (consensus.Receipt, error) {
	key, drafts := k.Key, k.Drafts
	m.mu.Lock()
	defer m.mu.Unlock()
	if at, ok := m.keys[key]; ok {
		return consensus.Receipt{Entries: m.entries[at[0]-1 : at[0]-1+at[1]], Repeated: true}, nil
	}
	if m.fail != nil {
		return consensus.Receipt{}, m.fail
	}
	if after != len(m.entries) {
		return consensus.Receipt{}, consensus.Refuse(consensus.Conflict, "overtaken", "")
	}
	if k.Held != 0 {
		k.Settlement.Entry = after + 1
		if _, err := m.settle(k.Held, consensus.Released, k.Settlement); err != nil {
			return consensus.Receipt{}, err
		}
	}
	drafts = slices.Clone(drafts)
	for i := range drafts {
		drafts[i].Number = after + 1 + i
		if !k.Kept {
			drafts[i].Recorded = consensus.Stamp(m.lastRecorded(), m.now())
		}
	}
	m.entries = append(m.entries, drafts...)
	m.keys[key] = [2]int{after + 1, len(drafts)}
	return consensus.Receipt{Entries: drafts}, nil
}

func (m *memory) AppendAll(_ context.Context, after int, list []consensus.Keyed) []consensus.Appended {
	done := make([]consensus.Appended, len(list))
	for i, k := range list {
		done[i].Receipt, done[i].Err = m.append(after, k)
		if done[i].Err == nil && !done[i].Receipt.Repeated {
			after += len(k.Drafts)
		}
	}
	return done
}

func (m *memory) Fold(_ context.Context, after int, apply func(consensus.Entry) error) error {
	for _, e := range m.after(after) { // whoever applies one may be waiting for a reader who asks for another
		if err := apply(e); err != nil {
			return err
		}
	}
	return nil
}

func (m *memory) after(number int) []consensus.Entry {
	m.mu.Lock()
	defer m.mu.Unlock()
	return slices.Clone(m.entries[number:])
}

func (m *memory) Entries(_ context.Context, numbers ...int) ([]consensus.Entry, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	var list []consensus.Entry
	for _, n := range numbers {
		if n < 1 || n > len(m.entries) {
			return nil, consensus.Refuse(consensus.NotFound, fmt.Sprintf("There is no entry #%d.", n), "")
		}
		list = append(list, m.entries[n-1])
	}
	m.read += len(list)
	return list, nil
}

func (m *memory) Recorded(_ context.Context, key string) ([]consensus.Entry, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	at := m.keys[key]
	return m.entries[max(0, at[0]-1) : max(0, at[0]-1)+at[1]], nil
}

func (m *memory) Linked(_ context.Context, link string) ([]int, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	var numbers []int
	for i, e := range m.entries {
		if link != "" && e.Source.Link == link {
			numbers = append([]int{i + 1}, numbers...)
		}
	}
	return numbers, nil
}

func (m *memory) Search(context.Context, []string, int, int) ([]int, error) {
	return nil, errors.New("nobody searches it")
}

func (m *memory) Outlets(_ context.Context, after int) ([]string, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	var names []string
	for _, e := range m.entries[min(after, len(m.entries)):] {
		names = append(names, e.Source.Outlet)
	}
	return names, nil
}

func (m *memory) Together(_ context.Context, number int) (first, last int, err error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, at := range m.keys {
		if at[0] <= number && number < at[0]+at[1] {
			return at[0], at[0] + at[1] - 1, nil
		}
	}
	return 0, 0, nil
}

func (m *memory) Restore(_ context.Context, entries []consensus.Entry) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if len(entries) > 0 && entries[0].Number != len(m.entries)+1 {
		return consensus.Refuse(consensus.Conflict, "does not continue the ledger", "")
	}
	m.entries = append(m.entries, entries...)
	return nil
}

func (m *memory) lastRecorded() time.Time {
	if len(m.entries) == 0 {
		return time.Time{}
	}
	return m.entries[len(m.entries)-1].Recorded
}

// Head names an entry by what it says.
func (m *memory) Head(_ context.Context, number int) (string, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if number == 0 {
		return "", nil
	}
	line, err := jsonl.Encode(m.entries[number-1])
	return fmt.Sprintf("%x", sha256.Sum256(line)), err
}
