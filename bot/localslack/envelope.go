package localslack

import (
	"context"
	"errors"
	"fmt"
	"slices"
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
	brought object // with the acknowledgement

	uses     int      // of its response URL
	original *Message // what replace_original and delete_original mean there
}

// envelope is what went to the app and is not acknowledged yet.
type envelope struct {
	id      string
	kind    string
	payload object
	from    *Invocation
	attempt int
	expired bool
}

func (e *envelope) isCommand() bool    { return e.kind == "slash_commands" }
func (e *envelope) isSubmission() bool { return e.payload["type"] == "view_submission" }

func (e *envelope) frame() object {
	f := object{
		"envelope_id": e.id, "type": e.kind, "payload": e.payload,
		"accepts_response_payload": e.from.s.faults.eager || e.isCommand() || e.isSubmission(),
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
	var failed error
	err := i.s.Await(ctx, func() bool {
		i.s.mu.Lock()
		defer i.s.mu.Unlock()
		failed = i.failed
		return i.acked || failed != nil
	})
	if err != nil {
		return err
	}
	return failed
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
	return string(jsonOf(i.brought))
}

// Wait waits for at least n replies.
func (i *Invocation) Wait(ctx context.Context, n int) ([]Message, error) {
	err := i.s.Await(ctx, func() bool { return len(i.Replies()) >= n })
	got := i.Replies()
	if err != nil {
		err = fmt.Errorf("waited for %d replies, got %d: %w", n, len(got), err)
	}
	return got, err
}

// dispatch sends an envelope to the app, which then has ackWithin to acknowledge it. The error
// is that the app is not connected, and its person was told.
func (s *Server) dispatch(kind string, payload object, inv *Invocation) error {
	e := &envelope{id: secret(), kind: kind, payload: payload, from: inv}
	if len(s.link.conns) == 0 && s.o.Deliver == nil {
		s.fail(e, " failed because the app did not respond.", "The app did not respond to the button: it is not connected.")
		return ErrNotAcknowledged
	}
	inv.EnvelopeID = e.id
	s.link.envelopes = append(s.link.envelopes, e)
	time.AfterFunc(ackWithin, func() { s.expire(e) })
	if s.faults.left > 0 {
		s.faults.left--
		s.faults.treat(e)
	} else {
		s.send(e)
	}
	return nil
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
	conns[s.link.next].push(jsonOf(e.frame()))
}

// expire tells the person that no acknowledgement came.
func (s *Server) expire(e *envelope) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if slices.Contains(s.link.envelopes, e) && !e.expired && !s.closed {
		e.expired = true
		s.fail(e, " failed with the error \"operation_timeout\".", "The app did not respond to the button in time.")
	}
}

// fail ends what the app did not answer, and tells its person: in the view where it was done in
// one, else in the channel. What nobody waits for (that Home was opened) ends in silence.
// command follows a command's name, press is of a button of a message.
func (s *Server) fail(e *envelope, command, press string) {
	inv, text := e.from, press
	switch {
	case e.isCommand():
		text = e.payload.text("command") + command
	case inv.view != nil || e.payload["type"] == "message_action":
		text = troubled
	}
	inv.failed = ErrNotAcknowledged
	e.answered()
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
	for _, e := range s.link.envelopes {
		e.attempt++
		s.send(e)
	}
	return len(s.link.envelopes)
}

// acknowledged takes an acknowledgement, and what came with it.
func (s *Server) acknowledged(id string, payload object) {
	s.mu.Lock()
	defer s.mu.Unlock()
	e := find(s.link.envelopes, func(e *envelope) bool { return e.id == id })
	if e == nil {
		return // acknowledged before: Slack takes no notice either
	}
	if s.faults.deafTo > 0 {
		s.faults.deafTo--
		return
	}
	s.link.envelopes = slices.DeleteFunc(s.link.envelopes, func(f *envelope) bool { return f == e })
	if !e.expired {
		e.answered()
	}
	if !e.expired || e.attempt > 0 {
		e.from.acked = true
		s.takePayload(e, payload)
	}
	s.touch()
}

// takePayload does what came with an acknowledgement: shows a message, or says what
// becomes of the dialog that was submitted.
func (s *Server) takePayload(e *envelope, payload object) {
	inv := e.from
	inv.brought = payload
	switch {
	case inv.user == "": // nobody did it
	case e.isSubmission():
		s.submitted(inv, payload)
	case e.isCommand() && len(payload) > 0:
		said, err := s.readContent(payload)
		if err != nil {
			s.o.Log.Warn("local workspace: an acknowledgement's message was refused", "error", err)
			s.fail(e, " failed with the error \"invalid_command_response\".", "")
			return
		}
		if payload.text("response_type") == "in_channel" {
			s.add(&Message{Channel: inv.channel, User: inv.user, Text: entities(inv.line)})
		}
		s.reply(inv, said, payload)
	}
}
