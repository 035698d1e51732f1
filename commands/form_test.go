package commands_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"
	"unicode/utf8"

	"natobot/commands"
	"natobot/commands/answer"
	"natobot/commands/form"
	"natobot/consensus"
)

// values are the fields of a draft.
type values = map[answer.Field]string

// polish is a draft that says that Poland backs Rutte.
func polish(more values) answer.Draft {
	v := values{"member": "PL", "candidate": "mark-rutte", "position": "backs", "via": "spokesperson", "on": "2024-02-23"}
	for f, value := range more {
		v[f] = value
	}
	return answer.Draft{Verb: "stance", Values: v}
}

// by is a request of somebody who is filling in a form.
func by(user, key string) commands.Request {
	return commands.Request{Key: key, User: commands.User{ID: user, Name: user, Admin: user == "UCLEO"}}
}

// saved reviews a draft and records it as it was reviewed.
func saved(t testing.TB, d *commands.Desk, req commands.Request, draft answer.Draft) answer.Reply {
	t.Helper()
	r := d.Review(context.Background(), req, draft)
	if len(r.Problems) > 0 {
		t.Fatal(r.Problems)
	}
	s := d.Save(context.Background(), req, draft, r.Seal)
	if s.Stale != nil {
		t.Fatal("stale at once:", reviewShown(*s.Stale))
	}
	return s.Reply
}

// S2: whether a text opens a form is told without the ledger, so that the dialog can open
// before anything else is done.
func TestFormOf(t *testing.T) {
	for text, want := range map[string]answer.Draft{
		"stance": {Verb: "stance"}, "/nato stance": {Verb: "stance"}, "/NATO Stance.": {Verb: "stance"}, "—stance": {Verb: "stance"},
		"claim": {Verb: "claim"}, "candidate": {Verb: "candidate"}, "note –": {Verb: "note"},
		"correct #12": {Verb: "correct", Target: 12}, "/nato Correct 12.": {Verb: "correct", Target: 12}, "retract #3": {Verb: "retract", Target: 3},
		"": {}, "status": {}, "member": {}, "stance Poland": {}, "stance stance": {}, "correct": {}, "correct #0": {}, "correct Poland": {},
		"correct #12 via official": {}, "retract #3 because": {}, "undo": {}, "stance \"": {}, "\xff": {}, "settle #12": {},
	} {
		got, ok := form.FormOf(text)
		if ok != (want.Verb != "") || ok && (got.Verb != want.Verb || got.Target != want.Target) {
			t.Errorf("%q: %+v, %t", text, got, ok)
		}
	}
}

// A bare verb keeps its answer where there are no forms: in a terminal.
func TestBareVerbsAnswerWithTheirUsage(t *testing.T) {
	d, _ := onMemory(t)
	if r := ask(d, "1", commands.Operator, "stance"); r.Outcome != answer.Refused || !strings.Contains(r.Plain(), "It is typed like this") {
		t.Error(r.Plain())
	}
}

// I1: what is typed into a field is stored as it was typed, whichever marks it has, also
// where no command could carry it.
func TestFormsKeepWordsVerbatim(t *testing.T) {
	d, m := onMemory(t)
	quote := "“Oui”, dit-elle – «non», „ja“, \"yes\" … l’État’s ＂word＂ said &amp; <https://a.example|a> \\ `x` and\nmore"
	draft := polish(values{"quote": "  " + quote + " ", "who": "Anna “Ania” Nowak—Kowalska", "position": "holdout", "condition": "the “F-16s” & \"more\""})
	if r := saved(t, d, by("UANNA", "1"), draft); r.Outcome != answer.Recorded {
		t.Fatal(r.Plain())
	}
	e := m.entries[len(m.entries)-1]
	if e.Source.Quote != quote || e.Source.Who != "Anna “Ania” Nowak—Kowalska" || e.Condition != "the “F-16s” & \"more\"" {
		t.Errorf("stored %q, %q, %q", e.Source.Quote, e.Source.Who, e.Condition)
	}
}

