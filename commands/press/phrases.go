package press

import (
	"iter"
	"strings"

	"natobot/commands/lexicon"
)

// inflection is the form of a verb that a phrase begins with.
type inflection uint8

const (
	fixedForm  inflection = iota
	baseForm              // back; of most verbs also what the plural takes
	thirdForm             // backs
	pastForm              // backed, the participle included
	gerundForm            // backing
)

// pattern is a phrase of the lists, ready to be looked for.
type pattern[T any] struct {
	words []string
	free  bool // it may go without a candidate
	form  inflection
	means T
}

// lexemes are patterns by their first word.
type lexemes[T any] map[string][]pattern[T]

func compiled[T any](lists []phrases[T]) lexemes[T] {
	l := lexemes[T]{}
	for _, list := range lists {
		for phrase := range phrasesIn(list.fixed) {
			l.add(phrase, fixedForm, list.means)
		}
		for phrase := range phrasesIn(list.verbs) {
			verb, rest, more := strings.Cut(phrase, " ")
			verb, free := strings.CutSuffix(verb, ".")
			if more {
				rest = " " + rest
			} else if free {
				rest = "."
			}
			for f, words := range inflected(verb) {
				l.add(words+rest, f, list.means)
			}
		}
	}
	return l
}

func phrasesIn(list string) iter.Seq[string] {
	if list == "" {
		return func(func(string) bool) {}
	}
	return strings.SplitSeq(list, ",")
}

func (l lexemes[T]) add(phrase string, f inflection, means T) {
	phrase, free := strings.CutSuffix(phrase, ".")
	words := strings.Fields(phrase)
	l[words[0]] = append(l[words[0]], pattern[T]{words, free, f, means})
}

// irregular verbs, with the forms that cannot be made by rule: third, past, participle,
// gerund where it doubles a letter.
const irregular = "give gives gave given giving,throw throws threw thrown throwing,say says said said saying,tell tells told told telling,put puts put put putting,lend lends lent lent lending," +
	"have has had had having,win wins won won winning,get gets got gotten getting,hold holds held held holding,come comes came come coming,stand stands stood stood standing," +
	"go goes went gone going,swing swings swung swung swinging,lean leans leaned leant leaning,make makes made made making,keep keeps kept kept keeping,take takes took taken taking," +
	"choose chooses chose chosen choosing,see sees saw seen seeing,think thinks thought thought thinking,fall falls fell fallen falling,sit sits sat sat sitting,find finds found found finding," +
	"withdraw withdraws withdrew withdrawn withdrawing,withhold withholds withheld withheld withholding,let lets let let letting,drop drops dropped dropped dropping,opt opts opted opted opting,commit commits committed committed committing," +
	"lay lays laid laid laying,cut cuts cut cut cutting,draw draws drew drawn drawing,set sets set set setting,speak speaks spoke spoken speaking,write writes wrote written writing," +
	"show shows showed shown showing,drag drags dragged dragged dragging,plan plans planned planned planning,be is was been being,begin begins began begun beginning,quit quits quit quit quitting," +
	"veto vetoes vetoed vetoed vetoing,slam slams slammed slammed slamming,cast casts cast cast casting,stick sticks stuck stuck sticking,step steps stepped stepped stepping,run runs ran run running," +
	"signal signals signalled signaled signalling,stop stops stopped stopped stopping,read reads read read reading,know knows knew known knowing,lag lags lagged lagged lagging,nod nods nodded nodded nodding,refer refers referred referred referring," +
	"tip tips tipped tipped tipping,play plays played played playing,delay delays delayed delayed delaying,stay stays stayed stayed staying"

