package bot

import (
	"context"
	"sync"
	"time"

	"github.com/slack-go/slack"

	"natobot/bot/blockkit"
	"natobot/bot/receiver"
	"natobot/bot/slackerr"
	"natobot/commands"
	"natobot/commands/answer"
)

// task is one thing that Slack asks of us. Each kind of request is a type of its own,
// which knows how its person hears back.
type task interface {
	in() *incoming
	// begin does what cannot wait for a worker. It must not wait for anything itself.
	begin()
	// work does what is asked, until limited ends; what came of it is told until ctx does.
	work(ctx, limited context.Context)
	// decline tells why it is not done: in place of begin, in place of work, or when that
	// broke off.
	decline(ctx context.Context, why decline)
	// again acknowledges a later delivery of the same.
	again(later *incoming)
}

// incoming is how a request came in.
type incoming struct {
	bot         *Bot
	delivery    receiver.Delivery
	key         string // names the request for ever
	responseURL string // "" where Slack gives none
	asker       asker
	channel     string
	channelName string
	thread      string      // that its answer belongs into; "" for none
	aloud       bool        // it was said where others hear it
	of          *answer.Ref // the entry that a button is about; nil where none was pressed

	ackContext context.Context // outlives the request's own, for what acknowledges it
	timer      *time.Timer

	mu       sync.Mutex
	acked    bool
	recorded receiver.Payload // what went with the acknowledgement
	waiting  []*incoming      // deliveries that wait for the same
}

func (a *incoming) in() *incoming { return a }

func (a *incoming) begin() { go a.acknowledge() }

func (a *incoming) decline(context.Context, decline) { a.acknowledge() }

// again acknowledges both deliveries, whichever of them Slack takes for the right one. If
// the first was not acknowledged before, its answer goes by the response URL.
func (a *incoming) again(later *incoming) {
	// The acknowledgements of one envelope may go by two connections: whichever overtakes
	// the other, Slack looks at the first.
	if later.delivery.Acker.Repeats() || later.delivery.ID == a.delivery.ID {
		a.repeat(later)
		return
	}
	a.acknowledge()
	later.acknowledge()
}

// repeat acknowledges a later delivery as this one is, or will be, acknowledged.
func (a *incoming) repeat(later *incoming) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.acked {
		later.ackWith(a.recorded)
		return
	}
	a.waiting = append(a.waiting, later)
}

// request gives the request as the desk knows it, or why it is not put to the desk. changes
// tells that its person would change something, as the text may say too.
func (a *incoming) request(ctx context.Context, text string, changes bool) (commands.Request, decline) {
	a.bot.people.channel(a.channel, a.channelName)
	a.bot.channels.told(a.channel, a.channelName)
	user, no := a.bot.people.find(ctx, a.asker, changes || a.bot.desk.Intent(text).Changes)
	return commands.Request{Key: a.key, User: user, Channel: a.channel, Aloud: a.aloud, Text: text, Of: a.of}, no
}

// pressed gives the command of a button, and notes what it is about.
func (a *incoming) pressed(action *slack.BlockAction) string {
	command, of := blockkit.Pressed(action.Value)
	a.of = &of
	return command
}

// ref names the request in the log, and to its person where something goes wrong.
func (a *incoming) ref() string { return commands.Request{Key: a.key}.Ref() }

// acknowledge tells Slack that the request arrived, if nothing else told it before.
func (a *incoming) acknowledge() { a.ackWith(nil) }

// acknowledgeAfter acknowledges with a payload, nil for none, when so much time has passed.
func (a *incoming) acknowledgeAfter(d time.Duration, with receiver.Payload) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.timer == nil {
		a.timer = time.AfterFunc(d, func() { a.ackWith(with) })
	}
}

// ackWith acknowledges with a payload, nil for none, and gives true if that is on its
// way. The first acknowledgement is the only one: Slack looks at no other.
func (a *incoming) ackWith(with receiver.Payload) bool {
	a.mu.Lock() // until it is in the queue, so that nothing overtakes it
	defer a.mu.Unlock()
	if a.acked {
		return false
	}
	a.acked = true
	if a.timer != nil {
		a.timer.Stop()
	}
	err := a.delivery.Acker.Ack(a.ackContext, a.delivery.ID, with)
	if err != nil {
		a.bot.log.Warn("a request could not be acknowledged", "ref", a.ref(), "error", err)
		with = nil // it goes another way
	}
	a.record(with)
	for _, l := range a.waiting {
		l.ackWith(with)
	}
	a.waiting = nil
	return err == nil
}

// record keeps what went with the acknowledgement for later deliveries. The caller holds the lock.
func (a *incoming) record(with receiver.Payload) {
	if a.recorded = with; with == nil {
		return
	}
	body, err := with.Encode()
	if err != nil {
		return
	}
	size := len(body)
	if _, encoded := with.(responsePayload); !encoded {
		size *= viewBytes
	}
	a.bot.seen.grew(a, size)
}

// viewBytes is how many times as much as its JSON a view takes.
const viewBytes = 8

// forget keeps what went with the acknowledgement from later deliveries.
func (a *incoming) forget() {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.recorded = nil
}

// responsePayload is an answer that goes with the acknowledgement.
type responsePayload struct {
	*response
	to *incoming
}

// Resend sends the answer by the response URL.
func (p responsePayload) Resend() {
	p.to.forget()
	p.to.send(p.to.ackContext, []*response{p.response})
}

// answer sends a reply to a text: with the acknowledgement where that is still to come
// and Slack takes it so, else by the response URL.
func (a *incoming) answer(ctx context.Context, reply answer.Reply, text string) {
	list := a.bot.responses(ctx, reply, text)
	if a.delivery.TakesPayload && len(list) == 1 && a.ackFitting(responsePayload{list[0], a}) {
		return
	}
	a.acknowledge()
	a.send(ctx, list)
}

// elsewhere answers a text that is not answered where it was pressed: by the response URL where there
// is one, else by direct message.
func (a *incoming) elsewhere(ctx context.Context, reply answer.Reply, text string) {
	if a.responseURL != "" {
		a.answer(ctx, reply, text)
		return
	}
	a.acknowledge()
	a.bot.direct(ctx, a.asker.ID, reply)
}

// ackFitting acknowledges with a payload where Slack takes it so (S6), and gives true if that is on
// its way.
func (a *incoming) ackFitting(p receiver.Payload) bool {
	body, err := p.Encode()
	return err == nil && len(body) <= a.delivery.Acker.Limit() && a.delivery.Acker.Open() && a.ackWith(p)
}

// send sends messages by the response URL, in order. The URL lets anybody answer in our
// name for half an hour, so no log line holds it.
func (a *incoming) send(ctx context.Context, list []*response) {
	for _, r := range list {
		if err := a.bot.offer(ctx, a.responseURL, r); err != nil {
			a.bot.log.Error("an answer could not be delivered", "ref", a.ref(), "user", a.asker.ID, "error", slackerr.WithoutURL(err))
			return
		}
	}
}
