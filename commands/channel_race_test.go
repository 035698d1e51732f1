package commands_test

import (
	"strings"
	"testing"
	"time"

	"natobot/commands"
)

// Each channel's commands mean the race that it follows, also where the same was asked elsewhere a
// moment ago; an old race that is opened moves nobody's.
func TestChannelsFollowTheirRaces(t *testing.T) {
	c := &clock{at: time.Date(2024, 3, 1, 9, 0, 0, 0, time.UTC)}
	d := newDesk(t, opened(t, c), c)
	n := 0
	do := func(channel, text string) string {
		n++
		reply := d.Do(t.Context(), commands.Request{Key: strings.Repeat("k", n), User: commands.User{ID: commands.Operator}, Channel: channel, Text: text})
		return reply.Plain()
	}
	do("", `race open 2024 "NATO Secretary General 2024"`)
	do("", `race open 2020 "WTO Director-General 2020" of the WTO`)
	do("CTRADE", "race follow 2020")
	do("", `race open 2009 "NATO Secretary General 2009" on 1 March 2009`)
	for range 2 {
		for channel, want := range map[string]string{"": "NATO Secretary General 2024", "CDESK": "NATO Secretary General 2024", "CTRADE": "WTO Director-General 2020"} {
			if got := do(channel, "status"); !strings.Contains(got, want) {
				t.Errorf("in %q: %s", channel, got)
			}
		}
	}
	do("", "race follow 2009")
	if got := do("CDESK", "status"); !strings.Contains(got, "NATO Secretary General 2009") {
		t.Errorf("the desk follows another race: %s", got)
	}
	if got := do("CTRADE", "status"); !strings.Contains(got, "WTO Director-General 2020") {
		t.Errorf("and the channel its own: %s", got)
	}
}

func TestOpeningTheSameTwiceAddsNothing(t *testing.T) {
	c := &clock{at: time.Date(2024, 3, 1, 9, 0, 0, 0, time.UTC)}
	d := newDesk(t, opened(t, c), c)
	for i, text := range []string{`race open 2024 "A"`, `race open 2020 "B" of WTO`, `race open 2024 "A"`, `race open 2020 "B" of the WTO`} {
		reply := d.Do(t.Context(), commands.Request{Key: strings.Repeat("k", i+1), User: commands.User{ID: commands.Operator}, Text: text})
		if again := strings.HasPrefix(reply.Title, "This is already recorded"); again != (i > 1) {
			t.Errorf("%s: %s", text, reply.Title)
		}
	}
}

// typing gives what answers texts in the terminal of a desk with an empty ledger, at a moment.
func typing(t *testing.T, at time.Time) func(text string) string {
	c := &clock{at: at}
	d := newDesk(t, opened(t, c), c)
	n := 0
	return func(text string) string {
		n++
		return d.Do(t.Context(), commands.Request{Key: strings.Repeat("k", n), User: commands.User{ID: commands.Operator}, Text: text}).Plain()
	}
}

// A race is named by its key, its title, or its body, with quotation marks or without.
func TestRacesAreNamedWithoutQuotationMarks(t *testing.T) {
	do := typing(t, time.Date(2024, 3, 1, 9, 0, 0, 0, time.UTC))
	do(`race open 2024 "NATO Secretary General 2024"`)
	do(`candidate Mark Rutte of Netherlands put forward`)
	do(`race open trade-2020 "Who leads the trade body" of the WTO`)
	do(`candidate Yoo Myung-hee of Korea put forward in trade-2020`)
	for _, text := range []string{
		"candidates in trade-2020", "candidates in Trade 2020", `candidates in "trade-2020"`, "candidates in who leads the trade body", "candidates in WTO",
		"who is missing in the WTO?", "missing Yoo in wto trade-2020", "in trade-2020 candidates", "stance China backs Yoo in the WTO?",
	} {
		if got := do(text); !strings.Contains(got, "Who leads the trade body") {
			t.Errorf("%s: %s", text, got)
		}
	}
	if got := do("stance China backs Yoo in WTO via reported"); !strings.Contains(got, "of 164") && !strings.Contains(got, "Recorded as #") {
		t.Errorf("a report: %s", got)
	}
	do(`race open trade-2025 "Who leads it next" of the WTO`)
	if got := do("candidates in WTO"); strings.Contains(got, "Who leads") {
		t.Errorf("two races of one body: %s", got)
	}
	if got := do("candidates in wto-2031"); !strings.Contains(got, "There is no race `wto-2031`.") {
		t.Errorf("no such race: %s", got)
	}
}

// A race whose key may be a time is named in quotation marks: what was said "in 2024" is never recorded
// as of today in the race 2024, and no question about a time is answered of today.
func TestARaceThatMayBeATimeIsAskedAbout(t *testing.T) {
	do := typing(t, time.Date(2026, 11, 29, 9, 0, 0, 0, time.UTC))
	for _, key := range []string{"march", "2020-2021", "spring-2025", "2024"} {
		do(`race open ` + key + ` "Who leads in ` + key + `"`)
		do(`candidate Mark Rutte of Netherlands put forward in "` + key + `"`)
		do(`candidate Kaja Kallas of Estonia mooted in "` + key + `"`)
	}
	if got := do(`race open eu24 "The next President" of the European Union`); !strings.Contains(got, "The race eu24 opens") {
		t.Errorf("a body of two words: %s", got)
	}
	entries := do("history")
	for _, text := range []string{
		"stance Poland backs Rutte via diplomat in 2024", "candidate Kallas interested in 2024", "stance Poland backs Rutte in the 2024",
		"claim Rutte about 20 in 2024", `note Rutte "was prime minister" in 2024.`, "stance Poland backs Rutte in 2020-2021",
		"stance Poland backs Rutte in spring-2025", "status in 2024", "who is missing in 2024?", "what moved in 2024?", "race in 2024",
	} {
		if got := do(text); !strings.Contains(got, "may be the race") || !strings.Contains(got, `in "2`) && !strings.Contains(got, `in "spring`) {
			t.Errorf("%s: %s", text, got)
		}
	}
	for text, want := range map[string]string{
		"stance Poland backs Rutte in 2023": "neither a race nor a day",
		"stance Poland backs Rutte on 2023": "A year alone is no day",
		"where did Hungary stand in 2019?":  "neither a race nor a day",
		"who was missing last year?":        "is no day that I can look at",
		"year ago?":                         "no question",
		`candidates in eu24`:                "The next President",
		`candidates in "2024"`:              "Who leads in 2024",
		`candidates in "march"`:             "Who leads in march",
		`candidates in who leads in march`:  "Who leads in march",
		`who is missing in "2020-2021"?`:    "Who leads in 2020-2021",
	} {
		if got := do(text); !strings.Contains(got, want) {
			t.Errorf("%s: %s", text, got)
		}
	}
	if got := do("history"); got != entries {
		t.Errorf("recorded: %s", got)
	}
	if got := do("stance Poland backs Rutte via diplomat in March"); !strings.Contains(got, "March 2026") {
		t.Errorf("a month: %s", got)
	}
}
