package bot

import (
	"context"

	"natobot/commands"
	"natobot/commands/answer"
	"natobot/commands/report"
	"natobot/consensus"
)

// Desk is what the bot needs of the desk.
type Desk interface {
	Do(ctx context.Context, r commands.Request) answer.Reply
	// Intent tells what a text is about, and does nothing.
	Intent(text string) commands.Intent
	Schedules(ctx context.Context) ([]consensus.Schedule, error)
	Digest(ctx context.Context, o report.DigestOptions) (report.Digest, error)
	Live(ctx context.Context) ([]consensus.LiveSetting, error)
	LiveNotes(ctx context.Context, after int, told consensus.Point) (report.LiveNotes, error)

	Form(ctx context.Context, r commands.Request, draft answer.Draft) answer.Form
	Review(ctx context.Context, r commands.Request, draft answer.Draft) answer.Review
	Save(ctx context.Context, r commands.Request, draft answer.Draft, seal string) answer.Saved
	Drafts(ctx context.Context, r commands.Request, m answer.Message) []answer.Draft
	Home(ctx context.Context, user commands.User) answer.Reply

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
