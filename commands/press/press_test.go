package press

import (
	"slices"
	"strings"
	"testing"

	"natobot/consensus"
)

// BenchmarkMessage reads a message of 500 characters.
func BenchmarkMessage(b *testing.B) {
	text := strings.Repeat("After weeks of talks in Brussels, Warsaw said on Tuesday that it would back Mark Rutte, a senior NATO diplomat told reporters. ", 4)[:500]
	lex := messageLexicon()
	for b.Loop() {
		Read(lex, lex.Today, text)
	}
}

// A message as long as Slack allows is read to its end, whatever it consists of: work that
// grew faster than the length would outlast any patience here.
func TestLongMessages(t *testing.T) {
	lex := messageLexicon()
	for _, unit := range []string{
		"Poland backs Rutte. ", "Poland, ", "said that ", "“", "\"Poland ", "has not yet ", "Poland and Spain back Rutte and ", "(", "a:", "Rutte, ", "not ", "if Poland ",
		"throw its weight ", "on Tuesday ", "the senior ", "Mark ", "1 March ", "\n", "🇵🇱", "aaaaaaaa", "https://", "U.", "'s ", "a\u0301", ", Tusk said", "“„«", "\"Poland backs Rutte.\" ", "Poland backs Rutte \"a\". ", "Tusk said Poland backs Rutte if ", "Poland, it, ", "would only back Rutte if he, ", "on condition that, ", "1 of 2 of ", "the , ", "a.", "? ",
		"la Pologne ", "soutient le ", "de la ", "a-t-il ", "n'a pas ", "« La ", "d'", "all but ", "including ", "minister of ", "according to ",
	} {
		text := strings.Repeat(unit, LongestMessage/len(unit))
		if len(Read(lex, lex.Today, text)) == 0 {
			t.Errorf("%q repeated gives no draft", unit)
		}
	}
}

// FuzzMessage: whatever is in a message, reading it ends, gives the same twice, names
// members and candidates of the lexicon alone, and quotes only what is there.
func FuzzMessage(f *testing.F) {
	for _, file := range []string{"desk.txt", "others.txt", "french.txt"} {
		for _, c := range examples(f, file) {
			f.Add(c.text)
		}
	}
	lex := messageLexicon()
	f.Fuzz(func(t *testing.T, text string) {
		drafts := Read(lex, lex.Today, text)
		if len(drafts) == 0 {
			t.Fatal("no draft")
		}
		again := Read(lex, lex.Today, text)
		for i, d := range drafts {
			if d.Member != again[i].Member || d.Source != again[i].Source || d.On != again[i].On {
				t.Error("not the same twice")
			}
			checkDraft(t, text, d)
		}
	})
}

func checkDraft(t *testing.T, text string, d Draft) {
	t.Helper()
	lex := messageLexicon()
	if d.Kind == consensus.StanceKind && !slices.ContainsFunc(lex.Members, func(m consensus.Member) bool { return m.Code == d.Member }) {
		t.Error("no member:", d.Member)
	}
	if d.Kind != 0 && !slices.ContainsFunc(lex.Candidates, func(c consensus.Candidate) bool { return c.Key == d.Candidate }) {
		t.Error("no candidate:", d.Candidate)
	}
	for _, words := range []string{d.Source.Quote, d.Source.Who, d.Condition, d.Source.Link, d.Words} {
		if !strings.Contains(text, words) {
			t.Errorf("%q is not in the message", words)
		}
	}
	if d.On.Day > lex.Today {
		t.Error("a day ahead:", d.On)
	}
}

func TestMessageWithoutStanceGivesDayAndLink(t *testing.T) {
	list := Read(messageLexicon(), 20240620, "Rutte lands in Ankara. He said: \"A “good” talk.\" More: <https://example.org/a?b=1>, soon")
	if len(list) != 1 || list[0].Kind != 0 || list[0].On != consensus.On(20240620) || list[0].Source != (consensus.Source{Link: "https://example.org/a?b=1"}) {
		t.Error(list)
	}
}

// A1: a quote is only what stood inside quotation marks and belongs to the speaker of that
// very stance, however the marks are typed.
func TestQuotes(t *testing.T) {
	for text, want := range map[string]string{
		`Sánchez says Spain backs Rutte.`:                                             "",
		`Poland backs Rutte. "We will never support him," Orban said.`:                "",
		`Tusk called it "a gift". Poland backs Rutte, he said: "We told him 'yes'."`:  "We told him 'yes'.",
		`Tusk said: “Poland backs Rutte, as I told “my friend” Mark.” "Bye."`:         "Poland backs Rutte, as I told “my friend” Mark.",
		`Poland backs Rutte. Spain is «d'accord» with none.`:                          "",
		"It rains. Poland backs Rutte! Nobody said \"a word":                          "",
		`Asked, Tusk told us: "Poland supports Mark Rutte" — and left.`:               "Poland supports Mark Rutte",
		`« Nous soutenons Mark Rutte, a expliqué Donald Tusk, et nous l'avons dit. »`: "",
		`Poland backs Rutte, Tusk said, while Lavrov called it "a farce".`:            "",
	} {
		if got := Read(messageLexicon(), 20240620, text)[0]; got.Source.Quote != want {
			t.Errorf("%s\n%q, want %q", text, got.Source.Quote, want)
		}
	}
}

