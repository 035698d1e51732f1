// The sentences that answer a text which is not understood. They follow the rules at the
// head of say.go, and these:
//
//   - The message says what is wrong in one or two sentences; the hint, what to write
//     instead. What was typed stands between `backticks`, and so does what to type.
//   - What was understood is said too, so that nobody wonders which word it was.
//   - Nobody is told that they are wrong: a word is not understood, a day lies ahead.
//   - A guess is a question: "Did you mean Poland?", and nothing is done about it.

package grammar

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"natobot/commands/english"
	"natobot/commands/lexicon"
	"natobot/consensus"
)

// didYouMean asks after near misses, with the whole command to copy where there is one.
func didYouMean(hints []lexicon.Hint, try []string) string {
	if len(hints) == 0 {
		return ""
	}
	s := "Did you mean " + lexicon.OrList(hints) + "?"
	if len(hints) == 1 && len(try) == 1 {
		s += " Then write " + english.TypeThis(try[0]) + "."
	}
	return s
}

// formOf gives the usage and an example to copy.
func formOf(f form) string {
	s := "Write " + english.TypeThis(f.usage)
	if f.example != f.usage {
		s += ", for example " + english.TypeExample(f.example)
	}
	s += "."
	for _, l := range wordsOf(f.usage) {
		s += " " + l.Word + ": " + strings.ReplaceAll(l.Phrases, ",", ", ") + "."
	}
	return s
}

func sayBroken() error {
	return consensus.Ask("This text holds bytes that are no letters of any alphabet.",
		"It was damaged on its way: copy it once more, or type it.")
}

func sayNul() error {
	return consensus.Ask("This text holds a zero byte, which is no letter.", "Copy it once more, or type it.")
}

func sayTooLong(n int) error {
	return consensus.Ask(fmt.Sprintf("This text has %d characters, and %d are as many as fit.", n, Longest),
		"Shorten the quotation to the sentence that matters: the link leads to the rest.")
}

func sayUnclosed(rest string) error {
	return consensus.Ask("The quotation that begins with "+english.AsTyped(rest)+" has no end.",
		`Close it with another ".`)
}

func sayQuoteInQuote(rest string) error {
	return consensus.Ask("In the quotation that begins with "+english.AsTyped(rest)+", a quotation mark stands in the middle of a word.",
		"Use curly or single marks for a quotation inside a quotation, and put a space behind its end.")
}

func sayEmptyQuote() error {
	return consensus.Ask("There is nothing between the quotation marks.", "Put the words in, or leave the marks out.")
}

func sayLinkIntoQuote(link string) error {
	return consensus.Ask("The link "+english.AsTyped(link)+" runs into a quotation mark.", "Put a space between the link and the quotation.")
}

func sayStrayQuote(text string, f form) error {
	return consensus.Ask("There is no place for the quotation "+english.AsTyped(text)+" in `/§ "+f.name+"`.", formOf(f))
}

func sayStrayLink(f form) error {
	return consensus.Ask("There is no place for a link in `/§ "+f.name+"`.", formOf(f))
}

func sayStrayMention(f form) error {
	return consensus.Ask("There is no place for a mention in `/§ "+f.name+"`.", formOf(f))
}

func sayNoCommand(typed string, near []lexicon.Hint, try []string) error {
	switch {
	case len(near) > 0:
		return consensus.Ask(english.AsTyped(typed)+" is not a command.", didYouMean(near, try))
	case len(try) > 0:
		return consensus.Ask("A command begins with what to do, and "+english.AsTyped(typed)+" is not that.", "Did you mean "+english.TypeThis(try[0])+"?")
	}
	return consensus.Ask(english.AsTyped(typed)+" is not a command.", "`/§ help` lists them all; `/§` alone gives the status.")
}

func sayNoAnswer() error {
	return consensus.Ask("That is no question about the race that I can answer.",
		"Ask for example `who is missing?`, `where does Hungary stand?` or `what did Orban say?`; `/§ help` lists what there is.")
}

