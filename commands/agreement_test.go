package commands_test

import (
	"context"
	"fmt"
	"regexp"
	"strings"
	"testing"
	"time"

	"natobot/commands"
	"natobot/commands/answer"
	"natobot/commands/report"
	"natobot/consensus"
	"natobot/consensus/bodies"
)

// verbs finds a count and the verb behind it: "1 of 32 members backs".
var verbs = regexp.MustCompile(`(?i)\b(\d+|none) (?:of (?:[\p{L}']+ )*\d+ )?(?:(?:members?|participating States?|names?) )?(?:now |that )?` +
	`(is|are|backs?|accepts?|has|have|do|does|leans?|oppose|opposes)\b(?: or (accepts?))?`)

// disagreeing gives the counts of a text whose verb is not of their number.
func disagreeing(text string) (wrong []string) {
	for _, found := range verbs.FindAllStringSubmatch(text, -1) {
		for _, verb := range found[2:] {
			one := strings.HasSuffix(verb, "s")
			if verb != "" && !strings.EqualFold(found[1], "none") && one != (found[1] == "1") {
				wrong = append(wrong, found[0])
			}
		}
	}
	return wrong
}

// However many members agree, in each sentence that counts them the verb is of their number.
func TestCountsAgreeWithTheirVerbs(t *testing.T) {
	members := bodies.NATO().Members
	for _, kind := range []string{"person", "motion"} {
		for _, n := range [][2]int{{0, 0}, {0, 1}, {1, 0}, {1, 1}, {0, 2}, {2, 0}, {2, 2}, {30, 0}, {31, 1}, {1, 31}, {32, 0}, {0, 32}} {
			c := &clock{time.Date(2024, 4, 1, 9, 0, 0, 0, time.UTC)}
			d := newDesk(t, opened(t, c), c)
			names := []string{"Ada Alpha", "Ben Beta"}
			position := map[bool]string{true: "backs", false: "accepts"}
			if kind == "motion" {
				names, position = []string{`"Alpha's accession"`, `"Beta's accession"`}, map[bool]string{true: "ratified", false: "announced"}
			}
			var text strings.Builder
			for _, name := range names {
				fmt.Fprintf(&text, "candidate %s %s on 2024-03-20\nclaim %s exactly 1 of 32 on 2024-03-21\n", name, map[string]string{"person": "of Norway declared", "motion": "motion tabled"}[kind], name)
				for i, m := range members[:n[0]+n[1]] {
					fmt.Fprintf(&text, "stance %s %s %s on 2024-04-01\n", m.Name, position[i < n[0]], name)
				}
			}
			if r := load(t, d, text.String(), commands.ImportOptions{Recorder: "UANNA"}); len(r.Problems) > 0 {
				t.Fatal(r)
			}
			said := exported(t, d, "text") + exported(t, d, "md")
			digest, err := d.Digest(context.Background(), report.DigestOptions{Since: consensus.Point{On: 20240321, Known: 4}})
			if err != nil {
				t.Fatal(err)
			}
			for _, r := range append(digest.Thread, digest.Reply) {
				said += r.Plain() + "\n"
			}
			notes := since(t, d, 4)
			for _, m := range notes.Milestones {
				said += m.Reply.Plain() + "\n"
			}
			for _, q := range []string{"status", "missing", "candidates", "consensus", "members", "member Norway", "changes since 2024-03-21", "race", "picture", "today", "status " + names[0], "candidate " + names[0], "digest"} {
				r := do(d, q)
				if r.Outcome == answer.Failed {
					t.Fatal(q, r.Plain())
				}
				said += r.Plain() + "\n"
			}
			for _, wrong := range disagreeing(said) {
				t.Errorf("%s, %v: %q", kind, n, wrong)
			}
		}
	}
}
