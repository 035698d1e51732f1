// What forms ask and say, by the rules at the head of say.go.

package form

import (
	"cmp"
	_ "embed"
	"fmt"
	"strings"

	"natobot/commands/answer"
	"natobot/commands/english"
	"natobot/commands/grammar"
	"natobot/commands/lexicon"
	"natobot/commands/report"
	"natobot/consensus"
)

//go:embed sentences.txt
var sentencesFile string

var sentences = english.ReadSentences(sentencesFile)

// question asks for what a field of a report must say; "" for one that may stay empty.
func question(k consensus.Kind, f answer.Field) string {
	own := map[answer.Field]string{
		answer.FieldQualifier: "Is it about, over, at least or exactly that many?",
		answer.FieldCount:     "How many is it?",
		answer.FieldOf:        "How many of them?",
		answer.FieldVia:       "On whose word is it?",
		answer.FieldOn:        "Which day is it about?",
		answer.FieldName:      "What is the name?",
	}
	return cmp.Or(own[f], grammar.Question(k, parts[f]))
}

// guessMark stands at what was read out of a message.
const guessMark = "Guessed from the message: check it."

// readFrom shows the words of a message that a draft was read from.
func readFrom(words string) answer.Section {
	return answer.Paragraph{Text: answer.Line{{Text: "Read from: " + words}}, Note: true}
}

// sayEmbargo tells of an embargo whose end nobody but a person can read.
func sayEmbargo(words string) answer.Line {
	return answer.Say("The message speaks of an embargo, and its end is not understood: “%s”. Fill in below until when it is to be held.", words)
}

// inputOf gives a field as a form asks for it; its options depend on the ledger.
func inputOf(f answer.Field) answer.Input {
	in := map[answer.Field]answer.Input{
		answer.FieldMember:    {Label: "Member", Kind: answer.Choice},
		answer.FieldCandidate: {Label: "Candidate", Kind: answer.Choice},
		answer.FieldName:      {Label: "Name", Kind: answer.ShortText, Max: 100, Hint: "As it is printed, without a title."},
		answer.FieldCountry:   {Label: "Country", Kind: answer.Choice, Optional: true, Hint: "The candidate's own."},
		answer.FieldPosition:  {Label: "Position", Kind: answer.Choice, Reshapes: true},
		answer.FieldCondition: {Label: "Condition", Kind: answer.ShortText, Max: 300, Optional: true, Hint: "What it asks for, in a few words."},
		answer.FieldStatus:    {Label: "Status", Kind: answer.Choice},
		answer.FieldQualifier: {Label: "How the number is given", Kind: answer.Choice},
		answer.FieldCount:     {Label: "Members that back", Kind: answer.Number},
		answer.FieldOf:        {Label: "Of how many", Kind: answer.Number, Optional: true, Hint: "Only if the claim says so."},
		answer.FieldMissing:   {Label: "Left out", Kind: answer.LongText, Max: 400, Optional: true, Hint: "The members that the count leaves out, if the claim names them: Hungary, Türkiye."},
		answer.FieldText:      {Label: "Fact", Kind: answer.LongText, Max: 1000},
		answer.FieldVia:       {Label: "On whose word", Kind: answer.Choice, Optional: true, Hint: "Left empty: on-record where somebody is named below, else reported."},
		answer.FieldWho:       {Label: "Who", Kind: answer.ShortText, Max: 150, Optional: true, Hint: "Whom the source names: a person, an office."},
		answer.FieldOn:        {Label: "Day", Kind: answer.Date, Hint: "The day that it is about."},
		answer.FieldLink:      {Label: "Link", Kind: answer.Link, Max: 500, Optional: true},
		answer.FieldOutlet:    {Label: "Outlet", Kind: answer.ShortText, Max: 80, Optional: true, Hint: "Who published it; left empty, the link's site is named."},
		answer.FieldQuote:     {Label: "Quote", Kind: answer.LongText, Max: 1200, Optional: true, Hint: "Word for word, without quotation marks around it."},
		answer.FieldPrint:     {Label: "For publication", Kind: answer.Choice},
		answer.FieldUntil:     {Label: "Hold until", Kind: answer.ShortText, Max: 60, Optional: true, Hint: "A time, with its day if that is not today: tomorrow 06:00. In no number until then."},
		answer.FieldBecause:   {Label: "Why", Kind: answer.ShortText, Max: 300, Hint: "The reason stays beside the entry."},
	}[f]
	in.Field = f
	return in
}

