package press

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"natobot/commands/lexicon"
	"natobot/consensus"
)

// unseenOutlets are outlets that the list of the lexicon does not have: what is read of
// them has to come from how they stand in a sentence.
var unseenOutlets = []string{"Zvezdnik", "Morgenkurier", "Het Dagbericht", "La Gaceta del Norte", "Nordlys Dag", "The Harbour Gazette", "Kvinna & Folk", "@tidningen", "Obzor", "Il Mattutino", "Radio Nova", "Wiadomości Lubelskie"}

var knownOutlets = []string{"Reuters", "Delfi", "Le Monde", "Gazeta Wyborcza", "Belga", "POLITICO Europe", "BBC News", "ERR", "Frankfurter Allgemeine", "El País"}

var pressLabels = []string{"CORRECTION", "Alert", "ICYMI", "Embargoed", "BREAKING", "Update", "Exclusive", "URGENT", "Flash", "Developing", "Newsflash", "Recap", "Heads-up"}

// templatesOf reads a file of templates, before they are filled.
func templatesOf(t testing.TB, file string) []struct{ class, text, want string } {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", file))
	if err != nil {
		t.Fatal(err)
	}
	var list []struct{ class, text, want string }
	class := ""
	for block := range strings.SplitSeq(string(data), "\n\n") {
		var text, want []string
		for line := range strings.SplitSeq(block, "\n") {
			switch {
			case strings.HasPrefix(line, "# -"):
				class = strings.Trim(line, "# -")
			case strings.HasPrefix(line, "#"), line == "":
			case strings.HasPrefix(line, ">"):
				want = append(want, strings.TrimSpace(line[1:]))
			default:
				text = append(text, line)
			}
		}
		if len(text) > 0 {
			list = append(list, struct{ class, text, want string }{class, strings.Join(text, "\n"), strings.Join(want, "\n")})
		}
	}
	return list
}

// frenchNames gives a member with its article, and with "de" before it.
func frenchNames(code consensus.Code) (name, of string) {
	names := map[consensus.Code]string{
		"AL": "l'Albanie", "BE": "la Belgique", "BG": "la Bulgarie", "CA": "le Canada", "HR": "la Croatie", "CZ": "la Tchéquie", "DK": "le Danemark", "EE": "l'Estonie",
		"FI": "la Finlande", "FR": "la France", "DE": "l'Allemagne", "GR": "la Grèce", "HU": "la Hongrie", "IS": "l'Islande", "IT": "l'Italie", "LV": "la Lettonie",
		"LT": "la Lituanie", "LU": "le Luxembourg", "ME": "le Monténégro", "NL": "la Hollande", "MK": "la Macédoine du Nord", "NO": "la Norvège", "PL": "la Pologne",
		"PT": "le Portugal", "RO": "la Roumanie", "SK": "la Slovaquie", "SI": "la Slovénie", "ES": "l'Espagne", "SE": "la Suède", "TR": "la Turquie", "GB": "la Grande-Bretagne", "US": "l'Amérique",
	}
	name = names[code]
	of = "de " + name
	if rest, ok := strings.CutPrefix(name, "le "); ok {
		of = "du " + rest
	}
	return name, of
}

// filling is what the places of a template are filled with.
type filling struct {
	m, n             consensus.Member
	c, outlet, label string
	french           bool
}

func (f filling) text(template string) string {
	m, n := f.m.Name, f.n.Name
	of := ""
	if f.french {
		m, of = frenchNames(f.m.Code)
		n, _ = frenchNames(f.n.Code)
	}
	text := strings.NewReplacer("{m}", m, "{n}", n, "{dm}", of, "{a}", f.m.Adjectives[0], "{c}", f.c, "{o}", f.outlet, "{l}", f.label).Replace(template)
	if f.french {
		text = strings.ToUpper(text[:1]) + text[1:]
	}
	return text
}

