package commands_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"natobot/commands"
	"natobot/commands/answer"
	"natobot/store/sqlite"
)

// doubting is a desk whose clock has a witness.
func doubting(t *testing.T) (d *commands.Desk, l *sqlite.Ledger, c *clock, ahead *time.Duration, heard *bool) {
	t.Helper()
	c, ahead, heard = &clock{time.Date(2024, 2, 23, 8, 0, 0, 0, time.UTC)}, new(time.Duration), new(bool)
	l = opened(t, c)
	d, err := commands.NewDesk(context.Background(), commands.Config{
		Ledger: l, Now: c.now, Zone: brussels(t), Witness: func() (time.Duration, bool) { return *ahead, *heard },
	})
	if err != nil {
		t.Fatal(err)
	}
	seed(t, d)
	return d, l, c, ahead, heard
}

// A clock that Slack's says is off stamps nothing, in either way; the text comes back. A form
// keeps what was filled in by itself.
func TestNothingIsStampedByAWrongClock(t *testing.T) {
	d, l, c, ahead, heard := doubting(t)
	before := len(entries(t, l))
	*heard = true
	for off, says := range map[time.Duration]string{
		9 * 365 * 24 * time.Hour: "is 9 years ahead of Slack's", -2 * time.Hour: "is 2 hours behind Slack's", 4 * time.Minute: "is 4 minutes ahead of Slack's",
	} {
		c.at, *ahead = c.at.Add(off), off
		for _, text := range []string{"stance Spain backs Rutte", "undo", "digest daily 08:00 in <#C1>"} {
			r := ask(d, off.String()+text, commands.Operator, text)
			if said := r.Plain(); r.Outcome != answer.Failed || !strings.Contains(said, says) || !strings.Contains(said, "nothing is recorded") || !strings.Contains(said, text) {
				t.Errorf("%s, %s: %s", off, text, said)
			}
		}
		if _, err := d.Import(context.Background(), "file", strings.NewReader("stance Spain backs Rutte"), commands.ImportOptions{}); err == nil {
			t.Error("an import was stamped by it")
		}
		if s := d.Save(context.Background(), by("UANNA", "view:"+off.String()), answer.Draft{Verb: "stance", Values: values{"member": "ES", "candidate": "mark-rutte", "position": "backs", "via": "reported", "on": "2024-02-22"}}, ""); s.Reply.Outcome == answer.Recorded {
			t.Error("a form was recorded by it")
		}
		if r := ask(d, "", "UANNA", "status"); r.Outcome != answer.Answered {
			t.Error(r.Plain())
		}
		c.at, *ahead = c.at.Add(-off), 0
	}
	if n := len(entries(t, l)); n != before {
		t.Errorf("%d entries were recorded", n-before)
	}
	if r := ask(d, "right", "UANNA", "stance Spain backs Rutte"); r.Outcome != answer.Recorded {
		t.Error(r.Plain())
	}
}

// A clock that was nine years ahead for one entry, before anybody could tell: what is recorded
// by the right one bears the right time, and every number is the same by every way.
func TestAClockThatWasWrongForAMinute(t *testing.T) {
	d, l, c, _, heard := doubting(t)
	right := c.at
	c.at = right.AddDate(9, 0, 0)
	ask(d, "ahead", "UBEN", "stance Poland backs Rutte on 2024-02-23 via diplomat")
	c.at, *heard = right.Add(time.Hour), true
	if said := ask(d, "", "UANNA", "status known today").Plain(); !strings.Contains(said, "5 of NATO's 31") || !strings.Contains(said, "1 of these entries bears a later time") {
		t.Error(said)
	}
	c.at = right.AddDate(0, 0, 3)
	if r := ask(d, "same", "UANNA", "stance Poland backs Rutte on 2024-02-23"); strings.Contains(r.Plain(), "reported the same") {
		t.Errorf("three days later: %s", r.Plain())
	}
	if r := ask(d, "right", "UANNA", "stance Spain backs Rutte"); !strings.Contains(r.Plain(), "from 5 to 6") {
		t.Error(r.Plain())
	}
	all := entries(t, l)
	if last := all[len(all)-1]; !last.Recorded.Equal(c.at) {
		t.Errorf("stamped %s, want %s", last.Recorded, c.at)
	}
	for text, want := range map[string]string{
		"status": "6 of NATO's 31", "status known today": "6 of NATO's 31", "status known yesterday": "4 of NATO's 31",
		"missing known today": "1 of these entries bears a later time",
	} {
		if said := ask(d, "", "UANNA", text).Plain(); !strings.Contains(said, want) {
			t.Errorf("%s: no %q in %s", text, want, said)
		}
	}
	if said := ask(d, "", "UANNA", "status known yesterday").Plain(); strings.Contains(said, "later time") {
		t.Error(said)
	}
}

// Without a witness the ledger is the only one: it knows of no later time than now.
func TestAClockBehindTheLedger(t *testing.T) {
	d, _, c, _, heard := doubting(t)
	ask(d, "1", "UANNA", "stance Spain backs Rutte")
	c.at = c.at.Add(-time.Hour)
	if said := ask(d, "2", "UANNA", "stance Italy backs Rutte").Plain(); !strings.Contains(said, "was recorded at 09:00 on 23 February 2024") || !strings.Contains(said, "--clock-is-right") {
		t.Error(said)
	}
	*heard = true // and somebody says that the clock is right
	if r := ask(d, "3", "UANNA", "stance Italy backs Rutte"); r.Outcome != answer.Recorded {
		t.Error(r.Plain())
	}
}

// What will not come is not promised.
func TestNoDigestIsPromisedByAWrongClock(t *testing.T) {
	d, _, _, ahead, heard := doubting(t)
	ask(d, "set", commands.Operator, "digest daily 08:00 in <#C1>")
	if said := ask(d, "", "UANNA", "digest list").Plain(); !strings.Contains(said, "Next on Saturday, 24 February 2024") {
		t.Error(said)
	}
	*heard, *ahead = true, time.Hour
	if said := ask(d, "", "UANNA", "digest list").Plain(); strings.Contains(said, "Next on") || !strings.Contains(said, "1 hour ahead of Slack's") {
		t.Error(said)
	}
}
