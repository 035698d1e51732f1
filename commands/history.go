package commands

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"natobot/consensus"
)

// page is how many entries an answer shows.
const page = 50

// history answers with entries, the newest first; those that were struck are shown as
// such, with who struck them.
func (d *Desk) history(ctx context.Context, _ Request, u Understood) (Reply, error) {
	v, err := d.asked(u)
	if err != nil {
		return Reply{}, err
	}
	if u.Target != 0 {
		return d.entry(ctx, v, u.Target)
	}
	title, numbers := v.about(u)
	if len(numbers) == 0 {
		return Reply{Title: title + ": nothing is recorded.", Sections: []Section{note(v.asOf()), Paragraph{Text: marked("Record what you know: `/nato help stance` shows how.")}}}, nil
	}
	sections, err := d.lastEntries(ctx, v, numbers)
	return Reply{Title: title + ": " + number(len(numbers), "entry", "entries") + ".", Sections: append([]Section{note(v.asOf())}, sections...)}, err
}

// about names what a history is of, and its entries.
func (v view) about(u Understood) (title string, numbers []int) {
	subject := consensus.Subject{Member: u.Member, Candidate: u.Candidate}
	switch {
	case u.Member != "" && u.Candidate != "":
		title = v.member(u.Member).Name + " on " + v.person(u.Candidate)
	case u.Member != "":
		title = v.member(u.Member).Name
	case u.Candidate != "":
		title = v.person(u.Candidate)
	case u.Race != "":
		title = "The race " + u.Race
	default:
		return "The whole ledger", v.everything()
	}
	return title, v.race.History(subject, v.at.Known)
}

// everything lists all entries, those of the desk's own affairs and of other races
// included.
func (v view) everything() []int {
	all := make([]int, v.at.Known)
	for i := range all {
		all[i] = i + 1
	}
	return all
}

// lastEntries shows the last page of some entries, the newest first.
func (d *Desk) lastEntries(ctx context.Context, v view, numbers []int) ([]Section, error) {
	l := List{Heading: "History, newest first"}
	more := len(numbers) - page
	if more > 0 {
		l.Heading = fmt.Sprintf("The last %d of %d entries, newest first", page, len(numbers))
		numbers = numbers[more:]
	}
	if len(numbers) == 0 {
		return nil, nil
	}
	struck, err := d.strikes(ctx, v, numbers)
	if err != nil {
		return nil, err
	}
	entries, err := d.Ledger.Entries(ctx, numbers...)
	if err != nil {
		return nil, err
	}
	for _, e := range slices.Backward(entries) {
		l.Items = append(l.Items, v.historic(e, struck))
	}
	sections := []Section{l}
	if more > 0 {
		sections = append(sections, Paragraph{Text: marked(fmt.Sprintf("For earlier ones ask about a member or a candidate (`/nato history Poland`) or one entry (`/nato history #%d`).", numbers[0]-1))})
	}
	return sections, nil
}

// strikes gives the entries that struck some of those given, by the struck one's number.
func (d *Desk) strikes(ctx context.Context, v view, numbers []int) (map[int]consensus.Entry, error) {
	by := map[int]consensus.Entry{}
	for _, n := range numbers {
		s := v.book.StruckBy(n, v.at.Known)
		if s == 0 {
			continue
		}
		entries, err := d.Ledger.Entries(ctx, s)
		if err != nil {
			return nil, err
		}
		by[n] = entries[0]
	}
	return by, nil
}

// historic shows one entry in a history: struck text is struck, and says by whom.
func (v view) historic(e consensus.Entry, struck map[int]consensus.Entry) Line {
	line := Line{{Text: fmt.Sprintf("#%d ", e.Number), Style: Bold}}
	body := v.line(e, sourced(e))
	if e.Kind == consensus.Note {
		body[0].Text = v.means(e) + " ("
	}
	switch {
	case e.Kind == consensus.Granting:
		body = Line{recorder(e.Grant.User), {Text: fmt.Sprintf(" becomes %s (%s)", roleWord(e.Grant.Role), e.On)}}
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
	line = append(line, Span{Text: stop + " Recorded by "}, recorder(e.Recorder), Span{Text: ", " + v.moment(e.Recorded) + "."})
	return append(line, v.struck(e.Number, struck)...)
}

// entry shows one entry whole: what it says, its source, what it struck and what
// struck it.
func (d *Desk) entry(ctx context.Context, v view, n int) (Reply, error) {
	if n > v.at.Known {
		return Reply{}, sayNoEntry(n, v.at.Known)
	}
	entries, err := d.Ledger.Entries(ctx, n)
	if err != nil {
		return Reply{}, err
	}
	e := entries[0]
	struck, err := d.strikes(ctx, v, []int{n})
	if err != nil {
		return Reply{}, err
	}
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
	l.Items = append(l.Items, Line{{Text: "Recorded: by "}, recorder(e.Recorder), {Text: ", " + v.moment(e.Recorded)}})
	if e.Target != 0 {
		l.Items = append(l.Items, say("%s: #%d", map[bool]string{true: "Replaces", false: "Strikes"}[e.Corrects()], e.Target))
	}
	l.Items = append(l.Items, v.fate(n, struck))
	return Reply{Title: fmt.Sprintf("#%d: %s.", n, v.means(e)), Sections: []Section{l}}, nil
}

// fate says whether an entry stands.
func (v view) fate(n int, struck map[int]consensus.Entry) Line {
	if line := v.struck(n, struck); line != nil {
		line[0].Text = "It does not stand." + line[0].Text
		return line
	}
	return say("It stands.")
}
