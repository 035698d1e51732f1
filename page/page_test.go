package page_test

import (
	"context"
	"flag"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"natobot/commands"
	"natobot/commands/answer"
	"natobot/consensus"
	"natobot/consensus/bodies"
	"natobot/store/sqlite"
)

var update = flag.Bool("update", false, "rewrite the golden pages")

// desk is a desk with a clock that a test sets.
type desk struct {
	*commands.Desk
	at   time.Time
	user string // who types
}

func newDesk(t testing.TB) *desk {
	t.Helper()
	d := &desk{user: "UANNA", at: time.Date(2024, 2, 23, 9, 0, 0, 0, time.UTC)}
	now := func() time.Time { return d.at }
	ledger, err := sqlite.Open(t.Context(), t.TempDir()+"/natobot.db", sqlite.Options{Workspace: "local", Now: now})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { ledger.Close() })
	zone, err := time.LoadLocation("Europe/Brussels")
	if err != nil {
		t.Fatal(err)
	}
	if d.Desk, err = commands.NewDesk(context.Background(), commands.Config{Ledger: ledger, Now: now, Zone: zone}); err != nil {
		t.Fatal(err)
	}
	return d
}

// say has somebody type a line that records something.
func (d *desk) say(t testing.TB, line string) {
	t.Helper()
	key := fmt.Sprint(d.at.UnixNano(), line)
	if r := d.Do(t.Context(), commands.Request{Key: key, User: commands.User{ID: d.user, Name: d.user, Admin: true}, Text: line}); r.Outcome != answer.Recorded {
		t.Fatalf("%s: %s", line, r.Plain())
	}
}