// inflected goes through the forms of a verb.
func inflected(verb string) iter.Seq2[inflection, string] {
	return func(yield func(inflection, string) bool) {
		for line := range strings.SplitSeq(irregular, ",") {
			if base, rest, _ := strings.Cut(line, " "); base == verb {
				f := strings.Fields(rest)
				_ = yield(baseForm, base) && yield(thirdForm, f[0]) && yield(pastForm, f[1]) && (f[1] == f[2] || yield(pastForm, f[2])) && yield(gerundForm, f[3])
				return
			}
		}
		stem, third := verb, verb+"s"
		switch {
		case strings.HasSuffix(verb, "e"):
			stem = verb[:len(verb)-1]
		case strings.HasSuffix(verb, "y"):
			_ = yield(baseForm, verb) && yield(thirdForm, verb[:len(verb)-1]+"ies") && yield(pastForm, verb[:len(verb)-1]+"ied") && yield(gerundForm, verb+"ing")
			return
		case strings.HasSuffix(verb, "sh"), strings.HasSuffix(verb, "ch"), strings.HasSuffix(verb, "ss"):
			third = verb + "es"
		}
		_ = yield(baseForm, verb) && yield(thirdForm, third) && yield(pastForm, stem+"ed") && yield(gerundForm, stem+"ing")
	}
}

// match is where a pattern was found: items from its first up to end, and the item of
// the candidate within it, -1 for none.
type match[T any] struct {
	pattern[T]
	end       int
	candidate int
}

// at finds the longest pattern at a place of a sentence.
func (l lexemes[T]) at(s *sentence, i int) (best match[T], ok bool) {
	if i >= len(s.items) || s.items[i].kind != aWord {
		return best, false
	}
	for _, p := range l[s.items[i].key] {
		if end, candidate, found := s.follows(p.words[1:], i+1); found && (!ok || end >= best.end) {
			best, ok = match[T]{p, end, candidate}, true
		}
	}
	return best, ok
}

// fillers is how many words "~" may stand for.
const fillers = 4

// follows tells whether the words of a pattern stand at a place, and where they end.
func (s *sentence) follows(words []string, i int) (end, candidate int, ok bool) {
	candidate = -1
	for n, word := range words {
		i = s.seen(i)
		switch {
		case i >= len(s.items):
			return 0, -1, false
		case word == "@":
			at, after := s.objectAt(i)
			if at < 0 {
				return 0, -1, false
			}
			candidate, i = at, s.instead(after)
		case word == "#":
			if p := s.party(i); p == nil || p.code == "" || p.key != "" || !s.items[i].of && !p.adjective {
				return 0, -1, false
			}
			i++
		case word == "*": // a party
			if p := s.party(i); p == nil || p.key != "" {
				return 0, -1, false
			}
			i++
		case word == "~":
			for skipped := 0; ; skipped++ {
				if end, inner, found := s.follows(words[n+1:], i); found {
					return end, max(inner, candidate), true
				}
				if skipped == fillers || !s.fills(i) {
					return 0, -1, false
				}
				if p := s.items[i].party; p != nil && p.key != "" || lexicon.Contains("his,her", s.key(i)) && s.antecedent(i) != "" {
					candidate = i // "in Rutte's corner", "stand in his way"
				}
				i = s.seen(i + 1)
			}
		case s.items[i].kind != aWord || s.items[i].key != word:
			return 0, -1, false
		default:
			i++
		}
	}
	return i, candidate, true
}

// fills tells whether an item may stand where a pattern has "~".
func (s *sentence) fills(i int) bool {
	if i >= len(s.items) {
		return false
	}
	it := s.items[i]
	return it.kind == aParty && it.of || it.kind == aParty && it.party.adjective || it.kind == aWord && !s.inflects(it.key) && !lexicon.Contains("not,no,never,if,that,who,which,unless,and,or,but,to,for", it.key)
}

// seen gives the first place from i on that is no quotation mark: Poland "fully backs" Rutte.
func (s *sentence) seen(i int) int {
	for i < len(s.items) && s.items[i].kind == aMark {
		i++
	}
	return i
}

// instead passes over whom it is not: "wants Iohannis, not Rutte, as".
func (s *sentence) instead(i int) int {
	if s.kind(i) != aComma || !lexicon.Contains("not,instead,rather,and,over", s.key(i+1)) {
		return i
	}
	for j := i + 2; j < i+6; j++ {
		if s.kind(j) == aComma {
			return j + 1
		}
	}
	return i
}

// inflects tells whether a word is a form of one of the verbs.
func (s *sentence) inflects(key string) bool {
	patterns := s.m.prose.verbs[key]
	return len(patterns) > 0 && patterns[len(patterns)-1].form != fixedForm
}
