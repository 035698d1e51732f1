package postgres

import (
	"context"
	"fmt"
	"time"

	"natobot/consensus"
	"natobot/store"

	"github.com/jackc/pgx/v5"
)

// Hold keeps a report that waits, once for its key. Who holds or settles one has the workspace's row
// of heads meanwhile, as who appends does.
func (l *Ledger) Hold(ctx context.Context, h consensus.Held) (kept consensus.Held, err error) {
	err = l.change(ctx, func(ctx context.Context, tx pgx.Tx, _ bool) error {
		kept, err = l.hold(ctx, tx, h)
		return err
	})
	return kept, err
}

func (l *Ledger) hold(ctx context.Context, tx pgx.Tx, h consensus.Held) (consensus.Held, error) {
	if _, err := l.lock(ctx, tx); err != nil {
		return h, err
	}
	if kept, found, err := only(l.heldReports(ctx, tx, `AND key = $2`, []byte(h.Key))); found || err != nil {
		return kept, err
	}
	var recorded bool
	err := tx.QueryRow(ctx, `SELECT EXISTS (SELECT FROM requests WHERE workspace = $1 AND key = $2), coalesce(max(number), 0) + 1 FROM held WHERE workspace = $1`,
		l.workspace, []byte(h.Key)).Scan(&recorded, &h.Number)
	if err == nil && recorded {
		err = store.NotHeld()
	}
	if err == nil {
		h, err = store.AsHeld(h, l.now())
	}
	if err != nil {
		return h, err
	}
	return h, l.insertHeld(ctx, tx, h)
}

func (l *Ledger) insertHeld(ctx context.Context, tx pgx.Tx, h consensus.Held) error {
	values, err := store.HeldValues(h)
	if err != nil {
		return err
	}
	_, err = tx.Exec(ctx, `INSERT INTO held (workspace, `+store.HeldColumns+`) VALUES ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15)`,
		append([]any{l.workspace}, asBytes(values, typedHeld)...)...)
	return err
}

// typedHeld are the columns of a held report, by their place in [store.HeldColumns], in which there
// may be what somebody typed: keys, people, and why it was dropped.
var typedHeld = map[int]bool{1: true, 2: true, 9: true, 10: true, 11: true}

// SettleHeld tells what became of a held report.
func (l *Ledger) SettleHeld(ctx context.Context, number int, state consensus.HeldState, s consensus.Settlement) (h consensus.Held, err error) {
	err = l.change(ctx, func(ctx context.Context, tx pgx.Tx, unknown bool) error {
		h, err = l.settleHeld(ctx, tx, number, state, s, unknown)
		return err
	})
	return h, err
}

// settleHeld settles a held report that waits, unless an attempt did that did not say so.
func (l *Ledger) settleHeld(ctx context.Context, tx pgx.Tx, number int, state consensus.HeldState, s consensus.Settlement, unknown bool) (consensus.Held, error) {
	if _, err := l.lock(ctx, tx); err != nil {
		return consensus.Held{}, err
	}
	h, found, err := only(l.heldReports(ctx, tx, `AND number = $2`, number))
	switch {
	case err != nil:
		return h, err
	case !found:
		return h, store.UnknownHeld(number)
	case unknown && h.State == state && h.Settlement == s:
		return h, nil
	case h.State != consensus.Waiting:
		return h, store.SettledHeld(h)
	}
	h.State, h.Settlement, h.SettledAt = state, s, store.Moment(l.now().UnixMilli())
	return h, l.noteHeld(ctx, tx, h)
}

// noteHeld notes what became of a report that waits.
func (l *Ledger) noteHeld(ctx context.Context, tx pgx.Tx, h consensus.Held) error {
	s := h.Settlement
	done, err := tx.Exec(ctx, `UPDATE held SET state = $3, settling = $4, by = $5, because = $6, entry = $7, settled = $8 WHERE workspace = $1 AND number = $2`,
		l.workspace, h.Number, h.State.String(), []byte(s.Key), []byte(s.By), []byte(s.Because), s.Entry, store.Milliseconds(h.SettledAt))
	if err == nil && done.RowsAffected() != 1 {
		err = fmt.Errorf("held report %d could not be settled", h.Number)
	}
	return err
}

// restoreHeld holds a report as it was held, and settles it as it was settled.
func (l *Ledger) restoreHeld(ctx context.Context, tx pgx.Tx, h consensus.Held) error {
	if err := l.insertHeld(ctx, tx, store.AsWaiting(h)); err != nil || h.State == consensus.Waiting {
		return err
	}
	return l.noteHeld(ctx, tx, h)
}

// Held lists the reports that wait, and those that were settled at or after a moment.
func (l *Ledger) Held(ctx context.Context, since time.Time) ([]consensus.Held, error) {
	return l.findHeld(ctx, `AND (state = 'waiting' OR settled >= $2) ORDER BY number`, since.UnixMilli())
}

// HeldReport gives one held report.
func (l *Ledger) HeldReport(ctx context.Context, number int) (consensus.Held, error) {
	h, found, err := only(l.findHeld(ctx, `AND number = $2`, number))
	if err == nil && !found {
		err = store.UnknownHeld(number)
	}
	return h, err
}

// HeldBy gives the report that a request held, released or dropped.
func (l *Ledger) HeldBy(ctx context.Context, key string) (consensus.Held, bool, error) {
	return only(l.findHeld(ctx, `AND (key = $2 OR settling = $2 AND settling <> '')`, []byte(key)))
}

// findHeld gives the workspace's held reports of which a condition is true, insisting.
func (l *Ledger) findHeld(ctx context.Context, and string, args ...any) ([]consensus.Held, error) {
	return found(ctx, l.pool, readHeld, heldWhere+and, append([]any{l.workspace}, args...)...)
}

func (l *Ledger) heldReports(ctx context.Context, q querier, and string, args ...any) ([]consensus.Held, error) {
	return collect(ctx, q, readHeld, heldWhere+and, append([]any{l.workspace}, args...)...)
}

const heldWhere = `SELECT ` + store.HeldColumns + ` FROM held WHERE workspace = $1 `

func readHeld(row pgx.CollectableRow) (consensus.Held, error) {
	var r store.HeldRow
	if err := row.Scan(intoBytes(r.Places(), typedHeld)...); err != nil {
		return consensus.Held{}, err
	}
	return r.Held()
}
