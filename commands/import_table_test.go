package commands_test

import (
	"context"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"natobot/commands"
	"natobot/commands/answer"
	"natobot/commands/jsonl"
	"natobot/consensus"
)

// loadTable imports a table, and gives what went wrong with the file as a whole.
func loadTable(d *commands.Desk, text string, o commands.ImportOptions) (commands.ImportReport, error) {
	return d.Import(context.Background(), "table.csv", strings.NewReader(text), o)
}

const deskTable = `Country;Stance;Candidate;Datum;Said by;Link;Quote;Checked by
Poland;supports;Rutte;22 Feb 2024;Donald Tusk;https://pap.example/1;"He is; in every way,
the right man";Anna

Sweden;won't block;Kallas;21.02.2024;;;;
United Kingdom;backs;Mark Rutte;22/02/2024;;;;Ben
`

func TestATableIsImported(t *testing.T) {
	d, _ := seeded(t)
	before := exported(t, d, "jsonl")
	r, err := loadTable(d, deskTable, commands.ImportOptions{DryRun: true})
	if err != nil {
		t.Fatal(err)
	}
	want := []string{
		"row 2: #29 Poland backs Mark Rutte (Donald Tusk, on the record, pap.example (https://pap.example/1), 22 February 2024): “He is; in every way, the right man”",
		"row 4: #30 Sweden would not block Kaja Kallas (reported, 21 February 2024)",
		"row 5: #31 The United Kingdom backs Mark Rutte (reported, 22 February 2024)",
	}
	if got := strings.Join(r.Became, "\n"); got != strings.Join(want, "\n") {
		t.Errorf("the dry run:\n%s", got)
	}
	if exported(t, d, "jsonl") != before {
		t.Error("a dry run recorded something")
	}
	var heard []string
	progress := func(done, total int) { heard = append(heard, fmt.Sprint(done, " of ", total)) }
	r, err = loadTable(d, deskTable, commands.ImportOptions{Progress: progress})
	if got := strings.Join(heard, ", "); got != "0 of 3, 1 of 3, 2 of 3" {
		t.Error("progress:", got)
	}
	if err != nil || r.String() != "3 entries: #29 to #31. Columns left aside: Checked by." {
		t.Error(r, err)
	}
	if s, err := d.Standing(context.Background(), commands.About{On: 20240222, Candidate: "Rutte"}); err != nil || len(s.Candidates[0].Positions.Backs) != 5 {
		t.Error(s, err)
	}
	after := exported(t, d, "jsonl")
	if !strings.Contains(after, `"quote":"He is; in every way,\nthe right man"`) {
		t.Error("the quote is another one")
	}
	for name, text := range map[string]string{"the same file": deskTable, "in another encoding": "\ufeff" + deskTable} {
		if r, err = loadTable(d, text, commands.ImportOptions{}); err != nil || !r.Repeated {
			t.Error(name, r, err)
		}
	}
	if r, err = loadTable(d, deskTable+";;;;;;;\nItaly;leans;Rutte;;;;;\n", commands.ImportOptions{}); err != nil || r.String() != "1 entry: #32; the ledger had 3 rows already. Columns left aside: Checked by." {
		t.Error("with one row more:", r, err)
	}
	if !strings.HasPrefix(exported(t, d, "jsonl"), after) {
		t.Error("what was recorded changed")
	}
}

