package grammar

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"natobot/commands/lexicon"
	"natobot/commands/lexicon/lexicontest"
	"natobot/consensus"
	"natobot/consensus/bodies"
)

func TestI2NamesOfMembers(t *testing.T) {
	// I2: every way in which desks write a member.
	for code, typed := range map[consensus.Code]string{
		"AL": "Albania, AL, ALB, Albanian, 🇦🇱, :flag-al:",
		"CZ": "Czechia, Czech Republic, the Czech Republic, CZ, Czech",
		"DE": "Germany, DE, DEU, German, 🇩🇪, :de:, :flag-de:, GERMANY, gErMaNy, Federal Republic of Germany",
		"EE": "Estonia, EE, EST, est",
		"ES": "Spain, ES, :es:, Spanish",
		"FR": "France, FR, fr, :fr:, French",
		"GB": "United Kingdom, the United Kingdom, UK, uk, U.K., the UK, Britain, Great Britain, GB, gb, GBR, British, 🇬🇧, :gb:, :uk:, :flag-gb:",
		"GR": "Greece, Hellas, Greek",
		"IS": "Iceland, IS, ISL",
		"IT": "Italy, IT, :it:, Italian",
		"LU": "Luxembourg, Luxemburg, LUX",
		"ME": "Montenegro, ME",
		"MK": "North Macedonia, north macedonia, N. Macedonia, N Macedonia, Macedonia, MK, mkd, Macedonian, North Macedonian, 🇲🇰",
		"NL": "Netherlands, the Netherlands, The Netherlands, Holland, Dutch, NL, nl, NLD",
		"NO": "Norway, NO, NOR",
		"SK": "Slovakia, Slovak Republic, SK, Slovak",
		"SI": "Slovenia, SI, Slovene",
		"TR": "Türkiye, Turkiye, TÜRKİYE, türkiye, Turkey, TR, TUR, Turkish, Republic of Türkiye, Republic of Turkiye",
		"US": "United States, the United States, United States of America, US, us, U.S., USA, U.S.A., America, American, the US, 🇺🇸, :us:, :flag-us:",
	} {
		for name := range strings.SplitSeq(typed, ", ") {
			u := understood(t, "stance "+name+" backs Rutte")
			if u.Fact.Member != code {
				t.Errorf("%s is %s, want %s", name, u.Fact.Member, code)
			}
		}
	}
}

func TestI2EveryMemberByEveryName(t *testing.T) {
	for _, m := range lexicontest.Article().Members {
		flag := string([]rune{rune(m.Code[0]) - 'A' + '🇦', rune(m.Code[1]) - 'A' + '🇦'})
		names := slices.Concat([]string{m.Name, string(m.Code), m.Alpha3, strings.ToUpper(m.Name), strings.ToLower(m.Name), flag, ":flag-" + strings.ToLower(string(m.Code)) + ":"}, m.Adjectives, m.Aliases)
		for _, name := range names {
			for _, text := range []string{"stance " + name + " backs Rutte", "stance Rutte backs " + name, "member " + name, "history " + name} {
				if u := understood(t, text); u.Member != m.Code {
					t.Errorf("%s: member %s, want %s", text, u.Member, m.Code)
				}
			}
		}
	}
}

func TestI2AmbiguousIsAskedNearIsSuggested(t *testing.T) {
	for typed, want := range map[string]string{
		"slovania": "Slovakia or Slovenia?", "Polnd": "Poland?", "Hungry": "Hungary?", "Turky": "Türkiye?", "Turkeyi": "Türkiye?",
		"Germny": "Germany?", "Belgum": "Belgium?", "Luxembrug": "Luxembourg?", "Montengro": "Montenegro?", "Lituania": "Lithuania?",
		"Unted Kingdom": "United Kingdom?", "Nrth Macedonia": "North Macedonia?", "Nehterlands": "Netherlands?", "Estnia": "Estonia?",
		"Ireland": "Iceland?", "Netherland": "Netherlands?", "Czechia's": "Czechia?",
	} {
		e := refused(t, "stance "+typed+" backs Rutte")
		if !strings.Contains(e.Hint, "Did you mean "+want) {
			t.Errorf("%s: %q, want %q", typed, e.Hint, want)
		}
	}
}

func TestCountriesThatAreNoMembers(t *testing.T) {
	for typed, name := range map[string]string{
		"Ireland": "Ireland", "Irish": "Ireland", "🇮🇪": "Ireland", "IE": "Ireland", "Ukraine": "Ukraine", "Austria": "Austria", "AT": "Austria",
		"Switzerland": "Switzerland", "Swiss": "Switzerland", "Serbia": "Serbia", "Russia": "Russia", "the Russian Federation": "Russia", "Cyprus": "Cyprus",
		"Malta": "Malta", "Georgia": "Georgia", "Jordan": "Jordan", "Chad": "Chad", "Moldova": "Moldova", "Bosnia": "Bosnia and Herzegovina",
		"Kosovo": "Kosovo", "Australia": "Australia", "New Zealand": "New Zealand", "Japan": "Japan", ":jp:": "Japan", "South Korea": "South Korea", "Ivory Coast": "Côte d'Ivoire",
	} {
		e := refused(t, "stance "+typed+" backs Rutte")
		if e.Message != name+" is not a member of NATO." {
			t.Errorf("%s: %q", typed, e.Message)
		}
	}
}

