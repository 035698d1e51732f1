package store

import (
	"context"
	"time"

	"natobot/consensus"
)

// Change is a transaction on a ledger, which nobody else changes meanwhile.
type Change interface {
	// Posts and HeldReports find rows as [Find] says.
	Posts(ctx context.Context, and string, args ...any) ([]consensus.Posting, error)
	HeldReports(ctx context.Context, and string, args ...any) ([]consensus.Held, error)
	// Write runs a statement that writes one row, and fails where it does not. $1 is the workspace.
	Write(ctx context.Context, statement string, args ...any) error
	// Value asks for one value.
	Value(ctx context.Context, into any, query string, args ...any) error
	// AddPost puts a post that is just claimed behind the others.
	AddPost(ctx context.Context, p consensus.Posting) error
	// IsRecorded tells whether a key recorded entries.
	IsRecorded(ctx context.Context, key string) (bool, error)
	Now() time.Time
	// Again tells whether an attempt was made before whose outcome nobody knows.
	Again() bool
}

// claimPosts claims those of the posts that nobody claimed before, except by an attempt that did not say so.
func claimPosts(ctx context.Context, c Change, list []consensus.Posting) (claimed []consensus.Posting, err error) {
	for _, p := range list {
		p = AsClaimed(p)
		there, found, err := only(c.Posts(ctx, postBy, p.Kind, Typed(p.Key)))
		if err == nil && !found {
			err = c.AddPost(ctx, p)
		}
		if err != nil {
			return nil, err
		}
		if !found || c.Again() && ours(there, p) {
			claimed = append(claimed, p)
		}
	}
	return claimed, nil
}

// ours tells whether a post that is there is the one that was to be claimed.
func ours(there, p consensus.Posting) bool {
	return there.Owner == p.Owner && there.Holder == p.Owner && there.ClaimedAt.Equal(p.ClaimedAt) && there.State == consensus.Claimed
}

// takePost makes somebody the holder of a post that is open, and held as it was when that was decided; and
// says so again where an attempt did that did not say so.
func takePost(ctx context.Context, c Change, p consensus.Posting, holder string, since time.Time) (bool, error) {
	there, found, err := only(c.Posts(ctx, postBy, p.Kind, Typed(p.Key)))
	held := func(by string, at time.Time) bool {
		return found && there.State == consensus.Claimed && there.Holder == by && Milliseconds(there.HeldSince) == Milliseconds(at)
	}
	switch {
	case err != nil || c.Again() && held(holder, since):
		return err == nil, err
	case !held(p.Holder, p.HeldSince):
		return false, nil
	}
	return true, c.Write(ctx, `UPDATE posts SET holder = $4, held = $5 WHERE workspace = $1 AND `+postBy, p.Kind, Typed(p.Key), holder, Milliseconds(since))
}

// restorePosts puts posts on record that another ledger had. One that an attempt put there that did
// not say so counts as one that the ledger had.
func restorePosts(ctx context.Context, c Change, list []consensus.Posting) (added int, err error) {
	for _, p := range list {
		had, found, err := only(c.Posts(ctx, postBy, p.Kind, Typed(p.Key)))
		p.State, p.Holder, p.HeldSince = consensus.Posted, p.Owner, p.ClaimedAt
		switch {
		case err != nil:
			return 0, err
		case found && !SamePost(had, p):
			return 0, OtherPost(p.Key)
		case found:
			continue
		}
		if err := restorePost(ctx, c, p); err != nil {
			return 0, err
		}
		added++
	}
	return added, nil
}

// restorePost claims a post as it was claimed, and settles it as it was settled.
func restorePost(ctx context.Context, c Change, p consensus.Posting) error {
	if err := c.AddPost(ctx, Unsettle(p)); err != nil || p.State == consensus.Claimed {
		return err
	}
	return settle(ctx, c, p)
}

