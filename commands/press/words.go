package press

import (
	"slices"
	"strings"
)

// The words by which prose says where somebody stands. They are for messages alone: what
// a person types as a command is read by synonyms.go, which is stricter.
//
// A list is separated by commas. In a list of verbs the first word stands for all its
// forms: "back" is backs, backed, backing. "~" stands for up to four words that change
// nothing ("throws its full weight behind"), "@" for the candidate, and a full stop after
// a phrase tells that it may go without one ("is undecided").

// class is what a phrase says before "not", "yet" and their like are counted in.
type class uint8

const (
	noClass    class = iota
	supports         // backs him
	acceptance       // lets him pass
	sympathy         // leans towards him
	reserve          // has reservations
	objection        // says no
	deciding         // takes a position, whichever: only its denial says something
	silence          // takes none
	delight          // is convinced: only its denial says something
	gaining          // he has somebody's support
)

// phrases are the words of a class: verbs are inflected, the others are not.
type phrases[T any] struct {
	means T
	verbs string
	fixed string
}

func positionPhrases() []phrases[class] {
	return slices.Concat(favourable(), unfavourable(), undecided())
}

func favourable() []phrases[class] {
	return []phrases[class]{
		{
			supports,
			"back,support,endorse,favour,favor,champion,prefer,nominate,rally behind,rally to,rally ~ around,rally round,line up behind,fall in behind,fall in line behind,fall into line behind,get behind,get fully behind," +
				"swing behind,stand behind,stand firmly behind,stand by,stand with,unite behind,unite around,coalesce around,coalesce behind,side with,go with,go for,opt for,plump for,vote for,root for,push for,lobby for,campaign for,stump for,vouch for," +
				"sign up to,sign off on,stick with,stick to,stick by,come out ~ for,come out ~ in favour of,come out ~ in favor of,come out ~ in support of,come out ~ behind,come out ~ backing,come down ~ on the side of,come down ~ for,come down ~ in favour of," +
				"throw ~ weight behind,throw ~ support behind,throw ~ backing behind,throw in ~ lot with,put ~ weight behind,put ~ support behind,swing ~ weight behind,swing ~ support behind,lend ~ support to,lend ~ backing to,lend ~ weight to,lend ~ voice to," +
				"give ~ support to,give ~ backing to,give ~ endorsement to,give ~ blessing to,give ~ approval to,give ~ consent to,give ~ assent to,give ~ vote to,give ~ nod to,give ~ nod for,give ~ green light to,give ~ green light for,give ~ go ahead to,give ~ yes to," +
				"offer ~ support to,offer ~ support for,offer ~ backing to,offer ~ backing for,express ~ support for,express ~ backing for,express ~ preference for,voice ~ support for,voice ~ backing for,declare ~ support for,declare ~ backing for,declare for," +
				"announce ~ support for,announce ~ backing for,announce ~ endorsement of,pledge ~ support for,pledge ~ support to,pledge ~ backing for,pledge ~ backing to,promise ~ support to,promise ~ support for,promise ~ backing to,promise ~ vote to," +
				"reiterate ~ support for,reiterate ~ backing for,reaffirm ~ support for,reaffirm ~ backing for,confirm ~ support for,confirm ~ backing for,underline ~ support for,stress ~ support for,restate ~ support for,repeat ~ support for,state ~ support for,extend ~ support to,formalise ~ support for,formalize ~ support for," +
				"cast ~ vote for,give @ ~ support,give @ ~ backing,give @ ~ blessing,give @ ~ endorsement,give @ ~ vote,give @ ~ green light,give @ ~ nod,give @ ~ thumbs up,give @ ~ approval,give @ ~ yes,promise @ ~ support,promise @ ~ backing,promise @ ~ vote," +
				"pledge @ ~ support,pledge @ ~ backing,assure @ of ~ support,assure @ of ~ backing,offer @ ~ support,offer @ ~ backing,lend @ ~ support,lend @ ~ backing,guarantee @ ~ support," +
				"want @ as,want @ to,want @ for,want @ in,want @ at,put @ forward,put forward,propose @,wish @ at,say yes to,agree on,agree to @,approve @,approve of,join ~ supporters,join ~ camp,join ~ backers,pick @,choose @,plead for,speak out for,speak out in favour of,speak in favour of,team up behind",
			"in favour of,in favor of,in support of,behind,fully behind,for,pro,yes to,on board with,on board for,on ~ side,in ~ camp,in ~ corner,in @,supportive of,a supporter of,a backer of,backers of,supporters of,among ~ supporters,among ~ backers,a fan of,all for",
		},
		{
			acceptance,
			"accept,stand aside.,live with,go along with,swallow,stomach,tolerate,acquiesce in,acquiesce to,put up with,wave through,wave @ through,clear the way for,clear the path for,make way for,pave the way for,find @ acceptable," +
				"lift ~ veto.,lift ~ veto on,lift ~ veto of,lift ~ veto against,lift ~ objection to,lift ~ objections to,lift ~ objections.,lift ~ opposition to,lift ~ opposition.,lift ~ blockade of,lift ~ block on," +
				"drop ~ veto.,drop ~ veto on,drop ~ veto of,drop ~ veto against,drop ~ objection.,drop ~ objections.,drop ~ objection to,drop ~ objections to,drop ~ objections against,drop ~ opposition.,drop ~ opposition to,drop ~ resistance to," +
				"withdraw ~ veto.,withdraw ~ objection,withdraw ~ objections,withdraw ~ objection to,withdraw ~ objections to,withdraw ~ opposition to,abandon ~ opposition to,abandon ~ veto,give up ~ opposition to,give up ~ resistance to,end ~ opposition to,end ~ resistance to,end ~ blockade of,stay out of ~ way.,step out of ~ way.,get out of ~ way.,raise no objection.,raise no objections.,raise no objection to,raise no objections to,have nothing against,pose no obstacle to",
			"acceptable,fine with,ok with,okay with,comfortable with,content with,at ease with,no problem with,no issue with,no issues with,not in the way of,reconciled to,resigned to",
		},
		{
			sympathy,
			"lean to,lean towards,lean toward,lean in favour of,lean for,lean @,tilt to,tilt towards,tilt toward,tend to @,tend towards,tend toward,incline towards,incline toward,incline to @,edge towards,edge toward,edge closer to,move towards,move toward,move closer to,inch towards,inch closer to," +
				"drift towards,drift toward,gravitate towards,gravitate toward,warm to,warm up to,veer towards,veer toward,signal ~ support for,signal ~ support,signal ~ backing for,signal ~ backing,signal ~ preference for,signal ~ sympathy for,signal ~ openness to,hint at ~ support for,hint at ~ backing for," +
				"indicate ~ support for,indicate ~ preference for,look favourably on,look favourably at,look favorably on,smile on,have ~ preference for,have ~ sympathy for,have ~ sympathies for,show ~ sympathy for,see @ in a favourable light,nod towards",
			"sympathetic to,sympathetic towards,well disposed to,well disposed towards,favourably disposed to,favourably disposed towards,favorably disposed to,favorably disposed towards,open to,receptive to,inclined towards,inclined toward,positive about,positive towards,favourable to,favorable to,partial to",
		},
		{gaining, gainingVerbs(), "assured of ~ support of,assured of ~ backing of,assured of ~ support from,assured of ~ backing from,assured of # ~ support,assured of # ~ backing,sure of ~ support of,sure of # ~ support"},
	}
}

