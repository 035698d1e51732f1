package commands_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"natobot/commands"
	"natobot/commands/answer"
	"natobot/consensus"
	"natobot/consensus/bodies"
)

// told lists who hears of a reply besides the asker, and the first words of what.
func told(r answer.Reply) []string {
	var list []string
	for _, n := range r.Notices {
		list = append(list, n.User+": "+n.Reply.Title)
	}
	slices.Sort(list)
	return list
}

// F5: the same report by many people at the same instant, in two programs on one file: one
// report, all of them its recorders, and each of them is answered.
func TestTheSameAtOnce(t *testing.T) {
	c := &clock{time.Date(2024, 2, 23, 8, 0, 0, 0, time.UTC)}
	l := opened(t, c)
	first := newDesk(t, l, c)
	seed(t, first)
	desks := []*commands.Desk{first, newDesk(t, l, c)}
	before := len(entries(t, l))
	replies := make([]answer.Reply, 8)
	var wg sync.WaitGroup
	for i := range replies {
		wg.Go(func() {
			replies[i] = ask(desks[i%2], fmt.Sprint("press ", i), fmt.Sprint("U", i), "stance Poland backs Rutte via spokesperson https://www.pap.pl/en/1")
		})
	}
	wg.Wait()
	notices := 0
	for i, r := range replies {
		if r.Outcome != answer.Recorded {
			t.Errorf("report %d: %s", i, r.Plain())
		}
		notices += len(r.Notices)
	}
	var reports, echoes int
	book := consensus.NewBook(bodies.Shipped())
	for _, e := range entries(t, l) {
		if err := book.Apply(e); err != nil {
			t.Fatal(err)
		}
		if e.Number > before && e.Kind == consensus.StanceKind {
			reports++
		}
		if e.Kind == consensus.Echo {
			echoes++
		}
	}
	if reports != 1 || echoes != 7 || len(book.Recorders(before+1, book.Last())) != 8 {
		t.Errorf("%d reports, %d echoes, recorded by %v", reports, echoes, book.Recorders(before+1, book.Last()))
	}
	if notices != 1+2+3+4+5+6+7 { // each who joins is told to all before
		t.Errorf("%d notices", notices)
	}
}

// F5: contradicting reports at the same instant are both kept, each reporter learns of the
// other, and the standing says so, whichever program is asked.
func TestContradictingAtOnce(t *testing.T) {
	c := &clock{time.Date(2024, 2, 23, 8, 0, 0, 0, time.UTC)}
	l := opened(t, c)
	first := newDesk(t, l, c)
	seed(t, first)
	desks := []*commands.Desk{first, newDesk(t, l, c)}
	replies := make([]answer.Reply, 2)
	var wg sync.WaitGroup
	for i, position := range []string{"backs", "leans"} {
		wg.Go(func() {
			replies[i] = ask(desks[i], position, []string{"UANNA", "UBEN"}[i], "stance Poland "+position+" Rutte")
		})
	}
	wg.Wait()
	late, early := replies[0], replies[1]
	if strings.HasPrefix(late.Title, "Recorded as #29") {
		late, early = early, late
	}
	if len(early.Notices) != 0 || len(late.Notices) != 1 || !strings.Contains(late.Plain(), "Contested: #29") || !strings.Contains(late.Notices[0].Reply.Title, "#30 contests your #29.") {
		t.Errorf("the first hears %v, the second\n%sand tells %v", told(early), late.Plain(), told(late))
	}
	for i, d := range desks {
		for question, want := range map[string][]string{
			"status": {"Poland (#30, contested)", "Contested: ", "#29, recorded by"}, "member Poland": {"Contested: ", "#29, recorded by", "contested by #30"},
			"missing": {"Contested: ", "#29, recorded by"}, "history Poland": {"contested by #30", "contested by #29"},
			"changes since yesterday": {"Contested by #29"}, "digest": {"Reports on Poland differ: ", "Recorded by "},
		} {
			text := do(d, question).Plain()
			for _, w := range want {
				if !strings.Contains(text, w) {
					t.Errorf("program %d, %s: no %q in\n%s", i, question, w, text)
				}
			}
		}
	}
}

