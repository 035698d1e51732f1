package form

import (
	"cmp"
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"natobot/commands/answer"
	"natobot/commands/grammar"
	"natobot/commands/lexicon"
	"natobot/commands/lexicon/lexicontest"
	"natobot/consensus"
)

var update = flag.Bool("update", false, "write the accepted misses of today; read the diff")

// messageLexicon is a desk late in the race: Thursday, 20 June 2024.
func messageLexicon() lexicon.Vocabulary {
	lex := lexicontest.Article()
	lex.Today = 20240620
	lex.Candidates = append(
		lex.Candidates,
		consensus.Candidate{Key: "klaus-iohannis", Name: "Klaus Iohannis", Country: "RO", Status: consensus.Declared},
		consensus.Candidate{Key: "ben-wallace", Name: "Ben Wallace", Country: "GB", Status: consensus.RuledOut},
		consensus.Candidate{Key: "jens-stoltenberg", Name: "Jens Stoltenberg", Country: "NO", Status: consensus.InOffice},
		consensus.Candidate{Key: "chrystia-freeland", Name: "Chrystia Freeland", Country: "CA", Status: consensus.Mooted},
	)
	return lex
}

// sentenceCase is a message of a corpus and what two people would read in it.
type sentenceCase struct {
	class string // the comment above it
	text  string
	want  []consensus.Fact
}

func sentenceCases(t testing.TB, file string) []sentenceCase {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	lex, class := messageLexicon(), ""
	var list []sentenceCase
	for block := range strings.SplitSeq(string(data), "\n\n") {
		c := sentenceCase{class: class}
		expects := false
		for line := range strings.Lines(block) {
			line = strings.TrimRight(line, "\n")
			expected, isExpected := strings.CutPrefix(line, ">")
			switch {
			case strings.HasPrefix(line, "#"):
				class = strings.Trim(line, "# -")
				c.class = class
			case !isExpected && line != "":
				c.text = strings.TrimPrefix(c.text+"\n"+strings.ReplaceAll(line, `\n`, "\n"), "\n")
			case isExpected:
				expects = true
				if strings.TrimSpace(expected) != "nothing" {
					c.want = append(c.want, expectedFact(t, lex, strings.TrimSpace(expected)))
				}
			}
		}
		if c.text != "" && !expects {
			t.Fatalf("%s: nothing is said to be read in %q", file, c.text)
		}
		if c.text != "" {
			list = append(list, c)
		}
	}
	return list
}

// expectedFact reads an expected line, which is a command. What the desk would still ask
// about it is no matter of reading: an objection that needs a name, a name that is a country's.
func expectedFact(t testing.TB, lex lexicon.Vocabulary, line string) consensus.Fact {
	t.Helper()
	u, err := grammar.Understand(lex, line)
	if err != nil && !u.Given.Has(consensus.PartMember|consensus.PartPosition|consensus.PartCandidate) {
		t.Fatalf("%s: %v", line, err)
	}
	return u.Fact
}

// read gives the facts that drafts of a message would become.
func read(lex lexicon.Vocabulary, text string) []consensus.Fact {
	var facts []consensus.Fact
	for _, d := range draftsOf(lex, lex.Today, text) {
		if d.Values[answer.FieldCandidate] != "" {
			facts = append(facts, factOf(d))
		}
	}
	return facts
}

func factOf(d answer.Draft) consensus.Fact {
	v := d.Values
	f := consensus.Fact{
		Kind: consensus.StanceKind, Member: consensus.Code(v[answer.FieldMember]), Candidate: consensus.Key(v[answer.FieldCandidate]), Condition: v[answer.FieldCondition],
		Source: consensus.Source{Who: v[answer.FieldWho], Link: v[answer.FieldLink], Quote: v[answer.FieldQuote]},
	}
	_ = f.Position.UnmarshalText([]byte(v[answer.FieldPosition]))
	_ = f.Source.Via.UnmarshalText([]byte(v[answer.FieldVia]))
	day, _ := consensus.ParseDay(v[answer.FieldOn])
	f.On = consensus.On(day)
	if d.Verb == "claim" {
		f.Kind = consensus.ClaimKind
		_ = f.Qualifier.UnmarshalText([]byte(v[answer.FieldQualifier]))
		fmt.Sscan(v[answer.FieldCount], &f.Count)
		fmt.Sscan(v[answer.FieldOf], &f.Of)
	}
	return f
}

