package localslack

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
)

// ackWithin is how long Slack waits for an acknowledgement.
const ackWithin = 3 * time.Second

// Invocation is one thing that a person did and the app has to answer: a command, a press
// of a button, a dialog that was submitted.
type Invocation struct {
	EnvelopeID  string
	TriggerID   string
	ResponseURL string

	s       *Server
	user    string
	channel string
	line    string // the command as typed; "" for anything else
	view    *View  // that it was done in
	acked   bool
	failed  error
	replies []*Message
	hook    *responseHook
	brought args // with the acknowledgement
}

// envelope is what went to the app and is not acknowledged yet.
type envelope struct {
	id      string
	order   int
	kind    string
	payload map[string]any
	from    *Invocation
	attempt int
	expired bool
	eager   bool // it says that it takes a payload, whatever it is
	timer   *time.Timer
}

func (e *envelope) stop() {
	if e.timer != nil {
		e.timer.Stop()
	}
}

func (e *envelope) isSubmission() bool { return e.payload["type"] == "view_submission" }

func (e *envelope) frame() map[string]any {
	f := map[string]any{
		"envelope_id": e.id, "type": e.kind, "payload": e.payload,
		"accepts_response_payload": e.eager || e.kind == "slash_commands" || e.isSubmission(),
	}
	if e.attempt > 0 {
		f["retry_attempt"], f["retry_reason"] = e.attempt, "timeout"
	}
	return f
}

// ErrNotAcknowledged is what an invocation ends with when the app did not acknowledge it
// in time, or was not connected.
var ErrNotAcknowledged = errors.New("the app did not acknowledge it in time")

// Acknowledged waits until the app has acknowledged the invocation.
func (i *Invocation) Acknowledged(ctx context.Context) error {
	if err := i.s.Await(ctx, func() bool { return i.settled() }); err != nil {
		return err
	}
	i.s.mu.Lock()
	defer i.s.mu.Unlock()
	return i.failed
}

func (i *Invocation) settled() bool {
	i.s.mu.Lock()
	defer i.s.mu.Unlock()
	return i.acked || i.failed != nil
}

// Replies are the messages that answer the invocation so far: by acknowledgement, by
// response URL, and Slack's own notices. Those deleted since are left out.
func (i *Invocation) Replies() []Message {
	i.s.mu.Lock()
	defer i.s.mu.Unlock()
	var got []Message
	for _, m := range i.replies {
		if !m.gone {
			got = append(got, *m)
		}
	}
	return got
}

// Payload is what the acknowledgement brought, as JSON; "" for nothing.
func (i *Invocation) Payload() string {
	i.s.mu.Lock()
	defer i.s.mu.Unlock()
	if len(i.brought) == 0 {
		return ""
	}
	body, _ := json.Marshal(i.brought)
	return string(body)
}

// Wait waits for at least n replies.
func (i *Invocation) Wait(ctx context.Context, n int) ([]Message, error) {
	err := i.s.Await(ctx, func() bool { return len(i.Replies()) >= n })
	if got := i.Replies(); err != nil {
		return got, fmt.Errorf("waited for %d replies, got %d: %w", n, len(got), err)
	}
	return i.Replies(), nil
}

// Command sends a slash command as if the person had typed it into the channel. The text
// is escaped as Slack escapes what is typed: a test writes "@eva", not "<@U…>".
func (s *Server) Command(user, channel, command, text string) *Invocation {
	s.mu.Lock()
	defer s.mu.Unlock()
	inv := s.invocation(user, channel)
	inv.line = strings.TrimSpace(command + " " + text)
	p, ch := s.person(user), s.channel(channel)
	if p == nil || ch == nil {
		inv.failed = fmt.Errorf("no such person or channel: %s, %s", user, channel)
		return inv
	}
	payload := map[string]any{
		"command": command, "text": s.escape(strings.TrimSpace(text)),
		"user_id": user, "user_name": p.Name, "channel_id": channel, "channel_name": ch.payloadName(),
		"team_id": s.teamOf(p), "team_domain": teamDomain, "api_app_id": AppID,
		"is_enterprise_install": false, "response_url": inv.ResponseURL, "trigger_id": inv.TriggerID,
	}
	if !s.dispatch("slash_commands", payload, inv) {
		s.failInvocation(inv, command+" failed because the app did not respond.")
	}
	return inv
}

// Send sends an envelope of any type, as Slack may one day.
func (s *Server) Send(kind string, payload map[string]any) *Invocation {
	s.mu.Lock()
	defer s.mu.Unlock()
	inv := &Invocation{s: s}
	if !s.dispatch(kind, payload, inv) {
		inv.failed = ErrNotAcknowledged
	}
	return inv
}

