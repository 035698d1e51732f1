package postgres

import (
	"context"
	"time"
)

// ClockOffset gives how far the desk's clock is ahead of the real one, and false where
// the desk never moved it.
func (l *Ledger) ClockOffset(ctx context.Context) (time.Duration, bool, error) {
	list, err := listed[int64](ctx, l, `SELECT ahead FROM clock WHERE workspace = $1`)
	if len(list) == 0 {
		return 0, false, err
	}
	return time.Duration(list[0]) * time.Millisecond, true, err
}

// SetClockOffset keeps how far the desk's clock is ahead of the real one, in whole
// milliseconds.
func (l *Ledger) SetClockOffset(ctx context.Context, offset time.Duration) error {
	_, err := l.pool.do(ctx, `INSERT INTO clock (workspace, ahead) VALUES ($1, $2)
		ON CONFLICT (workspace) DO UPDATE SET ahead = excluded.ahead`, l.workspace, offset.Milliseconds())
	return err
}

// Writable tells whether the ledger can be written now, by writing: only that shows a full disk,
// or a server that became a standby. It does not insist: who asks wants to know of now.
func (l *Ledger) Writable(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, attempt)
	defer cancel()
	_, err := l.pool.Exec(ctx, `INSERT INTO probe (workspace, at) VALUES ($1, $2)
		ON CONFLICT (workspace) DO UPDATE SET at = excluded.at`, l.workspace, l.now().UnixMilli())
	return unwritten(err)
}