// Whoever recorded what somebody joins, contests or strikes hears of it, once: not they
// themselves, not a terminal, and not again when Slack delivers the request again.
func TestWhoIsTold(t *testing.T) {
	d, m := onMemory(t)
	key := 0
	as := func(user, text string) answer.Reply {
		key++
		return ask(d, fmt.Sprint("told ", key), user, text)
	}
	for _, step := range []struct{ user, text, want string }{
		{"UANNA", "stance Poland backs Rutte via diplomat", "[]"},
		{"UANNA", "stance Poland leans Rutte", "[]"}, // contests nobody but herself
		{"UANNA", "undo", "[]"},
		{"UBEN", "stance Poland backs Rutte", "[UANNA: #2 now has two recorders.]"},
		{"UCLEO", "stance Poland backs Rutte", "[UANNA: #2 now has 3 recorders. UBEN: #2 now has 3 recorders.]"},
		{commands.Operator, "stance Poland backs Rutte", "[UANNA: #2 now has 4 recorders. UBEN: #2 now has 4 recorders. UCLEO: #2 now has 4 recorders.]"},
		{"UDAN", "stance Poland opposes Rutte by \"Donald Tusk\"", "[UANNA: #8 contests your #2. UBEN: #8 contests your #2. UCLEO: #8 contests your #2.]"},
		{"UDAN", "correct #8 accepts", "[UANNA: #9 contests your #2. UBEN: #9 contests your #2. UCLEO: #9 contests your #2.]"},
		{"UDAN", "retract #9 because \"no\"", "[]"},
		{"UBEN", "correct #2 via official", "[UANNA: #2 was corrected by #11. UCLEO: #2 was corrected by #11.]"},
		{"UBEN", "undo", "[]"},
		{"UCLEO", "retract #2 because \"no\"", "[UANNA: #2 was retracted. UBEN: #2 was retracted.]"},
	} {
		if r := as(step.user, step.text); r.Outcome != answer.Recorded || fmt.Sprint(told(r)) != step.want {
			t.Errorf("%s, %s: told %v, want %s\n%s", step.user, step.text, told(r), step.want, r.Plain())
		}
	}
	if again := ask(d, "told 4", "UBEN", "stance Poland backs Rutte"); again.Outcome != answer.Recorded || len(again.Notices) != 0 {
		t.Errorf("delivered again: told %v\n%s", told(again), again.Plain())
	}
	if got := len(m.entries); got != 13 {
		t.Errorf("%d entries", got)
	}
}

// What makes two reports the same: all that the second one gives, the first one says.
func TestWhatIsTheSame(t *testing.T) {
	const first = `stance Poland holdout Rutte if "an apology" via diplomat by "Jan Kowalski" from "Gazeta" https://gazeta.example/1 "We wait."`
	for text, same := range map[string]bool{
		first: true,
		`stance Poland holdout Rutte if "an apology"`:                                   true,
		`stance Poland holdout Rutte if "an apology" on 23 Feb`:                         true,
		`stance Poland holdout Rutte if "an apology" via diplomat`:                      true,
		`stance Poland holdout Rutte if "an apology" https://gazeta.example/1`:          true,
		`stance Poland holdout Rutte if "an apology" "We wait."`:                        true,
		`stance Poland holdout Rutte if "an apology" by "Jan Kowalski" from "Gazeta"`:   true,
		`stance Poland holdout Rutte`:                                                   false,
		`stance Poland holdout Rutte if "money"`:                                        false,
		`stance Poland leans Rutte`:                                                     false,
		`stance Hungary holdout Rutte if "an apology"`:                                  false,
		`stance Poland holdout Rutte if "an apology" on 22 Feb`:                         false,
		`stance Poland holdout Rutte if "an apology" by 23 Feb`:                         false,
		`stance Poland holdout Rutte if "an apology" via official`:                      false,
		`stance Poland holdout Rutte if "an apology" by "Anna Nowak"`:                   false,
		`stance Poland holdout Rutte if "an apology" from "Onet"`:                       false,
		`stance Poland holdout Rutte if "an apology" https://gazeta.example/2`:          false,
		`stance Poland holdout Rutte if "an apology" "We wait and wait."`:               false,
		`stance Poland holdout Rutte if "an apology" https://gazeta.example/1 "We see"`: false,
	} {
		d, m := onMemory(t)
		ask(d, "first", "UBEN", first)
		r := ask(d, "second", "UANNA", text)
		kind := m.entries[len(m.entries)-1].Kind
		if r.Outcome != answer.Recorded || (kind == consensus.Echo) != same {
			t.Errorf("%s: %v\n%s", text, kind, r.Plain())
		}
	}
	for first, second := range map[string]string{
		"claim Rutte about 20 of 31 via diplomat":             "claim Rutte about 20 of 31",
		`note Rutte "A fact." https://a.example`:              `note Rutte "A fact."`,
		"candidate Klaus Iohannis of Romania mooted via camp": "candidate Iohannis mooted",
	} {
		d, m := onMemory(t)
		ask(d, "first", "UBEN", first)
		if r := ask(d, "second", "UANNA", second); m.entries[len(m.entries)-1].Kind != consensus.Echo || !strings.Contains(r.Plain(), "reported the same a moment ago: #2 now has two recorders") {
			t.Errorf("%s, then %s:\n%s", first, second, r.Plain())
		}
	}
}

