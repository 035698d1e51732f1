package bot

import (
	"bytes"
	"context"

	"github.com/slack-go/slack"

	"natobot/commands/answer"
)

// uploadTo sends a file to a person.
func (w *workspace) uploadTo(ctx context.Context, f answer.File, user string) error {
	channel, _, _, err := w.api.OpenConversationContext(ctx, &slack.OpenConversationParameters{Users: []string{user}})
	if err != nil {
		return err
	}
	return w.upload(ctx, f, channel.ID)
}

// upload sends a file to a channel. It is not tried again: an upload is a stream.
func (w *workspace) upload(ctx context.Context, f answer.File, channel string) error {
	_, err := w.once.UploadFileContext(ctx, slack.UploadFileParameters{
		Filename: f.Name, FileSize: len(f.Content), Reader: bytes.NewReader(f.Content), Title: f.Name, Channel: channel,
	})
	return err
}

// prepared gives a reply as Slack can show it: with names for ids, its pictures uploaded,
// and a file that is still with it as text.
func (w *workspace) prepared(ctx context.Context, r answer.Reply) answer.Reply {
	return w.pictures.withPictures(ctx, w.people.withNames(ctx, inlined(r)))
}
