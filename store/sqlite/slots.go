package sqlite

import (
	"context"
	"errors"
	"fmt"
	"time"

	"natobot/store"
)

const postingColumns = `channel, day, minute, owner, claimed, point_on, point_known, body, state, ts, settled`

// ClaimSlot claims p's slot for p.Owner and freezes what it is to post; mine is true
// then. Where the slot was claimed before, whoever by, it changes nothing and gives what
// stands. The claim is on disk when ClaimSlot returns.
func (l *Ledger) ClaimSlot(ctx context.Context, p store.Posting) (got store.Posting, mine bool, err error) {
	p.State, p.TS, p.SettledAt = store.Claimed, "", time.Time{}
	p.ClaimedAt = store.Moment(p.ClaimedAt.UnixMilli())
	err = l.writer.write(ctx, func(ctx context.Context) error {
		standing, err := l.posting(ctx, l.writer, p.Slot)
		if err != nil || len(standing) > 0 {
			got = first(standing)
			return err
		}
		got, mine = p, true
		_, err = l.writer.ExecContext(ctx, `INSERT INTO slots (workspace, `+postingColumns+`) VALUES (?,?,?,?,?,?,?,?,?,?,?,?)`,
			l.options.Workspace, p.Channel, int(p.Day), p.Minute, p.Owner, p.ClaimedAt.UnixMilli(),
			int(p.Point.On), p.Point.Known, blob(p.Body), p.State.String(), "", 0)
		return err
	})
	if err != nil {
		return store.Posting{}, false, err
	}
	return got, mine, nil
}

// SettleSlot tells what became of a claimed slot: Posted as the message ts, or Skipped.
// Saying the same again changes nothing; saying another thing of a settled slot is a
// consensus.Error of kind Conflict, and of a slot never claimed one of kind NotFound.
func (l *Ledger) SettleSlot(ctx context.Context, slot store.Slot, state store.PostingState, ts string) error {
	if state != store.Posted && state != store.Skipped {
		return fmt.Errorf("a slot is settled as posted or skipped, not as %s", state)
	}
	return l.writer.write(ctx, func(ctx context.Context) error {
		standing, err := l.posting(ctx, l.writer, slot)
		switch p := first(standing); {
		case err != nil:
			return err
		case len(standing) == 0:
			return store.Unclaimed(slot)
		case p.State == state && p.TS == ts:
			return nil
		case p.State != store.Claimed:
			return store.Settled(p)
		}
		_, err = l.writer.ExecContext(ctx, `UPDATE slots SET state = ?, ts = ?, settled = ?
			WHERE workspace = ? AND channel = ? AND day = ? AND minute = ?`,
			state.String(), ts, l.options.Now().UnixMilli(), l.options.Workspace, slot.Channel, int(slot.Day), slot.Minute)
		return err
	})
}

// OpenSlots lists the postings that were claimed and not settled, oldest slot first.
func (l *Ledger) OpenSlots(ctx context.Context) ([]store.Posting, error) {
	list, err := postings(ctx, l.readers, `SELECT `+postingColumns+` FROM slots WHERE state = 'claimed'
		ORDER BY day, minute, channel`)
	return list, store.Unreadable(err)
}

// LastPosting gives the posted one with the latest slot of a channel, and false where
// nothing was posted there yet.
func (l *Ledger) LastPosting(ctx context.Context, channel string) (store.Posting, bool, error) {
	list, err := postings(ctx, l.readers, `SELECT `+postingColumns+` FROM slots
		WHERE workspace = ? AND channel = ? AND state = 'posted' ORDER BY day DESC, minute DESC LIMIT 1`, l.options.Workspace, channel)
	return first(list), len(list) > 0, store.Unreadable(err)
}

// Postings gives the digests posted in a channel, or in all channels for "", the newest
// first.
func (l *Ledger) Postings(ctx context.Context, channel string) ([]store.Posting, error) {
	list, err := postings(ctx, l.readers, `SELECT `+postingColumns+` FROM slots
		WHERE workspace = ? AND (channel = ? OR ? = '') AND state = 'posted' ORDER BY day DESC, minute DESC, channel`, l.options.Workspace, channel, channel)
	return list, store.Unreadable(err)
}

func (l *Ledger) posting(ctx context.Context, q querier, slot store.Slot) ([]store.Posting, error) {
	return postings(ctx, q, `SELECT `+postingColumns+` FROM slots WHERE workspace = ? AND channel = ? AND day = ? AND minute = ?`,
		l.options.Workspace, slot.Channel, int(slot.Day), slot.Minute)
}

func postings(ctx context.Context, q querier, query string, args ...any) (list []store.Posting, err error) {
	rows, err := q.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		var p store.Posting
		var claimed, settled int64
		var state string
		err := rows.Scan(&p.Channel, &p.Day, &p.Minute, &p.Owner, &claimed, &p.Point.On, &p.Point.Known, &p.Body, &state, &p.TS, &settled)
		if err != nil {
			return nil, err
		}
		if err := p.State.UnmarshalText([]byte(state)); err != nil {
			return nil, err
		}
		p.ClaimedAt, p.SettledAt = store.Moment(claimed), store.Moment(settled)
		list = append(list, p)
	}
	return list, rows.Err()
}

// blob gives a value that is never NULL.
func blob(b []byte) []byte {
	if b == nil {
		return []byte{}
	}
	return b
}

func first(list []store.Posting) store.Posting {
	if len(list) == 0 {
		return store.Posting{}
	}
	return list[0]
}
