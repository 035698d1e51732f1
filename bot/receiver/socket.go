package receiver

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"slices"
	"sync"

	"github.com/slack-go/slack"
	"github.com/slack-go/slack/slackevents"
	"github.com/slack-go/slack/socketmode"

	"natobot/bot/slackerr"
)

// Socket receives by Socket Mode, over two connections: Slack ends each of them after some hours,
// and what it sends while there is none is lost. Each request comes by one of them, whichever
// Slack likes.
type Socket struct {
	config      SocketConfig
	connections []*connection
	events      chan event
	admission
}

// NewSocket makes a receiver that calls Slack with a client, set up by options, and connects by
// dial. It takes nothing in before it is opened.
func NewSocket(c SocketConfig, client *http.Client, dial Dial, options ...slack.Option) *Socket {
	first, second := newConnections(options, client, dial)
	return &Socket{config: c, connections: []*connection{first, second}, events: make(chan event), admission: admission{opened: c.Opened}}
}

// SocketConfig is what a Socket is made of. All of it is needed, but for Connected.
type SocketConfig struct {
	Handle Handler
	Fail   func(error) // hears of errors that no retry mends
	// Opened tells whether a channel was opened to people of other organisations.
	Opened    func(ctx context.Context, channel string) (bool, error)
	Connected func() // called when Slack has said hello on a connection; may be nil. It waits for nothing
	Log       *slog.Logger
}

// Run keeps the connections up until ctx ends. It must never wait for anything: while it does the
// library reads nothing, misses pings and drops the link, and what Slack sent meanwhile is lost.
func (s *Socket) Run(ctx context.Context) {
	var all sync.WaitGroup
	defer all.Wait()
	for _, c := range s.connections {
		all.Go(func() { s.ended(ctx, c.run(ctx, s.events)) })
	}
	for {
		select {
		case <-ctx.Done():
			return
		case e := <-s.events:
			s.take(ctx, e)
		}
	}
}

// ended tells that a connection ended for good.
func (s *Socket) ended(ctx context.Context, err error) {
	if ctx.Err() != nil {
		return
	}
	if lasting := slackerr.Permanent(err, "SLACK_APP_TOKEN"); lasting != nil {
		s.config.Fail(lasting)
		return
	}
	s.config.Fail(fmt.Errorf("the connection to Slack ended: %w", err))
}

// take looks at one event.
func (s *Socket) take(ctx context.Context, e event) {
	if r := e.Request; r != nil && s.request(ctx, r, e) {
		return
	}
	switch data := e.Data.(type) {
	case *slack.ConnectionErrorEvent:
		if err := slackerr.Permanent(data.ErrorObj, "SLACK_APP_TOKEN"); err != nil {
			s.config.Fail(err)
		}
		s.config.Log.Warn("no connection to Slack", "error", data.ErrorObj, "again_in", data.Backoff)
	case *slack.IncomingEventError:
		s.config.Log.Warn("Slack sent something unreadable, or the connection broke", "error", data.ErrorObj)
	case *socketmode.ErrorWriteFailed:
		s.resend(data)
	case *socketmode.ErrorBadMessage:
		s.config.Log.Warn("Slack sent something that this version does not know", "error", data.Cause)
		s.acknowledge(ctx, e.from.delivery(), envelopeOf(data.Message), nil)
	}
	switch e.Type {
	case socketmode.EventTypeConnecting:
		e.from.liveness.setConnected(false)
	case socketmode.EventTypeHello:
		e.from.liveness.setConnected(true)
		s.hello(e.Request)
	case socketmode.EventTypeEventsAPI, socketmode.EventTypeInteractive:
		s.acknowledge(ctx, e.from.delivery(), e.Request.EnvelopeID, nil) // nothing to do for it; unacknowledged it would come again
	}
}

// request hands on what Slack asks of us, and gives false where it asks nothing. What a person of
// another workspace did stays unacknowledged, as it is refused over HTTP: Slack tells them.
func (s *Socket) request(ctx context.Context, r *socketmode.Request, e event) bool {
	d := Delivery{ID: r.EnvelopeID, Size: len(r.Payload), Data: e.Data, Acker: e.from.delivery()}
	switch data := e.Data.(type) {
	case slack.SlashCommand:
		d.TakesPayload = r.AcceptsResponsePayload
	case slack.InteractionCallback:
		if data.Type == slack.InteractionTypeBlockSuggestion {
			s.acknowledge(ctx, d.Acker, d.ID, emptyOptions{})
			return true
		}
	case slackevents.EventsAPIEvent:
	default:
		return false
	}
	from := originOf(e.Data)
	if self := s.self.Load(); self != nil && from.of(*self) {
		return s.config.Handle(d) != Ignored
	}
	go func() { // whether its channel was opened is in the ledger, which must not hold us up
		err := s.admit(ctx, from)
		if err != nil {
			s.config.Log.Warn("a request by Socket Mode was refused", "why", err)
		}
		if err == nil && s.config.Handle(d) == Ignored || err != nil && !byPerson(e.Data) {
			s.acknowledge(ctx, d.Acker, d.ID, nil)
		}
	}()
	return true
}

// byPerson tells whether a person waits for what becomes of it.
func byPerson(data any) bool {
	switch d := data.(type) {
	case slack.SlashCommand:
		return true
	case slack.InteractionCallback:
		return slices.Contains([]slack.InteractionType{slack.InteractionTypeBlockActions, slack.InteractionTypeViewSubmission, slack.InteractionTypeMessageAction}, d.Type)
	}
	return false
}

// hello warns of connections that are not ours: each gets a part of what is sent, and
// answers from another ledger (D2).
func (s *Socket) hello(r *socketmode.Request) {
	s.config.Log.Info("connected to Slack", "connections", r.NumConnections)
	if s.config.Connected != nil {
		s.config.Connected()
	}
	if r.NumConnections > len(s.connections) {
		s.config.Log.Warn("this app has connections that are not of this bot: another bot with the same app token gets a part of the requests", "connections", r.NumConnections)
	}
}

// acknowledge tells Slack that an envelope arrived, without waiting for it.
func (s *Socket) acknowledge(ctx context.Context, by Acker, envelope string, with Payload) {
	if envelope == "" {
		return
	}
	go func() {
		if err := by.Ack(ctx, envelope, with); err != nil {
			s.config.Log.Warn("an envelope could not be acknowledged", "error", err)
		}
	}()
}

// resend sends an answer by another way that was to go with an acknowledgement.
func (s *Socket) resend(e *socketmode.ErrorWriteFailed) {
	s.config.Log.Warn("an acknowledgement could not be written", "error", e.Cause)
	if p, ok := e.Response.Payload.(Payload); ok {
		go p.Resend()
	}
}

// envelopeOf gives the envelope's id of a frame that could not be understood.
func envelopeOf(frame json.RawMessage) string {
	var e struct {
		ID string `json:"envelope_id"`
	}
	if err := json.Unmarshal(frame, &e); err != nil {
		return ""
	}
	return e.ID
}

// Ready gives nil when Slack was heard from lately. It says what is wrong otherwise.
func (s *Socket) Ready() error {
	err := errors.New("no connection to Slack")
	for _, c := range s.connections {
		if err = c.liveness.ready(); err == nil {
			return nil
		}
	}
	return err
}

// Connections counts the connections by their state.
func (s *Socket) Connections() map[string]int {
	count := map[string]int{"open": 0, "silent": 0, "closed": 0}
	for _, c := range s.connections {
		count[c.liveness.state()]++
	}
	return count
}
