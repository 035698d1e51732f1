package grammar

import (
	"errors"
	"strings"
	"testing"

	"natobot/commands/lexicon/lexicontest"
	"natobot/consensus"
)

// understood reads a text that must be understood.
func understood(t *testing.T, text string) Understood {
	t.Helper()
	u, err := Understand(lexicontest.Article(), text)
	if err != nil {
		var refusal *consensus.Error
		errors.As(err, &refusal)
		t.Fatalf("%q is not understood: %v (%s)", text, err, refusal.Hint)
	}
	return u
}

// refused reads a text that must be refused, with words for the person.
func refused(t *testing.T, text string) *consensus.Error {
	t.Helper()
	u, err := Understand(lexicontest.Article(), text)
	var refusal *consensus.Error
	switch {
	case err == nil:
		t.Fatalf("%q is understood: %s", text, described(u))
	case !errors.As(err, &refusal):
		t.Fatalf("%q: an error that no person can read: %v", text, err)
	case refusal.Kind != consensus.Invalid && refusal.Kind != consensus.NotFound:
		t.Errorf("%q: kind %v", text, refusal.Kind)
	case refusal.Message == "" || refusal.Hint == "":
		t.Errorf("%q: %q has no message or no way out %q", text, refusal.Message, refusal.Hint)
	}
	return refusal
}

func TestI1QuotesInAnyShape(t *testing.T) {
	// I1: curly quotes and the dashes that phones make of "--" read like straight ones,
	// and stay as they are inside a quotation.
	for typed, want := range map[string]string{
		`"We back Rutte"`:                                      "We back Rutte",
		`“We back Rutte”`:                                      "We back Rutte",
		`„We back Rutte”`:                                      "We back Rutte",
		`„We back Rutte“`:                                      "We back Rutte",
		`‟We back Rutte”`:                                      "We back Rutte",
		`«We back Rutte»`:                                      "We back Rutte",
		`« We back Rutte »`:                                    "We back Rutte",
		`»We back Rutte«`:                                      "We back Rutte",
		`”We back Rutte”`:                                      "We back Rutte",
		`＂We back Rutte＂`:                                      "We back Rutte",
		`&quot;We back Rutte&quot;`:                            "We back Rutte",
		`“We back Rutte"`:                                      "We back Rutte",
		`"It’s “yes” — not ‘no’ -- we said…"`:                  "It’s “yes” — not ‘no’ -- we said…",
		`“He said “yes” – twice”`:                              "He said “yes” – twice",
		`«Il a dit «oui»»`:                                     "Il a dit «oui»",
		`"Hungary's foreign minister's word"`:                  "Hungary's foreign minister's word",
		`"&lt;b&gt; R&amp;D &amp;amp; R"`:                      "<b> R&D &amp; R",
		`"see <https://x.example/a?b=1&amp;c=2|x.example> on"`: "see x.example on",
		`"<!channel> <!here|here> <@U1|anna> <#C1|desk>"`:      "<!channel> <!here|here> <@U1|anna> <#C1|desk>",
		"\"two\nlines\"":                                       "two\nlines",
		"\"\u202edesrever\u202c\"":                             "\u202edesrever\u202c",
		`"日本語 ひらがな"`:                                           "日本語 ひらがな",
		`"Politico", `:                                         "Politico",
		`("Politico")`:                                         "Politico",
	} {
		u := understood(t, "stance Poland backs Rutte "+typed+" via official")
		if got := u.Fact.Source.Quote; got != want {
			t.Errorf("%s: quote %q, want %q", typed, got, want)
		}
	}
}

func TestI1DashesBeforeAndBetweenWords(t *testing.T) {
	for _, text := range []string{
		"stance Poland backs Rutte —via official", "stance Poland backs Rutte --via official",
		"stance Poland backs Rutte –via official –on 22 Feb", "stance Poland — backs — Rutte – via official",
		"stance Poland—backs—Rutte—via official", "stance Poland backs Rutte — on 2024–02–22 via official",
	} {
		if u := understood(t, text); u.Fact.Source.Via != consensus.Official {
			t.Errorf("%s: via %s", text, u.Fact.Source.Via)
		}
	}
}

func TestQuotationsThatAreNotWhole(t *testing.T) {
	for text, shown := range map[string]string{
		`stance Poland backs Rutte "We back him`:           "`\"We back him`",
		`stance Poland backs Rutte “We back him`:           "`“We back him`",
		`stance Poland backs Rutte "one" "`:                "`\"`",
		`stance Poland backs Rutte "a "b" c"`:              "in the middle of a word",
		`stance Poland backs Rutte ""`:                     "nothing between",
		`stance Poland backs Rutte "   "`:                  "nothing between",
		`stance Poland backs Rutte 'We back him'`:          "`We`",
		`stance Poland backs Rutte https://x.example/"hm"`: "runs into",
	} {
		if e := refused(t, text); !strings.Contains(e.Message, shown) {
			t.Errorf("%s: %q does not show %q", text, e.Message, shown)
		}
	}
}

