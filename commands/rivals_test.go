package commands_test

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"natobot/commands"
	"natobot/commands/answer"
	"natobot/commands/report"
	"natobot/consensus"
	"natobot/consensus/bodies"
)

// inApril gives a desk in the race's spring, on which every member but some backs Rutte by
// a report of 20 March; Sweden has joined.
func inApril(t testing.TB, but ...consensus.Code) (*commands.Desk, *clock) {
	t.Helper()
	c := &clock{time.Date(2024, 3, 20, 9, 0, 0, 0, time.UTC)}
	d := newDesk(t, opened(t, c), c)
	say := func(text string) {
		if r := do(d, text); r.Outcome != answer.Recorded {
			t.Fatal(text, r.Plain())
		}
	}
	say(`candidate "Mark Rutte" of Netherlands put forward`)
	for _, m := range bodies.NATO().On(20240320) {
		if !slices.Contains(but, m.Code) {
			say("stance " + string(m.Code) + " backs Rutte via spokesperson")
		}
	}
	c.at = time.Date(2024, 4, 3, 9, 0, 0, 0, time.UTC)
	return d, c
}

// section gives a part of an answer by how its heading begins, "" where it is not there.
func section(r answer.Reply, heading string) string {
	for _, s := range r.Sections {
		if l, ok := s.(answer.List); ok && strings.HasPrefix(l.Heading, heading) {
			return answer.Reply{Sections: []answer.Section{l}}.Plain()
		}
	}
	return ""
}

// Another count that says whom it leaves out is set against ours, member by member, in the
// status, at the candidate and in the digest.
func TestRivalCounts(t *testing.T) {
	const claim = `claim Rutte exactly 28 of 32 missing Hungary, Romania, Slovakia, Turkey via reported by "NOS" on 2 April`
	for _, tt := range []struct {
		name    string
		but     []consensus.Code
		reports []string
		claim   string
		want    string
	}{
		{
			"the members that each has alone",
			[]consensus.Code{"ES", "IT", "HU", "RO", "SK", "TR"},
			[]string{"stance Slovakia accepts Rutte via diplomat on 1 April"},
			claim,
			"NOS counts 28 of 32 members for Mark Rutte on 2 April 2024 (reported, #29); in our ledger, 27 of 32 members back or accept on that day. " +
				"NOS has Italy and Spain backing or accepting, of which we have no report. We have Slovakia as accepting (#28); that count leaves it out.",
		},
		{
			"the same members",
			[]consensus.Code{"HU", "RO", "SK", "TR"},
			nil, claim,
			"NOS counts 28 of 32 members for Mark Rutte on 2 April 2024 (reported, #30); in our ledger, 28 of 32 members back or accept on that day. " +
				"Both leave out the same members: Hungary, Romania, Slovakia and Türkiye.",
		},
		{
			"as many, and others",
			[]consensus.Code{"HU", "RO", "TR", "US"},
			[]string{`stance US holdout Rutte via official on 2 April`},
			claim,
			"NOS counts 28 of 32 members for Mark Rutte on 2 April 2024 (reported, #31); in our ledger, 28 of 32 members back or accept on that day. " +
				"NOS has the United States backing or accepting; we have the United States as holding out (#30). We have Slovakia as backing (#25); that count leaves it out.",
		},
		{
			"what came after the day of the count",
			[]consensus.Code{"HU", "RO", "SK", "TR", "ES"},
			[]string{"stance Spain backs Rutte via spokesperson on 3 April"},
			claim,
			"NOS counts 28 of 32 members for Mark Rutte on 2 April 2024 (reported, #30); in our ledger, 27 of 32 members back or accept on that day. " +
				"NOS has Spain backing or accepting, of which we have no report. Since then: Spain backs Mark Rutte (#29).",
		},
		{
			"contested with us",
			[]consensus.Code{"HU", "RO", "TR", "SK"},
			[]string{"stance Slovakia leans Rutte via diplomat on 1 April", "stance Slovakia accepts Rutte via official on 1 April"},
			claim,
			"NOS counts 28 of 32 members for Mark Rutte on 2 April 2024 (reported, #32); in our ledger, 29 of 32 members back or accept on that day. " +
				"We have Slovakia as accepting (#31, contested); that count leaves it out.",
		},
		{
			"not all of whom it leaves out",
			[]consensus.Code{"HU"},
			nil, `claim Rutte at least 25 missing Hungary, Turkey via camp on 2 April`,
			"The candidate's camp counts at least 25 members for Mark Rutte on 2 April 2024 (camp, #33); in our ledger, 31 of 32 members back or accept on that day. " +
				"We have Türkiye as backing (#30); that count leaves it out. It does not account for every member; only those that it leaves out are compared: Hungary and Türkiye.",
		},
		{
			"of the 31 of its day",
			[]consensus.Code{"HU", "ES"},
			nil, `claim Rutte exactly 30 of 31 missing Hungary from "Politico" on 1 March`,
			"Politico counts 30 of 31 members for Mark Rutte on 1 March 2024 (reported, #32); in our ledger, 0 of 31 members back or accept on that day. " +
				"Politico has Albania, Belgium, Bulgaria, Canada, Croatia, Czechia, Denmark, Estonia, Finland, France, Germany, Greece, Iceland, Italy, Latvia, Lithuania, Luxembourg, Montenegro, the Netherlands, North Macedonia, Norway, Poland, Portugal, Romania, Slovakia, Slovenia, Spain, Türkiye, the United Kingdom and the United States backing or accepting, of which we have no report.",
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			d, _ := inApril(t, tt.but...)
			for _, text := range append(tt.reports, tt.claim) {
				if r := do(d, text); r.Outcome != answer.Recorded {
					t.Fatal(text, r.Plain())
				}
			}
			for question, heading := range map[string]string{
				"status": "Rival counts, member by member", "status Rutte": "Rival counts, member by member",
				"candidate Rutte": "Rival counts, member by member", inDigest: "Rival counts, member by member",
			} {
				got := section(threaded(t, d, question), heading)
				if !strings.Contains(got, "- "+tt.want) {
					t.Errorf("%s:\n%s\nwant\n- %s", question, got, tt.want)
				}
			}
		})
	}
}

