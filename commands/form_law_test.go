package commands_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"natobot/commands"
	"natobot/commands/answer"
	"natobot/consensus"
)

// twins are two desks with the same ledger: what is filled in on one is typed on the other.
type twins struct {
	clock        *clock
	forms, typed *commands.Desk
	ledger, twin *memory
}

func newTwins(rt *rapid.T) *twins {
	t := &twins{clock: &clock{time.Date(2024, 3, 1, 9, 0, 0, 0, time.UTC)}}
	t.forms, t.ledger = onMemoryAt(rt, t.clock)
	t.typed, t.twin = onMemoryAt(rt, t.clock)
	return t
}

// live has the desks of both record the same.
func (t *twins) live(rt *rapid.T) {
	for i := range rapid.IntRange(0, 20).Draw(rt, "deeds") {
		t.clock.at = t.clock.at.Add(time.Duration(rapid.IntRange(0, 40).Draw(rt, "minutes")) * time.Minute)
		text := deed(rt, []string{"Poland", "Hungary", "Sweden"})
		user := rapid.SampledFrom([]string{"UANNA", "UBEN"}).Draw(rt, "who")
		ask(t.forms, fmt.Sprint("deed ", i), user, text)
		ask(t.typed, fmt.Sprint("deed ", i), user, text)
	}
	t.clock.at = t.clock.at.Add(time.Duration(rapid.IntRange(0, 40).Draw(rt, "minutes")) * time.Minute)
}

// anyDraft draws what somebody may fill in, right or wrong.
func anyDraft(rt *rapid.T, last int) answer.Draft {
	// The first of a list are right; a slip is drawn now and then.
	slips := rapid.IntRange(0, 2).Draw(rt, "slips") == 0
	choose := func(f answer.Field, right int, list ...string) string {
		if !slips {
			list = list[:right]
		}
		return rapid.SampledFrom(list).Draw(rt, string(f))
	}
	draft := answer.Draft{Verb: choose("verb", 9, "stance", "stance", "stance", "claim", "candidate", "note", "correct", "correct", "retract"), Values: values{}}
	fill := values{
		"via":    choose("via", 7, "on-record", "spokesperson", "official", "diplomat", "camp", "reported", "inferred", ""),
		"who":    choose("who", 4, "", "Donald Tusk", "a Polish official", "Anna “Ania” Nowak", `"Q"`),
		"on":     choose("on", 3, "2024-02-21", "2024-02-25", "2024-02-29", "2030-01-01"),
		"link":   choose("link", 4, "https://example.org/1", "https://example.org/2", "https://example.org/a_(b)?c=d&amp;e", "", "ftp://x"),
		"outlet": choose("outlet", 3, "", "PAP", "Le “Monde”"),
		"quote":  choose("quote", 5, "", "We back him.", "“Oui” – l’État", `"both" “kinds” „of“ «marks»`, "two\nlines"),
		"member": choose("member", 3, "PL", "HU", "SE", "", "XX"), "candidate": choose("candidate", 2, "mark-rutte", "kaja-kallas", "nobody"),
		"position":  choose("position", 6, "backs", "leans", "accepts", "undeclared", "holdout", "opposes", ""),
		"condition": choose("condition", 1, "", "an apology"), "qualifier": choose("qualifier", 4, "about", "over", "at least", "exactly"),
		"count": choose("count", 3, "20", "31", "twenty", "40", "-1", ""), "of": choose("of", 2, "", "31", "12"),
		"missing": choose("missing", 4, "", "", "Hungary", "hu, Türkiye and the Netherlands", "none", "Sweden", "Hungry", "Hungary, HU"),
		"status":  choose("status", 3, "mooted", "declared", "withdrawn", ""), "name": choose("name", 1, "", "Klaus Iohannis", "Mark Rutte", "!"),
		"country": choose("country", 3, "", "RO", "IE", "ZZ"), "text": choose("text", 2, "A fact.", "A “fact”.", ""), "because": choose("because", 1, "wrong", ""),
	}
	if draft.Verb == "correct" || draft.Verb == "retract" {
		draft.Target = rapid.IntRange(1, last+1).Draw(rt, "target")
	}
	for f, value := range fill { // a correction changes some fields, a report gives them all
		if draft.Verb != "correct" || rapid.IntRange(0, 4).Draw(rt, "changed "+string(f)) == 0 {
			draft.Values[f] = value
		}
	}
	if draft.Verb == "stance" && draft.Values["position"] == "holdout" && rapid.Bool().Draw(rt, "with a condition") {
		draft.Values["condition"] = "an apology"
	}
	if draft.Verb == "candidate" && rapid.Bool().Draw(rt, "new") {
		draft.Values["candidate"], draft.Values["name"] = "", "Klaus Iohannis"
	}
	if draft.Verb == "note" {
		delete(draft.Values, answer.Field(choose("subject", 2, "member", "candidate")))
	}
	return draft
}