// shown writes what a fact says as a corpus does. The quotation is compared only where
// the corpus gives one, and the attribution that a report has anyway is not said.
func shown(f consensus.Fact, quote bool) string {
	var b strings.Builder
	if f.Kind == consensus.ClaimKind {
		fmt.Fprintf(&b, "claim %s %s %d of %d", f.Candidate, f.Qualifier, f.Count, f.Of)
	} else {
		fmt.Fprintf(&b, "stance %s %s %s", f.Member, f.Position, f.Candidate)
	}
	if f.Condition != "" {
		fmt.Fprintf(&b, " if %q", f.Condition)
	}
	via := cmp.Or(f.Source.Via, consensus.Reported)
	if f.Source.Via == 0 && f.Source.Who != "" {
		via = consensus.OnRecord
	}
	fmt.Fprintf(&b, " via %s by %q on %s %s", via, f.Source.Who, f.On, f.Source.Link)
	if quote {
		fmt.Fprintf(&b, " %q", f.Source.Quote)
	}
	return b.String()
}

const missesFile = "testdata/sentences_misses.txt"

// acceptedMisses reads what is known not to be read as it should: a message, and behind
// " ← " why that is accepted.
func acceptedMisses(t *testing.T) map[string]string {
	t.Helper()
	data, err := os.ReadFile(missesFile)
	if err != nil {
		t.Fatal(err)
	}
	misses := map[string]string{}
	for line := range strings.Lines(string(data)) {
		if text, why, ok := strings.Cut(strings.TrimSpace(line), " ← "); ok && !strings.HasPrefix(line, "#") {
			misses[text] = why
		}
	}
	return misses
}

// TestSentences holds the reading of messages to two corpora: the desk's own, and one
// that somebody else wrote and the rules were not made from. It guesses right where it
// guesses, and guesses often; each message is read exactly, or is an accepted miss.
func TestSentences(t *testing.T) {
	misses := acceptedMisses(t)
	missed := map[string]string{}
	for _, file := range []string{"testdata/sentences.txt", "testdata/sentences_others.txt"} {
		if _, err := os.Stat(file); err != nil {
			t.Fatal(err)
		}
		t.Run(file, func(t *testing.T) {
			scores := map[string]score{}
			cases := sentenceCases(t, file)
			bare := strings.HasSuffix(file, "others.txt")
			for _, c := range cases {
				got := read(messageLexicon(), c.text)
				if bare {
					bareOf(c.want, got)
				}
				compare(scores, c.want, got)
				if difference := exactly(c, got); difference != "" {
					key := strings.ReplaceAll(c.text, "\n", `\n`)
					missed[key] = cmp.Or(misses[key], "?")
					if misses[key] == "" && !*update {
						t.Errorf("%s: %s\n%s", c.class, c.text, difference)
					}
				}
			}
			for _, field := range scoredFields {
				s := scores[field]
				t.Logf("%-10s precision %.3f (%d of %d)  coverage %.3f (of %d)", field, s.precision(), s.right, s.guessed, s.coverage(), s.there)
			}
			for _, field := range scoredFields[:3] {
				if s := scores[field]; s.precision() < 0.98 || s.coverage() < 0.8 {
					t.Errorf("%s: precision %.3f, coverage %.3f of %d", field, s.precision(), s.coverage(), s.there)
				}
			}
		})
	}
	for text := range misses {
		if missed[text] == "" && !t.Failed() {
			t.Errorf("no miss any more, or gone; take it out of %s: %s", missesFile, text)
		}
	}
	if *update {
		writeMisses(t, missed)
	}
}

// bareOf takes out of what was read what the others' corpus does not give: days, links
// and first names.
func bareOf(want, got []consensus.Fact) {
	for i, g := range got {
		got[i].On, got[i].Source.Link = consensus.On(messageLexicon().Today), ""
		for _, w := range want {
			if who := w.Source.Who; w.Member == g.Member && who != "" && strings.HasSuffix(lexicon.Fold(g.Source.Who), lexicon.Fold(who)) {
				got[i].Source.Who = who
			}
		}
	}
}

// exactly tells how what was read differs from what is there; "" for not at all.
func exactly(c sentenceCase, got []consensus.Fact) string {
	var w, g []string
	quote := false
	for _, f := range c.want {
		quote = quote || f.Source.Quote != ""
	}
	for _, f := range c.want {
		w = append(w, "  want "+shown(f, quote))
	}
	for _, f := range got {
		if f.Kind == consensus.ClaimKind && len(c.want) == 0 {
			continue // a count is no stance
		}
		g = append(g, "  got  "+shown(f, quote))
	}
	if slices.EqualFunc(w, g, func(a, b string) bool { return a[7:] == b[7:] }) {
		return ""
	}
	return strings.Join(append(w, g...), "\n")
}

// writeMisses writes the misses of today. Those marked "?" need a reason by hand.
func writeMisses(t *testing.T, missed map[string]string) {
	t.Helper()
	var lines []string
	for text, why := range missed {
		lines = append(lines, text+" ← "+why+"\n")
	}
	slices.Sort(lines)
	head := "# Messages of the corpora that are not read as they should be, and why that is accepted.\n"
	if err := os.WriteFile(missesFile, []byte(head+strings.Join(lines, "")), 0o644); err != nil {
		t.Fatal(err)
	}
}
