package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"natobot/store"
)

// ClockOffset gives how far the desk's clock is ahead of the real one, and false where
// the desk never moved it.
func (l *Ledger) ClockOffset(ctx context.Context) (time.Duration, bool, error) {
	var milliseconds int64
	err := l.readers.QueryRowContext(ctx, `SELECT offset FROM clock`).Scan(&milliseconds)
	if errors.Is(err, sql.ErrNoRows) {
		return 0, false, nil
	}
	return time.Duration(milliseconds) * time.Millisecond, err == nil, store.Unreadable(err)
}

// SetClockOffset keeps how far the desk's clock is ahead of the real one, in whole
// milliseconds.
func (l *Ledger) SetClockOffset(ctx context.Context, offset time.Duration) error {
	return l.writer.write(ctx, func(ctx context.Context) error {
		return one(l.writer.ExecContext(ctx, `INSERT INTO clock (only, offset) VALUES (1, ?)
			ON CONFLICT (only) DO UPDATE SET offset = excluded.offset`, offset.Milliseconds()))
	})
}

// Writable tells whether the ledger can be written now, by writing: the moment goes to
// disk, and only that shows a full disk.
func (l *Ledger) Writable(ctx context.Context) error {
	return l.writer.write(ctx, func(ctx context.Context) error {
		return one(l.writer.ExecContext(ctx, `INSERT INTO probe (only, at) VALUES (1, ?)
			ON CONFLICT (only) DO UPDATE SET at = excluded.at`, l.options.Now().UnixMilli()))
	})
}
