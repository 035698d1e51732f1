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

// Records answers what is asked of the posts and held reports of a ledger, by how its engine finds them.
type Records struct {
	posts Find[consensus.Posting]
	held  Find[consensus.Held]
}

// NewRecords makes Records.
func NewRecords(posts Find[consensus.Posting], held Find[consensus.Held]) Records {
	return Records{posts, held}
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
	return r.held(ctx, `(state = 'waiting' OR settled >= $2) ORDER BY number`, since.UnixMilli())
}

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
