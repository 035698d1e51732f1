package commands_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"natobot/commands"
	"natobot/commands/answer"
	"natobot/commands/report"
	"natobot/consensus"
)

// buttons lists the commands of all buttons in a reply.
func buttons(r answer.Reply) []string {
	var list []string
	for _, s := range r.Sections {
		if b, ok := s.(answer.Buttons); ok {
			for _, a := range b.Actions {
				list = append(list, a.Command)
			}
		}
	}
	for _, a := range r.Actions {
		list = append(list, a.Command)
	}
	return list
}

// Home shows what others may do to nobody, and what is nobody's business to no outsider.
func TestHomeByRole(t *testing.T) {
	d, _ := seeded(t)
	ask(d, "1", "UANNA", "stance Poland backs Rutte via spokesperson")
	ask(d, "2", "UBEN", "stance Poland leans Rutte via official")
	d.Do(context.Background(), commands.Request{Key: "3", User: commands.User{ID: commands.Operator}, Text: "access reader <@UDAN>"})
	home := func(u commands.User) answer.Reply { return d.Home(context.Background(), u) }
	records := []string{"stance", "claim", "candidate"}
	for name, tt := range map[string]struct {
		user   commands.User
		offers []string
		access bool
	}{
		"a reader":   {commands.User{ID: "UDAN"}, nil, false},
		"a reporter": {commands.User{ID: "UBEN"}, append(slices.Clone(records), "correct #30", "retract #30"), false},
		"an editor":  {commands.User{ID: "UCLEO", Admin: true}, append(slices.Clone(records), "settle #29", "settle #30"), true},
	} {
		r := home(tt.user)
		if got := buttons(r); !slices.Equal(got, tt.offers) || strings.Contains(sectionsShown(r.Sections), "Who may do what") != tt.access {
			t.Errorf("%s is offered %q\n%s", name, got, sectionsShown(r.Sections))
		}
	}
	outside := home(commands.User{ID: "UEVE", Outsider: true})
	if outside.Outcome != answer.Refused || len(buttons(outside)) > 0 || strings.Contains(outside.Plain(), "Rutte") {
		t.Error(outside.Plain())
	}
}

// Status and digest offer the form for a stance to those who may fill it in now.
func TestRecordButton(t *testing.T) {
	d, _ := seeded(t)
	offered := func(u commands.User, text string) bool {
		r := d.Do(context.Background(), commands.Request{User: u, Channel: "CDESK", Text: text})
		return slices.ContainsFunc(r.Actions, func(a answer.Action) bool { return a.Command == "stance" })
	}
	posted := func() bool {
		digest, err := d.Digest(context.Background(), report.DigestOptions{})
		if err != nil {
			t.Fatal(err)
		}
		return slices.Contains(buttons(digest.Reply), "stance")
	}
	d.Do(context.Background(), commands.Request{Key: "1", User: commands.User{ID: commands.Operator}, Text: "access reader <@UDAN>"})
	for _, text := range []string{"status", "status Rutte", "digest"} {
		if !offered(commands.User{ID: "UANNA"}, text) || offered(commands.User{ID: "UDAN"}, text) {
			t.Error(text, "offers the form to those who may not, or not to those who may")
		}
	}
	if !posted() {
		t.Error("the digest that is posted does not offer the form")
	}
	d.Do(context.Background(), commands.Request{Key: "2", User: commands.User{ID: commands.Operator}, Text: "race close"})
	if offered(commands.User{ID: "UANNA"}, "status") || offered(commands.User{ID: "UANNA"}, "digest") || posted() {
		t.Error("a closed race offers the form")
	}
}

// I3: the Home's numbers are those of the status, and showing it records nothing.
func TestLawHomeAgreesWithTheStatus(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		w := newTwins(rt)
		w.live(rt)
		before := len(w.ledger.entries)
		home, status := w.forms.Home(context.Background(), by("UANNA", "").User), ask(w.forms, "", "UANNA", "status")
		if home.Outcome != answer.Answered || home.Title != status.Title {
			rt.Fatal(home.Plain(), status.Title)
		}
		text := status.Plain()
		for _, s := range home.Sections {
			if c, ok := s.(answer.Chart); ok && !strings.Contains(text, strings.TrimSpace(sectionsShown([]answer.Section{c}))) {
				rt.Fatalf("the Home draws\n%s\nthe status says\n%s", sectionsShown([]answer.Section{c}), text)
			}
		}
		if len(w.ledger.entries) != before {
			rt.Fatal("the Home recorded something")
		}
	})
}

