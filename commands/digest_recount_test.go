package commands_test

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"natobot/commands"
	"natobot/commands/answer"
	"natobot/commands/report"
	"natobot/consensus"
	"natobot/consensus/bodies"
)

// ledgerLines is an exported ledger, to be counted by hand.
type ledgerLines struct {
	lines map[int]line
	order []int
}

// exportedLines reads what a desk exports.
func exportedLines(t require, d *commands.Desk) ledgerLines {
	var jsonl strings.Builder
	if err := d.Export(context.Background(), &jsonl, commands.ExportOptions{Format: "jsonl"}); err != nil {
		t.Fatal(err)
	}
	l := ledgerLines{lines: map[int]line{}}
	in := bufio.NewScanner(strings.NewReader(jsonl.String()))
	for in.Scan() {
		if bytes.HasPrefix(in.Bytes(), []byte(`{"post":`)) {
			continue // what was said of the entries is no entry
		}
		var one line
		if err := json.Unmarshal(in.Bytes(), &one); err != nil {
			t.Fatal(err)
		}
		l.lines[one.Number] = one
		l.order = append(l.order, one.Number)
	}
	return l
}

// upTo gives the lines that were recorded by then, about no later day.
func (l ledgerLines) upTo(number int, day consensus.Day) ledgerLines {
	cut := ledgerLines{lines: map[int]line{}}
	for _, n := range l.order {
		one := l.lines[n]
		if n > number {
			continue
		}
		if one.Kind == "stance" && one.On > day.String() {
			one.Kind = "a stance of a later day" // what it corrects is struck all the same
		}
		cut.lines[n] = one
		cut.order = append(cut.order, n)
	}
	return cut
}

// count counts the members of a day by their position towards a candidate.
func (l ledgerLines) count(candidate string, day consensus.Day) (of map[string]int, members int) {
	of = map[string]int{}
	for _, m := range bodies.NATO().On(day) {
		stands := standing(l.lines, l.order, string(m.Code), candidate)
		position := stands.Position
		if position == "" {
			position = "undeclared"
		}
		of[position]++
		if position == "backs" && (stands.Via == "on-record" || stands.Via == "spokesperson") {
			of["on record"]++
		}
		members++
	}
	of["agree"] = of["backs"] + of["accepts"]
	of["missing"] = members - of["agree"]
	return of, members
}

// marks are what a sentence says of those it counts: which of them are contested.
const marks = `(?: \([\p{L} ,]+ contested\))?`

// The sentences of a digest that count members, and what they count.
var (
	headlines = []*regexp.Regexp{
		regexp.MustCompile(`(?P<name>[\p{L} ]+) has the reported backing of (?P<backs>\d+) of NATO's (?P<members>\d+) members` + marks + `(?:, (?P<accepts>\d+) more would not block` + marks + `)?[;,](?: and)? (?P<missing>\d+) (?:is|are) missing`),
		regexp.MustCompile(`All (?P<members>\d+) NATO members are reported to back or accept (?P<name>[\p{L} ]+): (?P<backs>\d+) backs?` + marks + ` and (?P<accepts>\d+) would not block`),
		regexp.MustCompile(`Reported unanimity for (?P<name>[\p{L} ]+) \(.*\); by name, (?P<agree>\d+) of NATO's (?P<members>\d+) members (?:is|are) reported to back or accept` + marks + `, and (?P<missing>\d+) (?:is|are) missing`),
	}
	missingGroup = regexp.MustCompile(`^(Oppose|Seen as holding out|Undeclared|Lean towards, without having said it): (\d+) of (\d+) members$`)
	silentGroup  = regexp.MustCompile(`^- No report yet: (\d+) members?: (.*)$`)
	namedGap     = regexp.MustCompile(`^- (?:New\. )?([\p{L} ]+): .* back, says the claim .*; the ledger names (\d+)`)
	onRecord     = regexp.MustCompile(`^- .*; on the record (\d+) → (\d+) for ([\p{L} ]+)\.`)
	weekWent     = regexp.MustCompile(`^- ([\p{L} ]+): from (\d+) of (\d+) members that back or accept to (\d+) of (\d+)`)
)

