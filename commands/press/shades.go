package press

import "natobot/consensus"

// shade is what the words around a verb make of it: a set.
type shade uint32

const (
	negated   shade = 1 << iota
	perfect         // "has backed"
	conjured        // could, may, should: nothing is said
	would           // says something in reported speech alone: "said it would back"
	able            // can
	leaning         // is expected to, is ready to
	notYet          // has yet to, still has to
	noLonger        // does not any more: what it does instead is not said
	past            // at another time: "had backed", "once backed", "used to"
	seen            // by others: "is seen as backing"
	rumoured        // "reportedly"
	wary            // is reluctant to
	threat          // threatens to
	only            // "would only back"
	toBe            // an infinitive with nothing before it: "Poland to back"
	being           // a form of "to be" came before: what follows may be passive, or no verb
	future          // will
	having          // a form of "to have" came before
	declining       // declines to
)

// shadePhrases are the words that may stand before what a member does.
func shadePhrases() []phrases[shade] {
	return []phrases[shade]{
		{0, "decide to,agree to,pledge to,promise to,vow to,choose to,opt to,intend to,plan to,continue to,commit to,go to,come to,come round to,come around to,end up,stand ready to be,remain,stay,keep,feel,declare itself,declare themselves,declare it is,announce it is,consider itself,join * in,follow * in,make clear it,move to,rush to,step forward to,decide in favour of,speak of,swing to,come out as,start,begin,finish by,help,formally decide to,be committed to," +
			"make up ~ mind and,keep on,stand,wish to,manage to,decide upon,press ahead with,go on", "do,does,did,am,get,got,both,all,each,too,also,now,still,again,even,just,itself,themselves,himself,herself,now that,strongly in,among those,among the countries,among the allies,among the members,one of those,one of the countries,part of the group,very much,very,much,so far,thus far,to date,until now,to this day,up to now,for now,for the moment,at present,at the moment,for the time being,at last,first,finally,once more,once again,in principle,in private,in public,behind the scenes,behind closed doors,de facto,happy to,proud to,pleased to,glad to,delighted to,determined to,committed to,united in,clear in,strong in,firm in,unanimous in,of course,indeed,instead,then,therefore,however,as well,as expected,as usual,more,most,long,ever,loud,quick to,first to,the first to,the latest to,latest to,next to,the next to,among the first to,there to,here to,at least,not only,today,yesterday,tonight,alone,together,in turn,for its part,for his part,for her part,for their part,after all,quietly,dead,a clear,a firm,a strong,a staunch,a vocal,the,a,an,willing and able to,already"},
		{being, "", "is,are,was,were,be,been,being,remains,remained,stays,stayed"},
		{being | having | perfect, "", "has been,have been,having been"},
		{having | perfect, "", "has,have,having"},
		{having | past, "", "had"},
		{past, "", "used to,once,previously,formerly,originally,initially,at first,back then,had been,had once,had long,had previously,would have,could have,might have,should have,was to have,at the time,in the past"},
		{future, "", "will,shall,is going to,are going to"},
		{toBe, "", "to"},
		{would, "", "would"},
		{able, "", "can,could,able to"},
		{negated, "refuse to,refuse,rule out", "not,never,no,nor,neither,unable to,without,hardly,scarcely,barely,nothing,in no way,by no means,far from,not at all,not any,any,not in a position to"},
		{declining, "decline to", ""},
		{notYet, "", "yet,yet to,has yet to,have yet to,still to,still has to,still have to,not yet,as yet"},
		{noLonger, "stop,cease to,cease,quit,give up", "no longer,not any longer,not any more,any longer,anymore"},
		{conjured, "consider,mull,mull over,weigh,weigh up,contemplate,discuss,debate,toy with,toy with the idea of,try to,seek to,hope to,fail to,pretend to,think of,think about,stop short of,fall short of,flirt with,threaten not to,delay,postpone,avoid,look into,explore", "may,might,should,must,ought to,ought,need to,needs to,needed to,has to,have to,had to,perhaps,maybe,possibly,potentially,asked to,urged to,pressed to,called on to,called upon to,encouraged to,invited to,pressured to,under pressure to,supposed to,free to,told to,rumoured to,rumored to,nearly,almost,wants to be asked to,forced to,obliged to,close to being,short of"},
		{leaning, "lean towards,lean toward,lean to,tend to,tend towards,incline to,move towards,move toward,edge towards,edge toward,edge closer to,inch towards,warm to the idea of,look set to,look likely to,appear to,appear set to,appear ready to,seem to,seem set to,seem ready to,seem likely to,look to,expect to,signal ~ readiness to,signal ~ willingness to,signal ~ intention to,indicate ~ readiness to,indicate ~ willingness to,want to,hint at,stand ready to,signal it will,signal that it will,signal it would,signal that it would,signal he will,signal they will,signal they would,hint it will,hint it would,hint that it will,hint that it would,indicate it will,indicate that it will,indicate it would,indicate that it would,suggest it will,suggest that it will,suggest it would,suggest that it would,show ~ willingness to,express ~ readiness to,express ~ willingness to", "expected to,widely expected to,likely to,set to,poised to,inclined to,minded to,on course to,on track to,tipped to,due to,bound to,about to,close to,near to,ready to,prepared to,willing to,open to,would like to,probably,likely,more than likely to,certain to,sure to,all set to,understood to be ready to,understood to be leaning towards,keen to,on the verge of,on the brink of,open to the idea of,leaning"},
		{seen, "", "seen as,seen to be,widely seen as,viewed as,regarded as,perceived as,considered,considered to be,considered to,considered as,believed to,believed to be,thought to,thought to be,assumed to,assumed to be,understood to,understood to be,known to,deemed,counted as,counted among,deemed to,described as"},
		{rumoured, "", "reportedly,apparently,allegedly,supposedly,said to,said to be,reported to,reported to be"},
		{wary, "hesitate to", "reluctant to,hesitant to,unwilling to,wary of,slow to,in no hurry to,in no rush to,sceptical of,skeptical of,loath to,not keen to,not ready to,not prepared to,not willing to,not inclined to,not yet ready to,not yet prepared to"},
		{threat, "threaten to", ""},
		{only, "", "only"},
	}
}

