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

var (
	countries   = readCountries()
	countryOf   = countriesBy(func(c Country) []string { return strings.Split(c.Names, ",") })
	countryCode = countriesBy(func(c Country) []string { return []string{string(c.Code)} })
)

// Countries lists the countries of the world.
func Countries() []Country { return slices.Clone(countries) }

// CountryNamed gives the country that a name in the spelling of Key means.
func CountryNamed(key string) (Country, bool) {
	c, ok := countryOf[key]
	return c, ok
}

// CountryCoded gives the country of a code, one without names when there is none.
func CountryCoded(code consensus.Code) Country { return countryCode[string(code)] }

func readCountries() []Country {
	var list []Country
	for _, m := range bodies.World() {
		list = append(list, Country{m.Code, m.Name, strings.Join(englishKeys(m), ","), m.Article})
	}
	return list
}

// countriesBy gives the countries by each of their keys.
func countriesBy(keys func(Country) []string) map[string]Country {
	by := make(map[string]Country, len(countries))
	for _, c := range countries {
		for _, key := range keys(c) {
			by[key] = c
		}
	}
	return by
}
