package grammar

import (
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"unicode/utf8"

	"natobot/commands/lexicon/lexicontest"
	"natobot/consensus"
)

// fixtureLines gives the typed lines of testdata/understand.
func fixtureLines(tb testing.TB) []string {
	tb.Helper()
	files, _ := filepath.Glob("testdata/understand/*.txt")
	var lines []string
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			tb.Fatal(err)
		}
		for line := range strings.SplitSeq(string(text), "\n") {
			if typed, ok := strings.CutPrefix(line, ">"); ok {
				lines = append(lines, strings.ReplaceAll(strings.TrimSpace(typed), `\n`, "\n"))
			}
		}
	}
	if len(lines) < 150 {
		tb.Fatalf("only %d lines", len(lines))
	}
	return lines
}

func TestCanonical(t *testing.T) {
	for typed, want := range map[string]string{
		"stance pl supports rutte":                                  "stance Poland backs Mark Rutte via reported on 2024-02-23",
		`stance turkey holdout rutte if "F-16s" by 22 feb`:          `stance Türkiye holdout Mark Rutte if "F-16s" via reported by 2024-02-22`,
		`stance us backs rutte “He said "yes"” from reuters —`:      "",
		`stance us backs rutte “He said "yes"” from Reuters —`:      `stance United States backs Mark Rutte via reported from "Reuters" on 2024-02-23 quote “He said "yes"”`,
		"claim rutte ~20 of 31 on Jan 2024":                         "claim Mark Rutte about 20 of 31 via reported on 2024-01",
		"candidate Klaus Iohannis of romania declared on 12 feb":    `candidate "Klaus Iohannis" of Romania declared via reported on 2024-02-12`,
		"candidate rutte rules out":                                 "candidate Mark Rutte ruled out via reported on 2024-02-23",
		"member ireland joins on 2024-02-20":                        "member Ireland joins via reported on 2024-02-20",
		`note hungary "a &amp;lt; b" https://x.example/?a=1&b=2`:    `note Hungary "a &amp;lt; b" via reported on 2024-02-23 https://x.example/?a=1&b=2`,
		"correct 12 on 21 feb leans":                                "correct #12 leans on 2024-02-21",
		"retract #12 because of the wrong link":                     `retract #12 because "of the wrong link"`,
		"digest daily 8am in <#C1|desk> on fri,mon quiet skip":      "digest daily 08:00 on mon,fri quiet skip in <#C1>",
		"live changes in <#C1|desk>":                                "live changes in <#C1>",
		"access editor <@U1|anna>":                                  "access editor <@U1>",
		"access guest on in <#C1|desk>":                             "access guests on in <#C1>",
		"settle 12 because the minister said so":                    `settle #12 because "the minister said so"`,
		`race open 2034 "SG 2034" vacant "October 2034" since 2024`: `race open 2034 "SG 2034" since "2024" vacant "October 2034" on 2024-02-23`,
	} {
		if want == "" {
			refused(t, typed)
			continue
		}
		if got := Canonical(lexicontest.Article(), understood(t, typed)); got != want {
			t.Errorf("%s\n got %s\nwant %s", typed, got, want)
		}
	}
}

func TestCanonicalSaysTheSame(t *testing.T) {
	recording := 0
	for _, line := range fixtureLines(t) {
		if sameAgain(t, line) {
			recording++
		}
	}
	if recording < 60 {
		t.Errorf("only %d lines record anything", recording)
	}
}

// sameAgain understands a text, writes it in its canonical form, understands that, and
// compares. It tells whether the text records something.
func sameAgain(t *testing.T, text string) bool {
	t.Helper()
	lex := lexicontest.Article()
	u, err := Understand(lex, text)
	if err != nil || !u.Records {
		return false
	}
	canonical := Canonical(lex, u)
	again, err := Understand(lex, canonical)
	if err != nil {
		t.Errorf("%q\n is %q\n which is not understood: %v", text, canonical, err)
		return true
	}
	u.Notes, again.Notes = nil, nil   // they are of how it was typed
	u.Here, again.Here = false, false // where the answer goes is no part of the report
	if u.Command != "correct" {       // what was a default is written out
		u.Given, again.Given = 0, 0
	}
	if !reflect.DeepEqual(u, again) {
		t.Errorf("%q\n is %s\n%q\n is %s", text, described(u), canonical, described(again))
	}
	return true
}

func FuzzUnderstand(f *testing.F) {
	for _, line := range fixtureLines(f) {
		f.Add(line)
	}
	f.Add("stance Poland backs Rutte „a “b” c” https://x.example/(a) &quot;x&quot;")
	f.Add("<|>")
	f.Add("retract #1 because &amp;quot;x <https://a.b|c> ’")
	f.Fuzz(func(t *testing.T, text string) {
		u, err := Understand(lexicontest.Article(), text)
		if err != nil {
			refused(t, text)
			for _, try := range u.Try {
				if !utf8.ValidString(try) {
					t.Errorf("%q suggests broken %q", text, try)
				}
			}
			return
		}
		f := u.Fact
		for _, s := range []string{f.Name, f.Text, f.Condition, f.Source.Who, f.Source.Outlet, f.Source.Link, f.Source.Quote, u.Because, u.Race, u.Topic, u.User, u.Channel} {
			if !utf8.ValidString(s) || strings.ContainsRune(s, 0) {
				t.Errorf("%q: broken %q", text, s)
			}
		}
		for _, s := range []string{u.User, u.Channel, string(u.Member), string(u.Candidate), u.Race, f.Source.Link} {
			if strings.ContainsAny(s, "<>") {
				t.Errorf("%q: a mention got into %q", text, s)
			}
		}
		if f.Kind == consensus.StanceKind && (f.Member == "" || f.Candidate == "" || f.On.Day == 0 || f.On.Day > 20240223 || f.Source.Via == consensus.NoAttribution) {
			t.Errorf("%q: half a stance: %s", text, described(u))
		}
		sameAgain(t, text)
	})
}

func BenchmarkUnderstand(b *testing.B) {
	lex := lexicontest.Article()
	for name, text := range map[string]string{
		"stance":  `stance Poland backs Rutte on 22 Feb via spokesperson by "Donald Tusk" https://www.pap.pl/en/news "We back Mark Rutte."`,
		"claim":   "claim Rutte about 20 of 31 members via diplomat on yesterday https://www.reuters.com/world",
		"status":  "status Rutte on 22 Feb known yesterday",
		"refused": "stance Polnd backs Rutte via spokesperson",
	} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				_, _ = Understand(lex, text)
			}
		})
	}
}
