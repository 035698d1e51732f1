package page

import (
	"fmt"
	"testing"

	"natobot/consensus"
	"natobot/consensus/bodies"
)

// Every member of the Alliance has a place of its own, and so has every member of a body that
// the map is not of.
func TestEveryMemberHasAPlace(t *testing.T) {
	alliance := bodies.NATO().Members
	other := make([]consensus.Member, 60)
	for i := range other {
		other[i].Code = consensus.Code(fmt.Sprintf("X%d", i))
	}
	copy(other, alliance[:20])
	for name, members := range map[string][]consensus.Member{"the Alliance": alliance, "another body": other} {
		taken := map[place]bool{}
		for i, at := range arrange(members) {
			if taken[at] || at.x >= columns {
				t.Errorf("%s: %s stands at %v", name, members[i].Code, at)
			}
			taken[at] = true
		}
	}
	if at := arrange(other)[columns]; at != (place{0, 1}) {
		t.Errorf("a body without a map is set row by row, and its member %d stands at %v", columns, at)
	}
}
