package grammar

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"natobot/commands/english"
	"natobot/commands/lexicon/lexicontest"
	"natobot/consensus"
)

var update = flag.Bool("update", false, "write what is answered now into testdata; read the diff")

// TestUnderstand reads the files of testdata/understand: a typed line after ">", and
// below it what was understood or the refusal. "\n" in a typed line is a line break.
func TestUnderstand(t *testing.T) {
	files, err := filepath.Glob("testdata/understand/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatalf("no fixtures: %v", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txt"), func(t *testing.T) {
			had, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			now := answerAll(string(had))
			if *update {
				if err := os.WriteFile(file, now, 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if !bytes.Equal(had, now) {
				t.Errorf("%s: other answers than before; run with -update and read the diff\n%s", file, firstDifference(string(had), string(now)))
			}
		})
	}
}

// answerAll keeps the comments and typed lines of a fixture and writes the answers anew.
func answerAll(fixture string) []byte {
	var b bytes.Buffer
	for line := range strings.SplitSeq(strings.TrimRight(fixture, "\n"), "\n") {
		typed, ok := strings.CutPrefix(line, ">")
		switch {
		case strings.HasPrefix(line, "#"):
			fmt.Fprintf(&b, "%s\n\n", line)
		case ok:
			typed = strings.TrimPrefix(typed, " ")
			fmt.Fprintf(&b, "%s\n%s\n", line, answer(strings.ReplaceAll(typed, `\n`, "\n")))
		}
	}
	return b.Bytes()
}

func answer(typed string) string {
	u, err := Understand(lexicontest.Article(), typed)
	if err == nil {
		return "  " + described(u) + "\n"
	}
	var refusal *consensus.Error
	if !errors.As(err, &refusal) {
		return "  INTERNAL: " + err.Error() + "\n"
	}
	s := "  ? " + refusal.Message + "\n    " + refusal.Hint + "\n"
	for _, try := range u.Try {
		s += "    try: " + strings.ReplaceAll(try, "\n", `\n`) + "\n"
	}
	return strings.NewReplacer("/§§", "/nato", "/§", "/nato").Replace(s)
}

// described writes what was understood, every field that is not zero.
func described(u Understood) string {
	var b strings.Builder
	b.WriteString(u.Command)
	write := func(name string, value any) {
		if s := fmt.Sprint(value); s != "" && s != "0" && s != "false" {
			fmt.Fprintf(&b, " | %s %s", name, strings.ReplaceAll(s, "\n", `\n`))
		}
	}
	write("sub", u.Sub)
	write("bare", u.Bare)
	if u.Records {
		fmt.Fprintf(&b, " | records as %s", u.Role)
	}
	write("#", u.Target)
	f := u.Fact
	if f.Kind == consensus.NoKind {
		write("member", u.Member)
		write("candidate", u.Candidate)
	} else {
		write("kind", f.Kind)
		write("member", f.Member)
		write("candidate", f.Candidate)
	}
	if len(u.Members) > 1 {
		write("all of", u.Members)
	}
	if len(u.Targets) > 1 {
		write("all of", u.Targets)
	}
	write("name", f.Name)
	write("country", f.Country)
	if f.Kind == consensus.StanceKind || u.Given.Has(consensus.PartPosition) {
		write("position", f.Position)
	}
	write("if", f.Condition)
	write("status", f.Status)
	if u.Given.Has(consensus.PartCount) {
		write("count", fmt.Sprintf("%s %d of %d", f.Qualifier, f.Count, f.Of))
	}
	if u.Given.Has(consensus.PartMissing) {
		fmt.Fprintf(&b, " | missing [%s]", f.Missing)
	}
	write("text", f.Text)
	write("via", f.Source.Via)
	write("by", f.Source.Who)
	write("outlet", f.Source.Outlet)
	write("link", f.Source.Link)
	write("quote", f.Source.Quote)
	write("on", f.On)
	write("until", u.Until)
	write("held", u.Held)
	write("because", u.Because)
	if f.Terms != nil {
		fmt.Fprintf(&b, " | terms %q", *f.Terms)
	}
	if f.Schedule != nil {
		s := *f.Schedule
		fmt.Fprintf(&b, " | schedule %s %q %q days %v quiet %q off %v", english.Clock(s.Minute), s.Zone, s.Channel, s.Days, s.Quiet, s.Off)
		if s.Only {
			b.WriteString(" only")
		}
		if s.Skip != 0 {
			fmt.Fprintf(&b, " skip %s", s.Skip)
		}
	}
	if f.Grant != nil {
		fmt.Fprintf(&b, " | grant %s %s", f.Grant.Role, f.Grant.User)
	}
	write("asked on", u.On)
	write("known", u.Known)
	write("since", u.Since)
	write("race", u.Race)
	write("topic", u.Topic)
	write("channel", u.Channel)
	write("here", u.Here)
	if u.Given.Has(consensus.PartDesk) {
		fmt.Fprintf(&b, " | desk only %t", f.DeskOnly)
	}
	return b.String()
}

func firstDifference(had, now string) string {
	a, b := strings.Split(had, "\n"), strings.Split(now, "\n")
	for i := range min(len(a), len(b)) {
		if a[i] != b[i] {
			return fmt.Sprintf("line %d\n had %s\n now %s", i+1, a[i], b[i])
		}
	}
	return "one is longer than the other"
}