func unfavourable() []phrases[class] {
	return []phrases[class]{
		{
			reserve,
			"hold out.,hold out on,hold out against,hold out over,hold back.,hold back on,hold off on,withhold ~ support.,withhold ~ support for,withhold ~ support from,withhold ~ backing.,withhold ~ backing for,withhold ~ backing from,withhold ~ endorsement of,withhold ~ endorsement,withhold ~ consent.,withhold ~ consent to,withhold ~ approval of,withhold ~ approval," +
				"have ~ reservations.,have ~ reservations about,have ~ reservations over,have ~ reservations on,have ~ reservations regarding,have ~ reservations with,have ~ reservations towards,have ~ reservations against,have ~ misgivings.,have ~ misgivings about,have ~ misgivings over,have ~ doubts.,have ~ doubts about,have ~ doubts over,have ~ doubts on,have ~ concerns about,have ~ concerns over,have ~ qualms about,have ~ problem with,have ~ problems with,have ~ issues with," +
				"voice ~ reservations.,voice ~ reservations about,voice ~ reservations over,voice ~ doubts about,voice ~ doubts over,voice ~ concerns about,voice ~ concern about,voice ~ misgivings about,express ~ reservations.,express ~ reservations about,express ~ reservations over,express ~ doubts about,express ~ doubts over,express ~ concerns about,express ~ misgivings about,express ~ scepticism about,express ~ skepticism about," +
				"raise ~ reservations about,raise ~ concerns about,raise ~ concerns over,raise ~ doubts about,raise ~ questions about,harbour ~ reservations about,harbour ~ doubts about,harbor ~ reservations about,harbor ~ doubts about,harbour ~ misgivings about,retain ~ reservations about,maintain ~ reservations about,air ~ reservations about,cite ~ reservations about,signal ~ reservations about,repeat ~ reservations about," +
				"hesitate on,hesitate over,hesitate about,waver on,waver over,balk at,baulk at,drag ~ feet.,drag ~ feet on,drag ~ feet over,stall on,stall over,set ~ conditions for,set ~ conditions.,attach ~ conditions to,lay down ~ conditions for,put ~ conditions on,want ~ guarantees from @,want ~ assurances from @,want ~ concessions from @,want ~ apology from @,want ~ commitments from @,demand ~ guarantees from @,demand ~ assurances from @," +
				"demand ~ concessions from @,demand ~ apology from @,demand ~ commitments from @,seek ~ guarantees from @,seek ~ assurances from @,seek ~ concessions from @,hold up @,delay @",
			"holdout.,a holdout.,the holdout.,holdouts.,the last holdout.,the only holdout.,the main holdout.,the remaining holdout.,the lone holdout.,the holdouts.,a ~ holdout.,the ~ holdout.,a ~ holdout on,the ~ holdout on,a ~ holdout against,holdout on,holdout against,holdouts on,holdouts against,hesitant about,hesitant on,hesitant over,hesitant towards,wary of,wary about,sceptical of,sceptical about,sceptical towards,skeptical of,skeptical about,skeptical towards,lukewarm about,lukewarm on,lukewarm towards,lukewarm to," +
				"cool on,cool to,cool towards,cool about,unconvinced by,unconvinced of,unconvinced about,uneasy about,uneasy with,unhappy with,unhappy about,reserved about,reserved towards,reluctant about,dubious about,doubtful about,uncomfortable with,less enthusiastic about,reservations about,reservations on,reservations over,reservations regarding,reservations.,doubts about",
		},
		{
			objection,
			"oppose,reject,veto,block,object to,object.,torpedo,say no to,vote against,come out ~ against,stand against,stand in the way of,stand in the way.,stand in ~ way.,get in the way of,turn down,voice ~ opposition to,express ~ opposition to,declare ~ opposition to,reiterate ~ opposition to,repeat ~ opposition to,confirm ~ opposition to,maintain ~ opposition to,announce ~ opposition to," +
				"have ~ objections to,have ~ objections.,have ~ objection to,raise ~ objections to,raise ~ objection to,raise ~ objections.,voice ~ objections to,wield ~ veto against,use ~ veto against,use ~ veto.,cast ~ veto against,find @ unacceptable,consider @ unacceptable,call @ unacceptable,give @ ~ thumbs down,be against,argue against,campaign against,lobby against,rule out @,place ~ veto on,put ~ veto on,impose ~ veto on,obstruct,thwart,derail,slam the door on,resist,refuse @",
			"against,opposed to,opposed.,hostile to,dead set against,an obstacle to,no to,objections to,objection to,objections against,objections.,objection.,opponents of,an opponent of,a veto on,a veto against",
		},
	}
}

