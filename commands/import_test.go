package commands_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"natobot/commands"
	"natobot/commands/answer"
)

// load imports a text.
func load(t testing.TB, d *commands.Desk, text string, o commands.ImportOptions) commands.ImportReport {
	t.Helper()
	report, err := d.Import(context.Background(), "file", strings.NewReader(text), o)
	if err != nil {
		t.Fatal(err)
	}
	return report
}

// empty gives a desk on an empty ledger.
func empty(t testing.TB) *commands.Desk {
	t.Helper()
	c := &clock{time.Date(2024, 3, 1, 9, 0, 0, 0, time.UTC)}
	return newDesk(t, opened(t, c), c)
}

func TestExportAndImportGiveTheSameLedger(t *testing.T) {
	d, c := seeded(t)
	for i, text := range []string{
		"stance Norway leans Kallas via diplomat", "stance Norway leans Kallas", "stance Norway backs Kallas", "settle #29 because \"the minister said so\"",
		"access guests on in C123", "retract #30 because \"no\"",
	} {
		user := commands.User{ID: []string{"UANNA", "UBEN"}[i%2], Admin: true}
		if r := d.Do(context.Background(), commands.Request{Key: fmt.Sprint("two ", i), User: user, Text: text}); r.Outcome != answer.Recorded {
			t.Fatal(text, r.Plain())
		}
	}
	for _, text := range []string{
		"stance Poland backs Rutte by \"Donald Tusk\" https://example.org/?a=1&b=2 \"Yes – “naturally”, 100 %\"",
		"correct #35 leans", "retract #36 because \"no\"", "undo", "stance Hungary holdout Rutte if \"an apology\" by 29 Jan",
		"claim Rutte at least 0", "note Rutte \"Türkiye\u2028 <b>&amp;\"", "member Austria joins", "candidate Kallas withdrawn on Jan 2024",
		"digest daily 08:00 in C123 on mon,fri quiet skip", "access reporter U123", "race close because \"done\"", "race open 2034 \"Next\" post \"Post\"",
	} {
		c.at = c.at.Add(time.Second)
		if r := do(d, text); r.Outcome != answer.Recorded {
			t.Fatal(text, r.Plain())
		}
	}
	first := exported(t, d, "jsonl")
	for _, kind := range []string{"echo", "settling", "grant"} {
		if !strings.Contains(first, `"kind":"`+kind+`"`) {
			t.Error("the ledger has no", kind)
		}
	}
	again := empty(t)
	report := load(t, again, first, commands.ImportOptions{})
	if second := exported(t, again, "jsonl"); second != first {
		t.Errorf("%s\n%s", report, firstDifference(second, first))
	}
	if r := load(t, again, first, commands.ImportOptions{}); r.Added != 0 || len(r.Problems) > 0 {
		t.Error("the second time:", r)
	}
	c.at = time.Date(2024, 3, 1, 9, 0, 0, 0, time.UTC)
	for _, format := range []string{"csv", "json", "md"} {
		if exported(t, again, format) != exported(t, d, format) {
			t.Error(format, "differs")
		}
	}
	t.Run("onto its own beginning", func(t *testing.T) {
		d := empty(t)
		load(t, d, strings.Join(strings.SplitAfter(first, "\n")[:20], ""), commands.ImportOptions{})
		if r := load(t, d, first, commands.ImportOptions{DryRun: true}); r.Added != 27 || strings.Count(exported(t, d, "jsonl"), "\n") != 20 {
			t.Error("dry run:", r)
		}
		load(t, d, first, commands.ImportOptions{})
		if exported(t, d, "jsonl") != first {
			t.Error("not the same ledger")
		}
	})
	t.Run("onto another ledger it is refused", func(t *testing.T) {
		d := empty(t)
		do(d, "candidate Somebody Else of Norway mooted")
		if _, err := d.Import(context.Background(), "f", strings.NewReader(first), commands.ImportOptions{}); err == nil {
			t.Error("two ledgers were mixed")
		}
	})
}

func TestImportNamesEveryBadLine(t *testing.T) {
	d, _ := seeded(t)
	before := exported(t, d, "jsonl")
	file := `# comment
stance Spain backs Rutte

/nato stance Ireland backs Rutte
status
candidate Klaus Iohannis of Romania declared
stance Italy backs Iohannis via diplomat
stance Italy backs Nobody
undo
retract #99 because "no"
`
	report := load(t, d, file, commands.ImportOptions{})
	got := report.String()
	for _, want := range []string{
		"Nothing was imported: 4 lines are not right.",
		"line 4: Ireland is not a member of NATO.", "line 5: This asks and records nothing", "line 8: `Nobody` is not among the candidates.", "line 10: There is no entry #99",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("no %q in\n%s", want, got)
		}
	}
	if exported(t, d, "jsonl") != before {
		t.Error("a file with bad lines left something behind")
	}
}

func TestImportTwice(t *testing.T) {
	d, _ := seeded(t)
	file := "stance Spain backs Rutte\nstance Spain backs Rutte\nstance US backs Rutte on 2024-02-22 via official from \"a news article\"\n"
	if r := load(t, d, file, commands.ImportOptions{DryRun: true}); r.Added != 1 || r.Already != 2 {
		t.Error("dry run:", r)
	}
	if r := load(t, d, file, commands.ImportOptions{}); r.Added != 1 || r.First == 0 || r.Already != 2 {
		t.Error(r)
	}
	before := exported(t, d, "jsonl")
	if r := load(t, d, file, commands.ImportOptions{}); !r.Repeated || r.Added != 0 {
		t.Error("the second time:", r)
	}
	if exported(t, d, "jsonl") != before {
		t.Error("the second time added something")
	}
	seed(t, d)
	if exported(t, d, "jsonl") != before {
		t.Error("the seed was added to a ledger that has it")
	}
}

