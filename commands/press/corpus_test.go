package press

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"natobot/commands/lexicon"
	"natobot/commands/lexicon/lexicontest"
	"natobot/consensus"
	"natobot/consensus/bodies"
)

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

// lexiconOf gives the names that the messages of a corpus are about.
func lexiconOf(file string) lexicon.Vocabulary {
	lex := lexicon.Vocabulary{Body: bodies.Shipped().Find(strings.TrimSuffix(file, ".txt"))}
	switch file {
	case "wto.txt":
		lex.Today = 20201028
		lex.Candidates = []consensus.Candidate{
			{Key: "ngozi-okonjo-iweala", Name: "Ngozi Okonjo-Iweala", Country: "NG", Status: consensus.PutForward},
			{Key: "yoo-myung-hee", Name: "Yoo Myung-hee", Country: "KR", Status: consensus.PutForward},
			{Key: "liam-fox", Name: "Liam Fox", Country: "GB", Status: consensus.Withdrawn},
		}
	case "osce.txt":
		lex.Today = 20241203
		lex.Candidates = []consensus.Candidate{
			{Key: "feridun-sinirlioglu", Name: "Feridun Sinirlioğlu", Country: "TR", Status: consensus.PutForward},
			{Key: "helga-schmid", Name: "Helga Schmid", Country: "DE", Status: consensus.PutForward},
			{Key: "igli-hasani", Name: "Igli Hasani", Country: "AL", Status: consensus.PutForward},
		}
	default:
		return messageLexicon()
	}
	lex.Members = lex.Body.Members
	return lex
}

// expected is what two people would read in a message.
type expected struct {
	what                                   string // "PL backs mark-rutte", "claim mark-rutte exactly 20 of 31"
	via, who, outlet, condition, quote, on string
}

type example struct {
	class, text string
	want        []expected
}

var part = regexp.MustCompile(`(?:(if|by|from|via|on|missing) )?("[^"]*"|\S+)`)

// expect reads an expected line: "stance Poland backs Rutte via official on 2024-06-18".
func expect(t testing.TB, names *lexicon.Names, line string) expected {
	t.Helper()
	words := strings.Fields(line)
	key := func(word string) string {
		keys := names.People[lexicon.Key(word)]
		if len(keys) != 1 {
			t.Fatalf("no candidate %q: %s", word, line)
		}
		return string(keys[0])
	}
	var e expected
	rest := ""
	switch words[0] {
	case "claim":
		i := 2
		for !regexp.MustCompile(`^\d+$`).MatchString(words[i]) {
			i++
		}
		e.what = "claim " + key(words[1]) + " " + strings.Join(words[2:i+1], " ")
		if i+2 < len(words) && words[i+1] == "of" {
			e.what += " of " + words[i+2]
			i += 2
		}
		rest = strings.Join(words[i+1:], " ")
	case "stance":
		i := 2
		for !slices.Contains([]string{"backs", "leans", "accepts", "undeclared", "holdout", "opposes"}, words[i]) {
			i++
		}
		m, ok := names.Member(lexicon.Key(strings.Join(words[1:i], " ")))
		if !ok {
			t.Fatalf("no member: %s", line)
		}
		e.what = string(m.Code) + " " + words[i] + " " + key(words[i+1])
		rest = strings.Join(words[i+2:], " ")
	default:
		t.Fatal(line)
	}
	for _, p := range part.FindAllStringSubmatch(rest, -1) {
		value := strings.Trim(p[2], `"`)
		switch {
		case p[1] == "if":
			e.condition = value
		case p[1] == "by":
			e.who = value
		case p[1] == "from":
			e.outlet = value
		case p[1] == "via":
			e.via = value
		case p[1] == "on":
			e.on = value
		case strings.HasPrefix(p[2], `"`):
			e.quote = value
		}
	}
	return e
}

