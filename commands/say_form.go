// What forms ask and say, by the rules at the head of say.go.

package commands

import (
	"fmt"
	"strings"

	"natobot/consensus"
)

// question asks for what a field of a report must say; "" for one that may stay empty.
func question(k consensus.Kind, f Field) string {
	switch f {
	case FieldMember:
		return Question(k, consensus.PartMember)
	case FieldCandidate:
		return Question(k, consensus.PartCandidate)
	case FieldPosition:
		return Question(k, consensus.PartPosition)
	case FieldStatus:
		return Question(k, consensus.PartStatus)
	case FieldQualifier:
		return "Is it about, over, at least or exactly that many?"
	case FieldCount:
		return "How many is it?"
	case FieldOf:
		return "How many of them?"
	case FieldText, FieldBecause:
		return Question(k, consensus.PartText)
	case FieldVia:
		return "On whose word is it?"
	case FieldOn:
		return "Which day is it about?"
	case FieldName:
		return "What is the name?"
	}
	return ""
}

// guessMark stands at what was read out of a message.
const guessMark = "Guessed from the message: check it."

// inputOf gives a field as a form asks for it; its options depend on the ledger.
func inputOf(f Field) Input {
	in := map[Field]Input{
		FieldMember:    {Label: "Member", Kind: Choice},
		FieldCandidate: {Label: "Candidate", Kind: Choice},
		FieldName:      {Label: "Name", Kind: ShortText, Max: 100, Hint: "As it is printed, without a title."},
		FieldCountry:   {Label: "Country", Kind: Choice, Optional: true, Hint: "The candidate's own."},
		FieldPosition:  {Label: "Position", Kind: Choice, Reshapes: true},
		FieldCondition: {Label: "Condition", Kind: ShortText, Max: 300, Optional: true, Hint: "What it asks for, in a few words."},
		FieldStatus:    {Label: "Status", Kind: Choice},
		FieldQualifier: {Label: "How the number is given", Kind: Choice},
		FieldCount:     {Label: "Members that back", Kind: Number},
		FieldOf:        {Label: "Of how many", Kind: Number, Optional: true, Hint: "Only if the claim says so."},
		FieldMissing:   {Label: "Left out", Kind: LongText, Max: 400, Optional: true, Hint: "The members that the count leaves out, if the claim names them: Hungary, Türkiye."},
		FieldText:      {Label: "Fact", Kind: LongText, Max: 1000},
		FieldVia:       {Label: "On whose word", Kind: Choice, Optional: true, Hint: "Left empty: on-record where somebody is named below, else reported."},
		FieldWho:       {Label: "Who", Kind: ShortText, Max: 150, Optional: true, Hint: "Whom the source names: a person, an office."},
		FieldOn:        {Label: "Day", Kind: Date, Hint: "The day that it is about."},
		FieldLink:      {Label: "Link", Kind: Link, Max: 500, Optional: true},
		FieldOutlet:    {Label: "Outlet", Kind: ShortText, Max: 80, Optional: true, Hint: "Who published it; left empty, the link's site is named."},
		FieldQuote:     {Label: "Quote", Kind: LongText, Max: 1200, Optional: true, Hint: "Word for word, without quotation marks around it."},
		FieldBecause:   {Label: "Why", Kind: ShortText, Max: 300, Hint: "The reason stays beside the entry."},
	}[f]
	in.Field = f
	return in
}

// positionGloss says in a choice what a position means.
func positionGloss(p consensus.Position) string {
	switch p {
	case consensus.Backs:
		return "backs – has said so"
	case consensus.Leans:
		return "leans – signals support, has not said it"
	case consensus.Accepts:
		return "accepts – would not block"
	case consensus.Holdout:
		return "holdout – reservations, conditions; not a no"
	case consensus.Opposes:
		return "opposes – says no; needs a link or a named source"
	}
	return "undeclared – no position taken"
}

// viaGloss says in a choice what an attribution means.
func viaGloss(a consensus.Attribution) string {
	return a.String() + map[consensus.Attribution]string{
		consensus.OnRecord:     " – a named person",
		consensus.Spokesperson: " – of a government, named or not",
		consensus.Official:     " – unnamed",
		consensus.Diplomat:     " – unnamed",
		consensus.Camp:         " – the candidate's own side",
		consensus.Reported:     " – an outlet says so",
		consensus.Inferred:     " – seen as, viewed as; nobody said it",
	}[a]
}

