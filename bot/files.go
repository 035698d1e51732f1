package bot

import (
	"bytes"
	"context"
	"slices"

	"github.com/slack-go/slack"

	"natobot/bot/slackerr"
	"natobot/commands"
)

// withFileSent gives a reply whose file is in Slack: in the channel, for an answer to the
// channel, else in the direct messages between the bot and the asker, since Slack shows
// no file to one person in a channel. A file that Slack does not take stands in the reply
// as text.
func (b *Bot) withFileSent(ctx context.Context, reply commands.Reply, a *incoming) commands.Reply {
	if reply.File == nil {
		return reply
	}
	where, err := sayFileHere, error(nil)
	if reply.Audience == commands.ToChannel {
		err = b.upload(ctx, *reply.File, a.channel)
	}
	if reply.Audience != commands.ToChannel || err != nil {
		where, err = sayFileInMessages, b.uploadTo(ctx, *reply.File, a.asker.ID)
	}
	if err != nil {
		b.config.Log.Error("a file could not be uploaded; it was sent as text", "ref", a.ref(), "error", slackerr.WithoutURL(err))
		return reply
	}
	reply.Sections = append(slices.Clip(reply.Sections), commands.Paragraph{Text: commands.Line{{Text: where(reply.File.Name)}}})
	reply.File = nil
	return reply
}

// uploadTo sends a file to a person.
func (b *Bot) uploadTo(ctx context.Context, f commands.File, user string) error {
	channel, _, _, err := b.api.OpenConversationContext(ctx, &slack.OpenConversationParameters{Users: []string{user}})
	if err != nil {
		return err
	}
	return b.upload(ctx, f, channel.ID)
}

// upload sends a file to a channel. It is not tried again: an upload is a stream.
func (b *Bot) upload(ctx context.Context, f commands.File, channel string) error {
	_, err := b.once.UploadFileContext(ctx, slack.UploadFileParameters{
		Filename: f.Name, FileSize: len(f.Content), Reader: bytes.NewReader(f.Content), Title: f.Name, Channel: channel,
	})
	return err
}

// prepared gives a reply as Slack can show it: with names for ids, its pictures uploaded,
// and a file that is still with it as text.
func (b *Bot) prepared(ctx context.Context, r commands.Reply) commands.Reply {
	return b.pictures.withPictures(ctx, b.people.withNames(ctx, inlined(r)))
}
