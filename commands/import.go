package commands

import (
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"fmt"
	"io"
	"strings"
	"time"

	"natobot/commands/answer"
	"natobot/commands/english"
	"natobot/commands/sheet"
	"natobot/consensus"
)

// ImportOptions tell how a file is imported.
type ImportOptions struct {
	DryRun   bool
	Map      string    // which heading of a table is which column: "member=Country,position=Stance"
	Recorder string    // who records what recording commands say; "import" when empty
	At       time.Time // the moment at which they are recorded; the zero Time is now

	// Progress hears how far a file is; nil for nobody.
	Progress func(done, total int)
}

// user is in whose name a file is recorded.
func (o ImportOptions) user() User { return User{ID: cmp.Or(o.Recorder, "import"), Admin: true} }

func (o ImportOptions) progress(done, total int) {
	if o.Progress != nil {
		o.Progress(done, total)
	}
}

// ImportReport tells what an import did, or would do.
type ImportReport struct {
	Added    int      // entries
	First    int      // the number of the first of them, 0 when none was added
	Already  int      // lines that the ledger had
	Held     int      // lines that wait until their moment
	LeftOut  int      // rows that tell of entries which the table does not have
	Posts    int      // digests that were posted, put on record
	Repeated bool     // this very file was imported before
	Table    bool     // the file is a table: its lines are rows
	Aside    string   // the columns of a table that were not read, "" for none
	Became   []string // of a dry run: what each row or line would become
	Problems []string // what is wrong, line by line; then nothing was added
	wrong    int      // how many lines that are
}

// String says it in a sentence.
func (r ImportReport) String() string {
	if len(r.Problems) > 0 {
		return fmt.Sprintf("Nothing was imported: %s %s not right.\n%s", r.lines(r.wrong), english.Agree(r.wrong, "is", "are"), strings.Join(r.Problems, "\n"))
	}
	text := r.done()
	if r.Held > 0 {
		text += fmt.Sprintf(" %s held until their moment.", english.Capital(english.Number(r.Held, "line is", "lines are")))
	}
	if r.Posts > 0 {
		text += " With what was posted: " + english.Number(r.Posts, "digest", "digests") + "."
	}
	if r.LeftOut > 0 {
		text += fmt.Sprintf(" %s left out: what they tell of is not in the table.", english.Capital(r.lines(r.LeftOut)))
	}
	if r.Aside != "" {
		text += " Columns left aside: " + r.Aside + "."
	}
	return text
}

// done says what was added.
func (r ImportReport) done() string {
	switch {
	case r.Repeated:
		return fmt.Sprintf("This file was imported before, as %s; nothing was added.", numbers(r.First, r.Already))
	case r.Added == 0 && r.Already == 0 && r.Held > 0:
		return "Nothing is recorded yet."
	case r.Added == 0 && r.Already == 0:
		return "There is nothing in it to import."
	case r.Added == 0:
		return fmt.Sprintf("Nothing was added: the ledger has all of it (%s).", r.lines(r.Already))
	case r.Already > 0:
		return fmt.Sprintf("%s: %s; the ledger had %s already.", english.Number(r.Added, "entry", "entries"), numbers(r.First, r.Added), r.lines(r.Already))
	}
	return fmt.Sprintf("%s: %s.", english.Number(r.Added, "entry", "entries"), numbers(r.First, r.Added))
}

// lines counts the lines of the file, or the rows of the table.
func (r ImportReport) lines(n int) string {
	if r.Table {
		return english.Number(n, "row", "rows")
	}
	return english.Number(n, "line", "lines")
}

func numbers(first, count int) string {
	if count == 1 {
		return fmt.Sprintf("#%d", first)
	}
	return fmt.Sprintf("#%d to #%d", first, first+count-1)
}

// Import records a file, all of it or nothing: recording commands, one a line, a table, a row
// a report, or the entries of an exported ledger. The error is for what no line is to blame
// for; what is wrong with lines is in the report. The same file adds nothing the second time.
func (d *Desk) Import(ctx context.Context, name string, r io.Reader, o ImportOptions) (ImportReport, error) {
	content, err := io.ReadAll(r)
	if err != nil {
		return ImportReport{}, sentences.Ask("unreadable", name)
	}
	if content, err = sheet.Decode(content); err != nil {
		return ImportReport{}, err
	}
	switch {
	case bytes.HasPrefix(bytes.TrimLeft(content, " \t\r\n"), []byte("{")):
		return importEntries(ctx, d, content, o)
	case o.Map != "", sheet.IsTable(name, string(content)):
		return importTable(ctx, d, string(content), o)
	}
	return importOnce(ctx, d, content, o, func(ctx context.Context, desk *Desk, draft *draftLedger) (ImportReport, error) {
		return perform(ctx, desk, draft, content, o), nil
	})
}

