package sqlite

import (
	"context"
	"errors"
	"fmt"
	"time"

	"natobot/store"
)

const liveColumns = `channel, name, day, after, through, rewrites, owner, claimed, body, state, ts, settled`

// ClaimLive claims notes for their owners and freezes what they say, all of them or none,
// and gives those that it claimed: one whose name was claimed in its channel before,
// whoever by, is left out. The claims are on disk when ClaimLive returns.
func (l *Ledger) ClaimLive(ctx context.Context, notes []store.LiveNote) (claimed []store.LiveNote, err error) {
	err = l.writer.write(ctx, func(ctx context.Context) error {
		for _, n := range notes {
			n.State, n.TS, n.SettledAt = store.Claimed, "", time.Time{}
			n.ClaimedAt = store.Moment(n.ClaimedAt.UnixMilli())
			standing, err := l.liveNamed(ctx, n.Channel, n.Name)
			if err != nil {
				return err
			}
			if len(standing) > 0 {
				continue
			}
			_, err = l.writer.ExecContext(ctx, `INSERT INTO live_notes (number, workspace, `+liveColumns+`)
				VALUES ((SELECT coalesce(max(number), 0) + 1 FROM live_notes),?,?,?,?,?,?,?,?,?,?,?,?,?)`,
				l.options.Workspace, n.Channel, n.Name, int(n.On), n.After, n.Through, n.Rewrites, n.Owner,
				n.ClaimedAt.UnixMilli(), blob(n.Body), n.State.String(), "", 0)
			if err != nil {
				return err
			}
			claimed = append(claimed, n)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return claimed, nil
}

// SettleLive tells what became of a claimed note, as SettleSlot does of a slot.
func (l *Ledger) SettleLive(ctx context.Context, channel, name string, state store.PostingState, ts string) error {
	if state != store.Posted && state != store.Skipped {
		return fmt.Errorf("a live note is settled as posted or skipped, not as %s", state)
	}
	return l.writer.write(ctx, func(ctx context.Context) error {
		standing, err := l.liveNamed(ctx, channel, name)
		switch {
		case err != nil:
			return err
		case len(standing) == 0:
			return store.UnclaimedNote(name)
		case standing[0].State == state && standing[0].TS == ts:
			return nil
		case standing[0].State != store.Claimed:
			return store.SettledNote(standing[0])
		}
		_, err = l.writer.ExecContext(ctx, `UPDATE live_notes SET state = ?, ts = ?, settled = ?
			WHERE workspace = ? AND channel = ? AND name = ?`,
			state.String(), ts, l.options.Now().UnixMilli(), l.options.Workspace, channel, name)
		return err
	})
}

// OpenLive lists the notes that were claimed and not settled, in the order of the claims.
func (l *Ledger) OpenLive(ctx context.Context) ([]store.LiveNote, error) {
	list, err := liveNotes(ctx, l.readers, `SELECT `+liveColumns+` FROM live_notes WHERE workspace = ? AND state = 'claimed'
		ORDER BY number`, l.options.Workspace)
	return list, store.Unreadable(err)
}

// RecentLive lists a channel's last note, and before it those that were claimed at or
// after a moment, in the order of the claims.
func (l *Ledger) RecentLive(ctx context.Context, channel string, since time.Time) ([]store.LiveNote, error) {
	list, err := liveNotes(ctx, l.readers, `SELECT `+liveColumns+` FROM live_notes WHERE workspace = ?1 AND channel = ?2 AND
		(claimed >= ?3 OR number = (SELECT max(number) FROM live_notes WHERE workspace = ?1 AND channel = ?2)) ORDER BY number`,
		l.options.Workspace, channel, since.UnixMilli())
	return list, store.Unreadable(err)
}

func (l *Ledger) liveNamed(ctx context.Context, channel, name string) ([]store.LiveNote, error) {
	return liveNotes(ctx, l.writer, `SELECT `+liveColumns+` FROM live_notes WHERE workspace = ? AND channel = ? AND name = ?`,
		l.options.Workspace, channel, name)
}

func liveNotes(ctx context.Context, q querier, query string, args ...any) (list []store.LiveNote, err error) {
	rows, err := q.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		var n store.LiveNote
		var claimed, settled int64
		var state string
		err := rows.Scan(&n.Channel, &n.Name, &n.On, &n.After, &n.Through, &n.Rewrites, &n.Owner, &claimed, &n.Body, &state, &n.TS, &settled)
		if err != nil {
			return nil, err
		}
		if err := n.State.UnmarshalText([]byte(state)); err != nil {
			return nil, err
		}
		n.ClaimedAt, n.SettledAt = store.Moment(claimed), store.Moment(settled)
		list = append(list, n)
	}
	return list, rows.Err()
}