// Ten minutes later it is news that it still holds; a clock that was set back a little does not make
// an old report a new one.
func TestTenMinutes(t *testing.T) {
	for _, tt := range []struct {
		first, second time.Duration
		want          consensus.Kind
	}{
		{0, 10 * time.Minute, consensus.Echo},
		{0, 10*time.Minute + time.Millisecond, consensus.StanceKind},
		{0, -time.Minute, consensus.Echo}, // recorded in the same moment then
	} {
		c := &clock{time.Date(2024, 2, 23, 8, 0, 0, 0, time.UTC)}
		l := opened(t, c)
		d := newDesk(t, l, c)
		do(d, "candidate Mark Rutte of Netherlands declared")
		ask(d, "first", "UBEN", "stance Poland backs Rutte via diplomat")
		c.at = c.at.Add(tt.second)
		ask(d, "second", "UANNA", "stance Poland backs Rutte")
		all := entries(t, l)
		if got := all[len(all)-1].Kind; len(all) != 3 || got != tt.want {
			t.Errorf("%v later: %v, %d entries", tt.second, got, len(all))
		}
	}
}

// I6: a correction of what two people recorded signs neither of them: it has the name of
// who corrected it, and theirs stay on the original.
func TestCorrectingWhatTwoRecordedSignsNobodyElse(t *testing.T) {
	d, _ := onMemory(t)
	ask(d, "1", "UANNA", "stance Poland backs Rutte via diplomat")
	ask(d, "2", "UBEN", "stance Poland backs Rutte")
	ask(d, "3", "UBEN", "correct #2 via official")
	var lines []string
	for _, s := range ask(d, "4", "UANNA", "history Poland").Sections {
		if l, ok := s.(answer.List); ok {
			for _, item := range l.Items {
				lines = append(lines, persons(item))
			}
		}
	}
	if want := []string{"UBEN", "UANNA UBEN UBEN"}; !slices.Equal(lines, want) { // recorded by both, corrected by Ben
		t.Errorf("named are %q, want %q", lines, want)
	}
}

// An editor is shown the buttons that settle a contest, with every answer that has one; a
// reporter is not, and what the buttons do counts for all.
func TestEditorsSettle(t *testing.T) {
	d, _ := onMemory(t)
	ask(d, "1", "UANNA", "stance Poland backs Rutte")
	cleo := commands.User{ID: "UCLEO", Admin: true}
	r := d.Do(context.Background(), commands.Request{Key: "2", User: cleo, Text: "stance Poland leans Rutte"})
	want := "[{Undo retract #3 because \"undone\" {0  } false false false false <nil> } {#2 stands settle #2 {0  } false false false false <nil> } {#3 stands settle #3 {0  } false false false false <nil> }]"
	for i, a := range r.Actions {
		if a.Of.Hash == "" || !strings.Contains(a.Command, fmt.Sprint("#", a.Of.Entry)) || !strings.HasPrefix(a.Of.Says, "Poland ") {
			t.Errorf("a button refers to %+v", a)
		}
		r.Actions[i].Of = answer.Ref{}
	}
	if fmt.Sprint(r.Actions) != want {
		t.Errorf("an editor's buttons are %v, want %v", r.Actions, want)
	}
	for _, question := range []string{"status", "member Poland", "missing", "history #2"} {
		if s := settling(d.Do(context.Background(), commands.Request{User: cleo, Text: question})); s != "settle #2, settle #3" {
			t.Errorf("%s offers an editor %q", question, s)
		}
		if s := settling(ask(d, "", "UANNA", question)); s != "" {
			t.Errorf("%s offers a reporter %q", question, s)
		}
	}
	settled := d.Do(context.Background(), commands.Request{Key: "3", User: cleo, Text: "settle #2"})
	if settled.Title != "Recorded as #4: Poland: backs stands (#2); #3 contests it no more." {
		t.Error(settled.Plain())
	}
	if text := do(d, "status").Plain(); strings.Contains(text, "ontested") || !strings.Contains(text, "Poland (#2)") {
		t.Error(text)
	}
	if r := ask(d, "4", "UANNA", "retract #4 because \"no\""); r.Outcome != answer.Refused {
		t.Error("a reporter undoes what an editor settled:", r.Plain())
	}
}

// settling lists the buttons of a reply that settle something.
func settling(r answer.Reply) string {
	actions := slices.Clone(r.Actions)
	for _, s := range r.Sections {
		if b, ok := s.(answer.Buttons); ok {
			actions = append(actions, b.Actions...)
		}
	}
	var list []string
	for _, a := range actions {
		if strings.HasPrefix(a.Command, "settle") {
			list = append(list, a.Command)
		}
	}
	return strings.Join(list, ", ")
}
