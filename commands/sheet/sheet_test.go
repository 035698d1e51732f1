package sheet_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/encoding/unicode/utf32"

	"natobot/commands/lexicon"
	"natobot/commands/sheet"
	"natobot/consensus"
	"natobot/consensus/bodies"
)

// cut takes a table apart, which must be one.
func cut(t *testing.T, text string) sheet.Table {
	t.Helper()
	table, err := sheet.Cut(text, nil)
	if err != nil {
		t.Fatal(told(err))
	}
	return table
}

// told gives an error as a person reads it.
func told(err error) string {
	var e *consensus.Error
	if !errors.As(err, &e) {
		return err.Error()
	}
	return e.Message + " " + e.Hint
}

// reader reads rows in Brussels on 1 April 2024.
func reader(t *testing.T, columns sheet.Columns) *sheet.Reader {
	t.Helper()
	zone, err := time.LoadLocation("Europe/Brussels")
	if err != nil {
		t.Fatal(err)
	}
	now := time.Date(2024, 4, 1, 10, 0, 0, 0, time.UTC)
	names := lexicon.NewNames(lexicon.Vocabulary{
		Today: consensus.DayOf(now), Members: bodies.NATO().Members,
		Candidates: []consensus.Candidate{{Key: "mark-rutte", Name: "Mark Rutte"}, {Key: "kaja-kallas", Name: "Kaja Kallas"}},
	})
	return &sheet.Reader{Columns: columns, Names: names, Now: now, Zone: zone}
}

func TestEncodings(t *testing.T) {
	const text = "member,candidate,position\nTürkiye,Rutte,“backs”\n"
	utf16 := func(order unicode.Endianness, bom unicode.BOMPolicy) encoding.Encoding {
		return unicode.UTF16(order, bom)
	}
	for name, as := range map[string]encoding.Encoding{
		"UTF-8":                     unicode.UTF8,
		"UTF-8 with its mark":       unicode.UTF8BOM,
		"UTF-16LE with its mark":    utf16(unicode.LittleEndian, unicode.UseBOM),
		"UTF-16BE with its mark":    utf16(unicode.BigEndian, unicode.UseBOM),
		"UTF-16LE without its mark": utf16(unicode.LittleEndian, unicode.IgnoreBOM),
		"UTF-16BE without its mark": utf16(unicode.BigEndian, unicode.IgnoreBOM),
	} {
		raw, err := as.NewEncoder().Bytes([]byte(text))
		if err != nil {
			t.Fatal(name, err)
		}
		if got, err := sheet.Decode(raw); err != nil || string(got) != text {
			t.Errorf("%s: %q, %v", name, got, err)
		}
	}
	half, _ := utf16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().Bytes([]byte(text))
	old, _ := charmap.Windows1252.NewEncoder().Bytes([]byte(text))
	wide, _ := utf32.UTF32(utf32.LittleEndian, utf32.UseBOM).NewEncoder().Bytes([]byte(text))
	for name, raw := range map[string][]byte{
		"half a letter of UTF-16": half[:len(half)-1], "a workbook": []byte("PK\x03\x04…"), "an old workbook": []byte("\xd0\xcf\x11\xe0…"),
		"Windows-1252": old, "UTF-32": wide,
	} {
		got, err := sheet.Decode(raw)
		if err == nil {
			_, err = sheet.Cut(string(got), nil)
		}
		if err == nil {
			table, _ := sheet.Cut(string(got), nil)
			_, err = table.Columns(nil)
		}
		if err == nil {
			t.Errorf("%s was read", name)
		}
	}
}