func TestTextsThatNobodyTyped(t *testing.T) {
	for name, text := range map[string]string{
		"a zero byte":             "stance Poland backs Rutte \"a\x00b\"",
		"broken UTF-8":            "stance Poland backs Rutte \"a\xffb\"",
		"a cut character":         "stance T\xc3",
		"10,000 characters":       "stance Poland backs Rutte \"" + strings.Repeat("a", 10_000) + "\"",
		"10,000 quotes":           "stance " + strings.Repeat(`"`, 7_001),
		"10,000 brackets":         "stance " + strings.Repeat(`<`, 7_000),
		"a channel mention":       "stance Poland backs Rutte <!channel>",
		"a mention as a member":   "stance <!here> backs Rutte",
		"a mention as a verb":     "<!everyone>",
		"a subteam":               "note Rutte <!subteam^S1>",
		"an unknown mail address": "stance Poland backs Rutte <mailto:a@b.example|a@b.example>",
	} {
		t.Run(name, func(t *testing.T) { refused(t, text) })
	}
}

func TestInvisibleCharactersOutsideQuotesDoNotCount(t *testing.T) {
	// Text that was copied carries marks of direction, zero-width and no-break spaces.
	for _, text := range []string{
		"\u200fstance Poland backs Rutte\u200e", "stance \u202ePoland\u202c backs Rutte", "stance\u00a0Poland\u2003backs\tRutte\n",
		"\ufeffstance Po\u00adland backs Rut\u200bte", "stance Poland, backs; Rutte...", "*stance* _Poland_ `backs` (Rutte)!",
	} {
		u := understood(t, text)
		if f := u.Fact; f.Member != "PL" || f.Candidate != "mark-rutte" || f.Position != consensus.Backs {
			t.Errorf("%q: %s", text, described(u))
		}
	}
}

func TestLongTextKeepsItsLimit(t *testing.T) {
	head := `stance Poland backs Rutte "`
	if u := understood(t, head+strings.Repeat("ş", Longest-len(head)-1)+`"`); len([]rune(u.Fact.Source.Quote)) != Longest-len(head)-1 {
		t.Error("a quotation of the Longest text is not kept whole")
	}
	if e := refused(t, head+strings.Repeat("ş", Longest-len(head))+`"`); !strings.Contains(e.Message, "8001 characters") {
		t.Errorf("%q", e.Message)
	}
}

func TestLinks(t *testing.T) {
	for typed, want := range map[string]string{
		"https://x.example/a":                                 "https://x.example/a",
		"HTTPS://X.example/A":                                 "HTTPS://X.example/A",
		"http://x.example":                                    "http://x.example",
		"https://x.example/a?b=1&c=2#d":                       "https://x.example/a?b=1&c=2#d",
		"https://x.example/a?b=1&amp;c=2":                     "https://x.example/a?b=1&c=2",
		"<https://x.example/a?b=1&amp;c=2>":                   "https://x.example/a?b=1&c=2",
		"<https://x.example/a|x.example/a and more>":          "https://x.example/a",
		"https://x.example/a.":                                "https://x.example/a",
		"https://x.example/a, ":                               "https://x.example/a",
		"(https://x.example/a)":                               "https://x.example/a",
		"(see)https://x.example/a":                            "",
		"https://en.wikipedia.org/wiki/Rutte_(politician)":    "https://en.wikipedia.org/wiki/Rutte_(politician)",
		"(https://en.wikipedia.org/wiki/Rutte_(politician)).": "https://en.wikipedia.org/wiki/Rutte_(politician)",
		"https://x.example/türkiye/a,b;c":                     "https://x.example/türkiye/a,b;c",
		"https://x.example/a!?":                               "https://x.example/a",
		"https://x.example/a\u200b":                           "https://x.example/a",
		"javascript:alert(1)":                                 "",
		"ftp://x.example/a":                                   "",
		"file:///etc/passwd":                                  "",
		"data:text/html,hi":                                   "",
		"mailto:a@x.example":                                  "",
		"www.reuters.com/a":                                   "",
		"https://":                                            "",
		"https:///path":                                       "",
		"https://user:secret@x.example/":                      "",
		"https://user@x.example/":                             "",
		"https://x.example/%zz":                               "",
		"https://x.exa mple/":                                 "",
		"https://x.example/<script>":                          "",
		"https://x.example/" + strings.Repeat("a", 2000):      "",
		"https://a.example https://b.example":                 "",
		"https://a.example and https://b.example":             "",
	} {
		text := "stance Poland backs Rutte " + typed
		if want == "" {
			refused(t, text)
			continue
		}
		if got := understood(t, text).Fact.Source.Link; got != want {
			t.Errorf("%s: link %q, want %q", typed, got, want)
		}
	}
	if e := refused(t, "stance Poland backs Rutte https://user:secret@x.example/"); strings.Contains(e.Message+e.Hint, "secret") {
		t.Errorf("the refusal repeats the password: %q", e.Message)
	}
}
