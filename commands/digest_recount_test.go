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
	body  *consensus.Body
}

// exportedLines reads what a desk exports.
func exportedLines(t require, d *commands.Desk) ledgerLines {
	var jsonl strings.Builder
	if err := d.Export(context.Background(), &jsonl, commands.ExportOptions{Format: "jsonl"}); err != nil {
		t.Fatal(err)
	}
	l := ledgerLines{lines: map[int]line{}, body: bodies.NATO()}
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
	cut := ledgerLines{lines: map[int]line{}, body: l.body}
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
	for _, m := range l.body.On(day) {
		if !l.asks(m, candidate) {
			continue
		}
		stands := l.stands(m, day, candidate)
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

// asks tells whether a candidate needs a member's word: who joins once all others have ratified a
// motion is not asked for it.
func (l ledgerLines) asks(m consensus.Member, candidate string) bool {
	tabled := l.tabled(candidate)
	if tabled == "" || m.Joined.String() <= tabled {
		return true
	}
	eve := m.Joined.Add(-1)
	of, members := l.upTo(l.order[len(l.order)-1], eve).count(candidate, eve)
	return of["agree"] < members
}

// tabled gives the day on which a motion was tabled, "" for a person.
func (l ledgerLines) tabled(candidate string) string {
	for _, n := range l.order {
		if one := l.lines[n]; one.Candidate == candidate && one.Motion {
			return one.On
		}
	}
	return ""
}

// stands gives the report by which a member stands: its own, else that of who speaks for it.
func (l ledgerLines) stands(m consensus.Member, day consensus.Day, candidate string) line {
	own := standing(l.lines, l.order, string(m.Code), candidate)
	if own.Position == "" && m.Voice.On(day) {
		return standing(l.lines, l.order, string(m.Voice.Code), candidate)
	}
	return own
}

// marks are what a sentence says of those it counts: which of them are contested.
const marks = `(?: \([\p{L} ,]+ contested\))?`

// counting is a sentence that counts members, and what its numbers are: "name" is whose count
// it is, "was …" what it was by the last digest.
func counting(sentence string) *regexp.Regexp {
	return regexp.MustCompile(strings.NewReplacer("NAME", `(?P<name>\p{Lu}[\p{L}' -]*?)`, "MARKS", marks, "BACKS", `(?:backs?|ha(?:s|ve) ratified)`, "MEMBERS", `(?P<members>\d+) (?:members?|participating States?)`).Replace(sentence))
}

// The sentences of a digest that count members.
var (
	headlines = []*regexp.Regexp{
		counting(`NAME has the reported backing of (?P<backs>\d+) of (?:NATO|the \w+)'s MEMBERSMARKS(?:, (?P<accepts>\d+) more would not blockMARKS)?[;,](?: and)? (?P<missing>\d+) (?:is|are) missing`),
		counting(`All (?P<members>\d+) \w+ (?:members|participating States) are reported to back or accept NAME: (?P<backs>\d+) backs?MARKS and (?P<accepts>\d+) would not block`),
		counting(`Reported unanimity for NAME \(.*\); by name, (?P<agree>\d+) of (?:NATO|the \w+)'s MEMBERS (?:is|are) reported to back or acceptMARKS, and (?P<missing>\d+) (?:is|are) missing`),
		counting(`(?P<backs>\d+|[Nn]one) of MEMBERS BACKS NAME(?:, (?P<accepts>\d+) (?:more )?would not block)?MARKS(?:, (?P<missing>\d+) (?:is|are) missing|; [\p{L} ,]+ missing)?[.;]`),
		counting(`[Aa]ll (?P<backs>\d+) (?:members|participating States) BACKS NAME(?:, (?P<accepts>\d+) more would not block)?MARKS(?:;|\.)`),
		counting(`(?:backing|BACKS|having ratified) NAME(?: again)?(?:, [^;]*? says|, [^;]*? say|, according to [^;]*?)?; (?P<backs>\d+) of MEMBERS now (?:do(?:es)?|has|have)MARKS`),
		counting(`(?:would not block|accepting) NAME(?:, [^;]*? says|, [^;]*? say|, according to [^;]*?)?; (?P<agree>\d+) of MEMBERS (?:backs? or accepts?|ha(?:s|ve) ratified)`),
		counting(`Consensus on NAME is lost: (?P<agree>\d+) of MEMBERS (?:backs? or accepts?|ha(?:s|ve) ratified)`),
		counting(`All (?P<agree>\d+) members (?:now back or accept|have ratified) NAME(?:MARKS)?(?:;|\.)`),
		counting(`back(?:s)? NAME on the record; (?P<record>\d+) of (?P<backs>\d+) backers now`),
		counting(`backs? NAME, [^;]*; by name (?P<backs>\d+|none) do(?:es)?`),
		counting(`opposes? NAME(?:, [^;]*? says|, [^;]*? say|, according to [^;]*?)?; (?P<opposes>\d+) members now do`),
	}
	countLine = counting(`^- NAME: (?P<backs>\d+|none) of MEMBERS BACKS(?: \((?:up|down) from (?P<was>\d+)(?:; [\p{L} ,]+ contested)?\))?MARKS(?:, (?P<record>\d+|none) on the record)?(?:; (?P<accepts>\d+) would not blockMARKS)?(?:; (?P<leans>\d+) (?:leans?|(?:is|are) on the way))?(?:; (?P<missing>\d+) missingMARKS: .*)?\.$`)
	leftLine  = counting(`missing for NAME: .*That (?:leaves|makes) (?P<missing>\d+)\.$`)
	namedGap  = counting(`^- NAME: .* back, says the claim .*; the ledger names (?P<backs>\d+)`)
	weekWent  = regexp.MustCompile(`^- ([\p{L} ]+): from (\d+) of (\d+) members that back or accept to (\d+) of (\d+)`)

	missingGroup = regexp.MustCompile(`^(Oppose|Seen as holding out|Undeclared|Lean towards, without having said it|Are blocking|Have reservations|Have given no word yet|Are on the way): (\d+) of (\d+) (?:members|participating States)$`)
	silentGroup  = regexp.MustCompile(`^- No report yet: (\d+) members?: (.*)$`)
)

// called gives the candidate that a sentence names, by the surname or the whole name.
func (l ledgerLines) called(name string) string {
	for _, one := range l.lines {
		if one.Candidate == key(name) || strings.HasSuffix(one.Candidate, "-"+key(name)) {
			return one.Candidate
		}
	}
	return key(name)
}

// recounted holds the numbers that a sentence matched against a recount of a day; it tells
// whether the sentence is of that kind.
func (l ledgerLines) recounted(t require, day consensus.Day, sentence *regexp.Regexp, text string) bool {
	found := sentence.FindAllStringSubmatch(text, -1)
	for _, m := range found {
		of, members := l.count(l.called(m[sentence.SubexpIndex("name")]), day)
		of["members"], of["record"] = members, of["on record"]
		for i, what := range sentence.SubexpNames() {
			if what == "" || what == "name" || what == "was" || m[i] == "" {
				continue
			}
			same(t, text+": "+what, strings.NewReplacer("none", "0", "None", "0").Replace(m[i]), of[what])
		}
	}
	return found != nil
}

// checkDigest holds every number of a digest and of its thread against a recount.
func checkDigest(t require, l ledgerLines, d report.Digest) {
	day := d.Point.On
	checkHeadline(t, l, day, d.Reply.Title)
	_, counts, counted := strings.Cut(d.Reply.Plain(), "\nThe count\n")
	counts, _, _ = strings.Cut(counts, "\n\n")
	for text := range strings.Lines(counts) {
		if text = strings.TrimSpace(text); counted && !l.recounted(t, day, countLine, text) && !strings.HasPrefix(text, "- And ") {
			t.Errorf("a count that nobody recounts: %q", text)
		}
	}
	for text := range strings.Lines(d.Reply.Plain()) {
		l.recounted(t, day, leftLine, strings.TrimSpace(text))
	}
	lead := ""
	for _, r := range d.Thread {
		if name, ok := strings.CutPrefix(r.Title, "Who is missing for "); ok {
			lead = strings.TrimSuffix(name, ".")
		}
		for text := range strings.Lines(r.Plain()) {
			text = strings.TrimSpace(text)
			checkMissing(t, l, day, lead, text)
			l.recounted(t, day, namedGap, text)
			if m := weekWent.FindStringSubmatch(text); m != nil {
				of, members := l.count(key(m[1]), day)
				same(t, text, m[4], of["agree"])
				same(t, text, m[5], members)
			}
		}
		checkThread(t, l, day, r)
	}
}

// checkBefore holds what the counts were by the last digest against a recount of its day.
func checkBefore(t require, l ledgerLines, from consensus.Point, text string) {
	for text := range strings.Lines(text) {
		m := countLine.FindStringSubmatch(strings.TrimSpace(text))
		if m == nil || m[countLine.SubexpIndex("was")] == "" {
			continue
		}
		was, _ := l.upTo(from.Known, from.On).count(l.called(m[countLine.SubexpIndex("name")]), from.On)
		same(t, text, m[countLine.SubexpIndex("was")], was["backs"])
	}
}

// checkHeadline holds each number of a first line against a recount, and finds none that no
// sentence explains.
func checkHeadline(t require, l ledgerLines, day consensus.Day, title string) {
	for sentence := range strings.SplitSeq(strings.TrimSuffix(title, "."), ". ") {
		sentence += "."
		unexplained := claimed.ReplaceAllString(sentence, "")
		for _, headline := range headlines {
			l.recounted(t, day, headline, sentence)
			unexplained = headline.ReplaceAllString(unexplained, "")
		}
		if ofAll.MatchString(unexplained) {
			t.Errorf("a count that nobody recounts: %q", sentence)
		}
	}
}

// ofAll is a count of members.
var ofAll = regexp.MustCompile(`\d+ of \d+`)

// claimed are counts that others give, in a first line.
var claimed = regexp.MustCompile(`(?:[Aa]bout|[Oo]ver|[Aa]t least|[Ee]xactly|counts) \d+ of \d+|it is (?:about|over|at least|exactly) \d+ of \d+`)

func checkMissing(t require, l ledgerLines, day consensus.Day, lead, text string) {
	if m := missingGroup.FindStringSubmatch(text); m != nil {
		of, members := l.count(key(lead), day)
		position := map[string]string{"Oppose": "opposes", "Seen as holding out": "holdout", "Undeclared": "undeclared", "Are blocking": "opposes", "Have reservations": "holdout", "Have given no word yet": "undeclared"}[m[1]]
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
	members := l.body.On(day)
	for _, s := range r.Sections {
		switch s := s.(type) {
		case answer.Table:
			rows := map[string][]string{}
			for _, row := range s.Rows {
				rows[row[0]] = row
			}
			for _, m := range members {
				for j, column := range s.Columns[1:] {
					want := l.stands(m, day, key(column.Name)).Position
					heard := want != ""
					if !l.asks(m, key(column.Name)) {
						want = "not asked"
					} else if l.tabled(key(column.Name)) != "" {
						want = map[string]string{"backs": "has ratified", "leans": "has announced it", "holdout": "has reservations", "opposes": "is blocking", "": "no word yet"}[want]
					}
					if row := rows[m.Name]; row == nil && heard || row != nil && (!strings.HasPrefix(row[j+1], want) || want == "" && row[j+1] != "undeclared, no report yet") {
						t.Errorf("%s: %q, a recount gives %q", m.Name, row, want)
					}
				}
				delete(rows, m.Name)
			}
			if len(rows) > 0 || len(s.Columns) > 3 {
				t.Errorf("rows of nobody, or columns that a phone does not show: %v, %v", rows, s.Columns)
			}
		case answer.Trend:
			for i, point := range s.Points {
				if len(strings.Fields(point)) < 3 {
					point += day.Long()[len(day.Long())-5:]
				}
				on, err := time.Parse("2 January 2006", point)
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

// Law: every number of every digest equals a recount of the entries, through whole races.
func TestLawDigestsAreRecounts(t *testing.T) { digestsAreRecounts(t, "") }

func TestLawDigestsAreRecountsWithHeldReports(t *testing.T) { digestsAreRecounts(t, "held/") }

func digestsAreRecounts(t *testing.T, folder string) {
	race, err := os.ReadFile("testdata/replay/" + folder + "race.txt")
	if err != nil {
		t.Fatal(err)
	}
	r, mornings, weeks := newReplay(t), 0, 0
	r.channel = ""
	r.looked = func(d report.Digest) {
		mornings++
		l := exportedLines(t, r.desk)
		checkDigest(t, l, d)
		thread := ""
		for _, reply := range d.Thread {
			thread += reply.Plain()
		}
		for text := range strings.Lines(thread) {
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
				checkBefore(rt, l, since, digest.Reply.Plain())
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
	if n := visible(digest.Reply); n > roomOfMessage {
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
