package press

import (
	"cmp"
)

// describer reads the description of a party: "the Polish foreign minister Radosław Sikorski".
type describer struct {
	s     *sentence
	p     party
	i     int  // the next item
	at    int  // the first
	role  bool // an office was read
	camp  bool // an office that belongs to a candidate was read: "people close to"
	owner bool // a possessive was read: "Spain's"
	free  bool // a link was read: what follows belongs to the office
	whose bool // a name here is not who speaks, but whose office it is: "an aide to President Macron"
}

// longestDescription is how many parts a description has.
const longestDescription = 12

// partyAt reads the description of a party at a place, and how many items it takes.
func (s *sentence) partyAt(at int) (party, int) {
	if p, n := s.nameAt(at); p.outlet != "" {
		return p, n
	}
	d := &describer{s: s, at: at, i: at}
	d.determine()
	for range longestDescription {
		if !d.part() || d.complete() {
			break
		}
	}
	if !d.somebody() {
		return party{}, 0
	}
	if d.role || d.p.kind == anAdjective || d.p.kind == aPerson {
		d.p.office = s.span(at+s.on("determiners", at), d.officeEnd())
	}
	return d.p, d.i - at
}

// somebody tells whether what was read is anybody at all.
func (d *describer) somebody() bool {
	named := d.p.code != "" || !d.p.name.empty() || d.p.key != "" || d.p.outside || d.p.outlet != ""
	return named || d.role && d.p.role != theAllies && d.p.role != aGroup
}

// complete tells whether a description ends with the name that was just read.
func (d *describer) complete() bool {
	possessive := d.s.items[d.i-1].of
	switch {
	case !d.p.name.empty() && !possessive && !d.following():
		return true
	}
	return possessive && d.p.key != "" && !d.hasRole(d.i) && !d.hasRole(d.i+d.s.on("qualities", d.i))
}

// following tells whether a name goes on as somebody's: "the Scholz government", "a Rutte ally".
func (d *describer) following() bool {
	if n := d.s.on("office of", d.i); n > 0 && d.role && d.p.code == "" { // "Foreign Minister Braže of Latvia"
		p, k := d.s.placeAt(d.i + n)
		return k > 0 && p.kind == aCountry
	}
	return d.s.on(string(aState), d.i) > 0 || d.p.key != "" && d.s.on(string(aCamp), d.i) > 0
}

func (d *describer) officeEnd() int {
	end := d.i
	for end > d.at && !d.p.name.empty() && d.s.items[end-1].start >= d.p.name.start {
		end--
	}
	return end
}

// determine reads the words that a description begins with: "the", "a", "its".
func (d *describer) determine() {
	n := d.s.on("determiners", d.i)
	if n == 0 {
		return
	}
	d.p.definite = d.s.is("definite", d.i)
	d.p.vague = !d.p.definite
	d.i += n
	for n := d.s.on("determiners", d.i); n > 0; n = d.s.on("determiners", d.i) {
		d.i += n
	}
}

// part reads the next part of the description; false where it ends.
func (d *describer) part() bool {
	s := d.s
	n := s.on("qualities", d.i)
	place, far := s.placeAt(d.i + n)
	_, here := s.placeAt(d.i)
	former := s.on("former", d.i)
	office, length := d.roleAt(d.i)
	switch {
	case d.role && s.on("portfolios", d.i) > 0:
		n = s.on("portfolios", d.i)
	case n > 0 && far > 0 && place.kind != anAdjective:
	case length > 0 && here <= length:
		return d.readRole(office, length)
	case former > 0 && !d.role && d.ahead(d.i+former):
		d.p.former, n = true, former
	case d.country(), d.person(), d.link():
		return true
	case n == 0 || !d.ahead(d.i+n):
		return false
	}
	d.i += n
	return true
}

// ahead tells whether a country, an office or a name follows some qualities.
func (d *describer) ahead(i int) bool {
	for range longestDescription {
		if d.hasRole(i) {
			return true
		}
		if _, n := d.s.placeAt(i); n > 0 {
			return true
		}
		n := max(d.s.on("qualities", i), d.s.on("former", i))
		if n == 0 {
			p, k := d.s.nameAt(i)
			return k > 0 && p.role != unknownRole
		}
		i += n
	}
	return false
}

func (d *describer) hasRole(i int) bool {
	r, _ := d.roleAt(i)
	return r != noRole
}

// roleAt gives the office at an item, by the longest words for one, and how many they are.
func (d *describer) roleAt(i int) (found role, longest int) {
	for _, r := range roles() {
		if n := d.s.on(string(r), i); n > longest {
			found, longest = r, n
		}
	}
	if n := d.s.on("owned spokesperson", i); n > longest && i > d.at && d.s.items[i-1].of && !d.p.name.empty() { // "Tusk's office"
		return aSpokesman, n
	}
	return found, longest
}

