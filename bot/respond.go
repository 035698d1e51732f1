package bot

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"
	"time"

	"github.com/slack-go/slack"

	"natobot/bot/blockkit"
	"natobot/bot/slackerr"
	"natobot/commands/answer"
)

// maxUses is how often a response URL can be used, within half an hour.
const maxUses = 5

// responses gives a reply to a text as it goes to Slack. What the desk gives to many is rendered
// once.
func (b *Bot) responses(ctx context.Context, reply answer.Reply, text string) []*response {
	if !reply.Cached {
		return b.render(ctx, reply, text)
	}
	key := renderKeyOf(reply, text)
	if one := b.renderCache.get(key); one != nil {
		return []*response{one}
	}
	list := b.render(ctx, reply, text)
	if len(list) == 1 && unchanging(reply) {
		b.renderCache.put(key, list[0])
	}
	return list
}

// render renders a reply. Slack takes five messages by a response URL; a longer answer
// ends by saying so, and how to read the rest.
func (b *Bot) render(ctx context.Context, reply answer.Reply, text string) []*response {
	messages := blockkit.Messages(b.named(ctx, sendable(reply, text)), text)
	if all := len(messages); all > maxUses {
		end := shortened(maxUses-1, all, text)
		messages = append(messages[:maxUses-1], blockkit.Messages(answer.Reply{Sections: []answer.Section{end}}, "")[0])
	}
	list := make([]*response, len(messages))
	for i, m := range messages {
		list[i] = newResponse(m, reply.Audience == answer.ToChannel)
	}
	return list
}

// maxTries is how often a message is sent that Slack did not take.
const maxTries = 3

// offer sends a message by a response URL. When it is not known whether Slack took it, it is sent
// again to its asker, for whom twice is better than never, but not to a channel. What Slack
// refuses for good is not sent again.
func (b *Bot) offer(ctx context.Context, url string, r *response) error {
	for try := 1; ; try++ {
		err := b.respondTo(ctx, url, r.body)
		wait, again := time.Second, !r.toChannel && slackerr.Code(err) == ""
		if limited, is := errors.AsType[*slack.RateLimitedError](err); is {
			wait, again = max(limited.RetryAfter, time.Second), true
		}
		if err == nil || try == maxTries || !again {
			return err
		}
		b.log.Warn("an answer was not taken; it is sent again", "error", slackerr.WithoutURL(err), "again_in", wait)
		if !sleep(ctx, wait) {
			return err
		}
	}
}

// maxRefusal is in bytes, of what a response URL says is wrong.
const maxRefusal = 4 << 10

func (b *Bot) respondTo(ctx context.Context, url string, body []byte) error {
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, url, bytes.NewReader(body))
	if err != nil {
		return err
	}
	r.Header.Set("Content-Type", "application/json")
	got, err := b.http.Do(r)
	if err != nil {
		return err
	}
	defer got.Body.Close()
	said, err := io.ReadAll(io.LimitReader(got.Body, maxRefusal))
	return errors.Join(slackerr.OfResponse(got, said), err)
}

// response is a message as an acknowledgement or a response URL takes it. It is kept for others who
// ask the same, and for a second delivery: as it is sent, which takes far less than what it was made of.
type response struct {
	body      []byte // as JSON
	toChannel bool
}

func newResponse(m blockkit.Message, toChannel bool) *response {
	kind := slack.ResponseTypeEphemeral
	if toChannel {
		kind = slack.ResponseTypeInChannel
	}
	return &response{[]byte(compact(&slack.WebhookMessage{
		ResponseType: kind, Text: m.Text, Blocks: &slack.Blocks{BlockSet: m.Blocks}, UnfurlLinks: new(bool), UnfurlMedia: new(bool),
	})), toChannel}
}

// Encode gives the message as JSON.
func (r *response) Encode() ([]byte, error) { return r.body, nil }

// MarshalJSON is for the library, which encodes what goes by a socket itself.
func (r *response) MarshalJSON() ([]byte, error) { return r.body, nil }