func TestCountriesInPeoplesNames(t *testing.T) {
	// Georgia and Jordan are countries only where one is expected.
	for _, name := range []string{"Georgia Example", "Jordan Example", "Chad Example"} {
		u := understood(t, "candidate "+name+" of Italy mooted")
		if u.Fact.Name != name || u.Fact.Country != "IT" {
			t.Errorf("%s: %s", name, described(u))
		}
		u = understood(t, "stance Italy backs Rutte by "+name)
		if u.Fact.Source.Who != name {
			t.Errorf("%s: %s", name, described(u))
		}
	}
	if e := refused(t, "stance Italy backs Jordan"); !strings.Contains(e.Message, "not among the candidates") {
		t.Errorf("%q", e.Message)
	}
}

func TestWordsThatAreAlsoCodes(t *testing.T) {
	for text, member := range map[string]consensus.Code{
		"stance IS backs Rutte": "IS", "stance is backs Rutte": "IS", "stance IS undeclared Rutte": "IS",
		"stance it leans Rutte": "IT", "stance NO no stance Rutte": "NO", "stance no supports Rutte": "NO",
		"stance Poland is undeclared Rutte": "PL", "stance Poland has no position Rutte": "PL", "stance Rutte is backed Poland": "PL",
		"stance DE accepts Rutte": "DE", "stance de accepts Rutte": "DE", "stance CAN backs Rutte": "CA", "stance ME won't block Rutte": "ME",
		"member is": "IS", "member it": "IT", "member no": "NO", "history me": "ME",
	} {
		if u := understood(t, text); u.Member != member {
			t.Errorf("%s: member %q, want %s", text, u.Member, member)
		}
	}
	for _, text := range []string{
		"stance is against Rutte by \"A B\"", "stance no stance Rutte", "stance it is silent Rutte", "stance Poland can back Rutte",
		"stance Poland IT backs Rutte", "stance Poland backs it", "stance is is backs Rutte", "stance be undeclared Rutte",
	} {
		refused(t, text)
	}
}

func TestCandidatesByAnyName(t *testing.T) {
	for typed, want := range map[string]consensus.Key{
		"Rutte": "mark-rutte", "RUTTE": "mark-rutte", "Mark Rutte": "mark-rutte", "mark-rutte": "mark-rutte",
		"Kariņš": "krisjanis-karins", "Karins": "krisjanis-karins", "Krisjanis Karins": "krisjanis-karins", "krišjānis kariņš": "krisjanis-karins",
		"von der Leyen": "ursula-von-der-leyen", "Von Der Leyen": "ursula-von-der-leyen", "Leyen": "ursula-von-der-leyen", "der Leyen": "ursula-von-der-leyen",
	} {
		if u := understood(t, "stance Poland backs "+typed); u.Candidate != want {
			t.Errorf("%s is %s", typed, u.Candidate)
		}
	}
	for typed, want := range map[string]string{"Ruttee": "Mark Rutte", "Rute": "Mark Rutte", "Kallass": "Kaja Kallas", "Mark": "Mark Rutte", "Kariņs": "", "Fredriksen": "Mette Frederiksen"} {
		if want == "" {
			understood(t, "stance Poland backs "+typed)
			continue
		}
		if e := refused(t, "stance Poland backs "+typed); !strings.Contains(e.Hint, "Did you mean "+want+"?") {
			t.Errorf("%s: %q", typed, e.Hint)
		}
	}
}

func TestTwoCandidatesOfOneSurname(t *testing.T) {
	lex := lexicontest.Article()
	lex.Candidates = append(lex.Candidates, consensus.Candidate{Key: "siim-kallas", Name: "Siim Kallas"})
	u, err := Understand(lex, "stance Estonia backs Kallas")
	if err == nil || !strings.Contains(err.Error(), "may be Kaja Kallas or Siim Kallas") {
		t.Errorf("%v", err)
	}
	if want := []string{"stance Estonia backs Kaja Kallas", "stance Estonia backs Siim Kallas"}; !slices.Equal(u.Try, want) {
		t.Errorf("try %q", u.Try)
	}
	if u, err := Understand(lex, "stance Estonia backs Siim Kallas"); err != nil || u.Candidate != "siim-kallas" {
		t.Errorf("%s, %v", u.Candidate, err)
	}
}

func TestMembersThatAnEntryAdded(t *testing.T) {
	lex := lexicontest.Article()
	lex.Members = append(lex.Members, consensus.Member{Code: "IE", Name: "Ireland", Joined: 20240201, Entry: 7})
	for _, name := range []string{"Ireland", "IE", "IRL", "Irish", "🇮🇪", "Republic of Ireland"} {
		if u, err := Understand(lex, "stance "+name+" backs Rutte"); err != nil || u.Member != "IE" {
			t.Errorf("%s: %q, %v", name, u.Member, err)
		}
	}
}

