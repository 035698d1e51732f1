package press_test

import (
	"fmt"
	"strings"
	"testing"

	"natobot/commands/lexicon"
	"natobot/commands/press"
	"natobot/consensus"
	"natobot/consensus/bodies"
)

// What is done about motions, in variations that no other test has.
func TestMotions(t *testing.T) {
	lex := lexicon.Vocabulary{Body: bodies.NATO(), Members: bodies.NATO().Members, Candidates: []consensus.Candidate{
		{Key: "finlands-accession", Name: "Finland's accession", Motion: true, Status: consensus.PutForward},
		{Key: "swedens-accession", Name: "Sweden's accession", Motion: true, Status: consensus.PutForward},
	}}
	tests := map[string]string{
		"Hungary's parliament ratified Sweden's accession on Monday.":                             "HU backs swedens-accession",
		"Turkey blocks Sweden's accession, Erdogan said.":                                         "TR opposes swedens-accession",
		"Croatia signed the protocol on Sweden's accession.":                                      "HR leans swedens-accession",
		"Sweden's accession was ratified by Portugal.":                                            "PT backs swedens-accession",
		"Budapest has not ratified Finland's accession.":                                          "",
		"Germany will ratify Sweden's accession next week.":                                       "DE leans swedens-accession",
		"Le Parlement hongrois a ratifié l'adhésion de la Suède.":                                 "HU backs swedens-accession",
		"La Turquie bloque l'adhésion de la Suède.":                                               "TR opposes swedens-accession",
		"La Hongrie n'a pas ratifié l'adhésion de la Suède.":                                      "",
		"La France et l'Italie ont ratifié le protocole d'adhésion de la Finlande.":               "FR backs finlands-accession, IT backs finlands-accession",
		"Spain and Portugal ratified Finland's accession.":                                        "ES backs finlands-accession, PT backs finlands-accession",
		"Turkey holds up Sweden's accession.":                                                     "TR holdout swedens-accession",
		"The Turkish parliament ratified Finland's membership bid on 30 March.":                   "TR backs finlands-accession",
		"The Turkish parliament approved the Finnish accession protocol.":                         "TR leans finlands-accession",
		"Sweden hopes that Hungary will ratify its accession.":                                    "",
		"Paris, after talks with Berlin, ratified Finland's accession.":                           "",
		"Poland ratified the Finnish accession protocol, and Greece signed the Swedish protocol.": "PL backs finlands-accession, GR leans swedens-accession",
		"Ankara could ratify Sweden's accession before the summit.":                               "",
		"Hungary ratified the treaty on its border.":                                              "",
	}
	drafted(t, lex, 20230330, tests, func(d press.Draft) string {
		if d.Kind != consensus.StanceKind {
			return ""
		}
		return fmt.Sprintf("%s %s %s", d.Member, d.Position, d.Candidate)
	})
}

// drafted holds the drafts of each text to what is wanted of them, told by said; "" leaves a draft out.
func drafted(t *testing.T, lex lexicon.Vocabulary, day consensus.Day, tests map[string]string, said func(press.Draft) string) {
	t.Helper()
	for text, want := range tests {
		var all []string
		for _, d := range press.Read(lex, day, text) {
			if told := said(d); told != "" {
				all = append(all, told)
			}
		}
		if got := strings.Join(all, ", "); got != want {
			t.Errorf("%s\n got %q\nwant %q", text, got, want)
		}
	}
}

// On whose word it is that something was done about a motion, or that several members back somebody.
func TestSourcesOfMotionsAndOfSeveral(t *testing.T) {
	lex := lexicon.Vocabulary{Body: bodies.NATO(), Members: bodies.NATO().Members, Candidates: []consensus.Candidate{
		{Key: "finland", Name: "Finland's accession", Motion: true, Status: consensus.PutForward},
		{Key: "sweden", Name: "Sweden's accession", Motion: true, Status: consensus.PutForward},
		{Key: "mark-rutte", Name: "Mark Rutte", Country: "NL", Status: consensus.Declared},
	}}
	tests := map[string]string{
		"Hungary's parliament ratified Finland's accession, Foreign Minister Péter Szijjártó said.":      "HU on-record Péter Szijjártó",
		"Hungary's parliament ratified Finland's accession on 27 March 2023, Speaker László Kövér said.": "HU reported László Kövér",
		"Szijjártó said Hungary ratified Sweden's accession.":                                            "HU on-record Szijjártó",
		"Turkey blocks Sweden's accession, Tusk said.":                                                   "TR reported Tusk",
		"Polish Foreign Minister Radoslaw Sikorski said Turkey blocked Sweden's accession.":              "TR reported Radoslaw Sikorski",
		"Spain ratified Sweden's accession, a government spokesperson said.":                             "ES spokesperson",
		"Spain will ratify Sweden's accession next week, a Spanish diplomat said.":                       "ES diplomat",
		"Spain signed Sweden's accession.":                                                               "ES reported",
		"Spain and Portugal ratified Finland's accession, Sánchez said.":                                 "ES on-record Sánchez, PT reported Sánchez",
		"Orbán's government ratified Finland's accession.":                                               "HU reported",
		"Le Parlement hongrois a ratifié l'adhésion de la Suède, a déclaré Viktor Orbán.":                "HU on-record Viktor Orbán",
		"Selon Emmanuel Macron, la Turquie bloque l'adhésion de la Suède.":                               "TR reported Emmanuel Macron",
		"According to Macron, Turkey blocks Sweden's accession.":                                         "TR reported Macron",
		"Donald Tusk and Viktor Orban said that Poland and Hungary ratified Finland's accession.":        "PL on-record Donald Tusk, HU on-record Viktor Orban",
		"Tusk and Orban said Poland and Hungary back Rutte.":                                             "PL on-record Tusk, HU on-record Orban",
		"Tusk and Orban said Poland, Hungary and Spain back Rutte.":                                      "PL on-record Tusk, HU on-record Orban, ES reported Orban",
		"Tusk, Orban and Macron said their countries back Rutte.":                                        "PL on-record Tusk, HU on-record Orban, FR on-record Macron",
		"La Pologne et la Hongrie soutiennent Rutte, ont déclaré Tusk et Orban.":                         "PL on-record Tusk, HU on-record Orban",
	}
	drafted(t, lex, 20240223, tests, func(d press.Draft) string {
		return strings.TrimSpace(fmt.Sprintf("%s %s %s", d.Member, d.Source.Via, d.Source.Who))
	})
}