func undecided() []phrases[class] {
	return []phrases[class]{
		{
			deciding,
			"decide.,decide on,decide about,decide between,decide whether,decide whom to back.,decide who to back.,decide who to support.,decide whom to support.,decide who it backs.,decide how to vote.,say whether,say if,say who it backs.,say who it will back.,say whom it backs.,say whom it will back.,say who it supports.,say whom it supports.,say where it stands.,say where it stands on,say what it thinks of,say how it will vote.," +
				"say which candidate it backs.,say which candidate it will back.,say which candidate it supports.,say anything about,say a word about,make up ~ mind.,make up ~ mind on,make up ~ mind about,make up ~ mind over,take ~ position.,take ~ position on,take ~ position towards,take ~ stance.,take ~ stance on,take ~ stand on,take ~ stand.,take ~ view on,take ~ decision.,take ~ decision on,take sides.,take a side.,pick a side.,pick sides.," +
				"declare.,declare itself.,declare ~ position.,declare ~ position on,declare ~ stance.,declare ~ stance on,declare ~ hand.,declare ~ preference.,declare whether,declare whom it backs.,declare who it backs.,commit.,commit itself.,commit to @,commit itself to @,commit itself on,commit on,announce ~ position.,announce ~ position on,announce ~ stance on,announce ~ decision.,announce ~ decision on,announce whether,announce whom it backs.,announce who it backs.,announce who it will back.," +
				"choose between,choose a side.,reveal ~ hand.,reveal ~ position.,reveal ~ position on,reveal ~ preference.,reveal ~ stance on,reveal whether,reveal ~ cards.,show ~ hand.,show ~ hand on,show ~ cards.,state ~ position.,state ~ position on,state whether,comment on,comment.,comment whether,name ~ favourite.,name ~ favorite.,name ~ candidate.,name ~ preference.,formulate ~ position.,formulate ~ position on,form ~ view on,form ~ opinion on," +
				"make ~ decision.,make ~ decision on,make ~ choice.,make ~ position clear.,make ~ position known.,make ~ position public.,make ~ preference known.,make ~ stance known.,make ~ views known.,make clear whether,make clear where it stands.,finalise ~ position on,finalize ~ position on,finalise ~ position.,finalize ~ position.,clarify ~ position.,clarify ~ position on,clarify whether,indicate whether,indicate ~ position on,indicate ~ preference.,express ~ view on,express ~ opinion on,express ~ preference.," +
				"weigh in.,weigh in on,be drawn.,be drawn on,respond.,speak out on,speak out.,pronounce ~ on,disclose ~ position.,disclose ~ position on,disclose whether,settle on ~ candidate.,come to ~ decision.,come to ~ decision on,reach ~ decision.,reach ~ decision on,come to ~ conclusion on,adopt ~ position.,adopt ~ position on,come off the fence.,confirm whether,have ~ favourite.,have ~ favorite.,have ~ preference.,have ~ position.,have ~ position on,have ~ stance on,have ~ stance.,have ~ candidate.,have ~ opinion on,have ~ view on",
			"position.,position on,stance.,stance on,official position.,official position on,decision.,decision on,preference.,favourite.,favorite.,comment.,comment on,view on,opinion on,public position.,public position on,decided.,decided on,sure about,sure.",
		},
		{
			silence,
			"sit on the fence.,sit on the fence on,sit on the fence over,keep ~ cards close.,keep ~ cards close to ~ chest.,keep ~ cards to ~ chest.,hold ~ cards close.,hold ~ cards close to ~ chest.,play ~ cards close to ~ chest.,keep ~ options open.,keep ~ options open on,keep ~ powder dry.,keep ~ counsel.,keep ~ counsel on,keep quiet.,keep quiet on,keep quiet about,keep silent.,keep silent on,keep silent about,keep mum.,keep mum on,keep mum about,reserve ~ position.,reserve ~ position on," +
				"reserve judgment.,reserve judgement.,withhold judgment.,withhold judgement.,weigh ~ options.,weigh up ~ options.,mull ~ options.,ponder ~ options.,consider ~ options.,consider ~ position.,consider ~ position on,study ~ candidacy.,assess ~ candidates.,wait and see.,say nothing on,say nothing about,remain silent.,remain silent on,stay silent.,stay silent on,stay silent about,remain quiet on,stay out of ~ race.,sit out ~ race.,avoid ~ taking sides.,avoid taking sides.,take no position.,take no position on,take no stance on",
			"undecided.,undecided on,undecided about,undecided over,undecided between,undecided whether,unsure about,unsure whether,on the fence.,on the fence about,on the fence over,on the fence on,uncommitted.,uncommitted on,undeclared.,undeclared on,non committal.,non committal on,non committal about,noncommittal.,noncommittal on,noncommittal about,silent.,silent on,silent about,quiet on,quiet about,mum on,mum about,tight lipped.,tight lipped on,tight lipped about,neutral.,neutral on,neutral between,agnostic.,agnostic about,agnostic on,torn between,torn.",
		},
		{
			delight,
			"convince @,trust @",
			"convinced by,convinced of,convinced about,convinced that,sold on,won over by,enthusiastic about,keen on,thrilled about,thrilled by,happy with,happy about,satisfied with,a fan of,enamoured of,persuaded by",
		},
	}
}

// gainingVerbs are the ways in which a candidate has support: "#" is the member whose
// it is.
func gainingVerbs() string {
	list := []string{"win over"}
	for _, verb := range []string{"win", "secure", "gain", "enjoy", "get", "receive", "pick up", "have", "land", "earn", "obtain", "draw", "attract", "count on", "rely on", "clinch", "collect", "bag", "garner", "command", "retain"} {
		for _, noun := range []string{"support", "backing", "endorsement", "blessing", "approval", "green light", "vote"} {
			list = append(list, verb+" ~ "+noun+" of", verb+" ~ "+noun+" from", verb+" ~ "+noun+" in", verb+" # ~ "+noun)
		}
	}
	return strings.Join(list, ",")
}
