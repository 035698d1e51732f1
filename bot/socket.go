package bot

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/slack-go/slack"
	"github.com/slack-go/slack/slackevents"
	"github.com/slack-go/slack/socketmode"

	"natobot/bot/slackerr"
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
			if lasting := slackerr.Permanent(err, "SLACK_APP_TOKEN"); lasting != nil {
				return lasting
			}
			return fmt.Errorf("the connection to Slack ended: %w", err)
		case s := <-b.events:
			b.take(live, s, false)
		}
	}
}

// take looks at one signal. While stopping nothing new is begun, but everybody is told.
func (b *Bot) take(live context.Context, s socketEvent, stopping bool) {
	if t := b.taskOf(s); t != nil {
		b.accept(live, s.from.delivery(), t, stopping)
		return
	}
	log := b.config.Log
	switch data := s.Data.(type) {
	case *slack.ConnectionErrorEvent:
		if err := slackerr.Permanent(data.ErrorObj, "SLACK_APP_TOKEN"); err != nil {
			b.fail(err)
		}
		log.Warn("no connection to Slack", "error", data.ErrorObj, "again_in", data.Backoff)
	case *slack.IncomingEventError:
		log.Warn("Slack sent something unreadable, or the connection broke", "error", data.ErrorObj)
	case *socketmode.ErrorWriteFailed:
		b.resend(data)
	case *socketmode.ErrorBadMessage:
		log.Warn("Slack sent something that this version does not know", "error", data.Cause)
		b.acknowledge(live, s.from.delivery(), envelopeOf(data.Message))
	}
	switch s.Type {
	case socketmode.EventTypeConnecting:
		s.from.liveness.setConnected(false)
	case socketmode.EventTypeHello:
		s.from.liveness.setConnected(true)
		b.hello(s.Request)
	case socketmode.EventTypeEventsAPI, socketmode.EventTypeInteractive:
		b.acknowledge(live, s.from.delivery(), s.Request.EnvelopeID) // nothing to do for it; unacknowledged it would come again
	}
}

// taskOf gives what Slack asks of us by a signal, nil where it asks nothing.
func (b *Bot) taskOf(s socketEvent) task {
	if s.Request == nil {
		return nil
	}
	e := envelope{s.Request.EnvelopeID, s.Request.AcceptsResponsePayload}
	switch data := s.Data.(type) {
	case slack.SlashCommand:
		return b.fromCommand(e, data)
	case slack.InteractionCallback:
		return b.fromInteraction(e, data)
	case slackevents.EventsAPIEvent:
		return b.fromEvent(e, data)
	}
	return nil
}

// hello warns of connections that are not ours: each gets a part of what is sent, and
// answers from another ledger (D2).
func (b *Bot) hello(r *socketmode.Request) {
	b.config.Log.Info("connected to Slack", "connections", r.NumConnections)
	if r.NumConnections > len(b.connections) {
		b.config.Log.Warn("this app has connections that are not of this bot: another bot with the same app token gets a part of the requests", "connections", r.NumConnections)
	}
}

// acknowledge tells Slack that an envelope arrived, without waiting for it.
func (b *Bot) acknowledge(live context.Context, by acker, envelope string) {
	if envelope == "" {
		return
	}
	go func() {
		if err := by.ack(live, envelope, nil); err != nil {
			b.config.Log.Warn("an envelope could not be acknowledged", "error", err)
		}
	}()
}

// resend sends an answer by another way that was to go with an acknowledgement.
func (b *Bot) resend(e *socketmode.ErrorWriteFailed) {
	b.config.Log.Warn("an acknowledgement could not be written", "error", e.Cause)
	if r, ok := e.Response.Payload.(payload); ok {
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
