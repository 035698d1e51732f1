package sheet

import (
	"errors"
	"strings"
	"time"
	"unicode/utf8"

	"natobot/commands/grammar"
	"natobot/commands/lexicon"
	"natobot/consensus"
)

// Reader reads the rows of a table, one after the other: a day without a year goes by the row
// before it, and no row was recorded before that.
type Reader struct {
	Columns Columns
	Names   *lexicon.Names
	// InRace gives the names of the race that a row says it is of, and its key.
	InRace func(name string) (names *lexicon.Names, key string, err error)
	Now    time.Time
	Zone   *time.Location

	day      consensus.Day // of the row before
	recorded time.Time     // when the row before was
}

// Report is what a row reports.
type Report struct {
	Fact     consensus.Fact
	Given    consensus.Parts
	Race     string    // its key, "" where the table does not say
	Recorder string    // "" where the table does not say
	Recorded time.Time // zero where the table does not say
}

// Stance reads a row as a report of a stance, with the rules that hold for a typed one. What
// is wrong is given cell by cell; a report with problems is none.
func (r *Reader) Stance(row Row) (Report, []Problem) {
	v := &values{Reader: r, Names: r.Names, row: row}
	if extra := len(r.Columns.headings); len(row.Cells) > extra && strings.TrimSpace(strings.Join(row.Cells[extra:], "")) != "" {
		v.problem("", sentences.Ask("more cells", len(row.Cells), extra))
		return v.Report, v.problems
	}
	f := &v.Fact
	f.Kind = consensus.StanceKind
	v.read(Race, 0, func(cell string) (err error) {
		names, key, err := r.InRace(cell)
		if err == nil {
			v.Names, v.Race = names, key
		}
		return err
	})
	if len(v.problems) > 0 {
		return v.Report, v.problems // of no race, no name is known
	}
	v.read(Member, consensus.PartMember, func(cell string) (err error) { f.Member, err = v.member(cell); return err })
	v.read(Candidate, consensus.PartCandidate, func(cell string) (err error) { f.Candidate, err = v.candidate(cell); return err })
	v.read(Position, consensus.PartPosition, v.position)
	v.read(Via, consensus.PartVia, func(cell string) error { return word(cell, lexicon.Attributions(), &f.Source.Via, "no attribution") })
	v.read(Link, consensus.PartLink, func(cell string) (err error) { f.Source.Link, err = lexicon.ReadLink(cell); return err })
	v.read(Date, consensus.PartOn, func(cell string) (err error) { f.On, err = r.when(cell); return err })
	v.text(Who, consensus.PartWho, &f.Source.Who)
	v.text(Outlet, consensus.PartOutlet, &f.Source.Outlet)
	v.text(Quote, consensus.PartQuote, &f.Source.Quote)
	v.text(Condition, consensus.PartCondition, &f.Condition)
	v.text(Recorder, 0, &v.Recorder)
	f.Source.Quote = unquoted(f.Source.Quote)
	for _, needed := range []Column{Member, Candidate, Position} {
		if r.Columns.cell(row, needed) == "" {
			v.problem(needed, sentences.Ask("empty", needed))
		}
	}
	v.moment()
	if len(v.problems) == 0 {
		v.settle()
	}
	return v.Report, v.problems
}

// values are those of one row.
type values struct {
	*Reader
	Report
	Names    *lexicon.Names // of the row's race
	row      Row
	problems []Problem
}

func (v *values) problem(column Column, err error) {
	if err != nil {
		v.problems = append(v.problems, Problem{v.row.Number, v.Columns.heading(column), err})
	}
}

// read reads a cell that is not empty.
func (v *values) read(column Column, part consensus.Parts, into func(cell string) error) {
	cell := v.Columns.cell(v.row, column)
	if cell == "" {
		return
	}
	err := grammar.CheckText(cell)
	if n := utf8.RuneCountInString(cell); err == nil && n > grammar.Longest {
		err = sentences.Ask("too long", n, grammar.Longest)
	}
	if err == nil {
		err = into(cell)
	}
	v.Given |= part
	v.problem(column, err)
}

