package press

import (
	"slices"
	"strings"
	"testing"
)

// speaker is somebody who says something: as a text names them, who may be given by name, and
// on whose word it then is that their own member, or another one, has a position.
type speaker struct {
	name, who, own, of string
}

// country is a member as the generator knows it.
type country struct{ code, name, adjective, leader string }

var generatedCountries = []country{
	{"PL", "Poland", "Polish", "Tusk"},
	{"ES", "Spain", "Spanish", "Sánchez"},
	{"HU", "Hungary", "Hungarian", "Orban"},
	{"IT", "Italy", "Italian", "Meloni"},
	{"TR", "Turkey", "Turkish", "Erdogan"},
	{"DE", "Germany", "German", "Scholz"},
	{"FR", "France", "French", "Macron"},
	{"SK", "Slovakia", "Slovak", "Fico"},
	{"FI", "Finland", "Finnish", "Orpo"},
	{"GR", "Greece", "Greek", "Mitsotakis"},
	{"HR", "Croatia", "Croatian", "Plenkovic"},
	{"SE", "Sweden", "Swedish", "Kristersson"},
}

// speakersOf gives who may speak about a member, and what their word is then.
func speakersOf(c country) []speaker {
	return []speaker{
		{c.leader, c.leader, "on-record", "reported"},
		{"the " + c.adjective + " foreign minister", c.adjective + " foreign minister", "on-record", "reported"},
		{c.adjective + " Foreign Minister Jozef Zakowski", "Jozef Zakowski", "on-record", "reported"},
		{"Jozef Zakowski, the " + c.adjective + " defence minister,", "Jozef Zakowski", "on-record", "reported"},
		{"a spokesman for the " + c.adjective + " government", "", "spokesperson", "reported"},
		{"a " + c.adjective + " government spokeswoman", "", "spokesperson", "reported"},
		{c.leader + "'s spokesman", "", "spokesperson", "reported"},
		{c.leader + "'s office", "", "spokesperson", "reported"},
		{c.leader + ", through a spokesman,", "", "spokesperson", "reported"},
		{"former " + c.adjective + " foreign minister Jozef Zakowski", "Jozef Zakowski", "reported", "reported"},
		{"an ex-minister from " + c.name, "", "reported", "reported"},
		{"an aide to " + c.leader, "", "official", "official"},
		{"a former aide to " + c.leader, "", "reported", "reported"},
		{"a " + c.adjective + " official", "", "official", "official"},
		{"a " + c.adjective + " diplomat", "", "diplomat", "diplomat"},
		{"an unnamed senior NATO diplomat", "", "diplomat", "diplomat"},
		{"diplomats", "", "diplomat", "diplomat"},
		{"a " + c.adjective + " opposition leader", "", "reported", "reported"},
		{"a lawmaker from " + c.leader + "'s party", "", "reported", "reported"},
		{"an analyst", "", "inferred", "inferred"},
		{"the wife of the " + c.adjective + " prime minister", "", "", ""},
		{"a deputy of the " + c.adjective + " foreign minister", "", "", ""},
		{"Rutte's camp", "", "camp", "camp"},
		{"a source close to Rutte", "", "camp", "camp"},
		{"Rutte's spokesman", "", "camp", "camp"},
		{"Rutte's spokesman Jozef Zakowski", "Jozef Zakowski", "camp", "camp"},
		{"Rutte", "Rutte", "camp", "camp"},
		{"a Ukrainian minister", "", "reported", "reported"},
		{"Lavrov", "Lavrov", "reported", "reported"},
	}
}

// generatedStances are what a clause may say, after its subject.
var generatedStances = []struct{ words, position string }{
	{"backs Rutte", "backs"},
	{"will support Mark Rutte", "backs"},
	{"opposes Rutte", "opposes"},
	{"does not back Rutte", "opposes"},
	{"is undecided on Rutte", "undeclared"},
	{"is leaning towards Rutte", "leans"},
	{"has dropped its objections to Rutte", "accepts"},
	{"has reservations about Rutte", "holdout"},
}

