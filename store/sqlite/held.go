package sqlite

import (
	"context"
	"database/sql"
	"encoding/hex"
	"errors"
	"time"

	"natobot/consensus"
	"natobot/store"
)

const heldColumns = `number, key, author, since, until, review, hash, state, settling, by, because, entry, settled, drafts`

// Hold keeps a report that waits, once for its key.
func (l *Ledger) Hold(ctx context.Context, h consensus.Held) (kept consensus.Held, err error) {
	err = l.writer.write(ctx, func(ctx context.Context) error {
		var found bool
		if kept, found, err = l.held(ctx, l.writer, `key = ?2`, h.Key); err != nil || found {
			return err
		}
		var first, count int
		if err := l.writer.seen.QueryRowContext(ctx, h.Key).Scan(&first, &count); !errors.Is(err, sql.ErrNoRows) {
			return errors.Join(err, store.NotHeld())
		}
		if err := l.writer.QueryRowContext(ctx, `SELECT coalesce(max(number), 0) + 1 FROM held`).Scan(&h.Number); err != nil {
			return err
		}
		kept, err = l.hold(ctx, h)
		return err
	})
	return kept, err
}

func (l *Ledger) hold(ctx context.Context, h consensus.Held) (consensus.Held, error) {
	h.Since = store.Moment(l.options.Now().UnixMilli())
	h.State, h.Settlement, h.SettledAt = consensus.Waiting, consensus.Settlement{}, time.Time{}
	var err error
	if h.Hash, err = store.HashHeld(h); err != nil {
		return h, err
	}
	drafts, err := store.EncodeHeld(h.Drafts)
	if err != nil {
		return h, err
	}
	hash, err := hex.DecodeString(h.Hash)
	if err != nil {
		return h, err
	}
	return h, one(l.writer.ExecContext(ctx, `INSERT INTO held (workspace, `+heldColumns+`) VALUES (?,?,?,?,?,?,?,?,'waiting','','','',0,0,?)`,
		l.options.Workspace, h.Number, h.Key, h.Author, h.Since.UnixMilli(), milliseconds(h.Until), h.Review, hash, drafts))
}

// Held lists the reports that wait, and those that were settled at or after a moment.
func (l *Ledger) Held(ctx context.Context, since time.Time) ([]consensus.Held, error) {
	list, err := heldOf(ctx, l.readers, `workspace = ?1 AND (state = 'waiting' OR settled >= ?2) ORDER BY number`, l.options.Workspace, since.UnixMilli())
	return list, store.Unreadable(err)
}

// HeldReport gives one held report.
func (l *Ledger) HeldReport(ctx context.Context, number int) (consensus.Held, error) {
	h, found, err := l.held(ctx, l.readers, `number = ?2`, number)
	if err == nil && !found {
		return h, store.UnknownHeld(number)
	}
	return h, store.Unreadable(err)
}

// HeldBy gives the report that a request held, released or dropped.
func (l *Ledger) HeldBy(ctx context.Context, key string) (consensus.Held, bool, error) {
	list, err := collectHeld(l.readers.heldBy.QueryContext(ctx, l.options.Workspace, key))
	if len(list) == 0 {
		return consensus.Held{}, false, store.Unreadable(err)
	}
	return list[0], true, store.Unreadable(err)
}

// SettleHeld tells what became of a held report.
func (l *Ledger) SettleHeld(ctx context.Context, number int, state consensus.HeldState, s consensus.Settlement) (h consensus.Held, err error) {
	err = l.writer.write(ctx, func(ctx context.Context) error {
		h, err = l.settleHeld(ctx, number, state, s)
		return err
	})
	return h, err
}

func (l *Ledger) settleHeld(ctx context.Context, number int, state consensus.HeldState, s consensus.Settlement) (consensus.Held, error) {
	h, found, err := l.held(ctx, l.writer, `number = ?2`, number)
	switch {
	case err != nil:
		return h, err
	case !found:
		return h, store.UnknownHeld(number)
	case h.State != consensus.Waiting:
		return h, store.SettledHeld(h)
	}
	h.State, h.Settlement, h.SettledAt = state, s, store.Moment(l.options.Now().UnixMilli())
	return h, one(l.writer.ExecContext(ctx, `UPDATE held SET state = ?, settling = ?, by = ?, because = ?, entry = ?, settled = ? WHERE workspace = ? AND number = ?`,
		state.String(), s.Key, s.By, s.Because, s.Entry, h.SettledAt.UnixMilli(), l.options.Workspace, number))
}

func (l *Ledger) held(ctx context.Context, q querier, where string, what any) (consensus.Held, bool, error) {
	list, err := heldOf(ctx, q, `workspace = ?1 AND `+where, l.options.Workspace, what)
	if len(list) == 0 {
		return consensus.Held{}, false, err
	}
	return list[0], true, err
}

// heldOf gives the held reports of which a condition is true.
func heldOf(ctx context.Context, q querier, where string, args ...any) ([]consensus.Held, error) {
	return collectHeld(q.QueryContext(ctx, `SELECT `+heldColumns+` FROM held WHERE `+where, args...))
}

// collectHeld reads the answer to a question for [heldColumns].
func collectHeld(rows *sql.Rows, asked error) (list []consensus.Held, err error) {
	if asked != nil {
		return nil, asked
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		h, err := scanHeld(rows)
		if err != nil {
			return nil, err
		}
		list = append(list, h)
	}
	return list, rows.Err()
}

func scanHeld(rows *sql.Rows) (h consensus.Held, err error) {
	var since, until, settled int64
	var hash, drafts []byte
	var state string
	s := &h.Settlement
	if err = rows.Scan(&h.Number, &h.Key, &h.Author, &since, &until, &h.Review, &hash, &state, &s.Key, &s.By, &s.Because, &s.Entry, &settled, &drafts); err != nil {
		return h, err
	}
	h.Since, h.Until, h.SettledAt, h.Hash = store.Moment(since), store.Moment(until), store.Moment(settled), hex.EncodeToString(hash)
	if err = h.State.UnmarshalText([]byte(state)); err == nil {
		h.Drafts, err = store.DecodeHeld(drafts)
	}
	return h, err
}

// milliseconds gives how a moment is stored; 0 is none.
func milliseconds(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixMilli()
}

// heldReports compares what was held with what the ledger has of it. Until schema 5 nothing was.
func heldReports(ctx context.Context, tx *sql.Tx, r *store.Report) error {
	if r.Schema < 5 {
		return nil
	}
	list, err := heldOf(ctx, tx, `true ORDER BY number`)
	if err != nil {
		return err
	}
	keys := map[string]bool{}
	for _, h := range list {
		keys[h.Key] = true
	}
	for i, h := range list {
		var first, count int
		err := tx.QueryRowContext(ctx, `SELECT first, count FROM requests WHERE key = ?`, consensus.HeldKey(h.Number)).Scan(&first, &count)
		if err != nil && !errors.Is(err, sql.ErrNoRows) {
			return err
		}
		became, err := numbered(ctx, tx, first, count)
		if err != nil {
			return err
		}
		r.AuditHeld(i+1, h, became, keys[consensus.HeldKey(h.Number)])
	}
	return nil
}
