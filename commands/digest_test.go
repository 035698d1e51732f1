package commands_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"natobot/commands"
	"natobot/commands/answer"
	"natobot/commands/report"
	"natobot/consensus"
)

// A correction can be printed, whatever was wrong, and names the digests that had it.
func TestCorrectionsCanBePrinted(t *testing.T) {
	for _, tt := range []struct{ name, said, mended, want string }{
		{
			"another position", "stance Spain backs Rutte via official", "correct #29 undeclared",
			"We said on 24 February that Spain backs Mark Rutte; it has taken no position on Rutte (an official, 23 February 2024).",
		},
		{
			"another member", "stance Spain backs Rutte via official", "correct #29 Portugal",
			"We said on 24 February that Spain backs Mark Rutte; we should have said that Portugal backs Mark Rutte (an official, 23 February 2024).",
		},
		{
			"another source", "stance Spain backs Rutte via official", "correct #29 via on-record by \"José Manuel Albares\"",
			"that Spain backs Mark Rutte (an official, 23 February 2024); the source is José Manuel Albares, on the record, 23 February 2024.",
		},
		{
			"other words", "stance Spain backs Rutte via official \"We do.\"", "correct #29 \"We might.\"",
			"that Spain backs Mark Rutte; the words were “We might.” (an official, 23 February 2024).",
		},
		{
			"nothing of it was so", "stance Spain backs Rutte via official", "retract #29 because \"It was a rumour.\"",
			"that Spain backs Mark Rutte; that is withdrawn: It was a rumour. No other report of its position stands.",
		},
		{
			"an older report stands", "stance Poland backs Rutte via official", "undo",
			"that Poland backs Mark Rutte; that is withdrawn. By the report that stands, of 22 February 2024, it has taken no position on Rutte.",
		},
		{
			"a claim", "claim Rutte about 22", "correct #29 about 23",
			"We said on 24 February that about 22 members back Mark Rutte, without names; it is about 23 members (reported, 23 February 2024).",
		},
		{
			"a status", "candidate Kallas declared", "correct #29 interested",
			"that Kaja Kallas has declared as a candidate; we should have said that Kaja Kallas has shown interest (reported, 23 February 2024).",
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			text := between(t, tt.said, tt.mended)
			if _, list, _ := strings.Cut(text, "\nCorrection\n"); !strings.Contains(list, tt.want) {
				t.Errorf("no %q in\n%s", tt.want, text)
			}
			if strings.Contains(text, "What moved") {
				t.Error("a mistake that was mended is told as news:\n", text)
			}
		})
	}
}

// between gives the digest that follows when something was said before the last one, and
// mended after it.
func between(t *testing.T, said, mended string) string {
	t.Helper()
	d, c := seeded(t)
	if r := do(d, said); r.Outcome != answer.Recorded {
		t.Fatal(r.Plain())
	}
	c.at = c.at.Add(24 * time.Hour)
	last, err := d.Digest(context.Background(), report.DigestOptions{})
	if err != nil {
		t.Fatal(err)
	}
	c.at = c.at.Add(time.Hour)
	if r := do(d, mended); r.Outcome != answer.Recorded {
		t.Fatal(r.Plain())
	}
	c.at = c.at.Add(23 * time.Hour)
	return digestText(t, d, last.Point)
}

func digestText(t *testing.T, d *commands.Desk, since consensus.Point) string {
	t.Helper()
	digest, err := d.Digest(context.Background(), report.DigestOptions{Since: since})
	if err != nil {
		t.Fatal(err)
	}
	return digest.Reply.Plain()
}

// What was withdrawn by mistake is told to stand again, and moves nobody.
func TestWithdrawnByMistake(t *testing.T) {
	d, c := seeded(t)
	do(d, "retract #8 because \"Paris has not said so.\"")
	last, _ := d.Digest(context.Background(), report.DigestOptions{})
	c.at = c.at.Add(24 * time.Hour)
	do(d, "retract #29 because \"It has, in fact.\"")
	text := digestText(t, d, last.Point)
	want := "From 23 February we no longer said that France backs Mark Rutte; it stands again: It has, in fact."
	if !strings.Contains(text, want) || strings.Contains(text, "What moved") {
		t.Error(text)
	}
}

