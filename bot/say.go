package bot

import (
	"cmp"
	"fmt"

	"github.com/slack-go/slack"

	"natobot/commands"
)

// Every sentence of this package that a person in Slack sees stands here. The rules are
// those of the desk's own: plain British English, what happened first, then what to do;
// a reporter's text is given back whenever it was not recorded.

// lost heads a request that was not carried out, and gives its text back.
func lost(title, text string) commands.Reply {
	r := commands.Reply{Outcome: commands.Failed, Title: title}
	if text != "" {
		r.Sections = []commands.Section{commands.Paragraph{Text: commands.Line{{Text: "Your text was: " + text}}}}
	}
	return r
}

func busy(text string) commands.Reply {
	return lost("The desk is busy: nothing was recorded. Please send it again in a moment.", text)
}

func restarting(text string) commands.Reply {
	return lost("The bot is restarting: nothing was recorded. Please send it again in a minute.", text)
}

func unknownPerson(text string) commands.Reply {
	return lost("Slack could not say who you are, so nothing was recorded. Please send it again in a moment.", text)
}

func broken(ref, text string) commands.Reply {
	r := lost(fmt.Sprintf("Something went wrong (ref %s). See what was recorded with /nato history before you send it again.", ref), text)
	r.Ref = ref
	return r
}

func sharedBy(name string) commands.Section {
	return commands.Paragraph{Note: true, Text: commands.Line{{Text: "Shared by " + cmp.Or(name, "a member of the desk")}}}
}

// shortened ends a reply of more messages than Slack lets us answer with.
func shortened(shown, all int, command string) commands.Section {
	return commands.Paragraph{Text: commands.Line{
		{Text: fmt.Sprintf("Slack takes no more in one answer: this was part %d of %d. Ask for less, by a member, a candidate or a day, ", shown, all)},
		{Text: "or read all of it where the bot runs: natobot ask " + command},
	}}
}

// notPosted tells an editor why a digest that they asked for is not in the channel.
func notPosted(reason string) commands.Reply {
	return commands.Reply{
		Outcome: commands.Failed, Title: "The digest was not posted.",
		Sections: []commands.Section{commands.Paragraph{Text: commands.Line{{Text: reason}}}},
	}
}

// Why a digest that an editor asked for is not in the channel.
const (
	reasonOurs    = "It could not be made: something went wrong here. The operator's log says what."
	reasonPending = "It is being posted already; look into the channel in a minute."
	reasonDoubt   = "Slack did not say whether it took it. The bot looks in the channel in a minute, and posts it if it is not there."
)

// reasonFor gives the reason for an error of posting, "" for none.
func reasonFor(err error) string {
	switch word := code(err); {
	case err == nil:
		return ""
	case word == "not_in_channel" || word == "channel_not_found":
		return "The bot is not in that channel. Write /invite @natobot there; the digest follows by itself."
	case word == "is_archived":
		return "That channel is archived."
	case word != "":
		return "Slack refused it (" + word + "). The bot tries again until tomorrow."
	}
	return reasonDoubt
}

// lateNote heads a digest that could not be posted when it was due.
func lateNote(due string) string {
	return "Late: this digest was due at " + due + " and could not be posted before."
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
