// Package page writes how a race stands as one page that a newsroom can publish or embed: no
// script, nothing from elsewhere, and the same bytes for the same ledger.
package page

import (
	"embed"
	"html/template"
	"io"
	"slices"
	"strings"

	"natobot/commands/answer"
	"natobot/commands/english"
	"natobot/commands/report"
	"natobot/consensus"
)

//go:embed page.html page.css
var files embed.FS

// Write writes the page of a race, by its key, or for "" of the view's: by what is public of
// the entries that a view knows, all from the first on. Unless the view asks for a day, the page is
// of the day on which the last report was recorded.
func Write(w io.Writer, v report.View, entries []consensus.Entry, key string) error {
	v, race, err := public(v, entries, key)
	if err != nil {
		return err
	}
	style, err := files.ReadFile("page.css")
	if err != nil {
		return err
	}
	layout, err := template.New("page.html").Funcs(template.FuncMap{"link": link, "css": css}).ParseFS(files, "page.html")
	if err != nil {
		return err
	}
	c := compose(v, race)
	c.Style = template.CSS(style)
	if v.Err() != nil {
		return v.Err()
	}
	return layout.Execute(w, c)
}

// link gives a span's address where it is one that a reader may follow.
func link(s answer.Span) string {
	if strings.HasPrefix(s.URL, "https://") || strings.HasPrefix(s.URL, "http://") {
		return s.URL
	}
	return ""
}

// css gives a position's class.
func css(p consensus.Position) string { return p.String() }

// content is all that the page says.
type content struct {
	Style           template.CSS
	Title, Headline string
	Post            about
	Rule, AsOf      string
	Moment          string // of AsOf, for programs
	Empty           bool   // nothing was reported
	Bars            []bar
	Lead            *person // whom the page is about first; nil where no member was heard of anybody
	Others          []person
	Watch           []answer.Line
	Trend           *trend // nil where there is but one day
	Moves           []move // the newest first
	Older           []move
	Claims          []claim
	Candidates      []candidate
	Corrections     []correction
	Background      []background
	Positions       []key

	Agreeing, Everybody, Reading string // in the words of who leads, person or motion
}

// about is what the race is for.
type about struct {
	Heading string
	Facts   []fact
}

// fact is a name with what it stands for.
type fact struct{ Name, Text string }

// composer makes the content.
type composer struct {
	report.View
	standing *consensus.Standing
	moved    map[consensus.Subject]consensus.StanceChange // the last move of a member towards a candidate
}

// kindsOf gives a candidate of each kind that a race has, persons and motions: the one who leads first.
func kindsOf(lead consensus.Candidate, tallies []consensus.Tally) []consensus.Candidate {
	kinds := []consensus.Candidate{lead}
	for _, t := range tallies {
		if len(kinds) == 1 && t.Candidate.Motion != lead.Motion {
			kinds = append(kinds, t.Candidate)
		}
	}
	return kinds
}

func compose(v report.View, race *consensus.Race) content {
	c := &composer{View: v, moved: map[consensus.Subject]consensus.StanceChange{}}
	numbers, _ := race.Past(consensus.Subject{}, v.At.Known, 1)
	last := v.Entry(append(numbers, 0)[0])
	if c.Today = consensus.DayOf(last.Recorded.In(v.Zone)); last.Number == 0 {
		c.Today = 0
	}
	c.View = c.In(race)
	c.standing = race.Standing(c.At)
	title, terms, _ := race.Title(c.At.Known)
	page := content{Title: title, Headline: c.Headline(), Post: post(terms, false), Empty: len(c.standing.Tallies) == 0}
	if last.Number != 0 || v.Known != 0 {
		page.AsOf, page.Moment = c.asReported(last)
	}
	if page.Empty {
		page.Headline = sayNothingYet()
		return page
	}
	lead, _ := c.standing.Find(c.lead())
	kinds := kindsOf(lead.Candidate, c.standing.Tallies)
	for _, of := range kinds {
		page.Positions = append(page.Positions, keys(of)...)
	}
	page.Agreeing, page.Everybody = sayAgreeing(c.standing.Tallies), sayEverybody(kinds)
	page.Reading, page.Post = sayReading(c.Race.Body(), lead.Candidate), post(terms, lead.Candidate.Motion)
	page.Rule = sayRule(lead.Candidate, english.Members(c.Race.Body(), len(lead.Stances)))
	moves := c.history(&page)
	page.Moves, page.Older = moves[:min(len(moves), newest)], moves[min(len(moves), newest):]
	c.count(&page)
	page.Watch, page.Claims = c.watch(), c.claims()
	page.Candidates, page.Corrections, page.Background = c.candidates(), c.corrections(), c.background()
	return page
}

// newest is how many moves stand open on the page.
const newest = 12

// post gives what the race is for.
func post(t consensus.Terms, motion bool) about {
	list := []fact{{"Post", t.Post}, {"Incumbent", t.Incumbent}, {"Since", t.Since}, {"Vacant", t.Vacant}, {"What awaits the next one", t.Brief}}
	heading := "The post"
	if motion {
		heading, list = "What is decided", []fact{{"To be ratified", t.Post}, {"Background", t.Brief}}
	}
	return about{heading, slices.DeleteFunc(list, func(f fact) bool { return f.Text == "" })}
}

// live tells whether a candidate is in the race.
func live(t consensus.Tally) bool { return t.Candidate.Status.Live() }

// count shows how many stand behind each candidate, and who.
func (c *composer) count(page *content) {
	for _, t := range c.standing.Tallies {
		if !t.Heard() {
			continue
		}
		if live(t) {
			page.Bars = append(page.Bars, c.bar(t))
		}
		if p := c.person(t); t.Candidate.Key == c.lead() {
			page.Lead = &p
		} else {
			page.Others = append(page.Others, p)
		}
	}
}

// candidate is a row of the table of candidates.
type candidate struct {
	Name, Country, Status string
	Source                answer.Line
	Quote                 string
}

func (c *composer) candidates() []candidate {
	var list []candidate
	for _, t := range c.standing.Tallies {
		row := candidate{Name: t.Candidate.Name, Status: english.Capital(answer.HasStatus(t.Candidate))}
		if t.Candidate.Country != "" {
			row.Country = c.Country(t.Candidate.Country)
		}
		if e := c.Entry(t.Candidate.Entry); e.Number != 0 {
			row.Source, row.Quote = report.Sourced(e), e.Source.Quote
		}
		list = append(list, row)
	}
	return list
}

// background is what the ledger notes on a candidate or a member.
type background struct {
	Of    string
	Notes []cited
}

// cited is a text with where it comes from.
type cited struct {
	Text   string
	Source answer.Line
	Quote  string
}

func (c *composer) background() []background {
	var list []background
	add := func(of string, s consensus.Subject) {
		b := background{Of: of}
		for _, e := range c.Entries(c.Race.Notes(s, c.At.Known)...) {
			if e.On.Day <= c.At.On {
				b.Notes = append(b.Notes, cited{e.Text, report.Sourced(e), e.Source.Quote})
			}
		}
		if b.Notes != nil {
			list = append(list, b)
		}
	}
	for _, t := range c.standing.Tallies {
		add(t.Candidate.Name, consensus.Subject{Candidate: t.Candidate.Key})
	}
	for _, m := range c.Race.Everyone(c.At.Known) {
		add(m.Name, consensus.Subject{Member: m.Code})
	}
	return list
}
