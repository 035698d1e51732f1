package bot

import (
	"strconv"
	"strings"
	"testing"
	"time"

	"natobot/bot/localslack"
	"natobot/commands/answer"
)

// open opens a form by its command.
func (a *article) open(who, text string) localslack.View {
	a.t.Helper()
	a.acknowledged(a.Command(who, deskRoom, "/nato", text))
	pass(time.Second)
	return a.dialog(who)
}

// filled fills in the form with Poland's backing of Rutte, up to its review.
func (a *article) filled(who string) localslack.View {
	a.t.Helper()
	a.open(who, "stance")
	a.enter(who, answer.FieldMember, "PL")
	a.enter(who, answer.FieldPosition, "backs")
	a.enter(who, answer.FieldCandidate, "mark-rutte")
	return a.dialog(who)
}

func TestArticleForm(t *testing.T) {
	t.Run("opened, refused at a field, corrected and recorded", func(t *testing.T) {
		onArticle(t, func(a *article) {
			before := a.entries()
			a.filled(reporter)
			a.enter(reporter, answer.FieldOn, "2024-12-31")
			got := a.submit(reporter)
			if why := got.Errors[block(got, answer.FieldOn)]; why == "" || a.entries() != before {
				t.Fatalf("the errors are %v, %d entries", got.Errors, a.entries())
			}
			a.enter(reporter, answer.FieldOn, "2024-02-22")
			review := a.submit(reporter)
			if said := shown(review); review.Submit != "Record" || !strings.Contains(said, "Poland") || !strings.Contains(said, "5 of 31") {
				t.Fatalf("the review says %q, errors %v", said, review.Errors)
			}
			result := a.submit(reporter)
			if said := shown(result); !strings.Contains(said, "Poland") || a.entries() != before+1 || a.backing() != "5 of 31" {
				t.Errorf("%d entries, were %d; it says %q", a.entries(), before, said)
			}
			t.Run("and undone in the dialog", func(t *testing.T) {
				a.acknowledged(a.PressIn(reporter, result.ID, "Undo"))
				pass(time.Second)
				if a.backing() != "4 of 31" {
					t.Errorf("%s back; the dialog says %q", a.backing(), shown(a.dialog(reporter)))
				}
			})
		})
	})
	t.Run("S1 a review submitted twice, and by two deliveries, is recorded once", func(t *testing.T) {
		onArticle(t, func(a *article) {
			before := a.entries()
			a.filled(reporter)
			id := a.submit(reporter).ID
			a.DuplicateEnvelopes(1)
			one, two := a.Submit(reporter, id), a.Submit(reporter, id)
			a.acknowledged(one)
			a.acknowledged(two)
			pass(time.Minute)
			if got := a.entries(); got != before+1 {
				t.Errorf("%d entries, were %d", got, before)
			}
			if said := shown(a.dialog(reporter)); strings.Contains(said, sayMoved) || !strings.Contains(said, "Poland") {
				t.Errorf("the dialog says %q", said)
			}
		})
	})
	t.Run("S1 submitted again after a restart it is recorded once", func(t *testing.T) {
		onArticle(t, func(a *article) {
			before := a.entries()
			a.filled(reporter)
			a.submit(reporter)
			a.bot.seen.reset()
			a.DuplicateEnvelopes(1)
			a.submit(reporter)
			if got := a.entries(); got != before+1 {
				t.Errorf("%d entries, were %d", got, before)
			}
		})
	})
	t.Run("the standing moved meanwhile: it says so, shows the fresh state and records that", func(t *testing.T) {
		onArticle(t, func(a *article) {
			a.filled(reporter)
			a.submit(reporter)
			a.ask(editor, "stance Spain backs Rutte")
			before := a.entries()
			stale := a.submit(reporter)
			if said := shown(stale); !strings.Contains(said, sayMoved) || !strings.Contains(said, "6 of 31") || a.entries() != before {
				t.Fatalf("%d entries, were %d; it says %q", a.entries(), before, said)
			}
			a.submit(reporter)
			if got := a.backing(); got != "6 of 31" {
				t.Errorf("%s back", got)
			}
		})
	})
	t.Run("the shortcut: a message of two stances, each reviewed and recorded by itself", func(t *testing.T) {
		onArticle(t, func(a *article) {
			before := a.entries()
			m := a.said(editor, "*Warsaw* will back Rutte, says Tusk. Budapest opposes him, Orbán said. https://example.com/live?a=1&b=2")
			a.acknowledged(a.Shortcut(reporter, m, RecordShortcut))
			pass(time.Second)
			overview := a.dialog(reporter)
			if said := shown(overview); !strings.Contains(said, "Member: Poland") || !strings.Contains(said, "Member: Hungary") {
				t.Fatalf("the overview says %q", said)
			}
			for i, code := range []string{"PL", "HU"} {
				a.acknowledged(a.PressIn(reporter, overview.ID, "draft:"+strconv.Itoa(i)))
				pass(time.Second)
				if form := a.dialog(reporter); value(form, answer.FieldMember) != code || !strings.Contains(shown(form), "Guessed") || value(form, answer.FieldLink) != "https://example.com/live?a=1&b=2" {
					t.Fatalf("the form holds %v", form.Values)
				}
				a.submit(reporter)
				if got := a.entries(); got != before+i {
					t.Fatalf("%d entries before anybody recorded", got)
				}
				a.CloseView(reporter, a.submit(reporter).ID)
			}
			if got := a.entries(); got != before+2 || a.backing() != "5 of 31" {
				t.Errorf("%d entries, were %d; %s back", got, before, a.backing())
			}
		})
	})
	t.Run("a reader gets the reason and no inputs", func(t *testing.T) {
		onArticle(t, func(a *article) {
			if got := a.open(reader, "stance"); got.Submit != "" || shown(got) == "" {
				t.Errorf("a reader gets %q: %s", got.Submit, shown(got))
			}
		})
	})
	t.Run("a correction by its form", func(t *testing.T) {
		onArticle(t, func(a *article) {
			a.ask(reporter, "stance Poland backs Rutte on 22 Feb")
			number := a.entries()
			form := a.open(reporter, "correct #"+strconv.Itoa(number))
			if value(form, answer.FieldMember) != "PL" || value(form, answer.FieldPosition) != "backs" {
				t.Fatalf("the form holds %v", form.Values)
			}
			a.enter(reporter, answer.FieldPosition, "leans")
			a.submit(reporter)
			a.submit(reporter)
			if got := a.backing(); got != "4 of 31" || a.entries() != number+1 {
				t.Errorf("%s back, %d entries; it says %q", got, a.entries(), shown(a.dialog(reporter)))
			}
		})
	})
}

