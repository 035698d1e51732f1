package store

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"time"

	"natobot/consensus"
)

// ChainPost gives the hash of a post that follows one with the hash before: over what it says
// and where, and over the entries that it covers, by the hash of the last of them. The last
// post's hash thus vouches for the words of all.
func ChainPost(before, covered []byte, p consensus.Posting) ([]byte, error) {
	if len(p.Body) == 0 {
		p.Body = nil // as which no words were hashed from the first, and not every engine tells the two apart
	}
	text, err := json.Marshal([]any{
		p.Kind, p.Key, p.Channel, p.Day, p.Minute, p.Point.On, p.Point.Known, p.After, p.Headline, p.Rewrites, p.Body,
		p.Owner, p.ClaimedAt.UnixMilli(),
	})
	if err != nil {
		return nil, err
	}
	sum := sha256.New()
	sum.Write(before)
	sum.Write(covered)
	sum.Write(text)
	return sum.Sum(nil), nil
}

// Outcome gives the hash over what became of a post that has that hash itself.
func Outcome(hash []byte, state consensus.PostingState, ts string, settled time.Time) []byte {
	sum := sha256.New()
	sum.Write(hash)
	text, err := json.Marshal([]any{state.String(), ts, settled.UnixMilli()})
	if err != nil {
		panic(err) // unreachable: the values are plain
	}
	sum.Write(text)
	return sum.Sum(nil)
}

// SamePost tells whether two ledgers say the same of a post: what it said where, and when it was posted.
func SamePost(a, b consensus.Posting) bool {
	return a.Slot == b.Slot && a.Point == b.Point && a.Headline == b.Headline && bytes.Equal(a.Body, b.Body) && a.State == b.State && a.TS == b.TS
}

// PostAudit reads the posts of a ledger into a report, one after the other.
type PostAudit struct {
	*Report
	hash []byte
}

// Hash gives the hash of the last post read, also of one that is older than hashes are.
func (a *PostAudit) Hash() []byte { return a.hash }

// Row examines the next post: its place, the hash of the last entry that it covers, and the two
// hashes that stand with it, empty where the post is older than they are.
func (a *PostAudit) Row(number int, p consensus.Posting, covered, hash, outcome []byte) {
	a.Posts++
	if number != a.Posts {
		a.Problem("Post %d stands where the %d. should", number, a.Posts)
	}
	made, err := ChainPost(a.hash, covered, p)
	switch {
	case len(hash) == 0 && a.PostHead == "": // older
		a.hash = made
	case err != nil || !bytes.Equal(made, hash):
		a.Problem("Post %d (%s) is not what was posted, or covers other entries: its hash differs", number, p.Key)
		fallthrough
	default:
		a.Vouched++
		a.hash, a.PostHead = bytes.Clone(hash), hex.EncodeToString(hash)
	}
	settled := p.State != consensus.Claimed
	switch {
	case !settled && len(outcome) == 0, settled && len(hash) == 0 && len(outcome) == 0:
	case !bytes.Equal(outcome, Outcome(hash, p.State, p.TS, p.SettledAt)):
		a.Problem("What became of post %d (%s) is not what was noted: its hash differs", number, p.Key)
	}
}

// PostColumns names all columns of a post, as SQL does.
const PostColumns = `kind, key, channel, day, minute, point_on, point_known, after, headline, rewrites, body,
	owner, claimed, holder, held, state, ts, settled`

// PostValues gives a post's values in the order of [PostColumns].
func PostValues(p consensus.Posting) []any {
	return []any{
		p.Kind, Typed(p.Key), p.Channel, int64(p.Day), int64(p.Minute), int64(p.Point.On), int64(p.Point.Known), int64(p.After), Typed(p.Headline), p.Rewrites,
		append([]byte{}, p.Body...), // never NULL
		p.Owner, Milliseconds(p.ClaimedAt), p.Holder, Milliseconds(p.HeldSince), p.State.String(), p.TS, Milliseconds(p.SettledAt),
	}
}

// AsClaimed gives a post as it stands once its owner has claimed it.
func AsClaimed(p consensus.Posting) consensus.Posting {
	p.ClaimedAt = Moment(Milliseconds(p.ClaimedAt))
	p.Holder, p.HeldSince = p.Owner, p.ClaimedAt
	return Unsettle(p)
}

// Unsettle gives a post as it stood before it was settled.
func Unsettle(p consensus.Posting) consensus.Posting {
	p.State, p.TS, p.SettledAt = consensus.Claimed, "", time.Time{}
	return p
}

// PostRow is a row of [PostColumns] that is being read.
type PostRow struct {
	post                   consensus.Posting
	state                  string
	claimed, held, settled int64
}

// Places gives where the values of the row go.
func (r *PostRow) Places() []any {
	p := &r.post
	return []any{
		&p.Kind, (*Typed)(&p.Key), &p.Channel, &p.Day, &p.Minute, &p.Point.On, &p.Point.Known, &p.After, (*Typed)(&p.Headline), &p.Rewrites, &p.Body,
		&p.Owner, &r.claimed, &p.Holder, &r.held, &r.state, &p.TS, &r.settled,
	}
}

// Post gives the post that was read.
func (r *PostRow) Post() (consensus.Posting, error) {
	p := r.post
	p.ClaimedAt, p.HeldSince, p.SettledAt = Moment(r.claimed), Moment(r.held), Moment(r.settled)
	return p, p.State.UnmarshalText([]byte(r.state))
}
