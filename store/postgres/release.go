package postgres

import (
	"context"
	"slices"

	"natobot/consensus"
	"natobot/store"

	"github.com/jackc/pgx/v5"
)

// releases tells whether a held report becomes a request's entries.
func releases(k consensus.Keyed) bool { return k.Held != 0 }

// askHeld gives the held reports that become entries with the round.
func (r *round) askHeld(ctx context.Context, tx pgx.Tx) (map[int]consensus.Held, error) {
	if !slices.ContainsFunc(r.list, releases) {
		return nil, nil
	}
	var numbers []int
	for _, k := range r.list {
		numbers = append(numbers, k.Held)
	}
	list, err := r.heldReports(ctx, tx, `AND number = ANY($2)`, numbers)
	held := map[int]consensus.Held{}
	for _, h := range list {
		held[h.Number] = h
	}
	return held, err
}

// waits refuses a request whose held report waits no more.
func (r *round) waits(k consensus.Keyed) error {
	h, is := r.held[k.Held]
	switch {
	case !releases(k):
		return nil
	case !is:
		return store.UnknownHeld(k.Held)
	case h.State != consensus.Waiting:
		return store.SettledHeld(h)
	}
	return nil
}

// release settles the held reports that became entries with a batch.
func (r *round) release(ctx context.Context, tx pgx.Tx, b *batch) error {
	for _, m := range b.members {
		k := r.list[m.place]
		if !releases(k) {
			continue
		}
		h := r.held[k.Held]
		h.State, h.Settlement, h.SettledAt = consensus.Released, k.Settlement, store.Moment(r.now().UnixMilli())
		h.Settlement.Entry = m.entries[0].Number
		if err := r.noteHeld(ctx, tx, h); err != nil {
			return err
		}
	}
	return nil
}