// statusGloss says in a choice what a status means.
func statusGloss(s consensus.Status) string {
	return s.String() + map[consensus.Status]string{
		consensus.Mooted:     " – named by others",
		consensus.Interested: " – has shown interest",
		consensus.Declared:   " – says so",
		consensus.PutForward: " – by a member",
		consensus.RuledOut:   " – says no",
		consensus.Withdrawn:  " – was a candidate",
		consensus.Appointed:  " – the Council has decided",
		consensus.InOffice:   " – has taken office",
	}[s]
}

// memberChoice names a member in a choice, with the day on which one joins that has not.
func memberChoice(m consensus.Member, today consensus.Day) string {
	if m.Joined > today {
		return fmt.Sprintf("%s (joins on %s)", m.Name, m.Joined.Long())
	}
	return m.Name
}

// formTitle heads a form, in Slack's 24 characters.
func formTitle(draft Draft) string {
	switch draft.Verb {
	case "stance", "claim", "note":
		return "Record a " + draft.Verb
	case "candidate":
		return "Record a candidate"
	case "correct", "retract":
		return fmt.Sprintf("%s #%d", capital(draft.Verb), draft.Target)
	}
	return "Record"
}

// wouldSay says, in bold, what would stand in the ledger.
func (p plan) wouldSay() Line {
	if p.entry.Kind == consensus.Echo {
		return Line{{Text: fmt.Sprintf("You would become a recorder of #%d, too.", p.entry.Target), Style: Bold}}
	}
	text := p.means(p.entry) + "."
	if p.entry.Corrects() {
		text = fmt.Sprintf("In place of #%d: %s", p.entry.Target, text)
	}
	return Line{{Text: text, Style: Bold}}
}

// wouldAddNothing tells of a report that the ledger has.
func wouldAddNothing(number int) Reply {
	return Reply{
		Title:    fmt.Sprintf("This is recorded already, as #%d.", number),
		Sections: []Section{Paragraph{Text: say("Nothing would be added. Another day or another source of the same is worth a new entry.")}},
	}
}

// anonymous warns of an objection that nobody with a name stands for.
func anonymous(e consensus.Entry) []Line {
	if e.Position != consensus.Holdout && e.Position != consensus.Opposes {
		return nil
	}
	switch e.Source.Via {
	case consensus.Official, consensus.Diplomat:
		return []Line{say("This is an objection on the word of a source without a name: %s.", onWord(e.Source))}
	case consensus.Camp:
		return []Line{say("This is an objection on the word of the candidate's camp, not of the member.")}
	case consensus.Inferred:
		return []Line{say("This is an objection that nobody is reported to have made.")}
	}
	return nil
}

// sameLink names an entry of the same link.
func (p plan) sameLink(e consensus.Entry) Line {
	line := append(say("The same link is recorded already: #%d, %s (", e.Number, p.means(e)), sourced(e)...)
	return append(line, Span{Text: ")."})
}

func sayLookalike(hints []hint) Line {
	return say("Is this %s? Then choose that name instead of a new one.", orList(hints))
}

// tooLongForForm tells which fields of an entry stay as they are.
func tooLongForForm(labels []string, number int) string {
	return fmt.Sprintf("Too long for this form, and kept as it is: %s. `/nato correct #%d quote \"…\"` replaces it.", series(labels), number)
}

func sayTwoPeople(one, other string) error {
	return consensus.Ask("There are two candidates here: "+one+" and "+other+".", "Keep the one that is meant, and empty the other field.")
}

func sayNoForm(verb string) error {
	return consensus.Ask("There is no form for "+asTyped(verb)+".", "`/nato help` lists the commands.")
}

func sayNoCandidateYet() error {
	return consensus.Refuse(consensus.NotFound, "Nobody is recorded as a candidate yet.", "Begin with one: `/nato candidate` opens the form for it.")
}

func sayNoChoice(value string) error {
	return consensus.Ask(asTyped(value)+" is not among the choices.", "Choose one from the list.")
}

func sayNoNumber(value string) error {
	return consensus.Ask(asTyped(value)+" is not a number.", "Write it in figures: 20.")
}

func sayTooLongHere(n, most int) error {
	return consensus.Ask(fmt.Sprintf("This has %d characters, and %d are as many as fit.", n, most), "Shorten it to what matters: the link leads to the rest.")
}

// atField words a refusal at a field: what is wrong and what to do in one go.
func atField(e *consensus.Error) string {
	return strings.TrimSpace(e.Message + " " + e.Hint)
}

func sayNotCorrectable(e consensus.Entry) error {
	return consensus.Ask(fmt.Sprintf("#%d is a %s and cannot be corrected.", e.Number, kindWord(e.Kind)),
		fmt.Sprintf("Take it back and record it anew: `/nato retract #%d because \"…\"`", e.Number))
}