// A claim never adds to what members said, whomever it leaves out; a program reads whom.
func TestClaimsWithNamesInExports(t *testing.T) {
	d, _ := inApril(t, "HU", "RO", "SK", "TR", "ES")
	before, _ := d.Standing(context.Background(), commands.About{Candidate: "Rutte"})
	do(d, `claim Rutte exactly 28 of 32 missing Hungary, Romania, Slovakia, Turkey via reported by "NOS" on 2 April`)
	do(d, `claim Rutte about 20`)
	after, _ := d.Standing(context.Background(), commands.About{Candidate: "Rutte"})
	if fmt.Sprint(before.Candidates[0].Positions) != fmt.Sprint(after.Candidates[0].Positions) || after.Candidates[0].Consensus {
		t.Error("a claim changed the count:", before, after)
	}
	text, err := json.Marshal(after.Candidates[0].Claims)
	want := `[{"entry":29,"qualifier":"exactly","count":28,"of":32,"on":"2024-04-02","attribution":"reported","missing":["HU","RO","SK","TR"]},` +
		`{"entry":30,"qualifier":"about","count":20,"of":0,"on":"2024-04-03","attribution":"reported"}]`
	if err != nil || string(text) != want {
		t.Errorf("%v\n%s\nwant\n%s", err, text, want)
	}
	var long, jsonl, again strings.Builder
	for format, into := range map[string]*strings.Builder{"long": &long, "jsonl": &jsonl} {
		if err := d.Export(context.Background(), into, commands.ExportOptions{Format: format}); err != nil {
			t.Fatal(err)
		}
	}
	if !strings.Contains(long.String(), ",stands,HU RO SK TR,secretary-general,NL,,UANNA,,,\n") || !strings.Contains(jsonl.String(), `"count":28,"of":32,"missing":["HU","RO","SK","TR"],`) {
		t.Error(long.String(), jsonl.String())
	}
	twin := empty(t)
	load(t, twin, jsonl.String(), commands.ImportOptions{})
	if err := twin.Export(context.Background(), &again, commands.ExportOptions{Format: "jsonl"}); err != nil || again.String() != jsonl.String() {
		t.Error("another ledger after export and import:", err, firstDifference(again.String(), jsonl.String()))
	}
	for name, damage := range map[string][2]string{
		"out of order":   {`["HU","RO","SK","TR"]`, `["RO","HU","SK","TR"]`},
		"a member twice": {`["HU","RO","SK","TR"]`, `["HU","HU","RO","SK"]`},
		"no code":        {`["HU","RO","SK","TR"]`, `["HU,RO","SK","TR"]`},
		"of a stance":    {`"position":"backs"`, `"position":"backs","missing":["HU"]`},
	} {
		if r := load(t, empty(t), strings.Replace(jsonl.String(), damage[0], damage[1], 1), commands.ImportOptions{}); len(r.Problems) == 0 {
			t.Errorf("%s: imported", name)
		}
	}
}

