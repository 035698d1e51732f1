package report

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"natobot/commands/answer"
	"natobot/commands/english"
	"natobot/consensus"
)

// page is how many entries an answer shows.
const page = 50

// History answers with entries, the newest first; those that were struck are shown as
// such, with who struck them.
//
// An empty subject asks for the whole race where its key was named, else for the whole ledger.
func History(v View, subject consensus.Subject, race string) answer.Reply {
	title, numbers, total := v.about(subject, race)
	if total == 0 {
		return answer.Reply{Title: title + ": nothing is recorded.", Sections: []answer.Section{Note(v.asOf()), answer.Paragraph{Text: answer.Marked("Record what you know: `/§ help stance` shows how.")}}}
	}
	return answer.Reply{
		Title:    title + ": " + english.Number(total, "entry", "entries") + ".",
		Sections: append([]answer.Section{Note(v.asOf())}, v.lastEntries(numbers, total)...),
	}
}

// about names what a history is of, and gives the last page of its entries and how many
// there are.
func (v View) about(subject consensus.Subject, race string) (title string, numbers []int, total int) {
	switch {
	case subject.Member != "" && subject.Candidate != "":
		title = v.member(subject.Member).Name + " on " + v.Person(subject.Candidate)
	case subject.Member != "":
		title = v.member(subject.Member).Name
	case subject.Candidate != "":
		title = v.Person(subject.Candidate)
	case race != "":
		title = "The race " + race
	default:
		// Those of the desk's own affairs and of other races included.
		for n := max(1, v.At.Known-page+1); n <= v.At.Known; n++ {
			numbers = append(numbers, n)
		}
		return "The whole ledger", numbers, v.At.Known
	}
	numbers, total = v.Race.Past(subject, v.At.Known, page)
	return title, numbers, total
}

// lastEntries shows the last page of a history, the newest first.
func (v View) lastEntries(numbers []int, total int) []answer.Section {
	if len(numbers) == 0 {
		return nil
	}
	l := answer.List{Heading: "History, newest first"}
	more := total - len(numbers)
	if more > 0 {
		l.Heading = fmt.Sprintf("The last %d of %d entries, newest first", len(numbers), total)
	}
	l.Items = v.Lines(numbers)
	sections := []answer.Section{l}
	if more > 0 {
		sections = append(sections, answer.Paragraph{Text: answer.Marked(fmt.Sprintf("For earlier ones ask about a member or a candidate (`/§§ history Poland`) or one entry (`/§ history #%d`).", numbers[0]-1))})
	}
	return sections
}

// Lines shows entries that are given in the order of their numbers, the newest first.
func (v View) Lines(numbers []int) (list []answer.Line) {
	v.fetch(slices.Concat(numbers, v.strikers(numbers))...)
	for _, e := range slices.Backward(v.Entries(numbers...)) {
		list = append(list, v.historic(e))
	}
	return list
}

// strikers gives the entries that struck those given, 0 for those that stand.
func (v View) strikers(numbers []int) []int {
	return english.Each(numbers, func(n int) int { return v.Book.StruckBy(n, v.At.Known) })
}

// historic shows one entry in a history: struck text is struck, and says by whom.
func (v View) historic(e consensus.Entry) answer.Line {
	body, struck := v.whole(e), v.struck(e.Number)
	if struck != nil {
		strike(body)
	}
	line := numbered(e, body)
	if e.Corrects() {
		line = line.Say("; replaces #%d", e.Target)
	}
	stop := "."
	if strings.HasSuffix(line[len(line)-1].Text, ".”") {
		stop = "" // the quotation has its own
	}
	line = line.Say("%s Recorded by ", stop).And(v.recorders(e.Number)...).Say(", %s.", v.moment(e.Recorded))
	if note := v.Of(e).meets(e); note != "" {
		line = line.Say(" %s", note)
	}
	return line.And(struck...)
}

// strike sets what is struck.
func strike(line answer.Line) {
	for i := range line {
		line[i].Style |= answer.Struck
	}
}

// numbered sets an entry's number before what is said of it.
func numbered(e consensus.Entry, said answer.Line) answer.Line {
	return answer.Line{{Text: fmt.Sprintf("#%d ", e.Number), Style: answer.Bold}}.And(said...)
}