// A row has the number that a spreadsheet shows beside it.
func TestRowsKeepTheirNumbers(t *testing.T) {
	for name, text := range map[string]string{
		"commas":        "country,stance,candidate\nPoland,backs,Rutte\n\n,,\n\"Ger\nmany\",backs,\"Rut\"\"te\"\n,,\nSpain,leans,Rutte",
		"semicolons":    "country;stance;candidate\r\nPoland;backs;Rutte\r\n\r\n;;\r\n\"Ger\r\nmany\";backs;\"Rut\"\"te\"\r\n;;\r\nSpain;leans;Rutte\r\n",
		"tabs":          "country\tstance\tcandidate\nPoland\tbacks\tRutte\n\n\t\t\n\"Ger\nmany\"\tbacks\t\"Rut\"\"te\"\n\nSpain\tleans\tRutte\n",
		"an old Mac's":  "country;stance;candidate\rPoland;backs;Rutte\r\r;;\r\"Ger\rmany\";backs;\"Rut\"\"te\"\r;;\rSpain;leans;Rutte\r",
		"commas inside": "country;stance;candidate;quote, words\nPoland;backs;Rutte;a, b, c, d\n\n\n\"Ger\nmany\";backs;\"Rut\"\"te\"\n\nSpain;leans;Rutte\n",
	} {
		table := cut(t, text)
		var got []int
		for _, row := range table.Rows {
			got = append(got, row.Number)
		}
		if want := []int{2, 5, 7}; !slices.Equal(got, want) {
			t.Errorf("%s: rows %v, want %v", name, got, want)
		}
		if cells := table.Rows[1].Cells; cells[0] != "Ger\nmany" || cells[2] != `Rut"te` {
			t.Errorf("%s: %q", name, cells)
		}
	}
	table := cut(t, "sep=;\nOur table;;\n\ncountry;stance;candidate\nPoland;backs;Rutte\n")
	if table.Headings[0] != "country" || table.Rows[0].Number != 5 {
		t.Errorf("below a title: %v", table)
	}
	table = cut(t, "country,stance,candidate\nPoland,ba\"cks,Rutte\nSpain,backs,Rutte\nItaly,backs,\"Rutte\n")
	if len(table.Rows) != 1 || len(table.Unquoted) != 2 || table.Unquoted[0].Row != 2 || table.Unquoted[1].Row != 4 {
		t.Errorf("quotation marks: %v", table)
	}
}

func TestHeadings(t *testing.T) {
	for _, headings := range []string{
		"Member state,Candidate,Stance,Date,On whose word,Said by,Outlet,URL,Quote,Condition,Recorded at,Recorded by",
		"Mitgliedstaat,Kandidat*in,Haltung,Datum,Quellenart,Gesagt von,Zeitung,Link,Wortlaut,Bedingung,Erfasst am,Erfasst von",
		"Pays,Candidat(e),Position,Jour,Type de source,Dit par,Média,Lien,Citation,Exigence,Saisi le,Saisi par",
		"País,Candidato/a,Postura,Fecha,Tipo de fuente,Dicho por,Periódico,Enlace,Cita,Condición,Registrado el,Registrado por",
		"RECORDER,recorded,Condition,quote,LINK,outlet,who,via,date,position,candidate,member",
	} {
		columns, err := cut(t, headings+"\n").Columns(nil)
		if err != nil {
			t.Error(headings, told(err))
			continue
		}
		if strings.Count(columns.Understood(), " as ") != 12 || columns.Unread() != "" {
			t.Errorf("%s: %s; %s", headings, columns.Understood(), columns.Unread())
		}
	}
	named, err := sheet.ParseMap("member=Who, what,position=Says")
	if err != nil {
		t.Fatal(err)
	}
	table, _ := sheet.Cut("\"Who, what\",Says,Kandidat,Stance,\nPoland,backs,Rutte,x,y\n", named)
	columns, err := table.Columns(named)
	if err != nil || columns.Understood() != "`Who, what` as member, `Kandidat` as candidate and `Says` as position" || columns.Unread() != "Stance and the one without a heading, the 5." {
		t.Error(columns.Understood(), "|", columns.Unread(), err)
	}
}

func TestHeadingsThatAreAskedAbout(t *testing.T) {
	for text, want := range map[string]string{
		"Poland,backs,Rutte\n":                                "No heading says where the member stands. Not understood: `Poland`, `backs` and `Rutte`.",
		"Country,Stance,Person in question\n":                 "No heading says where the candidate stands. Understood: `Country` as member and `Stance` as position. Not understood: `Person in question`. Give it the heading `candidate` in the first row, or say which one it is: `--map \"candidate=Person in question\"`.",
		"Country,State,Stance,Candidate\n":                    "Two headings mean the member: `Country` and `State`. Say which it is: `--map \"member=State\"`.",
		"Country,Stance,Candidate,Qoute\n":                    "The heading `Qoute` is not understood. Did you mean quote? Then write `--map \"quote=Qoute\"`",
		"Country,Stance,Candidate,Source\nPL,backs,Rutte,x\n": "`Source` may be who said it, who published it or a link. Say which: `--map \"who=Source\"`, `--map \"outlet=Source\"` or `--map \"link=Source\"`.",
		"\n \n": "This table is empty.",
	} {
		table, err := sheet.Cut(text, nil)
		if err == nil {
			_, err = table.Columns(nil)
		}
		if err == nil || !strings.HasPrefix(told(err), want) {
			t.Errorf("%q: %v", text, err)
			if err != nil {
				t.Log(told(err))
			}
		}
	}
	for _, text := range []string{"place=Country", "member", "member=", "member=A,member=B", "=A", "member=A,,"} {
		if m, err := sheet.ParseMap(text); err == nil && text != "member=A,," {
			t.Errorf("%q was read as %v", text, m)
		}
	}
	named, _ := sheet.ParseMap("quote=Words")
	table, _ := sheet.Cut("Country,Stance,Candidate\n", named)
	if _, err := table.Columns(named); err == nil || !strings.HasPrefix(told(err), "There is no heading `words` for the quote. The headings are `Country`") {
		t.Error(err)
	}
}

