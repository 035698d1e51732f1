package commands_test

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"natobot/commands"
	"natobot/commands/answer"
	"natobot/consensus"
)

// A day without a year in an import goes by the line before it, a correction's by the entry that it
// mends; a list is one entry each, and a question records nothing.
func TestImportedDaysGoByTheLineBefore(t *testing.T) {
	c := &clock{time.Date(2026, 6, 1, 8, 0, 0, 0, time.UTC)}
	l := opened(t, c)
	d := newDesk(t, l, c)
	seed(t, d)
	file := `stance Poland backs Rutte on 28 Dec 2023
stance Estonia, Latvia and Lithuania back Rutte on 3 Jan
stance Spain leans Rutte on 20 Feb
note Rutte "Speaks four languages"
correct #33 on 21 Feb
`
	report, err := d.Import(context.Background(), "file", strings.NewReader(file), commands.ImportOptions{})
	if err != nil || len(report.Problems) > 0 || report.Added != 7 {
		t.Fatal(err, report)
	}
	var days []consensus.Day
	for _, e := range entries(t, l)[report.First-1:] {
		days = append(days, e.On.Day)
	}
	if want := []consensus.Day{20231228, 20240103, 20240103, 20240103, 20240220, 20260601, 20240221}; fmt.Sprint(days) != fmt.Sprint(want) {
		t.Errorf("%v, want %v", days, want)
	}
	report, err = d.Import(context.Background(), "file", strings.NewReader("stance Poland backs Rutte?\n"), commands.ImportOptions{})
	if err != nil || len(report.Problems) != 1 || !strings.Contains(report.Problems[0], "asks and records nothing") {
		t.Error(err, report)
	}
}

// An undo takes back what was reported in one command, and nothing that was reported beside it in
// the same moment.
func TestUndoTakesOneCommandBack(t *testing.T) {
	d, _ := seeded(t)
	for _, text := range []string{"stance Poland backs Rutte via official", "stance Spain and Portugal back Rutte via official", "stance Italy backs Rutte via official"} {
		if r := ask(d, "key "+text, "UANNA", text); r.Outcome != answer.Recorded {
			t.Fatal(r.Plain())
		}
	}
	for i, want := range []string{"Recorded as #33: #32 is retracted.", "Recorded as #34 to #35: #30 and #31 are retracted.", "Recorded as #36: #29 is retracted.", "There is no entry of yours to undo."} {
		if r := ask(d, fmt.Sprint("undo ", i), "UANNA", "undo"); r.Title != want {
			t.Errorf("undo %d: %q, want %q", i, r.Title, want)
		}
	}
}

// A list is recorded once, whole or not at all, however many programs hear of it, and beside reports
// that others record in the same second.
func TestListsAreRecordedOnceAndWhole(t *testing.T) {
	c := &clock{time.Date(2024, 2, 23, 8, 0, 0, 0, time.UTC)}
	l := opened(t, c)
	first := newDesk(t, l, c)
	seed(t, first)
	desks := []*commands.Desk{first, newDesk(t, l, c)} // two programs on one file
	before := len(entries(t, l))
	replies := make([]string, 8)
	var wg sync.WaitGroup
	for i := range replies {
		wg.Go(func() {
			replies[i] = ask(desks[i%2], "one list", "UANNA", "stance Estonia, Latvia and Lithuania back Rutte via official").Title
		})
		wg.Go(func() {
			if r := ask(desks[i%2], fmt.Sprint("beside ", i), "UBEN", fmt.Sprintf("stance Poland leans Rutte from \"Outlet %d\"", i)); r.Outcome != answer.Recorded {
				t.Errorf("beside: %s", r.Plain())
			}
		})
	}
	wg.Wait()
	added := entries(t, l)[before:]
	if len(added) != 3+len(replies) {
		t.Errorf("%d entries", len(added))
	}
	list := map[consensus.Code]int{}
	for _, e := range added {
		if e.Member != "PL" {
			list[e.Member] = e.Number
		}
	}
	if list["LV"] != list["EE"]+1 || list["LT"] != list["EE"]+2 {
		t.Errorf("the list is not one append: %v", list)
	}
	for _, title := range replies {
		if title != replies[0] || !strings.HasPrefix(title, "Recorded as #") {
			t.Errorf("%q, and %q", title, replies[0])
		}
	}
}
