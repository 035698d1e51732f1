package grammar

import (
	"fmt"
	"strconv"

	"natobot/commands/english"
	"natobot/commands/lexicon"
	"natobot/consensus"
)

func sayLeftOutTwice(member string) error {
	return consensus.Ask(member+" stands twice among the members that the claim leaves out.", "Write each of them once.")
}

func saySumOff(f consensus.Fact) error {
	n := f.Missing.Len()
	return consensus.Ask(fmt.Sprintf("%d counted and %d left out are %d, not %d.", f.Count, n, f.Count+n, f.Of),
		"Which is right, the count or the list of those behind `missing`? A count that is not exact is `about` or `at least`.")
}

func sayLeavesTooMany(count, missing, members int) error {
	return consensus.Ask(fmt.Sprintf("%d counted and %d left out are more than the %d members that there were.", count, missing, members),
		"Which is right, the count or the list of those behind `missing`?")
}

func sayNotMemberThen(name string, on consensus.When) error {
	return consensus.Ask(name+" was not a member "+english.Dated(on)+", the day of the claim.", "Leave it out, or write the day that the claim is about: `on …`.")
}

// SayNoQualifier asks of a claim that gives a bare count how exact it is.
func SayNoQualifier(count int) error {
	n := strconv.Itoa(count)
	return consensus.Ask("Is it about "+n+", over "+n+", at least "+n+" or exactly "+n+"?", "A claim says which: `about "+n+"`.")
}

// SayNoTotal refuses a claim that counts among fewer than 1 member or more than there can be.
func SayNoTotal(of int) error {
	return consensus.Ask("`of "+strconv.Itoa(of)+"` is no number of members.", "Write how many members the claim counts among, or leave `of` out.")
}

// SayTooMany asks of a claim that counts more members than it counts among.
func SayTooMany(count, of int) error {
	return consensus.Ask(fmt.Sprintf("%d of %d is more than all.", count, of), "Which of the two numbers is right?")
}

// SayMoreThanMembers asks of a claim that counts more members than there are on its day.
func SayMoreThanMembers(count, members int) error {
	return consensus.Ask(fmt.Sprintf("%d is more than the %d members that there are.", count, members), "Which number is right?")
}

func sayByWhat(typed string, meant []lexicon.Hint, try []string) error {
	return consensus.Ask("`by` names a person, and "+english.AsTyped(typed)+" has no name.", didYouMean(meant, try))
}

func sayConditionOnly(p consensus.Position) error {
	return consensus.Ask("A condition goes with a holdout, and the position here is "+p.String()+".",
		"Is it holdout? Otherwise put the condition into the quotation.")
}

func sayOpposesNeeds() error {
	return consensus.Ask("That a member opposes a candidate is recorded with a link or with who said it.",
		"Add the link, or `by \"…\"`. What is only seen as a reservation is a holdout.")
}

// SayNoteOfBoth asks which of a member and a candidate a note is about.
func SayNoteOfBoth() error {
	return consensus.Ask("A note is about a member or about a candidate, and here are both.", "Name one of them; the other can stand in the fact.")
}