// The days that people's spreadsheets have.
func TestDays(t *testing.T) {
	columns, err := cut(t, "country,stance,candidate,date\n").Columns(nil)
	if err != nil {
		t.Fatal(err)
	}
	for cell, want := range map[string]string{
		"2024-02-22": "22 February 2024", "22/02/2024": "22 February 2024", "02/22/2024": "22 February 2024", "22.02.2024": "22 February 2024",
		"22 Feb 2024": "22 February 2024", "22-Feb-2024": "22 February 2024", "February 22, 2024": "22 February 2024", "Thursday, 22 February 2024": "22 February 2024",
		"2024-02-22 00:00:00": "22 February 2024", "2024-02-22T23:30:00Z": "23 February 2024", "22.02.2024 14:30": "22 February 2024", "22 Feb 2024, 9:30": "22 February 2024",
		"Feb 2024": "February 2024", "by 29 March 2024": "by 29 March 2024", "04/04/2023": "4 April 2023", "28 Feb": "28 February 2024",
		"03/04/2024": "?", "45344": "?", "45344.5": "?", "45344,5": "?", "22.02.24": "?", "30.02.2024": "?", "2024-05-01": "?", "yesterday": "?", "soon": "?", "2024": "?",
	} {
		got, problems := reader(t, columns).Stance(sheet.Row{Number: 7, Cells: []string{"PL", "backs", "Rutte", cell}})
		switch {
		case want == "?" && (len(problems) != 1 || problems[0].Heading != "date" || problems[0].Row != 7):
			t.Errorf("%s: %v, %v", cell, got.Fact.On, problems)
		case want != "?" && got.Fact.On.String() != want:
			t.Errorf("%s: %v, %v", cell, got.Fact.On, problems)
		}
	}
}

// A day without a year is of the year of the row before it.
func TestYearsGoByTheRowBefore(t *testing.T) {
	columns, _ := cut(t, "country,stance,candidate,date\n").Columns(nil)
	for _, c := range []struct{ before, cell, want string }{
		{"2021-11-30", "22 Nov", "22 November 2021"},
		{"2021-11-30", "4 Dec", "4 December 2021"},
		{"2009-03-01", "Apr", "April 2009"},
		{"2021-12-28", "3 Jan", "?"},
		{"2022-01-03", "28 Dec", "?"},
		{"2023-02-28", "29 Feb", "?"},
	} {
		r := reader(t, columns)
		r.Stance(sheet.Row{Cells: []string{"PL", "backs", "Rutte", c.before}})
		got, problems := r.Stance(sheet.Row{Cells: []string{"DE", "backs", "Rutte", c.cell}})
		if c.want == "?" && len(problems) == 0 || c.want != "?" && got.Fact.On.String() != c.want {
			t.Errorf("%s after %s: %v, %v", c.cell, c.before, got.Fact.On, problems)
		}
	}
}

func TestMomentsOfRecording(t *testing.T) {
	columns, _ := cut(t, "country,stance,candidate,recorded\n").Columns(nil)
	for cell, want := range map[string]string{
		"2024-03-05T09:30:00.123Z": "2024-03-05T09:30:00.123Z", "2024-03-05T10:30:00+01:00": "2024-03-05T09:30:00Z", "2024-03-05 09:30 UTC": "2024-03-05T09:30:00Z",
		"2024-03-05 10:30": "2024-03-05T09:30:00Z", "05.03.2024 10:30:15": "2024-03-05T09:30:15Z", "5 Mar 2024 10:30": "2024-03-05T09:30:00Z", "2024-03-31 12:00": "2024-03-31T10:00:00Z",
		"2024-03-05": "2024-03-04T23:00:00Z", "": "", "5 March": "", "March 2024": "", "03/04/2024 10:00": "", "45356.4": "", "noon": "", "2024-04-02": "",
	} {
		got, problems := reader(t, columns).Stance(sheet.Row{Cells: []string{"PL", "backs", "Rutte", cell}})
		if want == "" && len(problems) == 0 || want != "" && got.Recorded.Format(time.RFC3339Nano) != want {
			t.Errorf("%q: %v, %v", cell, got.Recorded.Format(time.RFC3339Nano), problems)
		}
	}
	r := reader(t, columns)
	for _, c := range []struct{ cell, want string }{
		{"2024-03-05 10:00", ""}, {"2024-03-05", ""}, {"2024-03-05 10:00", ""}, {"2024-03-05 09:59", "recorded at 2024-03-05 09:59:00 CET, before the row above it (2024-03-05 10:00:00 CET)"}, {"2024-03-06", ""},
	} {
		_, problems := r.Stance(sheet.Row{Cells: []string{"PL", "backs", "Rutte", c.cell}})
		if (len(problems) > 0) != (c.want != "") || c.want != "" && !strings.Contains(told(problems[0].Err), c.want) {
			t.Errorf("%s: %v", c.cell, problems)
		}
	}
}

