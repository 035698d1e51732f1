package lexicon

import (
	_ "embed"
	"strings"
	"sync"

	"natobot/consensus"
)

// holderLines names who has held an office, a line a person: the country, the full name,
// the office, the first and the last month, "-" while it lasted when the file was written.
//
//go:embed holders.txt
var holderLines string

// Holders are heads of state and government and ministers whom the press names without
// their office.
type Holders struct{ byName map[string][]holder }

type holder struct {
	code        consensus.Code
	office      string
	from, until int // months: 202312
}

var holders = sync.OnceValue(readHolders)

// OfficeHolders gives the holders that the program knows.
func OfficeHolders() *Holders { return holders() }

func readHolders() *Holders {
	h := &Holders{byName: map[string][]holder{}}
	for line := range strings.Lines(holderLines) {
		fields := strings.Split(strings.TrimSpace(line), " | ")
		if strings.HasPrefix(line, "#") || len(fields) != 5 {
			continue
		}
		from, _ := Digits(strings.ReplaceAll(fields[3], "-", ""))
		until, _ := Digits(strings.ReplaceAll(fields[4], "-", ""))
		o := holder{consensus.Code(fields[0]), fields[2], from, until}
		words := strings.Fields(Key(fields[1]))
		for i := range words { // the full name, and every surname of it
			name := strings.Join(words[i:], " ")
			h.byName[name] = append(h.byName[name], o)
		}
	}
	return h
}

// Knows tells whether a name is a holder's, whenever they held the office.
func (h *Holders) Knows(name string) bool { return len(h.byName[name]) > 0 }

// Of gives the country and the office for which a person of that name spoke on one of the days
// from first to last; "" for nobody's, and where the name is that of two. Former tells of one who
// spoke for it at another time.
func (h *Holders) Of(name string, first, last consensus.Day) (code consensus.Code, office string, former bool) {
	from, until := monthOf(first), monthOf(last)
	for _, o := range h.byName[name] {
		switch {
		case until < o.from || o.until != 0 && from > o.until:
			former = true
		case code != "" && code != o.code:
			return "", "", false
		default:
			code, office = o.code, o.office
		}
	}
	return code, office, former && code == ""
}

// monthOf gives a day's month as the file has it: 202312.
func monthOf(day consensus.Day) int {
	year, month, _ := day.Date()
	return year*100 + int(month)
}
