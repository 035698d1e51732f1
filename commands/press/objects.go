package press

import (
	"cmp"
	"strings"

	"natobot/commands/lexicon"
	"natobot/consensus"
)

// beforeCandidate are words between a verb and the candidate that change nothing.
const beforeCandidate = "the,a,an,that,this,mr,mrs,ms,both,either,current,fellow,its,own,ally,friend,colleague,man,woman,outgoing,veteran,long,serving,caretaker,former,liberal,candidate,contender,frontrunner,front,runner,favourite,favorite,nominee,hopeful,bid,candidacy,candidature,nomination,appointment,campaign,application,run,choice,idea," +
	"prospect,selection,election,name,notion,possibility,of,by,having,seeing,making,appointing,naming,choosing,nominating,someone,like,person,secretary,general,nato,chief,incoming,next,prime,minister,pm,president,premier,the,a,estonian,mark,as,boss,party,counterpart,compatriot,countryman,potential,only,official,declared,new,neighbour,neighbor,proposal,to,make,appoint,name,choose,mister,herr,monsieur,meneer,pan,fully,now,today,wholeheartedly,unreservedly,strongly,keeping,keep,extending,extension,another,term,mandate,second,year,continuation,incumbent,reappointment,longer,third,fourth,consensus,decision,agreement,on,around,quickly,officially,unanimous"

// candidacyNouns are what of a candidate's one may back that is the candidate.
const candidacyNouns = "bid,candidacy,candidature,nomination,appointment,campaign,application,selection,election,leadership,ambition,ambitions,push,name,chances,run,quest,claim,bids,tenure,succession,term,mandate,extension,reappointment,continuation"

// otherNouns after a candidate's name make it the name of something else.
const otherNouns = "government,cabinet,coalition,plan,plans,proposal,proposals,policy,policies,pledge,budget,deal,law,party,line,doctrine,initiative,stance,call,calls,compromise,era,administration,summit,formula,method,model,package,reform,reforms,s,report,foundation,film,movie"

// objectAt finds the candidate that an object names: its item and the place after it.
// -1 is none; -2 is an object that only looks like one: Rutte's plan, his call.
func (s *sentence) objectAt(i int) (at, after int) {
	for n := 0; n < 10; n++ {
		i = s.seen(i)
		p := s.party(i)
		switch {
		case p != nil && p.key != "" && p.role == campRole:
			if lexicon.Contains("in,into,join,joins,joined,joining", s.key(i-1)) {
				return i, i + 1
			}
			return -2, i
		case p != nil && p.key != "":
			return s.ownAt(i)
		case p != nil && p.adjective && !s.items[i].of, p != nil && s.items[i].of && s.definite(i) == "" && p.code != "" && p.name.empty():
		case p != nil:
			if s.definite(i) != "" {
				return s.ownAt(i)
			}
			return -1, i
		case lexicon.Contains("him,his,her,he,she", s.key(i)):
			return s.pronoun(i)
		case s.unowned(i), s.key(i) == "me" && s.speaking() != "":
			return i, i + 1
		case s.kind(i) == aComma && lexicon.Contains("candidate,contender,man,woman,choice,nominee,minister,premier,favourite,favorite", s.key(i-1)) && s.party(i+1) != nil && s.party(i+1).key != "":
		case !lexicon.Contains(beforeCandidate, s.key(i)):
			return -1, i
		}
		i++
	}
	return -1, i
}

// ownAt tells the candidate from what is only theirs.
func (s *sentence) ownAt(i int) (at, after int) {
	if !s.items[i].of {
		if s.key(i-1) == "in" { // "in Rutte's camp" is another matter
			return -2, i
		}
		if next := s.seen(i + 1); lexicon.Contains(otherNouns, s.key(next)) || s.kind(next) == aParty && s.party(next).role != noRole && s.items[next].start == s.items[i].end+1 && s.party(next).name.empty() {
			return -2, i
		}
		if after := s.key(i + 1); lexicon.Contains(candidacyNouns, after) {
			return i, i + 2
		}
		return i, i + 1
	}
	if p := s.party(i + 2); p != nil && p.key != "" && lexicon.Contains("rival,challenger,competitor,opponent,compatriot,colleague,neighbour", s.key(i+1)) {
		return s.ownAt(i + 2)
	}
	for j := i + 1; j < i+5 && s.kind(s.seen(j)) == aWord; j++ {
		if lexicon.Contains(candidacyNouns, s.key(j)) {
			return i, j + 1
		}
		if !lexicon.Contains("nato,own,bid,declared,long,leadership,secretary,general,possible,potential,likely,top,job,surprise,late,formal,official,shot", s.key(j)) {
			break
		}
	}
	return -2, i
}

// pronoun reads "him", "her", "his candidacy".
func (s *sentence) pronoun(i int) (at, after int) {
	key := s.key(i)
	for j := i + 1; key == "his" || key == "her"; j++ {
		if lexicon.Contains(candidacyNouns, s.key(j)) {
			return i, j + 1
		}
		if !lexicon.Contains("nato,own", s.key(j)) {
			if key == "her" && (s.kind(i+1) != aWord || lexicon.Contains("for,as,to,if,in,on,at,and,but,over,while,unless", s.key(i+1))) {
				break
			}
			return -2, i
		}
	}
	if s.antecedent(i) == "" {
		return -1, i
	}
	return i, i + 1
}

// unowned tells of "the nomination" with nobody's name, where the message has one
// candidate.
func (s *sentence) unowned(i int) bool {
	return s.m.sole != "" && lexicon.Contains("candidacy,nomination,appointment,bid,candidature", s.key(i)) && s.key(i-1) == "the" && s.clauseEnds(i+1)
}

