package bodies

import (
	"cmp"
	"regexp"
	"slices"
	"strings"

	"natobot/consensus"
)

// columns are those that a table may have.
var columns = []string{"member", "joined", "left", "name", "code3", "article", "adjectives", "aliases", "seats", "voice", "source"}

// heading reads the line over the table, which says what the columns are.
func (r *reader) heading(line string) {
	r.columns = split(line)
	for i, c := range r.columns {
		if !slices.Contains(columns, c) || slices.Index(r.columns, c) != i {
			r.fail("%q is no column, or stands twice", "The columns are "+strings.Join(columns, ", ")+"; those that nobody needs may be left out.", c)
		}
	}
	if r.world != nil && !slices.Contains(r.columns, "joined") {
		r.fail("there is no column joined", "Every member has the day on which it joined: `member | joined`.")
	}
}

func split(line string) []string {
	list := strings.Split(line, "|")
	for i := range list {
		list[i] = strings.TrimSpace(list[i])
	}
	return list
}

// cells gives the cells of a line by their columns.
func (r *reader) cells(line string) map[string]string {
	values, cell := split(line), map[string]string{}
	if len(values) > len(r.columns) {
		r.fail("this line has %d columns, and the heading %d", "A bar stands between two columns, and nowhere else.", len(values), len(r.columns))
		return cell
	}
	for i, v := range values {
		cell[r.columns[i]] = v
	}
	return cell
}

// codes are the codes of members: of ISO 3166-1, or like them.
var codes = regexp.MustCompile(`^[A-Z]{2}$`)

// member reads a line of the table.
func (r *reader) member(line string) {
	cell := r.cells(line)
	m := r.called(cell)
	m.Joined, m.Source, m.Voice = r.day(cell["joined"]), r.source(cell["source"]), r.voice(cell["voice"])
	if cell["left"] != "" {
		m.Left = r.day(cell["left"])
	}
	_, twice := r.body.Member(m.Code)
	switch {
	case !codes.MatchString(cell["member"]):
		r.fail("%q is no code of a country", "The first column has two capital letters, as in ISO 3166: DE.", cell["member"])
	case twice:
		r.fail("%s has two lines", "Leave one of them.", m.Code)
	case m.Name == "":
		r.fail("%s has no name", "No country of ISO 3166 has that code: give a name in the column name, as the body spells it.", m.Code)
	case strings.Contains(m.Name, ","):
		r.fail("the name %q has a comma", "Names stand in lists, where it would be two: write it without, `Hong Kong`; as an alias it is understood with the comma too.", m.Name)
	case m.Left != 0 && m.Left < m.Joined:
		r.fail("%s left before it joined", "Look at the two days.", m.Code)
	}
	r.body.Members = append(r.body.Members, m)
}

// called gives what a member is called: what its line says, and what the world calls it besides.
func (r *reader) called(cell map[string]string) consensus.Member {
	code := consensus.Code(cell["member"])
	m := consensus.Member{Code: code, Name: cell["name"], Alpha3: cell["code3"], Article: cell["article"] == "the"}
	w := r.world[code]
	if m.Name == "" {
		m.Name, m.Article = w.Name, m.Article || w.Article
	} else if w.Name != "" && w.Name != m.Name {
		m.Aliases = append(m.Aliases, w.Name)
	}
	m.Alpha3 = cmp.Or(m.Alpha3, w.Alpha3)
	m.Adjectives = append(list(cell["adjectives"]), w.Adjectives...)
	m.Aliases = append(append(list(cell["aliases"]), m.Aliases...), w.Aliases...)
	m.Seats = append(list(cell["seats"]), w.Seats...)
	return m
}

func (r *reader) day(text string) consensus.Day {
	day, err := consensus.ParseDay(text)
	if err != nil {
		r.fail("%q is no day", "Write it as 1995-01-01. Where only the month is known take its last day, and say so as a source.", text)
	}
	return day
}

// source gives what a label stands for; a text of its own says what it says.
func (r *reader) source(text string) string {
	if s, ok := r.sources[text]; ok {
		return s
	}
	if text != "" && !strings.Contains(text, " ") {
		r.fail("there is no source %s", "Say at the head what it is: `source "+text+": Treaty of Rome, in force 1 January 1958`.", text)
	}
	return text
}

// voice reads "EU 1995-01-01 2020-01-31": who speaks for the member, from when until when.
func (r *reader) voice(text string) (v consensus.Voice) {
	words := strings.Fields(text)
	switch len(words) {
	case 0:
		return v
	case 3:
		v.Until = r.day(words[2])
		fallthrough
	case 2:
		v.Code, v.From = consensus.Code(words[0]), r.day(words[1])
	default:
		r.fail("%q says not who speaks for the member since when", "Write `EU 1995-01-01`, or `EU 1995-01-01 2020-01-31` where that has ended.", text)
	}
	return v
}
