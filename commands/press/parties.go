package press

import (
	"strings"

	"natobot/commands/lexicon"
	"natobot/consensus"
)

// role is what a person or body of a party is.
type role uint8

const (
	noRole role = iota
	stateRole
	spokesRole
	officialRole
	diplomatRole
	campRole
	pressRole
	analystRole
)

// roles are the words for who speaks or acts for a country, longest first where one
// begins with the other; anybody else ("opposition", "lawmaker", "voters") is no party.
func roles() []phrases[role] {
	return []phrases[role]{
		{stateRole, "", "prime minister,prime ministers,pm,premier,president,chancellor,foreign minister,fm,top diplomat,chief diplomat,defence minister,defense minister,defmin,formin,foreign secretary,secretary of state,defence secretary,defense secretary,minister,deputy prime minister,vice prime minister,vice chancellor,vice president,deputy foreign minister,deputy defence minister,state secretary," +
			"minister of foreign affairs,minister for foreign affairs,minister of defence,minister of defense,europe minister,european affairs minister,interior minister,finance minister,taoiseach,leader,leaders,head of government,head of state,government,cabinet,administration,authorities,leadership,presidency,foreign ministry,defence ministry,defense ministry,ministry of foreign affairs,ministry of defence,ministry of defense,ministry,embassy,delegation,mission,mission to nato," +
			"state department,state chancellery,chancellery,prime ministers office,presidents office,presidential office,presidential palace,foreign office,ambassador,nato ambassador,ambassador to nato,permanent representative,permanent representative to nato,envoy to nato,national security adviser,national security advisor,chief of staff,state secretary for european affairs,king,office"},
		{spokesRole, "", "spokesperson,spokesman,spokeswoman,spox,spokespeople,press secretary,government spokesperson,government spokesman,government spokeswoman,foreign ministry spokesperson,foreign ministry spokesman,foreign ministry spokeswoman,defence ministry spokesperson,defence ministry spokesman,state department spokesperson,state department spokesman,national security council spokesperson,national security council spokesman," +
			"chief spokesperson,chief spokesman,chief spokeswoman,ministry spokesperson,ministry spokesman,ministry spokeswoman,presidential spokesperson,presidential spokesman,presidential spokeswoman,press officer,press office,white house spokesperson,white house press secretary,white house spokesman,defence ministry spokeswoman,state department spokeswoman,nsc spokesman,nsc spokesperson"},
		{officialRole, "", "official,officials,government official,government officials,administration official,administration officials,defence official,defence officials,defense official,defense officials,foreign ministry official,foreign ministry officials,ministry official,ministry officials,state department official,white house official,white house officials,government source,government sources,ministry source,ministry sources,adviser,advisers,advisor,cabinet member,aide,aides,minister who asked not to be named"},
		{diplomatRole, "", "diplomat,diplomats,diplomatic source,diplomatic sources,nato diplomat,nato diplomats,eu diplomat,eu diplomats,envoy,envoys,ambassadors"},
		{campRole, "", "camp,team,campaign,campaigners,entourage,inner circle,allies,supporters,aide,aides,advisers,adviser,people,staff,circle,office,side,backers,campaign team,confidants,confidant,ally,spin doctors"},
		{pressRole, "", "newspaper,daily,broadcaster,media,press,agency,news agency,magazine,paper,tabloid,weekly,outlet,outlets,sources close,sources,source,reports,report,people familiar,person familiar,people close,person close,source close,those close,someone close,insiders,insider,state media,local media,news outlet,public broadcaster,website,portal,correspondent,reporter,reporters,journalists"},
		{analystRole, "", "analyst,analysts,expert,experts,observer,observers,commentator,commentators,think tank,think tanks,academics,pundits"},
	}
}