// S7: what was pasted into a field stands in the review as it was pasted, in a span of its
// own, and in plain text nothing of it is obeyed.
func TestReviewShowsWhatWasPasted(t *testing.T) {
	d, _ := onMemory(t)
	pasted := "a <!channel> <@U1> & *b* \u202eright to left\u202c \x1b[31m"
	r := d.Review(context.Background(), by("UANNA", ""), polish(values{"quote": pasted}))
	if !holds(answer.Reply{Sections: r.Sections}, pasted) {
		t.Error(reviewShown(r))
	}
	if text := reviewShown(r); strings.ContainsAny(text, "\x1b\u202e\u202c") {
		t.Errorf("%q", text)
	}
}

// mending gives a draft of a correction, as a form that was opened for it has it.
func mending(d *commands.Desk, user string, target int, change values) answer.Draft {
	draft := d.Form(context.Background(), by(user, ""), answer.Draft{Verb: "correct", Target: target}).Draft
	draft.Values = change
	return draft
}

// I6: an editor's correction by form is recorded under the editor's name; the author's
// stays on the original.
func TestFormsKeepAuthors(t *testing.T) {
	d, m := onMemory(t)
	saved(t, d, by("UANNA", "1"), polish(nil))
	saved(t, d, by("UCLEO", "2"), mending(d, "UCLEO", 2, values{"via": "official"}))
	old, edit := m.entries[1], m.entries[2]
	if old.Recorder != "UANNA" || edit.Recorder != "UCLEO" || edit.Target != 2 {
		t.Errorf("the original is %s's, the edit %s's", old.Recorder, edit.Recorder)
	}
}

// A correction replaces what was changed, and nothing else: what a form cannot hold stays.
func TestCorrectionsByFormKeepTheRest(t *testing.T) {
	d, m := onMemory(t)
	long := strings.Repeat("A sentence that is kept. ", 100)
	ask(d, "1", "UANNA", "stance Poland holdout Rutte if \"an apology\" by \"Donald Tusk\" from PAP on Feb 2024 https://pap.pl/1 \""+long+"\"")
	form := d.Form(context.Background(), by("UANNA", ""), answer.Draft{Verb: "correct", Target: 2})
	if !strings.Contains(sectionsShown(form.Sections), "Too long for this form, and kept as it is: quote.") {
		t.Error(formShown(form))
	}
	for _, in := range form.Inputs {
		if in.Field == answer.FieldQuote {
			t.Error("a field that is too long for Slack is on the form")
		}
	}
	form.Draft.Values["who"] = "Radosław Sikorski"
	if r := saved(t, d, by("UANNA", "2"), form.Draft); r.Outcome != answer.Recorded {
		t.Fatal(r.Plain())
	}
	want := m.entries[1].Fact
	want.Target, want.Source.Who = 2, "Radosław Sikorski"
	if got := m.entries[2].Fact; got != want {
		t.Errorf("got %+v\nwant %+v", got, want)
	}
	t.Run("a condition goes with its holdout", func(t *testing.T) {
		saved(t, d, by("UANNA", "3"), mending(d, "UANNA", 3, values{"position": "leans"}))
		if e := m.entries[3]; e.Condition != "" || e.Position != consensus.Leans || e.On.Precision != consensus.InMonth {
			t.Errorf("%+v", e.Fact)
		}
	})
	t.Run("a field that is emptied is empty, which no command says", func(t *testing.T) {
		draft := mending(d, "UANNA", 4, values{"outlet": " ", "via": "official"})
		if r := d.Review(context.Background(), by("UANNA", ""), draft); typedIn(r) != "" {
			t.Error(typedIn(r))
		}
		saved(t, d, by("UANNA", "4"), draft)
		if e := m.entries[4]; e.Source.Outlet != "" || e.Source.Who != "Radosław Sikorski" {
			t.Errorf("%+v", e.Fact)
		}
	})
	for field, problem := range (values{"on": "Which day is it about?", "via": "On whose word is it?", "member": "Whose stance is it?", "position": "What is the position?"}) {
		r := d.Review(context.Background(), by("UANNA", ""), mending(d, "UANNA", 5, values{field: ""}))
		if !strings.HasPrefix(r.Problems[field], problem) {
			t.Errorf("%s emptied: %v", field, r.Problems)
		}
	}
}

