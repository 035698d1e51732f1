package bot

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"net/url"
	"runtime/debug"
	"strings"
	"sync"
	"time"

	"github.com/slack-go/slack"

	"natobot/commands"
)

// job is one request on its way through the bot: acknowledged once, and answered.
type job struct {
	envelope    string
	payload     bool // the answer may go with the acknowledgement
	responseURL string
	share       bool // the answer is for the channel, by the press of a button
	asker       asker
	place       string // the channel's name
	request     commands.Request

	bot   *Bot
	live  context.Context // of the connection
	turn  int             // the connection that it came by
	timer *time.Timer

	mu    sync.Mutex
	acked bool
}

// response is a message as an acknowledgement or a response URL takes it.
type response struct {
	slack.WebhookMessage
	job *job
}

// serve works on requests until there are no more.
func (b *Bot) serve(ctx context.Context) {
	for j := range b.jobs {
		limited, cancel := context.WithTimeout(ctx, workTime)
		j.answer(limited, j.do(limited))
		cancel()
	}
}

// do asks the desk. Whatever happens there, the person gets an answer.
func (j *job) do(ctx context.Context) (reply commands.Reply) {
	log := j.bot.config.Log
	defer func() {
		if p := recover(); p != nil {
			ref := strings.ToLower(rand.Text()[:6])
			log.Error("a request panicked", "ref", ref, "request", j.request.Key, "panic", p, "stack", string(debug.Stack()))
			reply = broken(ref, j.request.Text)
		}
	}()
	j.bot.people.channel(j.request.Channel, j.place)
	user, ok := j.bot.people.find(ctx, j.asker)
	if !ok {
		return unknownPerson(j.request.Text)
	}
	j.request.User = user
	if j.share {
		j.request.Text += " here"
	}
	reply = j.bot.config.Desk.Do(ctx, j.request)
	if reply.Outcome == commands.Failed {
		log.Error("a request failed", "ref", reply.Ref, "request", j.request.Key, "error", reply.Cause)
	}
	if reply.Post != nil {
		if reason := j.bot.digests.postNow(ctx, reply.Post.Channel); reason != "" {
			return notPosted(reason)
		}
	}
	if j.share && reply.Audience == commands.ToChannel {
		reply.Sections = append(reply.Sections, sharedBy(user.Name))
	}
	return reply
}

// answer sends a reply: with the acknowledgement where that is still to come and Slack
// takes it so, else by the response URL.
func (j *job) answer(ctx context.Context, reply commands.Reply) {
	list := j.responses(ctx, reply)
	sameConnection := j.turn != 0 && j.turn == j.bot.pulse.turn()
	if j.payload && len(list) == 1 && list[0].small() && sameConnection {
		if j.ackWith(list[0]) {
			return
		}
	}
	j.acknowledge()
	j.send(ctx, list)
}

// small tells whether a response can go with an acknowledgement (S6).
func (r *response) small() bool {
	body, err := json.Marshal(r)
	return err == nil && len(body) <= maxAck
}

// acknowledge tells Slack that the request arrived, if nothing else told it before.
func (j *job) acknowledge() { j.ackWith(nil) }

// acknowledgeAfter acknowledges when so much time has passed.
func (j *job) acknowledgeAfter(d time.Duration) {
	j.mu.Lock()
	defer j.mu.Unlock()
	j.timer = time.AfterFunc(d, j.acknowledge)
}

// ackWith acknowledges with an answer, nil for none, and gives true if that is on its
// way. The first acknowledgement is the only one: Slack looks at no other.
func (j *job) ackWith(r *response) bool {
	j.mu.Lock() // until it is in the queue, so that nothing overtakes it
	defer j.mu.Unlock()
	if j.acked {
		return false
	}
	j.acked = true
	if j.timer != nil {
		j.timer.Stop()
	}
	var payload any
	if r != nil {
		payload = r
	}
	err := j.bot.ack(j.live, j.envelope, payload)
	if err != nil {
		j.bot.config.Log.Warn("a request could not be acknowledged", "request", j.request.Key, "error", err)
	}
	return err == nil
}

// responses renders a reply. Slack takes five messages by a response URL; a longer answer
// ends by saying so, and how to read the rest.
func (j *job) responses(ctx context.Context, reply commands.Reply) []*response {
	messages := render(inlined(j.bot.people.named(ctx, reply)), j.request.Text)
	if all := len(messages); all > maxUses {
		end := shortened(maxUses-1, all, j.request.Text)
		messages = append(messages[:maxUses-1], compose(commands.Reply{Sections: []commands.Section{end}}, ""))
	}
	list := make([]*response, len(messages))
	for i, m := range messages {
		list[i] = &response{job: j, WebhookMessage: slack.WebhookMessage{
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
func (j *job) send(ctx context.Context, list []*response) {
	for _, r := range list {
		if err := j.offer(ctx, r); err != nil {
			j.bot.config.Log.Error("an answer could not be delivered", "request", j.request.Key, "user", j.asker.ID, "error", withoutURL(err))
			return
		}
	}
}

// offer sends one message by the response URL, up to three times. When it is not known
// whether Slack took it, it is sent again to its asker, for whom twice is better than
// never, but not to a channel.
func (j *job) offer(ctx context.Context, r *response) error {
	const tries = 3
	for try := 1; ; try++ {
		err := slack.PostWebhookCustomHTTPContext(ctx, j.responseURL, j.bot.http, &r.WebhookMessage)
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

// withoutURL gives what is wrong with a request without where it went.
func withoutURL(err error) error {
	if e, ok := errors.AsType[*url.Error](err); ok {
		return e.Err
	}
	return err
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

// repeats acknowledges a request that was delivered before. If the first delivery is not
// acknowledged yet its answer goes by the response URL, whichever of the two Slack takes
// for the right one.
func (j *job) repeats(earlier *job) {
	earlier.acknowledge()
	j.acknowledge()
}

// seen remembers the last requests, so that one that is delivered again is not answered
// again. It is a courtesy: what keeps an entry single is its key, in the ledger.
type seen struct {
	jobs  map[string]*job // by envelope and by key
	order []string
}

const remembered = 4096

// before gives the job that came in the same envelope or with the same key, and remembers
// j if there is none.
func (s *seen) before(j *job) *job {
	if s.jobs == nil {
		s.jobs = map[string]*job{}
	}
	for _, name := range []string{j.envelope, j.request.Key} {
		if earlier := s.jobs[name]; earlier != nil {
			return earlier
		}
	}
	for _, name := range []string{j.envelope, j.request.Key} {
		s.jobs[name] = j
		s.order = append(s.order, name)
	}
	for len(s.order) > remembered {
		delete(s.jobs, s.order[0])
		s.order = s.order[1:]
	}
	return nil
}