func TestEveryBadRowOfATableIsNamed(t *testing.T) {
	d, _ := seeded(t)
	before := exported(t, d, "jsonl")
	r, err := loadTable(d, `Country,Stance,Candidate,Datum,Link
Poland,backs,Rutte,22 Feb 2024,
Ireland,backs,Rutte,03/04/2024,
Spain,backs,"Rutte,22 Feb 2024,
Italy,backs,Rutte,22 Feb 2024,
`, commands.ImportOptions{})
	if err != nil || r.Added != 0 {
		t.Fatal(r, err)
	}
	r, err = loadTable(d, `Country,Stance,Candidate,Datum,Link
Poland,backs,Rutte,22 Feb 2024,
Ireland,backs,Rutte,03/02/2024,
Spain,ba"cks,Rutte,22 Feb 2024,
Italy,backs,Klaus Iohannis,45344,
Spain,opposes,Rutte,22 Feb 2024,
Spain,backs,Rutte,22 Feb 2024,,much more
`, commands.ImportOptions{DryRun: true})
	at := 0
	for _, want := range []string{
		"Nothing was imported: 5 rows are not right.\n",
		"row 3, column Country: `Ireland` is not a member of NATO.", "\nrow 3, column Datum: `03/02/2024` is 3 February 2024 to some and 2 March 2024 to others.",
		"\nrow 4: A quotation mark stands in the middle of a cell.",
		"\nrow 5, column Candidate: `Klaus Iohannis` is not among the candidates, and a table adds none. If the name is right, add it first: `natobot ask 'candidate \"Klaus Iohannis\" of COUNTRY mooted'`",
		"\nrow 5, column Datum: `45344` is a day as spreadsheets count them: 22 February 2024 in most", "\nrow 6, column Stance: ",
		"\nrow 7: This row has 6 cells, and there are 5 headings.",
	} {
		i := strings.Index(r.String()[at:], want)
		if err != nil || i < 0 {
			t.Fatalf("no %q here in\n%s\n%v", want, r, err)
		}
		at += i
	}
	if exported(t, d, "jsonl") != before {
		t.Error("a table with bad rows left something behind")
	}
}

// The desk's own moments are the known axis, where they do not run backwards.
func TestATableKeepsItsMoments(t *testing.T) {
	d := empty(t)
	do(d, "candidate Mark Rutte of Netherlands declared on 2024-02-01")
	const table = "member,position,candidate,date,recorded,recorder\nPL,leans,Rutte,2024-02-10,2024-02-11 09:00,Anna\nPL,backs,Rutte,2024-02-20,2024-02-22T10:00:00Z,UBEN\n"
	r, err := loadTable(d, table, commands.ImportOptions{})
	if err != nil || !strings.HasPrefix(r.String(), "Nothing was imported: 1 row is not right.\nrow 2: This row was recorded at 2024-02-11T08:00:00Z, before the last entry of the ledger (2024-03-01T09:00:00Z).") {
		t.Error(r, err)
	}
	c := &clock{time.Date(2024, 2, 1, 9, 0, 0, 0, time.UTC)}
	d = newDesk(t, opened(t, c), c)
	do(d, "candidate Mark Rutte of Netherlands declared on 2024-02-01")
	c.at = time.Date(2024, 3, 1, 9, 0, 0, 0, time.UTC)
	if r, err = loadTable(d, table, commands.ImportOptions{}); err != nil || r.Added != 2 {
		t.Fatal(r, err)
	}
	for known, want := range map[consensus.Day]string{20240210: "undeclared", 20240211: "leans", 20240221: "leans", 20240222: "backs"} {
		r := do(d, "member Poland on "+known.String()+" known "+known.String())
		if !strings.Contains(strings.ToLower(r.Plain()), want) {
			t.Errorf("known on %s: no %s in %s", known, want, r.Plain())
		}
	}
	if got := exported(t, d, "jsonl"); !strings.Contains(got, `"recorded":"2024-02-22T10:00:00.000Z","recorder":"UBEN"`) || !strings.Contains(got, `"recorder":"Anna"`) {
		t.Error(got)
	}
	if r, err = loadTable(d, table, commands.ImportOptions{}); err != nil || !r.Repeated {
		t.Error("the second time:", r, err)
	}
	if r := do(d, "stance Spain backs Rutte"); r.Outcome != answer.Recorded {
		t.Error(r.Plain())
	}
}

