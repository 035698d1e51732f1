package store

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"time"

	"natobot/consensus"
)

// tail is the end of the ledger, where the next entry goes.
type tail struct {
	number   int
	recorded time.Time
	hash     []byte
}

// Append records the drafts durably, all or none, as the entries after the one numbered
// after: it gives them their numbers and the moment of recording. A key that was
// recorded before records nothing, and the receipt has the entries of the first time.
// Where the ledger's last entry is another one, the error is a consensus.Error of kind
// Conflict; where the ledger cannot be written, one of kind Unavailable. After any error
// the same key may be tried again.
func (l *Ledger) Append(ctx context.Context, key string, after int, drafts []consensus.Entry) (consensus.Receipt, error) {
	done := l.AppendAll(ctx, after, []consensus.Keyed{{Key: key, Drafts: drafts}})[0]
	return done.Receipt, done.Err
}

// AppendAll records what several requests record, in their order and with one sync for
// all of them: the first follows the entry numbered after, each other one what was
// recorded before it. What holds of [Ledger.Append] holds of each by itself, so that one
// that fails takes none of the others with it. It returns when all of them are on disk.
func (l *Ledger) AppendAll(ctx context.Context, after int, list []consensus.Keyed) []consensus.Appended {
	done := make([]consensus.Appended, len(list))
	added := 0
	err := l.writer.write(ctx, func(ctx context.Context) error {
		end, err := l.tail(ctx)
		if err != nil {
			return err
		}
		a := appending{Ledger: l, end: end, overtaken: end.number != after, after: after}
		for i, k := range list {
			if done[i].Err, err = l.writer.apart(ctx, func() (err error) {
				done[i].Receipt, err = a.append(ctx, k)
				return err
			}); err != nil {
				return err
			}
		}
		added = a.end.number - end.number
		return nil
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
	end       tail
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
		return consensus.Receipt{}, overtaken(a.after, a.end.number)
	}
	now := moment(a.options.Now().UnixMilli())
	if now.Before(a.end.recorded) {
		now = a.end.recorded
	}
	entries := slices.Clone(k.Drafts)
	for i := range entries {
		entries[i].Number, entries[i].Recorded = a.end.number+1+i, now
	}
	if _, err := a.writer.request.ExecContext(ctx, k.Key, a.options.Workspace, entries[0].Number, len(entries)); err != nil {
		return consensus.Receipt{}, err
	}
	end, err := a.insert(ctx, a.end, entries)
	if err != nil {
		return consensus.Receipt{}, err
	}
	a.end = end
	return consensus.Receipt{Entries: entries}, nil
}

func (l *Ledger) tail(ctx context.Context) (tail, error) {
	var end tail
	var recorded int64
	err := l.writer.last.QueryRowContext(ctx).Scan(&end.number, &recorded, &end.hash)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return tail{}, err
	}
	end.recorded = moment(recorded)
	return end, nil
}

// insert puts entries behind the ledger's end, and gives the end that it has then.
func (l *Ledger) insert(ctx context.Context, end tail, entries []consensus.Entry) (tail, error) {
	for _, e := range entries {
		values, err := encode(e)
		if err != nil {
			return end, fmt.Errorf("entry #%d: %w", e.Number, err)
		}
		hash, err := chain(end.hash, e)
		if err != nil {
			return end, fmt.Errorf("entry #%d: %w", e.Number, err)
		}
		if _, err := l.writer.entry.ExecContext(ctx, append(values, l.options.Workspace, hash)...); err != nil {
			return end, fmt.Errorf("entry #%d: %w", e.Number, err)
		}
		end = tail{e.Number, e.Recorded, hash}
	}
	return end, nil
}

// Restore appends entries exactly as they are, numbers, moments and recorders included,
// all or none. They must continue the ledger: numbered on from its last entry and
// recorded no earlier; otherwise the error is a consensus.Error of kind Conflict.
func (l *Ledger) Restore(ctx context.Context, entries []consensus.Entry) error {
	if len(entries) == 0 {
		return nil
	}
	err := l.writer.write(ctx, func(ctx context.Context) error {
		end, err := l.tail(ctx)
		if err != nil {
			return err
		}
		if err := continues(end, entries); err != nil {
			return err
		}
		_, err = l.insert(ctx, end, entries)
		return err
	})
	if err == nil {
		l.watchers.tick()
	}
	return err
}

func continues(end tail, entries []consensus.Entry) error {
	for i, e := range entries {
		if e.Number != end.number+1+i {
			return outOfOrder(e.Number, fmt.Sprintf("the next entry would be #%d", end.number+1+i))
		}
		if e.Recorded.Before(end.recorded) {
			return outOfOrder(e.Number, "it was recorded before the one before it")
		}
		if !e.Recorded.Equal(e.Recorded.Truncate(time.Millisecond)) {
			return outOfOrder(e.Number, "its moment of recording is finer than milliseconds")
		}
		end.recorded = e.Recorded
	}
	return nil
}
