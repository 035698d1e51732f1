package consensus_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"natobot/consensus"
	"natobot/consensus/bodies"
)

func TestApplyRefuses(t *testing.T) {
	good := ledger(stance("DE", consensus.Backs, 20240222, consensus.Reported))[0]
	tests := []struct {
		name   string
		change func(*consensus.Entry)
		want   string
	}{
		{"a gap", func(e *consensus.Entry) { e.Number = 3 }, "out of turn: the next is #2"},
		{"a repetition", func(e *consensus.Entry) { e.Number = 1 }, "out of turn"},
		{"no kind", func(e *consensus.Entry) { e.Kind = 0 }, "a kind"},
		{"a kind of a later version", func(e *consensus.Entry) { e.Kind = 99 }, "a kind"},
		{"a position of a later version", func(e *consensus.Entry) { e.Position = 99 }, "a position"},
		{"striking itself", func(e *consensus.Entry) { e.Target = 2 }, "not before it"},
		{"a retraction of nothing", func(e *consensus.Entry) { e.Kind = consensus.Retraction }, "of nothing"},
		{"an echo of nothing", func(e *consensus.Entry) { e.Kind = consensus.Echo }, "repeats #0"},
		{"a settling of nothing", func(e *consensus.Entry) { e.Kind = consensus.Settling }, "upholds #0"},
		{"a settling in another race", func(e *consensus.Entry) { e.Kind, e.Target, e.Race = consensus.Settling, 1, "2034" }, "no stance of its race"},
		{"a schedule without one", func(e *consensus.Entry) { e.Kind = consensus.Scheduling }, "without a value"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			b := consensus.NewBook(bodies.Shipped())
			if err := b.Apply(good); err != nil {
				t.Fatal(err)
			}
			e := good
			e.Number, e.Recorded = 2, noon.Add(time.Minute)
			tt.change(&e)
			err := b.Apply(e)
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("got %v, want an error with %q", err, tt.want)
			}
			if b.Last() != 1 {
				t.Errorf("the book went on to #%d", b.Last())
			}
		})
	}
}

func TestKnownBefore(t *testing.T) {
	b, _ := fold(t, rutte(consensus.Mooted, 20240222), rutte(consensus.Declared, 20240222))
	for _, tt := range []struct {
		at   time.Time
		want int
	}{
		{noon, 0},
		{noon.Add(time.Millisecond), 1},
		{noon.Add(time.Minute), 1},
		{noon.Add(time.Hour), 2},
	} {
		if got := b.KnownBefore(tt.at); got != tt.want {
			t.Errorf("known before %v: #%d, want #%d", tt.at, got, tt.want)
		}
	}
	if got := b.LastRecorded(); !got.Equal(noon.Add(time.Minute)) {
		t.Errorf("last recorded %v", got)
	}
}

func TestStrikes(t *testing.T) {
	b, _ := fold(t,
		stance("DE", consensus.Backs, 20240222, consensus.Reported),
		correcting(1, stance("DE", consensus.Backs, 20240222, consensus.Official)),
		retracting(2, 20240223),
		retracting(3, 20240223),
	)
	if got := b.StruckBy(1, 4); got != 2 {
		t.Errorf("#1 struck by #%d, want #2", got)
	}
	if got := b.StruckBy(2, 3); got != 3 {
		t.Errorf("#2 at #3 struck by #%d, want #3", got)
	}
	if got := b.StruckBy(2, 4); got != 0 {
		t.Errorf("#2 struck by #%d after its retraction was retracted", got)
	}
	if got := b.Strikes(0, 3); !slices.Equal(got, []consensus.Strike{{Target: 2, By: 3}}) {
		t.Errorf("strikes by #3: %v; the correction was itself retracted", got)
	}
	want := []consensus.Strike{{Target: 1, By: 2}, {Target: 3, By: 4}}
	if got := b.Strikes(0, 4); !slices.Equal(got, want) {
		t.Errorf("strikes by #4: %v, want %v", got, want)
	}
	if got := b.Strikes(2, 4); !slices.Equal(got, want[1:]) {
		t.Errorf("strikes after #2: %v, want %v", got, want[1:])
	}
	if got := slices.Collect(b.Latest("ben")); !slices.Equal(got, []int{4, 2}) {
		t.Errorf("what stands of ben's, newest first: %v, want #4 and #2", got)
	}
	if got := slices.Collect(b.Latest("eva")); got != nil {
		t.Errorf("eva recorded nothing, got %v", got)
	}
}

