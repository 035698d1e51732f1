package answer

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Plain gives the whole reply as plain text, for a terminal, a screen reader and the
// notification of a phone. Tables become a line for each row, in which every number
// stands beside the name of its column: nothing depends on seeing.
func (r Reply) Plain() string {
	var b strings.Builder
	b.WriteString(legible(r.Title))
	b.WriteByte('\n')
	sections := unfolded(r.Sections)
	for i, s := range sections {
		if _, buttons := s.(Buttons); buttons { // what can be pressed can be typed
			continue
		}
		if i == 0 || !isParagraph(s) || !isParagraph(sections[i-1]) {
			b.WriteByte('\n')
		}
		switch s := s.(type) {
		case Paragraph:
			b.WriteString(s.Text.Plain() + "\n")
		case List:
			s.plain(&b)
		case Table:
			List{s.Caption, s.lines()}.plain(&b)
		case Chart:
			List{s.Caption, s.lines()}.plain(&b)
		case Trend:
			List{s.Caption, s.Lines()}.plain(&b)
		case Picture:
			b.WriteString("Picture: " + legible(s.Alt) + "\n")
		}
	}
	if r.File != nil {
		fmt.Fprintf(&b, "\n%s", r.File.Content)
	}
	return strings.TrimRight(b.String(), "\n") + "\n"
}

// unfolded gives sections with what is folded in the place of each fold.
func unfolded(sections []Section) []Section {
	var list []Section
	for _, s := range sections {
		if f, is := s.(Folded); is {
			list = append(list, f.Sections...)
		} else {
			list = append(list, s)
		}
	}
	return list
}

func isParagraph(s Section) bool {
	_, is := s.(Paragraph)
	return is
}

// Plain gives the line as text: code between backticks, a link behind its words, and no
// character that could steer a terminal.
func (l Line) Plain() string {
	var b strings.Builder
	for _, s := range l {
		text := legible(s.Text)
		if s.Style&Code != 0 {
			text = "`" + text + "`"
		}
		b.WriteString(text)
		if s.URL != "" && s.URL != s.Text {
			b.WriteString(" (" + legible(s.URL) + ")")
		}
	}
	return b.String()
}

func (l List) plain(b *strings.Builder) {
	if l.Heading != "" {
		b.WriteString(legible(l.Heading) + "\n")
	}
	for _, item := range l.Items {
		b.WriteString("- " + item.Plain() + "\n")
	}
}

func (t Table) lines() []Line {
	var lines []Line
	for _, row := range t.Rows {
		var cells []string
		for i, cell := range row[1:] {
			if cell != "" {
				cells = append(cells, t.Columns[i+1].Name+": "+cell)
			}
		}
		lines = append(lines, Line{{Text: row[0] + " – " + strings.Join(cells, "; ")}})
	}
	return lines
}

func (c Chart) lines() []Line {
	var lines []Line
	for _, bar := range c.Bars {
		var parts []string
		for _, p := range bar.Segments {
			if p.Value > 0 {
				parts = append(parts, fmt.Sprintf("%d %s", p.Value, p.Label))
			}
		}
		lines = append(lines, Line{{Text: bar.Label + ": " + strings.Join(parts, ", ")}})
	}
	return lines
}

// Lines gives a trend in words, a line for each point: "22 February: Mark Rutte 4".
func (t Trend) Lines() []Line {
	lines := make([]Line, len(t.Points))
	for i, point := range t.Points {
		var values []string
		for _, s := range t.Series {
			if i < len(s.Values) {
				values = append(values, fmt.Sprintf("%s %d", s.Name, s.Values[i]))
			}
		}
		lines[i] = Line{{Text: point + ": " + strings.Join(values, ", ")}}
	}
	return lines
}

// legible gives text that a terminal shows and does not obey: a line break becomes a
// space; an escape, another control character or an override of the writing direction,
// any of which could hide or forge what stands beside it, becomes a visible mark.
func legible(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\r' || r == '\t':
			return ' '
		case unicode.IsControl(r), '\u202a' <= r && r <= '\u202e', '\u2066' <= r && r <= '\u2069':
			return unicode.ReplacementChar
		}
		return r
	}, text)
}

// Length counts the characters of the text, without the addresses of its links.
func (l Line) Length() int {
	n := 0
	for _, s := range l {
		n += utf8.RuneCountInString(strings.ReplaceAll(s.Text, Mark, DefaultCommand))
	}
	return n
}

// Cut ends a line that is too long for its room with a mark that there was more.
func (l Line) Cut(room int) Line {
	if l.Length() <= room {
		return l
	}
	var short Line
	for _, s := range l {
		runes := []rune(s.Text)
		if len(runes) >= room {
			text := string(runes[:room])
			if i := strings.LastIndexByte(text, ' '); i > 0 {
				text = text[:i]
			}
			s.Text = text + " …"
			return append(short, s)
		}
		room -= len(runes)
		short = append(short, s)
	}
	return short
}
