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