// A correction is held to the rules of what it makes of the entry, at the field that mends
// it.
func TestCorrectionsByFormAreHeldToTheRules(t *testing.T) {
	d, _ := onMemory(t)
	ask(d, "1", "UANNA", "stance Poland backs Rutte")
	ask(d, "2", "UANNA", "claim Rutte about 20 of 31")
	for _, tt := range []struct {
		target int
		change values
		field  answer.Field
		says   string
	}{
		{2, values{"position": "opposes"}, "link", "recorded with a link or with who said it"},
		{2, values{"condition": "an apology"}, "condition", "A condition goes with a holdout"},
		{2, values{"on": "2024-02-24"}, "on", "lies ahead"},
		{2, values{"candidate": "nobody"}, "candidate", "is not among the candidates"},
		{3, values{"count": "32"}, "count", "32 of 31 is more than all"},
		{3, values{"of": ""}, "of", "How many of them?"},
		{3, values{"of": "0"}, "of", "is no number of members"},
		{3, values{"count": "many"}, "count", "is not a number"},
	} {
		r := d.Review(context.Background(), by("UANNA", ""), mending(d, "UANNA", tt.target, tt.change))
		if len(r.Problems) != 1 || !strings.Contains(r.Problems[tt.field], tt.says) {
			t.Errorf("%v: %v", tt.change, r.Problems)
		}
	}
}

// A clock that was set back a little changes nothing: what is recorded next follows the last entry.
func TestReviewWithAClockSetBack(t *testing.T) {
	c := &clock{time.Date(2024, 2, 23, 8, 0, 0, 0, time.UTC)}
	d := newDesk(t, opened(t, c), c)
	seed(t, d)
	ask(d, "1", "UBEN", "stance Spain backs Rutte")
	c.at = c.at.Add(-time.Minute)
	if r := saved(t, d, by("UANNA", "view:1"), polish(nil)); !strings.Contains(r.Plain(), "the count goes from 5 to 6 of 31") {
		t.Error(r.Plain())
	}
}

// A disk that is full is said, and the draft is as good as before.
func TestSavingFails(t *testing.T) {
	d, m := onMemory(t)
	draft, req := polish(values{"quote": "a sentence that nobody wants to type twice"}), by("UANNA", "view:1")
	review := d.Review(context.Background(), req, draft)
	for name, fail := range map[string]error{
		"a full disk":      &consensus.Error{Kind: consensus.Unavailable, Message: "The ledger cannot be written.", Hint: "Make room on the disk.", Cause: errors.New("ENOSPC /var/secret")},
		"an unknown fault": errors.New("disk I/O error at /var/secret"),
	} {
		m.fail = fail
		s := d.Save(context.Background(), req, draft, review.Seal)
		if s.Stale != nil || s.Reply.Outcome != answer.Failed || s.Reply.Ref == "" || s.Reply.Cause == nil || strings.Contains(s.Reply.Plain(), "secret") {
			t.Errorf("%s: %s", name, s.Reply.Plain())
		}
	}
	m.fail = nil
	if s := d.Save(context.Background(), req, draft, review.Seal); s.Reply.Outcome != answer.Recorded || len(m.entries) != 2 {
		t.Error("pressed again:", s.Reply.Plain())
	}
}

// faulty is a ledger that cannot be asked any more.
type faulty struct {
	*memory
	fault func() error
}

