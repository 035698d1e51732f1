package bot

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"github.com/slack-go/slack"

	"natobot/commands"
	"natobot/commands/answer"
	"natobot/consensus"
	"natobot/outbox"
)

// ask puts a request to the desk, and does what the reply asks of the house.
func (b *Bot) ask(ctx context.Context, r commands.Request) answer.Reply {
	// What would never come is not promised.
	if to := b.desk.Intent(r.Text); to.Posts {
		channel := cmp.Or(to.Channel, r.Channel)
		if found := b.channels.find(ctx, channel); found.unpostable() {
			return notPostable(found, channel == r.Channel, r.Text)
		}
	}
	reply := b.desk.Do(ctx, r)
	b.logFailure(r, reply)
	if reply.Post != nil {
		if reason := b.digests.postNow(ctx, reply.Post.Channel); reason != "" {
			return notPosted(reason)
		}
	}
	return reply
}

func (b *Bot) logFailure(r commands.Request, reply answer.Reply) {
	if reply.Outcome == answer.Failed {
		b.log.Error("a request failed", "ref", reply.Ref, "error", reply.Cause)
	}
}

// confine gives a reply to its asker alone where it would also reach another
// organisation's people, and no editor opened the channel to them. What cannot be known
// is taken for such a channel.
func (b *Bot) confine(ctx context.Context, r answer.Reply, channel string) answer.Reply {
	if r.Audience != answer.ToChannel {
		return r
	}
	found, closed := b.channels.closed(ctx, channel)
	if !closed {
		return r
	}
	r.Audience = answer.ToAsker
	r.Sections = append(slices.Clip(r.Sections), notShared(found))
	return r
}

// admits gives nil for a channel that may be posted to, and else why not (S9).
func (b *Bot) admits(ctx context.Context, channel string) error {
	if strings.HasPrefix(channel, "U") || strings.HasPrefix(channel, "W") {
		return nil // a person, who is told of what is theirs
	}
	switch found, closed := b.channels.closed(ctx, channel); {
	case !closed:
		return nil
	case found == unseen:
		return slack.SlackErrorResponse{Err: "channel_not_found"}
	default:
		return &closedError{found}
	}
}

// noted puts on record what is told by another way, before it is: first is true once.
func (b *Bot) noted(ctx context.Context, p consensus.Posting) (first bool, err error) {
	p.Owner = b.config.Owner
	if p.ClaimedAt.IsZero() {
		p.ClaimedAt = b.now()
	}
	return outbox.Once(ctx, b.config.Posts, p)
}

// tellOnce tells a person something, once for ever by that name. It is noted before: somebody who is
// told twice is worse off than one who finds it in the log.
func (b *Bot) tellOnce(ctx context.Context, p consensus.Posting, r answer.Reply) {
	first, err := b.noted(ctx, p)
	if err != nil {
		b.log.Error("what a person is told once could not be noted", "kind", p.Kind, "user", p.Channel, "error", err)
	}
	if first {
		b.direct(ctx, p.Channel, r)
	}
}