// qualities are words before a role that change nothing about whom it speaks for.
const qualities = "senior,top,high ranking,ranking,unnamed,anonymous,nato,eu,european,alliance,allied,western,eastern,southern,northern,central,new,newly appointed,outgoing,caretaker,acting,current,incumbent,longtime,long time,veteran,liberal,conservative,nationalist,populist,centre right,center right,social democratic,right wing,left wing,hard,second,third,another,other,same,own,whole,entire,visiting,powerful,government," +
	"deputy,chief,foreign,defence,defense,national,democratic,junior,close,key,leading,main,the,unidentified,member,ally,neighbour,neighbor,newcomer,heavyweight,member state,powerhouse,founding,neighbouring,neighboring,fellow,baltic,nordic,balkan,tiny,little,mighty,very,well informed,well placed,incoming,then,pro western,coalition,diplomatic,his,her,its,their,military"

// determiners begin a description.
const determiners = "the,a,an,one,two,three,four,several,some,many,multiple,another,other,its,their,his,her,both"

// formerly are words that part a person from the office.
const formerly = "former,ex,late,opposition,then,would be,retired,onetime,one time,shadow,honorary,regional,local,fake"

// party is who says or does something: a country, those who speak for it, a person.
type party struct {
	code      consensus.Code // of a member; "" for anybody else
	key       consensus.Key  // of a candidate
	role      role
	adjective bool // "Polish" with nothing after it
	capital   bool // "Warsaw": a place as well as a government
	former    bool
	bare      bool    // the country by its own name
	name      stretch // of a person
	title     stretch // the whole of it
	Count     int     // of "20 of 31 allies"
	Of        int
	Qualifier consensus.Qualifier
}

// stretch is a stretch of the message's text; empty when both are 0.
type stretch struct{ start, end int }

func (a stretch) empty() bool { return a.end <= a.start }

// acts tells whether what the party does is what the member does.
func (p *party) acts() bool {
	return p.code != "" && !p.former && !p.adjective && (p.role == noRole || p.role == stateRole)
}

// partyAt reads the description of a party at a place, and how many pieces it takes.
func (m *message) partyAt(at int) (party, int) {
	p := party{}
	i := at
	if lexicon.Contains(determiners, m.key(i)) {
		i++
	}
	i = m.qualities(&p, i)
	owner, n := m.ownerAt(i)
	determined := i > at
	if n > 0 {
		p.code, p.capital, p.bare, p.key, p.name = owner.code, owner.capital, owner.bare, owner.key, owner.name
		p.adjective, p.former = owner.adjective, p.former || owner.former
		i += n
	}
	ends := i
	j := i
	r, taken := m.roleAt(j, n > 0 && owner.key != "")
	if taken == 0 {
		j = m.qualities(&p, i)
		r, taken = m.roleAt(j, n > 0 && owner.key != "")
	}
	switch {
	case taken > 0 && (n == 0 || r == campRole || owner.adjective || owner.bare || owner.capital || m.pieces[i-1].of || r == stateRole):
		return m.roleParty(p, at, j+taken, r, n > 0 && owner.name != stretch{})
	case n == 0:
		if name, k := m.nameAt(at); k > 0 {
			return name, k
		}
		return p, 0
	case owner.adjective:
		p.adjective = !determined || m.key(at) != "the"
		p.former = false
	}
	p.title = m.span(at, ends)
	if owner.key == "" && owner.name.empty() && !determined && p.former {
		return party{}, 0
	}
	return p, ends - at
}

// mostQualities is how many words may stand before an office.
const mostQualities = 8

// qualities passes over what says nothing about whom somebody speaks for.
func (m *message) qualities(p *party, i int) int {
	for range mostQualities {
		if _, role := m.roleAt(i, false); role > 0 {
			return i
		}
		n := m.listedAt(i, qualities)
		if n == 0 && lexicon.Contains(formerly, m.key(i)) {
			p.former, n = true, 1
		}
		if n == 0 {
			return i
		}
		i += n
	}
	return i
}

