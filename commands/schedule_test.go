package commands_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"natobot/commands"
	"natobot/commands/answer"
	"natobot/consensus"
)

// The list shows when a digest is next by its channel's clock, and by the reader's own
// where that shows another time.
func TestTheNextDigestInTheReadersZone(t *testing.T) {
	d, _ := seeded(t)
	in := func(zone, text string) string {
		return d.Do(context.Background(), commands.Request{
			Key: zone + text, Channel: "CDESK", Text: text, User: commands.User{ID: "UANNA", Admin: true, Zone: zone},
		}).Plain()
	}
	in("", "digest daily 23:30 on weekdays") // it is Friday, 09:00
	for zone, want := range map[string]string{
		"":                 "Next on Friday, 23 February 2024 at 23:30.",
		"Europe/Paris":     "Next on Friday, 23 February 2024 at 23:30.",
		"Europe/Atlantis":  "Next on Friday, 23 February 2024 at 23:30.",
		"America/New_York": "Next on Friday, 23 February 2024 at 23:30, which is 17:30 in America/New_York.",
		"Europe/Helsinki":  "Next on Friday, 23 February 2024 at 23:30, which is 00:30 on Saturday in Europe/Helsinki.",
	} {
		if got := in(zone, "digest list"); !strings.Contains(got, want) {
			t.Errorf("in %q: no %q in\n%s", zone, want, got)
		}
	}
}

// S8: who is to hear that a digest waits is who set it, or an editor of the settings.
func TestWhoAnswersForADigest(t *testing.T) {
	c := &clock{time.Date(2024, 2, 23, 8, 0, 0, 0, time.UTC)}
	d, err := commands.NewDesk(context.Background(), commands.Config{
		Ledger: newMemory(c.now), Now: c.now, Zone: brussels(t), Editors: []string{"UEVA"},
		Digest: &consensus.Schedule{Channel: "CDESK", Minute: 480, Zone: "Europe/Brussels"},
	})
	if err != nil {
		t.Fatal(err)
	}
	set := func(user, text string) {
		if r := d.Do(context.Background(), commands.Request{Key: text, Channel: "CDESK", User: commands.User{ID: user}, Text: text}); r.Outcome != answer.Recorded {
			t.Fatal(r.Plain())
		}
	}
	want := func(minute int, by string, skips ...consensus.Day) {
		t.Helper()
		list, err := d.Schedules(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range list {
			if s.Minute == minute && s.By == by && len(s.Skips) == len(skips) {
				return
			}
		}
		t.Errorf("no digest at %d of %s with %d days left out in %+v", minute, by, len(skips), list)
	}
	want(480, "UEVA")
	set("UEVA", "digest skip 1 March") // which ends nothing
	want(480, "UEVA", 20240301)
	set(commands.Operator, "digest daily 09:00")
	want(540, "UEVA", 20240301)
	set("UEVA", "access editor <@UCLEO>")
	set("UCLEO", "digest daily 17:00")
	want(1020, "UCLEO", 20240301)
}