func TestSynonymsAreKeys(t *testing.T) {
	check := func(lists ...string) {
		seen := map[string]bool{}
		for _, list := range lists {
			for phrase := range strings.SplitSeq(list, ",") {
				if phrase == "" || seen[phrase] || phrase != lexicon.Key(phrase) && phrase != "≈" {
					t.Errorf("%q is empty, there twice or in no key's spelling", phrase)
				}
				seen[phrase] = true
			}
		}
	}
	check(phrasesOf(lexicon.Positions())...)
	check(phrasesOf(lexicon.Attributions())...)
	check(phrasesOf(lexicon.Statuses())...)
	check(phrasesOf(lexicon.Qualifiers())...)
	check(joining)
	check(clauseWords)
}

func phrasesOf[T any](list []lexicon.Synonyms[T]) []string {
	var phrases []string
	for _, s := range list {
		phrases = append(phrases, s.Phrases)
	}
	return phrases
}

func TestEverySynonymIsUnderstood(t *testing.T) {
	for _, s := range lexicon.Positions() {
		for phrase := range strings.SplitSeq(s.Phrases, ",") {
			for _, text := range []string{"stance Poland %s Rutte via official https://x.example", "stance Poland Rutte %s https://x.example"} {
				if u := understood(t, fmt.Sprintf(text, phrase)); u.Fact.Position != s.Value {
					t.Errorf("%s: %s, want %s", phrase, u.Fact.Position, s.Value)
				}
			}
			if strings.ContainsAny(phrase, " ") { // as people shout, and with the apostrophes of their phones
				understood(t, "STANCE POLAND RUTTE "+strings.ToUpper(phrase)+" https://x.example")
			}
		}
	}
	for _, s := range lexicon.Attributions() {
		for phrase := range strings.SplitSeq(s.Phrases, ",") {
			if u := understood(t, "stance Poland backs Rutte via "+phrase); u.Fact.Source.Via != s.Value {
				t.Errorf("via %s: %s, want %s", phrase, u.Fact.Source.Via, s.Value)
			}
		}
	}
	for _, s := range lexicon.Statuses() {
		for phrase := range strings.SplitSeq(s.Phrases, ",") {
			for _, name := range []string{"Rutte", "Klaus Iohannis of Romania"} {
				if u := understood(t, "candidate "+name+" "+phrase); u.Fact.Status != s.Value {
					t.Errorf("%s: %s, want %s", phrase, u.Fact.Status, s.Value)
				}
			}
		}
	}
	for _, s := range lexicon.Qualifiers() {
		for phrase := range strings.SplitSeq(s.Phrases, ",") {
			if u := understood(t, "claim Rutte "+phrase+" 20 of 31"); u.Fact.Qualifier != s.Value || u.Fact.Count != 20 || u.Fact.Of != 31 {
				t.Errorf("%s: %s", phrase, described(u))
			}
		}
	}
}

func FuzzName(f *testing.F) {
	for m := range maps.Values(map[int]string{1: "Türkiye", 2: "TÜRKİYE", 3: "N. Macedonia", 4: "Kariņš", 5: "von der Leyen", 6: "İıŁłØøß", 7: "a﹐b", 8: "🇵🇱", 9: "-'.", 10: "ﬁn"}) {
		f.Add(m)
	}
	n := lexicon.NewNames(lexicontest.Article())
	f.Fuzz(func(t *testing.T, name string) {
		if !utf8.ValidString(name) {
			return
		}
		key := lexicon.Key(name)
		if again := lexicon.Key(key); again != key {
			t.Errorf("%q: the key %q of the key %q", name, again, key)
		}
		if strings.Contains(key, ",") || strings.HasPrefix(key, " ") || strings.HasSuffix(key, " ") {
			t.Errorf("%q: %q is no key", name, key)
		}
		if person := lexicon.CandidateKey(name); person != lexicon.CandidateKey(string(person)) || strings.Contains(string(person), " ") {
			t.Errorf("%q: the key %q is not its own", name, person)
		}
		if m, ok := n.Member(key); ok && len(m.Code) != 2 {
			t.Errorf("%q is a member without a code: %v", name, m)
		}
		lexicon.Fuzzy(key, memberPart().hints(&reading{names: n}))
	})
}

// A group is the body's own where its roster has one of that name, else what it is to everybody.
func TestGroupsAreTheBodys(t *testing.T) {
	wto := bodies.Shipped().Find("wto")
	lex := lexicon.Vocabulary{Body: wto, Members: wto.On(20260101)}
	for name, want := range map[string]string{"the Quad": "CA EU JP US", "the Baltics": "EE LV LT", "eu member-states": "AT BE"} {
		var codes []string
		for _, code := range lexicon.NewNames(lex).Group(lexicon.Key(name)) {
			codes = append(codes, string(code))
		}
		if got := strings.Join(codes, " "); !strings.HasPrefix(got, want) {
			t.Errorf("%s: %s, want %s", name, got, want)
		}
	}
}