// printGloss says in a choice what becomes of a report.
func printGloss(value string) string {
	if value == answer.DeskOnly {
		return "no – for the desk only: the published page leaves it out"
	}
	return "yes"
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
		consensus.Appointed:  " – chosen",
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

// FormTitle heads a form, in Slack's 24 characters.
func FormTitle(draft answer.Draft) string {
	switch draft.Verb {
	case "stance", "claim", "note":
		return "Record a " + draft.Verb
	case "candidate":
		return "Record a candidate"
	case "correct", "retract":
		return fmt.Sprintf("%s #%d", english.Capital(draft.Verb), draft.Target)
	}
	return "Record"
}

// wouldSay says, in bold, what would stand in the ledger.
func (p Plan) wouldSay() answer.Line {
	if p.Entry.Kind == consensus.Echo {
		return answer.Line{{Text: fmt.Sprintf("You would become a recorder of #%d, too.", p.Entry.Target), Style: answer.Bold}}
	}
	text := p.Means(p.Entry) + "."
	if p.Entry.Corrects() {
		text = fmt.Sprintf("In place of #%d: %s", p.Entry.Target, text)
	}
	return answer.Line{{Text: text, Style: answer.Bold}}
}

// wouldWait says for what a report would wait.
func wouldWait(what string) answer.Line {
	return answer.Say("It waits %s; in no number until then. Let out now, it would do this:", what)
}

// wouldAddNothing tells of a report that the ledger has.
func wouldAddNothing(number int) answer.Reply {
	return answer.Reply{
		Title:    fmt.Sprintf("This is recorded already, as #%d.", number),
		Sections: []answer.Section{answer.Paragraph{Text: answer.Say("Nothing would be added. Another day or another source of the same is worth a new entry.")}},
	}
}

// anonymous warns of an objection that nobody with a name stands for.
func anonymous(e consensus.Entry) []answer.Line {
	if e.Position != consensus.Holdout && e.Position != consensus.Opposes {
		return nil
	}
	switch e.Source.Via {
	case consensus.Official, consensus.Diplomat:
		return []answer.Line{answer.Say("This is an objection on the word of a source without a name: %s.", report.OnWord(e.Source))}
	case consensus.Camp:
		return []answer.Line{answer.Say("This is an objection on the word of the candidate's camp, not of the member.")}
	case consensus.Inferred:
		return []answer.Line{answer.Say("This is an objection that nobody is reported to have made.")}
	}
	return nil
}

// sameLink names an entry of the same link.
func (p Plan) sameLink(e consensus.Entry) answer.Line {
	line := append(answer.Say("The same link is recorded already: #%d, %s (", e.Number, p.Means(e)), report.Sourced(e)...)
	return append(line, answer.Span{Text: ")."})
}

// lookalike asks about the candidate whose name is nearly that of somebody new.
func (p Plan) lookalike(name string) []answer.Line {
	hints := grammar.NearCandidates(p.names, name)
	if len(hints) == 0 {
		return nil
	}
	return []answer.Line{answer.Say("Is this %s? Then choose that name instead of a new one.", lexicon.OrList(hints))}
}

// tooLongForForm tells which fields of an entry stay as they are.
func tooLongForForm(labels []string, number int) string {
	return fmt.Sprintf("Too long for this form, and kept as it is: %s. `/§ correct #%d quote \"…\"` replaces it.", english.Series(labels), number)
}

// atField words a refusal at a field: what is wrong and what to do in one go.
func atField(e *consensus.Error) string {
	return strings.TrimSpace(e.Message + " " + e.Hint)
}

// SayNotCorrectable refuses a correction of an entry whose kind has no parts to
// replace, and says what to do instead.
func SayNotCorrectable(e consensus.Entry) error {
	return sentences.Ask("not correctable", e.Number, english.KindWord(e.Kind))
}