// What a review shows is what the answer says once it is recorded, and asking for it
// records nothing.
func TestLawReviewSaysWhatTheAnswerSays(t *testing.T) {
	tried, recorded := 0, 0
	rapid.Check(t, func(rt *rapid.T) {
		tried++
		w := newTwins(rt)
		w.live(rt)
		before := len(w.ledger.entries)
		draft, req := anyDraft(rt, before), by("UANNA", "view:1")
		form := w.forms.Form(context.Background(), req, draft)
		review := w.forms.Review(context.Background(), req, draft)
		if len(w.ledger.entries) != before {
			rt.Fatal("a form or a review recorded something")
		}
		s := w.forms.Save(context.Background(), req, draft, review.Seal)
		if len(review.Problems) > 0 {
			if s.Stale != nil || s.Reply.Outcome != answer.Refused || len(w.ledger.entries) != before {
				rt.Fatal("saved with problems:", reviewShown(review), s.Reply.Plain())
			}
			return
		}
		if s.Stale != nil || s.Reply.Outcome != answer.Recorded || len(form.Inputs) == 0 {
			rt.Fatal(reviewShown(review), s.Reply.Plain(), s.Reply.Cause)
		}
		if len(w.ledger.entries) == before {
			if review.Title != "Already recorded" {
				rt.Fatal(reviewShown(review), s.Reply.Plain())
			}
			return
		}
		recorded++
		told := sectionsShown(s.Reply.Sections)
		if shown := sectionsShown(review.Sections); !strings.Contains(shown, told) {
			rt.Fatalf("the review says\n%s\nthe answer\n%s", shown, told)
		}
	})
	if recorded < tried/5 {
		t.Errorf("hardly anything was recorded: %d of %d", recorded, tried)
	}
}

// A form is another way to write the same report: the command that a review shows gives,
// typed, the same entry and the same answer.
func TestLawTypedIsTheSame(t *testing.T) {
	tried, compared := 0, 0
	rapid.Check(t, func(rt *rapid.T) {
		tried++
		w := newTwins(rt)
		w.live(rt)
		draft, req := anyDraft(rt, len(w.ledger.entries)), by("UANNA", "view:1")
		review := w.forms.Review(context.Background(), req, draft)
		text := typedIn(review)
		if text == "" {
			return
		}
		compared++
		saved := w.forms.Save(context.Background(), req, draft, review.Seal).Reply
		reply := w.typed.Do(context.Background(), commands.Request{Key: "view:1", User: req.User, Text: text})
		if saved.Plain() != reply.Plain() || exportedIn(rt, w.forms) != exportedIn(rt, w.typed) {
			rt.Fatalf("%s\nfilled in: %s\ntyped: %s", text, saved.Plain(), reply.Plain())
		}
	})
	if compared < tried/5 {
		t.Errorf("hardly anything was typed: %d of %d", compared, tried)
	}
}

// typedIn gives the command that a review shows, "" for none.
func typedIn(r answer.Review) string {
	for _, s := range r.Sections {
		if p, ok := s.(answer.Paragraph); ok && p.Note && strings.HasPrefix(p.Text[0].Text, "The same, typed") {
			return p.Text[1].Text
		}
	}
	return ""
}

func exportedIn(rt *rapid.T, d *commands.Desk) string {
	var b strings.Builder
	if err := d.Export(context.Background(), &b, commands.ExportOptions{Format: "jsonl"}); err != nil {
		rt.Fatal(err)
	}
	return b.String()
}

