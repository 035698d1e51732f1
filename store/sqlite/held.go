package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"natobot/consensus"
	"natobot/store"
)

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
		if kept, err = store.AsHeld(h, l.options.Now()); err != nil {
			return err
		}
		return l.insertHeld(ctx, kept)
	})
	return kept, err
}

func (l *Ledger) insertHeld(ctx context.Context, h consensus.Held) error {
	values, err := store.HeldValues(h)
	if err != nil {
		return err
	}
	return one(l.writer.ExecContext(ctx, `INSERT INTO held (workspace, `+store.HeldColumns+`) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)`,
		append([]any{l.options.Workspace}, values...)...))
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
	return h, l.noteHeld(ctx, h)
}

// noteHeld notes what became of a report that waits.
func (l *Ledger) noteHeld(ctx context.Context, h consensus.Held) error {
	s := h.Settlement
	return one(l.writer.ExecContext(ctx, `UPDATE held SET state = ?, settling = ?, by = ?, because = ?, entry = ?, settled = ? WHERE workspace = ? AND number = ?`,
		h.State.String(), s.Key, s.By, s.Because, s.Entry, store.Milliseconds(h.SettledAt), l.options.Workspace, h.Number))
}

// restoreHeld holds a report as it was held, and settles it as it was settled.
func (l *Ledger) restoreHeld(ctx context.Context, h consensus.Held) error {
	if err := l.insertHeld(ctx, store.AsWaiting(h)); err != nil || h.State == consensus.Waiting {
		return err
	}
	return l.noteHeld(ctx, h)
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
	return collectHeld(q.QueryContext(ctx, `SELECT `+store.HeldColumns+` FROM held WHERE `+where, args...))
}

// collectHeld reads the answer to a question for [store.HeldColumns].
func collectHeld(rows *sql.Rows, asked error) (list []consensus.Held, err error) {
	if asked != nil {
		return nil, asked
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		var row store.HeldRow
		if err := rows.Scan(row.Places()...); err != nil {
			return nil, err
		}
		h, err := row.Held()
		if err != nil {
			return nil, err
		}
		list = append(list, h)
	}
	return list, rows.Err()
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
	first := map[string]consensus.Entry{}
	for values, err := range rows(ctx, ask(tx, `SELECT key, number, recorder FROM requests JOIN entries ON number = first WHERE key LIKE 'held:%'`)) {
		if err != nil {
			return err
		}
		key, _ := values[0].(string)
		number, _ := values[1].(int64)
		recorder, _ := values[2].(string)
		first[key] = consensus.Entry{Number: int(number), Recorder: recorder}
	}
	r.AuditHeld(list, first)
	return nil
}
