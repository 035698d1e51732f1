package commands

import (
	"errors"
	"fmt"

	"natobot/consensus"
)

// unanswered words an error: what a person can mend as refused, what is ours to mend as
// failed. Either way their text comes back, so that nothing has to be typed twice.
func (d *Desk) unanswered(req Request, u Understood, err error) Reply {
	var e *consensus.Error
	if !errors.As(err, &e) || e.Kind == consensus.Internal {
		return d.failed(req, err)
	}
	reply := Reply{Outcome: Refused, Title: e.Message}
	switch e.Kind {
	case consensus.Unavailable:
		reply.Outcome, reply.Ref, reply.Cause = Failed, d.reference(req), err
		reply.Sections = append(reply.Sections, Paragraph{Text: say("Nothing was recorded (ref %s).", reply.Ref)})
	case consensus.Conflict:
		reply.Title = "Others are recording at this very moment; nothing of yours was recorded."
		e = consensus.Refuse(consensus.Conflict, "", "Please send it again.")
	}
	if e.Hint != "" {
		reply.Sections = append(reply.Sections, Paragraph{Text: marked(e.Hint)})
	}
	for _, text := range u.Try {
		reply.Actions = append(reply.Actions, Action{Label: text, Command: text})
	}
	reply.Sections = append(reply.Sections, typed(req.Text)...)
	return reply
}

// failed words what is not the asker's fault, without a word of what it was: that is
// for the log, under the same reference.
func (d *Desk) failed(req Request, cause error) Reply {
	ref := d.reference(req)
	reply := Reply{
		Outcome: Failed, Ref: ref, Cause: cause,
		Title:    fmt.Sprintf("Something went wrong (ref %s); nothing was recorded.", ref),
		Sections: []Section{Paragraph{Text: say("Please try again. If it happens again, give whoever runs this bot the reference.")}},
	}
	reply.Sections = append(reply.Sections, typed(req.Text)...)
	return reply
}

// typed gives a person their text back.
func typed(text string) []Section {
	if text == "" {
		return nil
	}
	return []Section{Paragraph{Text: Line{{Text: "You typed: "}, {Text: text}}, Note: true}}
}
