package bodies_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"natobot/consensus"
	"natobot/consensus/bodies"
)

// moot is a whole body in the fewest lines.
const moot = `# The Moot
key: moot
name: the Moot
decider: the Thing
post: Speaker of the Moot
race: Moot Speaker
rule: All agree.
source law: The law of 1262
group: isles, the isles = IS FO

member | joined | left | name | voice | source
IS | 1262-01-01 | | Iceland | | law
FO | 1300-01-01 | 1900-12-31 | Faroes | IS 1310-01-01 1899-12-31 | as sung
`

func TestRead(t *testing.T) {
	b, err := bodies.Read("moot.txt", moot)
	if err != nil {
		t.Fatal(err)
	}
	fo, _ := b.Member("FO")
	want := consensus.Voice{Code: "IS", From: 13100101, Until: 18991231}
	if fo.Left != 19001231 || fo.Voice != want || fo.Source != "as sung" || b.Members[0].Source != "The law of 1262" {
		t.Errorf("read as %+v", b.Members)
	}
	for day, want := range map[consensus.Day]int{12611231: 0, 12991231: 1, 13000101: 2, 19001231: 2, 19010101: 1} {
		if got := len(b.On(day)); got != want {
			t.Errorf("%d members on %v, want %d", got, day, want)
		}
	}
}

// What is wrong is told with the line and with what to do.
func TestReadRefuses(t *testing.T) {
	for _, tt := range []struct{ old, by, want string }{
		{"key: moot", "key: The Moot", `moot.txt:2: "The Moot" is no key. A key has small letters`},
		{"rule: All agree.\n", "", "there is no rule. Add the line"},
		{"rule: All agree.", "role: All agree.", `moot.txt:7: "role" is no word of a roster. The words are`},
		{"rule: All agree.", "name: x", "moot.txt:7: name stands twice. Leave one"},
		{"rule: All agree.", "All agree", "moot.txt:7: this line is no word with its value."},
		{"= IS FO", "= IS GL", "moot.txt:9: the group has GL, which is no member. Give that member"},
		{"= IS FO", "", "moot.txt:9: a group has names and codes."},
		{"| joined ", "| born ", `moot.txt:11: "born" is no column, or stands twice. The columns are member, joined`},
		{"1262-01-01", "1262", `moot.txt:12: "1262" is no day. Write it as 1995-01-01.`},
		{"FO |", "Faroes |", `moot.txt:13: "Faroes" is no code of a country.`},
		{"FO |", "IS |", "moot.txt:13: IS has two lines."},
		{"| Faroes |", "| |", "moot.txt:13: FO has no name."},
		{"1900-12-31", "1200-12-31", "moot.txt:13: FO left before it joined."},
		{"IS 1310-01-01 1899-12-31", "NO 1310-01-01", "NO speaks for Faroes and is no member."},
		{"IS 1310-01-01 1899-12-31", "Iceland", "moot.txt:13: \"Iceland\" says not who speaks"},
		{"| law", "| low", "moot.txt:12: there is no source low. Say at the head"},
		{"| as sung", "| as sung | and told", "moot.txt:13: this line has 7 columns, and the heading 6."},
		{moot[strings.Index(moot, "member |"):], "", "there are no members. Add a line"},
	} {
		text := strings.Replace(moot, tt.old, tt.by, 1)
		if _, err := bodies.Read("moot.txt", text); err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%q for %q: %v, want %q", tt.by, tt.old, err, tt.want)
		}
	}
}

// A body is added with a file, and no line of code.
func TestAFolderAddsABody(t *testing.T) {
	set, err := bodies.Shipped().With(fstest.MapFS{"moot.txt": {Data: []byte(moot)}}, "rosters")
	if err != nil {
		t.Fatal(err)
	}
	if b := set.Find("moot"); b == nil || b.Name != "the Moot" || set.Find("nato") == nil {
		t.Error("the Moot is not there beside NATO")
	}
	if bodies.Shipped().Find("moot") != nil {
		t.Error("and it ships")
	}
	again := strings.Replace(moot, "key: moot", "key: nato", 1)
	if _, err := set.With(fstest.MapFS{"x.txt": {Data: []byte(again)}}, "rosters"); err == nil || !strings.Contains(err.Error(), "rosters/x.txt:1: there is a body nato already") {
		t.Errorf("a second NATO: %v", err)
	}
}

func TestWhatShipsIsWhole(t *testing.T) {
	for _, b := range bodies.Shipped() {
		for _, m := range b.Members {
			if m.Source == "" || m.Alpha3 == "" || len(m.Adjectives) == 0 {
				t.Errorf("%s: %s lacks a source, a code or an adjective", b.Key, m.Name)
			}
		}
	}
}
