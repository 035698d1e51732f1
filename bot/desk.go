package bot

import (
	"context"
	"time"

	"natobot/commands"
	"natobot/commands/answer"
	"natobot/commands/beats"
	"natobot/commands/held"
	"natobot/commands/report"
	"natobot/consensus"
	"natobot/outbox"
)

// Desk is what the bot needs of the desk.
type Desk interface {
	Do(ctx context.Context, r commands.Request) answer.Reply
	// Intent tells what a text is about, and does nothing.
	Intent(text string) commands.Intent
	Schedules(ctx context.Context) ([]consensus.Schedule, error)
	Digest(ctx context.Context, o report.DigestOptions) (report.Digest, error)
	Live(ctx context.Context) ([]consensus.LiveSetting, error)
	LiveNotes(ctx context.Context, channel string, after int, told consensus.Point) (report.LiveNotes, error)
	Reminders(ctx context.Context) ([]beats.Reminder, error)

	// ReleaseDue lets in the held reports that are due, and gives what their authors, and others,
	// are to hear.
	ReleaseDue(ctx context.Context) ([]held.News, []answer.Notice, error)

	Form(ctx context.Context, r commands.Request, draft answer.Draft) answer.Form
	Review(ctx context.Context, r commands.Request, draft answer.Draft) answer.Review
	Save(ctx context.Context, r commands.Request, draft answer.Draft, seal string) answer.Saved
	Drafts(ctx context.Context, r commands.Request, m answer.Message) []answer.Draft
	Home(ctx context.Context, user commands.User) answer.Reply

	// Doubt gives nil where the desk's clock is to be believed, and else why not. Editor gives
	// one who is to hear of such trouble, "" for nobody.
	Doubt() error
	Editor() string

	// ChannelMoved has what is set for a channel hold for the id that Slack gave it instead.
	ChannelMoved(ctx context.Context, key, from, to string) error
	// Opened tells whether a channel is open to guests and other organisations' people.
	Opened(ctx context.Context, channel string) (bool, error)
}

// Posts is what the bot needs of the ledger: the record of what is posted by itself.
type Posts interface {
	outbox.Ledger
	// Post gives one post, and false where it was never claimed.
	Post(ctx context.Context, kind, key string) (consensus.Posting, bool, error)
	// LastPosted gives the one that was claimed last of those posted in a channel.
	LastPosted(ctx context.Context, kind, channel string) (consensus.Posting, bool, error)
	// RecentPosts gives a channel's last post of a kind, and before it those claimed since a
	// moment.
	RecentPosts(ctx context.Context, kind, channel string, since time.Time) ([]consensus.Posting, error)
	// Head gives what vouches for the ledger up to an entry: a hash over all of it.
	Head(ctx context.Context, number int) (string, error)
}