// checkDigest holds every number of a digest and of its thread against a recount.
func checkDigest(t require, l ledgerLines, d report.Digest) {
	day := d.Point.On
	checkHeadline(t, l, day, d.Reply.Title)
	lead := ""
	for _, s := range d.Reply.Sections {
		if table, ok := s.(answer.Table); ok {
			checkTable(t, l, day, table)
		}
	}
	for text := range strings.Lines(d.Reply.Plain()) {
		text = strings.TrimSpace(text)
		if name, ok := strings.CutPrefix(text, "Missing for "); ok {
			lead = name
		}
		checkMissing(t, l, day, lead, text)
		if m := namedGap.FindStringSubmatch(text); m != nil {
			of, _ := l.count(key(m[1]), day)
			same(t, text, m[2], of["backs"])
		}
		if m := weekWent.FindStringSubmatch(text); m != nil {
			of, members := l.count(key(m[1]), day)
			same(t, text, m[4], of["agree"])
			same(t, text, m[5], members)
		}
	}
	for _, r := range d.Thread {
		checkThread(t, l, day, r)
	}
}

// checkRecord holds the counts on the record before and after against a recount of both days.
func checkRecord(t require, l ledgerLines, from, to consensus.Point, text string) {
	for text := range strings.Lines(text) {
		if m := onRecord.FindStringSubmatch(strings.TrimSpace(text)); m != nil {
			was, _ := l.upTo(from.Known, from.On).count(key(m[3]), from.On)
			is, _ := l.upTo(to.Known, to.On).count(key(m[3]), to.On)
			same(t, text, m[1], was["on record"])
			same(t, text, m[2], is["on record"])
		}
	}
}

func checkHeadline(t require, l ledgerLines, day consensus.Day, title string) {
	for _, headline := range headlines {
		m := headline.FindStringSubmatch(title)
		if m == nil {
			continue
		}
		of, members := l.count(key(m[headline.SubexpIndex("name")]), day)
		of["members"] = members
		for i, what := range headline.SubexpNames() {
			if what != "" && what != "name" && m[i] != "" {
				same(t, title, m[i], of[what])
			}
		}
	}
}

func checkTable(t require, l ledgerLines, day consensus.Day, table answer.Table) {
	for _, row := range table.Rows {
		name, _, _ := strings.Cut(row[0], " (")
		of, _ := l.count(key(name), day)
		for i, what := range []string{"backs", "on record", "accepts", "leans", "missing"} {
			count, _, _ := strings.Cut(row[i+2], ", ") // behind it stands who is contested
			same(t, name+", "+what, count, of[what])
		}
	}
}

func checkMissing(t require, l ledgerLines, day consensus.Day, lead, text string) {
	if m := missingGroup.FindStringSubmatch(text); m != nil {
		of, members := l.count(key(lead), day)
		position := map[string]string{"Oppose": "opposes", "Seen as holding out": "holdout", "Undeclared": "undeclared"}[m[1]]
		if position == "" {
			position = "leans"
		}
		same(t, text, m[2], of[position])
		same(t, text, m[3], members)
	}
	if m := silentGroup.FindStringSubmatch(text); m != nil {
		same(t, text, m[1], len(strings.Split(m[2], ", ")))
	}
}

// checkThread recounts the positions of all members, and the counts over time.
func checkThread(t require, l ledgerLines, day consensus.Day, r answer.Reply) {
	members := bodies.NATO().On(day)
	for _, s := range r.Sections {
		switch s := s.(type) {
		case answer.Table:
			for i, row := range s.Rows {
				for j, cell := range row[1:] {
					stands := standing(l.lines, l.order, string(members[i].Code), key(s.Columns[j+1].Name))
					if want := stands.Position; row[0] != members[i].Name || !strings.HasPrefix(cell, want) || want == "" && cell != "undeclared, no report yet" {
						t.Errorf("%s: %q, a recount gives %q", row[0], cell, want)
					}
				}
			}
		case answer.Trend:
			for i, point := range s.Points {
				on, err := time.Parse("2 January 2006", point+day.Long()[len(day.Long())-5:])
				if err != nil {
					t.Fatal(err)
				}
				for _, series := range s.Series {
					of, _ := l.upTo(l.order[len(l.order)-1], consensus.DayOf(on)).count(key(series.Name), consensus.DayOf(on))
					same(t, series.Name+" on "+point, strconv.Itoa(series.Values[i]), of["agree"])
				}
			}
		}
	}
}

func same(t require, where, got string, want int) {
	if got != strconv.Itoa(want) {
		t.Errorf("%s: %s, a recount gives %d", where, got, want)
	}
}