func (f filling) wanted(t testing.TB, names *lexicon.Names, want string) (list []expected) {
	full := f.c
	for line := range strings.SplitSeq(want, "\n") {
		if line == "" || line == "nothing" {
			continue
		}
		f.french, f.c = false, "Rutte"
		e := expect(t, names, f.text(line))
		e.quote = strings.ReplaceAll(e.quote, "Rutte", full)
		list = append(list, e)
	}
	return list
}

// wrong tells of drafts that the words do not bear out.
func wrong(want, got []expected) string {
	for _, g := range got {
		fits := false
		for _, w := range want {
			fits = fits || g.what == w.what && (g.who == "" || g.who == w.who) && (g.quote == "" || g.quote == w.quote) && (w.via == "" || g.via == "" || g.via == w.via)
		}
		if !fits {
			return g.what + " via " + g.via + " by " + g.who + " " + g.quote
		}
	}
	return ""
}

// TestTemplates tries every template with every member: no draft is wrong, and nearly all
// are found.
func TestTemplates(t *testing.T) {
	lex := messageLexicon()
	names := lexicon.NewNames(lex)
	for _, file := range []string{"templates.txt", "templates_fr.txt"} {
		there, found := 0, 0
		for _, template := range templatesOf(t, file) {
			for i, m := range lex.Members {
				if m.Code == "NL" || m.Code == "EE" {
					continue // the candidates' own
				}
				f := filling{m: m, n: lex.Members[(i+5)%len(lex.Members)], c: []string{"Rutte", "Mark Rutte"}[i%2], outlet: knownOutlets[i%len(knownOutlets)], label: pressLabels[i%len(pressLabels)], french: file != "templates.txt"}
				if i%3 == 0 {
					f.outlet = unseenOutlets[i/3%len(unseenOutlets)]
				}
				if f.n.Code == "NL" {
					f.n = lex.Members[0]
				}
				if f.n.Code == m.Code {
					f.n = lex.Members[1]
				}
				text := f.text(template.text)
				want, got := f.wanted(t, names, template.want), got(lex, text)
				if bad := wrong(want, got); bad != "" {
					t.Errorf("%s: %s\n  %s", template.class, text, bad)
					break
				}
				var fig figures
				judge(&fig, want, got)
				there, found = there+fig.there, found+fig.found
				if fig.found < fig.there && testing.Verbose() && i < 3 {
					t.Logf("not found: %s: %s", template.class, text)
				}
			}
		}
		t.Logf("%s: found %d of %d", file, found, there)
		if found*100 < there*95 {
			t.Errorf("%s: found %d of %d", file, found, there)
		}
	}
}

// TestRandomMembersNeverMislead fills templates at random, two of them to a message.
func TestRandomMembersNeverMislead(t *testing.T) {
	lex := messageLexicon()
	names := lexicon.NewNames(lex)
	templates := templatesOf(t, "templates.txt")
	rapid.Check(t, func(r *rapid.T) {
		pick := func(label string) filling {
			i := rapid.IntRange(0, len(lex.Members)-1).Draw(r, label)
			n := (i + 1 + rapid.IntRange(0, 29).Draw(r, label+" other")) % len(lex.Members)
			return filling{
				m: lex.Members[i], n: lex.Members[n], c: rapid.SampledFrom([]string{"Rutte", "Mark Rutte"}).Draw(r, "candidate"),
				outlet: rapid.SampledFrom(append(unseenOutlets, knownOutlets...)).Draw(r, "outlet"), label: rapid.SampledFrom(pressLabels).Draw(r, "words"),
			}
		}
		f := pick("member")
		if f.m.Code == "NL" || f.n.Code == "NL" || f.m.Code == f.n.Code {
			r.Skip()
		}
		template := rapid.SampledFrom(templates).Draw(r, "template")
		text := f.text(template.text)
		if bad := wrong(f.wanted(t, names, template.want), got(lex, text)); bad != "" {
			r.Errorf("%s\n%s", text, bad)
		}
	})
}