func TestFilesThatAreNoTable(t *testing.T) {
	d, _ := seeded(t)
	for text, want := range map[string]string{
		"PK\x03\x04": "This is a workbook", "Poland,backs,Rutte\n": "No heading says where the member stands.", "": "This table is empty.",
		"country,stance,candidate\nPoland,b\xe4cks,Rutte\n": "This file is not in UTF-8 or UTF-16.",
	} {
		_, err := loadTable(d, text, commands.ImportOptions{})
		var told *consensus.Error
		if !errors.As(err, &told) || !strings.HasPrefix(told.Message, want) {
			t.Errorf("%q: %v", text, err)
		}
	}
	if r, err := loadTable(d, "country,stance,candidate\n", commands.ImportOptions{}); err != nil || r.String() != "There is nothing in it to import." {
		t.Error(r, err)
	}
	if r := load(t, d, "\ufeff"+exported(t, d, "jsonl"), commands.ImportOptions{}); r.Already != 28 || len(r.Problems) > 0 {
		t.Error("JSON lines with a mark before them:", r)
	}
	if r := load(t, d, "Country\tPosition\tCandidate\nSpain\tbacks\tRutte\n", commands.ImportOptions{}); r.Added != 1 {
		t.Error("a table without a name:", r)
	}
}

// history draws the facts of a race: reports of few members and days, corrections,
// retractions, echoes and settlings, and settings of the desk between them.
func history(t *rapid.T) []consensus.Entry {
	members := []consensus.Code{"DE", "FR", "HU", "SE"}
	people := []consensus.Key{"mark-rutte", "kaja-kallas"}
	names := map[consensus.Key]string{"mark-rutte": "Mark Rutte", "kaja-kallas": "=Kaja; -Kallas"}
	texts := rapid.SampledFrom([]string{"", "plain", "=1+1", "'=1", "a;=b", "\t=c", "＝d", "line\n-two", "\"quoted\", it; was", " led and trailed "})
	moment := time.Date(2024, 3, 1, 9, 0, 0, 0, time.UTC)
	var list []consensus.Entry
	for n := 1; n <= rapid.IntRange(1, 30).Draw(t, "entries"); n++ {
		moment = moment.Add(time.Duration(rapid.IntRange(0, 20).Draw(t, "hours")) * time.Hour)
		e := consensus.Entry{Number: n, Race: "2024", Recorder: rapid.SampledFrom([]string{"UANNA", "UBEN"}).Draw(t, "recorder"), Recorded: moment}
		e.Candidate = rapid.SampledFrom(people).Draw(t, "candidate")
		e.On = consensus.When{Day: consensus.Day(20240301 + rapid.IntRange(0, 5).Draw(t, "day")), Precision: rapid.SampledFrom([]consensus.Precision{consensus.Exact, consensus.ByThen}).Draw(t, "precision")}
		e.Source = consensus.Source{
			Via: rapid.SampledFrom(consensus.Attributions()).Draw(t, "via"), Who: texts.Draw(t, "who"), Quote: texts.Draw(t, "quote"),
			Link: rapid.SampledFrom([]string{"", "https://www.reuters.com/a?b=1;2"}).Draw(t, "link"),
		}
		switch kind := rapid.IntRange(0, 6).Draw(t, "kind"); {
		case n <= len(people):
			e.Candidate = people[n-1]
			e.Kind, e.Name, e.Country, e.Status = consensus.Candidacy, names[e.Candidate], "NL", rapid.SampledFrom(consensus.Statuses()).Draw(t, "status")
		case kind == 0:
			e.Kind, e.Count, e.Of = consensus.ClaimKind, rapid.IntRange(0, 20).Draw(t, "count"), 31
		case kind == 1:
			e.Kind, e.Text = consensus.Note, "note "+texts.Draw(t, "text")
		case kind == 2:
			e.Fact = consensus.Fact{Kind: consensus.Granting, On: e.On, Grant: &consensus.Grant{User: "UCLEO", Role: consensus.Editor}}
		default:
			e.Kind, e.Member, e.Position = consensus.StanceKind, rapid.SampledFrom(members).Draw(t, "member"), rapid.SampledFrom(consensus.Positions()).Draw(t, "position")
			e.Source.Who = "Somebody" // who opposes is named
		}
		if target := rapid.IntRange(0, n-1).Draw(t, "target"); target > 0 && n > len(people) {
			mend(t, &e, list[target-1])
		}
		list = append(list, e)
	}
	return list
}

