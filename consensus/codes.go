package consensus

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
)

// Codes is a set of countries that can be compared with ==, as a [Fact] has to be: their
// codes in alphabetical order, a comma between them, "HU,RO,SK,TR". The empty Codes is
// none. In JSON it is a list.
type Codes string

// CodesOf gives the set of some codes, whatever their order, each once.
func CodesOf(list []Code) Codes {
	words := make([]string, 0, len(list))
	for _, c := range list {
		words = append(words, string(c))
	}
	slices.Sort(words)
	return Codes(strings.Join(slices.Compact(words), ","))
}

// List gives the codes one by one.
func (c Codes) List() []Code {
	if c == "" {
		return nil
	}
	words := strings.Split(string(c), ",")
	list := make([]Code, len(words))
	for i, w := range words {
		list[i] = Code(w)
	}
	return list
}

// Len gives how many codes the set has.
func (c Codes) Len() int {
	if c == "" {
		return 0
	}
	return 1 + strings.Count(string(c), ",")
}

// Has tells whether a code is in the set.
func (c Codes) Has(code Code) bool { return slices.Contains(c.List(), code) }

// MarshalJSON gives the codes as a list.
func (c Codes) MarshalJSON() ([]byte, error) { return json.Marshal(c.List()) }

// UnmarshalJSON reads a list of codes, and refuses one that MarshalJSON does not give: out
// of order, with a code twice, or with what is no code.
func (c *Codes) UnmarshalJSON(text []byte) error {
	var list []Code
	if err := json.Unmarshal(text, &list); err != nil {
		return err
	}
	for i, code := range list {
		if code == "" || strings.Contains(string(code), ",") || i > 0 && code <= list[i-1] {
			return fmt.Errorf("%q are not codes in alphabetical order, each once", list)
		}
	}
	*c = CodesOf(list)
	return nil
}