func TestRaces(t *testing.T) {
	opening := func(race, title string) consensus.Entry {
		return consensus.Entry{Race: race, Fact: consensus.Fact{Kind: consensus.Opening, Name: title, Terms: &consensus.Terms{Post: "p"}}}
	}
	closing := consensus.Entry{Race: "2024", Fact: consensus.Fact{Kind: consensus.Closing}}
	b := consensus.NewBook(bodies.Shipped())
	if got := b.Current(0).Key(); got != consensus.DefaultRace {
		t.Errorf("an empty ledger's race is %q", got)
	}
	if title, _, number := b.Current(0).Title(0); title == "" || number != 0 {
		t.Errorf("an empty ledger's title: %q #%d", title, number)
	}
	for i, e := range []consensus.Entry{opening("2024", "Race of 2024"), closing, opening("2028", "Race of 2028")} {
		e.Number, e.Recorded = i+1, noon.Add(time.Duration(i)*time.Minute)
		if err := b.Apply(e); err != nil {
			t.Fatal(err)
		}
	}
	for known, want := range map[int]string{1: "2024", 2: "2024", 3: "2028"} {
		if got := b.Current(known).Key(); got != want {
			t.Errorf("current at #%d: %q, want %q", known, got, want)
		}
	}
	old, ok := b.Race("2024")
	if !ok || !old.ClosedAt(3) || old.ClosedAt(1) {
		t.Error("the closed race is readable, and known as closed from #2 on")
	}
	if title, terms, n := old.Title(3); title != "Race of 2024" || terms.Post != "p" || n != 1 {
		t.Errorf("title %q %+v #%d", title, terms, n)
	}
	if len(b.Races()) != 2 {
		t.Errorf("races: %d", len(b.Races()))
	}
}

func TestRoster(t *testing.T) {
	kosovo := consensus.Fact{Kind: consensus.Accession, Member: "XK", Name: "Kosovo", On: consensus.On(20300101)}
	wrong := consensus.Fact{Kind: consensus.Accession, Member: "SE", Name: "Schweden", On: consensus.On(20200101)}
	_, race := fold(t, kosovo, wrong)
	for _, tt := range []struct {
		on    consensus.Day
		known int
		want  int
	}{
		{19490823, 0, 0},
		{19490824, 0, 12},
		{20240222, 2, 31},
		{20240306, 2, 31},
		{20240307, 2, 32},
		{20300101, 0, 32},
		{20300101, 2, 33},
	} {
		if got := len(race.Members(consensus.Point{On: tt.on, Known: tt.known})); got != tt.want {
			t.Errorf("members on %v known #%d: %d, want %d", tt.on, tt.known, got, tt.want)
		}
	}
	if se, ok := race.Member("SE", 2); !ok || se.Joined != 20240307 || se.Name != "Sweden" {
		t.Errorf("an entry overrode the built-in roster: %+v", se)
	}
	names := []string{}
	for _, m := range race.Everyone(2) {
		names = append(names, m.Name)
		if m.Entry == 0 && (m.Source == "" || m.Alpha3 == "" || len(m.Adjectives) == 0) {
			t.Errorf("%s lacks a source, a code or an adjective", m.Name)
		}
	}
	if len(names) != 33 || !slices.IsSorted(names) {
		t.Errorf("not all, or not in NATO's order: %v", names)
	}
}

