package bodies

import (
	"embed"
	"io/fs"
	"slices"
	"strings"
	"sync"

	"natobot/consensus"
)

// shipped are the rosters of the program.
//
//go:embed rosters/*.txt
var shipped embed.FS

// Set is the bodies at hand, by their keys in order.
type Set []Roster

// Roster is a body and the file that it was read from.
type Roster struct {
	*consensus.Body
	Path string // "" for one that ships
}

// Find gives the body of that key, nil for none.
func (s Set) Find(key string) *consensus.Body {
	for _, r := range s {
		if r.Key == key {
			return r.Body
		}
	}
	return nil
}

// Named gives the body of a key or a name as a person writes it, "WTO" or "the WTO"; nil for none.
func (s Set) Named(name string) *consensus.Body {
	bare := func(text string) string { return strings.TrimPrefix(strings.ToLower(text), "the ") }
	for _, r := range s {
		if bare(name) == r.Key || bare(name) == bare(r.Name) {
			return r.Body
		}
	}
	return nil
}

// builtIn reads what ships, once.
var builtIn = sync.OnceValue(func() Set {
	folder, err := fs.Sub(shipped, "rosters")
	if err != nil {
		panic(err)
	}
	set, err := Set(nil).With(folder, "")
	if err != nil {
		panic(err) // the files are part of the program
	}
	return set
})

// Shipped gives the bodies that ship.
func Shipped() Set { return slices.Clone(builtIn()) }

// NATO gives the roster of NATO.
func NATO() *consensus.Body { return builtIn().Find(consensus.DefaultBody) }

// With gives the set with the rosters of a folder's files "*.txt"; path is the folder's name. A
// file whose key is taken is refused.
func (s Set) With(folder fs.FS, path string) (Set, error) {
	set := slices.Clone(s)
	names, err := fs.Glob(folder, "*.txt")
	if err != nil {
		return nil, err
	}
	for _, name := range names {
		text, err := fs.ReadFile(folder, name)
		if err != nil {
			return nil, err
		}
		file := strings.TrimPrefix(path+"/"+name, "/")
		body, err := Read(file, string(text))
		if err != nil {
			return nil, err
		}
		if set.Find(body.Key) != nil {
			return nil, Problem{file, 1, "there is a body " + body.Key + " already", "Give this one another key."}
		}
		roster := Roster{Body: body}
		if path != "" {
			roster.Path = file
		}
		set = append(set, roster)
	}
	slices.SortFunc(set, func(a, b Roster) int { return strings.Compare(a.Key, b.Key) })
	return set, nil
}
