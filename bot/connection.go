package bot

import (
	"context"
	"errors"
	"net/http"
	"time"

	"github.com/slack-go/slack"
	"github.com/slack-go/slack/socketmode"
)

// connection is one connection to Slack by Socket Mode. The bot keeps two: Slack ends each of
// them after some hours, and what it sends while there is none is lost. Each request
// comes by one of them, whichever Slack likes.
type connection struct {
	socket   *socketmode.Client
	liveness liveness
	http     *http.Client
	other    *connection
	second   bool
}

// socketEvent is what one of the wires has to tell.
type socketEvent struct {
	socketmode.Event
	from *connection
}

// pollInterval is how often a wire that waits for its turn looks whether that has come.
const pollInterval = time.Second

func newConnections(options []slack.Option, client *http.Client, to dial) []*connection {
	first, second := &connection{http: client}, &connection{http: client, second: true}
	first.other, second.other = second, first
	pair := []*connection{first, second}
	for _, w := range pair {
		api := slack.New("", append(options, slack.OptionHTTPClient(w))...)
		w.socket = socketmode.New(api, socketmode.OptionDialer(w.liveness.dialer(to)), socketmode.OptionReadLimit(readLimit))
	}
	return pair
}

// Do asks Slack for a connection; nothing else is asked through a wire. Connections that
// are made together end together, so one that can wait is made well after the other.
func (w *connection) Do(r *http.Request) (*http.Response, error) {
	for waited := time.Duration(0); w.mustWait(waited); waited += pollInterval {
		if !sleep(r.Context(), pollInterval) {
			return nil, r.Context().Err()
		}
	}
	return w.http.Do(r)
}

// mustWait tells whether the other connection serves and is young, or is only being made
// and goes first.
func (w *connection) mustWait(waited time.Duration) bool {
	if w.other.liveness.ready() == nil {
		return w.other.liveness.isYoung()
	}
	return w.second && waited < minConnAge
}

// run keeps the connection up until ctx ends, or Slack refuses it for good. It hands on
// what the connection tells.
func (w *connection) run(ctx context.Context, to chan<- socketEvent) error {
	ended := make(chan error, 1)
	go func() { ended <- w.socket.RunContext(ctx) }()
	for {
		select {
		case e := <-w.socket.Events:
			select {
			case to <- socketEvent{e, w}:
			case <-ctx.Done():
			}
		case err := <-ended:
			w.liveness.stop()
			return err
		}
	}
}

// socketDelivery is the way by which one delivery came: a wire, while it keeps the connection
// that it had then.
type socketDelivery struct {
	*connection
	generation int
}

func (w *connection) delivery() *socketDelivery { return &socketDelivery{w, w.liveness.generation()} }

func (p *socketDelivery) open() bool {
	return p.generation != 0 && p.generation == p.liveness.generation()
}

func (*socketDelivery) limit() int { return maxAck }

func (*socketDelivery) repeats() bool { return false }

// ack puts an acknowledgement into the library's queue, which can be full, and must not
// hold us up. It goes by whatever connection there is; without one it would wait in the
// queue for the next, when Slack waits no more.
func (p *socketDelivery) ack(ctx context.Context, envelope string, with payload) error {
	w := p.connection
	if w.liveness.generation() == 0 {
		w = w.other
	}
	if w.liveness.generation() == 0 {
		return errors.New("there is no connection to Slack")
	}
	ctx, cancel := context.WithTimeout(ctx, 2*time.Second)
	defer cancel()
	return w.socket.AckCtx(ctx, envelope, with)
}

// Ready gives nil when the bot can really be asked: Slack was heard from lately. It says
// what is wrong otherwise.
func (b *Bot) Ready() error {
	if b.web != nil {
		return b.apiLiveness.ready()
	}
	err := errors.New("no connection to Slack")
	for _, w := range b.connections {
		if err = w.liveness.ready(); err == nil {
			return nil
		}
	}
	return err
}
