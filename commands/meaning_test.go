package commands_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"natobot/commands"
	"natobot/commands/answer"
	"natobot/commands/report"
	"natobot/consensus"
	"natobot/consensus/bodies"
)

// I4: no strong label from thin evidence.
func TestThinEvidence(t *testing.T) {
	d, _ := seeded(t)
	t.Run("silence is not support: a member of whom nothing is known is missing", func(t *testing.T) {
		s, err := d.Standing(context.Background(), commands.About{Candidate: "Rutte"})
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(fmt.Sprint(s.Candidates[0].Missing), "LU") || !strings.Contains(fmt.Sprint(s.Candidates[0].Positions.Undeclared), "LU") {
			t.Error(s.Candidates[0])
		}
	})
	for via, caution := range map[string]string{
		"official": "not as backing on the record", "diplomat": "not as backing on the record",
		"inferred": "`leans` may be the truer word", "camp": "not that member's word",
	} {
		t.Run("backs via "+via+" is never on the record, and says so", func(t *testing.T) {
			d, _ := seeded(t)
			r := do(d, "stance Spain backs Rutte via "+via)
			if !strings.Contains(r.Plain(), caution) {
				t.Error(r.Plain())
			}
			s, _ := d.Standing(context.Background(), commands.About{Candidate: "Rutte"})
			if fmt.Sprint(s.Candidates[0].OnRecord) != "[DE]" {
				t.Error(s.Candidates[0].OnRecord)
			}
		})
	}
	t.Run("two who heard the same have one source: it does not grow stronger", func(t *testing.T) {
		d, _ := seeded(t)
		for _, user := range []string{"UANNA", "UBEN", "UDAN"} {
			ask(d, user, user, "stance Spain backs Rutte via diplomat")
		}
		s, _ := d.Standing(context.Background(), commands.About{Candidate: "Rutte"})
		if rutte := s.Candidates[0]; fmt.Sprint(rutte.OnRecord) != "[DE]" || len(rutte.Positions.Backs) != 5 {
			t.Error(rutte.OnRecord, rutte.Positions.Backs)
		}
		if text := do(d, "history Spain").Plain(); !strings.Contains(text, "Spain: 1 entry.") || !strings.Contains(text, "Recorded by UANNA, UBEN and UDAN") {
			t.Error(text)
		}
	})
	t.Run("a claim never becomes named members", func(t *testing.T) {
		d, _ := seeded(t)
		do(d, "claim Rutte about 28 of 31")
		s, _ := d.Standing(context.Background(), commands.About{Candidate: "Rutte"})
		if len(s.Candidates[0].Positions.Backs) != 4 {
			t.Error(s.Candidates[0].Positions.Backs)
		}
	})
	t.Run("reported unanimity is not the Council's decision", func(t *testing.T) {
		d, _ := onMemory(t)
		for i, m := range bodies.NATO().On(20240223) {
			position := []string{"backs", "accepts"}[i%2]
			if r := ask(d, m.Name, "UANNA", "stance \""+m.Name+"\" "+position+" Rutte"); r.Outcome != answer.Recorded {
				r = ask(d, m.Name, "UANNA", "stance "+m.Name+" "+position+" Rutte")
				if r.Outcome != answer.Recorded {
					t.Fatal(r.Plain())
				}
			}
		}
		status := do(d, "status").Plain()
		for _, want := range []string{
			"All 31 NATO members are reported to back or accept Mark Rutte: 16 back and 15 would not block.",
			"Consensus: yes, by what is reported: all 31 members back or accept; a decision of the Council is a fact of its own, and none is recorded",
			"Strict consensus (all members back, on the record): no, 0 of 31 members do",
		} {
			if !strings.Contains(status, want) {
				t.Errorf("no %q in\n%s", want, status)
			}
		}
		do(d, "candidate Rutte appointed")
		if title := do(d, "missing").Title; !strings.HasPrefix(title, "All 31") {
			t.Error(title)
		}
		if title := do(d, "digest").Title; !strings.HasPrefix(title, "The Council appointed Mark Rutte on 23 February 2024. All 31") {
			t.Error(title)
		}
	})
}

// I5: the camp's word is an attribution of its own, and backing a pledge is not backing
// a candidate.
func TestCampsAndPledges(t *testing.T) {
	d, _ := seeded(t)
	do(d, "stance Spain backs Rutte via camp")
	if r := do(d, "history Spain"); !strings.Contains(r.Plain(), "the candidate's camp") {
		t.Error(r.Plain())
	}
	for _, pledge := range []string{"stance Spain backs 2% of GDP", "stance Spain backs \"two per cent of GDP\"", "stance Spain backs Ukraine"} {
		if r := do(d, pledge); r.Outcome != answer.Refused {
			t.Error(pledge, r.Plain())
		}
	}
}