// roleParty goes on after a role: the country that follows it, and the person's name.
func (m *message) roleParty(p party, at, i int, r role, owned bool) (party, int) {
	p.role, p.adjective, p.bare = r, false, false
	if owned {
		p.name = stretch{}
	}
	if p.key != "" && r != campRole { // "Rutte's government" is no candidate's word
		p.key = ""
	}
	if n := m.listedAt(i, "of,for,in,from,at,to,with"); n > 0 && p.code == "" {
		j := i + n
		if lexicon.Contains("the,a", m.key(j)) {
			j++
		}
		if r, taken := m.roleAt(j, false); taken > 0 && r == stateRole { // "an adviser to the president"
			i = j + taken
		} else if owner, k := m.ownerAt(j); k > 0 && !m.pieces[j+k-1].of && (owner.code != "" || owner.key != "") {
			p.code, p.capital = owner.code, owner.capital
			i = j + k
			if owner.key != "" {
				p.key, p.role = owner.key, campRole
			}
			if _, taken := m.roleAt(m.qualities(&p, i), false); taken > 0 {
				i = m.qualities(&p, i) + taken
			}
		}
	}
	if person, n := m.nameAt(i); n > 0 && !m.pieces[i-1].of {
		p.name, p.key = person.name, person.key
		if p.code == "" {
			p.code = person.code
		}
		i += n
	}
	p.title = m.span(at, i)
	return p, i - at
}

// roleAt finds the longest role at a place.
func (m *message) roleAt(i int, candidates bool) (role, int) {
	for n := 6; n > 0; n-- {
		phrase := m.phrase(i, n)
		if phrase == "" {
			continue
		}
		found, ok := m.prose.roles[phrase]
		if camp := m.prose.camps[phrase]; candidates && camp {
			return campRole, n
		}
		if ok {
			return found, n
		}
	}
	return noRole, 0
}

// ownerAt reads the country or person that a role may belong to.
func (m *message) ownerAt(i int) (party, int) {
	if i >= len(m.pieces) {
		return party{}, 0
	}
	if m.pieces[i].kind == aFlag {
		if mem, ok := m.names.MemberByCode(consensus.Code(strings.ToUpper(m.pieces[i].key))); ok {
			return party{code: mem.Code, bare: true, title: m.span(i, i+1)}, 1
		}
		return party{}, 0
	}
	person, k := m.nameAt(i)
	for n := 5; n > 0; n-- {
		p, ok := m.places[m.phrase(i, n)]
		if !ok || n < k || !m.rightly(p, i, n) {
			continue
		}
		return party{code: p.code, adjective: p.kind == anAdjective, capital: p.kind == aCapital, bare: p.kind <= aCode, title: m.span(i, i+n)}, n
	}
	if k > 0 && (m.pieces[i+k-1].of || m.prose.cabinets[m.key(i+k)]) {
		return person, k
	}
	if k > 0 && person.key != "" {
		return person, k
	}
	return party{}, 0
}

// rightly tells whether a place's name stands as one: with its capital, and not as a
// part of another name ("Holland & Knight", "Athens, Georgia", "Warsaw Pact").
func (m *message) rightly(p seat, i, n int) bool {
	if p.kind == aCode && !m.shouted(i) || p.kind != aCountry && !m.pieces[i].capital {
		return false
	}
	after := m.key(i + n)
	if i+n < len(m.pieces) && m.pieces[i+n-1].end < m.pieces[i+n].start && strings.Contains(m.text[m.pieces[i+n-1].end:m.pieces[i+n].start], "&") && m.places[after].code == "" {
		return false
	}
	if p.kind != anAdjective && !m.pieces[i+n-1].of && m.unknownName(i+n) && !m.titled {
		return false
	}
	return !lexicon.Contains("pact,post,times,wall,treaty,summit,stock,street,college,airport,city,united,fc,club,agreement,declaration,herald,film,festival,marathon", after) || m.pieces[i+n-1].of
}