func (v *values) text(column Column, part consensus.Parts, into *string) {
	v.read(column, part, func(cell string) error { *into = cell; return nil })
}

// settle gives the report its defaults, and holds the rules on what goes together.
func (v *values) settle() {
	today := consensus.DayOf(v.Now.In(v.Zone))
	if !v.Recorded.IsZero() {
		today = consensus.DayOf(v.Recorded.In(v.Zone))
	}
	if v.Fact.On.Day > today && !v.Recorded.IsZero() {
		v.problem(Recorded, sentences.Ask("recorded before", today.Long(), v.Fact.On))
		return
	}
	on, err := grammar.SettleDay(v.Fact.On, today)
	v.problem(Date, err)
	v.Fact.On = on
	v.problem(Who, grammar.SettleSource(v.Names, &v.Fact.Source))
	column := Position
	if v.Fact.Condition != "" {
		column = Condition
	}
	v.problem(column, grammar.CheckStance(v.Fact))
	v.day = on.Day
}

// cell gives what a row has in a column.
func (c Columns) cell(row Row, column Column) string {
	i, there := c.at[column]
	if !there {
		return ""
	}
	return row.cell(i)
}

func (v *values) member(cell string) (consensus.Code, error) {
	if m, ok := v.Names.Member(strings.TrimPrefix(lexicon.Key(cell), "the ")); ok {
		return m.Code, nil
	}
	codes, err := grammar.LeftOut(v.Names, cell)
	switch {
	case err != nil:
		return "", err
	case codes.Len() == 1:
		return codes.List()[0], nil
	case codes.Len() > 1:
		return "", sentences.Ask("several members")
	}
	return "", sentences.Ask("no member", cell)
}

// candidate finds a candidate. A table makes no new ones: that a name is new shows a slip more
// often than a person.
func (v *values) candidate(cell string) (consensus.Key, error) {
	key, err := grammar.CandidateNamed(v.Names, cell)
	var told *consensus.Error
	if len(grammar.NearCandidates(v.Names, cell)) == 0 && errors.As(err, &told) && told.Kind == consensus.NotFound {
		return "", sentences.Ask("new candidate", cell, strings.NewReplacer("`", "’", "'", "’", `"`, "”").Replace(cell))
	}
	return key, err
}

// position reads a position in the words of the candidate's kind.
func (v *values) position(cell string) error {
	if !v.Names.Candidate(v.Fact.Candidate).Motion {
		return word(cell, lexicon.Positions(), &v.Fact.Position, "no position")
	}
	if word(cell, lexicon.MotionStages(), &v.Fact.Stage, "no position") == nil {
		v.Fact.Position = consensus.Leans
		return nil
	}
	return word(cell, lexicon.MotionPositions(), &v.Fact.Position, "no position on a motion")
}

// word reads one of the words that commands understand, alone in its cell.
func word[T any](cell string, list []lexicon.Synonyms[T], into *T, refusal string) error {
	key := lexicon.Key(cell)
	if first, rest, more := strings.Cut(key, " "); more && lexicon.Contains("is,are,has,have,a,an,the", first) {
		key = rest
	}
	for _, s := range list {
		if lexicon.Contains(s.Phrases, key) {
			*into = s.Value
			return nil
		}
	}
	return sentences.Ask(refusal, cell)
}

// unquoted gives a quotation without the marks around it: in a column of quotations they say
// nothing.
func unquoted(quote string) string {
	open, width := lexicon.QuoteMark(quote)
	if width == 0 {
		return quote
	}
	body := quote[width:]
	if n, closing := lexicon.Closing(body, open); n > 0 && n+closing == len(body) {
		return strings.TrimSpace(body[:n])
	}
	return quote
}