func sayUnknown(understood []string, typed string, near []lexicon.Hint, try []string, f form) error {
	message := english.AsTyped(typed) + " is not understood."
	if len(understood) > 0 {
		message = "Understood: " + shorten(understood) + ". Not understood: " + english.AsTyped(typed) + "."
	}
	if len(near) > 0 {
		return consensus.Ask(message, didYouMean(near, try))
	}
	return consensus.Ask(message, formOf(f))
}

// shorten joins what was understood, quotations cut short.
func shorten(list []string) string {
	short := make([]string, len(list))
	for i, s := range list {
		if short[i] = s; utf8.RuneCountInString(s) > english.ShownRunes {
			short[i] = string([]rune(s)[:english.ShownRunes]) + "…"
		}
	}
	return strings.Join(short, ", ")
}

func (r *reading) sayNoMember(country string, near []lexicon.Hint, try []string) error {
	said := english.Capital(country) + " is not a member"
	if body := r.names.Vocabulary.Body; body != nil {
		said += " of " + body.Name
	}
	if len(near) > 0 {
		return consensus.Ask(said+".", didYouMean(near, try))
	}
	return consensus.Ask(said+".", "`/§ members` lists those that are.")
}

func sayWhich(typed string, hints []lexicon.Hint, try []string) error {
	hint := "Write the full name."
	if len(try) > 0 {
		hint = "Write the full name, for example " + english.TypeThis(try[0]) + "."
	}
	return consensus.Ask(english.AsTyped(typed)+" may be "+lexicon.OrList(hints)+".", hint)
}

func sayTwo(noun, first, second string) error {
	switch noun {
	case "positions":
		return consensus.Ask("There are two positions here: "+first+" and "+second+".", "A stance has one. Which is it?")
	case "members":
		return consensus.Ask("There are two members here: "+first+" and "+second+".", "Write one command for each of them.")
	case "candidates":
		return consensus.Ask("There are two candidates here: "+first+" and "+second+".", "Write one command for each of them.")
	}
	return consensus.Ask("There are two "+noun+" here: "+english.AsTyped(first)+" and "+english.AsTyped(second)+".", "Keep the one that is right.")
}

func sayMissing(what string, understood []string, f form) error {
	message := what
	if len(understood) > 0 {
		message += " Understood: " + shorten(understood) + "."
	}
	return consensus.Ask(message, formOf(f))
}

// SayNoRace tells which races there are beside the present one, for a key that none of them has;
// typed is "" where `race` came without a key.
func SayNoRace(typed string, races []string) error {
	switch {
	case len(races) == 0:
		return consensus.Refuse(consensus.NotFound, "The ledger has no other race.", "Leave `race` out.")
	case typed == "":
		return consensus.Ask("`race` needs the race's key.", "The ledger has "+strings.Join(races, ", ")+".")
	}
	return consensus.Refuse(consensus.NotFound, "There is no race "+english.AsTyped(typed)+".", "The ledger has "+strings.Join(races, ", ")+".")
}

func sayUnnamed(who string) error {
	return consensus.Ask("Is "+english.AsTyped(who)+" a person with a name? Without `via`, `by` means on the record.",
		"Add `via on-record` if it is, else `via spokesperson`, `via official` or `via diplomat`. An outlet goes behind `from`.")
}

func sayNotAboutMembers(member, command string) error {
	return consensus.Ask("`/§ "+command+"` is about candidates, and "+member+" is a member.", "Did you mean "+english.TypeThis("member "+member)+"?")
}

func sayCountryInName(country string, try []string) error {
	return consensus.Ask("Is "+country+" the candidate's country, or part of the name?",
		"For the country write "+english.TypeThis(try[0])+". A name that ends like that goes in double quotes.")
}

func sayTitle(title string) error {
	return consensus.Ask("Is "+english.AsTyped(title)+" a title?", "Write the name without it, or in double quotes if it belongs to the name.")
}

