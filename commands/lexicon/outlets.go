package lexicon

import (
	_ "embed"
	"strings"
	"sync"
)

// outletLines has the outlets of the members' countries and the big agencies, a line a
// country.
//
//go:embed outlets.txt
var outletLines string

var outlets = sync.OnceValue(func() map[string]string {
	names := map[string]string{}
	for _, of := range ParseWords(outletLines) {
		for name := range strings.SplitSeq(of.Phrases, ",") {
			key := Key(name)
			names[key] = name
			names[strings.TrimPrefix(key, "the ")] = name
		}
	}
	return names
})

// Outlet gives the usual spelling of an outlet that the program knows by that name, in any
// spelling; false for a name that is none's.
func Outlet(name string) (string, bool) {
	usual, ok := outlets()[Key(name)]
	return usual, ok
}
