package press

import (
	"testing"

	"natobot/commands/lexicon/lexicontest"
)

// What press offices write above a release, read on Friday 23 February 2024.
func TestEmbargoes(t *testing.T) {
	for text, want := range map[string]string{
		"Embargoed until 18:00 CET\nPoland backs Rutte.":                                 "2024-02-23 18:00 Etc/GMT-1",
		"EMBARGO: 1 March 2024 06:00":                                                    "2024-03-01 06:00",
		"EMBARGOED UNTIL 0001 GMT, MARCH 1":                                              "2024-03-01 00:01 UTC",
		"Not for publication before 6 pm Brussels time tomorrow":                         "2024-02-24 18:00 Europe/Brussels",
		"Do not publish before 0600 GMT Monday. Spain backs Rutte.":                      "2024-02-26 06:00 UTC",
		"Hold until 18:00.":                                                              "2024-02-23 18:00",
		"STRICTLY EMBARGOED until Monday 26 February 2024 at 06:00 (EST)":                "2024-02-26 06:00 Etc/GMT+5",
		"Under embargo until 6:30 a.m. ET on Tuesday":                                    "2024-02-27 06:30 America/New_York",
		"Embargo: 18.00 CEST":                                                            "2024-02-23 18:00 Etc/GMT-2",
		"Communiqué – sous embargo jusqu'à 18 h":                                         "2024-02-23 18:00",
		"SOUS EMBARGO JUSQU’AU LUNDI 26 FÉVRIER À 18 H 30 (HEURE DE BRUXELLES)":          "2024-02-26 18:30 Europe/Brussels",
		"Ne pas diffuser avant demain 6h":                                                "2024-02-24 06:00",
		"Sous embargo jusqu'au 1er mars à midi":                                          "2024-03-01 12:00",
		"Embargoed until 18:00 PST":                                                      "? Embargoed until 18:00 PST",
		"Embargoed until 18:00 Tokyo time":                                               "? Embargoed until 18:00 Tokyo time",
		"Embargoed until the ministers meet.\nMore below.":                               "? Embargoed until the ministers meet.",
		"EMBARGOED – Poland backs Rutte":                                                 "? EMBARGOED – Poland backs Rutte",
		"Not for publication before 1 March 2024":                                        "? Not for publication before 1 March 2024",
		"Sous embargo jusqu'à la réunion":                                                "? Sous embargo jusqu'à la réunion",
		"Ankara will back Rutte only if allies lift arms embargoes, Fidan said.":         "",
		"The arms embargo until 1 March holds, and the oil embargo too.":                 "",
		"Hungary will hold until its demands are met.":                                   "",
		"Avant de donner son accord, la Turquie exige la fin de l'embargo sur les F-16.": "",
		"Poland backs Rutte.":                                                            "",
	} {
		d := Read(lexicontest.Article(), lexicontest.Article().Today, text)[0]
		got := d.Until.String()
		if d.Embargo != "" {
			got = "? " + d.Embargo
		}
		if got != want {
			t.Errorf("%q\n got %q\nwant %q", text, got, want)
		}
	}
}
