package blockkit

import (
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/slack-go/slack"

	"natobot/commands/answer"
)

// The names of what can be pressed, each the beginning of an action_id. It must be unique within
// its block, so a number follows it. The inputs of a form bear the names of their fields.
const (
	ActionAsk     = "ask"     // its value is a command
	ActionShare   = "share"   // as ActionAsk, and the answer is for the channel
	ActionPicture = "picture" // as ActionAsk, and the answer is sent to its presser with its picture
	ActionChange  = "change"  // from a review back to its form
	ActionDraft   = "draft"   // its value is a draft
	ActionInPlace = "place"   // as ActionAsk, and what was recorded takes the place of its row
	ActionLater   = "later"   // its value names what is put off
)

// ActionOf gives what a button does that was pressed, "" for what is no button of ours.
func ActionOf(pressed *slack.BlockAction) string {
	action, _, numbered := strings.Cut(pressed.ActionID, ":")
	if !numbered || pressed.Value == "" {
		return ""
	}
	return action
}

// What a button says of the entry that its command names stands behind the command, in a line
// of its own. Nobody types it: only what is pressed is read so.
var referred = regexp.MustCompile(`^(?s)(.*)\n@(\d+) ([0-9a-f]+) ([^\n]*)$`)

func suffix(of answer.Ref) string {
	if of.Entry == 0 {
		return ""
	}
	return fmt.Sprintf("\n@%d %s %s", of.Entry, of.Hash, strings.ReplaceAll(of.Says, "\n", " "))
}

// Pressed gives the command of a button, and the entry that it is about.
func Pressed(value string) (command string, of answer.Ref) {
	parts := referred.FindStringSubmatch(value)
	if parts == nil {
		return value, of
	}
	of.Entry, _ = strconv.Atoi(parts[2]) // 0 for one that no ledger has
	of.Hash, of.Says = parts[3], parts[4]
	return parts[1], of
}

func actionID(action string, n int) string { return fmt.Sprintf("%s:%d", action, n) }

// maxCommands bounds the sum of what a message's buttons carry.
const maxCommands = 4_000

// buttons gives the actions as buttons. What is more than Slack lets them carry is left
// out: buttons repeat what the reply says.
func buttons(actions []answer.Action, share string) []slack.BlockElement {
	var list []slack.BlockElement
	room := maxCommands
	for i, a := range actions {
		action, command := ActionAsk, a.Command+suffix(a.Of)
		switch {
		case a.Picture:
			action = ActionPicture
		case a.InPlace:
			action = ActionInPlace
		case a.Later != "":
			action, command = ActionLater, a.Later
		case a.Draft != nil:
			action, command = ActionDraft, draftValue(*a.Draft)
		}
		if a.Share {
			action = ActionShare
			if command = a.Command; command == "" {
				command = share
			}
		}
		label := Flat(a.Label)
		if command == "" || Size(command) > min(MaxValue, room) || label == "" {
			continue
		}
		room -= Size(command)
		b := slack.NewButtonBlockElement(actionID(action, i), command, plain(cut(label, maxLabel)[0]))
		b.AccessibilityLabel = spoken(label, a)
		if a.Danger {
			b.Style = slack.StyleDanger
			b.Confirm = confirmation(label)
		}
		list = append(list, b)
	}
	return list
}

// draftValue gives a draft as a button carries it.
func draftValue(d answer.Draft) string {
	text, err := json.Marshal(d)
	if err != nil {
		panic(err) // unreachable: a draft is plain data
	}
	return string(text)
}

// confirmation asks before a deed that is hard to undo.
func confirmation(label string) *slack.ConfirmationBlockObject {
	return slack.NewConfirmationBlockObject(
		plain("Are you sure?"),
		plain(cut(label+"?", 300)[0]),
		plain("Yes"),
		plain("No"),
	)
}

// inRows gives buttons in as many rows as Slack asks for.
func inRows(list []slack.BlockElement) []slack.Block {
	var rows []slack.Block
	for row := range slices.Chunk(list, maxButtons) {
		rows = append(rows, slack.NewActionBlock("", row...))
	}
	return rows
}

var entryNumber = regexp.MustCompile(`#H?\d+`)

// spoken gives what a screen reader says for a button whose label alone does not tell
// what it is about: "Correct #12". It gives "" where the label does.
func spoken(label string, a answer.Action) string {
	number := entryNumber.FindString(a.Command)
	if number == "" && a.Of.Entry != 0 {
		number = fmt.Sprintf("#%d", a.Of.Entry)
	}
	if number == "" || strings.Contains(label, number) {
		return ""
	}
	return shorten(label, maxLabel-len(" "+number)) + " " + number
}

// Button gives one button in a row of its own. Its label alone does not tell what it is about:
// a screen reader says more, where that is given.
func Button(action string, n int, value, label, spoken string) slack.Block {
	b := slack.NewButtonBlockElement(actionID(action, n), value, plain(label))
	b.AccessibilityLabel = shorten(spoken, maxLabel)
	return slack.NewActionBlock("", b)
}
