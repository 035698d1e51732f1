package commands

import (
	"cmp"
	_ "embed"
	"errors"
	"fmt"
	"time"

	"natobot/commands/answer"
	"natobot/commands/english"
	"natobot/consensus"
	"natobot/consensus/bodies"
)

//go:embed sentences.txt
var sentencesFile string

var sentences = english.ReadSentences(sentencesFile)

// unanswered words an error: what a person can mend as refused, what is ours to mend as
// failed. Either way their text comes back, so that nothing has to be typed twice. What can be tried
// instead gets buttons.
func (d *Desk) unanswered(req Request, err error, try ...string) answer.Reply {
	e := asError(err)
	if e == nil || e.Kind == consensus.Internal {
		return d.failed(req, err)
	}
	reply := answer.Reply{Outcome: answer.Refused, Title: e.Message}
	switch e.Kind {
	case consensus.Unavailable:
		reply.Outcome, reply.Ref, reply.Cause = answer.Failed, reference(req, d.Now()), err
		reply.Sections = append(reply.Sections, answer.Paragraph{Text: answer.Say("Nothing was recorded (ref %s).", reply.Ref)})
	case consensus.Conflict:
		reply.Title = "Others are recording at this very moment; nothing of yours was recorded."
		e = consensus.Refuse(consensus.Conflict, "", "Please send it again.")
	}
	if e.Hint != "" {
		reply.Sections = append(reply.Sections, answer.Paragraph{Text: answer.Marked(e.Hint)})
	}
	for _, text := range try {
		reply.Actions = append(reply.Actions, answer.Action{Label: text, Command: text})
	}
	reply.Sections = append(reply.Sections, typed(req.Text)...)
	return reply
}

// failed words what is not the asker's fault, without a word of what it was: that is
// for the log, under the same reference.
func (d *Desk) failed(req Request, cause error) answer.Reply {
	ref := reference(req, d.Now())
	reply := answer.Reply{
		Outcome: answer.Failed, Ref: ref, Cause: cause,
		Title:    fmt.Sprintf("Something went wrong (ref %s); nothing was recorded.", ref),
		Sections: []answer.Section{answer.Paragraph{Text: answer.Say("Please try again. If it happens again, give whoever runs this bot the reference.")}},
	}
	reply.Sections = append(reply.Sections, typed(req.Text)...)
	return reply
}

// typed gives a person their text back.
func typed(text string) []answer.Section {
	if text == "" {
		return nil
	}
	return []answer.Section{answer.Paragraph{Text: answer.Line{{Text: "You typed: "}, {Text: text}}, Note: true}}
}

func sayForbidden(role, needed consensus.Role) error {
	name := "for reporters"
	if needed == consensus.Editor {
		name = "for editors"
	}
	return sentences.Ask(name, english.RoleWord(role))
}

func sayNoBody(name string, at bodies.Set) error {
	var keys []string
	for _, b := range at {
		keys = append(keys, b.Key)
	}
	return sentences.Ask("no body", name, english.Series(keys), keys[0])
}

func sayNoDigestAt(minute int, here []consensus.Schedule) error {
	var at []string
	for _, s := range here {
		at = append(at, english.Clock(s.Minute))
	}
	return sentences.Ask("no digest at", english.Clock(minute), english.Number(len(at), "digest", "digests"), english.Series(at))
}

func isKind(err error, kind consensus.ErrorKind) bool {
	e := asError(err)
	return e != nil && e.Kind == kind
}

// asError gives what a person is told of an error, nil for one that is ours to mend.
func asError(err error) *consensus.Error {
	e, _ := errors.AsType[*consensus.Error](err)
	return e
}

// reference names a failure for the log and the person alike.
func reference(req Request, now time.Time) string {
	return Request{Key: cmp.Or(req.Key, fmt.Sprint(req.User.ID, req.Text, now.UnixNano()))}.Ref()
}
