package commands_test

import (
	"context"
	"slices"
	"time"

	"natobot/consensus"
	"natobot/store"
)

// Hold keeps a report that waits, once for its key.
func (m *memory) Hold(_ context.Context, h consensus.Held) (consensus.Held, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if i := slices.IndexFunc(m.waits, func(o consensus.Held) bool { return o.Key == h.Key }); i >= 0 {
		return m.waits[i], nil
	}
	if m.failHold != nil {
		return consensus.Held{}, m.failHold
	}
	h.Number, h.Since = len(m.waits)+1, m.now()
	var err error
	h.Hash, err = store.HashHeld(h)
	m.waits = append(m.waits, h)
	return h, err
}

// Held lists those that wait and those settled since a moment.
func (m *memory) Held(_ context.Context, since time.Time) ([]consensus.Held, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return slices.DeleteFunc(slices.Clone(m.waits), func(h consensus.Held) bool {
		return h.State != consensus.Waiting && h.SettledAt.Before(since)
	}), nil
}

// HeldReport gives one held report.
func (m *memory) HeldReport(_ context.Context, number int) (consensus.Held, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if number > len(m.waits) {
		return consensus.Held{}, store.UnknownHeld(number)
	}
	return m.waits[number-1], nil
}

// HeldBy gives the report that a request held or settled.
func (m *memory) HeldBy(_ context.Context, key string) (consensus.Held, bool, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, h := range m.waits {
		if h.Key == key || key != "" && h.Settlement.Key == key {
			return h, true, nil
		}
	}
	return consensus.Held{}, false, nil
}

// SettleHeld ends the waiting of a held report.
func (m *memory) SettleHeld(_ context.Context, number int, state consensus.HeldState, s consensus.Settlement) (consensus.Held, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.settle(number, state, s)
}

func (m *memory) settle(number int, state consensus.HeldState, s consensus.Settlement) (consensus.Held, error) {
	h := &m.waits[number-1]
	if h.State != consensus.Waiting {
		return *h, store.SettledHeld(*h)
	}
	h.State, h.Settlement, h.SettledAt = state, s, m.now()
	return *h, nil
}