func TestDamagedExportsAreRefused(t *testing.T) {
	d, _ := seeded(t)
	whole := exported(t, d, "jsonl")
	lines := strings.SplitAfter(whole, "\n")
	for name, damaged := range map[string]string{
		"a missing line":       strings.Join(append(append([]string{}, lines[:3]...), lines[4:]...), ""),
		"a line twice":         lines[0] + whole,
		"a cut line":           whole[:len(whole)-20],
		"an unknown field":     strings.Replace(whole, `"number":2,`, `"number":2,"vote":1,`, 1),
		"an unknown position":  strings.Replace(whole, `"position":"backs"`, `"position":"votes"`, 1),
		"a day that is none":   strings.Replace(whole, `"on":"2024-02-22"`, `"on":"2024-02-30"`, 1),
		"a link to no web":     strings.Replace(whole, `"via":"reported"`, `"via":"reported","link":"javascript:alert(1)"`, 1),
		"an echo of nothing":   strings.Replace(whole, `"kind":"note",`, `"kind":"echo",`, 1),
		"a settled note":       whole + `{"number":29,"race":"2024","recorded":"2024-02-23T08:00:00.000Z","recorder":"UCLEO","kind":"settling","on":"2024-02-23","target":28}`,
		"a position of a note": strings.Replace(whole, `"kind":"note",`, `"kind":"note","position":"backs",`, 1),
	} {
		t.Run(name, func(t *testing.T) {
			d := empty(t)
			if r := load(t, d, damaged, commands.ImportOptions{}); len(r.Problems) == 0 || !strings.HasPrefix(r.Problems[0], "line ") {
				t.Error(r)
			}
			if exported(t, d, "jsonl") != "" {
				t.Error("something was imported")
			}
		})
	}
}

// Cells that a spreadsheet would run are set as text.
func TestCSVRunsNothing(t *testing.T) {
	d := empty(t)
	do(d, "candidate \"=cmd|calc\" of Norway mooted")
	do(d, "stance Norway backs \"=cmd|calc\"")
	for row := range strings.Lines(exported(t, d, "csv")) {
		for cell := range strings.SplitSeq(row, ",") {
			if cell = strings.Trim(cell, "\""); cell != "" && strings.ContainsAny(cell[:1], "=+-@") {
				t.Errorf("a formula: %q", cell)
			}
		}
	}
}

// Whatever a file holds: nothing is half imported, nothing panics, and what was imported
// exports to what imports again.
func FuzzImport(f *testing.F) {
	f.Add(commands.Seed())
	f.Add("/nato candidate Mark Rutte of NL declared\nstance PL backs Rutte\nundo\n")
	f.Add(`{"number":1,"race":"2024","recorded":"2024-02-22T09:00:00.000Z","recorder":"seed","kind":"candidacy","on":"2024-02-22","candidate":"a","name":"A","status":"declared"}`)
	f.Add(`{"number":1,"race":"2024","recorded":"2024-02-22T09:00:00.000Z","recorder":"UANNA","kind":"stance","on":"2024-02-22","member":"PL","candidate":"a","position":"backs","via":"reported"}
{"number":2,"race":"2024","recorded":"2024-02-22T09:01:00.000Z","recorder":"UBEN","kind":"echo","on":"2024-02-22","target":1}
{"number":3,"race":"2024","recorded":"2024-02-22T09:02:00.000Z","recorder":"UBEN","kind":"stance","on":"2024-02-22","member":"PL","candidate":"a","position":"leans","via":"reported"}
{"number":4,"race":"2024","recorded":"2024-02-22T09:03:00.000Z","recorder":"UCLEO","kind":"settling","on":"2024-02-22","text":"so","target":1}
{"number":5,"race":"2024","recorded":"2024-02-22T09:04:00.000Z","recorder":"UCLEO","kind":"grant","on":"2024-02-22","grant":{"channel":"C1","role":"reader"}}`)
	f.Add("candidate Mark Rutte of NL declared\nstance PL backs Rutte\nstance PL leans Rutte\nsettle #2\nsettle #2\naccess guests on in C1\nundo\n")
	f.Add("candidate Mark Rutte of NL declared\nclaim Rutte exactly 29 of 31 missing HU, TR by \"NOS\" via reported\ncorrect #2 missing none\n")
	f.Add(`{"number":1,"race":"2024","recorded":"2024-02-22T09:00:00.000Z","recorder":"UANNA","kind":"claim","on":"2024-02-22","candidate":"a","qualifier":"exactly","count":29,"of":31,"missing":["TR","HU"],"via":"reported"}`)
	f.Add("{}\n{\"number\":1}\n")
	f.Add("\ufeff# nothing\n\n")
	f.Fuzz(func(t *testing.T, text string) {
		c := &clock{time.Date(2024, 3, 1, 9, 0, 0, 0, time.UTC)}
		d := newDesk(t, newMemory(c.now), c)
		report, err := d.Import(context.Background(), "fuzz", strings.NewReader(text), commands.ImportOptions{})
		first := exported(t, d, "jsonl")
		if added := strings.Count(first, "\n"); err != nil && added > 0 || len(report.Problems) > 0 && added > 0 || added != report.Added && err == nil && len(report.Problems) == 0 {
			t.Fatalf("%d entries; %v; %v", added, report, err)
		}
		for _, p := range report.Problems {
			if strings.Contains(p, "Something went wrong") {
				t.Fatal(p)
			}
		}
		again := newDesk(t, newMemory(c.now), c)
		if r := load(t, again, first, commands.ImportOptions{}); exported(t, again, "jsonl") != first {
			t.Fatalf("%v\n%s", r, first)
		}
	})
}
