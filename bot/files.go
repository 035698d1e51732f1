package bot

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"

	"github.com/slack-go/slack"

	"natobot/bot/slackerr"
	"natobot/commands/answer"
)

// newFile is a file on its way to Slack. Without a channel the bot alone has it.
type newFile struct {
	name, alt string
	content   []byte
	channel   string
	thread    string // of that channel; "" for none
}

// uploaded brings a file to Slack, and gives its id. The library's own way ends each body twice, and
// ends one well that broke off in the middle.
func (b *Bot) uploaded(ctx context.Context, f newFile) (string, error) {
	at, err := b.api.GetUploadURLExternalContext(ctx, slack.GetUploadURLExternalParameters{FileName: f.name, FileSize: len(f.content), AltTxt: f.alt})
	if err != nil {
		return "", err
	}
	if err := b.put(ctx, at.UploadURL, f); err != nil {
		return "", err
	}
	done, err := b.api.CompleteUploadExternalContext(ctx, slack.CompleteUploadExternalParameters{
		Files: []slack.FileSummary{{ID: at.FileID, Title: f.name}}, Channel: f.channel, ThreadTimestamp: f.thread,
	})
	switch {
	case err != nil:
		return "", err
	case len(done.Files) != 1:
		return "", slackerr.ErrNothing
	}
	return done.Files[0].ID, nil
}

// put sends a file's content, its length said before. The URL is its own permission.
func (b *Bot) put(ctx context.Context, url string, f newFile) error {
	var head bytes.Buffer
	form := multipart.NewWriter(&head)
	if _, err := form.CreateFormFile("file", f.name); err != nil {
		return err
	}
	end := "\r\n--" + form.Boundary() + "--\r\n"
	length := int64(head.Len() + len(f.content) + len(end))
	body := io.MultiReader(&head, bytes.NewReader(f.content), bytes.NewReader([]byte(end)))
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, url, body)
	if err != nil {
		return err
	}
	r.ContentLength = length
	r.Header.Set("Content-Type", form.FormDataContentType())
	got, err := b.http.Do(r)
	if err != nil {
		return err
	}
	defer got.Body.Close()
	_, _ = io.Copy(io.Discard, io.LimitReader(got.Body, maxRefusal))
	if got.StatusCode != http.StatusOK {
		return fmt.Errorf("the content was not taken: %s", got.Status)
	}
	return nil
}

// uploadTo sends a file to a person.
func (b *Bot) uploadTo(ctx context.Context, f answer.File, user string) error {
	channel, err := b.directWith(ctx, user)
	if err != nil {
		return err
	}
	return b.upload(ctx, f, channel, "")
}

// directWith gives the direct messages with a person.
func (b *Bot) directWith(ctx context.Context, user string) (string, error) {
	channel, _, _, err := b.api.OpenConversationContext(ctx, &slack.OpenConversationParameters{Users: []string{user}})
	if err == nil && (channel == nil || channel.ID == "") {
		err = fmt.Errorf("conversations.open: %w", slackerr.ErrNothing)
	}
	if err != nil {
		return "", err
	}
	return channel.ID, nil
}

// upload sends a file to a channel, or into a thread there.
func (b *Bot) upload(ctx context.Context, f answer.File, channel, thread string) error {
	_, err := b.uploaded(ctx, newFile{name: cmp.Or(f.Name, "file"), content: f.Content, channel: channel, thread: thread})
	return err
}

// prepared gives a reply as Slack can show it to many, or in direct messages: with names for ids, its
// pictures uploaded, and a file that is still with it as text.
func (b *Bot) prepared(ctx context.Context, r answer.Reply) answer.Reply {
	return b.pictures.withPictures(ctx, b.named(ctx, r))
}

// named gives a reply as Slack can show it to one person, in a channel, in a dialog or as their Home:
// there nobody surely sees a file.
func (b *Bot) named(ctx context.Context, r answer.Reply) answer.Reply {
	return answer.Spelled(b.people.withNames(ctx, inlined(r)), b.command)
}
