package commands_test

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"natobot/commands"
	"natobot/commands/answer"
	"natobot/commands/report"
	"natobot/consensus"
)

var update = flag.Bool("update", false, "write what is answered now into testdata; read the diff")

// TestDesk plays the stories of testdata/desk: what is typed, by whom and when, and what
// is answered. Lines of a story:
//
//	@ 2024-03-01 14:00 Anna    the clock, and who is typing from here on
//	seed                       the ledger begins with the article
//	/nato stance …             what is typed; the answer is indented below
//	again                      the same request once more, as Slack may deliver it
//	digest                     the scheduled digest, since the one before it in the story
//	live                       what a channel hears live, from the first of these on
//	live, rewritten            the last such note, with what moved since
//	form stance                a form opens; below it, what it asks for
//	fill position holdout      a field is filled in, or emptied; "guess" marks it as a guess
//	choices position           what can be chosen there
//	review, record             what the form would do; that it is recorded, as reviewed
//	record again               the same press once more
//	home                       the person opens the Home
//	due                        the bot's clock looks for what is due; the authors hear once
//
// Anna and Ben are reporters, Cleo is an editor, Dan is a reader, Eve is a guest.
func TestDesk(t *testing.T) {
	files, err := filepath.Glob("testdata/desk/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatal("no stories in testdata/desk", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txt"), func(t *testing.T) {
			want, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			got := play(t, string(want))
			if *update {
				if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if got != string(want) {
				t.Errorf("%s: %s\nRun with -update, and read the difference.", file, firstDifference(got, string(want)))
			}
		})
	}
}

// story is a story being played.
type story struct {
	t     *testing.T
	clock *clock
	desk  *commands.Desk
	user  commands.User
	req   commands.Request
	since report.DigestOptions
	sent  []consensus.Posting // the newest first
	heard heard
	typed int
	told  map[string]bool // what authors of held reports have heard
	paper
}

// play gives the story with the answers that the desk gives.
func play(t *testing.T, text string) string {
	c := &clock{}
	s := &story{t: t, clock: c, since: report.DigestOptions{Channel: "CDESK"}, told: map[string]bool{}}
	desk, err := commands.NewDesk(context.Background(), commands.Config{
		Ledger: opened(t, c), Now: c.now, Zone: brussels(t), Reporters: []string{"UANNA", "UBEN"}, Editors: []string{"UCLEO"},
		LastDigest: func(context.Context, string) (consensus.Point, error) { return s.since.Since, nil },
		Posted: func(_ context.Context, channel string) ([]consensus.Posting, error) {
			return slices.DeleteFunc(slices.Clone(s.sent), func(p consensus.Posting) bool { return channel != "" && p.Channel != channel }), nil
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	s.desk = desk
	var out strings.Builder
	for line := range strings.Lines(text) {
		line = strings.TrimRight(line, "\n")
		if strings.HasPrefix(line, "    ") || line == "" && strings.HasSuffix(out.String(), "\n\n") {
			continue
		}
		out.WriteString(line + "\n")
		if answer := s.line(line); answer != "" {
			out.WriteString(indented(answer) + "\n")
		}
	}
	return strings.TrimRight(out.String(), "\n") + "\n"
}

// line plays one line, and gives the answer to it.
func (s *story) line(line string) string {
	if answer, ok := s.paperwork(line); ok {
		return answer
	}
	switch {
	case strings.HasPrefix(line, "@ "):
		s.enter(line)
	case line == "seed":
		seed(s.t, s.desk)
	case strings.HasPrefix(line, "/nato"):
		s.typed++
		s.req = commands.Request{Key: fmt.Sprintf("request:%d", s.typed), User: s.user, Channel: "CDESK", Text: line}
		return shown(s.desk.Do(context.Background(), s.req))
	case line == "again":
		return shown(s.desk.Do(context.Background(), s.req))
	case line == "digest":
		digest, err := s.desk.Digest(context.Background(), s.since)
		if err != nil {
			s.t.Fatal(err)
		}
		s.since.Since = digest.Point
		slot := consensus.Slot{Channel: "CDESK", Day: digest.Point.On, Minute: s.clock.at.In(brussels(s.t)).Hour() * 60}
		s.sent = append([]consensus.Posting{{Slot: slot, Point: digest.Point, Headline: digest.Reply.Title}}, s.sent...)
		return shown(digest.Reply)
	case line == "due":
		return s.due()
	case line == "live", line == "live, rewritten":
		return s.live(line == "live")
	case line != "" && !strings.HasPrefix(line, "#"):
		s.t.Fatalf("a line that no story has: %q", line)
	}
	return ""
}

// due lets in what is due, and gives what is told of it.
func (s *story) due() string {
	news, notices, err := s.desk.ReleaseDue(context.Background())
	if err != nil {
		s.t.Fatal(err)
	}
	said := ""
	for _, n := range news {
		if key := n.User + " " + n.Name; !s.told[key] {
			s.told[key] = true
			said += "to " + n.User + ": " + shown(n.Reply)
		}
	}
	for _, n := range notices {
		said += "notice to " + n.User + ": " + n.Reply.Plain()
	}
	return said
}

// enter reads "@ 2024-03-01 14:00 Anna".
func (s *story) enter(line string) {
	day, name := line[2:len("@ 2024-03-01 14:00")], strings.TrimSpace(line[len("@ 2024-03-01 14:00"):])
	at, err := time.ParseInLocation("2006-01-02 15:04", day, brussels(s.t))
	if err != nil {
		s.t.Fatal(err)
	}
	s.clock.at = at
	s.user = commands.User{ID: "U" + strings.ToUpper(name), Name: name, Outsider: name == "Eve"}
}

// shown gives a reply as a story shows it: how it ended, the text, the buttons.
func shown(r answer.Reply) string {
	var b bytes.Buffer
	outcome := []string{"", "recorded: ", "refused: ", "failed: "}[r.Outcome]
	b.WriteString(outcome + r.Plain())
	for _, a := range r.Actions {
		if !a.Share {
			fmt.Fprintf(&b, "[%s] /nato %s\n", a.Label, a.Command)
		}
	}
	if r.Post != nil {
		fmt.Fprintf(&b, "(posts the digest to %s)\n", r.Post.Channel)
	}
	return b.String()
}

func indented(text string) string {
	var b strings.Builder
	for line := range strings.Lines(text) {
		if line == "\n" {
			line = "  \n"
		}
		b.WriteString("    " + line)
	}
	return b.String()
}

// firstDifference shows where two texts part.
func firstDifference(got, want string) string {
	g, w := strings.Split(got, "\n"), strings.Split(want, "\n")
	for i := range min(len(g), len(w)) {
		if g[i] != w[i] {
			return fmt.Sprintf("line %d:\n got %s\nwant %s", i+1, g[i], w[i])
		}
	}
	return fmt.Sprintf("%d lines, want %d", len(g), len(w))
}
