package sqlite

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"

	"natobot/consensus"
	"natobot/store"
)

// Append records the drafts of one request.
func (l *Ledger) Append(ctx context.Context, key string, after int, drafts []consensus.Entry) (consensus.Receipt, error) {
	done := l.AppendAll(ctx, after, []consensus.Keyed{{Key: key, Drafts: drafts}})[0]
	return done.Receipt, done.Err
}

// AppendAll records what several requests record, in one transaction.
func (l *Ledger) AppendAll(ctx context.Context, after int, list []consensus.Keyed) []consensus.Appended {
	done := make([]consensus.Appended, len(list))
	added := 0
	err := l.writer.write(ctx, func(ctx context.Context) error {
		end, err := l.tail(ctx)
		if err != nil {
			return err
		}
		a := appending{Ledger: l, end: end, overtaken: end.Number != after, after: after}
		for i, k := range list {
			if done[i].Err, err = l.writer.apart(ctx, func() (err error) {
				done[i].Receipt, err = a.append(ctx, k)
				return err
			}); err != nil {
				return err
			}
		}
		if added = a.end.Number - end.Number; added == 0 {
			return nil
		}
		return l.ends(ctx, a.end)
	})
	for i := range done {
		if done[i].Err = cmp.Or(err, unwritten(done[i].Err)); done[i].Err != nil {
			done[i].Receipt = consensus.Receipt{}
		}
	}
	if err == nil && added > 0 {
		l.watchers.tick()
	}
	return done
}

// appending is a transaction in which requests append, one after the other.
type appending struct {
	*Ledger
	end       store.Tail
	after     int  // the entry that the first of them was to follow
	overtaken bool // another one was last
}

func (a *appending) append(ctx context.Context, k consensus.Keyed) (consensus.Receipt, error) {
	if k.Key == "" || len(k.Drafts) == 0 {
		return consensus.Receipt{}, errors.New("an append needs a request key and an entry")
	}
	var first, count int
	err := a.writer.seen.QueryRowContext(ctx, k.Key).Scan(&first, &count)
	if err == nil {
		entries, err := numbered(ctx, a.writer, first, count)
		return consensus.Receipt{Entries: entries, Repeated: true}, err
	}
	if !errors.Is(err, sql.ErrNoRows) {
		return consensus.Receipt{}, err
	}
	if a.overtaken {
		return consensus.Receipt{}, store.Overtaken(a.after, a.end.Number)
	}
	entries, err := a.end.Following(k, a.options.Now())
	if err != nil {
		return consensus.Receipt{}, err
	}
	if err := one(a.writer.request.ExecContext(ctx, k.Key, a.options.Workspace, entries[0].Number, len(entries))); err != nil {
		return consensus.Receipt{}, err
	}
	end, err := a.insert(ctx, a.end, entries)
	if err != nil {
		return consensus.Receipt{}, err
	}
	if k.Held != 0 {
		k.Settlement.Entry = entries[0].Number
		if _, err := store.SettleHeld(ctx, change{a.Ledger}, k.Held, consensus.Released, k.Settlement); err != nil {
			return consensus.Receipt{}, err
		}
	}
	a.end = end
	return consensus.Receipt{Entries: entries}, nil
}

func (l *Ledger) tail(ctx context.Context) (store.Tail, error) {
	var end store.Tail
	var recorded int64
	err := l.writer.last.QueryRowContext(ctx).Scan(&end.Number, &recorded, &end.Hash)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return store.Tail{}, err
	}
	end.Recorded = store.Moment(recorded)
	return end, nil
}

// insert puts entries behind the ledger's end, and gives the end that it has then.
func (l *Ledger) insert(ctx context.Context, end store.Tail, entries []consensus.Entry) (store.Tail, error) {
	for _, e := range entries {
		values, err := store.Encode(e)
		if err == nil {
			end, err = end.After(e)
		}
		if err == nil {
			err = one(l.writer.entry.ExecContext(ctx, append(values, l.options.Workspace, end.Hash)...))
		}
		if err != nil {
			return end, fmt.Errorf("entry #%d: %w", e.Number, err)
		}
	}
	return end, nil
}

// Restore appends entries exactly as they are.
func (l *Ledger) Restore(ctx context.Context, entries []consensus.Entry) error {
	if len(entries) == 0 {
		return nil
	}
	err := l.writer.write(ctx, func(ctx context.Context) error {
		end, err := l.tail(ctx)
		if err != nil {
			return err
		}
		if err := end.Continues(entries); err != nil {
			return err
		}
		if end, err = l.insert(ctx, end, entries); err != nil {
			return err
		}
		return l.ends(ctx, end)
	})
	if err == nil {
		l.watchers.tick()
	}
	return err
}