// C: the day is the stance's, as precisely as the words have it.
func TestDayOfMessage(t *testing.T) {
	for text, want := range map[string]consensus.When{
		"Poland backs Rutte":                                        consensus.On(20240620),
		"Poland backed Rutte yesterday":                             consensus.On(20240619),
		"Poland backed Rutte on 1 March":                            consensus.On(20240301),
		"Tusk said Tuesday that Poland backs Rutte":                 consensus.On(20240618),
		"Poland will back Rutte on Friday":                          consensus.On(20240620), // not yet
		"Poland will back Rutte, Tusk said on Monday":               consensus.On(20240617),
		"Ahead of Tuesday's talks, Poland backed Rutte":             consensus.On(20240620),
		"Poland backed Rutte on 30 February":                        consensus.On(20240620),
		"On 19 June 2024, Poland backed Rutte":                      consensus.On(20240619),
		"Poland backed Rutte on 3 July 2024, says a time traveller": consensus.On(20240620),
		"Poland backed Rutte in April":                              {Day: 20240430, Precision: consensus.InMonth},
		"Poland backed Rutte last week":                             {Day: 20240616, Precision: consensus.ByThen},
		"Poland backed Rutte two weeks ago":                         {Day: 20240606, Precision: consensus.ByThen},
		"Poland, which joined on 12 March 1999, backs Rutte":        consensus.On(20240620),
		"WARSAW, March 12 (Reuters) - Poland backs Rutte":           consensus.On(20240312),
		"VARSOVIE, 12 mars (AFP) - La Pologne soutient Rutte":       consensus.On(20240312),
		"La Pologne a soutenu Rutte il y a deux semaines":           {Day: 20240606, Precision: consensus.ByThen},
	} {
		if got := Read(messageLexicon(), 20240620, text)[0]; got.On != want || got.Member != "PL" {
			t.Errorf("%s: %v %v", text, got.Member, got.On)
		}
	}
}

// The same said twice is one draft, another position is another one, in the order of the text.
func TestRepeatedAndChangedStances(t *testing.T) {
	positions := func(text string) (list []string) {
		for _, e := range got(messageLexicon(), text) {
			list = append(list, e.what)
		}
		return list
	}
	if got := positions("Poland backs Rutte. Warsaw supports Rutte. Poland endorses Rutte."); !slices.Equal(got, []string{"PL backs mark-rutte"}) {
		t.Error(got)
	}
	if got := positions("Hungary opposes Rutte. On Tuesday Budapest dropped its objections to Rutte."); !slices.Equal(got, []string{"HU opposes mark-rutte", "HU accepts mark-rutte"}) {
		t.Error(got)
	}
}

// Pitfalls I2 and I5: a name that means no member or two things is not guessed at; a policy
// is not a candidate.
func TestNamesThatMeanNoMember(t *testing.T) {
	for _, text := range []string{
		"Georgia backs Rutte", "Brussels backs Rutte", "Ireland backs Rutte", "Latin America backs Rutte", "turkey goes well with Rutte", "IT IS FOR RUTTE", "me for Rutte", "Polish off Rutte", "Sarah Holland backs Rutte", "Van Rutte of Jordan backs Kallas",
		"Hungary backs Rutte's plan for Ukraine", "Spain supports Rutte's proposals", "Italy supports Rutte on defence spending", "Siim Kallas is backed by Latvia", "Paris Hilton backs Rutte",
	} {
		if d := Read(messageLexicon(), 20240620, text)[0]; d.Kind != 0 {
			t.Errorf("%s: %v", text, d)
		}
	}
}

// What is left out after "have" is what the clause before said; who speaks through somebody else
// is not on the record; a day that is set aside is not the stance's.
func TestWhatIsLeftOutAndWhoSpeaks(t *testing.T) {
	for text, want := range map[string][]string{
		"Hungary has not backed Rutte, but Poland, Spain and Italy have.":              {"HU undeclared", "PL backs", "ES backs", "IT backs"},
		"Poland backs Rutte, but Hungary does not.":                                    {"PL backs", "HU opposes"},
		"Albania has endorsed Mark Rutte; Turkey has not.":                             {"AL backs", "TR undeclared"},
		"Orban, through a spokesman, said Hungary opposes Rutte.":                      {"HU opposes spokesperson"},
		"Tusk, through his spokeswoman, announced that Poland backs Rutte.":            {"PL backs spokesperson"},
		"Tusk's office said Poland backs Rutte.":                                       {"PL backs spokesperson"},
		"Poland backs Rutte, Donald Tusk's office said.":                               {"PL backs spokesperson"},
		"The vote on 5 May aside, Poland backs Rutte.":                                 {"PL backs"},
		"Leaving office in May, he left it open. Poland backs Rutte, said the office.": {"PL backs"},
	} {
		var got []string
		for _, d := range Read(messageLexicon(), 20240620, text) {
			via := ""
			if d.Source.Via != consensus.NoAttribution {
				via = " " + d.Source.Via.String()
			}
			got = append(got, string(d.Member)+" "+d.Position.String()+via)
			if d.Candidate != "mark-rutte" || d.On != consensus.On(20240620) || d.Source.Who != "" {
				t.Errorf("%s: %v", text, d)
			}
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s\n%q, want %q", text, got, want)
		}
	}
}