// S9: what is refused is refused the same way, in the same words, whether it is filled in or
// typed.
func TestRefusalsAreThoseOfTheCommands(t *testing.T) {
	d, _ := onMemory(t)
	ask(d, "1", "UBEN", "stance Poland backs Rutte")
	ask(d, "2", "UBEN", "retract #2 because \"wrong\"")
	ask(d, "3", "UBEN", "stance Italy backs Rutte")
	closed, _ := onMemory(t)
	closed.Do(context.Background(), commands.Request{Key: "1", User: commands.User{ID: commands.Operator}, Text: "race close"})
	for _, tt := range []struct {
		desk *commands.Desk
		user commands.User
		form answer.Draft
		text string
	}{
		{d, commands.User{ID: "UEVE", Outsider: true}, answer.Draft{Verb: "stance"}, "stance Poland backs Rutte"},
		{d, commands.User{ID: "UANNA"}, answer.Draft{Verb: "correct", Target: 4}, "correct #4 via official"},
		{d, commands.User{ID: "UANNA"}, answer.Draft{Verb: "retract", Target: 4}, "retract #4 because \"no\""},
		{d, commands.User{ID: "UBEN"}, answer.Draft{Verb: "correct", Target: 2}, "correct #2 via official"},
		{d, commands.User{ID: "UBEN"}, answer.Draft{Verb: "correct", Target: 99}, "correct #99 via official"},
		{d, commands.User{ID: "UBEN"}, answer.Draft{Verb: "retract", Target: 99}, "retract #99 because \"no\""},
		{d, commands.User{ID: "UBEN"}, answer.Draft{Verb: "correct", Target: 3}, "correct #3 via official"},
		{closed, commands.User{ID: "UANNA"}, answer.Draft{Verb: "stance"}, "stance Poland backs Rutte"},
	} {
		form := tt.desk.Form(context.Background(), commands.Request{User: tt.user, Text: "stance"}, tt.form)
		typed := tt.desk.Do(context.Background(), commands.Request{Key: "typed", User: tt.user, Text: tt.text})
		said, _, _ := strings.Cut(typed.Plain(), "You typed:")
		want := strings.Join(strings.Fields(said), " ")
		if got := strings.Join(strings.Fields(sectionsShown(form.Sections)), " "); typed.Outcome != answer.Refused || form.Inputs != nil || got != want {
			t.Errorf("%s\nform:  %s\ntyped: %s", tt.text, got, want)
		}
		review := tt.desk.Review(context.Background(), commands.Request{User: tt.user}, tt.form)
		saved := tt.desk.Save(context.Background(), commands.Request{Key: "form", User: tt.user}, tt.form, "")
		if review.Problems[""] != want || strings.Join(strings.Fields(saved.Reply.Plain()), " ") != want {
			t.Errorf("%s\nreview: %s\nsave: %s", tt.text, review.Problems, saved.Reply.Plain())
		}
	}
}

// A draft that nobody could have filled in is refused, whatever it holds.
func FuzzDraft(f *testing.F) {
	f.Add("stance", 0, "member", "PL", "quote", "“x”")
	f.Add("correct", 1, "status", "declared", "on", "2024-02-30")
	f.Add("claim", 0, "count", "99999999999999999999", "of", "٣")
	f.Add("claim", 0, "missing", "Hungary, Romania and 🇹🇷", "count", "28")
	f.Add("claim", 0, "missing", "“Hungary", "of", "31")
	f.Add("", -1, "", "\xff", "link", "https://a\x00b")
	f.Fuzz(func(t *testing.T, verb string, target int, field, value, other, text string) {
		d, m := onMemory(t)
		draft := polish(values{answer.Field(field): value, answer.Field(other): text})
		draft.Verb, draft.Target = verb, target
		ctx, req := context.Background(), by("UANNA", "view:1")
		form, review := d.Form(ctx, req, draft), d.Review(ctx, req, draft)
		s := d.Save(ctx, req, draft, review.Seal)
		if form.Cause != nil || review.Cause != nil || s.Reply.Cause != nil {
			t.Error(form.Cause, review.Cause, s.Reply.Cause)
		}
		if recorded := len(m.entries) > 1; recorded != (len(review.Problems) == 0) || recorded != (s.Reply.Outcome == answer.Recorded) {
			t.Error(reviewShown(review), s.Reply.Plain())
		}
		for _, e := range m.entries[1:] {
			if e.Kind == consensus.StanceKind && (e.Member == "" || e.Candidate == "" || e.On.Day == 0 || e.On.Day > 20240223 || e.Source.Via == 0) {
				t.Errorf("half a stance: %+v", e.Fact)
			}
		}
	})
}