func TestSettings(t *testing.T) {
	schedule := func(s consensus.Schedule) consensus.Fact {
		return consensus.Fact{Kind: consensus.Scheduling, Schedule: &s}
	}
	grant := func(user string, role consensus.Role) consensus.Fact {
		return consensus.Fact{Kind: consensus.Granting, Grant: &consensus.Grant{User: user, Role: role}}
	}
	b, _ := fold(t,
		schedule(consensus.Schedule{Channel: "C1", Minute: 480}),
		schedule(consensus.Schedule{Channel: "C1", Minute: 1080}),
		schedule(consensus.Schedule{Channel: "C2", Minute: 480}),
		schedule(consensus.Schedule{Channel: "C1", Minute: 480, Quiet: consensus.QuietSkip}),
		schedule(consensus.Schedule{Channel: "C2", Off: true}),
		grant("U1", consensus.Editor),
		grant("U1", consensus.Reader),
	)
	if _, set := b.Schedules(0); set {
		t.Error("an empty ledger has a schedule set")
	}
	list, set := b.Schedules(b.Last())
	if !set || len(list) != 2 || list[0].Minute != 1080 || list[1].Quiet != consensus.QuietSkip {
		t.Errorf("schedules: %+v", list)
	}
	if list, _ := b.Schedules(3); len(list) != 3 {
		t.Errorf("schedules at #3: %+v", list)
	}
	if b.Grants(6)["U1"] != consensus.Editor || b.Grants(7)["U1"] != consensus.Reader {
		t.Error("the last grant counts")
	}
}

func TestDaysLeftOut(t *testing.T) {
	schedule := func(s consensus.Schedule) consensus.Fact {
		return consensus.Fact{Kind: consensus.Scheduling, Schedule: &s}
	}
	facts := []consensus.Fact{
		schedule(consensus.Schedule{Channel: "C1", Skip: 20240301}), // before any digest is set, and of no other's
		schedule(consensus.Schedule{Channel: "C1", Minute: 480}),
		schedule(consensus.Schedule{Channel: "C1", Minute: 1080}),
		schedule(consensus.Schedule{Channel: "C2", Minute: 480}),
	}
	for d := consensus.Day(20241223); d < 20250106; d = d.Add(1) {
		facts = append(facts, schedule(consensus.Schedule{Channel: "C1", Skip: d}))
	}
	facts = append(facts, schedule(consensus.Schedule{Channel: "C1", Minute: 480, Off: true, Only: true}))
	b, _ := fold(t, facts...)
	if _, set := b.Schedules(1); set {
		t.Error("a day left out ends the digest of the settings")
	}
	list, _ := b.Schedules(b.Last())
	if len(list) != 2 || list[0].Minute != 1080 || list[1].Channel != "C2" || list[1].Skips != nil {
		t.Fatalf("schedules: %+v", list)
	}
	if n := len(list[0].Skips); n != 15 || list[0].Skips[0] != 20240301 || list[0].By == "" {
		t.Errorf("%d days left out: %v", n, list[0].Skips)
	}
	utc := func(day consensus.Day) time.Time { return day.End(time.UTC) }
	for _, tt := range []struct{ from, latest, next consensus.Day }{
		{20240229, 20240229, 20240302},
		{20241222, 20241222, 20250106}, // over more days than a week has
		{20250105, 20241222, 20250106},
	} {
		latest, _, _ := list[0].Latest(time.UTC, utc(tt.from))
		next, _, _ := list[0].Next(time.UTC, utc(tt.from))
		if latest.Day != tt.latest || next.Day != tt.next {
			t.Errorf("on %s the latest is %s and the next %s, want %s and %s", tt.from, latest.Day, next.Day, tt.latest, tt.next)
		}
	}
	back, _ := fold(t, append(facts, schedule(consensus.Schedule{Channel: "C1", Skip: 20241224, Off: true}))...)
	if days := back.Skips("C1", back.Last()); len(days) != 14 || slices.Contains(days, 20241224) {
		t.Errorf("a day that is brought back: %v", days)
	}
}
