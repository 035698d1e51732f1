package sqlite

import (
	"context"
	"database/sql"
	"time"

	"natobot/consensus"
	"natobot/store"
)

// selectHeld selects those held reports of a workspace of which a condition of [store.Find] is true.
func selectHeld(and string) string {
	return `SELECT ` + store.HeldColumns + ` FROM held WHERE workspace = ?1 AND ` + counted(and)
}

// Held lists the reports that wait and those settled lately, as every Home asks, by a statement that is prepared.
func (l *Ledger) Held(ctx context.Context, since time.Time) ([]consensus.Held, error) {
	list, err := read(scanHeld)(l.readers.held.QueryContext(ctx, l.options.Workspace, since.UnixMilli()))
	return list, store.Unreadable(err)
}

// HeldBy gives the report that a request held, released or dropped, by a statement that is prepared.
func (l *Ledger) HeldBy(ctx context.Context, key string) (consensus.Held, bool, error) {
	list, err := read(scanHeld)(l.readers.heldBy.QueryContext(ctx, l.options.Workspace, key))
	if len(list) == 0 {
		return consensus.Held{}, false, store.Unreadable(err)
	}
	return list[0], true, store.Unreadable(err)
}

func scanHeld(rows *sql.Rows) (consensus.Held, error) {
	var row store.HeldRow
	if err := rows.Scan(row.Places()...); err != nil {
		return consensus.Held{}, err
	}
	return row.Held()
}

// heldReports compares what was held with what the ledger has of it. Until schema 5 nothing was.
func heldReports(ctx context.Context, tx *sql.Tx, r *store.Report) error {
	if r.Schema < 5 {
		return nil
	}
	list, err := read(scanHeld)(tx.QueryContext(ctx, `SELECT `+store.HeldColumns+` FROM held ORDER BY number`))
	if err != nil {
		return err
	}
	first := map[string]consensus.Entry{}
	_, err = read(func(row *sql.Rows) (_ struct{}, err error) {
		var key string
		var e consensus.Entry
		err = row.Scan(&key, &e.Number, &e.Recorder)
		first[key] = e
		return struct{}{}, err
	})(tx.QueryContext(ctx, `SELECT key, number, recorder FROM requests JOIN entries ON number = first WHERE key LIKE 'held:%'`))
	r.AuditHeld(list, first)
	return err
}