// Law: every number of every digest equals a recount of the entries, through a whole race.
func TestLawDigestsAreRecounts(t *testing.T) {
	race, err := os.ReadFile("testdata/replay/race.txt")
	if err != nil {
		t.Fatal(err)
	}
	r, mornings, weeks := newReplay(t), 0, 0
	r.channel = ""
	r.looked = func(d report.Digest) {
		mornings++
		l := exportedLines(t, r.desk)
		checkDigest(t, l, d)
		for text := range strings.Lines(d.Reply.Plain()) {
			if m := weekWent.FindStringSubmatch(strings.TrimSpace(text)); m != nil {
				sunday := d.Point.On.Add(-int(d.Point.On.Weekday()+6)%7 - 8)
				known := r.known(sunday)
				of, members := l.upTo(known, sunday).count(key(m[1]), sunday)
				same(t, text, m[2], of["agree"])
				same(t, text, m[3], members)
				weeks++
			}
		}
	}
	r.play(string(race))
	if mornings < 80 || weeks < 8 {
		t.Error("hardly anything was counted:", mornings, weeks)
	}
}

// Law: the same of any ledger, whatever was recorded, mended and settled between mornings.
func TestLawAnyDigestIsARecount(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		c := &clock{time.Date(2024, 3, 1, 9, 0, 0, 0, time.UTC)}
		d, _ := onMemoryAt(rt, c)
		var since consensus.Point
		for i := range rapid.IntRange(1, 20).Draw(rt, "deeds") {
			c.at = c.at.Add(time.Duration(rapid.IntRange(0, 40).Draw(rt, "hours")) * time.Hour)
			asAllowed(d, fmt.Sprint("deed ", i), rapid.SampledFrom([]string{"UANNA", "UBEN"}).Draw(rt, "who"), deed(rt, []string{"Poland", "Türkiye", "Sweden"}))
			if rapid.Bool().Draw(rt, "a digest") {
				digest, err := d.Digest(context.Background(), report.DigestOptions{Since: since, Quiet: consensus.QuietFull})
				if err != nil {
					rt.Fatal(err)
				}
				l := exportedLines(rt, d)
				checkDigest(rt, l, digest)
				checkRecord(rt, l, since, digest.Point, digest.Reply.Plain())
				since = digest.Point
			}
		}
	})
}

// A digest is one message that is read to its end, whatever there is to say (S5): all that
// it has no room for stands in its thread.
func TestDigestsStayShort(t *testing.T) {
	d, c := seeded(t)
	first, err := d.Digest(context.Background(), report.DigestOptions{})
	if err != nil {
		t.Fatal(err)
	}
	c.at = c.at.Add(time.Hour)
	long := strings.Repeat("a condition that goes on ", 30)
	for _, m := range bodies.NATO().On(first.Point.On) {
		if r := do(d, fmt.Sprintf("stance %s holdout Rutte if %q via official by %q from %q", m.Name, m.Name+" "+long, "Somebody "+long, "Paper "+long)); r.Outcome != answer.Recorded {
			t.Fatal(r.Plain())
		}
		do(d, fmt.Sprintf("claim Rutte about %d from %q", len(m.Name), m.Name+" "+long))
	}
	c.at = c.at.Add(20 * time.Hour)
	digest, err := d.Digest(context.Background(), report.DigestOptions{Since: first.Point})
	if err != nil {
		t.Fatal(err)
	}
	text := digest.Reply.Plain()
	if n := len([]rune(text)); n > 11_500 {
		t.Errorf("%d characters:\n%s", n, text)
	}
	if !strings.Contains(text, "more, in the thread") {
		t.Error("it does not say where the rest is:\n", text)
	}
	whole := ""
	for _, r := range digest.Thread {
		whole += r.Plain()
	}
	for _, m := range bodies.NATO().On(first.Point.On) {
		if !strings.Contains(whole, "“"+m.Name+" "+long[:len(long)-1]) && !strings.Contains(whole, "“"+m.Name+" "+long) {
			t.Error("the condition is nowhere whole:", m.Name)
		}
	}
	if slices.ContainsFunc(digest.Thread, func(r answer.Reply) bool { return r.Title == "" || len(r.Sections) == 0 }) {
		t.Error("an empty reply in the thread")
	}
}