// settlePost tells what became of a claimed post.
func settlePost(ctx context.Context, c Change, kind, key string, state consensus.PostingState, ts string) error {
	p, found, err := only(c.Posts(ctx, postBy, kind, Typed(key)))
	switch {
	case err != nil:
		return err
	case !found:
		return Unclaimed(key)
	case p.State == state && p.TS == ts:
		return nil
	case p.State != consensus.Claimed:
		return Settled(p)
	}
	p.State, p.TS, p.SettledAt = state, ts, c.Now()
	return settle(ctx, c, p)
}

// settle writes down what became of a post.
func settle(ctx context.Context, c Change, p consensus.Posting) error {
	var hash []byte
	if err := c.Value(ctx, &hash, `SELECT hash FROM posts WHERE workspace = $1 AND `+postBy, p.Kind, Typed(p.Key)); err != nil {
		return err
	}
	return c.Write(ctx, `UPDATE posts SET state = $4, ts = $5, settled = $6, outcome = $7 WHERE workspace = $1 AND `+postBy,
		p.Kind, Typed(p.Key), p.State.String(), p.TS, Milliseconds(p.SettledAt), Outcome(hash, p.State, p.TS, p.SettledAt))
}

// hold keeps a report that waits, once for its key.
func hold(ctx context.Context, c Change, h consensus.Held) (consensus.Held, error) {
	if kept, found, err := only(c.HeldReports(ctx, `key = $2`, Typed(h.Key))); found || err != nil {
		return kept, err
	}
	recorded, err := c.IsRecorded(ctx, h.Key)
	if err == nil && recorded {
		err = NotHeld()
	}
	if err == nil {
		err = c.Value(ctx, &h.Number, `SELECT coalesce(max(number), 0) + 1 FROM held WHERE workspace = $1`)
	}
	if err == nil {
		h, err = AsHeld(h, c.Now())
	}
	if err != nil {
		return h, err
	}
	return h, insertHeld(ctx, c, h)
}

func insertHeld(ctx context.Context, c Change, h consensus.Held) error {
	values, err := HeldValues(h)
	if err != nil {
		return err
	}
	return c.Write(ctx, `INSERT INTO held (workspace, `+HeldColumns+`) VALUES ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15)`, values...)
}

// SettleHeld settles a held report that waits, unless an attempt did that did not say so.
func SettleHeld(ctx context.Context, c Change, number int, state consensus.HeldState, s consensus.Settlement) (consensus.Held, error) {
	h, found, err := only(c.HeldReports(ctx, byNumber, number))
	switch {
	case err != nil:
		return h, err
	case !found:
		return h, UnknownHeld(number)
	case c.Again() && h.State == state && h.Settlement == s:
		return h, nil
	case h.State != consensus.Waiting:
		return h, SettledHeld(h)
	}
	h.State, h.Settlement, h.SettledAt = state, s, Moment(c.Now().UnixMilli())
	return h, noteHeld(ctx, c, h)
}

// noteHeld notes what became of a report that waits.
func noteHeld(ctx context.Context, c Change, h consensus.Held) error {
	s := h.Settlement
	return c.Write(ctx, `UPDATE held SET state = $3, settling = $4, by = $5, because = $6, entry = $7, settled = $8 WHERE workspace = $1 AND `+byNumber,
		h.Number, h.State.String(), Typed(s.Key), Typed(s.By), Typed(s.Because), s.Entry, Milliseconds(h.SettledAt))
}

// RestoreRecords keeps the posts and held reports that another ledger had as they are.
func RestoreRecords(ctx context.Context, c Change, b Beside) error {
	for _, p := range b.Posts {
		if err := restorePost(ctx, c, p); err != nil {
			return err
		}
	}
	for _, h := range b.Held {
		err := insertHeld(ctx, c, AsWaiting(h))
		if err == nil && h.State != consensus.Waiting {
			err = noteHeld(ctx, c, h)
		}
		if err != nil {
			return err
		}
	}
	return nil
}