// mend makes of an entry, now and then, one that tells of another.
func mend(t *rapid.T, e *consensus.Entry, of consensus.Entry) {
	deed := consensus.Fact{Target: of.Number, On: e.On}
	switch what := rapid.IntRange(0, 5).Draw(t, "deed"); {
	case what == 0:
		deed.Kind, deed.Text = consensus.Retraction, "no"
		e.Fact = deed
	case what == 1 && of.Kind == consensus.StanceKind:
		deed.Kind = consensus.Settling
		e.Fact = deed
	case what == 2 && of.Kind == consensus.StanceKind:
		deed.Kind = consensus.Echo
		e.Fact = deed
	case what > 2 && of.Kind == e.Kind && e.Kind == consensus.StanceKind:
		e.Target, e.Member, e.Candidate = of.Number, of.Member, of.Candidate
	}
}

// everyStanding gives how a ledger's race stands on every day by what was known on every day,
// without the numbers of entries, which an import counts anew.
func everyStanding(t *rapid.T, d *commands.Desk) string {
	var b strings.Builder
	for on := consensus.Day(20240229); on <= 20240307; on = on.Add(1) {
		for known := consensus.Day(20240301); known <= 20240325; known = known.Add(2) {
			s, err := d.Standing(context.Background(), commands.About{On: on, Known: known})
			if err != nil {
				t.Fatal(err)
			}
			s.Entries = 0
			for _, c := range s.Candidates {
				for i := range c.Claims {
					c.Claims[i].Entry = 0
				}
			}
			text, _ := json.Marshal(s)
			fmt.Fprintln(&b, on, known, string(text))
		}
	}
	return b.String()
}

// docs/product.md §4: export → import gives the same ledger by jsonl, and by the long table the same
// standing on every day, by what was known on every day.
func TestLawExportsCanBeImported(t *testing.T) {
	c := &clock{time.Date(2024, 4, 10, 9, 0, 0, 0, time.UTC)}
	rapid.Check(t, func(rt *rapid.T) {
		list := history(rt)
		ledger := newMemory(c.now)
		if err := ledger.Restore(context.Background(), list); err != nil {
			rt.Fatal(err)
		}
		d := newDesk(t, ledger, c)
		lines := exported(t, d, "jsonl")
		for _, form := range []string{"jsonl", "long", "long excel"} {
			file := exported(t, d, form)
			again := newDesk(t, newMemory(c.now), c)
			r := load(t, again, file, commands.ImportOptions{})
			if form == "jsonl" && exported(t, again, form) != lines {
				rt.Fatalf("%s\n%s", r, firstDifference(exported(t, again, form), lines))
			}
			if got, want := everyStanding(rt, again), everyStanding(rt, d); got != want {
				rt.Fatalf("%s: %s\n%s\n%s", form, r, firstDifference(got, want), file)
			}
			if r := load(t, again, file, commands.ImportOptions{}); r.Added != 0 || len(r.Problems) > 0 {
				rt.Fatalf("%s, the second time: %s", form, r)
			}
			if r := load(t, d, file, commands.ImportOptions{DryRun: true}); r.Added != 0 || len(r.Problems) > 0 {
				rt.Fatalf("%s, into its own ledger: %s\n%s\n%s", form, r, lines, file)
			}
			if quotes(t, again) != quotes(t, d) {
				rt.Fatalf("%s: other quotes\n%s\n%s", form, quotes(t, again), quotes(t, d))
			}
		}
	})
}

