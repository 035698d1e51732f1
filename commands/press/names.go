package press

import (
	"slices"
	"strings"
	"sync"
	"unicode"

	"natobot/commands/lexicon"
)

// prose is all that the words of messages can mean, ready to be looked up.
type prose struct {
	verbs         lexemes[class]
	shades        lexemes[shade]
	speech        lexemes[saidAs]
	roles         map[string]role
	camps         map[string]bool
	cabinets      map[string]bool // what may follow a leader's name: "the Scholz government"
	officeholders map[string][]officeholder
	known         map[string]bool // words that are no names, whatever their first letter
}

// tables are compiled once: they never change.
var tables = sync.OnceValue(newProse)

func newProse() *prose {
	p := &prose{
		verbs: compiled(positionPhrases()), shades: compiled(shadePhrases()), speech: compiled(speechPhrases()),
		roles: map[string]role{}, camps: map[string]bool{}, cabinets: map[string]bool{},
		officeholders: officeholdersByName(), known: map[string]bool{},
	}
	for _, r := range roles() {
		for phrase := range strings.SplitSeq(r.fixed, ",") {
			if r.means == campRole {
				p.camps[phrase] = true
			} else {
				p.roles[phrase] = r.means
			}
			p.know(phrase)
		}
	}
	for name := range strings.SplitSeq("government,administration,cabinet", ",") {
		p.cabinets[name] = true
	}
	for _, words := range []string{qualities, determiners, formerly, smallWords, timeWords, membersWords, lexicon.Titles} {
		p.know(words)
	}
	learn(p, p.verbs)
	learn(p, p.shades)
	learn(p, p.speech)
	return p
}

func (p *prose) know(words string) {
	for word := range strings.FieldsFuncSeq(words, func(r rune) bool { return r == ',' || r == ' ' }) {
		p.known[word] = true
	}
}

func learn[T any](p *prose, l lexemes[T]) {
	for _, patterns := range l {
		for _, pattern := range patterns {
			for _, word := range pattern.words {
				p.known[word] = true
			}
		}
	}
}

// key gives the word at a place; "" where there is none.
func (m *message) key(i int) string {
	if i < 0 || i >= len(m.pieces) {
		return ""
	}
	return m.pieces[i].key
}

// phrase gives n words that follow each other; "" where a mark or the end is between them.
func (m *message) phrase(i, n int) string {
	if i < 0 || i+n > len(m.pieces) {
		return ""
	}
	for j := range n {
		if p := m.pieces[i+j]; p.kind != aWord || p.of && j < n-1 && !lexicon.Contains("prime ministers,presidents", strings.TrimSpace(m.key(i+j-1)+" "+p.key+"s")) {
			return ""
		}
	}
	if n == 1 {
		return m.pieces[i].key
	}
	words := make([]string, n)
	for j := range n {
		words[j] = m.pieces[i+j].key
	}
	return strings.Join(words, " ")
}

// listedAt gives how many words the longest phrase of a list has that stands at a place.
func (m *message) listedAt(i int, list string) int {
	for n := 3; n > 0; n-- {
		if lexicon.Contains(list, m.phrase(i, n)) {
			return n
		}
	}
	return 0
}

func (m *message) span(from, to int) stretch {
	if to <= from || to > len(m.pieces) {
		return stretch{}
	}
	return stretch{m.pieces[from].start, m.pieces[to-1].end}
}

// shouted tells whether a word stands in capitals where not everything does.
func (m *message) shouted(i int) bool {
	word := m.text[m.pieces[i].start:m.pieces[i].end]
	return strings.ToUpper(word) == word && !lexicon.OrdinaryWord(m.key(i)) && !m.loud
}

// unknownName tells whether a word can be a name and no table knows it.
func (m *message) unknownName(i int) bool {
	if i >= len(m.pieces) || m.pieces[i].kind != aWord || !m.pieces[i].capital {
		return false
	}
	key := m.pieces[i].key
	return !m.prose.known[key] && m.places[key].code == "" && !strings.HasSuffix(key, "ly")
}

// nameAt reads a person's name: a candidate's, or capitalised words that nothing knows.
func (m *message) nameAt(i int) (party, int) {
	n := m.nameLength(i)
	for k := min(6, len(m.pieces)-i); k > 0; k-- {
		keys := m.names.People[m.phrase(i, k)]
		if len(keys) == 0 || k == 1 && len(m.key(i)) < 4 || k < n && !m.titled {
			continue
		}
		if len(keys) > 1 || m.unknownName(i+k) && !m.titled && !m.pieces[i+k-1].of || m.otherNamesake(i) {
			return party{}, 0
		}
		return party{key: keys[0], code: m.officeOf(m.phrase(i, k)), name: m.span(i, i+k), title: m.span(i, i+k)}, k
	}
	if n == 0 {
		return party{}, 0
	}
	p := party{name: m.span(i, i+n), title: m.span(i, i+n)}
	name := strings.Join(m.keys(i, n), " ")
	p.code = m.officeOf(name)
	if p.code == "" {
		p.code = m.met[name]
	}
	return p, n
}

