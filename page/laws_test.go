package page_test

import (
	"bytes"
	"testing"
	"time"

	"pgregory.net/rapid"

	"natobot/commands/report"
	"natobot/consensus"
	"natobot/consensus/bodies"
	"natobot/page"
)

// twoLedgers are one with what is for the desk only, and the same without it.
type twoLedgers struct {
	*rapid.T
	whole, open []consensus.Entry
	secret      []int // the numbers in the whole one of what is for the desk only
	at          []int // the numbers in the whole one of what is open
}

// say records a fact, in both where it is open. Its target is a number of the open ledger then,
// and else one of the whole.
func (l *twoLedgers) say(f consensus.Fact, open bool) {
	e := consensus.Entry{
		Number: len(l.whole) + 1, Race: "2024", Recorder: "UANNA", Fact: f,
		Recorded: time.Date(2024, 2, 20, 9, len(l.whole), 0, 0, time.UTC),
	}
	if !open {
		l.whole, l.secret = append(l.whole, e), append(l.secret, e.Number)
		return
	}
	other := e
	if e.Target != 0 {
		e.Target = l.at[e.Target-1]
	}
	other.Number = len(l.open) + 1
	l.whole, l.open, l.at = append(l.whole, e), append(l.open, other), append(l.at, e.Number)
}

// any draws a report, which may mend one of its own side.
func (l *twoLedgers) any(open bool) consensus.Fact {
	f := consensus.Fact{
		On: consensus.On(consensus.Day(20240220 + l.pick("day", 0, 8))), Candidate: []consensus.Key{"mark-rutte", "kaja-kallas"}[l.pick("of", 0, 1)],
		DeskOnly: !open, Source: consensus.Source{Via: consensus.Attributions()[l.pick("via", 0, 6)], Quote: []string{"", "We do."}[l.pick("quote", 0, 1)]},
	}
	switch l.pick("kind", 0, 5) {
	case 0:
		f.Kind, f.Count, f.Of = consensus.ClaimKind, l.pick("count", 1, 31), 31
	case 1:
		f.Kind, f.Text = consensus.Note, "A fact."
	case 2:
		f.Kind, f.Status, f.Name = consensus.Candidacy, consensus.Statuses()[l.pick("status", 0, 7)], "Somebody"
		if !open && l.pick("secret", 0, 1) == 0 {
			f.Candidate = "secret"
		}
	default:
		f.Kind, f.Member = consensus.StanceKind, []consensus.Code{"DE", "FR", "HU", "SE"}[l.pick("member", 0, 3)]
		f.Position = consensus.Positions()[l.pick("position", 0, 5)]
	}
	return f
}

func (l *twoLedgers) pick(what string, from, to int) int {
	return rapid.IntRange(from, to).Draw(l.T, what)
}

// mend has one side take back, or put right, something of its own.
func (l *twoLedgers) mend(open bool) {
	among, most := l.open, len(l.open)
	if !open {
		among, most = l.whole, len(l.secret)
	}
	if most == 0 {
		return
	}
	target := l.pick("target", 1, most)
	if !open {
		target = l.secret[target-1]
	}
	f := among[target-1].Fact
	f.Target = target
	if f.Kind != consensus.StanceKind || l.pick("how", 0, 1) == 0 {
		f = consensus.Fact{Kind: consensus.Retraction, Target: target, Text: "misheard", On: f.On}
	} else {
		f.Position = consensus.Leans
	}
	l.say(f, open)
}

// The page of a ledger is that of one in which nothing was recorded for the desk only, byte for byte.
func TestPageIsAsIfTheDeskKeptSilent(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		l := &twoLedgers{T: t}
		for _, key := range []consensus.Key{"mark-rutte", "kaja-kallas"} {
			l.say(consensus.Fact{Kind: consensus.Candidacy, Candidate: key, Name: string(key), Status: consensus.Declared, On: consensus.On(20240220)}, true)
		}
		for range l.pick("entries", 0, 25) {
			if open := l.pick("open", 0, 1) == 0; l.pick("mend", 0, 3) == 0 {
				l.mend(open)
			} else {
				l.say(l.any(open), open)
			}
		}
		var pages [2]bytes.Buffer
		for i, entries := range [][]consensus.Entry{l.whole, l.open} {
			v := report.View{Book: consensus.NewBook(bodies.Shipped()), Zone: time.UTC, At: consensus.Point{Known: len(entries)}, Reader: report.NewReader(t.Context(), nil, nil)}
			if err := page.Write(&pages[i], v, entries, ""); err != nil {
				t.Fatal(err)
			}
		}
		if !bytes.Equal(pages[0].Bytes(), pages[1].Bytes()) {
			t.Fatalf("%v\nwithout:\n%v", l.whole, l.open)
		}
	})
}