// What the cells of a row say, and what is asked about, each at its column.
func TestCells(t *testing.T) {
	const headings = "Country,Stance,Candidate,Via,Who,Outlet,Link,Quote,Condition"
	columns, _ := cut(t, headings+"\n").Columns(nil)
	for row, want := range map[string]string{
		"🇵🇱|endorses|Kaja Kallas||Donald Tusk||||":                        "PL backs kaja-kallas on-record Donald Tusk|||",
		"The Netherlands|is against|Rutte|a diplomat|||https://a.eu/x.||": "NL opposes mark-rutte diplomat ||https://a.eu/x|",
		"HUN|reservations|Rutte||||| “We wait.” |an apology":              "HU holdout mark-rutte reported |||We wait.",
		"tr|won't block|Rutte|||Reuters||He said \"yes\", twice|":         "TR accepts mark-rutte reported |Reuters||He said \"yes\", twice",
		"|backs|Rutte||||||":                            "Country",
		"Poland||||||||":                                "Candidate,Stance",
		"Poland, Germany|backs|Rutte||||||":             "Country",
		"Ireland|wavering|Nobody|vibes|||ftp://x|\x00|": "Country,Candidate,Stance,Via,Link,Quote",
		"Poland|backs|Rutte||||||an apology":            "Condition",
		"Poland|opposes|Rutte||||||":                    "Stance",
		"Poland|backs|Rutte||a diplomat||||":            "Who",
		"Poland|backs|Rutte|||||||more":                 "",
	} {
		got, problems := reader(t, columns).Stance(sheet.Row{Cells: strings.Split(row, "|")})
		f := got.Fact
		said := string(f.Member) + " " + f.Position.String() + " " + string(f.Candidate) + " " + f.Source.Via.String() + " " +
			f.Source.Who + "|" + f.Source.Outlet + "|" + f.Source.Link + "|" + f.Source.Quote
		var at []string
		for _, p := range problems {
			at = append(at, p.Heading)
		}
		if len(problems) > 0 {
			said = strings.Join(at, ",")
		}
		if said != want {
			t.Errorf("%s:\n got %s\nwant %s\n%v", row, said, want, problems)
		}
	}
}

// Whatever a file holds, it is read or asked about, and rows are counted upwards.
func FuzzTable(f *testing.F) {
	f.Add([]byte("country;stance;candidate;date\nPoland;backs;Rutte;22/02/2024\n"))
	f.Add([]byte("sep=,\nmember,candidate,position,recorded\n\"Po\nland\",\"Ru\"\"tte\",leans,2024-03-05\n"))
	f.Add([]byte("\xff\xfem\x00e\x00m\x00b\x00e\x00r\x00"))
	f.Add([]byte("a\"b,c\n\"d"))
	f.Fuzz(func(t *testing.T, raw []byte) {
		text, err := sheet.Decode(raw)
		if err != nil {
			return
		}
		table, err := sheet.Cut(string(text), nil)
		if err != nil {
			return
		}
		columns, err := table.Columns(nil)
		if err != nil {
			return
		}
		r, last := reader(t, columns), 0
		for _, row := range table.Rows {
			if row.Number <= last {
				t.Fatalf("row %d after %d", row.Number, last)
			}
			last = row.Number
			said, problems := r.Stance(row)
			if len(problems) == 0 && (said.Fact.Member == "" || said.Fact.Candidate == "" || said.Fact.On.Day == 0 || said.Fact.Source.Via == consensus.NoAttribution) {
				t.Fatalf("half a report: %+v", said)
			}
		}
	})
}
