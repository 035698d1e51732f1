package grammar

import (
	"strconv"

	"natobot/commands/english"
	"natobot/commands/lexicon"
	"natobot/consensus"
)

func sayNotAList(first, second string, try []string) error {
	hint := "Several members stand as a list, with commas or `and` between them. Write one command for each where they say different things."
	if len(try) == 1 {
		hint = "Are both meant? Then write " + english.TypeThis(try[0]) + "."
	}
	return consensus.Ask("There are two members here: "+first+" and "+second+".", hint)
}

func sayGroup(typed, list string, try []string) error {
	hint := "Write them as a list."
	if len(try) == 1 {
		hint = "Are these meant? Then write " + english.TypeThis(try[0]) + "."
	}
	return consensus.Ask(english.AsTyped(typed)+" may stand for "+list+".", hint)
}

func sayWhoseSide(who string, members int, try []string) error {
	return consensus.Ask(english.AsTyped(who)+" speaks for one member, and here are "+strconv.Itoa(members)+".",
		"Write `via reported` where it was said of others too, or `via on-record` where all of them are on the record."+orWrite(try))
}

func orWrite(try []string) string {
	if len(try) == 0 {
		return ""
	}
	return " For example " + english.TypeThis(try[0]) + "."
}

func sayLookAlike(typed, latin string, try []string) error {
	hint := "Type it anew."
	if len(try) == 1 {
		hint = "Did you mean " + latin + "? Then write " + english.TypeThis(try[0]) + "."
	}
	return consensus.Ask(english.AsTyped(typed)+" has letters of another alphabet that look like Latin ones.", hint)
}

func sayVague(typed string) error {
	return consensus.Ask(english.AsTyped(typed)+" does not say which position it is.",
		"Is it leans (signals support, has not said it), accepts (would not block), undeclared (no position taken), holdout (reservations, not a no) or opposes (a no)? Write the one that was reported; the words themselves fit in double quotes.")
}

func sayOutletOrPerson(typed string, try []string) error {
	return consensus.Ask("Is "+english.AsTyped(typed)+" an outlet or a person?",
		"Who published it goes behind `from \"…\"`, who said it behind `by \"…\"`."+orWrite(try))
}

func sayPartOf(typed string) error {
	return consensus.Ask(english.AsTyped(typed)+" is no number of members.", "A claim counts them: `about 20 of 31`. A share fits in a quotation.")
}

func sayMoreThanAll(q consensus.Qualifier, count, members int, on consensus.When) error {
	return consensus.Ask(english.Capital(q.String())+" "+strconv.Itoa(count)+" is more than the "+strconv.Itoa(members)+" members that there were "+english.Dated(on)+".",
		"Which is right, the number or the day?")
}

func sayOverAll(q consensus.Qualifier, count, of int) error {
	return consensus.Ask(english.Capital(q.String())+" "+strconv.Itoa(count)+" of "+strconv.Itoa(of)+" is more than all.", "Which of the two numbers is right?")
}

func sayNotMentioned(name string, near []lexicon.Hint, try []string) error {
	if len(near) > 0 {
		return consensus.Ask(english.AsTyped(name)+" is neither a member nor a candidate.", didYouMean(near, try))
	}
	return consensus.Ask(english.AsTyped(name)+" is neither a member nor a candidate.", "`/§ members` and `/§ candidates` list them.")
}

func sayReserved(name string) error {
	return consensus.Ask(english.AsTyped(name)+" is a word of a command and not the name of a person.",
		"Write the full name as it is printed: `/§§ candidate \"Mark Rutte\" of Netherlands declared`.")
}

func saySamePerson(typed, known string, try []string) error {
	hint := "Write the name as it is in the list."
	if len(try) == 1 {
		hint = "Then write " + english.TypeThis(try[0]) + "."
	}
	return consensus.Ask("Is "+english.AsTyped(typed)+" "+known+", who is among the candidates already?", hint)
}

// sayOutletTaken tells that a name behind "by" was taken for who published it.
func sayOutletTaken(outlet string) string {
	return outlet + " publishes and is no person: it is recorded as the outlet, as behind `from`."
}

func sayDoubtful(typed string, denied bool) error {
	if denied {
		return consensus.Ask(english.AsTyped(typed)+" may mean more than one position.",
			"Is it undeclared (no position taken), holdout (reservations, not a no), opposes (a no) or accepts (would not block)? Write the one that was reported; the words themselves fit in double quotes.")
	}
	return consensus.Ask(english.AsTyped(typed)+" is not yet a position.",
		"Write what was reported: leans (signals support, has not said it), accepts (would not block), backs or undeclared. The words themselves fit in double quotes.")
}

func sayNoAttribution(typed string, near []lexicon.Hint, try []string) error {
	if len(near) > 0 {
		return consensus.Ask("`via` says on whose word it is, and "+english.AsTyped(typed)+" is not understood there.", didYouMean(near, try))
	}
	return consensus.Ask("`via` says on whose word it is, and "+english.AsTyped(typed)+" is not understood there.",
		"Write on-record, spokesperson, official, diplomat, camp, reported or inferred. A person goes behind `by \"…\"`, an outlet behind `from \"…\"`.")
}

func sayNeeds(clause, what, typed string) error {
	message := "`" + clause + "` needs " + what + "."
	if typed != "" {
		message = "`" + clause + "` needs " + what + ", and " + english.AsTyped(typed) + " is not one."
	}
	return consensus.Ask(message, "Write it behind `"+clause+"`, or leave both out.")
}

func sayNeedsQuotes(clause, noun, typed string) error {
	if typed == "" {
		return consensus.Ask("`"+clause+"` needs "+noun+".", "Write it in double quotes: `"+clause+" \"…\"`.")
	}
	return consensus.Ask("It is not clear how far "+english.AsTyped(typed)+" belongs to `"+clause+"`.",
		"Write "+noun+" in double quotes: `"+clause+" \"…\"`.")
}
