package commands_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"natobot/commands"
	"natobot/commands/answer"
	"natobot/commands/beats"
	"natobot/commands/report"
	"natobot/consensus"
)

func reminders(t *testing.T, d *commands.Desk) []beats.Reminder {
	t.Helper()
	list, err := d.Reminders(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	return list
}

// Whoever follows a member is to be asked from the day on which it is stale, until somebody says
// that it still stands or reports something else. A member that nobody follows is nobody's.
func TestWhoIsAskedWhen(t *testing.T) {
	d, c := seeded(t) // Hungary and Türkiye held out on 22 February, and Poland had no position
	for _, text := range []string{"beat Hungary, France <@UANNA>", "beat Türkiye <@UBEN>"} {
		if r := do(d, text); r.Outcome != answer.Recorded {
			t.Fatal(r.Plain())
		}
	}
	c.at = time.Date(2024, 3, 22, 12, 0, 0, 0, time.UTC)
	if list := reminders(t, d); len(list) != 0 {
		t.Errorf("a day early: %+v", list)
	}
	c.at = c.at.AddDate(0, 0, 1)
	list := reminders(t, d)
	if len(list) != 2 || list[0].User != "UANNA" || list[1].User != "UBEN" || list[0].Days != 0 || list[0].Key == list[1].Key {
		t.Fatalf("on the day: %+v", list)
	}
	if text := list[0].Text.Plain(); text != "No word for 30 days: Hungary is seen as holding out on Rutte (#11)." {
		t.Error(text)
	}
	still := list[0].Actions[0]
	press := func(key string, of answer.Ref) answer.Reply {
		return d.Do(context.Background(), commands.Request{Key: key, User: commands.User{ID: "UANNA"}, Text: still.Command, Of: &of})
	}
	lost := still.Of
	lost.Hash = "ffffffff"
	if r := press("lost", lost); r.Outcome != answer.Refused || !strings.Contains(r.Title, "#11 was another entry when this was made") {
		t.Errorf("of a lost entry: %s", r.Plain())
	}
	if r := press("still", still.Of); r.Outcome != answer.Recorded {
		t.Errorf("pressed: %s", r.Plain())
	}
	if list := reminders(t, d); len(list) != 1 || list[0].User != "UBEN" {
		t.Errorf("after the check: %+v", list)
	}
	if r := do(d, "stance Hungary opposes Rutte by \"Viktor Orbán\""); r.Outcome != answer.Recorded {
		t.Fatal(r.Plain())
	}
	if r := press("late", still.Of); r.Outcome != answer.Refused || !strings.Contains(r.Title, "#11 is not what stands for Hungary now") {
		t.Errorf("after another report: %s", r.Plain())
	}
	do(d, "candidate Rutte appointed")
	if list := reminders(t, d); len(list) != 0 {
		t.Errorf("after the decision: %+v", list)
	}
}

// However much there is to check, the digest says how much more there is than it has room for; the
// next one names what is new, with whose beat it is, and how much is as it was. All is in an answer.
func TestWhatThereIsToCheckIsToldOnce(t *testing.T) {
	d, c := seeded(t)
	do(d, "beat Estonia <@UANNA>")
	for _, member := range []string{"Belgium", "Canada", "Croatia", "Czechia", "Denmark", "Greece", "Iceland", "Italy", "Latvia", "Norway"} {
		text := "stance " + member + " holdout Rutte via diplomat if \"" + strings.Repeat("guarantees, ", 15) + member + "\""
		if r := do(d, text); r.Outcome != answer.Recorded {
			t.Fatal(r.Plain())
		}
	}
	digest := func(since consensus.Point) (channel string, point consensus.Point) {
		got, err := d.Digest(context.Background(), report.DigestOptions{Channel: "C1", Since: since, Quiet: consensus.QuietFull})
		if err != nil {
			t.Fatal(err)
		}
		return got.Reply.Plain(), got.Point
	}
	channel, point := digest(consensus.Point{})
	if n := strings.Count(channel, ", on one unnamed source since 23 February."); n == 0 || n > 8 || !strings.Contains(channel, fmt.Sprintf("- %d more. `/nato today` lists all.", 14-n)) {
		t.Errorf("the channel has %d of it: %s", n, channel)
	}
	c.at = c.at.AddDate(0, 0, 1)
	do(d, "stance Estonia backs Rutte via official")
	channel, _ = digest(point)
	if !strings.Contains(channel, "- Estonia needs a second source. Beat: UANNA.\n- As yesterday: 14. `/nato today` lists all.") {
		t.Error(channel)
	}
	if all := do(d, "today").Plain(); !strings.Contains(all, "15 things") || strings.Count(all, "one unnamed source") != 14 {
		t.Error(all)
	}
}