// examples reads a corpus: a message, and below it, after ">", what is to be read.
func examples(t testing.TB, file string) []example {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", file))
	if err != nil {
		t.Fatal(err)
	}
	names, class := lexicon.NewNames(lexiconOf(file)), ""
	var list []example
	for block := range strings.SplitSeq(string(data), "\n\n") {
		c := example{class: class}
		expects := false
		for line := range strings.SplitSeq(block, "\n") {
			want, isWant := strings.CutPrefix(line, ">")
			switch {
			case strings.HasPrefix(line, "# -"):
				class = strings.Trim(line, "# -")
				c.class = class
			case strings.HasPrefix(line, "#") || line == "":
			case !isWant:
				c.text = strings.TrimPrefix(c.text+"\n"+strings.ReplaceAll(line, `\n`, "\n"), "\n")
			default:
				expects = true
				if strings.TrimSpace(want) != "nothing" {
					c.want = append(c.want, expect(t, names, strings.TrimSpace(want)))
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

// got gives what is read in a message, in the terms of a corpus.
func got(lex lexicon.Vocabulary, text string) []expected {
	var list []expected
	for _, d := range Read(lex, lex.Today, text) {
		if d.Kind == 0 {
			continue
		}
		e := expected{
			what: fmt.Sprintf("%s %s %s", d.Member, d.Position, d.Candidate), via: d.Source.Via.String(), who: d.Source.Who, outlet: d.Source.Outlet,
			condition: d.Condition, quote: d.Source.Quote, on: d.On.Day.String(),
		}
		if d.Kind == consensus.ClaimKind {
			e.what = fmt.Sprintf("claim %s %s %d", d.Candidate, d.Qualifier, d.Count)
			if d.Of > 0 {
				e.what += fmt.Sprintf(" of %d", d.Of)
			}
		}
		list = append(list, e)
	}
	return list
}

// figures are what a corpus is judged by.
type figures struct {
	today                                                                          string // of the messages
	strict                                                                         bool   // quotations are given wherever there is one
	undated                                                                        bool   // days are not given
	there, found, drafts, right, fromNothing, quotes, wrongWho, whoThere, whoRight int
}

func (f figures) String() string {
	return fmt.Sprintf("precision %.3f (%d of %d), found %.3f (of %d), from nothing %d, wrong quotes %d, who %d of %d, wrong %d",
		float64(f.right)/float64(max(1, f.drafts)), f.right, f.drafts, float64(f.found)/float64(max(1, f.there)), f.there, f.fromNothing, f.quotes, f.whoRight, f.whoThere, f.wrongWho)
}

// judge compares what is read with what is there.
func judge(f *figures, want, got []expected) (differs string) {
	var w, g []string
	for _, e := range want {
		w = append(w, e.what)
	}
	for _, e := range got {
		g = append(g, e.what)
		f.drafts++
		i := slices.Index(w, e.what)
		if i < 0 {
			if len(want) == 0 {
				f.fromNothing++
			}
			continue
		}
		f.right++
		if e.quote != "" && e.quote != want[i].quote && (f.strict || want[i].quote != "") {
			f.quotes++
			differs += fmt.Sprintf("  quote %q, want %q\n", e.quote, want[i].quote)
		}
		if want[i].who != "" {
			f.whoThere++
		}
		same := want[i].who != "" && strings.HasSuffix(lexicon.Fold(e.who), lexicon.Fold(want[i].who))
		if same {
			f.whoRight++
		}
		if e.who != "" && !same {
			f.wrongWho++
		}
		if e.who != want[i].who && !same {
			differs += fmt.Sprintf("  who %q, want %q\n", e.who, want[i].who)
		}
		if e.condition != want[i].condition {
			differs += fmt.Sprintf("  condition %q, want %q\n", e.condition, want[i].condition)
		}
		if want[i].via != "" && e.via != want[i].via {
			differs += fmt.Sprintf("  via %q, want %q\n", e.via, want[i].via)
		}
		if want[i].outlet != "" && e.outlet != want[i].outlet {
			differs += fmt.Sprintf("  outlet %q, want %q\n", e.outlet, want[i].outlet)
		}
		if on := want[i].on; !f.undated && (on != "" && e.on != on || on == "" && e.on != f.today) {
			differs += fmt.Sprintf("  on %q, want %q\n", e.on, on)
		}
	}
	for _, e := range w {
		f.there++
		if slices.Contains(g, e) {
			f.found++
		}
	}
	if !slices.Equal(slices.Sorted(slices.Values(w)), slices.Sorted(slices.Values(g))) {
		differs += fmt.Sprintf("  got %q\n  want %q\n", g, w)
	}
	return differs
}

// TestCorpora holds the reading to the corpora: the desk's own, those that somebody else
// wrote, two in French, and two of other bodies than NATO. What is read is right, and most is, in percent.
func TestCorpora(t *testing.T) {
	for file, found := range map[string]int{"desk.txt": 97, "others.txt": 92, "french.txt": 96, "english.txt": 88, "french_press.txt": 85, "wto.txt": 90, "osce.txt": 90} {
		t.Run(file, func(t *testing.T) {
			f := figures{today: lexiconOf(file).Today.String(), strict: strings.HasPrefix(file, "french"), undated: file == "others.txt"}
			for _, c := range examples(t, file) {
				if differs := judge(&f, c.want, got(lexiconOf(file), c.text)); differs != "" && testing.Verbose() {
					t.Logf("%s: %s\n%s", c.class, c.text, differs)
				}
			}
			t.Log(f)
			if f.right*100 < f.drafts*99 || f.found*100 < f.there*found || f.fromNothing > 0 || f.quotes > 0 {
				t.Errorf("%s: %v", file, f)
			}
		})
	}
}
