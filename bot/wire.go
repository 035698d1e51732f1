package bot

import (
	"context"
	"errors"
	"net/http"
	"time"

	"github.com/slack-go/slack"
	"github.com/slack-go/slack/socketmode"
)

// wire is one connection to Slack by Socket Mode. The bot keeps two: Slack ends each of
// them after some hours, and what it sends while there is none is lost. Each request
// comes by one of them, whichever Slack likes.
type wire struct {
	socket *socketmode.Client
	pulse  pulse
	http   *http.Client
	other  *wire
	second bool
}

// signal is what one of the wires has to tell.
type signal struct {
	socketmode.Event
	from *wire
}

// step is how often a wire that waits for its turn looks whether that has come.
const step = time.Second

func newWires(options []slack.Option, client *http.Client, to dial) []*wire {
	first, second := &wire{http: client}, &wire{http: client, second: true}
	first.other, second.other = second, first
	pair := []*wire{first, second}
	for _, w := range pair {
		api := slack.New("", append(options, slack.OptionHTTPClient(w))...)
		w.socket = socketmode.New(api, socketmode.OptionDialer(w.pulse.dialer(to)), socketmode.OptionReadLimit(readLimit))
	}
	return pair
}

// Do asks Slack for a connection; nothing else is asked through a wire. Connections that
// are made together end together, so one that can wait is made well after the other.
func (w *wire) Do(r *http.Request) (*http.Response, error) {
	for waited := time.Duration(0); w.early(waited); waited += step {
		if !sleep(r.Context(), step) {
			return nil, r.Context().Err()
		}
	}
	return w.http.Do(r)
}

// early tells whether the other connection serves and is young, or is only being made
// and goes first.
func (w *wire) early(waited time.Duration) bool {
	if w.other.pulse.ready() == nil {
		return w.other.pulse.isYoung()
	}
	return w.second && waited < youth
}

// run keeps the connection up until ctx ends, or Slack refuses it for good. It hands on
// what the connection tells.
func (w *wire) run(ctx context.Context, to chan<- signal) error {
	ended := make(chan error, 1)
	go func() { ended <- w.socket.RunContext(ctx) }()
	for {
		select {
		case e := <-w.socket.Events:
			select {
			case to <- signal{e, w}:
			case <-ctx.Done():
			}
		case err := <-ended:
			w.pulse.stop()
			return err
		}
	}
}

// passage is the way by which one delivery came: a wire, while it keeps the connection
// that it had then.
type passage struct {
	*wire
	turn int
}

func (w *wire) passage() *passage { return &passage{w, w.pulse.turn()} }

func (p *passage) open() bool { return p.turn != 0 && p.turn == p.pulse.turn() }

func (*passage) limit() int { return maxAck }

func (*passage) repeats() bool { return false }

// ack puts an acknowledgement into the library's queue, which can be full, and must not
// hold us up. It goes by whatever connection there is; without one it would wait in the
// queue for the next, when Slack waits no more.
func (p *passage) ack(ctx context.Context, envelope string, with enclosure) error {
	w := p.wire
	if w.pulse.turn() == 0 {
		w = w.other
	}
	if w.pulse.turn() == 0 {
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
		return b.answers.ready()
	}
	err := errors.New("no connection to Slack")
	for _, w := range b.wires {
		if err = w.pulse.ready(); err == nil {
			return nil
		}
	}
	return err
}
