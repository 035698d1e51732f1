package bot

import (
	"context"

	"natobot/commands"
	"natobot/consensus"
)

// Desk is what the bot needs of the desk.
type Desk interface {
	Do(ctx context.Context, r commands.Request) commands.Reply
	Schedules(ctx context.Context) ([]consensus.Schedule, error)
	Digest(ctx context.Context, o commands.DigestOptions) (commands.Digest, error)
	Live(ctx context.Context) ([]consensus.LiveSetting, error)
	LiveNotes(ctx context.Context, after int, told consensus.Point) (commands.LiveNotes, error)

	Form(ctx context.Context, r commands.Request, draft commands.Draft) commands.Form
	Review(ctx context.Context, r commands.Request, draft commands.Draft) commands.Review
	Save(ctx context.Context, r commands.Request, draft commands.Draft, seal string) commands.Saved
	Drafts(ctx context.Context, r commands.Request, m commands.Message) []commands.Draft
	Home(ctx context.Context, user commands.User) commands.Reply

	// Opened tells whether a channel is open to guests and other organisations' people.
	Opened(ctx context.Context, channel string) (bool, error)
}

// Slots is what the bot needs of the ledger: the record of the digests' slots.
type Slots interface {
	// ClaimSlot records a posting for a slot that has none, and tells that it is ours.
	// For any other slot it gives what stands.
	ClaimSlot(ctx context.Context, p consensus.Posting) (got consensus.Posting, mine bool, err error)
	// SettleSlot ends a claim, once; ts is the message's timestamp, "" for none.
	SettleSlot(ctx context.Context, slot consensus.Slot, state consensus.PostingState, ts string) error
	// OpenSlots gives the claims that were not settled.
	OpenSlots(ctx context.Context) ([]consensus.Posting, error)
	// LastPosting gives a channel's latest posted digest.
	LastPosting(ctx context.Context, channel string) (consensus.Posting, bool, error)
	// Head gives what vouches for the ledger up to an entry: a hash over all of it.
	Head(ctx context.Context, number int) (string, error)
}
