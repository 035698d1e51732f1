package bot

import (
	"cmp"
	"errors"
	"fmt"
	"strings"

	"natobot/bot/blockkit"
	"natobot/bot/slackerr"
	"natobot/commands/answer"
	"natobot/consensus"
)

// Every sentence of this package that a person in Slack sees stands here. The rules are
// those of the desk's own: plain British English, what happened first, then what to do;
// a reporter's text is given back whenever it was not recorded.

// decline says why a request was not carried out; "" where it was.
type decline string

// reply gives a person their text back with it: a long one as a file beside its beginning.
func (why decline) reply(text string) answer.Reply {
	r := answer.Reply{Outcome: answer.Failed, Title: string(why)}
	if text == "" {
		return r
	}
	echo := "Your text was: " + text
	if begin := blockkit.Beginning(text, maxEcho); begin != text {
		echo = "Your text begins: " + begin
		r.File = &answer.File{Name: "your-text.txt", Content: []byte(text)}
	}
	r.Sections = []answer.Section{answer.Paragraph{Text: answer.Say("%s", echo)}}
	return r
}

const (
	// maxEcho is how much of a text is given back in an answer.
	maxEcho = 2_000

	// maxTyped is how long a text may be: what Slack lets people type in a message.
	maxTyped = 12_000
)

// Why a request was not carried out.
const (
	tooLong    decline = "This is too long for one command: nothing was recorded. Send each report by itself, or use the message shortcut “Record a stance”."
	busy       decline = "The desk is busy: nothing was recorded. Please send it again in a moment."
	restarting decline = "The bot is restarting: nothing was recorded. Please send it again in a minute."

	unknownPerson  decline = "Slack could not say who you are, so nothing was recorded. Please send it again in a moment."
	unscopedPerson decline = "The bot may not ask Slack who you are, so nothing was recorded and nothing is shown. It lacks the scope users:read: an administrator adds it and installs the app again." // nor may it tell a guest from a member
	strangePerson  decline = "Slack says that you are not a member of this workspace, so nothing was recorded and nothing is shown. If you are, ask one of its administrators."

	homeFailed decline = "Something went wrong. Close this tab and open it again in a minute."
	notPutOff  decline = "That could not be noted. Please press it again in a minute."
	notSent    decline = "Slack did not take the picture. Please try again in a moment, or ask with “here” in a channel that the bot is in."

	// perhapsPosted is said where a channel may have an answer, or not.
	perhapsPosted decline = "Slack did not say whether the answer is in this channel. Look before you ask again."
)

func broken(ref string) decline {
	return decline(fmt.Sprintf("Something went wrong (ref %s). See what was recorded with /§ history before you send it again.", ref))
}

// The words of dialogs. Titles and buttons have 24 characters.
const (
	sayLoading  = "One moment: the desk is looking it up."
	sayReview   = "Review"
	sayRecord   = "Record"
	sayChange   = "Change"
	sayOpenForm = "Open the form"
	sayAgain    = "Try again"
	sayCancel   = "Cancel"
	sayClose    = "Close"
	sayOverview = "From this message"
	sayTroubles = "Please look at these again:"
)

// Of positions that whoever follows their members is asked about.
const (
	sayReminder = "Does this still stand?"
	sayLater    = "Ask me tomorrow"
	sayNotAsked = "There is nothing to ask about any more: there was word since, or the ledger was put back to an earlier state."
	sayWhyAsked = "You follow these members. /§ today shows what else there is to check."
)

func putOff(entry string) string { return "You are asked about " + entry + " again tomorrow." }

// Of a picture that one person asked for.
const (
	saySendPicture = "Send me the picture"
	sayPictureSent = "The picture is in your direct messages with me."
)

// sayMoved heads a review that is not the one that was submitted.
const sayMoved = "The standing moved while you looked, so nothing was recorded yet. This is what recording it does now."

// sayTooLong is said of the longest text of a form that Slack cannot carry.
const sayTooLong = "This is too long for a form, together with the rest. Shorten it, or type the report with /§."

// found heads the drafts that a message gave.
func found(n int) string {
	return fmt.Sprintf("This message reports %d stances. Review each; nothing is recorded before you say so.", n)
}

// notOpened is said when Slack opened no dialog: most often because too much time went by.
func notOpened(text string) answer.Reply {
	r := decline("Slack did not open the form in time: nothing was recorded. Please try again, or type it in one line.").reply(text)
	r.Sections = append(r.Sections, answer.Paragraph{Text: answer.Marked("For example: `/§ stance MEMBER POSITION CANDIDATE via spokesperson on 1 March https://…`")})
	return r
}

// notShared ends an answer that was meant for a channel and went to its asker alone.
func notShared(why sharing) answer.Section {
	cure := "An editor can open it with `/§ access guests on`."
	if why == direct || why == group {
		cure = "Ask in a channel of the desk to share it."
	}
	return answer.Paragraph{Note: true, Text: answer.Marked("Only you see this: " + keptFor[why] + " " + cure)}
}

