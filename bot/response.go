package bot

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
	"time"

	"github.com/slack-go/slack"

	"natobot/bot/blockkit"
	"natobot/bot/slackerr"
	"natobot/commands"
)

const (
	// maxAck is in bytes. Slack drops answers of 20,480 bytes and more on a socket
	// without a word (slack-go's changelog, #1196).
	maxAck = 16_000

	// maxUses is how often a response URL can be used, within half an hour.
	maxUses = 5

	// ackAfter is when a request is acknowledged though its reply is not ready. Slack
	// gives three seconds from the press of the key, the way to us included.
	ackAfter = 1500 * time.Millisecond
)

// question is a request that is answered by a message.
type question struct {
	*incoming
	text  string
	share bool // the answer is for the channel, by the press of a button
}

// begin starts the clock by which Slack must have heard back.
func (q *question) begin() {
	if q.envelope.payload {
		q.acknowledgeAfter(ackAfter, nil)
		return
	}
	go q.acknowledge()
}

func (q *question) work(ctx context.Context) {
	ctx, cancel := context.WithTimeout(ctx, requestTimeout)
	defer cancel()
	reply := q.reply(ctx)
	q.answer(ctx, q.bot.withFileSent(ctx, reply, q.incoming), q.text)
	q.bot.notify(ctx, reply.Notices)
}

func (q *question) reply(ctx context.Context) commands.Reply {
	if q.share {
		q.text += " here"
	}
	request, ok := q.request(ctx, q.text)
	if !ok {
		return unknownPerson(q.text)
	}
	reply := q.bot.confine(ctx, q.bot.ask(ctx, request), q.channel)
	if q.share && reply.Audience == commands.ToChannel {
		reply.Sections = append(slices.Clip(reply.Sections), sharedBy(request.User.Name))
	}
	return reply
}

func (q *question) decline(ctx context.Context, why decline) { q.answer(ctx, why(q.text), q.text) }

// response is a message as an acknowledgement or a response URL takes it.
type response struct {
	slack.WebhookMessage
	incoming *incoming
	encoded  []byte // as encode gave it
}

// payload is what goes with an acknowledgement.
type payload interface {
	encode() ([]byte, error) // as JSON
	resend()                 // by another way, where the acknowledgement could not be written
}

// encode gives the message as JSON.
func (r *response) encode() (body []byte, err error) {
	if r.encoded == nil {
		r.encoded, err = json.Marshal(&r.WebhookMessage)
	}
	return r.encoded, err
}

func (r *response) resend() {
	r.incoming.forget()
	r.incoming.send(r.incoming.ackContext, []*response{r})
}

// answer sends a reply to a text: with the acknowledgement where that is still to come
// and Slack takes it so, else by the response URL.
func (a *incoming) answer(ctx context.Context, reply commands.Reply, text string) {
	list := a.bot.renderCache.responses(ctx, a, reply, text)
	if a.envelope.payload && len(list) == 1 && a.fits(list[0]) && a.acker.open() {
		if a.ackWith(list[0]) {
			return
		}
	}
	a.acknowledge()
	a.send(ctx, list)
}

// fits tells whether something can go with the acknowledgement (S6).
func (a *incoming) fits(e payload) bool {
	body, err := e.encode()
	return err == nil && len(body) <= a.acker.limit()
}

// responses renders a reply. Slack takes five messages by a response URL; a longer answer
// ends by saying so, and how to read the rest.
func (a *incoming) responses(ctx context.Context, reply commands.Reply, text string) []*response {
	messages := blockkit.Messages(a.bot.prepared(ctx, reply), text)
	if all := len(messages); all > maxUses {
		end := shortened(maxUses-1, all, text)
		messages = append(messages[:maxUses-1], blockkit.Messages(commands.Reply{Sections: []commands.Section{end}}, "")[0])
	}
	list := make([]*response, len(messages))
	for i, m := range messages {
		list[i] = &response{incoming: a, WebhookMessage: slack.WebhookMessage{
			ResponseType: slack.ResponseTypeEphemeral, Text: m.Text, Blocks: &slack.Blocks{BlockSet: m.Blocks},
			UnfurlLinks: new(bool), UnfurlMedia: new(bool),
		}}
		if reply.Audience == commands.ToChannel {
			list[i].ResponseType = slack.ResponseTypeInChannel
		}
	}
	return list
}

// send sends messages by the response URL, in order. The URL lets anybody answer in our
// name for half an hour, so no log line holds it.
func (a *incoming) send(ctx context.Context, list []*response) {
	for _, r := range list {
		if err := a.offer(ctx, r); err != nil {
			a.bot.config.Log.Error("an answer could not be delivered", "ref", a.ref(), "user", a.asker.ID, "error", slackerr.WithoutURL(err))
			return
		}
	}
}

// offer sends one message by the response URL, up to three times. When it is not known
// whether Slack took it, it is sent again to its asker, for whom twice is better than
// never, but not to a channel.
func (a *incoming) offer(ctx context.Context, r *response) error {
	const tries = 3
	for try := 1; ; try++ {
		err := slack.PostWebhookCustomHTTPContext(ctx, a.responseURL, a.bot.http, &r.WebhookMessage)
		wait := time.Second
		limited, refused := errors.AsType[*slack.RateLimitedError](err)
		if refused {
			wait = limited.RetryAfter
		}
		again := refused || r.ResponseType == slack.ResponseTypeEphemeral
		if err == nil || try == tries || !again || !sleep(ctx, wait) {
			return err
		}
	}
}

// sleep waits, and gives false when ctx ended first.
func sleep(ctx context.Context, d time.Duration) bool {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-ctx.Done():
		return false
	}
}
