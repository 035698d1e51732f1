package commands_test

import (
	"context"
	"strconv"
	"strings"
	"testing"
	"time"

	"natobot/commands"
	"natobot/commands/report"
)

// A closed race is as of the day on which it closed in whatever leaves the house, unless
// another day is asked for.
func TestClosedRaceLeavesAsOfItsDay(t *testing.T) {
	c := &clock{time.Date(2009, 4, 3, 9, 0, 0, 0, time.UTC)}
	d := newDesk(t, opened(t, c), c)
	do(d, `race open 2009 "NATO Secretary General 2009"`)
	do(d, "candidate Anders Fogh Rasmussen of Denmark declared")
	do(d, "stance Albania backs Rasmussen")
	c.at = c.at.Add(24 * time.Hour)
	do(d, "race close")
	c.at = time.Date(2024, 6, 3, 9, 0, 0, 0, time.UTC)
	do(d, "stance Norway backs Rasmussen") // refused: it is closed
	ctx := context.Background()

	for on, want := range map[string][2]string{"": {"2009-04-04", "28"}, "2009-03-31": {"2009-03-31", "26"}, "2024-06-03": {"2024-06-03", "32"}} {
		var o commands.ExportOptions
		if err := o.On.UnmarshalText([]byte(on)); err != nil {
			t.Fatal(err)
		}
		s, err := d.Standing(ctx, commands.About{On: o.On})
		if err != nil || s.On.String() != want[0] || want[1] != strconv.Itoa(s.Members) {
			t.Errorf("standing on %q: on %s of %d members, %v; want %v", on, s.On, s.Members, err, want)
		}
		for _, format := range []string{"csv", "json", "md", "text"} {
			o.Format = format
			var file strings.Builder
			if err := d.Export(ctx, &file, o); err != nil {
				t.Fatal(err)
			}
			if sweden := strings.Contains(file.String(), "Sweden") || strings.Contains(file.String(), `"SE"`); format != "text" && sweden != (want[1] == "32") {
				t.Errorf("%s on %q has Sweden: %t\n%s", format, on, sweden, file.String())
			}
		}
	}
	digest, err := d.Digest(ctx, report.DigestOptions{})
	if err != nil || digest.Point.On != 20090404 || !strings.Contains(digest.Reply.Plain(), "of NATO's 28 members") {
		t.Errorf("digest of %v, %v\n%s", digest.Point, err, digest.Reply.Plain())
	}
	if notes, err := d.LiveNotes(ctx, "", 3, digest.Point); err != nil || notes.Changes != nil {
		t.Errorf("live: %+v, %v", notes.Changes, err)
	}
}