// pageOf gives a page of a desk.
func pageOf(t testing.TB, d *desk, o commands.About) string {
	t.Helper()
	var b strings.Builder
	if err := commands.WritePage(t.Context(), &b, d.Desk, o); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// told gives a desk to which each line was said, on a day of its own from 23 February 2024 on.
func told(t testing.TB, lines ...string) *desk {
	t.Helper()
	d := newDesk(t)
	for _, line := range lines {
		d.say(t, line)
		d.at = d.at.AddDate(0, 0, 1)
	}
	return d
}

// holds checks what a page says, and what it does not.
func holds(t testing.TB, page string, wants ...string) {
	t.Helper()
	for _, want := range wants {
		want, not := strings.CutPrefix(want, "!")
		if strings.Contains(page, want) == not {
			t.Errorf("the page has %q: %t", want, !not)
		}
	}
}

func TestPageOfTheArticle(t *testing.T) {
	d := newDesk(t)
	o := commands.ImportOptions{Recorder: commands.Seeder, At: commands.SeedMoment()}
	if report, err := d.Import(t.Context(), "seed.txt", strings.NewReader(commands.Seed()), o); err != nil || len(report.Problems) > 0 {
		t.Fatal(err, report)
	}
	const file = "testdata/article.golden.html"
	got := pageOf(t, d, commands.About{})
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil || got != string(want) {
		t.Errorf("%v; %s differs:\n%s\nRun with -update, and read the difference.", err, file, cmp.Diff(strings.Split(string(want), "\n"), strings.Split(got, "\n")))
	}
}

// A page of every state that a race can be in says so.
func TestPageOfEachState(t *testing.T) {
	everybody := func(words string) (lines []string) {
		lines = []string{"candidate Mark Rutte of Netherlands put forward via reported"}
		var names []string
		for _, m := range bodies.NATO().On(20240224) {
			names = append(names, m.Name)
		}
		return append(lines, fmt.Sprintf("stance %s %s", strings.Join(names, ", "), words))
	}
	cases := map[string]struct{ says, holds []string }{
		"nothing yet": {nil, []string{"<h1>Nothing was reported yet.</h1>", "!<table"}},
		"a race and nobody in it": {
			[]string{`race open 2033 "The next one" post "Secretary General" vacant "2034"`},
			[]string{"The next one", "Nothing was reported yet.", "<dd>2034</dd>", "As reported on 23 February 2024 at 10:00 CET."},
		},
		"consensus": {
			everybody("backs Rutte via official"),
			[]string{"All 31 NATO members are reported to back Mark Rutte", "not yet on the record of all", "<b>31</b> of 31"},
		},
		"strict consensus": {everybody("backs Rutte via spokesperson"), []string{"All members back, on the record."}},
		"appointed": {
			append(everybody("accepts Rutte via official"), "candidate Rutte appointed on 25 Feb via reported"),
			[]string{"The Council appointed Mark Rutte on 25 February 2024.", "Has been appointed"},
		},
		"closed": {
			[]string{
				`race open 2024 "NATO Secretary General 2024"`, "candidate Mark Rutte of Netherlands put forward",
				"stance Germany backs Rutte via spokesperson", "race close",
			},
			[]string{"As reported on 26 February 2024 at 10:00 CET; the race closed on 26 February 2024.", "backing of 1 of NATO", "!What to watch"},
		},
		"several candidates": {
			[]string{
				"candidate Mark Rutte of Netherlands put forward via reported", "candidate Kaja Kallas of Estonia interested via diplomat",
				"stance Estonia backs Kallas via spokesperson", "stance Latvia backs Kallas via spokesperson", "stance Germany backs Rutte via spokesperson",
			},
			[]string{"Every member on Kaja Kallas", "<summary>Mark Rutte, who has been put forward</summary>", "No report yet of 30 members"},
		},
		"nobody is left": {
			[]string{"candidate Mark Rutte of Netherlands put forward", "stance Germany backs Rutte via spokesperson", "candidate Rutte withdrawn"},
			[]string{"Nobody whom this ledger names is in the race any more.", "!class=\"bars\"", "Has withdrawn"},
		},
		"who joins later": {
			[]string{"candidate Mark Rutte of Netherlands put forward", "stance Sweden backs Rutte via spokesperson"},
			[]string{"Sweden joins on 7 March 2024; what it says counts from that day.", "31 are missing"},
		},
		"mended": {
			[]string{
				"candidate Mark Rutte of Netherlands put forward", "stance Spain backs Rutte via official", "correct #2 leans",
				"stance Italy backs Rutte via official", `retract #4 because "It was said of another."`,
				"stance Norway backs Rutte via official", `retract #6 because "<@U024BE7LH|ben> misheard."`,
			},
			[]string{"Corrections: 3", "Withdrawn: … misheard.", "!U024BE7LH", "<s>Spain backs Mark Rutte.</s>", "Spain leans towards Mark Rutte.", "Withdrawn: It was said of another."},
		},
		"contested": {
			[]string{
				"candidate Mark Rutte of Netherlands put forward", "stance Italy backs Rutte via spokesperson on 23 Feb",
				"stance Italy undeclared Rutte via official on 23 Feb",
			},
			[]string{"Contested: backs (a spokesperson)", "Italy contested"},
		},
		"a condition": {
			[]string{"candidate Mark Rutte of Netherlands put forward", `stance Turkey holdout Rutte if "an end to limits" via diplomat`},
			[]string{"Asks for <q>an end to limits</q>", "asking for “an end to limits”. Last word on this day: a diplomat"},
		},
		"a count without names": {
			[]string{"candidate Mark Rutte of Netherlands put forward", "claim Rutte about 20 of 31 via diplomat"},
			[]string{"About 20 of 31 members back Mark Rutte, without names", "0 of 31 members by name."},
		},
		"taken back to the desk, and let out as it was": {
			[]string{
				"candidate Mark Rutte of Netherlands put forward", "stance Spain backs Rutte via official", "correct #2 desk only",
				"correct #3 for publication",
			},
			[]string{"<strong>Spain backs Mark Rutte.</strong>", "No report was corrected or withdrawn."},
		},
		"a count that differs from ours": {
			[]string{
				"candidate Mark Rutte of Netherlands put forward", "stance Hungary, Italy accepts Rutte via official", "stance Spain leans Rutte via official",
				"claim Rutte exactly 29 of 31 missing Hungary, Turkey per NOS on 26 Feb",
			},
			[]string{"Exactly 29 of 31 members back Mark Rutte, leaving out Hungary and Türkiye", "2 of 31 members by name. It counts Albania, ", "It leaves out Hungary."},
		},
		"a country that the map does not have": {
			[]string{"candidate Mark Rutte of Netherlands put forward", "member Ukraine joins on 2024-02-24", "stance Ukraine backs Rutte via spokesperson"},
			[]string{"Ukraine joined; the post now needs all 32 members.", `<g class="backs" transform="translate(0 800)"><title>Ukraine: backs</title>`},
		},
		"words that are markup": {
			[]string{
				"candidate Mark Rutte of Netherlands put forward", `stance Spain backs Rutte via spokesperson https://example.org/?a=1&b=2 "<script>alert(1)</script> & <b>"`,
			},
			[]string{"&lt;script&gt;alert(1)&lt;/script&gt; &amp; &lt;b&gt;", "!<script", "!<b>\""},
		},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) { holds(t, pageOf(t, told(t, c.says...), commands.About{}), c.holds...) })
	}
}

