package commands

import (
	"errors"
	"fmt"
	"hash/fnv"
	"time"

	"natobot/commands/answer"
	"natobot/commands/english"
	"natobot/commands/grammar"
	"natobot/consensus"
	"natobot/consensus/bodies"
)

// unanswered words an error: what a person can mend as refused, what is ours to mend as
// failed. Either way their text comes back, so that nothing has to be typed twice.
func (d *Desk) unanswered(req Request, u grammar.Understood, err error) answer.Reply {
	var e *consensus.Error
	if !errors.As(err, &e) || e.Kind == consensus.Internal {
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
	for _, text := range u.Try {
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

func sayOutside() error {
	return consensus.Refuse(consensus.Forbidden, "This record is kept for the members of this workspace.",
		"You can read it in a channel that was opened to you: ask an editor of this workspace to open this channel.")
}

func sayForbidden(role, needed consensus.Role) error {
	if needed == consensus.Editor {
		return consensus.Refuse(consensus.Forbidden, "This is for editors, and you are "+english.RoleWord(role)+" here.", "`/§ access` shows who may do what.")
	}
	return consensus.Refuse(consensus.Forbidden, "Recording is for reporters, and you are "+english.RoleWord(role)+" here.", "An editor can change that: `/§ access` shows who they are.")
}

func sayNotYours(number int) error {
	return consensus.Refuse(consensus.Forbidden, fmt.Sprintf("#%d is not yours to change.", number),
		"Who recorded it can, and editors can. What you know fits in a new entry.")
}

func saySaidAlready(number int) error {
	return consensus.Ask(fmt.Sprintf("#%d says that already.", number), fmt.Sprintf("`/§ history #%d` shows it whole.", number))
}

func sayNothingToUndo() error {
	return consensus.Refuse(consensus.NotFound, "There is no entry of yours to undo.", "`/§ retract #12 because \"…\"` takes back any entry that you may change.")
}

func sayCorrected(number, by int) error {
	return consensus.Ask(fmt.Sprintf("#%d was corrected by #%d.", number, by), fmt.Sprintf("Correct that one: `/§ correct #%d …`", by))
}

func sayRetracted(number, by int) error {
	return consensus.Ask(fmt.Sprintf("#%d was retracted by #%d.", number, by), fmt.Sprintf("To have it back, retract the retraction: `/§ retract #%d because \"…\"`", by))
}

func sayNoSuchPart(e consensus.Entry) error {
	return consensus.Ask(fmt.Sprintf("#%d is a %s and has no such part.", e.Number, english.KindWord(e.Kind)), fmt.Sprintf("`/§ history #%d` shows what it has.", e.Number))
}

func sayWhatToReplace(number int) error {
	return consensus.Ask(fmt.Sprintf("What is to be replaced in #%d?", number), fmt.Sprintf("`/§ correct #%d on 21 Feb`", number))
}

func sayRaceExists(key string) error {
	return consensus.Ask("There is a race "+english.AsTyped(key)+" already.", "Choose another word for it: `/§ race open 2034 \"The next one\"`.")
}

func sayNoBody(name string, at bodies.Set) error {
	var keys []string
	for _, b := range at {
		keys = append(keys, b.Key)
	}
	return consensus.Ask("There is no body "+english.AsTyped(name)+".", "Those at hand are "+english.Series(keys)+": `/§ race open 2034 \"The next one\" of "+keys[0]+"`. Others come from a roster file: docs/bodies.md.")
}

func sayFollowed(key string) error {
	return consensus.Ask("The race "+key+" is followed here already.", "`/§ race list` shows who follows which.")
}

func sayFixedDay(m consensus.Member) error {
	return consensus.Ask(fmt.Sprintf("The roster has %s joining on %s.", english.Articled(m), m.Joined.Long()), "The days of the members that are built in do not change.")
}

func sayTheirRole() error {
	return consensus.Ask("That is their role already.", "`/§ access` shows who may do what.")
}

func sayOpenedAlready(opened bool) error {
	if opened {
		return consensus.Ask("That channel is open to its guests already.", "`/§ access` shows who may do what.")
	}
	return consensus.Ask("That channel is not open to its guests.", "`/§ access` shows who may do what.")
}

func sayWhichChannel() error {
	return consensus.Ask("Which channel is it for?", "Ask in that channel, or name it: `in #desk`.")
}

func sayDigestSet() error {
	return consensus.Ask("That digest is set already.", "`/§ digest list` shows them all.")
}

func sayNoDigest() error {
	return consensus.Refuse(consensus.NotFound, "No digest is set for this channel.", "`/§ digest list` shows them all.")
}

func sayNoDigestAt(minute int, here []consensus.Schedule) error {
	var at []string
	for _, s := range here {
		at = append(at, english.Clock(s.Minute))
	}
	return consensus.Refuse(consensus.NotFound, "No digest is set for this channel at "+english.Clock(minute)+".", "It has "+english.Number(len(at), "digest", "digests")+", at "+english.Series(at)+".")
}

func sayBeatSet() error {
	return consensus.Ask("That is so already.", "`/§ beat` shows who follows which members.")
}

func sayNothingToCheck(member string) error {
	return consensus.Refuse(consensus.NotFound, "There is no position of "+member+" that could still stand.", "Record what you heard: `/§ help stance` shows how.")
}

// sayOtherPosition refuses to check what another report has taken the place of.
func sayOtherPosition(member string, of, now int) error {
	return consensus.Refuse(consensus.NotFound, fmt.Sprintf("#%d is not what stands for %s now; #%d is. Nothing was recorded.", of, member, now),
		fmt.Sprintf("`/§ history #%d` shows it.", now))
}

func saySkipped(day consensus.Day) error {
	return consensus.Ask("The digests of "+day.Long()+" are left out already.", "`/§ digest list` shows them all.")
}

func sayNotSkipped(day consensus.Day) error {
	return consensus.Refuse(consensus.NotFound, "The digests of "+day.Long()+" are not left out in this channel.", "`/§ digest list` shows them all.")
}

func sayNothingDue(day consensus.Day) error {
	return consensus.Refuse(consensus.NotFound, "No digest is due in this channel on "+day.Weekday().String()+", "+day.Long()+".", "`/§ digest list` shows them all.")
}

func sayWholeLedger() error {
	return consensus.Ask("An export as jsonl is the whole ledger, and has no day.", "Ask for csv, long, json, md or text of that day, or leave the day out.")
}

func sayUnreadable(name string) error {
	return consensus.Ask(name+" cannot be read.", "Check that the file is there and that you may read it.")
}

func sayOtherLedger() error {
	return consensus.Ask("The ledger holds other entries than this file.", "Import it into an empty ledger: name a new file in NATO_STORE.")
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
	if req.Key != "" {
		return req.Ref()
	}
	h := fnv.New32a()
	fmt.Fprint(h, req.Key, req.User.ID, req.Text, now.UnixNano())
	return fmt.Sprintf("%04x", h.Sum32()>>16)
}
