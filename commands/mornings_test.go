package commands_test

import (
	"context"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"pgregory.net/rapid"

	"natobot/commands/answer"
	"natobot/commands/report"
	"natobot/consensus"
)

// morning is a morning of testdata/mornings/mornings.txt: what was typed, and the digest that
// came of it, which an editor has read and would print.
type morning struct{ name, typed string }

// mornings reads the fixtures: the lines below a heading are typed, up to those of the digest,
// which stand behind a bar.
func mornings(t *testing.T) []morning {
	t.Helper()
	text, err := os.ReadFile("testdata/mornings/mornings.txt")
	if err != nil {
		t.Fatal(err)
	}
	var list []morning
	for _, part := range strings.Split(string(text), "=== ")[1:] {
		name, rest, _ := strings.Cut(part, "\n")
		typed, _, _ := strings.Cut(rest, "\n|")
		list = append(list, morning{name, strings.Trim(typed, "\n")})
	}
	return list
}

// digest lives through a morning's ledger and gives the digest of the first working day after
// its last line.
func (m morning) digest(t *testing.T) report.Digest {
	t.Helper()
	r := newReplay(t)
	r.channel = "" // spares drawing those before it
	var last report.Digest
	r.looked = func(d report.Digest) { last = d }
	typed, bare := strings.CutPrefix(m.typed, "from nothing\n")
	if !bare {
		base, err := os.ReadFile("testdata/mornings/base.txt")
		if err != nil {
			t.Fatal(err)
		}
		r.play(string(base))
	}
	if missed, rest, ok := strings.Cut(typed, "\n"); ok && strings.HasPrefix(missed, "missed until ") {
		day, err := time.ParseInLocation(time.DateOnly, strings.TrimPrefix(missed, "missed until "), brussels(t))
		if err != nil {
			t.Fatal(err)
		}
		r.next, typed = day.Add(8*time.Hour), rest
	}
	r.play(typed)
	r.channel = replayChannel
	for before := len(r.sent); len(r.sent) == before; {
		r.until(r.next.Add(time.Minute).Format("@ 2006-01-02 15:04 Cleo"))
	}
	return last
}

// roomOfMessage is how many characters a digest has in its channel, its picture apart.
const roomOfMessage = 1_200

// TestMornings holds what a digest says of one thing after the other to what is printed.
func TestMornings(t *testing.T) {
	const file = "testdata/mornings/mornings.txt"
	list := mornings(t)
	if len(list) < 40 {
		t.Errorf("%d mornings", len(list))
	}
	var b strings.Builder
	b.WriteString("# What is typed, and behind the bars the digest of the morning after. Each begins with base.txt but\n# for those that begin from nothing. Rewritten with -update; read it as an editor.\n\n")
	for _, m := range list {
		fmt.Fprintf(&b, "=== %s\n%s\n\n", m.name, m.typed)
		reply := m.digest(t).Reply
		if n := visible(reply); n > roomOfMessage {
			t.Errorf("%s: %d characters", m.name, n)
		}
		if why := firstLineIsSound(reply.Title); why != "" {
			t.Errorf("%s: %q: %s", m.name, reply.Title, why)
		}
		for line := range strings.Lines(strings.TrimRight(unpictured(reply).Plain(), "\n") + "\n") {
			b.WriteString(strings.TrimRight("| "+strings.TrimRight(line, "\n"), " ") + "\n")
		}
		b.WriteString("\n")
	}
	if *update {
		if err := os.WriteFile(file, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil || b.String() != string(want) {
		t.Errorf("%v; %s: %s\nRun with -update, and read the difference.", err, file, firstDifference(b.String(), string(want)))
	}
}

// visible counts the characters of a message that people see, its picture apart.
func visible(r answer.Reply) int {
	n := utf8.RuneCountInString(r.Title)
	for _, s := range r.Sections {
		switch s := s.(type) {
		case answer.Paragraph:
			n += s.Text.Length()
		case answer.List:
			n += utf8.RuneCountInString(s.Heading)
			for _, item := range s.Items {
				n += item.Length()
			}
		case answer.Picture:
		default:
			n += 10_000 // a digest has text and lists alone, which a phone shows
		}
	}
	return n
}

// firstLineIsSound tells what is wrong with a first line.
func firstLineIsSound(line string) string {
	switch {
	case strings.ContainsAny(line, "→#"):
		return "an arrow or an entry's number"
	case !strings.HasSuffix(line, "."), strings.Contains(line, ".."), strings.Contains(line, "  "):
		return "not a sentence"
	case utf8.RuneCountInString(line) > 250:
		return "too long"
	}
	return ""
}

// Law: whatever the ledger, a day on which five things moved or fewer gives a message of at most
// 1,200 characters. However much moved, its first line names no entry, has no arrow, and no count
// that a recount denies.
func TestLawDigestsAreShort(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		c := &clock{time.Date(2024, 3, 1, 9, 0, 0, 0, time.UTC)}
		d, _ := onMemoryAt(rt, c)
		var since consensus.Point
		for i := range rapid.IntRange(1, 6).Draw(rt, "mornings") {
			deeds := rapid.IntRange(0, 8).Draw(rt, "deeds")
			for j := range deeds {
				c.at = c.at.Add(time.Duration(rapid.IntRange(0, 200).Draw(rt, "minutes")) * time.Minute)
				asAllowed(d, fmt.Sprint(i, j), rapid.SampledFrom([]string{"UANNA", "UBEN"}).Draw(rt, "who"), wordy(rt))
			}
			c.at = c.at.Add(time.Duration(rapid.IntRange(1, 40).Draw(rt, "hours")) * time.Hour)
			digest, err := d.Digest(context.Background(), report.DigestOptions{Since: since, Quiet: consensus.QuietFull})
			if err != nil {
				rt.Fatal(err)
			}
			since = digest.Point
			if n := visible(digest.Reply); deeds <= 5 && n > roomOfMessage {
				rt.Errorf("%d characters:\n%s", n, digest.Reply.Plain())
			}
			if why := firstLineIsSound(digest.Reply.Title); why != "" {
				rt.Errorf("%q: %s", digest.Reply.Title, why)
			}
			checkHeadline(rt, exportedLines(rt, d), digest.Point.On, digest.Reply.Title)
		}
	})
}

// wordy draws a deed, at times with as many words as people use.
func wordy(rt *rapid.T) string {
	text := deed(rt, []string{"Poland", "Türkiye", "Sweden", "United Kingdom", "North Macedonia"})
	if !strings.HasPrefix(text, "stance") {
		return text
	}
	long := strings.Repeat("something that goes on and on ", rapid.IntRange(1, 15).Draw(rt, "length"))
	if rapid.Bool().Draw(rt, "a quote") {
		text += fmt.Sprintf(" %q", long)
	}
	if rapid.Bool().Draw(rt, "a name") {
		text += fmt.Sprintf(" by %q", "The Minister of "+long)
	}
	if strings.Contains(text, " holdout ") {
		text += fmt.Sprintf(" if %q", long)
	}
	return text
}