func (u *faulty) Fold(ctx context.Context, after int, apply func(consensus.Entry) error) error {
	if u.fault != nil {
		return u.fault()
	}
	return u.memory.Fold(ctx, after, apply)
}

// Whatever goes wrong here, there is a form, a review, a Home, with a reference and without
// a word of what it was.
func TestFormsAlwaysAnswer(t *testing.T) {
	for name, fault := range map[string]func() error{
		"an error": func() error { return errors.New("boom at /var/secret") },
		"a panic":  func() error { panic("boom at /var/secret") },
	} {
		t.Run(name, func(t *testing.T) {
			_, m := onMemory(t)
			l := &faulty{memory: m}
			d := newDesk(t, l, &clock{m.now()})
			l.fault = fault
			ctx, req := context.Background(), by("UANNA", "view:1")
			form, review := d.Form(ctx, req, polish(nil)), d.Review(ctx, req, polish(nil))
			save, home := d.Save(ctx, req, polish(nil), "seal"), d.Home(ctx, req.User)
			if form.Inputs != nil || form.Cause == nil || form.Draft.Values["member"] != "PL" || review.Problems[""] == "" || review.Cause == nil {
				t.Error(formShown(form), reviewShown(review))
			}
			if save.Reply.Outcome != answer.Failed || home.Outcome != answer.Failed {
				t.Error(save.Reply.Plain(), home.Plain())
			}
			said := sectionsShown(form.Sections) + reviewShown(review) + save.Reply.Plain() + home.Plain()
			if strings.Count(said, "Something went wrong (ref ") != 4 || strings.Contains(said, "secret") {
				t.Error(said)
			}
		})
	}
}

// S1: one report, one entry: the same press delivered often, to two programs on one file.
func TestOnePressOneEntry(t *testing.T) {
	c := &clock{time.Date(2024, 2, 23, 8, 0, 0, 0, time.UTC)}
	l := opened(t, c)
	desks := []*commands.Desk{newDesk(t, l, c), newDesk(t, l, c)}
	seed(t, desks[0])
	review := desks[0].Review(context.Background(), by("UANNA", ""), polish(nil))
	before := len(entries(t, l))
	replies := make([]answer.Saved, 8)
	var wg sync.WaitGroup
	for i := range replies {
		wg.Go(func() {
			replies[i] = desks[i%2].Save(context.Background(), by("UANNA", "view:7"), polish(nil), review.Seal)
		})
	}
	wg.Wait()
	for _, s := range replies {
		if s.Stale != nil || s.Reply.Outcome != answer.Recorded || s.Reply.Plain() != replies[0].Reply.Plain() {
			t.Error(s.Reply.Plain())
		}
	}
	if added := len(entries(t, l)) - before; added != 1 {
		t.Errorf("%d entries for one press", added)
	}
}

// F5: two people with the same draft under review press at once: one entry, two recorders,
// and nobody has to look again.
func TestTwoPeopleSaveTheSame(t *testing.T) {
	c := &clock{time.Date(2024, 2, 23, 8, 0, 0, 0, time.UTC)}
	l := opened(t, c)
	desks := []*commands.Desk{newDesk(t, l, c), newDesk(t, l, c)}
	seed(t, desks[0])
	before := len(entries(t, l))
	replies := make([]answer.Saved, 2)
	seals := make([]string, 2)
	for i, user := range []string{"UANNA", "UBEN"} {
		seals[i] = desks[i].Review(context.Background(), by(user, ""), polish(nil)).Seal
	}
	var wg sync.WaitGroup
	for i, user := range []string{"UANNA", "UBEN"} {
		wg.Go(func() {
			replies[i] = desks[i].Save(context.Background(), by(user, "view:"+user), polish(nil), seals[i])
		})
	}
	wg.Wait()
	notices := 0
	for _, s := range replies {
		if s.Stale != nil || s.Reply.Outcome != answer.Recorded {
			t.Error(s.Reply.Plain())
		}
		notices += len(s.Reply.Notices)
	}
	added := entries(t, l)[before:]
	if len(added) != 2 || added[0].Kind != consensus.StanceKind || added[1].Kind != consensus.Echo || notices != 1 {
		t.Errorf("%d notices, %+v", notices, added)
	}
}

