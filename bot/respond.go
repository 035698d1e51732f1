package bot

import (
	"context"
	"errors"
	"time"

	"github.com/slack-go/slack"

	"natobot/bot/blockkit"
	"natobot/commands/answer"
)

// maxUses is how often a response URL can be used, within half an hour.
const maxUses = 5

// responses gives a reply to a text as it goes to Slack. What the desk gives to many is rendered
// once.
func (w *workspace) responses(ctx context.Context, reply answer.Reply, text string) []*response {
	if !reply.Cached {
		return w.render(ctx, reply, text)
	}
	key := renderKeyOf(reply, text)
	if one := w.renderCache.get(key); one != nil {
		return []*response{one}
	}
	list := w.render(ctx, reply, text)
	if len(list) == 1 && unchanging(reply) {
		w.renderCache.put(key, list[0])
	}
	return list
}

// render renders a reply. Slack takes five messages by a response URL; a longer answer
// ends by saying so, and how to read the rest.
func (w *workspace) render(ctx context.Context, reply answer.Reply, text string) []*response {
	messages := blockkit.Messages(w.prepared(ctx, reply), text)
	if all := len(messages); all > maxUses {
		end := shortened(maxUses-1, all, text)
		messages = append(messages[:maxUses-1], blockkit.Messages(answer.Reply{Sections: []answer.Section{end}}, "")[0])
	}
	list := make([]*response, len(messages))
	for i, m := range messages {
		list[i] = &response{WebhookMessage: slack.WebhookMessage{
			ResponseType: slack.ResponseTypeEphemeral, Text: m.Text, Blocks: &slack.Blocks{BlockSet: m.Blocks},
			UnfurlLinks: new(bool), UnfurlMedia: new(bool),
		}}
		if reply.Audience == answer.ToChannel {
			list[i].ResponseType = slack.ResponseTypeInChannel
		}
	}
	return list
}

// maxTries is how often a message is sent that Slack did not take.
const maxTries = 3

// offer sends a message by a response URL. When it is not known whether Slack took it, it is sent
// again to its asker, for whom twice is better than never, but not to a channel.
func (w *workspace) offer(ctx context.Context, url string, r *response) error {
	for try := 1; ; try++ {
		err := slack.PostWebhookCustomHTTPContext(ctx, url, w.http, &r.WebhookMessage)
		wait := time.Second
		limited, refused := errors.AsType[*slack.RateLimitedError](err)
		if refused {
			wait = limited.RetryAfter
		}
		again := refused || r.ResponseType == slack.ResponseTypeEphemeral
		if err == nil || try == maxTries || !again || !sleep(ctx, wait) {
			return err
		}
	}
}