// The page is that of a ledger in which nothing was recorded for the desk only, byte for byte,
// and says nothing of who works there.
func TestPageLeavesOutWhatIsTheDesks(t *testing.T) {
	public := []string{
		"candidate Mark Rutte of Netherlands put forward via reported", "candidate Kaja Kallas of Estonia interested via diplomat",
		"stance Germany backs Rutte via spokesperson", `stance Hungary holdout Rutte if "an apology" via diplomat`,
		"stance Estonia backs Kallas via spokesperson", "claim Rutte about 20 of 31 via diplomat",
		`note Rutte "Aged 57."`, "stance Germany undeclared Rutte via official", "undo", "stance Spain leans Rutte via official",
	}
	secret := []string{
		"stance France backs Rutte via official desk only", "stance Germany opposes Rutte by \"SECRET\" not for publication",
		`note Hungary "SECRET" for the desk only`, "claim Kallas about 30 of 31 via camp desk only", `candidate "Ann Secret" of Denmark mooted desk only`,
		`stance Estonia backs Kallas via spokesperson "SECRET" desk only`, "digest daily 08:00 in <#CSECRET|desk>", "access reporter <@USECRET>",
	}
	whole, open := newDesk(t), newDesk(t)
	random := rand.New(rand.NewPCG(1, 2))
	for i, line := range public {
		for i > 2 && len(secret) > 0 && random.IntN(2) == 0 {
			whole.user = "UBEN" // so that an undo of hers is of her own
			whole.say(t, secret[0])
			whole.user, secret = "UANNA", secret[1:]
		}
		whole.say(t, line)
		open.say(t, line)
		whole.at = whole.at.AddDate(0, 0, 1)
		open.at = whole.at
	}
	for _, line := range secret {
		whole.say(t, line)
	}
	whole.at = whole.at.AddDate(0, 1, 0) // no clock has a word in it
	for _, o := range []commands.About{{}, {On: 20240226}, {Known: 20240227}, {On: 20240225, Known: 20240228}} {
		page := pageOf(t, whole, o)
		if want := pageOf(t, open, o); page != want {
			t.Errorf("%+v: %s", o, cmp.Diff(strings.Split(want, "\n"), strings.Split(page, "\n")))
		}
		holds(t, page, "!SECRET", "!Ann Secret", "!UANNA", "!UBEN", "!CSECRET")
	}
}

// The numbers of every day's page are those that the desk answers.
func TestPageCountsAsTheDeskDoes(t *testing.T) {
	d := told(t,
		"candidate Mark Rutte of Netherlands put forward", "candidate Kaja Kallas of Estonia interested", "stance Germany backs Rutte via official",
		"stance Estonia, Latvia backs Kallas via spokesperson", "stance Italy accepts Rutte via official", "correct #3 leans",
		"stance Germany opposes Rutte by \"a minister\"", "retract #7 because \"misheard\"", "stance Sweden backs Rutte via spokesperson",
		"candidate Kallas withdrawn", "stance Latvia backs Rutte via spokesperson",
	)
	for day := consensus.Day(20240223); day < 20240312; day = day.Add(1) {
		for _, known := range []consensus.Day{0, day} {
			s, err := d.Standing(t.Context(), commands.About{On: day, Known: known})
			if err != nil {
				t.Fatal(err)
			}
			page := pageOf(t, d, commands.About{On: day, Known: known})
			for _, c := range s.Candidates {
				counted := len(c.Positions.Backs) + len(c.Positions.Accepts)
				if c.Status.Live() && counted > 0 {
					holds(t, page, fmt.Sprintf("<strong>%s</strong>", c.Name), fmt.Sprintf("<b>%d</b> of %d</p>", counted, s.Members))
				}
			}
			if drawn := strings.Count(page, `class="number"`); drawn > len(s.Candidates) {
				t.Errorf("%s: %d candidates are counted", day, drawn)
			}
		}
	}
}

// A race of which the desk alone knows is none.
func TestPageOfASecretRace(t *testing.T) {
	d := told(t, "candidate Mark Rutte mooted desk only")
	holds(t, pageOf(t, d, commands.About{}), "Nothing was reported yet.", "!Rutte")
	err := commands.WritePage(t.Context(), io.Discard, d.Desk, commands.About{Race: "secretary-general"})
	if err == nil || !strings.Contains(err.Error(), "Nothing public is recorded") {
		t.Error(err)
	}
}

// A page of 10,000 entries takes less than a second.
func BenchmarkPage(b *testing.B) {
	for _, n := range []int{1_000, 10_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			d := newDesk(b)
			for _, c := range []string{"Mark Rutte of Netherlands", "Kaja Kallas of Estonia"} {
				d.say(b, "candidate "+c+" declared")
			}
			d.at = d.at.AddDate(2, 0, 0)
			members, positions := bodies.NATO().On(20240401), []string{"backs", "leans", "accepts", "undeclared"}
			var lines strings.Builder
			for i := range n {
				day := consensus.Day(20240401).Add(i * 600 / n)
				fmt.Fprintf(&lines, "stance %s %s %s on %s via official from \"Wire %d\"\n", members[i%len(members)].Name, positions[i/7%4], []string{"Rutte", "Kallas"}[i%2], day, i)
			}
			if r, err := d.Import(b.Context(), "bench", strings.NewReader(lines.String()), commands.ImportOptions{}); err != nil || len(r.Problems) > 0 {
				b.Fatal(err, r)
			}
			for b.Loop() {
				pageOf(b, d, commands.About{})
			}
		})
	}
}
