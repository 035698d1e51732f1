package commands

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"natobot/consensus"
)

// page is how many entries an answer shows.
const page = 50

// History answers with entries, the newest first; those that were struck are shown as
// such, with who struck them.
//
// An empty subject asks for the whole race where its key was named, else for the whole ledger.
func History(v view, subject consensus.Subject, race string) Reply {
	title, numbers, total := v.about(subject, race)
	if total == 0 {
		return Reply{Title: title + ": nothing is recorded.", Sections: []Section{note(v.asOf()), Paragraph{Text: marked("Record what you know: `/nato help stance` shows how.")}}}
	}
	return Reply{
		Title:    title + ": " + number(total, "entry", "entries") + ".",
		Sections: append([]Section{note(v.asOf())}, v.lastEntries(numbers, total)...),
	}
}

// about names what a history is of, and gives the last page of its entries and how many
// there are.
func (v view) about(subject consensus.Subject, race string) (title string, numbers []int, total int) {
	switch {
	case subject.Member != "" && subject.Candidate != "":
		title = v.member(subject.Member).Name + " on " + v.person(subject.Candidate)
	case subject.Member != "":
		title = v.member(subject.Member).Name
	case subject.Candidate != "":
		title = v.person(subject.Candidate)
	case race != "":
		title = "The race " + race
	default:
		// Those of the desk's own affairs and of other races included.
		for n := max(1, v.at.Known-page+1); n <= v.at.Known; n++ {
			numbers = append(numbers, n)
		}
		return "The whole ledger", numbers, v.at.Known
	}
	numbers, total = v.race.Past(subject, v.at.Known, page)
	return title, numbers, total
}

// lastEntries shows the last page of a history, the newest first.
func (v view) lastEntries(numbers []int, total int) []Section {
	if len(numbers) == 0 {
		return nil
	}
	l := List{Heading: "History, newest first"}
	more := total - len(numbers)
	if more > 0 {
		l.Heading = fmt.Sprintf("The last %d of %d entries, newest first", len(numbers), total)
	}
	v.fetch(slices.Concat(numbers, v.strikers(numbers))...)
	struck := v.strikes(numbers)
	for _, e := range slices.Backward(v.entries(numbers...)) {
		l.Items = append(l.Items, v.historic(e, struck))
	}
	sections := []Section{l}
	if more > 0 {
		sections = append(sections, Paragraph{Text: marked(fmt.Sprintf("For earlier ones ask about a member or a candidate (`/nato history Poland`) or one entry (`/nato history #%d`).", numbers[0]-1))})
	}
	return sections
}

// strikers gives the entries that struck some of those given.
func (v view) strikers(numbers []int) []int {
	var list []int
	for _, n := range numbers {
		if by := v.book.StruckBy(n, v.at.Known); by != 0 {
			list = append(list, by)
		}
	}
	return list
}

// strikes gives the entries that struck some of those given, by the struck one's number.
func (v view) strikes(numbers []int) map[int]consensus.Entry {
	by := map[int]consensus.Entry{}
	for _, n := range numbers {
		if s := v.book.StruckBy(n, v.at.Known); s != 0 {
			by[n] = v.entry(s)
		}
	}
	return by
}

// historic shows one entry in a history: struck text is struck, and says by whom.
func (v view) historic(e consensus.Entry, struck map[int]consensus.Entry) Line {
	line := Line{{Text: fmt.Sprintf("#%d ", e.Number), Style: Bold}}
	body := v.line(e, sourced(e))
	if e.Kind == consensus.Note {
		body[0].Text = v.means(e) + " ("
	}
	switch {
	case e.Kind == consensus.Granting && e.Grant.Channel == "":
		body = Line{recorder(e.Grant.User), {Text: fmt.Sprintf(" becomes %s (%s)", roleWord(e.Grant.Role), e.On)}}
	case e.Kind == consensus.Granting:
		body = Line{{Text: grants(*e.Grant) + ": "}, channel(e.Grant.Channel), {Text: fmt.Sprintf(" (%s)", e.On)}}
	case e.Source == (consensus.Source{}):
		body = say("%s (%s)", v.means(e), e.On)
	}
	if _, is := struck[e.Number]; is {
		for i := range body {
			body[i].Style |= Struck
		}
	}
	line = append(line, body...)
	if e.Corrects() {
		line = append(line, Span{Text: fmt.Sprintf("; replaces #%d", e.Target)})
	}
	stop := "."
	if strings.HasSuffix(line[len(line)-1].Text, ".”") {
		stop = "" // the quotation has its own
	}
	line = append(append(line, Span{Text: stop + " Recorded by "}), v.recorders(e.Number)...)
	line = append(line, Span{Text: ", " + v.moment(e.Recorded) + "."})
	if note := v.of(e).meets(e); note != "" {
		line = append(line, Span{Text: " " + note})
	}
	return append(line, v.struck(e.Number, struck)...)
}

// Entry shows one entry whole: what it says, its source, what it struck and what struck
// it. An editor gets the buttons that settle what contradicts it.
func Entry(v view, n int) (Reply, error) {
	if n > v.at.Known {
		return Reply{}, sayNoEntry(n, v.at.Known)
	}
	echoes := v.book.Echoes(n, v.at.Known)
	v.fetch(slices.Concat([]int{n}, v.strikers([]int{n}), echoes)...)
	e, struck := v.entry(n), v.strikes([]int{n})
	l := List{Items: []Line{say("About: %s", e.On)}}
	if e.Source != (consensus.Source{}) {
		l.Items = append(l.Items, say("On whose word: %s", onWord(e.Source)))
	}
	if out := outlet(e.Source); out.Text != "" {
		l.Items = append(l.Items, Line{{Text: "Published: "}, out})
	}
	if e.Source.Quote != "" {
		l.Items = append(l.Items, Line{{Text: "In their words: "}, {Text: "“" + e.Source.Quote + "”", Style: Italic}})
	}
	l.Items = append(l.Items, append(append(Line{{Text: "Recorded: by "}}, v.recorders(n)...), Span{Text: ", " + v.moment(e.Recorded)}))
	for _, echo := range v.entries(echoes...) {
		l.Items = append(l.Items, Line{{Text: "The same: by "}, recorder(echo.Recorder), {Text: fmt.Sprintf(", %s, #%d", v.moment(echo.Recorded), echo.Number)}})
	}
	if e.Target != 0 {
		l.Items = append(l.Items, say("%s: #%d", deed(e), e.Target))
	}
	l.Items = append(l.Items, v.fate(e, struck))
	reply := Reply{Title: fmt.Sprintf("#%d: %s.", n, v.means(e)), Sections: []Section{l}}
	if v.role == consensus.Editor {
		reply.Actions = v.settlable(e)
	}
	return reply, nil
}

// settlable gives the buttons that settle what contradicts an entry.
func (v view) settlable(e consensus.Entry) []Action {
	c := v.of(e).contest(e)
	if len(contesters(c, e.Number)) == 0 {
		return nil
	}
	return settlings(c)
}

// deed names what an entry does to the one that it names.
func deed(e consensus.Entry) string {
	switch {
	case e.Kind == consensus.Echo:
		return "Says the same as"
	case e.Kind == consensus.Settling:
		return "Upholds"
	case e.Corrects():
		return "Replaces"
	}
	return "Strikes"
}

// fate says whether an entry stands.
func (v view) fate(e consensus.Entry, struck map[int]consensus.Entry) Line {
	if line := v.struck(e.Number, struck); line != nil {
		line[0].Text = "It does not stand." + line[0].Text
		return line
	}
	return say("%s", cmp.Or(v.of(e).meets(e), "It stands."))
}
