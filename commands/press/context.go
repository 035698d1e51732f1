package press

import (
	"slices"
	"strings"

	"natobot/commands/lexicon"
)

// unreal are words after which nothing is said as a fact.
const unreal = "denied,denies,deny,denying,untrue,false,falsely,hoax,rumour,rumours,rumor,rumors,speculation,dismissed,dismisses,disputed,disputes,contrary,imagine,suppose,supposing,hypothetically,corrected,correction,backtracked,misspoke,satire,parody,spoof,fictional,unconfirmed,erroneously,mistakenly,wrongly,misquoted,betting,bookmakers,fake,debunked,retracted,unclear,wonder,wonders,wondering"

// denial gives the first word that takes back what the sentence says, -1 for none. What
// is said after it, by a verb of its own, stands: "denied it is against him and said …".
func (s *sentence) denial() int {
	for i := range s.items {
		switch {
		case lexicon.Contains(unreal, s.key(i)) && s.kind(s.seen(i+1)) != aComma,
			s.key(i) == "not" && lexicon.Contains("true,correct,accurate,fact", s.key(i+1)),
			lexicon.Contains("some,others,many,critics", s.key(i)) && s.speechAt(i+1): // nobody's word
			return i
		}
	}
	return -1
}

// tookBack tells whether the next sentence is nothing but a denial of this one.
func (s *sentence) tookBack() bool {
	if s.index+1 >= len(s.m.sentences) {
		return false
	}
	next := s.m.sentences[s.index+1]
	if len(next.items) > 12 || next.denial() < 0 && !lexicon.Contains("wrong,nonsense,no", next.key(next.seen(0))) {
		return false
	}
	for i := range next.items {
		if _, ok := s.m.prose.verbs.at(next, i); ok {
			return false
		}
	}
	return true
}

// asks tells whether the sentence as a whole is a question.
func (s *sentence) asks() bool {
	return s.kind(len(s.items)-1) == aQuestion
}

// questioned tells whether a question mark ends the group's clause.
func (s *sentence) questioned(g group) bool {
	for i := g.end; i < len(s.items); i++ {
		switch s.kind(i) {
		case aQuestion:
			return true
		case aBreak:
			return false
		}
	}
	return false
}

// elsewhen tells whether the clause is about another race than today's: it names an
// earlier year, or says "last time".
func (s *sentence) elsewhen(g group) bool {
	year, _, _ := s.m.day.Date()
	then := func(i int) bool {
		n, ok := lexicon.Digits(s.key(i))
		return ok && len(s.key(i)) == 4 && n > lexicon.Earliest && n < year && lexicon.Contains("in,since,until,from,of,by", s.key(i-1)) ||
			lexicon.Contains("weeks,months,years,decades", s.key(i)) && s.key(i-1) == "for" && g.form == pastForm ||
			s.phraseIs(i, "last time") || s.phraseIs(i, "back then") || s.phraseIs(i, "at the time") || s.phraseIs(i, "years ago") || s.phraseIs(i, "decade ago") || s.phraseIs(i, "previous race") || s.phraseIs(i, "last race") || s.phraseIs(i, "previous contest")
	}
	for i := g.end; i < min(g.end+10, len(s.items)) && s.kind(i) != aComma && !parts(s.kind(i)) && !lexicon.Contains("and,but,while", s.key(i)); i++ {
		if then(i) {
			return true
		}
	}
	for i := 0; i < min(5, g.start) && !parts(s.kind(i)); i++ {
		if then(i) && s.kind(i+1) == aComma || lexicon.Contains("initially,originally,previously,formerly,once", s.key(i)) && i == 0 {
			return true
		}
	}
	return false
}

func (s *sentence) phraseIs(i int, phrase string) bool {
	for n, word := range strings.Fields(phrase) {
		if s.key(i+n) != word {
			return false
		}
	}
	return true
}

// aboutElse tells whether what follows the candidate says that it is about something
// else than the post: "backs Rutte on migration", "as party leader".
func (s *sentence) aboutElse(i int) bool {
	i = s.seen(i)
	if s.kind(i) == aComma || s.conditionAt(i) > 0 {
		return false
	}
	switch s.key(i) {
	case "on", "in":
		return s.time(i) == 0 && !s.phraseAhead(i+1, "race,contest,running,succession,brussels,principle,public,private,talks,nato,bid,post,role,job,statement,speech,interview,letter,meeting,record,tuesday,the record,march,april,may,june,july,february,january,search,effort,quest")
	case "for":
		return !s.phraseAhead(i+1, "nato,post,job,role,top,secretary,general,succession,alliance,position,leadership,now,months,weeks,days,moment,good,years,another,year,term,chief,helm,sg,sec,gen,candidacy")
	case "as":
		return !strings.HasSuffix(s.key(i+1), "ly") && !s.phraseAhead(i+1, "nato,secretary,general,chief,successor,next,head,boss,sg,alliance,well,candidate,soon,expected,sec,its,choice,long,part,he,she,early,far,compromise,stoltenbergs,new,consensus")
	case "to":
		return !(s.party(i+1) != nil && s.party(i+1).key != "") && !s.phraseAhead(i+1, "lead,succeed,replace,become,head,take,be,run,follow,get,post,helm,job,nato,fill,inherit,serve")
	case "over":
		return s.kind(i+1) == aWord && !lexicon.Contains("any,all,other,the", s.key(i+1))
	case "against":
		return s.kind(i+1) != aParty || s.party(i+1).key == ""
	case "during":
		return true
	}
	return lexicon.Contains(otherNouns, s.key(i))
}

// phraseAhead tells whether one of some words stands within the next few.
func (s *sentence) phraseAhead(i int, words string) bool {
	found := false
	for j := i; j < i+6 && !parts(s.kind(j)) && s.kind(j) != aComma; j++ {
		if lexicon.Contains("european,eu,commission,council,parliament,president,re,ballon,eurovision,oscar,prize,brussels,high,diplomat,foreign,wto,un,imf,bank", s.key(j)) {
			return lexicon.Contains(words, "brussels") && s.key(j) == "brussels"
		}
		found = found || lexicon.Contains(words, s.key(j))
	}
	return found || s.time(i) > 0
}

// clean tells whether a clause may begin at an item: nothing stands before it that could
// make it something else.
func (s *sentence) clean(i int) bool {
	j := i - 1
	for s.kind(j) == aMark || lexicon.Contains("even,only,also,now,then,today,both,just,breaking,meanwhile,already,so,still,however,plus,and", s.key(j)) || strings.HasSuffix(s.key(j), "ly") {
		j--
	}
	for n := 5; n > 0; n-- {
		if k := j - n + 1; k >= 0 && s.time(k) == n {
			return s.clean(k)
		}
	}
	if s.kind(j) == aParty && s.items[j].of {
		return s.clean(j)
	}
	if lexicon.Contains("no,yes", s.key(j)) && s.begins(j) {
		return true
	}
	if j < 0 || s.kind(j) == aComma || parts(s.kind(j)) || s.kind(j) == aBracket || s.kind(j) == aBracketEnd {
		return true
	}
	if s.key(j) == "but" {
		return !lexicon.Contains("all,none,nobody,everyone,everybody,nothing,anyone,no,any", s.key(j-1))
	}
	return lexicon.Contains("while,whereas,as,because,since,although,though,yet,where,with,after,or,and,that", s.key(j)) && s.key(j) != "or" && s.key(j) != "that" || slices.Contains(s.last, j)
}
