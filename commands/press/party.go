package press

import (
	"cmp"

	"natobot/consensus"
)

// role is what a person or body of a party is.
type role string

// The roles are the lists of speakers.txt.
const (
	noRole      role = ""
	anOffice    role = "office"       // a minister: the member's own word
	aState      role = "state"        // its government
	aSpokesman  role = "spokesperson" //
	anOfficial  role = "official"
	aDiplomat   role = "diplomat"
	aCamp       role = "camp"
	thePress    role = "press"
	anAnalyst   role = "analyst"
	aGroup      role = "group" // a people, a party, a parliament: never the member's word
	theAllies   role = "allies"
	unknownRole role = "unknown" // a name without an office
)

func roles() []role {
	return []role{aCamp, aGroup, anOffice, aState, aSpokesman, anOfficial, aDiplomat, thePress, anAnalyst, theAllies}
}

// party is who says or does something: a country, those who speak for it, a person.
type party struct {
	code      consensus.Code // of a country
	key       consensus.Key  // of a candidate
	kind      placeKind      // how the country is named
	role      role
	owned     bool    // the candidate's: "Rutte's camp"
	former    bool    // "the former minister"
	definite  bool    // "the Dutch leader"
	vague     bool    // "a Dutch minister"
	outside   bool    // of no member of the body
	name      stretch // of a person
	unknown   bool    // of the name: nothing is known by it
	office    stretch // the words for the office, with its country
	outlet    string
	joined    bool   // of a person and their office: a comma may close it
	through   bool   // who speaks through a spokesperson
	head      string // the word for the role
	count     *tally
	exception []consensus.Code // of a count: whom it leaves out
}

// acts tells whether what the party does is what the member does.
func (p *party) acts() bool {
	return p != nil && p.code != "" && !p.outside && !p.former && p.count == nil && (p.role == anOffice && !(p.vague && p.name.empty()) || p.role == aState || p.role == noRole && (p.kind == aCountry || p.kind == aCode || p.kind == aCapital))
}

// nameless tells of a government that is named by nothing else: "the government", and in
// what somebody says "the chancellor".
func (p *party) nameless(said bool) bool {
	return p.code == "" && p.name.empty() && !p.former && !p.outside && (p.role == aState || p.role == anOffice && said)
}

// member gives the member whose own word the party's is; "" for none.
func (p *party) member() consensus.Code {
	if p == nil || p.outside || p.former || p.role == aGroup || p.role == thePress || p.role == anAnalyst || p.role == aCamp {
		return ""
	}
	return p.code
}

// person tells of somebody whom "he" or "she" may mean: "a diplomat", no "diplomats".
func (p *party) person() bool {
	role := p.role == anOfficial || p.role == aDiplomat || p.role == aSpokesman
	return !p.name.empty() || role && (p.definite || p.vague)
}

// unnamed tells of somebody who speaks for nobody by name: an official, a diplomat, a camp.
func (p *party) unnamed() bool {
	return p.role == anOfficial || p.role == aDiplomat || p.role == aCamp
}

// adjective tells of a country's adjective with nothing behind it that it describes: "Dutch".
func (p *party) adjective() bool { return p != nil && p.kind == anAdjective && p.role == noRole }

// known tells whether it is known of what country a party is.
func (p *party) known() bool { return p.code != "" || p.outside }

// nobody tells of words that name no one: "the allies", "some people".
func (p *party) nobody() bool {
	return !p.known() && p.name.empty() && (p.head == "" || p.role == theAllies || p.role == aGroup)
}

// named gives an office with the name of who holds it.
func (p party) named(q party) party {
	p.name, p.key, p.outlet, p.unknown, p.role = q.name, cmp.Or(q.key, p.key), q.outlet, q.unknown, cmp.Or(p.role, q.role)
	if !p.known() {
		p.kind, p.code = noPlace, q.code
	}
	p.outside, p.former = p.outside || q.outside, p.former || q.former
	return p
}

// holds tells whether a person may be who holds an office.
func (p *party) holds(office *party) bool {
	titled := office.role == anOffice || office.role == aSpokesman && p.role != anOffice || office.role == aState
	return titled && !p.name.empty() && p.outlet == "" && office.name.empty() && !office.office.empty() && (p.code == "" || office.code == "" || p.code == office.code)
}