// Of a ledger with races of several bodies, each one's long table says all that its standing rests
// on: that a candidate is a motion, and how far a member has come towards it.
func TestLongTablesOfSeveralBodiesAreReadBack(t *testing.T) {
	races := map[string][]string{
		"2022": {
			`race open 2022 "The accession of Finland and Sweden" of NATO`, `candidate "Finland's accession" motion tabled on 5 July 2022`,
			`candidate "Sweden's accession" motion tabled on 5 July 2022`, `stance Canada ratified "Finland's accession" on 6 July 2022`,
			`stance Poland announced "Finland's accession" on 7 July 2022`, `stance Poland signed "Finland's accession" on 8 July 2022`,
			`stance Spain approved by parliament "Finland's accession" on 9 July 2022`, `stance Italy on the way "Sweden's accession" on 9 July 2022`,
			`stance Hungary blocked "Sweden's accession" by "Viktor Orbán" on 9 July 2022`, `candidate "Finland's accession" in force on 4 April 2023`,
		},
		"2020": {
			`race open 2020 "WTO Director-General 2020" of WTO`, `candidate "Yoo Myung-hee" of Korea put forward on 24 June 2020`,
			`stance Korea, Japan back Yoo on 26 June 2020`, `stance EU leans Yoo on 27 June 2020`, `claim Yoo about 60 of 164 on 28 June 2020`,
		},
		"2025": {
			`race open 2025 "OSCE Secretary General" of OSCE`, `candidate "Feridun Sinirlioğlu" of Türkiye declared on 2 Dec 2023`,
			`stance Mongolia backs Sinirlioğlu on 3 Dec 2023`, `stance Armenia holdout Sinirlioğlu if "a package" on 3 Dec 2023`,
		},
	}
	d := empty(t)
	for _, key := range slices.Sorted(maps.Keys(races)) {
		for _, text := range races[key] {
			if i := strings.Index(text, " on "); !strings.HasPrefix(text, "race open") && i > 0 {
				text += fmt.Sprintf(" in %q", key)
			}
			if r := do(d, text); r.Outcome != answer.Recorded {
				t.Fatal(text, r.Plain())
			}
		}
	}
	do(d, "race follow 2020")
	if r := do(d, "race follow 2025 in <#C0123456789|osce>"); r.Outcome != answer.Recorded {
		t.Fatal(r.Plain())
	}
	if again := empty(t); load(t, again, exported(t, d, "jsonl"), commands.ImportOptions{}).Added == 0 || exported(t, again, "jsonl") != exported(t, d, "jsonl") {
		t.Error("jsonl differs")
	}
	for key, said := range races {
		of := func(d *commands.Desk, format string) string {
			var b strings.Builder
			if err := d.Export(context.Background(), &b, commands.ExportOptions{Format: format, Race: key}); err != nil {
				t.Fatal(err)
			}
			return regexp.MustCompile(`"entr(y|ies)": \d+|#\d+`).ReplaceAllString(b.String(), "") // an import numbers anew
		}
		for _, form := range []string{"long", "long excel"} {
			again := empty(t)
			do(again, said[0])
			do(again, "race follow "+key)
			if r, err := loadTable(again, of(d, form), commands.ImportOptions{}); err != nil || r.Added != len(said)-1+strings.Count(strings.Join(said, ""), "Korea, Japan") {
				t.Fatal(key, r, err)
			}
			for _, format := range []string{"csv", "csv excel", "md", "json", "text"} {
				if got, want := of(again, format), of(d, format); got != want {
					t.Errorf("%s by %s: %s differs: %s", key, form, format, firstDifference(got, want))
				}
			}
		}
	}
}

