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
	list, err := (&change{Ledger: r.Ledger, tx: tx}).HeldReports(ctx, `number = ANY($2)`, numbers)
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
func (r *round) release(ctx context.Context, c store.Change, b *batch) error {
	for _, m := range b.members {
		k := r.list[m.place]
		if !releases(k) {
			continue
		}
		k.Settlement.Entry = m.entries[0].Number
		if _, err := store.SettleHeld(ctx, c, k.Held, consensus.Released, k.Settlement); err != nil {
			return err
		}
	}
	return nil
}
