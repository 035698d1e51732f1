package receiver

import (
	"context"
	"errors"
	"net/http"
	"time"

	"github.com/slack-go/slack"
	"github.com/slack-go/slack/socketmode"
)

// maxAck is in bytes. Slack drops answers of 20,480 bytes and more on a socket
// without a word (slack-go's changelog, #1196).
const maxAck = 16_000

// connection is one connection to Slack by Socket Mode, made anew whenever it ends.
type connection struct {
	socket   *socketmode.Client
	liveness liveness
	http     *http.Client
	other    *connection
	second   bool
}

// event is what one of the connections has to tell.
type event struct {
	socketmode.Event
	from *connection
}

// pollInterval is how often a connection that may not be made yet looks whether it may.
const pollInterval = time.Second

func newConnections(options []slack.Option, client *http.Client, dial Dial) (first, second *connection) {
	first, second = &connection{http: client}, &connection{http: client, second: true}
	first.other, second.other = second, first
	for _, c := range []*connection{first, second} {
		api := slack.New("", append(options[:len(options):len(options)], slack.OptionHTTPClient(c))...)
		c.socket = socketmode.New(api, socketmode.OptionDialer(c.liveness.dialer(dial)), socketmode.OptionReadLimit(readLimit))
	}
	return first, second
}

// Do asks Slack for a connection; nothing else is asked through it. Connections that are made
// together end together, so one that can wait is made well after the other.
func (c *connection) Do(r *http.Request) (*http.Response, error) {
	poll := time.NewTicker(pollInterval)
	defer poll.Stop()
	for waited := time.Duration(0); c.mustWait(waited); waited += pollInterval {
		select {
		case <-poll.C:
		case <-r.Context().Done():
			return nil, r.Context().Err()
		}
	}
	return c.http.Do(r)
}

// mustWait tells whether the other connection serves and is young, or is only being made
// and goes first. The second waits in any case until the other would know that it was lost too.
func (c *connection) mustWait(waited time.Duration) bool {
	if c.second && waited == 0 {
		return true
	}
	if c.other.liveness.ready() == nil {
		return c.other.liveness.young.Alive()
	}
	return c.second && waited < minConnAge
}

// run keeps the connection up until ctx ends, or Slack refuses it for good. It hands on
// what the connection tells.
func (c *connection) run(ctx context.Context, to chan<- event) error {
	ended := make(chan error, 1)
	go func() { ended <- c.socket.RunContext(ctx) }()
	for {
		select {
		case e := <-c.socket.Events:
			select {
			case to <- event{e, c}:
			case <-ctx.Done():
			}
		case err := <-ended:
			c.liveness.stop()
			return err
		}
	}
}

// socketDelivery is the way by which one delivery came: a connection, as long as it is not made
// anew.
type socketDelivery struct {
	*connection
	generation int
}

func (c *connection) delivery() *socketDelivery { return &socketDelivery{c, c.liveness.generation()} }

func (d *socketDelivery) Open() bool {
	return d.generation != 0 && d.generation == d.liveness.generation()
}

func (*socketDelivery) Limit() int { return maxAck }

func (*socketDelivery) Repeats() bool { return false }

// Ack puts an acknowledgement into the library's queue, which can be full, and must not
// hold us up. It goes by whatever connection there is; without one it would wait in the
// queue for the next, when Slack waits no more.
func (d *socketDelivery) Ack(ctx context.Context, id string, with Payload) error {
	c := d.connection
	if c.liveness.generation() == 0 {
		c = c.other
	}
	if c.liveness.generation() == 0 {
		return errors.New("there is no connection to Slack")
	}
	ctx, cancel := context.WithTimeout(ctx, 2*time.Second)
	defer cancel()
	return c.socket.AckCtx(ctx, id, with)
}
