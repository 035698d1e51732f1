package bot

import (
	"context"
	"fmt"
	"slices"

	"github.com/slack-go/slack"

	"natobot/bot/blockkit"
	"natobot/bot/slackerr"
	"natobot/commands/answer"
)

// notify tells others what they are to hear because of a request.
func (b *Bot) notify(ctx context.Context, list []answer.Notice) {
	for _, n := range list {
		b.direct(ctx, n.User, n.Reply)
	}
}

// direct sends a reply to one person, in a direct message.
func (b *Bot) direct(ctx context.Context, user string, r answer.Reply) {
	if err := b.postReply(ctx, user, r); err != nil {
		b.log.Error("a direct message could not be delivered", "user", user, "error", err)
	}
}

// postReply posts a reply to a channel or a person, in a thread or for one alone where options say
// so. When it is not known whether Slack took it, it is not sent again: nobody is told a thing twice.
func (b *Bot) postReply(ctx context.Context, channel string, r answer.Reply, options ...slack.MsgOption) error {
	ctx, cancel := context.WithTimeout(ctx, requestTimeout)
	defer cancel()
	r = b.prepared(ctx, r)
	bare := blockkit.Messages(blockkit.Drawn(r, false), "")
	list := blockkit.Messages(r, "")
	if len(list) != len(bare) {
		list = bare
	}
	for i, m := range list {
		err := b.post(ctx, channel, m, options)
		if pictured(r) && slackerr.Unshowable(err) {
			b.log.Warn("a picture was refused; its words are sent alone", "error", err)
			b.pictures.forget(r)
			err = b.post(ctx, channel, bare[i], options)
		}
		if err != nil && i > 0 { // no refusal any more: a part is there
			return fmt.Errorf("part %d of %d: %v", i+1, len(list), err)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// post posts one message. It waits where Slack asks for that, having surely done nothing.
func (b *Bot) post(ctx context.Context, channel string, m blockkit.Message, options []slack.MsgOption) error {
	_, _, err := b.api.PostMessageContext(ctx, channel, slices.Concat(options, saying(m.Text, m.Blocks))...)
	return err
}

// saying gives the words and the blocks of a message, whose links Slack does not unfold.
func saying(text string, blocks []slack.Block) []slack.MsgOption {
	return []slack.MsgOption{
		slack.MsgOptionText(text, false), slack.MsgOptionBlocks(blocks...), slack.MsgOptionDisableLinkUnfurl(), slack.MsgOptionDisableMediaUnfurl(),
	}
}