// frames put a speaker S and a clause C together as a fact.
var generatedFrames = []string{
	"S said C.", "S said on Tuesday that C.", "C, S said.", "C, according to S.", "\"C,\" S said.", "S told reporters that C.", "S confirmed C.", "In Brussels, S said C.",
}

// unrealFrames say nothing of what C says.
var unrealFrames = []string{
	"S denied that C.", "S denied reports that C.", "S doubts that C.", "S wondered whether C.", "S asked if C.", "S never said that C.",
	"S hopes C.", "S said it was unclear whether C.", "S dismissed claims that C.", "S refused to confirm that C.", "S could not confirm that C.", "S said it was not true that C.",
	"S said nobody knows if C.", "If C, the race is over, S said.", "Unless C, nothing moves, S said.", "S said C? No.", "Did S say that C?", "\"C?\" S asked.", "S joked that C.",
}

// tell fills a frame and begins it with a capital.
func tell(frame, who, clause string) string {
	after := strings.Contains(frame, "S ") && strings.HasSuffix(who, ",")
	if !after {
		who = strings.TrimSuffix(who, ",")
	}
	text := strings.NewReplacer("S", who, "C", clause).Replace(frame)
	return strings.ToUpper(text[:1]) + text[1:]
}

// TestGeneratedSpeakers puts every speaker in every frame, for their own member and for
// another one: no draft has another member, position or word than what was put in.
func TestGeneratedSpeakers(t *testing.T) {
	told := generated{t: t}
	for i, c := range generatedCountries {
		for j, by := range speakersOf(c) {
			st := generatedStances[(i+j)%len(generatedStances)]
			other := generatedCountries[(i+j%5+1)%len(generatedCountries)]
			for _, m := range []country{c, other} {
				via := by.of
				if m == c {
					via = by.own
				}
				clause := m.name + " " + st.words
				for k, frame := range generatedFrames {
					if (i+j+k)%2 == 0 {
						continue // half of them are enough, another half for each speaker
					}
					told.read(tell(frame, by.name, clause), expected{what: m.code + " " + st.position + " mark-rutte", via: via, who: by.who})
				}
				for k, frame := range unrealFrames {
					if (i+j+k)%4 > 0 {
						continue
					}
					told.read(tell(frame, by.name, clause))
				}
			}
		}
	}
	told.atLeast(95)
}

// generated reads what was made up, and compares it with what it was made from.
type generated struct {
	t            *testing.T
	there, found int
}

// read reads a message of which it is known what it says: anything else, and a word on the record
// that nobody gave, is wrong.
func (g *generated) read(text string, want ...expected) {
	g.there += len(want)
	drafts := got(messageLexicon(), text)
	for _, d := range drafts {
		i := slices.IndexFunc(want, func(w expected) bool { return w.what == d.what })
		switch {
		case i < 0:
			g.t.Errorf("%s\n got %s via %q by %q", text, d.what, d.via, d.who)
		case d.via != "" && d.via != want[i].via, d.who != "" && want[i].who != "" && want[i].who != "?" && !strings.HasSuffix(d.who, want[i].who), d.who != "" && want[i].who == "" && d.via == "on-record":
			g.t.Errorf("%s\n got %s via %q by %q, want via %q by %q", text, d.what, d.via, d.who, want[i].via, want[i].who)
		default:
			g.found++
		}
	}
	if testing.Verbose() && len(drafts) < len(want) {
		g.t.Logf("not found: %s", text)
	}
}

func (g *generated) atLeast(percent int) {
	g.t.Logf("found %d of %d", g.found, g.there)
	if g.found*100 < g.there*percent {
		g.t.Errorf("found %d of %d", g.found, g.there)
	}
}