func TestArticleHome(t *testing.T) {
	onArticle(t, func(a *article) {
		a.acknowledged(a.OpenHome(reporter))
		pass(time.Second)
		v, ok := a.Home(reporter)
		if !ok || !strings.Contains(shown(v), "4 of NATO's 31") {
			t.Fatalf("Home says %q", shown(v))
		}
		a.acknowledged(a.PressIn(reporter, v.ID, "stance"))
		pass(time.Second)
		if got := a.dialog(reporter); block(got, answer.FieldMember) == "" {
			t.Errorf("the button opens %q: %s", got.Title, shown(got))
		}
		a.ask(reporter, "stance Poland backs Rutte")
		pass(10 * time.Second)
		if v, _ := a.Home(reporter); !strings.Contains(shown(v), "5 of NATO's 31") {
			t.Errorf("after a change Home says %q", shown(v))
		}
	})
}

func TestPressesOnOldMessages(t *testing.T) {
	tests := []struct {
		name  string
		press func(a *article, m localslack.Message) []*localslack.Invocation
	}{
		{"S1 delivered twice", func(a *article, m localslack.Message) []*localslack.Invocation {
			a.DuplicateEnvelopes(1)
			return []*localslack.Invocation{a.Press(reporter, m, "Undo")}
		}},
		{"a double tap", func(a *article, m localslack.Message) []*localslack.Invocation {
			return []*localslack.Invocation{a.Press(reporter, m, "Undo"), a.Press(reporter, m, "Undo")}
		}},
		{"by two people", func(a *article, m localslack.Message) []*localslack.Invocation {
			return []*localslack.Invocation{a.Press(reporter, m, "Undo"), a.Press(editor, m, "Undo")}
		}},
		{"by somebody who may not, then by its author", func(a *article, m localslack.Message) []*localslack.Invocation {
			return []*localslack.Invocation{a.Press(reader, m, "Undo"), a.Press(reporter, m, "Undo")}
		}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			onArticle(t, func(a *article) {
				answer := a.ask(reporter, "stance Poland backs Rutte here")
				before := a.entries()
				for _, inv := range tt.press(a, answer) {
					if got := a.replies(inv, 1)[0]; got.Text == "" {
						t.Error("a press was not answered")
					}
				}
				pass(time.Minute)
				if got := a.entries(); got != before+1 || a.backing() != "4 of 31" {
					t.Errorf("%d entries, were %d; %s back", got, before, a.backing())
				}
				again := a.replies(a.Press(reporter, answer, "Undo"), 1)[0]
				if !strings.Contains(again.Text, "was retracted by") || a.entries() != before+1 {
					t.Errorf("the stale button is answered %q", again.Text)
				}
			})
		})
	}
}
