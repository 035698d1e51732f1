package bot

import (
	"fmt"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"natobot/bot/localslack"
	"natobot/commands"
	"natobot/commands/answer"
)

// numberedHome is a Home that says how often it was made.
func (w *world) numberedHome() {
	w.desk.home = func(u commands.User) answer.Reply {
		w.desk.mu.Lock()
		n := w.desk.homes
		w.desk.mu.Unlock()
		return answer.Reply{
			Title: fmt.Sprintf("Home %d of %s", n, u.ID),
			Sections: []answer.Section{
				answer.Table{Columns: []answer.Column{{Name: "Member"}, {Name: "Stance"}}, Rows: [][]string{{"Poland", "backs"}}},
				answer.Buttons{Actions: []answer.Action{{Label: "Correct", Command: "correct #12"}, {Label: "Record", Command: "stance"}, {Label: "Missing", Command: "missing"}}},
			},
			Actions: []answer.Action{{Label: "Retract", Command: `retract #12 because "wrong"`, Danger: true}},
		}
	}
}

func (w *world) home(who string) string {
	w.t.Helper()
	synctest.Wait()
	v, ok := w.Home(who)
	if !ok {
		w.t.Fatalf("%s has no Home", who)
	}
	return shown(v)
}

func TestHome(t *testing.T) {
	byBothDoors(t, func(w *world) {
		w.numberedHome()
		b := w.run()
		w.acknowledged(w.OpenHome(reporter))
		pass(time.Second)
		if got := w.home(reporter); !strings.Contains(got, "Home 1 of "+reporter) || !strings.Contains(got, "Poland") || !strings.Contains(got, "backs") {
			t.Errorf("it says %q", got)
		}
		v, _ := w.Home(reporter)
		if !strings.Contains(string(v.Blocks), `"accessibility_label":"Correct #12"`) || strings.Contains(string(v.Blocks), `"accessibility_label":"Record`) || !strings.Contains(string(v.Blocks), `"confirm"`) {
			t.Errorf("the buttons are %s", v.Blocks)
		}
		t.Run("fresh after a change of the ledger, once for many in three seconds", func(t *testing.T) {
			pass(time.Minute)
			for range 10 {
				w.news <- struct{}{}
				pass(100 * time.Millisecond)
			}
			pass(time.Minute)
			if got := w.home(reporter); !strings.Contains(got, "Home 3 of") {
				t.Errorf("after ten changes within a second it says %q", got)
			}
		})
		t.Run("fresh on open", func(t *testing.T) {
			w.acknowledged(w.OpenHome(reporter))
			if got := w.home(reporter); !strings.Contains(got, "Home 4 of") {
				t.Errorf("it says %q", got)
			}
		})
		t.Run("a form's button opens the form, and the press makes Home fresh", func(t *testing.T) {
			pass(time.Minute)
			w.acknowledged(w.PressIn(reporter, v.ID, "Record"))
			pass(time.Second)
			if got := w.dialog(reporter); got.Title != "Record a stance" {
				t.Errorf("it opens %q", got.Title)
			}
			pass(time.Minute)
			if got := w.home(reporter); !strings.Contains(got, "Home 5 of") {
				t.Errorf("it says %q", got)
			}
			w.CloseView(reporter, w.dialog(reporter).ID)
		})
		t.Run("a question's button is answered in a dialog", func(t *testing.T) {
			w.acknowledged(w.PressIn(reporter, v.ID, "Missing"))
			pass(time.Second)
			if got := shown(w.dialog(reporter)); !strings.Contains(got, "You asked: missing") {
				t.Errorf("it says %q", got)
			}
		})
		t.Run("nobody opened it for a day: it is left alone", func(t *testing.T) {
			pass(25 * time.Hour)
			w.news <- struct{}{}
			pass(time.Minute)
			if got := w.home(reporter); !strings.Contains(got, "Home 6 of") {
				t.Errorf("it says %q", got)
			}
		})
		_ = b.end()
	})
}

func TestHomeTrouble(t *testing.T) {
	t.Run("S1 opened once and delivered twice it is made once", func(t *testing.T) {
		byBothDoors(t, func(w *world) {
			w.numberedHome()
			b := w.run()
			w.DuplicateEnvelopes(1)
			w.acknowledged(w.OpenHome(reporter))
			pass(time.Minute)
			if got := w.home(reporter); !strings.Contains(got, "Home 1 of") {
				t.Errorf("it says %q", got)
			}
			_ = b.end()
		})
	})
	t.Run("a desk that takes its time is announced", func(t *testing.T) {
		byBothDoors(t, func(w *world) {
			w.numberedHome()
			w.desk.wait = func() { time.Sleep(10 * time.Second) }
			b := w.run()
			w.acknowledged(w.OpenHome(reporter))
			pass(2 * time.Second)
			if got := w.home(reporter); !strings.Contains(got, sayLoading) {
				t.Errorf("meanwhile it says %q", got)
			}
			pass(time.Minute)
			if got := w.home(reporter); !strings.Contains(got, "Home 1 of") {
				t.Errorf("then it says %q", got)
			}
			w.acknowledged(w.OpenHome(reporter))
			pass(2 * time.Second)
			if got := w.home(reporter); strings.Contains(got, sayLoading) {
				t.Error("what was there is hidden while the new one is made")
			}
			pass(time.Minute)
			_ = b.end()
		})
	})
	t.Run("S4 429 is waited out", func(t *testing.T) {
		byBothDoors(t, func(w *world) {
			w.numberedHome()
			b := w.run()
			w.FailNext("views.publish", 2, localslack.RateLimited(5*time.Second))
			w.acknowledged(w.OpenHome(reporter))
			pass(time.Minute)
			if got := w.home(reporter); !strings.Contains(got, "Home 1 of") {
				t.Errorf("it says %q", got)
			}
			_ = b.end()
		})
	})
	t.Run("a desk that panics says so, and the next change mends it", func(t *testing.T) {
		byBothDoors(t, func(w *world) {
			w.desk.home = func(commands.User) answer.Reply { panic("secret detail") }
			b := w.run()
			w.acknowledged(w.OpenHome(reporter))
			if got := w.home(reporter); !strings.Contains(got, "Something went wrong") || strings.Contains(got, "secret") {
				t.Errorf("it says %q", got)
			}
			w.desk.mu.Lock()
			w.desk.home = nil
			w.desk.mu.Unlock()
			w.news <- struct{}{}
			pass(time.Minute)
			if got := w.home(reporter); !strings.Contains(got, "The race") {
				t.Errorf("then it says %q", got)
			}
			_ = b.end()
		})
	})
	t.Run("the ledger was closed: no busy waiting", func(t *testing.T) {
		byBothDoors(t, func(w *world) {
			b := w.run()
			close(w.news)
			w.acknowledged(w.OpenHome(reporter))
			pass(time.Minute)
			if got := w.home(reporter); !strings.Contains(got, "The race") {
				t.Errorf("it says %q", got)
			}
			_ = b.end()
		})
	})
	t.Run("the most recent are kept fresh, and no more", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			h := newHomes(&Bot{now: time.Now})
			for i := range maxHomes + 5 {
				h.remember(asker{ID: fmt.Sprint("U", i)})
				h.remember(asker{ID: "U0"})
			}
			_, first := h.known.get("U0")
			if _, second := h.known.get("U1"); len(h.known.all()) != maxHomes || !first || second {
				t.Errorf("%d are known", len(h.known.all()))
			}
		})
	})
}
