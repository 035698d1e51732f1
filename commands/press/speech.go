package press

import (
	"strings"

	"natobot/commands/lexicon"
)

// saidAs tells what a verb makes of what it says.
type saidAs uint8

const (
	unsaid  saidAs = iota
	stated         // as a fact
	hinted         // not quite
	doubted        // not as a fact: what somebody wants, doubts, asks
)

func speechPhrases() []phrases[saidAs] {
	return []phrases[saidAs]{
		{stated, "reassure,guarantee,advise,convey,say,tell,announce,confirm,insist,add,reiterate,repeat,stress,declare,reveal,tweet,write,post,state,note,explain,report,assure,inform,make clear,make it clear,let it be known,let ~ know,pledge,promise,vow,affirm,reaffirm,disclose,argue,emphasise,emphasize,underline,comment,conclude,concede,admit,acknowledge,remark,mention,claim,recall,reply,respond,answer,warn,complain,lament,boast,joke,quip,grumble,signal ~ clearly,put it,cite,quote,communicate,notify,maintain,brief,point out", "according to,per,as per,in the words of"},
		{hinted, "hint,signal,indicate,suggest,imply", ""},
		{doubted, "deny,doubt,ask,wonder,hope,want,wish,urge,expect,demand,fear,believe,think,wait,question,predict,imagine,speculate,press,persuade,convince,call on,call for,ask for,rumour,dispute,assume,suspect,reckon,bet", ""},
	}
}

// speech gives what the verb of saying at an item makes of it.
func (s *sentence) speech(i int) saidAs {
	if i < 0 || i >= len(s.says) {
		return unsaid
	}
	return s.says[i].means
}

func (s *sentence) speechAt(i int) bool { return s.speech(i) != unsaid }

// furthest is how far a verb of saying may stand from what it says.
const furthest = 14

// governing gives the verb of saying that an item's clause depends on; -1 for none.
// Between them may stand to whom, where and when it was said.
func (s *sentence) governing(i int) int {
	that := false
	for j := i - 1; j >= 0 && i-j <= furthest; j-- {
		switch {
		case s.speechAt(j) && s.key(j) != "according" && s.key(j) != "per":
			if s.speech(j) == doubted && s.kind(s.seen(i-1)) == aColon || s.speech(j) == doubted && s.kind(i-1) == aMark && s.kind(i-2) == aColon {
				return -1 // "asked about it: we do"
			}
			return s.governs(j, i, that)
		case s.key(j) == "that":
			that = true
		case parts(s.kind(j)) && s.kind(j) != aColon || s.kind(j) == aComma && !that:
			return -1
		case s.kind(j) == aColon && !s.speechAt(j-1):
			if p := s.party(j - 1); p != nil && s.begins(j-1) && p.key == "" && i == s.seen(j+1) {
				return -1
			}
		case lexicon.Contains("and,but,while,as,because,after,although,though,whereas", s.key(j)) && !that:
			return -1
		case lexicon.Contains("if,whether,unless,until,once,when,should,did,does,would,will,neither,not,nor,no,or,except", s.key(j)):
			return -1
		}
	}
	return -1
}

// governs checks that what stands between a verb of saying and a subject does not make
// the subject somebody else's object: "told Poland to", "said of Hungary".
func (s *sentence) governs(j, i int, that bool) int {
	w := s.says[j]
	prev := s.seen(w.end)
	if that || prev >= i || s.kind(prev) == aColon || s.kind(i-1) == aMark {
		return j
	}
	if lexicon.Contains("his,her,its,their,our,my,the", s.key(i-1)) {
		i--
	}
	if prev >= i || s.key(i-1) == "that" || s.kind(i-1) == aParty || lexicon.Contains("reporters,journalists,lawmakers,parliament,mps,senators,allies,them,us,me,counterparts,colleagues,today,yesterday,partners,television,tv,radio,ministers,leaders,again,publicly,ambassadors,also,now,then,too,even,clear,known,here,conference,interview,statement,diplomats,evening,morning,afternoon,even,him,her", s.key(i-1)) || lexicon.Contains(timeWords, s.key(i-1)) || strings.HasSuffix(s.key(i-1), "ly") || s.time(i-1) > 0 {
		return j
	}
	return -1
}

// speaker gives the item of who says what a verb of saying says: the party before it,
// or after it as in "says Tusk"; a pronoun's item where it is one; -1 for none.
func (s *sentence) speaker(j int) int {
	i := j - 1
	for s.between(i) || lexicon.Contains("has,have,had,was,is,will,be,been,already,who,repeatedly,not,again,clearly,been", s.key(i)) {
		i--
	}
	i = s.beforeTime(i)
	if s.kind(i) == aComma || s.kind(i) == aBracketEnd {
		if at := s.beforeAside(i); at >= 0 {
			return at
		}
		return -1
	}
	if s.kind(i) == aParty || lexicon.Contains("it,he,she,they,we", s.key(i)) {
		return i
	}
	return -1
}

// negatedSpeech tells whether it is said that it was not said.
func (s *sentence) negatedSpeech(j int) bool {
	for i := j - 1; i >= max(0, j-4); i-- {
		if s.kind(i) == aParty || s.kind(i) == aComma || parts(s.kind(i)) {
			return false
		}
		if lexicon.Contains("not,never,no,nor,neither,declined,refused,could,might,may,would,should,must,yet,refuses,declines,without,expected,likely,nobody", s.key(i)) {
			return true
		}
	}
	return false
}

// beforeTime gives the item before an expression of time that ends at an item, or the
// item itself.
func (s *sentence) beforeTime(i int) int {
	for n := 5; n > 0; n-- {
		if k := i - n + 1; k > 0 && s.time(k) == n && s.kind(k-1) != aComma {
			return k - 1
		}
	}
	return i
}
