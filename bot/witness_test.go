package bot

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"natobot/bot/localslack"
	"natobot/consensus"
)

// A machine's clock that is moved is noticed at once, by how much time went by since Slack last
// said what time it is.
func TestWitness(t *testing.T) {
	slack := time.Date(2024, 2, 23, 8, 0, 0, 0, time.UTC)
	machine, went := slack.Add(time.Second), time.Duration(0)
	w := NewWitness(func() time.Time { return machine }, func() time.Duration { return went })
	want := func(ahead time.Duration, heard bool) {
		t.Helper()
		if got, ok := w.Ahead(); got != ahead || ok != heard {
			t.Errorf("%s ahead, %t; want %s, %t", got, ok, ahead, heard)
		}
	}
	want(0, false)
	w.hear(&http.Response{Header: http.Header{"Date": {"yesterday"}}})
	want(0, false)
	w.hear(&http.Response{Header: http.Header{"Date": {slack.Format(http.TimeFormat)}}})
	want(time.Second, true)
	machine, went = machine.Add(time.Hour), time.Hour
	want(time.Second, true)
	machine = machine.AddDate(9, 0, 0)
	if ahead, _ := w.Ahead(); ahead < 8*365*24*time.Hour || !w.Now().Equal(slack.Add(time.Hour)) {
		t.Errorf("%s ahead; Slack's clock shows %s", ahead, w.Now())
	}
}

// witnessed is the config of a bot that compares the desk's clock with Slack's.
func (w *world) witnessed() Config {
	w.apart = true
	c := w.config()
	c.Witness = NewWitness(w.now, func() time.Duration { return time.Since(w.zero) })
	w.desk.doubt = func() error {
		if ahead, heard := c.Witness.Ahead(); heard && ahead.Abs() > consensus.Tolerance {
			return consensus.Refuse(consensus.Unavailable, "The clock is off", "Set it right.")
		}
		return nil
	}
	return c
}

// While the machine's clock is off nothing is posted by it, the log and an editor hear of it
// once, and what was due is posted once it is right.
func TestNothingIsPostedByAWrongClock(t *testing.T) {
	byBothDoors(t, func(w *world) {
		w.set(deskRoom)
		b := w.begin(w.witnessed())
		for b.Ready() != nil {
			time.Sleep(time.Millisecond)
		}
		w.move(9 * 365 * 24 * time.Hour)
		time.Sleep(2 * time.Hour) // past 08:00 by either clock
		w.wantPosted(deskRoom, 0)
		if got := w.replies(w.Command(reporter, deskRoom, "/nato", "status"), 1); got[0].Text != "You asked: status" {
			t.Errorf("a request of Slack's own time is answered %q", got[0].Text)
		}
		if reason := b.digests.postNow(w.t.Context(), deskRoom); reason != "The clock is off. Set it right." {
			t.Errorf("who asks for a digest is told %q", reason)
		}
		w.move(-9 * 365 * 24 * time.Hour)
		time.Sleep(time.Minute)
		w.wantPosted(deskRoom, 1)
		if err := b.end(); err != nil {
			t.Fatal(err)
		}
		told := 0
		for _, m := range w.Messages(w.Direct(localslack.EditorID), localslack.EditorID) {
			told += strings.Count(m.Text, "The clock is off")
		}
		if log := w.log.String(); told != 1 || strings.Count(log, "not to be believed") != 1 || strings.Count(log, "right again") != 1 {
			t.Errorf("an editor was told %d times; the log says\n%s", told, log)
		}
	})
}
