package grammar

import (
	"testing"

	"natobot/commands/lexicon"
	"natobot/consensus"
)

func TestI4NoStrongLabelFromThinEvidence(t *testing.T) {
	// I4: silence, denials and hedges are no support, and nothing but a named person or a
	// spokesperson is on the record.
	for _, text := range []string{
		"stance Poland does not oppose Rutte", "stance Poland might back Rutte", "stance Poland is likely to support Rutte",
		"stance Poland has not ruled out backing Rutte", "stance Poland can imagine supporting Rutte", "stance Poland doesn't back Rutte",
		`stance Poland backs Rutte by "a senior official"`, `stance Poland backs Rutte by "Poland"`,
		`stance Poland backs Rutte by "the Foreign Ministry"`, "stance Poland backs Rutte off the record",
		"stance Poland backs Rutte via senior official", "stance Poland opposes Rutte", "stance Poland opposes Rutte via diplomat",
	} {
		refused(t, text)
	}
	for _, text := range []string{`stance Poland backs Rutte by "Reuters"`, "stance Poland backs Rutte by Bloomberg", `stance Poland backs Rutte by "Delfi" https://www.delfi.ee/1`} {
		if u := understood(t, text); u.Fact.Source.Via != consensus.Reported || u.Fact.Source.Who != "" || u.Fact.Source.Outlet == "" || len(u.Notes) != 1 {
			t.Errorf("%s: %s, noted %q", text, described(u), u.Notes)
		}
	}
	for text, want := range map[string]consensus.Position{
		"stance Poland silent on Rutte": consensus.Undeclared, "stance Poland no position on Rutte": consensus.Undeclared,
		"stance Poland won't block Rutte": consensus.Accepts, "stance Poland reservations about Rutte": consensus.Holdout,
	} {
		if u := understood(t, text); u.Fact.Position != want || u.Fact.Source.Via.IsOnRecord() {
			t.Errorf("%s: %s", text, described(u))
		}
	}
}

func TestI5TheCampsWordIsItsOwnAttribution(t *testing.T) {
	// I5: what a candidate's side claims is never on the record, even with a name.
	for _, text := range []string{"stance Poland backs Rutte via camp", `stance Poland backs Rutte via camp by "Jan Example"`, "claim Rutte about 28 via campaign", "claim Rutte about 28 via team"} {
		if u := understood(t, text); u.Fact.Source.Via != consensus.Camp || u.Fact.Source.Via.IsOnRecord() {
			t.Errorf("%s: via %s", text, u.Fact.Source.Via)
		}
	}
}

func TestKeysOfNames(t *testing.T) {
	for name, want := range map[string]consensus.Key{
		"Mark Rutte": "mark-rutte", "Krišjānis Kariņš": "krisjanis-karins", "Radosław Łętowski": "radoslaw-letowski", "Søren Ærø": "soren-aero",
		"Đorđe Ðað": "dorde-dad", "Işıl İnce": "isil-ince", "Þór Œuvre": "thor-oeuvre", "Ħaż": "haz", "Groß": "gross", "O’Brien-Smith Jr.": "obrien-smith-jr", "!!": "",
	} {
		if got := lexicon.CandidateKey(name); got != want {
			t.Errorf("%s: %s, want %s", name, got, want)
		}
	}
}
