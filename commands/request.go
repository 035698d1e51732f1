package commands

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"time"

	"natobot/commands/answer"
	"natobot/commands/grammar"
	"natobot/consensus"
)

// Request is what a person asked for, whichever way it came in.
type Request struct {
	// Key names this one request for ever: Slack's trigger or event id, "import:…".
	// The same key never records twice. It may be empty only for requests that record
	// nothing.
	Key  string
	User User
	// Channel is the Slack channel it came from, "" where there is none.
	Channel string
	// Aloud tells that it was asked where others hear it: the answer is for them too, unless it
	// concerns its asker alone.
	Aloud bool
	// Text is the command without the slash command: "stance Poland backs Rutte".
	Text string
	// Near is the day that a day without a year goes by: in a file, that of the line before. 0 is
	// today.
	Near consensus.Day

	// Of is what a button says of the entry that Text names; nil for what somebody typed, who
	// means the entry that has the number now.
	Of *answer.Ref

	said       *grammar.Understood // what Text says, once it is understood
	unattended bool                // an editor's own act, which no second person looks at: a file
	lets       *consensus.Keyed    // the held report that it lets in, nil for none
}

// Ref names the request in the log, and to its person where something went wrong. The key
// cannot be read from it: Slack's trigger in there is nobody else's business.
func (r Request) Ref() string {
	sum := sha256.Sum256([]byte(r.Key))
	return hex.EncodeToString(sum[:4])
}

// User is the person behind a request, as their workspace describes them.
type User struct {
	ID       string // "U123", or "terminal"
	Name     string // for people's eyes; may be empty
	Zone     string // IANA name of the time zone that they live by; may be empty
	Admin    bool   // an admin of the workspace: an editor, unless the settings name editors
	Outsider bool   // a guest, or a person of another organisation
}

// Receipt tells what an append did.
type Receipt = consensus.Receipt

// Ledger is what commands need of the store.
type Ledger interface {
	// Append records the drafts durably, all or none, as the entries after the one
	// numbered after, and returns only when they would survive a power loss. It fails
	// with a consensus.Error of kind Conflict when the ledger's last entry is another.
	// Number and Recorded of the drafts are ignored: the ledger gives them.
	Append(ctx context.Context, key string, after int, drafts []consensus.Entry) (Receipt, error)
	// AppendAll appends for several requests, in their order and with one sync: each by
	// itself as Append does, the first after that entry, the others after what was
	// recorded before them. It returns when all are on disk, and tells what became of each.
	AppendAll(ctx context.Context, after int, list []consensus.Keyed) []consensus.Appended
	// Fold calls apply for each entry after the one numbered after, in order. Where the ledger
	// no longer holds what an earlier Fold gave, the error is consensus.ErrAnotherHistory.
	Fold(ctx context.Context, after int, apply func(consensus.Entry) error) error
	// Entries gives whole entries by their numbers, in the order asked for. A number
	// that the ledger does not have is a consensus.Error of kind NotFound.
	Entries(ctx context.Context, numbers ...int) ([]consensus.Entry, error)
	// Recorded gives the entries that a request key recorded, none when it is new.
	Recorded(ctx context.Context, key string) ([]consensus.Entry, error)
	// Linked gives the numbers of entries whose source has that very link, the newest
	// first; of many it may leave the oldest out.
	Linked(ctx context.Context, link string) ([]int, error)
	// Search gives the numbers of entries before one that have all of some phrases, the newest
	// first, so many at most.
	Search(ctx context.Context, phrases []string, before, most int) ([]int, error)
	// Outlets names who published what the entries after the one numbered after report, each once
	// and in no order.
	Outlets(ctx context.Context, after int) ([]string, error)
	// Together gives the first and the last of the entries that were recorded by the same request as
	// the one of that number; 0 where that is not known, of entries that were restored.
	Together(ctx context.Context, number int) (first, last int, err error)
	// Head gives the hash of an entry, in hexadecimal, which vouches for all up to it.
	Head(ctx context.Context, number int) (string, error)
	// Hold keeps a report that waits, once for its key, and gives it as it stands. Held lists
	// those that wait and those settled since a moment, HeldReport gives one by its number, HeldBy
	// the one that a request held or settled, and SettleHeld ends the waiting, once.
	Hold(ctx context.Context, h consensus.Held) (consensus.Held, error)
	Held(ctx context.Context, since time.Time) ([]consensus.Held, error)
	HeldReport(ctx context.Context, number int) (consensus.Held, error)
	HeldBy(ctx context.Context, key string) (consensus.Held, bool, error)
	SettleHeld(ctx context.Context, number int, state consensus.HeldState, s consensus.Settlement) (consensus.Held, error)
	// Restore appends entries exactly as they are, numbers, moments and recorders
	// included: the seed, and an export that is imported. It fails with a
	// consensus.Error of kind Conflict when they do not continue the ledger.
	Restore(ctx context.Context, entries []consensus.Entry) error
}
