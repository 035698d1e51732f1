// Package store says what a ledger is: entries that are appended and never changed, chained
// by their hashes, and beside them which reports wait, which posts were made and how far a local desk has moved
// its clock. What it says of an entry (its columns, its hash, how it follows another) holds
// of every engine: [natobot/store/sqlite] and [natobot/store/postgres]; how posts and held reports are claimed, taken
// over and settled stands here once, over what an engine does its own way ([Change]). Each engine proves itself by
// the suite in [natobot/store/storetest].
package store

import (
	"context"
	"iter"
	"time"

	"natobot/consensus"
)

// Ledger is what every engine does. Its methods may be called side by side, and what they
// answer as done would survive a power loss. Errors are consensus.Errors: of kind
// Unavailable where the ledger cannot be read or written, and else as each method says.
type Ledger interface {
	// Append records the drafts durably, all or none, as the entries after the one numbered
	// after: it gives them their numbers and the moment of recording. A key that was
	// recorded before records nothing, and the receipt has the entries of the first time.
	// Where the ledger's last entry is another one, the error is of kind Conflict. After any
	// error the same key may be tried again.
	Append(ctx context.Context, key string, after int, drafts []consensus.Entry) (consensus.Receipt, error)
	// AppendAll records what several requests record, in their order and with one sync for
	// all of them: the first follows the entry numbered after, each other one what was
	// recorded before it. What holds of Append holds of each by itself, so that one that
	// fails takes none of the others with it. It returns when all of them are on disk.
	AppendAll(ctx context.Context, after int, list []consensus.Keyed) []consensus.Appended
	// Restore appends entries exactly as they are, numbers, moments and recorders included,
	// all or none. They must continue the ledger, numbered on from its last entry; otherwise
	// the error is of kind Conflict.
	Restore(ctx context.Context, entries []consensus.Entry) error

	// Fold calls apply for each entry after the one numbered after, in order, as the ledger
	// stood when Fold was called. Where it no longer holds what an earlier Fold gave, the error
	// is consensus.ErrAnotherHistory, until a Fold from the first entry.
	Fold(ctx context.Context, after int, apply func(consensus.Entry) error) error
	// All gives all entries, whole and in order, as the ledger stood at the first of them.
	All(ctx context.Context) iter.Seq2[consensus.Entry, error]
	// Entries gives whole entries by their numbers, in the order asked for. A number that
	// the ledger does not have is an error of kind NotFound.
	Entries(ctx context.Context, numbers ...int) ([]consensus.Entry, error)
	// Recorded gives the entries that a request key recorded, none when the key is new.
	Recorded(ctx context.Context, key string) ([]consensus.Entry, error)
	// Linked gives the numbers of the entries whose source has that very link, the newest
	// first, ten at most.
	Linked(ctx context.Context, link string) ([]int, error)
	// Search gives the numbers of the entries before the one numbered before that have all of the
	// phrases, each of at least one letter or figure, in what they quote, in who said or published
	// it, its link, a note's text or a condition; the newest first, so many at most. A phrase is
	// words that stand side by side. Case, accents and punctuation do not count.
	Search(ctx context.Context, phrases []string, before, most int) ([]int, error)
	// Together gives the first and the last of the entries that were recorded by the same request as
	// the one of that number; 0 where that is not known, of entries that were restored.
	Together(ctx context.Context, number int) (first, last int, err error)
	// Outlets names who published what the entries after the one numbered after report, each once
	// and in no order.
	Outlets(ctx context.Context, after int) ([]string, error)
	// Head gives the hash of an entry, which vouches for the ledger up to it, in
	// hexadecimal; the ledger before the first entry has none. An entry that the ledger does
	// not have is an error of kind NotFound.
	Head(ctx context.Context, number int) (string, error)
	// Watch gives a tick when entries were added after it was called: by this process at
	// once, by another one within a second. Ticks that nobody took in between become one,
	// and one more than there were additions may come. The channel is closed when ctx ends
	// or the ledger is closed.
	Watch(ctx context.Context) <-chan struct{}

	// ClaimPosts claims posts for their owners and freezes what they say, all of them or none,
	// and gives those that it claimed, as they stand: one whose key was claimed in its kind
	// before, whoever by, is left out. Who claimed a post holds it.
	ClaimPosts(ctx context.Context, list []consensus.Posting) (claimed []consensus.Posting, err error)
	// TakePost makes somebody the holder of an open post, and tells whether it did: only
	// where p's holder still is its holder.
	TakePost(ctx context.Context, p consensus.Posting, holder string, since time.Time) (bool, error)
	// SettlePost tells what became of a claimed post: Posted as the message ts, or Skipped.
	// Saying the same again changes nothing; saying another thing of a settled post is an
	// error of kind Conflict, and of a post never claimed one of kind NotFound.
	SettlePost(ctx context.Context, kind, key string, state consensus.PostingState, ts string) error
	// RestorePosts puts posts on record that another ledger had, each as posted and none of them open at
	// any moment, all or none, and tells how many the ledger did not have. One that it has otherwise is
	// an error of kind Conflict.
	RestorePosts(ctx context.Context, list []consensus.Posting) (added int, err error)
	// Post gives one post, and false where it was never claimed.
	Post(ctx context.Context, kind, key string) (consensus.Posting, bool, error)
	// OpenPosts lists the posts of a kind that were claimed and not settled, in the order of
	// the claims.
	OpenPosts(ctx context.Context, kind string) ([]consensus.Posting, error)
	// RecentPosts lists a channel's last post of a kind, and before it those that were
	// claimed at or after a moment, in the order of the claims.
	RecentPosts(ctx context.Context, kind, channel string, since time.Time) ([]consensus.Posting, error)
	// LastPosted gives the one that was claimed last of those posted in a channel, and false
	// where nothing was posted there yet. Its slot may lie ahead, by a clock that was wrong.
	LastPosted(ctx context.Context, kind, channel string) (consensus.Posting, bool, error)
	// Posted lists what was posted in a channel, or in all channels for "", the latest slot
	// first.
	Posted(ctx context.Context, kind, channel string) ([]consensus.Posting, error)
	// CountPosts tells how many posts of a kind are in each state.
	CountPosts(ctx context.Context, kind string) (map[consensus.PostingState]int, error)

	// Beside gives what is kept beside the entries, for a copy.
	Beside(ctx context.Context) (Beside, error)
	// RestoreBeside keeps that as it is, beside entries that were restored, all or none.
	RestoreBeside(ctx context.Context, b Beside) error
	// Hold keeps a report that waits, and gives it as it stands: with its number, the moment
	// and its hash. A key that held one before gives that one; where the key recorded entries
	// the error is of kind Conflict. Texts are UTF-8.
	Hold(ctx context.Context, h consensus.Held) (consensus.Held, error)
	// Held lists the reports that wait, and those that were settled at or after a moment, by
	// their numbers.
	Held(ctx context.Context, since time.Time) ([]consensus.Held, error)
	// HeldReport gives one held report; a number that there is not is an error of kind NotFound.
	HeldReport(ctx context.Context, number int) (consensus.Held, error)
	// HeldBy gives the report that a request held, released or dropped by that key, and false
	// where it did none of that.
	HeldBy(ctx context.Context, key string) (consensus.Held, bool, error)
	// SettleHeld tells what became of a report that waits, and gives it as it stands then. One
	// that waits no more is an error of kind Conflict. See [consensus.Keyed] for one that
	// becomes entries.
	SettleHeld(ctx context.Context, number int, state consensus.HeldState, s consensus.Settlement) (consensus.Held, error)

	// ClockOffset gives how far the desk's clock is ahead of the real one, and false where
	// the desk never moved it.
	ClockOffset(ctx context.Context) (time.Duration, bool, error)
	// SetClockOffset keeps how far the desk's clock is ahead of the real one, in whole
	// milliseconds.
	SetClockOffset(ctx context.Context, offset time.Duration) error
	// Writable tells whether the ledger can be written now, by writing: only that shows a
	// full disk.
	Writable(ctx context.Context) error
	// Close ends the watches and waits for the write under way. It is called once, and
	// nothing else after it.
	Close() error
}