// wordsOf gives what a seal says of the review alone.
func wordsOf(seal string) string { words, _, _ := strings.Cut(seal, "@"); return words }

// A review goes stale with what it shows, and with nothing else.
func TestStale(t *testing.T) {
	d, m := onMemory(t)
	draft, req := polish(nil), by("UANNA", "view:1")
	review := d.Review(context.Background(), req, draft)
	ask(d, "1", "UBEN", "note Rutte \"A fact that moves nothing.\"")
	ask(d, "2", "UBEN", "candidate Kallas interested of Estonia")
	ask(d, "3", "UBEN", "candidate \"Kaja Kallas\" of Estonia interested")
	ask(d, "4", "UBEN", "stance Italy backs Kallas")
	if again := d.Review(context.Background(), req, draft); wordsOf(again.Seal) != wordsOf(review.Seal) {
		t.Error("what is not shown broke the seal:", reviewShown(again))
	}
	ask(d, "5", "UBEN", "stance Italy backs Rutte")
	before := len(m.entries)
	s := d.Save(context.Background(), req, draft, review.Seal)
	if s.Stale == nil || len(m.entries) != before || !strings.Contains(reviewShown(*s.Stale), "the count goes from 1 to 2 of 31") {
		t.Fatal(s.Reply.Plain())
	}
	if s := d.Save(context.Background(), req, draft, s.Stale.Seal); s.Reply.Outcome != answer.Recorded || !strings.Contains(s.Reply.Plain(), "from 1 to 2 of 31") {
		t.Error(s.Reply.Plain())
	}
}

// What a form asks for fits into what Slack shows, and its draft into the field in which it
// travels.
func TestFormsFitSlack(t *testing.T) {
	d, m := onMemory(t)
	for i := range 120 {
		ask(d, fmt.Sprint("c", i), "UANNA", fmt.Sprintf("candidate \"Somebody %s %d\" mooted", strings.Repeat("Long ", 12), i))
	}
	ask(d, "s", "UANNA", "stance Poland backs Rutte")
	last := len(m.entries)
	drafts := []answer.Draft{{Verb: "stance", Values: values{"position": "holdout"}}, {Verb: "claim"}, {Verb: "candidate"}, {Verb: "note"}, {Verb: "correct", Target: last}, {Verb: "retract", Target: last}}
	for _, draft := range drafts {
		form := d.Form(context.Background(), by("UANNA", ""), draft)
		if len(form.Inputs) == 0 || utf8.RuneCountInString(form.Title) > 24 {
			t.Errorf("%s: %s", draft.Verb, formShown(form))
		}
		for _, in := range form.Inputs {
			if in.Label == "" || utf8.RuneCountInString(in.Hint) > 150 || len(in.Options) > 100 || in.Kind == answer.Choice && len(in.Options) == 0 {
				t.Errorf("%s: %+v", draft.Verb, in)
			}
			for _, o := range in.Options {
				if o.Value == "" || utf8.RuneCountInString(o.Value) > 150 || utf8.RuneCountInString(o.Label) > 75 {
					t.Errorf("%s, %s: option %+v", draft.Verb, in.Field, o)
				}
			}
			form.Draft.Guessed = append(form.Draft.Guessed, in.Field)
			if in.Max > 0 {
				form.Draft.Values[in.Field] = strings.Repeat("é", in.Max)
			}
		}
		if text, _ := json.Marshal(form.Draft); utf8.RuneCount(text) > 2950 {
			t.Errorf("%s: a full draft has %d characters", draft.Verb, utf8.RuneCount(text))
		}
		form.Draft.Values["quote"] = strings.Repeat("é", 1201)
		form.Draft.Values["because"] = strings.Repeat("é", 301)
		r := d.Review(context.Background(), by("UANNA", ""), form.Draft)
		if !strings.Contains(r.Problems["quote"]+r.Problems["because"], "as many as fit") {
			t.Errorf("%s, too long: %v", draft.Verb, r.Problems)
		}
	}
}

