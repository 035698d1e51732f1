package commands

import (
	"cmp"
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
func (d *Desk) history(ctx context.Context, req Request, u Understood) (Reply, error) {
	v, err := d.asked(u)
	if err != nil {
		return Reply{}, err
	}
	if u.Target != 0 {
		reply, err := d.entry(ctx, v, u.Target)
		if err == nil && d.role(req) == consensus.Editor {
			reply.Actions, err = d.settlable(ctx, v, u.Target)
		}
		return reply, err
	}
	title, numbers, total := v.about(u)
	if total == 0 {
		return Reply{Title: title + ": nothing is recorded.", Sections: []Section{note(v.asOf()), Paragraph{Text: marked("Record what you know: `/nato help stance` shows how.")}}}, nil
	}
	sections, err := d.lastEntries(ctx, v, numbers, total)
	return Reply{Title: title + ": " + number(total, "entry", "entries") + ".", Sections: append([]Section{note(v.asOf())}, sections...)}, err
}

// about names what a history is of, and gives the last page of its entries and how many
// there are.
func (v view) about(u Understood) (title string, numbers []int, total int) {
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
func (d *Desk) lastEntries(ctx context.Context, v view, numbers []int, total int) ([]Section, error) {
	if len(numbers) == 0 {
		return nil, nil
	}
	l := List{Heading: "History, newest first"}
	more := total - len(numbers)
	if more > 0 {
		l.Heading = fmt.Sprintf("The last %d of %d entries, newest first", len(numbers), total)
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
	var struck, strikers []int
	for _, n := range numbers {
		if s := v.book.StruckBy(n, v.at.Known); s != 0 {
			struck, strikers = append(struck, n), append(strikers, s)
		}
	}
	by := map[int]consensus.Entry{}
	if len(strikers) == 0 {
		return by, nil
	}
	entries, err := d.Ledger.Entries(ctx, strikers...)
	if err != nil {
		return nil, err
	}
	for i, e := range entries {
		by[struck[i]] = e
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
	l.Items = append(l.Items, append(append(Line{{Text: "Recorded: by "}}, v.recorders(n)...), Span{Text: ", " + v.moment(e.Recorded)}))
	echoes, err := d.joined(ctx, v, n)
	if err != nil {
		return Reply{}, err
	}
	l.Items = append(l.Items, echoes...)
	if e.Target != 0 {
		l.Items = append(l.Items, say("%s: #%d", deed(e), e.Target))
	}
	l.Items = append(l.Items, v.fate(e, struck))
	return Reply{Title: fmt.Sprintf("#%d: %s.", n, v.means(e)), Sections: []Section{l}}, nil
}

// joined lists who reported the same as an entry, and when.
func (d *Desk) joined(ctx context.Context, v view, n int) ([]Line, error) {
	numbers := v.book.Echoes(n, v.at.Known)
	if len(numbers) == 0 {
		return nil, nil
	}
	entries, err := d.Ledger.Entries(ctx, numbers...)
	if err != nil {
		return nil, err
	}
	var lines []Line
	for _, e := range entries {
		lines = append(lines, Line{{Text: "The same: by "}, recorder(e.Recorder), {Text: fmt.Sprintf(", %s, #%d", v.moment(e.Recorded), e.Number)}})
	}
	return lines, nil
}

// settlable gives the buttons that settle what contradicts an entry.
func (d *Desk) settlable(ctx context.Context, v view, n int) ([]Action, error) {
	e, err := d.numbered(ctx, v, n)
	if err != nil {
		return nil, err
	}
	c := v.of(e).contest(e)
	if len(contesters(c, n)) == 0 {
		return nil, nil
	}
	return settlings(c), nil
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