// I6: a correction never re-signs its author: the editor's name is on the edit, the
// author's stays on the original.
func TestCorrectionsKeepTheirAuthors(t *testing.T) {
	d, _ := onMemory(t)
	ask(d, "1", "UANNA", "stance Poland backs Rutte via diplomat")
	d.Do(context.Background(), commands.Request{Key: "2", User: commands.User{ID: "UCLEO", Admin: true}, Text: "correct #2 via official"})
	history := ask(d, "3", "UANNA", "history Poland")
	var old, edit string
	for _, s := range history.Sections {
		if l, ok := s.(answer.List); ok {
			edit, old = persons(l.Items[0]), persons(l.Items[1])
		}
	}
	if edit != "UCLEO" || old != "UANNA UCLEO" { // recorded by Anna, corrected by Cleo
		t.Errorf("the edit names %q, the original %q\n%s", edit, old, history.Plain())
	}
}

// persons lists the people that a line names.
func persons(l answer.Line) string {
	var ids []string
	for _, s := range l {
		if s.ID != "" {
			ids = append(ids, s.ID)
		}
	}
	return strings.Join(ids, " ")
}

// S7: what was pasted stands in the reply as it was pasted, in the spans where who
// renders escapes it, and in plain text nothing of it is obeyed.
func TestPastedTextIsShownNotObeyed(t *testing.T) {
	pasted := "a <!channel> <@U1> & *b* \u202eright to left\u202c \x1b[31m " + strings.Repeat("long ", 300)
	d, _ := onMemory(t)
	r := ask(d, "1", "UANNA", "stance Poland backs Rutte https://example.org/?a=1&b=2 \""+pasted+"\"")
	if r.Outcome != answer.Recorded {
		t.Fatal(r.Plain())
	}
	for _, question := range []string{"history #2", "history Poland", "candidate Rutte"} {
		reply := ask(d, "", "UANNA", question)
		if !holds(reply, pasted) {
			t.Errorf("%s: the quote is not a span of its own:\n%s", question, reply.Plain())
		}
		text := reply.Plain()
		if strings.ContainsAny(text, "\x1b\u202e\u202c") || !strings.Contains(text, "a <!channel> <@U1> & *b* ") {
			t.Errorf("%s: %q", question, text)
		}
	}
	if r := ask(d, "2", "UANNA", "note Rutte \"a\x00b\""); r.Outcome != answer.Refused {
		t.Error("a zero byte:", r.Plain())
	}
	if r := ask(d, "3", "UANNA", "note Rutte \"\xff\xfe\""); r.Outcome != answer.Refused {
		t.Error("broken UTF-8:", r.Plain())
	}
	if r := ask(d, "4", "UANNA", "note Rutte \""+strings.Repeat("x", 10_000)+"\""); r.Outcome != answer.Refused && r.Outcome != answer.Recorded {
		t.Error("10,000 characters:", r.Plain())
	}
}

// holds tells whether a span of the reply has the text, whole and untouched.
func holds(r answer.Reply, text string) bool {
	for _, s := range r.Sections {
		var lines []answer.Line
		switch s := s.(type) {
		case answer.Paragraph:
			lines = []answer.Line{s.Text}
		case answer.List:
			lines = s.Items
		}
		for _, l := range lines {
			for _, span := range l {
				if strings.Trim(span.Text, "“”") == strings.TrimSpace(text) || strings.Trim(span.Text, "“”") == text {
					return true
				}
			}
		}
	}
	return false
}

// A digest that is late says so, and one after several missed days covers them all.
func TestLateDigest(t *testing.T) {
	d, c := seeded(t)
	first, err := d.Digest(context.Background(), report.DigestOptions{})
	if err != nil {
		t.Fatal(err)
	}
	due := time.Date(2024, 2, 24, 7, 0, 0, 0, time.UTC)
	c.at = due.Add(3 * 24 * time.Hour)
	do(d, "stance Poland backs Rutte via spokesperson")
	late, err := d.Digest(context.Background(), report.DigestOptions{Since: first.Point, Late: due})
	if err != nil {
		t.Fatal(err)
	}
	text := late.Reply.Plain()
	for _, want := range []string{"Late: it was due on 24 February 2024 at 08:00.", "The last digest was of 23 February 2024.", "Poland says it backs Rutte; 5 of 31 members now do."} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in\n%s", want, text)
		}
	}
}

func TestQuietDays(t *testing.T) {
	d, c := seeded(t)
	first, _ := d.Digest(context.Background(), report.DigestOptions{})
	c.at = c.at.Add(24 * time.Hour)
	for quiet, want := range map[consensus.Quiet]struct {
		skip  bool
		whole bool
	}{"": {false, false}, consensus.QuietLine: {false, false}, consensus.QuietSkip: {true, false}, consensus.QuietFull: {false, true}} {
		g, err := d.Digest(context.Background(), report.DigestOptions{Since: first.Point, Quiet: quiet})
		if err != nil {
			t.Fatal(err)
		}
		if text := g.Reply.Plain(); g.Skip != want.skip || !strings.HasPrefix(text, "Nothing moved since Thursday: 4 of 31 members back Rutte, 27 are missing.\n") || strings.Contains(text, "The count") != want.whole {
			t.Errorf("quiet %q: skip %t\n%s", quiet, g.Skip, text)
		}
	}
	do(d, "note Rutte \"A fact that moves nothing.\"")
	do(d, "undo")
	if g, _ := d.Digest(context.Background(), report.DigestOptions{Since: first.Point, Quiet: consensus.QuietSkip}); !g.Skip {
		t.Error("what was recorded and taken back between two digests is news:\n", g.Reply.Plain())
	}
}