// The same link, whoever reported from it, is named before it is recorded again; struck
// entries and the one that is being corrected are not.
func TestReviewNamesTheSameLink(t *testing.T) {
	d, _ := onMemory(t)
	ask(d, "1", "UBEN", "stance Spain backs Rutte https://example.org/1")
	ask(d, "2", "UBEN", "stance Italy backs Rutte https://example.org/1")
	ask(d, "3", "UBEN", "retract #3 because \"wrong\"")
	review := func(draft answer.Draft) string {
		if draft.Target != 0 {
			draft.Of = d.Form(context.Background(), by("UCLEO", ""), draft).Draft.Of
		}
		return reviewShown(d.Review(context.Background(), by("UCLEO", ""), draft))
	}
	if got := review(polish(values{"link": "https://example.org/1"})); strings.Count(got, "The same link is recorded already: #") != 1 || !strings.Contains(got, "#2, Spain backs Mark Rutte") {
		t.Error(got)
	}
	for _, draft := range []answer.Draft{
		polish(values{"link": "https://example.org/2"}), polish(nil),
		{Verb: "correct", Target: 2, Values: values{"via": "official"}},
		{Verb: "retract", Target: 2, Values: values{"because": "no"}},
	} {
		if got := review(draft); strings.Contains(got, "The same link") {
			t.Error(got)
		}
	}
}

// I4: an objection that rests on nobody's name is said to.
func TestReviewWarnsOfUnnamedObjections(t *testing.T) {
	d, _ := onMemory(t)
	for via, warned := range map[string]bool{"on-record": false, "spokesperson": false, "official": true, "diplomat": true, "camp": true, "reported": false, "inferred": true} {
		for _, position := range []string{"holdout", "opposes", "backs"} {
			got := reviewShown(d.Review(context.Background(), by("UANNA", ""), polish(values{"via": via, "position": position, "who": "Somebody"})))
			if strings.Contains(got, "This is an objection") != (warned && position != "backs") {
				t.Errorf("%s via %s: %s", position, via, got)
			}
		}
	}
}

// More candidates than Slack lists are asked for by name, as members are.
func TestManyCandidatesAreAskedForByName(t *testing.T) {
	d, _ := seeded(t)
	var text strings.Builder
	for i := range 110 {
		fmt.Fprintf(&text, "candidate \"Ada Person%c%c\" of Norway mooted\n", 'a'+i/26, 'a'+i%26)
	}
	load(t, d, text.String(), commands.ImportOptions{Recorder: "UANNA"})
	ctx, req := context.Background(), by("UANNA", "many")
	f := d.Form(ctx, req, answer.Draft{Verb: "stance"})
	if in := f.Inputs[1]; in.Kind != answer.ShortText || in.Value != "Mark Rutte" || in.Hint != "By name; there are more than Slack lists." {
		t.Errorf("%+v", in)
	}
	if r := saved(t, d, req, polish(values{"candidate": "Ada Personbc"})); !strings.Contains(r.Title, "Poland backs Ada Personbc") {
		t.Error(r.Plain())
	}
	if r := d.Review(ctx, req, polish(values{"candidate": "Nobody There"})); !strings.Contains(r.Problems["candidate"], "not among the candidates") {
		t.Error(r)
	}
	correct := d.Form(ctx, req, answer.Draft{Verb: "correct", Target: 139})
	correct.Draft.Values["candidate"] = "Ada Personbc"
	if r := d.Review(ctx, req, correct.Draft); !strings.Contains(fmt.Sprint(r.Problems), "says already") {
		t.Error(r)
	}
}