// A long table that was changed by hand says what an export cannot say.
func TestDamagedLongTablesAreRefused(t *testing.T) {
	d, _ := seeded(t)
	do(d, "retract #10 because \"no\"")
	whole := exported(t, d, "long")
	for name, change := range map[string][2]string{
		"no code":             {",stance,US,United States,", ",stance,,,"},
		"another code":        {",stance,US,", ",stance,UX,"},
		"no candidate":        {"stance,US,United States,Mark Rutte", "stance,US,United States,"},
		"a new candidate":     {"stance,US,United States,Mark Rutte", "stance,US,United States,Somebody Else"},
		"another position":    {",backs,", ",votes,"},
		"another kind":        {",stance,", ",vote,"},
		"a kind of the desk":  {",stance,", ",schedule,"},
		"another day":         {"\n6,2024-02-22", "\n6,2024-02-30"},
		"no day":              {"\n6,2024-02-22", "\n6,"},
		"no number":           {"\n6,2024-02-22", "\n,2024-02-22"},
		"a number twice":      {"\n6,2024-02-22", "\n7,2024-02-22"},
		"a moment of no form": {"2024-02-22T09:00:00.000Z", "22 Feb"},
		"a moment to come":    {"2024-02-22T09:00:00.000Z", "2090-02-22T09:00:00.000Z"},
		"moments backwards":   {"2024-02-22T09:00:00.000Z,stands,,2024,EE", "2024-02-21T09:00:00.000Z,stands,,2024,EE"},
		"a link to no web":    {",official,,a news article,,", ",official,,a news article,javascript:alert(1),"},
		"no target":           {",2024,,10,UANNA", ",2024,,,UANNA"},
		"another race":        {",2024,NL,,seed", ",2034,NL,,seed"},
	} {
		damaged := strings.Replace(whole, change[0], change[1], 1)
		if damaged == whole {
			t.Errorf("%s: nothing is changed in\n%s", name, whole)
		}
		again := empty(t)
		r, err := loadTable(again, damaged, commands.ImportOptions{})
		if err == nil && len(r.Problems) == 0 || exported(t, again, "jsonl") != "" {
			t.Errorf("%s: %v", name, r)
		}
	}
	again := empty(t)
	if r, err := loadTable(again, whole, commands.ImportOptions{}); err != nil || r.Added != 28 {
		t.Error(r, err)
	}
}

// quotes gives what is quoted in a ledger.
func quotes(t *testing.T, d *commands.Desk) string {
	var b strings.Builder
	for line := range strings.Lines(exported(t, d, "jsonl")) {
		e, err := jsonl.Parse([]byte(strings.TrimSuffix(line, "\n")))
		if err != nil {
			t.Fatal(err)
		}
		if e.Source.Quote != "" {
			fmt.Fprintf(&b, "%q %q\n", e.Source.Who, e.Source.Quote)
		}
	}
	return b.String()
}

// No cell is a formula, whichever separator a spreadsheet goes by, and JSON keeps every quote.
func TestNoCellIsAFormula(t *testing.T) {
	d := empty(t)
	do(d, "candidate Mark Rutte of Netherlands declared")
	for i, quote := range []string{"=1", "a;=1", "a; +1", "b\t@1", "＝1", "c;－1", "d,-1", "＠x", "'=1"} {
		if r := do(d, fmt.Sprintf("stance Norway backs Rutte on 2024-02-%02d quote “%s”", i+1, quote)); r.Outcome != answer.Recorded {
			t.Fatal(r.Plain())
		}
		if !strings.Contains(exported(t, d, "jsonl"), fmt.Sprintf(`"quote":%q`, quote)) {
			t.Errorf("%q is altered in jsonl", quote)
		}
	}
	for _, format := range []string{"csv", "csv excel", "long", "long excel"} {
		text := exported(t, d, format)
		own := ','
		if strings.HasSuffix(format, " excel") {
			own = ';'
			if !strings.HasPrefix(text, "\ufeff") || !strings.Contains(text, ";") {
				t.Error(format, "is nothing for Excel:", text)
			}
		}
		text = strings.TrimPrefix(text, "\ufeff")
		in := csv.NewReader(strings.NewReader(text))
		in.Comma = own
		rows, err := in.ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(text) {
			for _, other := range []string{",", ";", "\t"} {
				if other != string(own) {
					rows = append(rows, strings.Split(strings.TrimSpace(line), other))
				}
			}
		}
		for _, cell := range slices.Concat(rows...) {
			if cell = strings.Trim(cell, " "); cell != "" && strings.ContainsRune("=+-@＝＋－＠", []rune(cell)[0]) {
				t.Errorf("%s: a formula: %q", format, cell)
			}
		}
	}
}

