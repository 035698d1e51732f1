package page

import (
	"strings"

	"natobot/consensus"
)

// place is a column and a row of the tiles.
type place struct{ x, y int }

// The map of the Alliance's members as tiles, and how wide the tiles of other bodies are set.
const (
	alliance = `
CA .. IS .. .. .. NO SE FI
US .. .. .. .. DK .. .. EE
.. .. GB .. NL DE PL LT LV
.. .. .. BE LU CZ SK .. ..
.. .. .. FR .. SI HU RO ..
.. PT ES .. IT HR ME BG ..
.. .. .. .. .. .. AL MK TR
.. .. .. .. .. .. .. GR ..`
	columns = 9
)

// arrange gives each member its place. Those that the map lacks stand in a row below it; where
// they do not fit into one, the map is another body's.
func arrange(members []consensus.Member) []place {
	drawn, rows := onTheMap()
	places := make([]place, len(members))
	below := 0
	for i, m := range members {
		at, known := drawn[m.Code]
		if !known {
			at = place{below, rows}
			below++
		}
		places[i] = at
	}
	if below > columns {
		for i := range places {
			places[i] = place{i % columns, i / columns}
		}
	}
	return places
}

func onTheMap() (drawn map[consensus.Code]place, rows int) {
	drawn = map[consensus.Code]place{}
	lines := strings.Split(strings.TrimSpace(alliance), "\n")
	for y, row := range lines {
		for x, code := range strings.Fields(row) {
			drawn[consensus.Code(code)] = place{x, y}
		}
	}
	return drawn, len(lines)
}