// whole gives an entry in a line: what it says, its source and its quote.
func (v View) whole(e consensus.Entry) answer.Line {
	switch {
	case e.Kind == consensus.Granting && e.Grant.Channel == "":
		return answer.Line{answer.Recorder(e.Grant.User), {Text: fmt.Sprintf(" becomes %s (%s)", english.RoleWord(e.Grant.Role), e.On)}}
	case e.Kind == consensus.BeatKind && e.Beat.User != "":
		said, _ := strings.CutPrefix(v.follows(*e.Beat), "A person of the workspace")
		return answer.Line{answer.Recorder(e.Beat.User), {Text: fmt.Sprintf("%s (%s)", said, e.On)}}
	case e.Kind == consensus.Granting:
		return answer.Line{{Text: grants(*e.Grant) + ": "}, answer.Channel(e.Grant.Channel), {Text: fmt.Sprintf(" (%s)", e.On)}}
	case e.Source == (consensus.Source{}):
		return answer.Say("%s (%s)", v.Means(e), e.On)
	}
	body := v.line(e, Sourced(e))
	if e.Kind == consensus.Note {
		body[0].Text = v.Means(e) + " ("
	}
	if e.DeskOnly {
		body = body.Say("; desk only")
	}
	return body
}

// Imported says what a row or line of a file became: its entry in a line.
func (v View) Imported(e consensus.Entry) string {
	line := fmt.Sprintf("#%d %s", e.Number, v.whole(e).Plain())
	if e.Corrects() {
		line += fmt.Sprintf("; replaces #%d", e.Target)
	}
	return strings.Join(strings.Fields(line), " ")
}

// Entry shows one entry whole: what it says, its source, what it struck and what struck
// it. An editor gets the buttons that settle what contradicts it.
func Entry(v View, n int) (answer.Reply, error) {
	if n > v.At.Known {
		return answer.Reply{}, SayNoEntry(n, v.At.Known)
	}
	echoes := v.Book.Echoes(n, v.At.Known)
	v.fetch(slices.Concat([]int{n}, v.strikers([]int{n}), echoes)...)
	e := v.Entry(n)
	l := answer.List{Items: []answer.Line{answer.Say("About: %s", e.On)}}
	if e.Source != (consensus.Source{}) {
		l.Items = append(l.Items, answer.Say("On whose word: %s", OnWord(e.Source)))
	}
	if out := outlet(e.Source); out.Text != "" {
		l.Items = append(l.Items, answer.Line{{Text: "Published: "}, out})
	}
	if e.Source.Quote != "" {
		l.Items = append(l.Items, answer.Line{{Text: "In their words: "}, {Text: "“" + e.Source.Quote + "”", Style: answer.Italic}})
	}
	l.Items = append(l.Items, answer.Say("Recorded: by ").And(v.recorders(n)...).Say(", %s", v.moment(e.Recorded)))
	l.Items = append(l.Items, v.recordedBy("The same", echoes)...)
	if e.DeskOnly {
		l.Items = append(l.Items, answer.Say("For the desk only"))
	}
	l.Items = append(l.Items, v.recordedBy("Checked", v.Book.Checks(n, v.At.Known))...)
	if e.Target != 0 {
		l.Items = append(l.Items, answer.Say("%s: #%d", deed(e), e.Target))
	}
	l.Items = append(l.Items, v.fate(e))
	reply := answer.Reply{Title: fmt.Sprintf("#%d: %s.", n, v.Means(e)), Sections: []answer.Section{l}}
	if v.Role == consensus.Editor {
		if c, contesters := v.Of(e).contestersOf(e); len(contesters) > 0 {
			reply.Actions = v.settlings(c)
		}
	}
	return reply, nil
}

// recordedBy tells who recorded some entries, and when.
func (v View) recordedBy(did string, numbers []int) []answer.Line {
	return english.Each(v.Entries(numbers...), func(e consensus.Entry) answer.Line {
		return answer.Say("%s: by ", did).And(answer.Recorder(e.Recorder)).Say(", %s, #%d", v.moment(e.Recorded), e.Number)
	})
}

// deed names what an entry does to the one that it names.
func deed(e consensus.Entry) string {
	switch {
	case e.Kind == consensus.Echo:
		return "Says the same as"
	case e.Kind == consensus.Settling:
		return "Upholds"
	case e.Kind == consensus.CheckKind:
		return "Checks"
	case e.Corrects():
		return "Replaces"
	}
	return "Strikes"
}

// fate says whether an entry stands.
func (v View) fate(e consensus.Entry) answer.Line {
	if line := v.struck(e.Number); line != nil {
		line[0].Text = "It does not stand." + line[0].Text
		return line
	}
	return answer.Say("%s", cmp.Or(v.Of(e).meets(e), "It stands."))
}
