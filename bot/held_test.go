package bot

import (
	"context"
	"strings"
	"testing"
	"time"

	"natobot/commands/answer"
	"natobot/commands/held"
	"natobot/consensus"
	"natobot/outbox"
)

// An author hears once what became of a held report: over the looks of the clock, over restarts,
// and of two processes.
func TestAnAuthorHearsOnce(t *testing.T) {
	inWorld(t, func(w *world) {
		out := held.News{User: reporter, Name: "H1 released", Reply: answer.Reply{Title: "Your report on Poland is out."}, Point: consensus.Point{On: 20240223, Known: 3}}
		other := held.News{User: reporter, Name: "H2 dropped", Reply: answer.Reply{Title: "Your report on Spain was dropped."}, Point: out.Point}
		notices := []answer.Notice{{User: editor, Reply: answer.Reply{Title: "Somebody reports otherwise."}}}
		news := []held.News{out}
		w.desk.due = func() ([]held.News, []answer.Notice) {
			told := notices
			notices = nil
			return news, told
		}
		for range 2 {
			r := w.run()
			time.Sleep(3 * outbox.Every)
			if err := r.end(); err != nil {
				t.Error(err)
			}
			news = []held.News{out, other}
		}
		for person, want := range map[string]string{reporter: "Your report on Poland is out. | Your report on Spain was dropped.", editor: "Somebody reports otherwise."} {
			var heard []string
			for _, m := range w.Messages(w.Direct(person), person) {
				heard = append(heard, m.Text)
			}
			if got := strings.Join(heard, " | "); got != want {
				t.Errorf("%s heard %q, want %q", person, got, want)
			}
		}
	})
}

// By a clock that is off nothing goes out: the desk is not even asked.
func TestNothingGoesOutByAWrongClock(t *testing.T) {
	inWorld(t, func(w *world) {
		asked := false
		w.desk.due = func() ([]held.News, []answer.Notice) { asked = true; return nil, nil }
		w.desk.doubt = func() error { return consensus.Refuse(consensus.Unavailable, "The clock is off", "Set it right.") }
		b := newBot(w.config(), w.net.dial)
		t.Cleanup(b.http.CloseIdleConnections)
		b.helds.Do(context.Background())
		if asked {
			t.Error("what is due was let in by a clock that is off")
		}
	})
}

// What is due when a digest is made counts in it.
func TestADigestWaitsForWhatIsDue(t *testing.T) {
	inWorld(t, func(w *world) {
		w.set(deskRoom)
		first := false
		w.desk.due = func() ([]held.News, []answer.Notice) {
			first = first || len(w.desk.options) == 0
			return nil, nil
		}
		w.boot().at("2024-02-23 08:00:00")
		if !first || len(w.desk.options) != 1 {
			t.Errorf("%d digests were made; what is due was let in before: %t", len(w.desk.options), first)
		}
	})
}
