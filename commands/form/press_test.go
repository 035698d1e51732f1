package form

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"natobot/commands/answer"
	"natobot/commands/lexicon"
	"natobot/commands/press"
	"natobot/consensus"
)

// BenchmarkMessage reads a message of 500 characters.
func BenchmarkMessage(b *testing.B) {
	text := strings.Repeat("After weeks of talks in Brussels, Warsaw said on Tuesday that it would back Mark Rutte, a senior NATO diplomat told reporters. ", 4)[:500]
	lex := messageLexicon()
	for b.Loop() {
		press.Read(lex, lex.Today, text)
	}
}

// A message as long as Slack allows is read to its end, whatever it consists of: work that
// grew faster than the length would outlast any maxRetries here.
func TestLongMessages(t *testing.T) {
	lex := messageLexicon()
	for _, unit := range []string{
		"Poland backs Rutte. ", "Poland, ", "said that ", "“", "\"Poland ", "has not yet ", "Poland and Spain back Rutte and ", "(", "a:", "Rutte, ", "not ", "if Poland ",
		"throw its weight ", "on Tuesday ", "the senior ", "Mark ", "1 March ", "\n", "🇵🇱", "aaaaaaaa", "https://", "U.", "'s ", "a\u0301", ", Tusk said", "“„«", "\"Poland backs Rutte.\" ", "Poland backs Rutte \"a\". ", "Tusk said Poland backs Rutte if ", "Poland, it, ", "would only back Rutte if he, ", "on condition that, ", "1 of 2 of ", "the , ", "a.", "? ",
	} {
		text := strings.Repeat(unit, press.LongestMessage/len(unit))
		if len(press.Read(lex, lex.Today, text)) == 0 {
			t.Errorf("%q repeated gives no draft", unit)
		}
	}
}

// FuzzMessage: whatever is in a message, reading it ends, gives the same twice, names
// members and candidates of the lexicon alone, and quotes only what is there.
func FuzzMessage(f *testing.F) {
	for _, file := range []string{"testdata/sentences.txt", "testdata/sentences_others.txt"} {
		for _, c := range sentenceCases(f, file) {
			f.Add(c.text)
		}
	}
	lex := messageLexicon()
	f.Fuzz(func(t *testing.T, text string) {
		drafts := draftsOf(lex, lex.Today, text)
		if len(drafts) == 0 {
			t.Fatal("no draft")
		}
		again := draftsOf(lex, lex.Today, text)
		for i, d := range drafts {
			if !slices.Equal(d.Guessed, again[i].Guessed) {
				t.Error("not the same twice")
			}
			for _, field := range d.Guessed {
				checkGuess(t, lex, text, field, d.Values[field])
				if d.Values[field] != again[i].Values[field] {
					t.Error("not the same twice:", field)
				}
			}
			if len(d.Guessed) != len(d.Values) {
				t.Error("a value that is not marked as a guess:", d)
			}
		}
	})
}

func checkGuess(t *testing.T, lex lexicon.Vocabulary, text string, field answer.Field, value string) {
	t.Helper()
	ok := value != ""
	switch field {
	case answer.FieldMember:
		ok = slices.ContainsFunc(lex.Members, func(m consensus.Member) bool { return string(m.Code) == value })
	case answer.FieldCandidate:
		ok = slices.ContainsFunc(lex.Candidates, func(c consensus.Candidate) bool { return string(c.Key) == value })
	case answer.FieldPosition:
		ok = new(consensus.Position).UnmarshalText([]byte(value)) == nil
	case answer.FieldVia:
		ok = new(consensus.Attribution).UnmarshalText([]byte(value)) == nil
	case answer.FieldQuote, answer.FieldWho, answer.FieldCondition, answer.FieldLink:
		ok = ok && strings.Contains(text, value)
	case answer.FieldOn:
		day, err := consensus.ParseDay(value)
		ok = err == nil && day <= lex.Today
	}
	if !ok {
		t.Errorf("%s: %q", field, value)
	}
}

// drafts reads a message on Thursday, 20 June 2024.
func drafts(text string) []answer.Draft { return draftsOf(messageLexicon(), 20240620, text) }

func draftsOf(lex lexicon.Vocabulary, day consensus.Day, text string) []answer.Draft {
	var drafts []answer.Draft
	for _, s := range press.Read(lex, day, text) {
		drafts = append(drafts, Drafted(s))
	}
	return drafts
}

func TestMessageWithoutStanceGivesDayLinkAndQuote(t *testing.T) {
	list := drafts("Rutte lands in Ankara. He said: \"A “good” talk.\" More: <https://example.org/a?b=1>, soon")
	if len(list) != 1 {
		t.Fatal(list)
	}
	want := map[answer.Field]string{answer.FieldOn: "2024-06-20", answer.FieldLink: "https://example.org/a?b=1", answer.FieldQuote: "A “good” talk."}
	if d := list[0]; !maps.Equal(d.Values, want) || d.Verb != "stance" || len(d.Guessed) != 3 {
		t.Error(d)
	}
}

