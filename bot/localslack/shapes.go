package localslack

import (
	_ "embed"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
)

//go:embed shapes.txt
var shapesText string

// shapes are the kinds of objects that blocks are made of, as shapes.txt has them.
var shapes = sync.OnceValue(readShapes)

// kinds tells what each kind may hold, and which kinds may stand in the same place.
type kinds struct {
	rules map[string][]rule // nil for a kind that may hold anything
	sets  map[string][]string
}

// rule is what holds for one field.
type rule struct {
	field       string
	required    bool
	kind        string // "" for anything
	least, most float64
	words       []string // of an enum
	of          *rule    // of a list
}

func readShapes() kinds {
	k := kinds{map[string][]rule{}, map[string][]string{}}
	for line := range strings.Lines(shapesText) {
		words := strings.Fields(line)
		switch {
		case len(words) == 0 || words[0] == "#":
		case words[0][0] == '@':
			k.sets[words[0]] = words[1:]
		case len(words) == 2 && words[1] == "*":
			k.rules[words[0]] = nil
		default:
			rules := []rule{{field: "type"}, {field: "block_id", kind: "str", most: 255}}
			for _, word := range words[1:] {
				field, text, _ := strings.Cut(word, "=")
				r := readRule(text)
				r.field = field
				rules = append(rules, r)
			}
			k.rules[words[0]] = rules
		}
	}
	return k
}

var ruleParts = regexp.MustCompile(`^(!?)([@\w]*)(?:\((-?[\w.|]+)(?:-(\w+))?\))?(.*)$`)

func readRule(text string) rule {
	parts := ruleParts.FindStringSubmatch(text)
	r := rule{required: parts[1] != "", kind: parts[2]}
	r.words = strings.Split(parts[3], "|")
	r.most, _ = strconv.ParseFloat(parts[3], 64)
	if parts[4] != "" {
		r.least = r.most
		r.most, _ = strconv.ParseFloat(parts[4], 64)
	}
	if r.kind == "list" || r.kind == "row" {
		of := readRule(parts[5])
		r.of = &of
	}
	return r
}

// takes tells whether a kind belongs to a set.
func (k kinds) takes(set, kind string) bool {
	return slices.ContainsFunc(k.sets[set], func(one string) bool {
		return one == kind || one[0] == '@' && k.takes(one, kind)
	})
}
