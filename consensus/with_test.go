package consensus_test

import (
	"reflect"
	"testing"

	"pgregory.net/rapid"

	"natobot/consensus"
)

// What an entry would do is what it does: the book with one more entry is the fold of the
// ledger with it, and neither book moves the other, whatever either records next.
func TestLawWithIsFoldingOneMore(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		list := facts(rt)
		if len(list) < 2 {
			return
		}
		cut := rapid.IntRange(1, len(list)-1).Draw(rt, "cut")
		entries := ledger(list...)
		book, _ := fold(t, list[:cut]...)
		with, err := book.With(entries[cut])
		if err != nil {
			rt.Fatal(err)
		}
		before, _ := fold(t, list[:cut]...)
		after, _ := fold(t, list[:cut+1]...)
		if !reflect.DeepEqual(book, before) {
			rt.Fatal("asking what an entry would do changed the book")
		}
		if !reflect.DeepEqual(with, after) {
			rt.Fatal("the book with one more entry is not the fold of it")
		}
		other := entries[cut]
		other.Recorder, other.Position = "UOTHER", consensus.Opposes
		if err := book.Apply(other); err != nil {
			rt.Fatal(err)
		}
		if !reflect.DeepEqual(with, after) {
			rt.Fatal("what the book recorded next got into the other")
		}
	})
}

func TestWithRefusesWhatApplyRefuses(t *testing.T) {
	book, _ := fold(t, stance("DE", consensus.Backs, 20240222, consensus.Reported))
	if _, err := book.With(ledger(stance("DE", consensus.Backs, 20240222, consensus.Reported))[0]); err == nil {
		t.Error("an entry out of turn was taken")
	}
	if book.Last() != 1 {
		t.Error("and it moved the book")
	}
}

func BenchmarkWith(b *testing.B) {
	book := long(b, 1_000_000)
	e := ledger(stance("DE", consensus.Backs, 20290101, consensus.Official))[0]
	e.Number, e.Recorded = book.Last()+1, book.LastRecorded()
	for b.Loop() {
		if _, err := book.With(e); err != nil {
			b.Fatal(err)
		}
	}
}
