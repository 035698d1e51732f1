package store

import (
	"context"
	"time"

	"natobot/consensus"
)

// Typed is what somebody may have typed or pasted, on its way to an engine and back: PostgreSQL keeps
// it as bytes, for its text takes neither NUL nor broken UTF-8.
type Typed string

// BytesValue gives the bytes of it.
func (t Typed) BytesValue() ([]byte, error) { return []byte(t), nil }

// ScanBytes takes them.
func (t *Typed) ScanBytes(b []byte) error {
	*t = Typed(b)
	return nil
}

// Find finds those rows of a ledger of which a condition is true: SQL that every engine understands,
// behind an AND, whose arguments are $2 and on. $1 is the workspace. Errors are for people.
type Find[T any] func(ctx context.Context, and string, args ...any) ([]T, error)

// Records are the posts and held reports of a ledger, by how its engine finds and changes them.
type Records struct {
	posts  Find[consensus.Posting]
	held   Find[consensus.Held]
	change func(context.Context, func(context.Context, Change) error) error
}

// NewRecords makes Records. change makes a change in one transaction, maybe by several attempts, and gives
// errors for people.
func NewRecords(posts Find[consensus.Posting], held Find[consensus.Held], change func(context.Context, func(context.Context, Change) error) error) Records {
	return Records{posts, held, change}
}

// changed gives what a change gives, and nothing where it fails.
func changed[T any](ctx context.Context, r Records, do func(ctx context.Context, c Change) (T, error)) (made T, err error) {
	err = r.change(ctx, func(ctx context.Context, c Change) error {
		made, err = do(ctx, c)
		return err
	})
	if err != nil {
		var none T
		return none, err
	}
	return made, nil
}

// ClaimPosts claims posts for their owners, all of them or none.
func (r Records) ClaimPosts(ctx context.Context, list []consensus.Posting) ([]consensus.Posting, error) {
	return changed(ctx, r, func(ctx context.Context, c Change) ([]consensus.Posting, error) { return claimPosts(ctx, c, list) })
}

// TakePost makes somebody the holder of an open post.
func (r Records) TakePost(ctx context.Context, p consensus.Posting, holder string, since time.Time) (bool, error) {
	return changed(ctx, r, func(ctx context.Context, c Change) (bool, error) { return takePost(ctx, c, p, holder, since) })
}

// RestorePosts puts posts on record that another ledger had.
func (r Records) RestorePosts(ctx context.Context, list []consensus.Posting) (added int, err error) {
	return changed(ctx, r, func(ctx context.Context, c Change) (int, error) { return restorePosts(ctx, c, list) })
}

// SettlePost tells what became of a claimed post.
func (r Records) SettlePost(ctx context.Context, kind, key string, state consensus.PostingState, ts string) error {
	if state != consensus.Posted && state != consensus.Skipped {
		return Unsettled(state)
	}
	return r.change(ctx, func(ctx context.Context, c Change) error { return settlePost(ctx, c, kind, key, state, ts) })
}

// Hold keeps a report that waits, once for its key.
func (r Records) Hold(ctx context.Context, h consensus.Held) (consensus.Held, error) {
	return changed(ctx, r, func(ctx context.Context, c Change) (consensus.Held, error) { return hold(ctx, c, h) })
}

// SettleHeld tells what became of a held report.
func (r Records) SettleHeld(ctx context.Context, number int, state consensus.HeldState, s consensus.Settlement) (consensus.Held, error) {
	return changed(ctx, r, func(ctx context.Context, c Change) (consensus.Held, error) {
		return SettleHeld(ctx, c, number, state, s)
	})
}

// Post gives one post.
func (r Records) Post(ctx context.Context, kind, key string) (consensus.Posting, bool, error) {
	return only(r.posts(ctx, postBy, kind, Typed(key)))
}

const (
	postBy   = `kind = $2 AND key = $3`
	byNumber = `number = $2`
)

// OpenPosts lists the posts of a kind that were claimed and not settled.
func (r Records) OpenPosts(ctx context.Context, kind string) ([]consensus.Posting, error) {
	return r.posts(ctx, `kind = $2 AND state = 'claimed' ORDER BY number`, kind)
}

// RecentPosts lists a channel's last post of a kind, and those since a moment.
func (r Records) RecentPosts(ctx context.Context, kind, channel string, since time.Time) ([]consensus.Posting, error) {
	return r.posts(ctx, `kind = $2 AND channel = $3 AND (claimed >= $4 OR
		number = (SELECT max(number) FROM posts WHERE workspace = $1 AND kind = $2 AND channel = $3)) ORDER BY number`,
		kind, channel, since.UnixMilli())
}

// LastPosted gives the last one that was posted in a channel.
func (r Records) LastPosted(ctx context.Context, kind, channel string) (consensus.Posting, bool, error) {
	return only(r.posts(ctx, `kind = $2 AND channel = $3 AND state = 'posted' ORDER BY number DESC LIMIT 1`, kind, channel))
}

// Posted lists what was posted in a channel, or in all channels for "".
func (r Records) Posted(ctx context.Context, kind, channel string) ([]consensus.Posting, error) {
	return r.posts(ctx, `kind = $2 AND (channel = $3 OR $3 = '') AND state = 'posted' ORDER BY day DESC, minute DESC, channel`, kind, channel)
}

// Held lists the reports that wait, and those that were settled at or after a moment.
func (r Records) Held(ctx context.Context, since time.Time) ([]consensus.Held, error) {
	return r.held(ctx, HeldSince, since.UnixMilli())
}

// HeldSince is the condition on the reports that wait, and those that were settled at or after a moment.
const HeldSince = `(state = 'waiting' OR settled >= $2) ORDER BY number`

// HeldReport gives one held report.
func (r Records) HeldReport(ctx context.Context, number int) (consensus.Held, error) {
	h, found, err := only(r.held(ctx, byNumber, number))
	if err == nil && !found {
		err = UnknownHeld(number)
	}
	return h, err
}

// HeldBy gives the report that a request held, released or dropped.
func (r Records) HeldBy(ctx context.Context, key string) (consensus.Held, bool, error) {
	return only(r.held(ctx, HeldBy, Typed(key)))
}

// HeldBy is the condition on the report that a request held, released or dropped.
const HeldBy = `(key = $2 OR (settling = $2 AND settling <> ''))`

// only gives the first of what was found, and whether there is one.
func only[T any](list []T, err error) (one T, found bool, _ error) {
	if len(list) == 0 {
		return one, false, err
	}
	return list[0], true, err
}
