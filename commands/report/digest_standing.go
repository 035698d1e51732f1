package report

import (
	"fmt"
	"slices"

	"natobot/commands/answer"
	"natobot/commands/english"
	"natobot/consensus"
)

// rowsShown is how many candidates the table of a digest has.
const rowsShown = 8

// howItStands gives the count of each live candidate, on the record and in all, and the
// picture of it.
func (e *edition) howItStands() []answer.Section {
	if len(e.in) == 0 {
		return nil
	}
	table := answer.Table{Caption: "Candidates in the race", Columns: []answer.Column{{Name: "Candidate"}, {Name: "Status"}, {Name: "Members that back", Numeric: true}, {Name: "of these on the record", Numeric: true}, {Name: "would not block", Numeric: true}, {Name: "lean towards", Numeric: true}, {Name: "Missing", Numeric: true}}}
	for _, t := range e.in[:min(rowsShown, len(e.in))] {
		table.Rows = append(table.Rows, []string{
			e.Introduced(t.Candidate), statusLabel(t.Candidate.Status), e.counted(t.In(consensus.Backs)), e.counted(t.OnRecord()),
			e.counted(t.In(consensus.Accepts)), e.counted(t.In(consensus.Leans)), e.counted(t.Missing()),
		})
	}
	sections := []answer.Section{table}
	if more := len(e.in) - rowsShown; more > 0 {
		sections = append(sections, answer.Paragraph{Text: answer.Marked(fmt.Sprintf("%s in the race: `/nato candidates`.", english.Number(more, "more person is", "more people are")))})
	}
	if e.Channel == "" || !slices.ContainsFunc(e.in, heard) {
		return sections
	}
	// The digest goes without a picture that cannot be drawn: its words say all of it.
	if drawn, err := e.Drawn(""); err == nil {
		drawn.Told = true
		sections = append(sections, drawn)
	}
	return sections
}

// fresh is for how many days a claim that is no news is still set against names.
const fresh = 30

// claimedAndRival sets counts without names against ours: those that are new, and of each
// candidate the newest while it is not old news. After the decision nobody counts.
func (e *edition) claimedAndRival() []answer.Section {
	l := answer.List{Heading: "Claims against names"}
	for _, t := range e.in {
		if t.Candidate.Status.Decided() {
			continue
		}
		claims := t.Claims
		for i, c := range claims {
			came := e.first || e.happened(e.changes, c.On.Day, c.Entry)
			if newest := i == len(claims)-1; !came && (!newest || e.At.On.Since(c.On.Day) > fresh) {
				continue
			}
			l.Items = append(l.Items, e.newClaim(t, c, e.Entry(c.Entry), came))
		}
	}
	if l.Items == nil {
		return nil
	}
	return []answer.Section{e.fit(l, roomOfClaims)}
}

// whoIsMissing gives who stands between the first of the candidates and consensus; once
// the Council has decided nobody does.
func (e *edition) whoIsMissing() []answer.Section {
	if len(e.in) == 0 || e.in[0].Candidate.Status.Decided() {
		return nil
	}
	missing := e.missingFrom(e.in[0])
	if len(missing) == 0 {
		return nil
	}
	heading := answer.Paragraph{Text: answer.Line{{Text: "Missing for " + e.in[0].Candidate.Name, Style: answer.Bold}}}
	return append([]answer.Section{heading}, e.fitAll(missing, roomOfMissing)...)
}