// Reported unanimity, consensus by our count, the Council's decision and taking office are
// four facts: each comes with its own day and source, and none with another.
func TestFourFacts(t *testing.T) {
	type told struct{ headline, facts string }
	const none = "Mark Rutte: four facts, each of its own\n" +
		"- Unanimity, as somebody reports it: %s\n- Consensus by our count: %s\n- Decision of the Council: %s\n- Taking office: %s\n"
	const (
		unheard  = "not reported"
		missing1 = "no, 1 of 32 members is missing"
		undone   = "none recorded"
		unseated = "not recorded"
		unity    = "exactly 32 of 32 members on 18 June 2024 (reported, NOS, #33)"
		agreed   = "since 20 June 2024, with Romania (Klaus Iohannis, on the record, #34)"
		decided  = "on 26 June 2024 (reported, NATO, #35)"
		seated   = "on 1 October 2024 (reported, NATO, #36)"
	)
	facts := func(a ...any) string { return fmt.Sprintf(none, a...) }
	d, c := inApril(t, "RO")
	for _, step := range []struct {
		on   time.Time
		text string
		want told
	}{
		{time.Date(2024, 6, 17, 9, 0, 0, 0, time.UTC), "", told{"Mark Rutte has the reported backing of 31 of NATO's 32 members; 1 is missing.", ""}},
		{
			time.Date(2024, 6, 18, 9, 0, 0, 0, time.UTC), `claim Rutte all 32 via reported by "NOS"`,
			told{"Reported unanimity for Mark Rutte (18 June 2024); by name, 31 of NATO's 32 members are reported to back or accept, and 1 is missing.", facts(unity, missing1, undone, unseated)},
		},
		{
			time.Date(2024, 6, 20, 9, 0, 0, 0, time.UTC), `stance Romania accepts Rutte by "Klaus Iohannis"`,
			told{"All 32 NATO members are reported to back or accept Mark Rutte: 31 back and 1 would not block. No decision of the Council is recorded.", facts(unity, agreed, undone, unseated)},
		},
		{
			time.Date(2024, 6, 26, 12, 0, 0, 0, time.UTC), `candidate Rutte appointed from "NATO"`,
			told{"The Council appointed Mark Rutte on 26 June 2024. All 32 NATO members are reported to back or accept Mark Rutte: 31 back and 1 would not block.", facts(unity, agreed, decided, unseated)},
		},
		{
			time.Date(2024, 10, 1, 12, 0, 0, 0, time.UTC), `candidate Rutte in office from "NATO"`,
			told{"Mark Rutte took office on 1 October 2024; the Council had decided on 26 June 2024. All 32 NATO members are reported to back or accept Mark Rutte: 31 back and 1 would not block.", facts(unity, agreed, decided, seated)},
		},
		{
			time.Date(2024, 10, 2, 12, 0, 0, 0, time.UTC), `retract #34 because "misheard"`,
			told{"Mark Rutte took office on 1 October 2024; the Council had decided on 26 June 2024. Mark Rutte has the reported backing of 31 of NATO's 32 members; 1 is missing.", facts(unity, missing1, decided, seated)},
		},
		{
			time.Date(2024, 10, 2, 12, 1, 0, 0, time.UTC), `retract #33 because "misread"`,
			told{"Mark Rutte took office on 1 October 2024; the Council had decided on 26 June 2024. Mark Rutte has the reported backing of 31 of NATO's 32 members; 1 is missing.", facts(unheard, missing1, decided, seated)},
		},
	} {
		c.at = step.on
		if step.text != "" {
			if r := do(d, step.text); r.Outcome != answer.Recorded {
				t.Fatal(r.Plain())
			}
		}
		if title, _, decided := strings.Cut(step.want.headline, ". All 32"); decided && strings.Contains(title, "Council ") {
			for question, want := range map[string]string{"candidates": title + ".", "race": title + "."} {
				if got := do(d, question).Title; got != want {
					t.Errorf("%s, after %q: %s", question, step.text, got)
				}
			}
		}
		for _, question := range []string{"status", "candidate Rutte", inDigest} {
			r := threaded(t, d, question)
			if got := (told{r.Title, section(r, "Mark Rutte: four facts")}); got.headline != step.want.headline || strings.TrimSpace(got.facts) != strings.TrimSpace(step.want.facts) {
				t.Errorf("%s, after %q:\n%s\n%s\nwant\n%s\n%s", question, step.text, got.headline, got.facts, step.want.headline, step.want.facts)
			}
		}
	}
}

