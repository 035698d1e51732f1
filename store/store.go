// Package store says what a ledger is: entries that are appended and never changed, chained
// by their hashes, and beside them which posts were made and how far a local desk has moved
// its clock. What it says of an entry (its columns, its hash, how it follows another) holds
// of every engine; [natobot/store/sqlite] is the one there is. Each proves itself by the
// suite in [natobot/store/storetest].
package store

import (
	"context"
	"iter"
	"time"

	"natobot/consensus"
)

// The types of a digest's slots and of live notes are the domain's, so that whoever posts
// them need not know the store.
type (
	Slot         = consensus.Slot
	Posting      = consensus.Posting
	PostingState = consensus.PostingState
	LiveNote     = consensus.LiveNote
)

// The states of a posting.
const (
	Claimed = consensus.Claimed
	Posted  = consensus.Posted
	Skipped = consensus.Skipped
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
	// all or none. They must continue the ledger: numbered on from its last entry and
	// recorded no earlier; otherwise the error is of kind Conflict.
	Restore(ctx context.Context, entries []consensus.Entry) error

	// Fold calls apply for each entry after the one numbered after, in order, as the ledger
	// stood when Fold was called.
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
	// Head gives the hash of an entry, which vouches for the ledger up to it, in
	// hexadecimal; the ledger before the first entry has none. An entry that the ledger does
	// not have is an error of kind NotFound.
	Head(ctx context.Context, number int) (string, error)
	// Watch gives a tick when entries were added after it was called: by this process at
	// once, by another one within a second. Ticks that nobody took in between become one,
	// and one more than there were additions may come. The channel is closed when ctx ends
	// or the ledger is closed.
	Watch(ctx context.Context) <-chan struct{}

	// ClaimSlot claims p's slot for p.Owner and freezes what it is to post; mine is true
	// then. Where the slot was claimed before, whoever by, it changes nothing and gives what
	// stands.
	ClaimSlot(ctx context.Context, p Posting) (got Posting, mine bool, err error)
	// SettleSlot tells what became of a claimed slot: Posted as the message ts, or Skipped.
	// Saying the same again changes nothing; saying another thing of a settled slot is an
	// error of kind Conflict, and of a slot never claimed one of kind NotFound.
	SettleSlot(ctx context.Context, slot Slot, state PostingState, ts string) error
	// OpenSlots lists the postings that were claimed and not settled, oldest slot first.
	OpenSlots(ctx context.Context) ([]Posting, error)
	// LastPosting gives the posted one with the latest slot of a channel, and false where
	// nothing was posted there yet.
	LastPosting(ctx context.Context, channel string) (Posting, bool, error)
	// Postings gives the digests posted in a channel, or in all channels for "", the newest
	// first.
	Postings(ctx context.Context, channel string) ([]Posting, error)
	// CountSlots tells how many of the digests' slots are in each state.
	CountSlots(ctx context.Context) (map[PostingState]int, error)
	// ClaimLive claims notes for their owners and freezes what they say, all of them or none,
	// and gives those that it claimed: one whose name was claimed in its channel before,
	// whoever by, is left out.
	ClaimLive(ctx context.Context, notes []LiveNote) (claimed []LiveNote, err error)
	// SettleLive tells what became of a claimed note, as SettleSlot does of a slot.
	SettleLive(ctx context.Context, channel, name string, state PostingState, ts string) error
	// OpenLive lists the notes that were claimed and not settled, in the order of the claims.
	OpenLive(ctx context.Context) ([]LiveNote, error)
	// RecentLive lists a channel's last note, and before it those that were claimed at or
	// after a moment, in the order of the claims.
	RecentLive(ctx context.Context, channel string, since time.Time) ([]LiveNote, error)

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
