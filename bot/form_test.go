package bot

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"natobot/bot/localslack"
	"natobot/commands/answer"
)

func TestForm(t *testing.T) {
	byBothDoors(t, func(w *world) {
		b := w.run()
		form := w.form(reporter)
		if form.Title != "Record a stance" || form.Submit != "Review" || form.CallbackID != callbackForm {
			t.Fatalf("the dialog is %q with the button %q", form.Title, form.Submit)
		}
		review := w.submit(reporter)
		if review.ID != form.ID || review.Submit != "Record" || !strings.Contains(shown(review), "Changes PL to backs") {
			t.Fatalf("the review %q says %q", review.Submit, shown(review))
		}
		if n := len(w.desk.savings()); n != 0 {
			t.Fatalf("recorded %d times before anybody said so", n)
		}
		result := w.submit(reporter)
		if got := shown(result); !strings.Contains(got, "Recorded as #57.") || result.Submit != "" {
			t.Errorf("the result, with the button %q, says %q", result.Submit, got)
		}
		got := w.desk.savings()
		if len(got) != 1 || got[0].seal != "seal 1" || got[0].request.User.ID != reporter || got[0].request.Channel != deskRoom {
			t.Fatalf("recorded %+v", got)
		}
		want := map[answer.Field]string{"member": "PL", "position": "backs", "quote": `We do, R&D <!channel> "now"`}
		if fmt.Sprint(got[0].draft.Values) != fmt.Sprint(want) {
			t.Errorf("recorded %v, want %v", got[0].draft.Values, want)
		}
		t.Run("undo in the result", func(t *testing.T) {
			w.acknowledged(w.PressIn(reporter, result.ID, "Undo"))
			pass(time.Second)
			if got := shown(w.dialog(reporter)); !strings.Contains(got, `You asked: retract #57 because "undone"`) {
				t.Errorf("the dialog says %q", got)
			}
		})
		_ = b.end()
	})
}

func TestFormOpensInTime(t *testing.T) {
	ways := map[string]func(w *world) *localslack.Invocation{
		"command": func(w *world) *localslack.Invocation { return w.Command(reporter, deskRoom, "/nato", "stance") },
		"shortcut": func(w *world) *localslack.Invocation {
			w.Post(editor, deskRoom, "Warsaw will back Rutte")
			all := w.Messages(deskRoom, reporter)
			return w.Shortcut(reporter, all[len(all)-1], RecordShortcut)
		},
	}
	for name, open := range ways {
		t.Run("S2 by "+name+", though the desk hangs for a minute", func(t *testing.T) {
			byBothDoors(t, func(w *world) {
				w.desk.drafts = []answer.Draft{{Verb: "stance"}}
				b := w.run()
				w.desk.wait = func() { time.Sleep(time.Minute) }
				inv := open(w)
				pass(100 * time.Millisecond)
				w.acknowledged(inv)
				if got := w.dialog(reporter); !strings.Contains(shown(got), sayLoading) {
					t.Errorf("at once it says %q", shown(got))
				}
				pass(3 * time.Minute)
				if got := w.dialog(reporter); got.Title != "Record a stance" || block(got, answer.FieldMember) == "" {
					t.Errorf("then it is %q", got.Title)
				}
				_ = b.end()
			})
		})
	}
	t.Run("S2 an expired trigger is told, with another way", func(t *testing.T) {
		byBothDoors(t, func(w *world) {
			b := w.run()
			w.FailNext("views.open", 1, localslack.Refused("expired_trigger_id"))
			got := w.replies(w.Command(reporter, deskRoom, "/nato", "stance"), 1)[0]
			if !strings.Contains(got.Text, "did not open") || !strings.Contains(got.Text, "/nato stance MEMBER POSITION CANDIDATE") || got.To != reporter {
				t.Errorf("told %q", got.Text)
			}
			_ = b.end()
		})
	})
	t.Run("S1 a form asked for once and delivered twice opens once", func(t *testing.T) {
		byBothDoors(t, func(w *world) {
			b := w.run()
			w.DuplicateEnvelopes(1)
			w.acknowledged(w.Command(reporter, deskRoom, "/nato", "stance"))
			pass(time.Minute)
			if n := len(w.Views(reporter)); n != 1 {
				t.Errorf("%d dialogs are open", n)
			}
			_ = b.end()
		})
	})
	t.Run("S9 an outsider gets no inputs", func(t *testing.T) {
		byBothDoors(t, func(w *world) {
			w.AddPerson(localslack.Person{ID: "U1", Name: "guest", Guest: true})
			b := w.run()
			w.acknowledged(w.Command("U1", deskRoom, "/nato", "stance"))
			pass(time.Second)
			got := w.dialog("U1")
			if got.Submit != "" || block(got, answer.FieldMember) != "" || !strings.Contains(shown(got), "its own newsroom") {
				t.Errorf("a guest sees %q", shown(got))
			}
			_ = b.end()
		})
	})
}

