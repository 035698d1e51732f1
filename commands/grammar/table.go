package grammar

import (
	_ "embed"
	"fmt"
	"slices"
	"strings"

	"natobot/commands/lexicon"
	"natobot/consensus"
)

// Command is one of the things that can be asked of the desk. The table feeds the
// router, the help, the composer's suggestions, the manifest's usage hint and the docs.
type Command struct {
	Name     string
	Summary  string         // one line for help, in the imperative
	Usage    []string       // each without the slash command
	Examples []string       // each parses, and says what a desk would say
	Asked    []string       // in plain words, each of which it answers
	Role     consensus.Role // what it asks for at least
	Records  bool           // appends an entry where it succeeds
	Private  bool           // its answer concerns its asker alone, wherever it was asked

	bare    bool   // without parts it asks for its form
	doubted string // the command that answers it where it has a question mark; "" where that depends on what it mentions
	forms   []form
}

// form is one of the ways in which a command is written: its parts, in any order.
type form struct {
	words   string // behind which it stands, separated by commas; "" for the command's own
	parts   []part
	kind    consensus.Kind // of what it records
	role    consensus.Role // where it is not the command's
	records bool
	asks    map[string]string // for parts, by their nouns
	needs   []string          // of these, those that it cannot do without
	then    []func(*reading) error
}

// commandsFile is the one list of commands: whoever adds one adds it there.
//
//go:embed commands.txt
var commandsFile string

var table = readTable(commandsFile)

// readTable reads the commands; what a line says is told at the head of the file. It panics where
// the file is not one: it is part of the program.
func readTable(file string) (list []Command) {
	for paragraph := range strings.SplitSeq(strings.TrimSpace(file), "\n\n") {
		name, lines, _ := strings.Cut(paragraph, "\n")
		if name[0] == '#' {
			continue
		}
		c := Command{Name: name, Role: consensus.Reader}
		for line := range strings.SplitSeq(lines, "\n") {
			what, said, _ := strings.Cut(strings.TrimSpace(line), ":")
			what, of, _ := strings.Cut(what, " ")
			if !c.take(what, of, strings.TrimSpace(said)) {
				panic(fmt.Sprintf("commands.txt: %s: nothing is said by %q", name, line))
			}
		}
		list = append(list, c)
	}
	return list
}

// take reads a line of a command, and tells whether it is one.
func (c *Command) take(what, of, said string) bool {
	switch what {
	case "summary":
		c.Summary = said
	case "usage":
		c.Usage = append(c.Usage, said)
	case "example":
		c.Examples = append(c.Examples, said)
	case "asked":
		c.Asked = append(c.Asked, said)
	case "doubted":
		c.doubted = said
	case "bare":
		c.bare = true
	case "form":
		c.forms = append(c.forms, form{words: strings.ReplaceAll(of, ", ", ","), parts: slotsNamed(said), asks: map[string]string{}})
	default:
		if len(c.forms) > 0 {
			return c.forms[len(c.forms)-1].take(what, of, said)
		}
		c.Private = strings.HasSuffix(said, "private")
		return what == "role" && roleOf(said, &c.Role, &c.Records)
	}
	return true
}

// take reads a line of a form, and tells whether it is one.
func (f *form) take(what, of, said string) bool {
	switch what {
	case "role":
		return roleOf(said, &f.role, &f.records)
	case "kind":
		return f.kind.UnmarshalText([]byte(said)) == nil
	case "needs":
		f.needs, f.asks[of] = append(f.needs, of), said
	case "asks":
		f.asks[of] = said
	case "then":
		for name := range strings.SplitSeq(said, ", ") {
			f.then = append(f.then, steps[name])
		}
		return !slices.ContainsFunc(f.then, func(step func(*reading) error) bool { return step == nil })
	default:
		return false
	}
	return true
}

func roleOf(said string, role *consensus.Role, records *bool) bool {
	word, more, _ := strings.Cut(said, ", ")
	*records = strings.HasPrefix(more, "records")
	return role.UnmarshalText([]byte(word)) == nil
}

// parse reads what follows the command's name, by the form that is meant.
func (c Command) parse(r *reading) error {
	if c.bare && r.done() {
		r.u.Bare = true
		return nil
	}
	r.form = c.forms[0]
	for _, f := range c.forms[1:] {
		if lexicon.Contains(f.words, r.key(r.at)) || f.words == newMember && r.joins() {
			r.form = f
		}
	}
	f, u := r.form, r.u
	if lexicon.Contains(f.words, r.key(r.at)) {
		u.Sub = r.key(r.at)
		r.at++
	}
	u.Role, u.Records, u.Fact.Kind = max(u.Role, f.role), u.Records || f.records, f.kind
	if lexicon.Contains("stance,still,beat", c.Name) {
		r.splitSlashes()
	}
	if err := r.read(f.parts...); err != nil {
		return err
	}
	for _, noun := range f.needs {
		if r.has(noun) {
			continue
		}
		c, is := r.theMotion()
		if !is || noun != "candidates" {
			return r.missing(f.asks[noun])
		}
		if err := r.setCandidate(c); err != nil {
			return err
		}
	}
	for _, step := range f.then {
		if err := step(r); err != nil {
			return err
		}
	}
	return nil
}

// newMember is the form of "member" that records: it has no word of its own at its place.
const newMember = "…joins"

// Words gives the words that a command's usage names in capitals and that are ours to choose:
// positions, attributions, statuses; those of persons, or of motions.
func (c Command) Words(motions bool) []lexicon.WordList {
	return wordsOf(strings.Join(c.Usage, " "), motions)
}

func wordsOf(usage string, motions bool) []lexicon.WordList {
	var list []lexicon.WordList
	add := func(placeholder, heading, words string) {
		if strings.Contains(usage, placeholder) {
			list = append(list, lexicon.WordList{Word: heading, Phrases: words})
		}
	}
	if motions {
		add("POSITION", "Positions towards a motion", chosenWords(lexicon.MotionPositions())+","+chosenWords(lexicon.MotionStages()))
		add("STATUS", "Statuses of a motion", chosenWords(lexicon.MotionStatuses()))
	} else {
		add("POSITION", "Positions", wordsFor(consensus.Positions()))
		add("STATUS", "Statuses", wordsFor(consensus.Statuses()))
	}
	add("ATTRIBUTION", "Attributions", wordsFor(consensus.Attributions()))
	return list
}

func wordsFor[T fmt.Stringer](values []T) string {
	var words []string
	for _, v := range values {
		words = append(words, v.String())
	}
	return strings.Join(words, ",")
}

// Commands lists what can be asked of the desk, in the order of the help.
func Commands() []Command { return slices.Clone(table) }

// CommandNamed gives the command of that name, or one without a name.
func CommandNamed(name string) Command { return named(table, name) }

func named(list []Command, name string) Command {
	for _, c := range list {
		if c.Name == name {
			return c
		}
	}
	return Command{}
}

// Question asks for what a report of a kind must say; "" for a part that may stay empty.
func Question(k consensus.Kind, part consensus.Parts) string {
	nouns := map[consensus.Parts][]string{
		consensus.PartMember: {"members"}, consensus.PartCandidate: {"candidates"}, consensus.PartPosition: {"positions"},
		consensus.PartStatus: {"statuses"}, consensus.PartText: {"facts", "reasons"},
	}[part]
	for _, c := range table {
		for _, f := range c.forms {
			for _, noun := range nouns {
				if f.kind == k && f.asks[noun] != "" {
					return f.asks[noun]
				}
			}
		}
	}
	return ""
}