// The digest's next time is that of its own zone's clock, also over the change to summer
// time.
func TestHomeTellsTheNextDigest(t *testing.T) {
	d, c := seeded(t)
	c.at = c.at.Add(-2 * time.Hour)
	in := func(key, channel, text string) {
		t.Helper()
		if r := d.Do(context.Background(), commands.Request{Key: key, Channel: channel, User: commands.User{ID: commands.Operator}, Text: text}); r.Outcome != answer.Recorded {
			t.Fatal(r.Plain())
		}
	}
	in("1", "CDESK", "digest daily 08:00 on weekdays")
	in("2", "CUS", "digest daily 07:30 America/New_York")
	in("3", "CDESK", "live milestones")
	for _, tt := range []struct{ now, brussels, york string }{
		{"2024-02-23T06:59:00Z", "next on Friday, 23 February 2024 at 08:00", "next on Friday, 23 February 2024 at 07:30"},
		{"2024-02-23T07:00:00Z", "next on Monday, 26 February 2024 at 08:00", "next on Friday, 23 February 2024 at 07:30"},
		{"2024-03-30T12:00:00Z", "next on Monday, 1 April 2024 at 08:00", "next on Sunday, 31 March 2024 at 07:30"},
	} {
		c.at, _ = time.Parse(time.RFC3339, tt.now)
		text := sectionsShown(d.Home(context.Background(), commands.User{ID: "UDAN"}).Sections)
		for _, want := range []string{
			"Monday to Friday at 08:00 (Europe/Brussels), in #CDESK; " + tt.brussels, "Every day at 07:30 (America/New_York), in #CUS; " + tt.york,
			"#CDESK hears the milestones",
		} {
			if !strings.Contains(text, want) {
				t.Errorf("%s: no %q in\n%s", tt.now, want, text)
			}
		}
	}
}

// The last changes are what moved the standing: newest first, a late report of an old
// stance among them as little as one that says what stood.
func TestHomeShowsWhatMoved(t *testing.T) {
	d, _ := onMemory(t)
	for i, text := range []string{
		"stance Poland backs Rutte on 20 Feb", "stance Poland backs Rutte on 21 Feb", "stance Poland leans Rutte on 19 Feb",
		"stance Sweden backs Rutte on 20 Feb", "stance Spain holdout Rutte on 20 Feb", "correct #6 accepts", "retract #7 because \"no\"",
	} {
		if r := ask(d, fmt.Sprint("m", i), "UANNA", text); r.Outcome != answer.Recorded {
			t.Fatal(r.Plain())
		}
	}
	var got []string
	for _, s := range d.Home(context.Background(), commands.User{ID: "UDAN"}).Sections {
		if l, ok := s.(answer.List); ok && l.Heading == "Last changes" {
			for _, item := range l.Items {
				got = append(got, item[0].Text)
			}
		}
	}
	want := []string{"Spain: accepts → holdout on Mark Rutte (", "Spain: holdout → accepts Mark Rutte (", "Spain: undeclared → holdout on Mark Rutte (", "Poland: undeclared → backs Mark Rutte ("}
	if !slices.Equal(got, want) {
		t.Errorf("got %q", got)
	}
}

// BenchmarkHome shows that the Home costs the same whatever the ledger's size, and
// BenchmarkReview that a review costs little more.
func BenchmarkHome(b *testing.B) {
	for _, n := range []int{1_000, 1_000_000} {
		b.Run(fmt.Sprint("entries=", n), func(b *testing.B) {
			desk, _ := synthetic(b, n)
			for b.Loop() {
				if r := desk.Home(context.Background(), commands.User{ID: "UANNA", Admin: true}); r.Outcome != answer.Answered {
					b.Fatal(r.Plain(), r.Cause)
				}
			}
		})
	}
}

func BenchmarkReview(b *testing.B) {
	for _, n := range []int{1_000, 1_000_000} {
		b.Run(fmt.Sprint("entries=", n), func(b *testing.B) {
			desk, _ := synthetic(b, n)
			draft := polish(values{"candidate": "candidate1", "on": consensus.DayOf(time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)).String(), "link": "https://example.org/article"})
			if n < 1_000_000 {
				draft.Values["on"] = "2024-02-22"
			}
			for b.Loop() {
				if r := desk.Review(context.Background(), by("UANNA", ""), draft); len(r.Problems) > 0 {
					b.Fatal(r.Problems, r.Cause)
				}
			}
		})
	}
}

// Home shows the desk's race, and tells of the others that are open with the way to see them.
func TestHomeTellsOfOtherRaces(t *testing.T) {
	d, _ := seeded(t)
	for i, text := range []string{
		`race open trade "WTO Director-General 2020" of WTO`, `candidate "Yoo Myung-hee" of Korea put forward in "trade"`, `stance China backs Yoo in trade`,
		`race open past "A race that is over"`, `race open pact "The pact" of OSCE`, `candidate "The pact" motion tabled in "pact"`, `stance Norway ratified "The pact" in "pact"`,
	} {
		if r := d.Do(context.Background(), commands.Request{Key: fmt.Sprint("race ", i), User: commands.User{ID: commands.Operator}, Text: text}); r.Outcome != answer.Recorded {
			t.Fatal(text, r.Plain())
		}
	}
	r := d.Home(context.Background(), commands.User{ID: "UBEN"})
	text := sectionsShown(r.Sections)
	for _, want := range []string{"WTO Director-General 2020. Yoo Myung-hee has the reported backing of 1 of the WTO's", "The pact. 1 of the OSCE's 57 participating States has ratified The pact"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is not in:\n%s", want, text)
		}
	}
	if !strings.Contains(r.Title, "Rutte") || !slices.Contains(buttons(r), `missing in "trade"`) {
		t.Errorf("%s, %q", r.Title, buttons(r))
	}
}