// presidents are the members that send their president to the Council's summits, where
// the others send their prime minister.
const presidents = "RO,US,FR,TR,LT"

// definite gives the candidate that a description means: "the Dutch prime minister", "the
// Estonian", where there is one candidate from there who is that.
func (s *sentence) definite(i int) consensus.Key {
	p := s.party(i)
	if p == nil || p.key != "" || p.code == "" || !p.name.empty() || p.bare || p.capital {
		return ""
	}
	title := strings.Fields(lexicon.Key(s.m.text[p.title.start:p.title.end]))
	head := title[len(title)-1]
	switch {
	case p.role == noRole:
		if head = strings.TrimSuffix(head, "s"); !strings.HasSuffix(head, "n") && head != "dane" || title[0] != "the" {
			return ""
		}
	case p.role != stateRole || p.former:
		return ""
	case !lexicon.Contains("leader,chief", head) && lexicon.Contains("president", head) != lexicon.Contains(presidents, string(p.code)), !lexicon.Contains("minister,pm,premier,president,leader", head):
		return ""
	case head == "minister" && !strings.HasSuffix(strings.Join(title, " "), "prime minister"):
		return ""
	}
	var key consensus.Key
	for _, c := range s.m.names.Vocabulary.Candidates {
		if c.Country == p.code && key != "" {
			return ""
		} else if c.Country == p.code {
			key = c.Key
		}
	}
	return key
}

// antecedent gives the candidate that a pronoun stands for: the only one that the
// sentence named before it, or else the only one of the message.
func (s *sentence) antecedent(i int) consensus.Key {
	var key consensus.Key
	for _, it := range s.items[:i] {
		switch {
		case it.party == nil || it.party.key == "" || it.party.key == key:
		case key != "":
			return ""
		default:
			key = it.party.key
		}
	}
	if key != "" || s.index == 0 {
		return cmp.Or(key, s.m.sole)
	}
	return cmp.Or(s.m.sole, s.m.sentences[s.index-1].onlyCandidate())
}

// onlyCandidate gives the candidate of a sentence that names one; "" for none or several.
func (s *sentence) onlyCandidate() consensus.Key {
	var key consensus.Key
	for _, it := range s.items {
		if it.party != nil && it.party.key != "" && key != "" && it.party.key != key {
			return ""
		} else if it.party != nil {
			key = cmp.Or(it.party.key, key)
		}
	}
	return key
}

// candidateAt gives the candidate that an object item stands for.
func (s *sentence) candidateAt(i int) consensus.Key {
	p := s.party(i)
	switch {
	case p != nil:
		return cmp.Or(p.key, s.definite(i))
	case s.unowned(i):
		return s.m.sole
	case s.key(i) == "me":
		return s.speaking()
	}
	return s.antecedent(i)
}

// candidates gives whom a group is about, and the place after what says so. Where the
// group may go without saying it, it is whom the message is about.
func (s *sentence) candidates(g group) (keys []consensus.Key, after int) {
	at, after := g.candidate, g.end
	if at < 0 {
		at, after = s.objectAt(g.end)
	}
	if at >= 0 {
		return s.coordinated(g, at, after)
	}
	end := g.end
	if g.class == deciding && lexicon.Contains("whether,if,who,whom", s.key(end-1)) {
		for j := end; j < end+14 && !parts(s.kind(j)); j++ {
			if p := s.party(j); p != nil && p.key != "" {
				if k, after := s.ownAt(j); k >= 0 {
					return []consensus.Key{p.key}, after
				}
			}
		}
	}
	if !g.free || at == -2 {
		return nil, end
	}
	if lexicon.Contains("on,about,over,towards,toward,to,regarding,for,against,with,between", s.key(end)) {
		if at, after := s.objectAt(end + 1); at >= 0 {
			return s.coordinated(g, at, after)
		}
		return nil, end
	}
	if s.m.sole == "" || !s.clauseEnds(end) {
		return nil, end
	}
	return []consensus.Key{s.m.sole}, end
}

// clauseEnds tells whether nothing follows that a phrase could be about instead.
func (s *sentence) clauseEnds(i int) bool {
	i = s.seen(i)
	return s.kind(i) != aWord && s.kind(i) != aParty || s.time(i) > 0 ||
		lexicon.Contains("and,but,while,so,yet,until,unless,if,though,although,whereas,as,because,said,says,either,publicly,officially,anyway,again,still,one,way,since,before,after,at,for,in", s.key(i))
}

// coordinated reads the candidates that go on after the first: "Rutte and Kallas". With
// "or" it is said of neither, except where nothing is said of both.
func (s *sentence) coordinated(g group, at, after int) ([]consensus.Key, int) {
	keys := []consensus.Key{s.candidateAt(at)}
	for {
		j := s.seen(after)
		if s.kind(j) == aComma && s.kind(j+1) == aParty {
			j++
		} else if lexicon.Contains("and,or,nor", s.key(j)) {
			j++
		} else {
			return keys, after
		}
		p := s.party(j)
		if p == nil || p.key == "" || s.items[j].of || s.isVerb(j+1) || s.speechAt(j+1) {
			return keys, after
		}
		if s.key(j-1) == "or" && g.class != deciding && g.class != silence {
			return nil, j + 1
		}
		keys, after = append(keys, p.key), j+1
	}
}

// speaking gives the candidate with whom the sentence begins as the one who speaks.
func (s *sentence) speaking() consensus.Key {
	for i := range min(4, len(s.items)) {
		if p := s.party(i); p != nil && p.key != "" && (s.speechAt(i+1) || s.kind(i+1) == aColon) {
			return p.key
		}
	}
	return ""
}