// otherNamesake tells of a first name before a surname that is not the candidate's.
func (m *message) otherNamesake(i int) bool {
	return i > 0 && m.unknownName(i-1) && !m.titled && !m.pieces[i-1].of && m.pieces[i-1].end+1 >= m.pieces[i].start ||
		lexicon.Contains("anti,non,post,pro,ex", m.key(i-1))
}

func (m *message) keys(i, n int) []string {
	var keys []string
	for j := range n {
		keys = append(keys, m.key(i+j))
	}
	return keys
}

// nameLength counts the words of a name: capitalised unknown ones, with the particles
// between them.
func (m *message) nameLength(i int) int {
	n := 0
	for j := i; j < len(m.pieces) && j < i+6; j++ {
		switch {
		case m.pieces[j].kind != aWord:
			return n
		case m.unknownName(j), m.isInitial(j) && n > 0:
			n = j + 1 - i
		case n > 0 && j > i && lexicon.Contains(lexicon.Particles, m.key(j)) && !m.prose.known[m.key(j+1)]:
		case lexicon.Contains(lexicon.Particles, m.key(j)) && m.pieces[j].capital && m.unknownName(j+1):
		default:
			return n
		}
		if m.pieces[j].of {
			return n
		}
	}
	return n
}

func (m *message) isInitial(i int) bool { return m.pieces[i].capital && len(m.key(i)) == 1 }

// loud tells whether a text is mostly in capitals, titled whether most of its longer
// words begin with one: then capitals say nothing.
func (m *message) measure(pieces []piece) {
	long, capital, shouted := 0, 0, 0
	for _, p := range pieces {
		if p.kind != aWord || len(p.key) < 4 {
			continue
		}
		long++
		if p.capital {
			capital++
		}
		if word := m.text[p.start:p.end]; strings.IndexFunc(word, unicode.IsLower) < 0 {
			shouted++
		}
	}
	m.loud = long > 2 && shouted*10 > long*7
	m.titled = long > 2 && capital*10 > long*8 && slices.ContainsFunc(pieces, func(p piece) bool {
		return p.capital && m.prose.known[p.key] && !m.pieces[0].of
	})
}

// smallWords are words that are no names at the beginning of a sentence.
const smallWords = "the,a,an,in,on,at,to,by,of,for,from,with,without,after,before,during,since,until,while,whereas,although,though,when,once,if,unless,whether,because,as,so,but,and,or,nor,yet,that,this,these,those,it,he,she,they,we,i,you,his,her,its,their,our,my," +
	"there,here,what,who,which,how,why,where,meanwhile,however,also,now,then,still,even,only,just,both,all,some,most,many,few,several,no,not,yes,asked,speaking,according,per,via,despite,amid,amidst,ahead,like,unlike,besides,except,apart,nato,eu,european,union,council,commission,alliance,brussels,secretary,general,secretary-general,chief,job,post,top,race," +
	"bid,candidacy,candidate,breaking,update,exclusive,scoop,just,new,news,live,watch,video,read,more,thread,rt,fyi,btw,pool,note,source,sources,mr,mrs,ms,sir,dr,lord,dame,his,excellency,minister,president,prime,chancellor,support,backing,consensus,unanimous,decision,vote,summit,meeting,talks,allies,ally,members,countries,will,would,could,should,may,might,must,can,is,are,was,were,be,been,has,have,had,do,does,did," +
	"against,between,over,under,about,into,through,than,rather,instead,next,last,first,final,finally,today,tomorrow,yesterday,tonight,earlier,later,currently,again,too,well,very,quite,between,too,either,neither,every,everyone,everybody,nobody,none,nothing,each,another,other,others,such,same,long,high,low,good,great,strong,full,official,public,private,joint,statement,press,conference,interview,letter,tweet,post,visit,dinner,lunch,breakfast"

// timeWords are the days and months.
const timeWords = "monday,tuesday,wednesday,thursday,friday,saturday,sunday,january,february,march,april,may,june,july,august,september,october,november,december,morning,afternoon,evening,night,week,month,year,weekend"

// membersWords are the nouns of counts.
var membersWords = lexicon.MemberNoun + ",third,thirds,quarter,quarters,half,dozen,majority"