// readRole reads an office of so many words. Where two follow each other the last one counts
// ("foreign ministry official"), where a link is between them the first ("adviser to the
// president").
func (d *describer) readRole(r role, n int) bool {
	d.camp = r == aCamp
	r = d.ownedRole(r, n)
	switch {
	case d.p.role == aGroup && d.s.lang.lists["leaders"].has(d.s.phrase(d.i, n)): // "far-right leader"
		r = aGroup
	case r == aGroup && d.s.lang.lists["leaders"].has(d.p.head): // "the leader of Poland's far right"
		d.p.role = aGroup
	}
	if !d.free {
		d.p.role, d.p.head = r, d.s.phrase(d.i, n)
	}
	d.role, d.whose = true, d.free && r == anOffice
	d.i += n
	return true
}

// ownedRole gives what an office of so many words is as somebody's: "Rutte's camp", "Tusk's minister".
func (d *describer) ownedRole(r role, n int) role {
	owner := !d.p.name.empty()
	candidates := owner && d.p.key != ""
	if owner {
		d.p.name = stretch{}
	}
	switch {
	case (r == aCamp || r == theAllies || r == anOfficial) && (candidates || d.p.owned):
		d.p.owned = true
		return aCamp
	case r == aCamp && !d.free && d.s.on(string(anOfficial), d.i) == n:
		return anOfficial
	case r == aCamp && !d.free:
		return aGroup
	case r == aSpokesman && candidates:
		d.p.owned = true
	case owner:
		d.p.key = ""
	}
	return r
}

// country reads the country of a description.
func (d *describer) country() bool {
	p, n := d.s.placeAt(d.i)
	if n == 0 {
		return false
	}
	apart := p.kind.apart()
	if apart && d.owner && !d.role { // "the Netherlands' neighbour Belgium"
		d.p.code, d.p.outside = "", false
	}
	known := d.p.code != "" || d.p.outside
	if !d.free && (known || d.role && apart) {
		return false
	}
	if !known {
		d.p.code, d.p.kind, d.p.outside = p.code, p.kind, p.kind == abroad
	}
	d.i += n
	d.owner, d.whose = d.s.items[d.i-1].of, false
	return true
}

// apart tells of a country's own name, which stands for it alone.
func (k placeKind) apart() bool {
	return k == aCountry || k == aCapital || k == aCode || k == abroad
}

// person reads the name at the end of a description.
func (d *describer) person() bool {
	p, n := d.s.nameAt(d.i)
	if !d.mayName(p) {
		return false
	}
	if n == 0 && d.role {
		p, n = d.s.strangerAt(d.i, 1)
	}
	if n == 0 || p.role == unknownRole && d.p.code != "" && !d.role && !d.s.items[d.i-1].of {
		return false
	}
	if d.p.code == "" && !d.p.outside {
		d.p.code, d.p.outside, d.p.kind = p.code, p.outside, noPlace
	}
	d.i += n
	if d.belongsTo(p) {
		return true
	}
	d.p.name, d.p.key, d.p.outlet, d.p.role = p.name, p.key, p.outlet, cmp.Or(d.p.role, p.role)
	d.p.former, d.p.outside = d.p.former || p.former, d.p.outside || p.outside
	return true
}

// belongsTo tells whether an office was somebody's who is named after it: "people close to Rutte",
// "an aide to Macron".
func (d *describer) belongsTo(p party) bool {
	if d.free && p.key != "" {
		d.p.key, d.p.owned = p.key, true
		if d.p.role != aSpokesman {
			d.p.role = aCamp
		}
		return true
	}
	return d.whose && p.role != unknownRole
}

// mayName tells whether a name may follow what was read so far.
func (d *describer) mayName(p party) bool {
	switch {
	case d.free:
		return p.key != "" || p.code != "" || d.p.role == aSpokesman || d.p.role == aCamp || d.p.role == anOffice
	}
	return d.role || d.p.code == "" || !d.p.kind.apart() || d.s.items[d.i-1].of
}

// link reads "of", "for", "close to" and what the office belongs to.
func (d *describer) link() bool {
	n := d.s.on("office of", d.i)
	if n == 0 || !d.role || d.p.role == aGroup && !d.camp {
		return false
	}
	i := d.i + n
	for range 2 {
		i += max(d.s.on("determiners", i), d.s.on("qualities", i))
	}
	_, place := d.s.placeAt(i)
	person, named := d.s.nameAt(i)
	r, _ := d.roleAt(i)
	owner := place > 0 && d.s.items[i+place-1].of && !d.hasRole(i+place) // "of Poland's …"
	stranger := named == 0 || person.role == unknownRole
	switch {
	case place == 0 && r == noRole && stranger, r == theAllies, owner:
		return false
	}
	d.i, d.free, d.whose = i, true, true
	return true
}