// SayNotYetCandidate tells how to add somebody new. It names the candidates where they are few
// enough to be read, up to eight; nil where that does not help.
func SayNotYetCandidate(name string, candidates []consensus.Candidate) error {
	hint := "To add them, write `/§ candidate " + strings.ReplaceAll(name, "`", "'") + " of COUNTRY mooted`."
	if len(candidates) > 0 && len(candidates) <= 8 {
		var names []string
		for _, c := range candidates {
			names = append(names, c.Name)
		}
		hint = "The candidates are " + english.Series(names) + ". " + hint
	}
	return consensus.Ask(english.AsTyped(name)+" is not among the candidates.", hint)
}

func sayNearCandidate(typed string, near []lexicon.Hint, try []string) error {
	return consensus.Ask(english.AsTyped(typed)+" is not among the candidates.",
		didYouMean(near, try)+" Somebody new with that name goes in double quotes.")
}

// SayNotAName refuses a new candidate whose name is no name as newspapers print one.
func SayNotAName(typed string) error {
	return consensus.Ask(english.AsTyped(typed)+" does not look like the name of a person.",
		"Write the name as it is printed, with capitals, or in double quotes: `/§§ candidate \"Mark Rutte\" of Netherlands declared`.")
}

func sayNoCandidate(name string, near []lexicon.Hint, try []string) error {
	if len(near) > 0 {
		return consensus.Refuse(consensus.NotFound, english.AsTyped(name)+" is not among the candidates.", didYouMean(near, try))
	}
	return consensus.Refuse(consensus.NotFound, english.AsTyped(name)+" is not among the candidates.",
		"`/§ candidates` lists them. To add somebody, write a status too: mooted, interested, declared, put forward.")
}

func sayReadingOnly(noun string) error {
	return consensus.Ask("What is recorded belongs to the present race and is known from now on: no "+noun+" here.",
		"Leave `known` and `race` out.")
}

func sayOneEntry(number int) error {
	return consensus.Ask("An entry has its own history.", "Write "+english.TypeThis("history #"+strconv.Itoa(number))+" alone.")
}

func sayNoZero() error {
	return consensus.Ask("Entries count from #1.", "`/§ history` shows their numbers.")
}

func sayNoKey(typed string) error {
	message := "The race needs a key: one short word, by which commands name it."
	if typed != "" {
		message = english.AsTyped(typed) + " cannot be a race's key, which is one short word."
	}
	return consensus.Ask(message, "Write it before the title: `/§ race open 2024 \"Secretary General 2024\"`.")
}

func sayNoChannel(typed string) error {
	if typed == "" {
		return consensus.Ask("`in` needs a channel.", "Write # and pick the channel from the list that Slack offers, or leave `in` out for this channel.")
	}
	return consensus.Ask(english.AsTyped(typed)+" is not a channel that Slack knows.", "Write # and pick the channel from the list that Slack offers, or leave `in` out for this channel.")
}

func sayNoZone(typed string) error {
	return consensus.Ask(english.AsTyped(typed)+" is not a time zone.", "Write its name like Europe/Brussels or America/New_York.")
}

func sayNoPerson(typed string) error {
	if typed == "" {
		return consensus.Ask("Who is it?", "Write @ and pick the person from the list that Slack offers: `/§ access reporter @anna`.")
	}
	return consensus.Ask(english.AsTyped(typed)+" is not a person that Slack knows.", "Write @ and pick the person from the list that Slack offers.")
}

// The questions that a report leaves open, typed or filled in.
const (
	askMember    = "Whose stance is it?"
	askPosition  = "What is the position?"
	askTowards   = "Towards whom?"
	askCounted   = "Whose support is counted?"
	askCount     = "How many is it?"
	askTotal     = "How many of them?"
	askCandidate = "Which candidate?"
	askStatus    = "What is the status?"
	askNoted     = "Of whom is the note?"
	askFact      = "What is the fact?"
	askWhy       = "Why? The reason stays beside the entry."
)

func sayDayPassed(day consensus.Day) error {
	return consensus.Ask(day.Long()+" has passed.", "Name a day from today on: `/§ digest skip 1 May`.")
}
