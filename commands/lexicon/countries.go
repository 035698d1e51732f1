package lexicon

import (
	"slices"
	"strings"

	"natobot/consensus"
	"natobot/consensus/bodies"
)

// Country is a country or territory of the world, member or not.
type Country struct {
	Code  consensus.Code
	Name  string
	Names string // all that it is known by, separated by commas
	the   bool   // that a sentence says "the" before the name
}

// Articled gives the name as it stands inside a sentence.
func (c Country) Articled() string {
	if c.the {
		return "the " + c.Name
	}
	return c.Name
}

// countries are those of the world, and by each of their names in the spelling of Key, and by their
// codes, in capitals.
var countries, countryOf = readCountries()

// Countries lists the countries of the world.
func Countries() []Country { return slices.Clone(countries) }

// CountryNamed gives the country that a name in the spelling of Key means.
func CountryNamed(key string) (Country, bool) {
	c, ok := countryOf[key]
	return c, ok
}

// CountryCoded gives the country of a code, one without names when there is none.
func CountryCoded(code consensus.Code) Country {
	if c := countryOf[string(code)]; c.Code == code {
		return c
	}
	return Country{}
}

func readCountries() (list []Country, by map[string]Country) {
	by = map[string]Country{}
	for _, m := range bodies.World() {
		keys := englishKeys(m)
		c := Country{m.Code, m.Name, strings.Join(keys, ","), m.Article}
		list = append(list, c)
		for _, key := range append(keys, string(m.Code)) {
			by[key] = c
		}
	}
	return list, by
}