// The quotation nearest to a stance is the one that is kept, as it stands, with what is
// quoted inside it; I1: however the marks are typed.
func TestNearestQuotationIsKept(t *testing.T) {
	for text, want := range map[string]string{
		`Tusk called it "a gift". Poland backs Rutte, he said: "We told him 'yes'."`: "We told him 'yes'.",
		`Poland backs Rutte, Tusk said: „Wir sagten “ja” dazu.“ "Later," he added.`:  "Wir sagten",
		`Tusk said: “Poland backs Rutte, as I told “my friend” Mark.” "Bye."`:        "Poland backs Rutte, as I told “my friend” Mark.",
		`Poland backs Rutte. Spain is «d'accord» with none.`:                         "d'accord",
		"It rains. Poland backs Rutte! Nobody said \"a word":                         "Poland backs Rutte!",
		`Asked, Tusk told us: "Poland supports Mark Rutte" — and left.`:              "Poland supports Mark Rutte",
	} {
		if got := drafts(text)[0]; got.Values[answer.FieldQuote] != want || got.Values[answer.FieldMember] != "PL" {
			t.Errorf("%s\n%v", text, got.Values)
		}
	}
}

func TestDayOfMessage(t *testing.T) {
	for text, want := range map[string]string{
		"Poland backs Rutte":                                        "2024-06-20",
		"Poland backed Rutte yesterday":                             "2024-06-19",
		"Poland backed Rutte on 1 March":                            "2024-03-01",
		"Tusk said Tuesday that Poland backs Rutte":                 "2024-06-18",
		"Poland will back Rutte on Friday":                          "2024-06-20", // not yet
		"Poland will back Rutte, Tusk said on Monday":               "2024-06-17",
		"Ahead of Tuesday's talks, Poland backed Rutte":             "2024-06-20",
		"Poland backed Rutte on 30 February":                        "2024-06-20",
		"On 19 June 2024, Poland backed Rutte":                      "2024-06-19",
		"Poland backed Rutte on 3 July 2024, says a time traveller": "2024-06-20",
	} {
		if got := drafts(text)[0].Values; got[answer.FieldOn] != want || got[answer.FieldMember] != "PL" {
			t.Errorf("%s: %v", text, got)
		}
	}
}

// The same said twice is one draft, another position is another one, in the order of the text.
func TestRepeatedAndChangedStances(t *testing.T) {
	positions := func(text string) (list []string) {
		for _, d := range drafts(text) {
			list = append(list, d.Values[answer.FieldMember]+" "+d.Values[answer.FieldPosition])
		}
		return list
	}
	if got := positions("Poland backs Rutte. Warsaw supports Rutte. Poland endorses Rutte."); !slices.Equal(got, []string{"PL backs"}) {
		t.Error(got)
	}
	if got := positions("Hungary opposes Rutte. On Tuesday Budapest dropped its objections to Rutte."); !slices.Equal(got, []string{"HU opposes", "HU accepts"}) {
		t.Error(got)
	}
}

// Pitfalls: I2, a name that means no member or two things is not guessed at; I4, a
// background word stays one; I5, a policy is not a candidate, and a camp's claim says so.
func TestMessagePitfalls(t *testing.T) {
	for _, text := range []string{ // I2
		"Georgia backs Rutte", "Brussels backs Rutte", "Ireland backs Rutte", "Latin America backs Rutte", "turkey goes well with Rutte", "IT IS FOR RUTTE", "me for Rutte", "Polish off Rutte", "Sarah Holland backs Rutte", "Van Rutte of Jordan backs Kallas",
	} {
		if d := drafts(text)[0]; d.Values[answer.FieldMember] != "" {
			t.Errorf("I2 %s: %v", text, d.Values)
		}
	}
	if d := drafts("Spain backs Rutte, a diplomat said")[0]; d.Values[answer.FieldVia] != "diplomat" || d.Values[answer.FieldWho] != "" {
		t.Error("I4", d.Values)
	}
	for _, text := range []string{"Hungary backs Rutte's plan for Ukraine", "Spain supports Rutte's proposals", "Italy supports Rutte on defence spending"} {
		if d := drafts(text)[0]; d.Values[answer.FieldPosition] != "" {
			t.Errorf("I5 %s: %v", text, d.Values)
		}
	}
	if d := drafts("Spain backs Rutte, his team says. Rutte's camp says Italy backs Rutte.")[1]; d.Values[answer.FieldVia] != "camp" {
		t.Error("I5", d.Values)
	}
}
