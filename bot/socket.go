package bot

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/slack-go/slack"
	"github.com/slack-go/slack/slackevents"
	"github.com/slack-go/slack/socketmode"
)

// listen takes events until ctx ends (nil) or the connection cannot be had any more. It
// must never wait for anything: while it does the library reads nothing, misses pings
// and drops the link, and what Slack sent meanwhile is lost.
func (b *Bot) listen(ctx, live context.Context, closed <-chan error) error {
	for {
		select {
		case <-ctx.Done():
			return nil
		case err := <-b.failed:
			return err
		case err := <-closed:
			if lasting := permanent(err, "SLACK_APP_TOKEN"); lasting != nil {
				return lasting
			}
			return fmt.Errorf("the connection to Slack ended: %w", err)
		case e := <-b.socket.Events:
			b.take(live, e, false)
		}
	}
}

// take looks at one event. While stopping nothing new is begun, but everybody is told.
func (b *Bot) take(live context.Context, e socketmode.Event, stopping bool) {
	log := b.config.Log
	switch data := e.Data.(type) {
	case slack.SlashCommand:
		b.accept(live, b.fromCommand(e.Request, data), stopping)
		return
	case slack.InteractionCallback:
		if t := b.fromInteraction(e.Request, data); t != nil {
			b.accept(live, t, stopping)
			return
		}
	case slackevents.EventsAPIEvent:
		if t := b.fromEvent(e.Request, data); t != nil {
			b.accept(live, t, stopping)
			return
		}
	case *slack.ConnectionErrorEvent:
		if err := permanent(data.ErrorObj, "SLACK_APP_TOKEN"); err != nil {
			b.fail(err)
		}
		log.Warn("no connection to Slack", "error", data.ErrorObj, "again_in", data.Backoff)
	case *slack.IncomingEventError:
		log.Warn("Slack sent something unreadable, or the connection broke", "error", data.ErrorObj)
	case *socketmode.ErrorWriteFailed:
		b.resend(data)
	case *socketmode.ErrorBadMessage:
		log.Warn("Slack sent something that this version does not know", "error", data.Cause)
		b.acknowledge(live, envelopeOf(data.Message))
	}
	switch e.Type {
	case socketmode.EventTypeConnecting:
		b.pulse.greet(false)
	case socketmode.EventTypeHello:
		b.pulse.greet(true)
		b.hello(e.Request)
	case socketmode.EventTypeEventsAPI, socketmode.EventTypeInteractive:
		b.acknowledge(live, e.Request.EnvelopeID) // nothing to do for it; unacknowledged it would come again
	}
}

// hello warns of connections that are not ours: each gets a part of what is sent, and
// answers from another ledger (D2).
func (b *Bot) hello(r *socketmode.Request) {
	b.config.Log.Info("connected to Slack", "connections", r.NumConnections)
	if r.NumConnections > 1 {
		b.config.Log.Warn("this app has other connections: another bot with the same app token gets a part of the requests", "connections", r.NumConnections)
	}
}

// acknowledge tells Slack that an envelope arrived. The library's queue of answers can be
// full while there is no connection, and must not hold us up.
func (b *Bot) acknowledge(live context.Context, envelope string) {
	if envelope == "" {
		return
	}
	go func() {
		if err := b.ack(live, envelope, nil); err != nil {
			b.config.Log.Warn("an envelope could not be acknowledged", "error", err)
		}
	}()
}

func (b *Bot) ack(live context.Context, envelope string, payload any) error {
	ctx, cancel := context.WithTimeout(live, 2*time.Second)
	defer cancel()
	return b.socket.AckCtx(ctx, envelope, payload)
}

// resend sends an answer by another way that was to go with an acknowledgement.
func (b *Bot) resend(e *socketmode.ErrorWriteFailed) {
	b.config.Log.Warn("an acknowledgement could not be written", "error", e.Cause)
	if r, ok := e.Response.Payload.(unsent); ok {
		go r.resend()
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
