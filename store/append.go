package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
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
	if key == "" || len(drafts) == 0 {
		return consensus.Receipt{}, errors.New("an append needs a request key and an entry")
	}
	var receipt consensus.Receipt
	err := l.writer.write(ctx, func(ctx context.Context) (err error) {
		receipt, err = l.append(ctx, key, after, drafts)
		return err
	})
	if err != nil {
		return consensus.Receipt{}, err
	}
	if !receipt.Repeated {
		l.watchers.tick()
	}
	return receipt, nil
}

func (l *Ledger) append(ctx context.Context, key string, after int, drafts []consensus.Entry) (consensus.Receipt, error) {
	var first, count int
	err := l.writer.seen.QueryRowContext(ctx, key).Scan(&first, &count)
	if err == nil {
		entries, err := numbered(ctx, l.writer, first, count)
		return consensus.Receipt{Entries: entries, Repeated: true}, err
	}
	if !errors.Is(err, sql.ErrNoRows) {
		return consensus.Receipt{}, err
	}
	end, err := l.tail(ctx)
	if err != nil {
		return consensus.Receipt{}, err
	}
	if end.number != after {
		return consensus.Receipt{}, overtaken(after, end.number)
	}
	now := moment(l.options.Now().UnixMilli())
	if now.Before(end.recorded) {
		now = end.recorded
	}
	entries := make([]consensus.Entry, len(drafts))
	for i, e := range drafts {
		e.Number, e.Recorded = after+1+i, now
		entries[i] = e
	}
	if _, err := l.writer.request.ExecContext(ctx, key, l.options.Workspace, after+1, len(entries)); err != nil {
		return consensus.Receipt{}, err
	}
	return consensus.Receipt{Entries: entries}, l.insert(ctx, end, entries)
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

func (l *Ledger) insert(ctx context.Context, end tail, entries []consensus.Entry) error {
	hash := end.hash
	for _, e := range entries {
		values, err := encode(e)
		if err != nil {
			return fmt.Errorf("entry #%d: %w", e.Number, err)
		}
		if hash, err = chain(hash, e); err != nil {
			return fmt.Errorf("entry #%d: %w", e.Number, err)
		}
		if _, err := l.writer.entry.ExecContext(ctx, append(values, l.options.Workspace, hash)...); err != nil {
			return fmt.Errorf("entry #%d: %w", e.Number, err)
		}
	}
	return nil
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
		return l.insert(ctx, end, entries)
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
