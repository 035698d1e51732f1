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
		{"FO | 1300-01-01 | 1900-12-31 | Faroes", "QZ | 1300-01-01 | 1900-12-31 |", "moot.txt:13: QZ has no name."},
		{"| Faroes", "| Faroes, the", `moot.txt:13: the name "Faroes, the" has a comma. Names stand in lists`},
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
			if m.Source == "" || m.Alpha3 == "" {
				t.Errorf("%s: %s lacks a source or a code", b.Key, m.Name)
			}
		}
	}
}

// Every day's number of members, by sources of their own: the number that the bodies gave, or that
// newspapers had, on or after the day.
func TestNumbersOfMembers(t *testing.T) {
	for _, tt := range []struct {
		body string
		day  consensus.Day
		want int
		from string
	}{
		{"nato", 19490823, 0, "before the treaty was in force"},
		{"nato", 19490824, 12, "NATO, member countries: 12 founders"},
		{"nato", 19520218, 14, "Greece and Turkey"},
		{"nato", 19550506, 15, "the Federal Republic of Germany"},
		{"nato", 19820530, 16, "Spain, the sixteenth"},
		{"nato", 19990312, 19, "Alliance of nineteen"},
		{"nato", 20040329, 26, "Alliance of twenty-six"},
		{"nato", 20090401, 28, "Strasbourg-Kehl summit, 28 Allies"},
		{"nato", 20170605, 29, "Montenegro, the 29th Ally"},
		{"nato", 20200327, 30, "North Macedonia, the 30th Ally"},
		{"nato", 20230404, 31, "Finland, the 31st Ally"},
		{"nato", 20240306, 31, "the day before Sweden"},
		{"nato", 20240307, 32, "Sweden, the 32nd Ally"},
		{"osce", 19730625, 35, "Helsinki Consultations, 35 States"},
		{"osce", 19901121, 34, "Charter of Paris, 34 Heads of State or Government"},
		{"osce", 19910619, 35, "Albania"},
		{"osce", 19910910, 38, "Moscow, 38 with the Baltic States"},
		{"osce", 19920130, 48, "Prague, 48 with ten of the former Soviet Union"},
		{"osce", 19920324, 51, "Croatia, Georgia, Slovenia"},
		{"osce", 19920430, 52, "Bosnia and Herzegovina"},
		{"osce", 19920707, 52, "Los Angeles Times: the 52-member CSCE"},
		{"osce", 19920708, 51, "Helsinki summit, without Yugoslavia"},
		{"osce", 19930101, 52, "53 with the suspended Yugoslavia"},
		{"osce", 19960425, 54, "55 with the suspended Yugoslavia"},
		{"osce", 20001110, 55, "Vienna, 55 participating States"},
		{"osce", 20060621, 55, "OSCE, 22 June 2006: the other 55"},
		{"osce", 20060622, 56, "Montenegro, the 56th"},
		{"osce", 20121121, 57, "Mongolia, the 57th"},
		{"osce", 20241206, 57, "Malta, the Ministerial Council of the four posts"},
		{"wto", 19941231, 0, "before its first day"},
		{"wto", 19950101, 76, "WTO, Annual Report 1996: 76 on the first day"},
		{"wto", 19961002, 123, "SUNS, 3 October 1996: 123, and two more on the 19th and the 23rd"},
		{"wto", 19961019, 124, "Chad, by the same"},
		{"wto", 19961023, 125, "the Gambia, by the same"},
		{"wto", 19981220, 133, "the Kyrgyz Republic, the 133rd"},
		{"wto", 19990210, 134, "Latvia, the 134th"},
		{"wto", 19991113, 135, "Estonia, the 135th"},
		{"wto", 20000614, 137, "Georgia, the 137th"},
		{"wto", 20010531, 141, "Lithuania, the 141st"},
		{"wto", 20010726, 142, "Moldova, the 142nd"},
		{"wto", 20011211, 143, "China, the 143rd"},
		{"wto", 20020101, 144, "Chinese Taipei, the 144th"},
		{"wto", 20030205, 145, "Armenia, the 145th"},
		{"wto", 20030404, 146, "WTO, 4 April 2003: membership rises to 146"},
		{"wto", 20070111, 150, "Viet Nam, the 150th"},
		{"wto", 20080723, 153, "Cape Verde, the 153rd"},
		{"wto", 20111219, 153, "International Law Prof Blog: 153, before four more"},
		{"wto", 20120429, 154, "WTO, accessions: Montenegro, the 154th"},
		{"wto", 20120510, 155, "Samoa's foreign ministry: the 155th"},
		{"wto", 20120822, 156, "Russia, the 156th"},
		{"wto", 20120824, 157, "IISD, 26 July 2012: Vanuatu, the 157th"},
		{"wto", 20130302, 159, "Tajikistan, the 159th"},
		{"wto", 20140626, 160, "Yemen, the 160th"},
		{"wto", 20150426, 161, "Seychelles, the 161st"},
		{"wto", 20151130, 162, "Kazakhstan, the 162nd"},
		{"wto", 20160714, 163, "Liberia, the 163rd"},
		{"wto", 20160729, 164, "Afghanistan, the 164th"},
		{"wto", 20210215, 164, "the Director-General's appointment"},
		{"wto", 20240821, 165, "Comoros, the 165th"},
		{"wto", 20240830, 166, "Timor-Leste, the 166th"},
		{"eu", 19580101, 6, "the Six"},
		{"eu", 19730101, 9, "the Nine"},
		{"eu", 19810101, 10, "Greece, the tenth"},
		{"eu", 19860101, 12, "the Twelve"},
		{"eu", 19950101, 15, "EU-15"},
		{"eu", 20040501, 25, "EU-25"},
		{"eu", 20070101, 27, "EU-27"},
		{"eu", 20130701, 28, "EU-28"},
		{"eu", 20200131, 28, "the last day of the United Kingdom"},
		{"eu", 20200201, 27, "EU-27 without it"},
	} {
		if got := len(bodies.Shipped().Find(tt.body).On(tt.day)); got != tt.want {
			t.Errorf("%s on %v: %d members, want %d (%s)", tt.body, tt.day, got, tt.want, tt.from)
		}
	}
}

// The European Union speaks in the WTO for its member states, each on the days on which it is one.
func TestTheUnionSpeaksForItsMembers(t *testing.T) {
	wto, eu := bodies.Shipped().Find("wto"), bodies.Shipped().Find("eu")
	for _, day := range []consensus.Day{19950101, 20031231, 20040501, 20070101, 20130701, 20200131, 20200201, 20240830} {
		for _, m := range wto.On(day) {
			member, of := eu.Member(m.Code)
			if spoken := m.Voice.On(day); spoken != (of && member.On(day)) {
				t.Errorf("%s on %v: spoken for %t", m.Name, day, spoken)
			}
		}
	}
}
