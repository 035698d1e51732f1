// The refusals of what is understood and cannot be done, by the rules at the head of
// say.go: what is wrong, then what to do.

package commands

import (
	"fmt"

	"natobot/consensus"
)

func sayOutside() error {
	return consensus.Refuse(consensus.Forbidden, "This record is kept for the members of this workspace.",
		"You can read it in a channel that was opened to you: ask an editor of this workspace to open this channel.")
}

func sayForbidden(role, needed consensus.Role) error {
	if needed == consensus.Editor {
		return consensus.Refuse(consensus.Forbidden, "This is for editors, and you are "+roleWord(role)+" here.", "`/nato access` shows who may do what.")
	}
	return consensus.Refuse(consensus.Forbidden, "Recording is for reporters, and you are "+roleWord(role)+" here.", "An editor can change that: `/nato access` shows who they are.")
}

func sayNotYours(number int) error {
	return consensus.Refuse(consensus.Forbidden, fmt.Sprintf("#%d is not yours to change.", number),
		"Who recorded it can, and editors can. What you know fits in a new entry.")
}

func sayNoEntry(number, last int) error {
	if last == 0 {
		return consensus.Refuse(consensus.NotFound, fmt.Sprintf("There is no entry #%d: nothing is recorded yet.", number), "")
	}
	return consensus.Refuse(consensus.NotFound, fmt.Sprintf("There is no entry #%d: the last one is #%d.", number, last), "`/nato history` shows the last entries.")
}

func sayNothingOn(person string, day consensus.Day) error {
	return consensus.Refuse(consensus.NotFound, fmt.Sprintf("Nothing is recorded about %s for %s.", person, day.Long()),
		fmt.Sprintf("`/nato history %s` shows every entry.", person))
}

func sayAfter(since, on consensus.Day) error {
	return askBack(fmt.Sprintf("%s lies after %s.", since.Long(), on.Long()), "Ask about an earlier day: `/nato changes since yesterday`.")
}

func saySaidAlready(number int) error {
	return askBack(fmt.Sprintf("#%d says that already.", number), fmt.Sprintf("`/nato history #%d` shows it whole.", number))
}

func sayNothingToUndo() error {
	return consensus.Refuse(consensus.NotFound, "There is no entry of yours to undo.", "`/nato retract #12 because \"…\"` takes back any entry that you may change.")
}

func sayCorrected(number, by int) error {
	return askBack(fmt.Sprintf("#%d was corrected by #%d.", number, by), fmt.Sprintf("Correct that one: `/nato correct #%d …`", by))
}

func sayRetracted(number, by int) error {
	return askBack(fmt.Sprintf("#%d was retracted by #%d.", number, by), fmt.Sprintf("To have it back, retract the retraction: `/nato retract #%d because \"…\"`", by))
}

func sayNotCorrectable(e consensus.Entry) error {
	return askBack(fmt.Sprintf("#%d is a %s and cannot be corrected.", e.Number, kindWord(e.Kind)),
		fmt.Sprintf("Take it back and record it anew: `/nato retract #%d because \"…\"`", e.Number))
}

func sayNoSuchPart(e consensus.Entry) error {
	return askBack(fmt.Sprintf("#%d is a %s and has no such part.", e.Number, kindWord(e.Kind)), fmt.Sprintf("`/nato history #%d` shows what it has.", e.Number))
}

func sayWhatToReplace(number int) error {
	return askBack(fmt.Sprintf("What is to be replaced in #%d?", number), fmt.Sprintf("`/nato correct #%d on 21 Feb`", number))
}

func sayRaceExists(key string) error {
	return askBack("There is a race "+asTyped(key)+" already.", "Choose another word for it: `/nato race open 2034 \"NATO Secretary General 2034\"`.")
}

func sayRaceClosed(key string) error {
	return askBack("The race "+key+" is closed and takes no more reports.",
		"Corrections are still possible. An editor opens the next race: `/nato race open 2034 \"NATO Secretary General 2034\"`.")
}

func sayFixedDay(m consensus.Member) error {
	return askBack(fmt.Sprintf("The roster has %s joining on %s.", articled(m), m.Joined.Long()), "The days of the members that are built in do not change.")
}

func sayTheirRole() error {
	return askBack("That is their role already.", "`/nato access` shows who may do what.")
}

func sayOpenedAlready(opened bool) error {
	if opened {
		return askBack("That channel is open to its guests already.", "`/nato access` shows who may do what.")
	}
	return askBack("That channel is not open to its guests.", "`/nato access` shows who may do what.")
}

func sayWhichChannel() error {
	return askBack("Which channel is it for?", "Ask in that channel, or name it: `in #desk`.")
}

func sayDigestSet() error {
	return askBack("That digest is set already.", "`/nato digest list` shows them all.")
}

func sayNoDigest() error {
	return consensus.Refuse(consensus.NotFound, "No digest is set for this channel.", "`/nato digest list` shows them all.")
}

func sayNoDigestAt(minute int, here []consensus.Schedule) error {
	var at []string
	for _, s := range here {
		at = append(at, clock(s.Minute))
	}
	return consensus.Refuse(consensus.NotFound, "No digest is set for this channel at "+clock(minute)+".", "It has "+number(len(at), "digest", "digests")+", at "+series(at)+".")
}

func saySkipped(day consensus.Day) error {
	return askBack("The digests of "+day.Long()+" are left out already.", "`/nato digest list` shows them all.")
}

func sayNotSkipped(day consensus.Day) error {
	return consensus.Refuse(consensus.NotFound, "The digests of "+day.Long()+" are not left out in this channel.", "`/nato digest list` shows them all.")
}

func sayNothingDue(day consensus.Day) error {
	return consensus.Refuse(consensus.NotFound, "No digest is due in this channel on "+day.Weekday().String()+", "+day.Long()+".", "`/nato digest list` shows them all.")
}

func sayDayPassed(day consensus.Day) error {
	return askBack(day.Long()+" has passed.", "Name a day from today on: `/nato digest skip 1 May`.")
}

func sayNoFormat(format string) error {
	return askBack("There is no export as "+asTyped(format)+".", "The forms are csv, long, json, md, text and, in a terminal, jsonl.")
}

func sayWholeLedger() error {
	return askBack("An export as jsonl is the whole ledger, and has no day.", "Ask for csv, long, json, md or text of that day, or leave the day out.")
}

func sayUnreadable(name string) error {
	return askBack(name+" cannot be read.", "Check that the file is there and that you may read it.")
}

func sayOtherLedger() error {
	return askBack("The ledger holds other entries than this file.", "Import it into an empty ledger: name a new file in NATO_STORE.")
}

// kindWord names a kind of entry to people.
func kindWord(k consensus.Kind) string {
	switch k {
	case consensus.Candidacy:
		return "candidate's status"
	case consensus.Scheduling:
		return "digest's time"
	case consensus.Granting:
		return "decision on access"
	case consensus.Echo:
		return "report of the same"
	case consensus.Opening, consensus.Closing:
		return "race's " + k.String()
	case consensus.Accession:
		return "country's joining"
	}
	return k.String()
}