// TestGeneratedPronouns makes up messages in which somebody is named once and then called he or she.
func TestGeneratedPronouns(t *testing.T) {
	told := generated{t: t}
	for i, c := range generatedCountries {
		other := generatedCountries[(i+4)%len(generatedCountries)]
		for text, want := range map[string]string{
			"L was in Vienna. HE said M backs Rutte.":                        "M backs on-record",
			"L was in Vienna. HE said N backs Rutte.":                        "N backs reported",
			"L met reporters. \"N opposes Rutte,\" HE said.":                 "N opposes reported",
			"L met reporters. \"We oppose Rutte,\" HE said.":                 "M opposes on-record",
			"L said M backs Rutte. HE added that N opposes him.":             "M backs on-record, N opposes reported",
			"L told me HE backs Rutte.":                                      "M backs on-record",
			"L told me that N backs Rutte, HE added.":                        "N backs reported",
			"Asked about Rutte, L said HE would back him.":                   "M backs on-record",
			"The A foreign minister spoke in Vienna. HE said M backs Rutte.": "M backs on-record",
			"The A foreign minister spoke in Vienna. HE said N backs Rutte.": "N backs reported",
			"A A diplomat spoke in Vienna. HE said N backs Rutte.":           "N backs diplomat",
			"A A diplomat spoke in Vienna. HE said M backs Rutte.":           "M backs diplomat",
			"Rutte's spokesman came out. HE said N backs Rutte.":             "N backs camp",
			"Off the phone with L. HE says N backs Rutte.":                   "N backs reported",
			"Off the phone with L. HE says M backs Rutte.":                   "M backs on-record",
			"Spoke to L: HE backs Rutte.":                                    "M backs on-record",
			"Met L and Lavrov. HE said N backs Rutte.":                       "N backs reported",
			"L met K. HE said N backs Rutte.":                                "N backs none",
			"L and K met. HE said M backs Rutte.":                            "M backs none",
			"L is in Vienna with K. HE said N backs Rutte.":                  "N backs reported",
			"L met Rutte. HE said M backs him.":                              "M backs on-record",
			"Spoke to L about N. HE says it backs Rutte.":                    "",
			"L said through a spokesman that M backs Rutte.":                 "M backs spokesperson",
			"L said via HIS office that M backs Rutte.":                      "M backs spokesperson",
			"L, via HIS spokesman, said M backs Rutte.":                      "M backs spokesperson",
			"HIS office said M backs Rutte, L was abroad.":                   "M backs spokesperson",
			"Speaking through a spokesman, L said N backs Rutte.":            "N backs reported",
			"Met Lavrov. HE said N backs Rutte.":                             "N backs reported",
			"Former A minister Jozef Zakowski came. HE said M backs Rutte.":  "M backs reported",
			"L came with a colleague. HE denied that N backs Rutte.":         "",
			"The wife of the A prime minister said HE backs Rutte.":          "",
			"A paper seen by L's office says M backs Rutte.":                 "M backs none",
			"L will say on Friday that M backs Rutte.":                       "",
			"K claims L said M backs Rutte.":                                 "M backs reported",
			"A diplomat says L told them that M backs Rutte.":                "M backs diplomat",
			"Radio Nova reports that L said M backs Rutte.":                  "M backs on-record",
			"A newspaper reports that L said M backs Rutte.":                 "M backs on-record",
			"The daily Zvezdnik says L told it M backs Rutte.":               "M backs on-record",
			"L spoke. Does HE back Rutte?":                                   "",
			"L spoke. HE wants N to back Rutte.":                             "",
			"L spoke. HE said nobody in N backs Rutte.":                      "",
		} {
			for he, his := range map[string]string{"he": "his", "she": "her"} {
				var list []expected
				for one := range strings.SplitSeq(want, ", ") {
					if f := strings.Fields(one); len(f) > 1 {
						code := map[string]string{"M": c.code, "N": other.code}[f[0]]
						list = append(list, expected{what: code + " " + f[1] + " mark-rutte", via: strings.TrimPrefix(f[2], "none"), who: "?"})
					}
				}
				told.read(strings.NewReplacer(". HE", ". "+capital(he), "HIS", his, "HE", he, "K ", other.leader+" ", "K.", other.leader+".", "Lavrov", "Lavrov", "L", c.leader, "M ", c.name+" ", "N ", other.name+" ", "N.", other.name+".", "A A ", "A "+c.adjective+" ", "A ", c.adjective+" ").Replace(text), list...)
			}
		}
	}
	told.atLeast(80)
}