// keptFor says why the desk keeps to itself what it would say in a channel.
var keptFor = [...]string{
	foreign:  "this channel is shared with another organisation.",
	unknown:  "Slack did not say whether this channel is shared with another organisation. Try again in a minute.",
	unseen:   "the bot is not in this private channel, so it cannot see who else reads it. Write /invite @natobot here and ask again.",
	unscoped: "the bot may not ask Slack whether this channel is shared with another organisation. It lacks the scopes channels:read and groups:read; an administrator can add them.",
	direct:   "this is a direct message, and the bot cannot see who else reads it.",
	group:    "this is a group message, and the bot cannot see who else reads it.",
}

// notPostable is said of what would have us post where we never can.
func notPostable(why sharing, here bool, text string) answer.Reply {
	title := map[sharing]string{
		direct: "The bot cannot post in a direct message",
		group:  "The bot cannot post in a group message",
		unseen: "The bot is not in that private channel",
	}[why]
	cure := "Name a channel of the desk: in #channel."
	if why == unseen {
		cure = "Write /invite @natobot there, and then this again."
	}
	if here && why == unseen {
		title = "The bot is not in this private channel"
	}
	r := decline(title + ": nothing was set.").reply(text)
	r.Outcome = answer.Refused
	r.Sections = append(r.Sections, answer.Paragraph{Text: answer.Say("%s", cure)})
	return r
}

func sharedBy(name string) answer.Section {
	return answer.Paragraph{Note: true, Text: answer.Say("Shared by %s", cmp.Or(name, "a member of the desk"))}
}

// shortened ends a reply of more messages than Slack lets us answer with.
func shortened(shown, all int, command string) answer.Section {
	return answer.Paragraph{Text: answer.Say("Slack takes no more in one answer: this was part %d of %d. Ask for less, by a member, a candidate or a day, "+
		"or read all of it where the bot runs: natobot ask %s", shown, all, command)}
}

// Where a file is.
const (
	sayFileHere       = " is in this channel."
	sayFileInMessages = " is in your direct messages with me."
)

// notPosted tells an editor why a digest that they asked for is not in the channel.
func notPosted(reason string) answer.Reply {
	return answer.Reply{
		Outcome: answer.Failed, Title: "The digest was not posted.",
		Sections: []answer.Section{answer.Paragraph{Text: answer.Say("%s", reason)}},
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
	kept, closed := errors.AsType[*closedError](err)
	switch word := slackerr.Code(err); {
	case err == nil:
		return ""
	case closed && kept.found == direct, closed && kept.found == group:
		return "That is a direct or group message, where the bot cannot post. Set it anew in a channel of the desk."
	case closed && kept.found == unscoped:
		return "The bot may not ask Slack whether that channel is shared: it lacks the scopes channels:read and groups:read. An administrator adds them and installs the app again; the digest follows by itself."
	case closed:
		return "That channel is shared with another organisation, or Slack did not say that it is not. An editor opens it with `/§ access guests on`, typed there; the digest follows by itself."
	case word == "not_in_channel" || word == "channel_not_found":
		return "The bot is not in that channel. Write /invite @natobot there; the digest follows by itself."
	case word == "is_archived":
		return "That channel is archived."
	case word != "":
		return "Slack refused it (" + word + "). The bot tries again until tomorrow."
	}
	return reasonDoubt
}

// stuck tells an editor of a digest that is due to a channel and cannot be posted there.
func stuck(s consensus.Slot, err error) answer.Reply {
	return answer.Reply{
		Title: "A digest cannot be posted.",
		Sections: []answer.Section{
			answer.Paragraph{Text: answer.Line{{Text: "Channel: "}, {Text: s.Channel, ID: s.Channel}}},
			answer.Paragraph{Text: answer.Say("The digest of %02d:%02d on %s waits. %s", s.Minute/60, s.Minute%60, s.Day.Long(), reasonFor(err))},
			answer.Paragraph{Note: true, Text: answer.Say("It is posted as soon as that is done, if it is still the same day; the next digest covers it otherwise. You hear of this once.")},
		},
	}
}

// ledgerAt tells what the ledger was, so that a later one can be compared with it.
func ledgerAt(entries int, head string) answer.Section {
	noun := "entries"
	if entries == 1 {
		noun = "entry"
	}
	return answer.Paragraph{Note: true, Text: answer.Say("Ledger: %d %s, head %s…", entries, noun, head[:min(len(head), shownHead)])}
}

// shownHead is how much of the ledger's head a digest shows.
const shownHead = 12

// lateNote heads a digest that could not be posted when it was due.
func lateNote(due string) string {
	return "Late: this digest was due at " + due + " and could not be posted before."
}

// notGranted says what does not work here, since the app was installed without some of what it asks for.
func notGranted(off []string, install string) answer.Section {
	how := "install it again in the app's settings, under Install App."
	if install != "" {
		how = "install it again at " + install + " ."
	}
	return answer.Paragraph{Text: answer.Marked("Slack was not allowed all that natobot asks for, so this is off here: " + strings.Join(off, "; ") + ". An administrator can " + how)}
}
