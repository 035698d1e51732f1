package report

import (
	"fmt"

	"natobot/commands/english"
	"natobot/consensus"
)

func sayAfter(since, on consensus.Day) error {
	return consensus.Ask(fmt.Sprintf("%s lies after %s.", since.Long(), on.Long()), "Ask about an earlier day: `/nato changes since yesterday`.")
}

func sayNoFormat(format string) error {
	return consensus.Ask("There is no export as "+english.AsTyped(format)+".", "The forms are csv, long, json, md, text and, in a terminal, jsonl. `csv excel` and `long excel` open in a European Excel.")
}

func sayNoEntryLine(why string) error {
	return consensus.Ask("This is no line of an export: "+why+".", "Export the ledger again, and leave the file as it is.")
}

// SayNoEntry refuses a number that no entry has; last is the number of the last entry, 0 in an
// empty ledger.
func SayNoEntry(number, last int) error {
	if last == 0 {
		return consensus.Refuse(consensus.NotFound, fmt.Sprintf("There is no entry #%d: nothing is recorded yet.", number), "")
	}
	return consensus.Refuse(consensus.NotFound, fmt.Sprintf("There is no entry #%d: the last one is #%d.", number, last), "`/nato history` shows the last entries.")
}

func sayNothingOn(person string, day consensus.Day) error {
	return consensus.Refuse(consensus.NotFound, fmt.Sprintf("Nothing is recorded about %s for %s.", person, day.Long()),
		fmt.Sprintf("`/nato history %s` shows every entry.", person))
}

// SayOfClosedRace refuses a report on somebody whose race is over.
func SayOfClosedRace(name, key string) error {
	return consensus.Ask(english.AsTyped(name)+" was a candidate of the race "+key+", which is closed and takes no more reports.",
		"`/nato status race "+key+"` shows how it stood. Corrections of its entries are still possible.")
}

func sayRaceClosed(key string) error {
	return consensus.Ask("The race "+key+" is closed and takes no more reports.",
		"Corrections are still possible. An editor opens the next race: `/nato race open 2034 \"NATO Secretary General 2034\"`.")
}
