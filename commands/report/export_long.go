package report

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"natobot/consensus"
)

// longColumns are the columns of the long table, a row for each entry. New ones are added
// at the end: desks have formulas on the others.
func longColumns() []string {
	return []string{
		"entry", "day", "precision", "kind", "code", "member", "candidate", "position", "condition", "status",
		"qualifier", "count", "of", "attribution", "who", "outlet", "link", "quote", "text", "recorded", "state", "missing",
	}
}

// exportLong writes a row for each entry of the race that was known, and about the day or
// one before it, in the order of the days: the struck ones too, and what became of them.
func (v View) exportLong(w io.Writer) error {
	rows := [][]string{longColumns()}
	for e := range v.each(v.Race.History(consensus.Subject{}, v.At.Known)) {
		if e.On.Day <= v.At.On && ofTheRace(e.Kind) {
			rows = append(rows, v.long(e))
		}
	}
	if v.Err() != nil {
		return v.Err()
	}
	slices.SortStableFunc(rows[1:], func(a, b []string) int {
		return slices.Compare(a[1:2], b[1:2]) // ISO days sort as words
	})
	return writeCSV(w, rows)
}

// ofTheRace tells whether an entry says something of the race, not of other entries or of
// the desk.
func ofTheRace(k consensus.Kind) bool {
	return slices.Contains([]consensus.Kind{consensus.Candidacy, consensus.StanceKind, consensus.ClaimKind, consensus.Note, consensus.Accession}, k)
}

func (v View) long(e consensus.Entry) []string {
	row := []string{
		fmt.Sprint(e.Number), e.On.Day.String(), e.On.Precision.String(), e.Kind.String(), string(e.Member), "", "",
		"", e.Condition, e.Status.String(), "", "", "", e.Source.Via.String(), e.Source.Who, outlet(e.Source).Text,
		e.Source.Link, e.Source.Quote, e.Text, e.Recorded.In(v.Zone).Format("2006-01-02 15:04"), v.state(e.Number), strings.ReplaceAll(string(e.Missing), ",", " "),
	}
	if e.Member != "" {
		row[5] = v.member(e.Member).Name
	}
	if e.Candidate != "" {
		row[6] = v.Person(e.Candidate)
	}
	switch e.Kind {
	case consensus.StanceKind:
		row[7] = e.Position.String()
	case consensus.ClaimKind:
		row[10], row[11], row[12] = e.Qualifier.String(), fmt.Sprint(e.Count), orNothing(e.Of)
	}
	return row
}

func orNothing(n int) string {
	if n == 0 {
		return ""
	}
	return fmt.Sprint(n)
}

// state tells whether an entry stands, by what was known.
func (v View) state(number int) string {
	by := v.Book.StruckBy(number, v.At.Known)
	if by == 0 {
		return "stands"
	}
	return fmt.Sprintf("struck by %d", by)
}