// has tells whether the shade has all of the others.
func (s shade) has(others shade) bool { return s&others == others }

// any tells whether the shade has one of the others.
func (s shade) any(others shade) bool { return s&others != 0 }

// position gives what a phrase of a class says in a shade, if it says anything that
// could be written down. Where two people could read it differently, it does not.
func (c class) position(s shade) (consensus.Position, bool) {
	if s.any(conjured) || s.any(past) && !(c == deciding && s.has(having|negated)) {
		return 0, false
	}
	no := s.any(negated | notYet | declining | noLonger)
	switch c {
	case supports:
		return supportIn(s)
	case acceptance:
		if s.any(negated) {
			return consensus.Opposes, !s.any(perfect | notYet | leaning | declining)
		}
		return consensus.Accepts, !no && !s.any(wary)
	case objection:
		return objectionIn(s)
	case sympathy:
		return consensus.Leans, !no && !s.any(would|wary)
	case reserve:
		return consensus.Holdout, !no && !s.any(would|able)
	case deciding:
		return consensus.Undeclared, s.any(negated|notYet|declining|wary) && !s.any(noLonger|would|able|future) || s.has(would|negated)
	case silence:
		return consensus.Undeclared, !no && !s.any(would|able|future)
	case delight:
		return consensus.Holdout, s.any(negated|notYet) && !s.any(noLonger|would)
	}
	return 0, false
}

func supportIn(s shade) (consensus.Position, bool) {
	switch {
	case s.any(noLonger | declining):
		return 0, false
	case s.any(notYet), s.has(negated | perfect):
		return consensus.Undeclared, !s.any(leaning | would)
	case s.any(wary):
		return consensus.Holdout, !s.any(negated)
	case s.any(negated):
		return consensus.Opposes, !s.any(leaning | seen)
	case s.any(leaning):
		return consensus.Leans, !s.any(would)
	}
	return consensus.Backs, !s.any(able)
}

func objectionIn(s shade) (consensus.Position, bool) {
	switch {
	case s.any(notYet | declining), s.has(negated | perfect):
		return 0, false
	case s.any(negated | noLonger):
		return consensus.Accepts, true
	case s.any(threat):
		return consensus.Holdout, true
	}
	return consensus.Opposes, !s.any(leaning | able | wary)
}
