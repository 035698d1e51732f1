package report

import (
	"fmt"
	"slices"
	"strings"

	"natobot/commands/cells"
	"natobot/commands/english"
	"natobot/commands/jsonl"
	"natobot/commands/long"
	"natobot/consensus"
)

// exportLong writes a row for each entry of the race that was known, and about the day or
// one before it, in the order of the days: the struck ones too, and what became of them.
func (v View) exportLong(out cells.Table) error {
	rows := [][]string{long.Columns()}
	written := map[int]bool{}
	for e := range v.each(v.Race.History(consensus.Subject{}, v.At.Known)) {
		if ofTheRace(e.Kind) && e.On.Day <= v.At.On || tellsOf(e.Kind) && written[e.Target] {
			written[e.Number] = true
			rows = append(rows, v.long(e))
		}
	}
	if v.Err() != nil {
		return v.Err()
	}
	slices.SortStableFunc(rows[1:], func(a, b []string) int {
		return slices.Compare(a[1:2], b[1:2]) // ISO days sort as words
	})
	return out.Write(rows)
}

// ofTheRace tells whether an entry says something of the race, not of other entries or of
// the desk.
func ofTheRace(k consensus.Kind) bool {
	return slices.Contains([]consensus.Kind{consensus.Candidacy, consensus.StanceKind, consensus.ClaimKind, consensus.Note, consensus.Accession}, k)
}

// tellsOf tells whether an entry says what becomes of another one.
func tellsOf(k consensus.Kind) bool {
	return slices.Contains([]consensus.Kind{consensus.Retraction, consensus.Echo, consensus.Settling}, k)
}

func (v View) long(e consensus.Entry) []string {
	row := map[string]string{
		"entry": fmt.Sprint(e.Number), "race": e.Race, "day": e.On.Day.String(), "precision": e.On.Precision.String(), "kind": e.Kind.String(),
		"code": string(e.Member), "condition": e.Condition, "status": e.Status.String(), "attribution": e.Source.Via.String(),
		"who": e.Source.Who, "outlet": english.Published(e.Source), "link": e.Source.Link, "quote": e.Source.Quote, "text": e.Text,
		"recorded": e.Recorded.UTC().Format(jsonl.Moment), "recorder": e.Recorder, "state": v.state(e.Number),
		"missing": strings.ReplaceAll(string(e.Missing), ",", " "), "target": orNothing(e.Target),
	}
	if e.Member != "" {
		row["member"] = v.member(e.Member).Name
	}
	if e.Candidate != "" {
		row["candidate"], row["country"] = v.Person(e.Candidate), string(v.candidate(e.Candidate).Country)
	}
	if e.DeskOnly {
		row["desk_only"] = "yes"
	}
	switch e.Kind {
	case consensus.StanceKind:
		row["position"] = e.Position.String()
	case consensus.ClaimKind:
		row["qualifier"], row["count"], row["of"] = e.Qualifier.String(), fmt.Sprint(e.Count), orNothing(e.Of)
	}
	return english.Each(long.Columns(), func(column string) string { return row[column] })
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
