package consensus_test

import (
	"fmt"
	"testing"
	"time"

	. "natobot/consensus"
)

// motionBook folds a motion on which the members of the first day, three of them, ratify one after
// the other; a fourth joins on the tenth day.
func motionBook(t *testing.T, last int, more ...Fact) *Race {
	t.Helper()
	body := &Body{Key: DefaultBody, Name: "The Three", Members: []Member{
		{Code: "AA", Name: "A"}, {Code: "BB", Name: "B"}, {Code: "CC", Name: "C"}, {Code: "DD", Name: "D", Joined: dayOf(10)},
	}}
	b := NewBook(oneBody{body})
	facts := []Fact{{Kind: Candidacy, Candidate: "d-joins", Name: "D joins", Motion: true, Status: PutForward, On: On(dayOf(1))}}
	for i, code := range []Code{"AA", "BB", "CC"} {
		facts = append(facts, Fact{Kind: StanceKind, Member: code, Candidate: "d-joins", Position: Backs, On: On(dayOf([]int{2, 3, last}[i]))})
	}
	for i, f := range append(facts, more...) {
		if err := b.Apply(Entry{Number: i + 1, Fact: f, Race: "r", Recorded: time.Unix(int64(i), 0), Recorder: "U"}); err != nil {
			t.Fatal(err)
		}
	}
	r, _ := b.Race("r")
	return r
}

// Who joins once a motion is ratified by all, or in force, is not asked for it; who joins before is.
func TestWhoIsAskedForAMotion(t *testing.T) {
	tests := map[string]struct {
		last  int
		more  []Fact
		asked int
	}{
		"all ratified before":            {last: 9, asked: 3},
		"one is late":                    {last: 11, asked: 4},
		"late, and in force by then":     {last: 11, more: []Fact{{Kind: Candidacy, Candidate: "d-joins", Motion: true, Status: InOffice, On: On(dayOf(10))}}, asked: 3},
		"in force only later":            {last: 11, more: []Fact{{Kind: Candidacy, Candidate: "d-joins", Motion: true, Status: InOffice, On: On(dayOf(11))}}, asked: 4},
		"one went back before it joined": {last: 5, more: []Fact{{Kind: StanceKind, Member: "AA", Candidate: "d-joins", Position: Opposes, On: On(dayOf(7))}}, asked: 4},
		"one went back after":            {last: 5, more: []Fact{{Kind: StanceKind, Member: "AA", Candidate: "d-joins", Position: Opposes, On: On(dayOf(12))}}, asked: 3},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			r := motionBook(t, test.last, test.more...)
			tally, _ := r.Standing(Point{On: dayOf(20), Known: 99}).Find("d-joins")
			if len(tally.Stances) != test.asked {
				t.Errorf("%d members are asked, want %d: %s", len(tally.Stances), test.asked, fmt.Sprint(tally.Stances))
			}
		})
	}
}

// What it costs to tell who is asked grows with those who join, and does not double with each of them.
func TestManyJoinWhileAMotionIsOpen(t *testing.T) {
	body := &Body{Key: DefaultBody, Name: "The Many", Members: []Member{{Code: "AA", Name: "A"}}}
	for i := range 26 {
		body.Members = append(body.Members, Member{Code: Code([]byte{'B', byte('A' + i)}), Name: fmt.Sprint("B", i), Joined: dayOf(2 + i)})
	}
	b := NewBook(oneBody{body})
	for i, f := range []Fact{
		{Kind: Candidacy, Candidate: "d-joins", Name: "D joins", Motion: true, Status: PutForward, On: On(dayOf(1))},
		{Kind: StanceKind, Member: "AA", Candidate: "d-joins", Position: Backs, On: On(dayOf(10))},
	} {
		if err := b.Apply(Entry{Number: i + 1, Fact: f, Race: "r", Recorded: time.Unix(int64(i), 0), Recorder: "U"}); err != nil {
			t.Fatal(err)
		}
	}
	r, _ := b.Race("r")
	tally, _ := r.Standing(Point{On: dayOf(29), Known: 99}).Find("d-joins")
	if len(tally.Stances) != 27 {
		t.Errorf("%d members are asked, want all 27", len(tally.Stances))
	}
}

// oneBody is the only body at hand.
type oneBody struct{ *Body }

// Find gives it.
func (b oneBody) Find(string) *Body { return b.Body }

// dayOf gives a day of May 2024.
func dayOf(n int) Day { return DayOf(time.Date(2024, 5, n, 0, 0, 0, 0, time.UTC)) }
