package consensus_test

import (
	"encoding"
	"testing"

	"natobot/consensus"
)

// Every word reads back as itself, and an unknown one is refused: ledgers and exports
// hold the words.
func TestWords(t *testing.T) {
	check := func(t *testing.T, word encoding.TextMarshaler, into encoding.TextUnmarshaler, same func() bool) {
		t.Helper()
		text, err := word.MarshalText()
		if err != nil {
			t.Fatal(err)
		}
		if err := into.UnmarshalText(text); err != nil || !same() {
			t.Errorf("%q does not read back: %v", text, err)
		}
		if err := into.UnmarshalText([]byte("nonsense")); err == nil {
			t.Error("nonsense was read")
		}
	}
	for _, want := range consensus.Positions() {
		var got consensus.Position
		check(t, want, &got, func() bool { return got == want })
	}
	for _, want := range consensus.Attributions() {
		var got consensus.Attribution
		check(t, want, &got, func() bool { return got == want })
	}
	for _, want := range consensus.Statuses() {
		var got consensus.Status
		check(t, want, &got, func() bool { return got == want })
	}
	for want := consensus.About; want <= consensus.Exactly; want++ {
		var got consensus.Qualifier
		check(t, want, &got, func() bool { return got == want })
	}
	for want := consensus.Outsider; want <= consensus.Editor; want++ {
		var got consensus.Role
		check(t, want, &got, func() bool { return got == want })
	}
	for want := consensus.Opening; want <= consensus.Granting; want++ {
		var got consensus.Kind
		check(t, want, &got, func() bool { return got == want })
	}
	if got := consensus.Position(99).String(); got != "?99" {
		t.Errorf("a value of no version prints as %q", got)
	}
}

func TestError(t *testing.T) {
	var internal consensus.Error
	if internal.Kind != consensus.Internal {
		t.Error("a forgotten kind must be ours, not a person's mistake")
	}
	refusal := consensus.Refuse(consensus.NotFound, "There is no #99.", "See /nato history.")
	if refusal.Error() != "There is no #99." {
		t.Errorf("the log would say %q", refusal)
	}
}
