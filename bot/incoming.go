package bot

import (
	"context"
	"runtime/debug"
	"sync"
	"time"

	"natobot/commands"
)

// task is one thing that Slack asks of us. Each kind of request is a type of its own,
// which knows how its person hears back.
type task interface {
	in() *incoming
	// begin does what cannot wait for a worker. It must not wait for anything itself.
	begin()
	// work does what is asked.
	work(ctx context.Context)
	// decline tells why it is not done: in place of begin, in place of work, or when that
	// broke off.
	decline(ctx context.Context, why decline)
	// again acknowledges a later delivery of the same.
	again(later *incoming)
}

// decline says why a request was not carried out, and gives its text back.
type decline func(text string) commands.Reply

// acker is where a request came in, and its acknowledgement goes out.
type acker interface {
	// ack acknowledges with a payload, nil for none.
	ack(ctx context.Context, envelope string, with payload) error
	// open tells whether an acknowledgement still goes out where the request came in.
	open() bool
	// limit is in bytes, of what can go with an acknowledgement.
	limit() int
	// repeats tells whether a later delivery is to bring the answer of the first again,
	// which then did not reach Slack.
	repeats() bool
}

// envelope is what one delivery of a request came in.
type envelope struct {
	id      string // of this delivery
	payload bool   // an answer may go with the acknowledgement
}

// incoming is how a request came in.
type incoming struct {
	envelope    envelope
	key         string // names the request for ever
	responseURL string // "" where Slack gives none
	asker       asker
	channel     string
	channelName string // the channel's name

	bot        *Bot
	ackContext context.Context // of the connection
	acker      acker
	timer      *time.Timer

	mu       sync.Mutex
	acked    bool
	recorded payload     // what went with the acknowledgement
	waiting  []*incoming // deliveries that wait for the same
}

func (a *incoming) in() *incoming { return a }

// again acknowledges both deliveries, whichever of them Slack takes for the right one. If
// the first was not acknowledged before, its answer goes by the response URL.
func (a *incoming) again(later *incoming) {
	// The acknowledgements of one envelope may go by two connections: whichever overtakes
	// the other, Slack looks at the first.
	if later.acker.repeats() || later.envelope.id == a.envelope.id {
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

// request gives the request as the desk knows it, and false when nobody can say who asks.
func (a *incoming) request(ctx context.Context, text string) (commands.Request, bool) {
	a.bot.people.channel(a.channel, a.channelName)
	user, ok := a.bot.people.find(ctx, a.asker)
	return commands.Request{Key: a.key, User: user, Channel: a.channel, Text: text}, ok
}

// ref names the request in the log, and to its person where something goes wrong.
func (a *incoming) ref() string { return commands.Request{Key: a.key}.Ref() }

// acknowledge tells Slack that the request arrived, if nothing else told it before.
func (a *incoming) acknowledge() { a.ackWith(nil) }

// acknowledgeAfter acknowledges with a payload, nil for none, when so much time has passed.
func (a *incoming) acknowledgeAfter(d time.Duration, with payload) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.timer = time.AfterFunc(d, func() { a.ackWith(with) })
}

// ackWith acknowledges with a payload, nil for none, and gives true if that is on its
// way. The first acknowledgement is the only one: Slack looks at no other.
func (a *incoming) ackWith(with payload) bool {
	a.mu.Lock() // until it is in the queue, so that nothing overtakes it
	defer a.mu.Unlock()
	if a.acked {
		return false
	}
	a.acked = true
	if a.timer != nil {
		a.timer.Stop()
	}
	err := a.acker.ack(a.ackContext, a.envelope.id, with)
	if err != nil {
		a.bot.config.Log.Warn("a request could not be acknowledged", "ref", a.ref(), "error", err)
		with = nil // it goes another way
	}
	a.recorded = with
	for _, l := range a.waiting {
		l.ackWith(with)
	}
	a.waiting = nil
	return err == nil
}

// forget keeps what went with the acknowledgement from later deliveries.
func (a *incoming) forget() {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.recorded = nil
}

// accept hands a request to the workers.
func (b *Bot) accept(live context.Context, by acker, t task, stopping bool) {
	a := t.in()
	a.ackContext, a.bot, a.acker = live, b, by
	if earlier := b.seen.earlier(t); earlier != nil {
		b.config.Log.Info("Slack delivered a request again", "ref", a.ref())
		go earlier.again(a)
		return
	}
	if stopping {
		go b.decline(live, t, restarting)
		return
	}
	t.begin()
	select {
	case b.tasks <- t:
	default:
		b.config.Log.Error("too many requests at once: one was refused", "ref", a.ref())
		go b.decline(live, t, busy)
	}
}

// serve works on requests until there are no more.
func (b *Bot) serve(ctx context.Context) {
	for t := range b.tasks {
		b.carryOut(ctx, t)
	}
}

// carryOut works on one request. Whatever happens there, the person gets an answer, and
// the worker goes on.
func (b *Bot) carryOut(ctx context.Context, t task) {
	defer func() {
		if p := recover(); p != nil {
			ref := t.in().ref()
			b.config.Log.Error("a request panicked", "ref", ref, "panic", p, "stack", string(debug.Stack()))
			b.decline(ctx, t, func(text string) commands.Reply { return broken(ref, text) })
		}
	}()
	t.work(ctx)
}

func (b *Bot) decline(ctx context.Context, t task, why decline) {
	defer func() {
		if p := recover(); p != nil {
			b.config.Log.Error("an answer panicked", "ref", t.in().ref(), "panic", p, "stack", string(debug.Stack()))
		}
	}()
	t.decline(ctx, why)
}

// ask puts a request to the desk, and does what the reply asks of the house.
func (b *Bot) ask(ctx context.Context, r commands.Request) commands.Reply {
	reply := b.config.Desk.Do(ctx, r)
	b.logFailure(r, reply)
	if reply.Post != nil {
		if reason := b.digests.postNow(ctx, reply.Post.Channel); reason != "" {
			return notPosted(reason)
		}
	}
	return reply
}

func (b *Bot) logFailure(r commands.Request, reply commands.Reply) {
	if reply.Outcome == commands.Failed {
		b.config.Log.Error("a request failed", "ref", reply.Ref, "error", reply.Cause)
	}
}

// seen remembers the last requests, so that one that is delivered again is not answered
// again. It is a courtesy: what keeps an entry single is its key, in the ledger.
type seen struct {
	tasks map[string]task // by envelope and by key
	order []string
}

const remembered = 4096

// earlier gives the request that came in the same envelope or with the same key, and
// remembers t if there is none.
func (s *seen) earlier(t task) task {
	if s.tasks == nil {
		s.tasks = map[string]task{}
	}
	names := []string{t.in().envelope.id, t.in().key}
	for _, name := range names {
		if earlier := s.tasks[name]; earlier != nil {
			return earlier
		}
	}
	for _, name := range names {
		s.tasks[name] = t
		s.order = append(s.order, name)
	}
	for len(s.order) > remembered {
		delete(s.tasks, s.order[0])
		s.order = s.order[1:]
	}
	return nil
}
