// Package bodies has the rosters of bodies that decide by consensus, one file each, and reads
// them: those that ship, and others from a folder. docs/bodies.md says how a file is written.
package bodies

import (
	"fmt"
	"regexp"
	"strings"

	"natobot/consensus"
)

// Problem is what is wrong in a line of a roster file, and what to do about it.
type Problem struct {
	File       string
	Line       int
	What, Cure string
}

// Error names the line, what is wrong there and what to do.
func (p Problem) Error() string { return fmt.Sprintf("%s:%d: %s. %s", p.File, p.Line, p.What, p.Cure) }

// reader reads one file: lines "word: value", then a table of members.
type reader struct {
	file    string
	line    int
	body    *consensus.Body
	sources map[string]string // by their labels
	world   map[consensus.Code]consensus.Member
	columns []string // of the table, once its heading was read
	groups  []int    // the lines of the body's groups
	err     error    // the first problem
}

// Read reads a roster file. The error is a [Problem].
func Read(file, text string) (*consensus.Body, error) {
	r := &reader{file: file, body: &consensus.Body{One: "member", Many: "members"}, sources: map[string]string{}, world: world()}
	for line := range strings.Lines(strings.TrimPrefix(text, "\ufeff")) {
		r.line++
		switch line = strings.TrimSpace(line); {
		case line == "" || line[0] == '#':
		case r.columns != nil:
			r.member(line)
		case strings.HasPrefix(line, "member") && strings.Contains(line, "|"):
			r.heading(line)
		default:
			r.word(line)
		}
		if r.err != nil {
			return nil, r.err
		}
	}
	r.whole()
	return r.body, r.err
}

func (r *reader) fail(what, cure string, args ...any) {
	if r.err == nil {
		r.err = Problem{r.file, r.line, fmt.Sprintf(what, args...), cure}
	}
}

// keys are what a body may be named by.
var keys = regexp.MustCompile(`^[a-z][a-z0-9-]{0,19}$`)

// word reads a line of the head.
func (r *reader) word(line string) {
	word, value, ok := strings.Cut(line, ":")
	word, value = strings.TrimSpace(word), strings.TrimSpace(value)
	into := map[string]*string{
		"key": &r.body.Key, "name": &r.body.Name, "decider": &r.body.Decider, "post": &r.body.Post, "race": &r.body.Race, "rule": &r.body.Rule,
	}[word]
	label, source := strings.CutPrefix(word, "source ")
	switch {
	case !ok || value == "":
		r.fail("this line is no word with its value", "Write `name: NATO`, or begin the table of members with a line `member | joined`.")
	case source:
		r.sources[strings.TrimSpace(label)] = value
	case word == "group":
		r.group(value)
	case word == "members":
		one, many, both := strings.Cut(value, ", ")
		if !both {
			r.fail("this gives one word for a member and none for several", "Write `members: participating State, participating States`.")
		}
		r.body.One, r.body.Many = one, many
	case into == nil:
		r.fail("%q is no word of a roster", "The words are key, name, decider, post, race, rule, members, group and `source LABEL`.", word)
	case *into != "":
		r.fail("%s stands twice", "Leave one of them.", word)
	case word == "key" && !keys.MatchString(value):
		r.fail("%q is no key", "A key has small letters, digits and hyphens, 20 at most: wto.", value)
	default:
		*into = value
	}
}

// group reads "nordics, nordic countries = DK FI IS NO SE".
func (r *reader) group(value string) {
	names, codes, ok := strings.Cut(value, "=")
	g := consensus.Group{Names: list(names)}
	for code := range strings.FieldsSeq(codes) {
		g.Codes = append(g.Codes, consensus.Code(code))
	}
	if !ok || len(g.Names) == 0 || len(g.Codes) == 0 {
		r.fail("a group has names and codes", "Write `group: baltics, baltic states = EE LV LT`.")
	}
	r.body.Groups, r.groups = append(r.body.Groups, g), append(r.groups, r.line)
}

// whole checks what no line alone shows.
func (r *reader) whole() {
	b := r.body
	for i, value := range []string{b.Key, b.Name, b.Decider, b.Post, b.Race, b.Rule} {
		if value == "" {
			r.fail("there is no %s", "Add the line at the head of the file; docs/bodies.md has an example.", []string{"key", "name", "decider", "post", "race", "rule"}[i])
		}
	}
	if len(b.Members) == 0 {
		r.fail("there are no members", "Add a line `member | joined`, and below it a line for each: `DE | 1995-01-01`.")
	}
	for i, g := range b.Groups {
		for _, code := range g.Codes {
			if _, ok := b.Member(code); !ok {
				r.line = r.groups[i]
				r.fail("the group has %s, which is no member", "Give that member a line, or take it out of the group.", code)
			}
		}
	}
	for _, m := range b.Members {
		if _, ok := b.Member(m.Voice.Code); m.Voice.Code != "" && !ok {
			r.fail("%s speaks for %s and is no member", "Give it a line, or take it out of the column voice.", m.Voice.Code, m.Name)
		}
	}
}

// list takes names apart that commas separate.
func list(text string) []string {
	var names []string
	for name := range strings.SplitSeq(text, ",") {
		if name = strings.TrimSpace(name); name != "" {
			names = append(names, name)
		}
	}
	return names
}