func TestFormErrors(t *testing.T) {
	problems := func(p map[answer.Field]string) func(answer.Draft) answer.Review {
		return func(d answer.Draft) answer.Review {
			if d.Values[answer.FieldOn] != "" {
				return answer.Review{Title: "Check it", Seal: "seal 1"}
			}
			return answer.Review{Problems: p}
		}
	}
	t.Run("stand at their fields, those without one at the first, and nothing is lost", func(t *testing.T) {
		byBothDoors(t, func(w *world) {
			w.desk.review = problems(map[answer.Field]string{answer.FieldOn: "Which day?", answer.FieldCount: "How many?", "": "The race is closed."})
			b := w.run()
			w.form(reporter)
			got := w.submit(reporter)
			if got.Errors[block(got, answer.FieldOn)] != "Which day?" || got.Errors[block(got, answer.FieldMember)] != "The race is closed. How many?" {
				t.Errorf("the errors are %v", got.Errors)
			}
			if value(got, answer.FieldQuote) == "" || got.CallbackID != callbackForm {
				t.Errorf("the form holds %v", got.Values)
			}
			w.enter(reporter, answer.FieldOn, "2024-02-20")
			if got := w.submit(reporter); got.Submit != "Record" {
				t.Errorf("corrected, it shows %q", shown(got))
			}
			_ = b.end()
		})
	})
	t.Run("found too late for the fields they head the form", func(t *testing.T) {
		byBothDoors(t, func(w *world) {
			w.desk.review = problems(map[answer.Field]string{answer.FieldOn: "Which day?"})
			b := w.run()
			w.form(reporter)
			w.desk.wait = func() { time.Sleep(4 * time.Second) }
			w.acknowledged(w.Submit(reporter, w.dialog(reporter).ID))
			if got := w.dialog(reporter); got.Trouble != "" || !strings.Contains(shown(got), sayLoading) {
				t.Errorf("meanwhile it says %q %q", got.Trouble, shown(got))
			}
			pass(time.Minute)
			got := w.dialog(reporter)
			if !strings.Contains(shown(got), "Day: Which day?") || value(got, answer.FieldQuote) != `We do, R&D <!channel> "now"` || value(got, answer.FieldMember) != "PL" {
				t.Errorf("it says %q and holds %v", shown(got), got.Values)
			}
			_ = b.end()
		})
	})
	t.Run("a form too long for Slack to carry says so at its longest field", func(t *testing.T) {
		byBothDoors(t, func(w *world) {
			b := w.run()
			w.form(reporter)
			w.enter(reporter, answer.FieldQuote, strings.Repeat(`"`, 2400))
			got := w.submit(reporter)
			if got.Errors[block(got, answer.FieldQuote)] != answer.Spelled(sayTooLong, "") {
				t.Errorf("the errors are %v", got.Errors)
			}
			_ = b.end()
		})
	})
}

func TestFormReshapes(t *testing.T) {
	byBothDoors(t, func(w *world) {
		b := w.run()
		form := w.form(reporter)
		if block(form, answer.FieldCondition) != "" {
			t.Fatal("there is a condition already")
		}
		w.enter(reporter, answer.FieldPosition, "holdout")
		got := w.dialog(reporter)
		if block(got, answer.FieldCondition) == "" || value(got, answer.FieldMember) != "PL" || value(got, answer.FieldQuote) != value(form, answer.FieldQuote) {
			t.Errorf("the form holds %v", got.Values)
		}
		w.enter(reporter, answer.FieldCondition, "an apology")
		w.enter(reporter, answer.FieldPosition, "backs")
		w.enter(reporter, answer.FieldPosition, "holdout")
		if got := w.dialog(reporter); value(got, answer.FieldCondition) != "an apology" {
			t.Errorf("the condition is %q", value(got, answer.FieldCondition))
		}
		t.Run("what is typed while the desk thinks stays", func(t *testing.T) {
			w.desk.wait = func() { time.Sleep(5 * time.Second) }
			v := w.dialog(reporter)
			w.acknowledged(w.Fill(reporter, v.ID, block(v, answer.FieldPosition), "backs"))
			w.Fill(reporter, v.ID, block(v, answer.FieldQuote), "newer words")
			pass(time.Minute)
			if got := w.dialog(reporter); value(got, answer.FieldQuote) != "newer words" || block(got, answer.FieldCondition) != "" {
				t.Errorf("the form holds %v", got.Values)
			}
		})
		t.Run("where the inputs stay, so does what the dialog says was wrong with them", func(t *testing.T) {
			before := w.dialog(reporter).Hash
			w.enter(reporter, answer.FieldPosition, "backs")
			pass(time.Minute)
			if w.dialog(reporter).Hash != before {
				t.Error("the dialog was filled again")
			}
		})
		t.Run("a newer state is not overwritten by an older answer", func(t *testing.T) {
			v := w.dialog(reporter)
			w.acknowledged(w.Fill(reporter, v.ID, block(v, answer.FieldPosition), "holdout"))
			w.acknowledged(w.Submit(reporter, v.ID))
			pass(time.Minute)
			if got := w.dialog(reporter); got.Submit != "Record" {
				t.Errorf("the review was overwritten by %q", shown(got))
			}
		})
		_ = b.end()
	})
}