// Whatever a table holds, all of it is recorded or nothing.
func FuzzImportTable(f *testing.F) {
	f.Add([]byte(deskTable))
	f.Add([]byte("entry,day,precision,kind,code,member,candidate,position,condition,status,qualifier,count,of,attribution,who,outlet,link,quote,text,recorded,state,missing,race,country,target,recorder\n" +
		"1,2024-02-22,day,candidacy,,,Mark Rutte,,,declared,,,,reported,,,,,,2024-02-22T09:00:00.000Z,stands,,2024,NL,,seed\n" +
		"2,2024-02-22,day,stance,PL,Poland,Mark Rutte,backs,,,,,,reported,,,,,,2024-02-22T09:00:00.000Z,struck by 3,,2024,NL,,seed\n" +
		"3,2024-02-23,day,retraction,,,,,,,,,,,,,,,no,2024-02-23T09:00:00.000Z,stands,,2024,,2,seed\n"))
	f.Add([]byte("country,stance,candidate,recorded,condition\nPoland,holdout,A,2024-02-22,=1\n"))
	f.Fuzz(func(t *testing.T, text []byte) {
		c := &clock{time.Date(2024, 3, 1, 9, 0, 0, 0, time.UTC)}
		d := newDesk(t, newMemory(c.now), c)
		r, err := loadTable(d, string(text), commands.ImportOptions{})
		lines := exported(t, d, "jsonl")
		if added := strings.Count(lines, "\n"); added != r.Added && len(r.Problems) == 0 || (err != nil || len(r.Problems) > 0) && added > 0 {
			t.Fatalf("%d entries; %v; %v", added, r, err)
		}
		again := newDesk(t, newMemory(c.now), c)
		if r := load(t, again, lines, commands.ImportOptions{}); exported(t, again, "jsonl") != lines {
			t.Fatalf("%v\n%s", r, lines)
		}
	})
}

// A table of several races reads each row with the names of its own, and a motion in its own words.
func TestATableOfSeveralRaces(t *testing.T) {
	d, _ := seeded(t)
	for i, text := range []string{
		`race open trade "WTO Director-General 2020" of WTO`, `candidate "Yoo Myung-hee" of Korea put forward in "trade"`,
		`race open pact "The pact" of OSCE`, `candidate "The pact" motion tabled in "pact"`,
	} {
		d.Do(context.Background(), commands.Request{Key: fmt.Sprint("race ", i), User: commands.User{ID: commands.Operator}, Text: text})
	}
	r, err := loadTable(d, `Race;Member;Candidate;Position
WTO;Brazil;Yoo;supports
the pact;Norway;The pact;has signed
pact;Spain;The pact;Parliament approved
;Poland;Rutte;backs
`, commands.ImportOptions{DryRun: true})
	want := []string{"Brazil backs Yoo Myung-hee", "Norway has signed The pact", "Spain has the approval of parliament for The pact", "Poland backs Mark Rutte"}
	if err != nil || len(r.Became) != len(want) {
		t.Fatal(r, r.Problems, err)
	}
	for i, said := range want {
		if !strings.Contains(r.Became[i], said) {
			t.Errorf("%q does not say %q", r.Became[i], said)
		}
	}
	r, _ = loadTable(d, "Race;Member;Candidate;Position\npact;Norway;The pact;backs\nmoon;Norway;The pact;signed\n", commands.ImportOptions{})
	if text := strings.Join(r.Problems, "\n"); !strings.Contains(text, "is no position on a motion") || !strings.Contains(text, "There is no race `moon`") {
		t.Error(text)
	}
}
