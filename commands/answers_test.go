package commands_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"natobot/commands"
	"natobot/commands/answer"
	"natobot/consensus"
)

func TestPlain(t *testing.T) {
	r := answer.Reply{
		Title: "A title\nof one line",
		Sections: []answer.Section{
			answer.Paragraph{Text: answer.Line{{Text: "One "}, {Text: "link", URL: "https://example.org"}, {Text: "."}}},
			answer.Paragraph{Text: answer.Line{{Text: "https://example.org", URL: "https://example.org"}}},
			answer.List{Heading: "A list", Items: []answer.Line{{{Text: "first"}}, {{Text: "second", Style: answer.Bold}}}},
			answer.Table{Caption: "A table", Columns: []answer.Column{{Name: "Member"}, {Name: "Members", Numeric: true}, {Name: "Empty"}}, Rows: [][]string{{"Poland", "1", ""}}},
			answer.Chart{Caption: "A chart", Total: 3, Bars: []answer.Bar{{Label: "Rutte", Segments: []answer.Segment{{Label: "back", Value: 2}, {Label: "oppose", Value: 0}}}}},
		},
		File: &answer.File{Name: "a.csv", Content: []byte("a,b\n")},
	}
	want := `A title of one line

One link (https://example.org).
https://example.org

A list
- first
- second

A table
- Poland – Members: 1

A chart
- Rutte: 2 back

a,b
`
	if got := r.Plain(); got != want {
		t.Error(firstDifference(got, want))
	}
}

// A long history shows its last page, and says how to see more.
func TestLongHistory(t *testing.T) {
	d, _ := onMemory(t)
	for i := range 60 {
		ask(d, fmt.Sprint("r", i), "UANNA", fmt.Sprintf("stance Poland backs Rutte from \"Outlet %d\"", i))
	}
	for question, want := range map[string][]string{
		"history":        {"The whole ledger: 61 entries.", "The last 50 of 61 entries, newest first", "`/nato history #11`"},
		"history Poland": {"Poland: 60 entries.", "The last 50 of 60 entries, newest first", "`/nato history #11`"},
		"history #3":     {"#3: Poland backs Mark Rutte.", "Outlet 1", "It stands."},
	} {
		text := ask(d, "", "UANNA", question).Plain()
		for _, w := range want {
			if !strings.Contains(text, w) {
				t.Errorf("%s: no %q in\n%s", question, w, text)
			}
		}
		if n := strings.Count(text, "\n- #"); n > 50 {
			t.Errorf("%s shows %d entries", question, n)
		}
	}
}

// The status fetches the sources of what it shows, however many entries there are.
func TestStatusReadsOnlyWhatItShows(t *testing.T) {
	d, m := onMemory(t)
	ask(d, "c", "UANNA", "claim Rutte about 20")
	for i := range 200 {
		ask(d, fmt.Sprint("r", i), "UANNA", fmt.Sprintf("stance Poland backs Rutte from \"Outlet %d\"", i))
	}
	m.read = 0
	do(d, "status")
	if m.read > 5 {
		t.Errorf("%d whole entries read for one status", m.read)
	}
}

func TestSchedules(t *testing.T) {
	c := &clock{time.Date(2024, 2, 23, 8, 0, 0, 0, time.UTC)}
	of := &consensus.Schedule{Channel: "CCONFIG", Minute: 540, Zone: "Europe/Brussels"}
	covered := consensus.Point{On: 20240222, Known: 0}
	d, err := commands.NewDesk(context.Background(), commands.Config{
		Ledger: newMemory(c.now), Now: c.now, Zone: brussels(t), Digest: of,
		LastDigest: func(_ context.Context, channel string) (consensus.Point, error) {
			if channel == "CDESK" {
				return covered, nil
			}
			return consensus.Point{}, nil
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	in := func(key, channel, text string) answer.Reply {
		return d.Do(context.Background(), commands.Request{Key: key, Channel: channel, User: commands.User{ID: commands.Operator}, Text: text})
	}
	channels := func() (list []string) {
		schedules, err := d.Schedules(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range schedules {
			list = append(list, fmt.Sprintf("%s %d %s", s.Channel, s.Minute, s.Zone))
		}
		return list
	}
	if got := fmt.Sprint(channels()); got != "[CCONFIG 540 Europe/Brussels]" {
		t.Error("the digest of the settings:", got)
	}
	if r := in("1", "CDESK", "digest daily 08:00 America/New_York"); !strings.Contains(r.Plain(), "The digest of the settings (every day at 09:00 (Europe/Brussels)) ends with this.") {
		t.Error(r.Plain())
	}
	if got := fmt.Sprint(channels()); got != "[CDESK 480 America/New_York]" {
		t.Error("an editor's digest:", got)
	}
	if r := in("2", "", "digest daily 08:00"); r.Outcome != answer.Refused {
		t.Error("a digest for no channel:", r.Plain())
	}
	in("3", "CDESK", "digest off")
	if got := channels(); len(got) != 0 {
		t.Error("after switching it off:", got)
	}
	if r := in("4", "CDESK", "digest"); !strings.Contains(r.Plain(), "The last digest was of 22 February 2024.") || r.Audience != answer.ToAsker {
		t.Error("the preview follows the channel's last digest:", r.Plain())
	}
	if r := in("5", "COTHER", "digest"); !strings.Contains(r.Plain(), "This is the first digest") {
		t.Error("the preview of a channel without one:", r.Plain())
	}
}

// Who renders can rely on what a reply is made of.
func TestRepliesAreWellFormed(t *testing.T) {
	d, _ := seeded(t)
	for _, text := range []string{
		"", "here", "status Rutte", "candidates", "candidate Rutte", "members", "member Poland", "missing", "changes", "history", "history #1",
		"race", "digest", "digest list", "access", "help", "help stance", "export csv", "stance", "stance Polnd backs Rutte", "nonsense",
		"stance Poland backs Rutte", "stance Poland leans Rutte", "undo",
	} {
		r := do(d, text)
		if r.Title == "" || strings.ContainsAny(r.Title, "\n") {
			t.Errorf("%s: title %q", text, r.Title)
		}
		for _, s := range r.Sections {
			if table, ok := s.(answer.Table); ok {
				for _, row := range table.Rows {
					if len(row) != len(table.Columns) {
						t.Errorf("%s: a row of %d cells in %d columns", text, len(row), len(table.Columns))
					}
				}
			}
			if chart, ok := s.(answer.Chart); ok {
				for _, bar := range chart.Bars {
					sum := 0
					for _, p := range bar.Segments {
						sum += p.Value
					}
					if sum != chart.Total {
						t.Errorf("%s: a bar of %d of %d", text, sum, chart.Total)
					}
				}
			}
		}
		for _, word := range []string{"vote", "ballot", "winner", "%!"} {
			if strings.Contains(strings.ToLower(r.Plain()), word) {
				t.Errorf("%s: says %q\n%s", text, word, r.Plain())
			}
		}
		for _, a := range r.Actions {
			if !a.Share && a.Command == "" {
				t.Errorf("%s: a button that does nothing: %+v", text, a)
			}
		}
	}
}
