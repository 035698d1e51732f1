package lexicon

import (
	"strings"

	"natobot/consensus"
)

// Group gives the members that a group's name, in the spelling of Key, may stand for.
func Group(key string) []consensus.Code {
	i := groups.find(strings.TrimPrefix(key, "the "))
	if i < 0 {
		return nil
	}
	var codes []consensus.Code
	for code := range strings.FieldsSeq(groups[i].Word) {
		codes = append(codes, consensus.Code(code))
	}
	return codes
}