// invocation prepares what every interaction carries: a trigger and a response URL.
func (s *Server) invocation(user, channel string) *Invocation {
	inv := &Invocation{s: s, user: user, channel: channel}
	inv.TriggerID = s.newTrigger(user)
	s.newHook(inv)
	return inv
}

// failInvocation ends an invocation that the app did not answer, and tells its person:
// in the view where it was done in one, else in the channel. What nobody waits for (that
// a dialog was closed, that Home was opened) ends in silence.
func (s *Server) failInvocation(inv *Invocation, text string) {
	inv.failed = ErrNotAcknowledged
	if inv.view != nil {
		inv.view.Trouble = text
		s.show(inv.view)
	}
	if inv.channel == "" {
		s.touch()
		return
	}
	inv.replies = append(inv.replies, s.notice(inv.channel, inv.user, text, inv.line))
}

// dispatch sends an envelope to one of the connections and waits for its acknowledgement.
// It tells false when there is none.
func (s *Server) dispatch(kind string, payload map[string]any, inv *Invocation) bool {
	if len(s.link.conns) == 0 && s.o.Deliver == nil {
		return false
	}
	s.serial++
	e := &envelope{id: secret(), order: s.serial, kind: kind, payload: payload, from: inv, eager: s.faults.eager}
	inv.EnvelopeID = e.id
	s.link.envelopes[e.id] = e
	e.timer = time.AfterFunc(ackWithin, func() { s.expire(e) })
	switch {
	case s.faults.drop > 0:
		s.faults.drop--
	case s.faults.hold > 0:
		s.hold(e)
	case s.faults.duplicate > 0:
		s.faults.duplicate--
		s.send(e)
		s.send(e)
	default:
		s.send(e)
	}
	return true
}

// send picks the connection whose turn it is: Slack promises no pattern.
func (s *Server) send(e *envelope) {
	if s.o.Deliver != nil {
		go s.deliver(e, e.attempt)
		return
	}
	conns := slices.DeleteFunc(slices.Clone(s.link.conns), func(c *conn) bool { return c.ending })
	if len(conns) == 0 {
		return
	}
	s.link.next = (s.link.next + 1) % len(conns)
	conns[s.link.next].push(e.frame())
}

// expire tells the person that no acknowledgement came.
func (s *Server) expire(e *envelope) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.link.envelopes[e.id] != e || e.expired || s.closed {
		return
	}
	e.expired = true
	e.answered()
	s.failInvocation(e.from, e.lateText())
}

func (e *envelope) lateText() string {
	switch {
	case e.kind == "slash_commands":
		return e.payload["command"].(string) + " failed with the error \"operation_timeout\"."
	case e.from.view != nil || e.payload["type"] == "message_action":
		return troubled
	}
	return "The app did not respond to the button in time."
}

// answered frees the button that submits a dialog: by an answer, or by none in time.
func (e *envelope) answered() {
	if e.isSubmission() && e.from.view != nil {
		e.from.view.Waiting--
	}
}

// Redeliver sends everything once more that the app has not acknowledged, oldest first,
// with retry_attempt, and gives the number.
func (s *Server) Redeliver() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	waiting := make([]*envelope, 0, len(s.link.envelopes))
	for _, e := range s.link.envelopes {
		waiting = append(waiting, e)
	}
	slices.SortFunc(waiting, func(a, b *envelope) int {
		return a.order - b.order
	})
	for _, e := range waiting {
		e.attempt++
		s.send(e)
	}
	return len(waiting)
}

// takePayload does what came with an acknowledgement: shows a message, or says what
// becomes of the dialog that was submitted.
func (s *Server) takePayload(e *envelope, payload args) {
	if e.from.brought = payload; e.from.user == "" {
		return // nobody did it
	}
	if e.isSubmission() {
		s.submitted(e.from, payload)
		return
	}
	if e.kind != "slash_commands" || len(payload) == 0 {
		return
	}
	inv := e.from
	said, err := s.readContent(payload)
	if err != nil {
		s.o.Log.Warn("local workspace: an acknowledgement's message was refused", "error", err)
		command := e.payload["command"].(string)
		s.failInvocation(inv, command+" failed with the error \"invalid_command_response\".")
		return
	}
	if payload.text("response_type") == "in_channel" {
		s.add(&Message{Channel: inv.channel, User: inv.user, Text: entities(inv.line)})
	}
	s.reply(inv, said, payload)
}