// A report that comes late is told as such, and what is news beside a correction of the
// same member stays news.
func TestNewsBesideCorrections(t *testing.T) {
	d, c := seeded(t)
	do(d, "stance Spain backs Rutte via official")
	c.at = c.at.Add(24 * time.Hour)
	last, _ := d.Digest(context.Background(), report.DigestOptions{})
	c.at = c.at.Add(time.Hour)
	do(d, "retract #29 because \"a rumour\"")
	do(d, "stance Spain opposes Rutte by \"Pedro Sánchez\"")
	do(d, "stance Norway backs Rutte via spokesperson on 20 Feb")
	text := digestText(t, d, last.Point)
	for _, want := range []string{
		"Spain says it opposes Rutte: one objection stops a candidacy.", // and no reversal: it never backed
		"- Spain opposes Rutte, says Pedro Sánchez.",
		"that Spain backs Mark Rutte; that is withdrawn: a rumour. By the report that stands, of 24 February 2024, it opposes Rutte.",
		"- Norway backs Rutte, a spokesperson says. Late news: it was so on 20 February.",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in\n%s", want, text)
		}
	}
}

// Members that came to different stages of a ratification on one day are not told as one.
func TestStagesStandApart(t *testing.T) {
	d, c := seeded(t)
	do(d, "race close")
	do(d, `race open joins "Finland joins"`)
	do(d, `candidate "Finland's accession" motion tabled`)
	last, _ := d.Digest(context.Background(), report.DigestOptions{})
	c.at = c.at.Add(time.Hour)
	for _, text := range []string{"Spain signed", "Portugal announced", "France signed", "Italy approved by parliament"} {
		do(d, "stance "+text+` "Finland's accession"`)
	}
	text := digestText(t, d, last.Point)
	for _, want := range []string{"France and Spain have signed", "Portugal has announced", "Italy has the approval of parliament"} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in\n%s", want, text)
		}
	}
}

// A mistake is put right where it was printed, also after the race that it was of.
func TestAMistakeOfTheRaceBefore(t *testing.T) {
	d, c := seeded(t)
	last, err := d.Digest(context.Background(), report.DigestOptions{})
	if err != nil {
		t.Fatal(err)
	}
	c.at = c.at.Add(24 * time.Hour)
	for _, text := range []string{
		"race close", "race open 2034 \"NATO Secretary General 2034\"", "candidate Kaja Kallas of Estonia declared", "retract #8 because \"never said\"",
	} {
		if r := do(d, text); r.Outcome != answer.Recorded {
			t.Fatal(r.Plain())
		}
	}
	text := digestText(t, d, last.Point)
	for _, want := range []string{"We were wrong on France: nothing is reported of its position on Rutte", "We said on 23 February that France backs Mark Rutte; that is withdrawn: never said."} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in\n%s", want, text)
		}
	}
}

// The picture goes with its words, for those who do not see it; where no channel could show it,
// none is drawn.
func TestDigestHasItsPicture(t *testing.T) {
	d, _ := seeded(t)
	for channel, want := range map[string]int{"CDESK": 1, "": 0} {
		digest, err := d.Digest(context.Background(), report.DigestOptions{Channel: channel})
		if err != nil {
			t.Fatal(err)
		}
		drawn := 0
		for _, s := range digest.Reply.Sections {
			if p, ok := s.(answer.Picture); ok && len(p.PNG) > 0 && strings.Contains(p.Alt, "Mark Rutte 4 of 31") {
				drawn++
			}
		}
		if drawn != want || strings.Contains(digest.Reply.Plain(), "Picture:") != (want == 1) {
			t.Errorf("%q: %d pictures\n%s", channel, drawn, digest.Reply.Plain())
		}
	}
}
