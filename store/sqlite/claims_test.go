package sqlite_test

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"natobot/consensus"
	"natobot/store/sqlite"
	"natobot/store/storetest"
)

// Whom a claim leaves out, and that it is for the desk only, is stored with it, is there for the fold as for those who read
// entries whole, and is part of what the chain vouches for.
func TestClaimsKeepWhomTheyLeaveOut(t *testing.T) {
	path := filepath.Join(t.TempDir(), "natobot.db")
	l := open(t, path, sqlite.Options{})
	claim := consensus.Entry{Race: "2024", Recorder: "U1", Fact: consensus.Fact{
		Kind: consensus.ClaimKind, Candidate: "mark-rutte", Qualifier: consensus.Exactly, Count: 29, Of: 31, Missing: "HU,TR", DeskOnly: true,
	}}
	plain := claim
	plain.Missing = ""
	drafts := []consensus.Entry{claim, plain}
	_, err := l.Append(t.Context(), "key", 0, drafts)
	must(t, err)
	var folded []consensus.Codes
	must(t, l.Fold(t.Context(), 0, func(e consensus.Entry) error {
		folded = append(folded, e.Missing)
		return nil
	}))
	if !slices.Equal(folded, []consensus.Codes{"HU,TR", ""}) {
		t.Error("folded:", folded)
	}
	for i, e := range storetest.All(t, l) {
		same(t, "entry", e, storetest.At(drafts[i], i+1, e.Recorded))
	}
	sound(t, path, 2)
	for statement, want := range map[string]string{
		`UPDATE entries SET detail = '{"missing":["HU"]}' WHERE number = 1`:      "Entry #1 is not what was recorded",
		`UPDATE entries SET detail = '{"missing":["TR","HU"]}' WHERE number = 1`: "entry #1: its detail",
		`UPDATE entries SET detail = '{"missing":["HU","TR"]}' WHERE number = 1`: "Entry #1 is not what was recorded",
		`UPDATE entries SET detail = '' WHERE number = 1`:                        "Entry #1 is not what was recorded",
	} {
		path := filepath.Join(t.TempDir(), "natobot.db")
		l := open(t, path, sqlite.Options{})
		_, err := l.Append(t.Context(), "key", 0, drafts)
		must(t, err)
		_, err = raw(t, path).ExecContext(t.Context(), "DROP TRIGGER entries_never_change; "+statement)
		must(t, err)
		report, err := sqlite.Check(t.Context(), path)
		must(t, err)
		if !slices.ContainsFunc(report.Problems, func(p string) bool { return strings.Contains(p, want) }) {
			t.Errorf("%s: problems %q, want one with %q", statement, report.Problems, want)
		}
	}
}