// performing has a scratch desk decide what is in a file, so that every line is decided with
// those before it.
type performing func(ctx context.Context, desk *Desk, draft *draftLedger) (ImportReport, error)

// importOnce records what is decided of a file together, once for its content.
func importOnce(ctx context.Context, d *Desk, content []byte, o ImportOptions, perform performing) (ImportReport, error) {
	key := fmt.Sprintf("import:%x", sha256.Sum256(append(content[:len(content):len(content)], o.Map...)))
	earlier, err := d.Ledger.Recorded(ctx, key)
	if err != nil {
		return ImportReport{}, err
	}
	if len(earlier) > 0 {
		return ImportReport{Repeated: true, First: earlier[0].Number, Already: len(earlier)}, nil
	}
	for range maxRetries {
		report, err := tryImport(ctx, d, key, o, perform)
		if !isKind(err, consensus.Conflict) {
			return report, err
		}
	}
	return ImportReport{}, sentences.Ask("never alone")
}

func tryImport(ctx context.Context, d *Desk, key string, o ImportOptions, perform performing) (ImportReport, error) {
	at := o.At
	if at.IsZero() {
		if err := d.Doubt(); err != nil {
			return ImportReport{}, err
		}
		at = d.Now()
	}
	draft := &draftLedger{Ledger: d.Ledger, at: at.UTC().Truncate(time.Millisecond)}
	config := Config{Ledger: draft, Now: func() time.Time { return at }, Witness: vouched, Zone: d.Zone, Bodies: d.Bodies, Command: d.Command}
	desk, err := NewDesk(ctx, config)
	if err != nil {
		return ImportReport{}, err
	}
	draft.base = desk.book.Last()
	draft.at = consensus.Stamp(desk.book.LastRecorded(), draft.at)
	report, err := perform(ctx, desk, draft)
	if err != nil {
		return ImportReport{}, err
	}
	if len(report.Problems) > 0 || len(draft.added)+len(draft.held) == 0 {
		return report, nil
	}
	if report.Added = len(draft.added); report.Added > 0 {
		report.First = draft.base + 1
	}
	if o.DryRun {
		return report, nil
	}
	for i, h := range draft.held { // before the entries: what broke off between is made good by the same file
		h.Key = fmt.Sprintf("%s:%d", key, i)
		if _, err := d.Ledger.Hold(ctx, h); err != nil {
			return report, err
		}
	}
	switch {
	case report.Added == 0:
	case !o.At.IsZero():
		err = d.Ledger.Restore(ctx, draft.added)
	default:
		request := consensus.Keyed{Key: key, Drafts: draft.added, Kept: draft.kept}
		err = d.Ledger.AppendAll(context.WithoutCancel(ctx), draft.base, []consensus.Keyed{request})[0].Err
	}
	return report, cmp.Or(err, d.refresh(ctx))
}

// perform has the desk do each line, and notes what it refused.
func perform(ctx context.Context, d *Desk, draft *draftLedger, content []byte, o ImportOptions) ImportReport {
	var report ImportReport
	total := bytes.Count(content, []byte("\n"))
	var near consensus.Day // a day without a year goes by the line before
	n := 0
	for line := range strings.Lines(string(content)) {
		n++
		if line = strings.TrimSpace(line); line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		o.progress(n, total)
		before, held := d.book.Last(), len(draft.held)
		req := Request{Key: fmt.Sprintf("line:%d", n), User: o.user(), Text: line, Near: near, unattended: true}
		reply := d.Do(ctx, req)
		near = dayOf(ctx, d, req)
		switch {
		case reply.Outcome == answer.Recorded && d.book.Last() > before:
		case len(draft.held) > held:
			report.Held++
		case reply.Outcome == answer.Recorded:
			report.Already++
		case reply.Outcome == answer.Answered:
			report.problem(n, "This asks and records nothing: "+line)
		default:
			report.problem(n, reply.Title+hintOf(reply))
		}
	}
	return report
}

func (r *ImportReport) problem(line int, text string) {
	r.Problems, r.wrong = append(r.Problems, fmt.Sprintf("line %d: %s", line, text)), r.wrong+1
}

// hintOf gives the first paragraph of a refusal.
func hintOf(r answer.Reply) string {
	for _, s := range r.Sections {
		if p, ok := s.(answer.Paragraph); ok && !p.Note {
			return " " + p.Text.Plain()
		}
	}
	return ""
}