// A report of unanimity is the headline only while nothing newer speaks against it.
func TestUnanimityIsOvertaken(t *testing.T) {
	const unity = `claim Rutte exactly 32 of 32 via diplomat on 18 June`
	for name, tt := range map[string]struct {
		then  string
		stays bool
	}{
		"nothing":                      {"", true},
		"the same from another":        {`claim Rutte at least 32 via reported by "NOS" on 19 June`, true},
		"an older count":               {`claim Rutte about 20 of 32 on 17 June`, true},
		"a newer count of fewer":       {`claim Rutte exactly 31 of 32 missing Romania on 19 June`, false},
		"a newer vague count":          {`claim Rutte about 20 of 32 on 19 June`, false},
		"an older word of who is out":  {`stance Romania holdout Rutte on 17 June`, true},
		"a newer word of who is out":   {`stance Romania holdout Rutte on 19 June`, false},
		"another who is in":            {`stance Romania accepts Rutte on 19 June`, false}, // then it is consensus by our count
		"a count of all that were one": {`retract #33 because "wrong"`, false},
	} {
		t.Run(name, func(t *testing.T) {
			d, c := inApril(t, "RO")
			c.at = time.Date(2024, 6, 20, 9, 0, 0, 0, time.UTC)
			do(d, unity)
			if tt.then != "" {
				if r := do(d, tt.then); r.Outcome != answer.Recorded {
					t.Fatal(r.Plain())
				}
			}
			if title := do(d, "status").Title; strings.HasPrefix(title, "Reported unanimity for Mark Rutte") != tt.stays {
				t.Error(title)
			}
		})
	}
	t.Run("a country that joins since", func(t *testing.T) {
		c := &clock{time.Date(2024, 3, 1, 9, 0, 0, 0, time.UTC)}
		d := newDesk(t, opened(t, c), c)
		do(d, `candidate "Mark Rutte" declared`)
		do(d, `claim Rutte exactly 31 of 31 via diplomat`)
		if title := do(d, "status").Title; !strings.HasPrefix(title, "Reported unanimity for Mark Rutte (a diplomat, 1 March 2024); by name, 0 of NATO's 31 members are") {
			t.Error(title)
		}
		c.at = time.Date(2024, 3, 8, 9, 0, 0, 0, time.UTC)
		if title := do(d, "status").Title; strings.HasPrefix(title, "Reported unanimity") {
			t.Error(title)
		}
	})
}

// inDigest asks for a digest, its thread and all.
const inDigest = "digest"

// threaded gives the answer to a question; a first digest with all that stands in its thread.
func threaded(t *testing.T, d *commands.Desk, question string) answer.Reply {
	t.Helper()
	if question != inDigest {
		return do(d, question)
	}
	digest, err := d.Digest(context.Background(), report.DigestOptions{})
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range digest.Thread {
		digest.Reply.Sections = append(digest.Reply.Sections, r.Sections...)
	}
	return digest.Reply
}
