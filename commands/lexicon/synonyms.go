package lexicon

import "natobot/consensus"

// Synonyms are the phrases for a value, separated by commas and in the spelling of
// wordKey. Each list begins with docs/product.md's own word, which is what suggestions show.
type Synonyms[T any] struct {
	Value   T
	Phrases string
}

// Positions are those of docs/product.md §2. A phrase belongs here when it leaves no doubt:
// what only hints at a position, or denies one, is in doubtful and gets a question.
func Positions() []Synonyms[consensus.Position] {
	return []Synonyms[consensus.Position]{
		{consensus.Backs, "backs,back,backed,backing,supports,support,supported,supporting,supportive of,endorses,endorse,endorsed,endorsing," +
			"favours,favour,favoured,favouring,favors,favor,favored,favoring,in favour of,in favor of,in favour,in favor," +
			"will back,will support,will endorse,gives its backing to,gives its support to"},
		{consensus.Leans, "leans,lean,leaned,leant,leaning,leans towards,leans toward,leans to,lean towards,lean toward,lean to," +
			"leaned towards,leaned toward,leaning towards,leaning toward,leaning to,signals support,signals support for,signalled support,signalled support for,signaled support,signaled support for"},
		{consensus.Accepts, "accepts,accept,accepted,accepting,can accept,will accept,would accept,wont block,will not block,would not block,wouldnt block," +
			"wont oppose,will not oppose,would not oppose,wouldnt oppose,wont veto,will not veto,would not veto,wouldnt veto," +
			"wont object,will not object,would not object,wouldnt object,wont object to,will not object to,would not object to,wouldnt object to," +
			"no objection,no objections,no objection to,no objections to,can live with"},
		{consensus.Undeclared, "undeclared,undecided,no stance,no stance on,no position,no position on,no stance yet,no position yet,silent,silent on,uncommitted," +
			"not taken a stance,not taken a stance on,not taken a position,not taken a position on,takes no stance,takes no stance on,takes no position,takes no position on," +
			"has no stance,has no stance on,has no position,has no position on,not decided,not yet decided,yet to decide,on the fence"},
		{consensus.Holdout, "holdout,hold out,holds out,held out,holding out,holdouts,reservations,reservations about,has reservations,has reservations about,have reservations,have reservations about," +
			"reserved,conditional,conditional on,conditionally,sets conditions,has conditions"},
		{consensus.Opposes, "opposes,oppose,opposed,opposing,opposed to,against,objects,object,objected,objecting,objects to,object to,objected to,objecting to," +
			"vetoes,veto,vetoed,vetoing,rejects,reject,rejected,rejecting"},
	}
}

// FiniteVerbs are phrases that need a subject before them, so that a word there is
// a member's code even where it is an English word: "is backs".
const FiniteVerbs = "backs,supports,endorses,favours,favors,leans,accepts,wont block,will not block,would not block,holds out,opposes,objects,vetoes,rejects"

// Auxiliaries may stand before a position and change nothing: "is against".
const Auxiliaries = "is,are,has,have"

// doubtful are words that turn what follows into no position at all, or into none that
// could be counted: a denial says what somebody does not do, a hedge what they may yet do.
const (
	Denials = "not,never,no,cannot,cant,doesnt,dont,didnt,isnt,arent,wont,hasnt,havent,wouldnt,refuses,refused,declines,declined,denies,denied,without,stopped,hardly,nor"
	Hedges  = "might,may,could,would,should,can,will,perhaps,maybe,probably,possibly,likely,reportedly,apparently,considering,considers,expected,set,ready,willing,inclined,poised,about,to"
)

// Attributions are those of docs/product.md §2, by which a report says on whose word it is.
func Attributions() []Synonyms[consensus.Attribution] {
	return []Synonyms[consensus.Attribution]{
		{consensus.OnRecord, "on record,on the record,onrecord,record,named,in public,publicly"},
		{consensus.Spokesperson, "spokesperson,spokespersons,spokesman,spokeswoman,spokesmen,spokespeople,spox,government spokesperson"},
		{consensus.Official, "official,officials,unnamed official,unnamed officials"},
		{consensus.Diplomat, "diplomat,diplomats,unnamed diplomat,unnamed diplomats"},
		{consensus.Camp, "camp,candidates camp,campaign,team,aide,aides"},
		{consensus.Reported, "reported,report,reports,reportedly,media,media reports,press,press reports,news,outlet"},
		{consensus.Inferred, "inferred,inference,seen as,viewed as,regarded as,analysis"},
	}
}

// Statuses are those of docs/product.md §2 that a candidate can have, as verbs too.
func Statuses() []Synonyms[consensus.Status] {
	return []Synonyms[consensus.Status]{
		{consensus.Mooted, "mooted,floated,mentioned,tipped,touted,named"},
		{consensus.Interested, "interested,is interested,has shown interest,shown interest,shows interest,showed interest,show interest,expressed interest,expresses interest,has expressed interest"},
		{consensus.Declared, "declared,declares,has declared,is running,running,announced,announces"},
		{consensus.PutForward, "put forward,puts forward,is put forward,was put forward,nominated,nominates,proposed,proposes"},
		{consensus.RuledOut, "ruled out,rules out,has ruled out,ruled himself out,ruled herself out,rules himself out,rules herself out,ruled out running,rules out running," +
			"not running,is not running,not interested,is not interested,declined,declines,says no"},
		{consensus.Withdrawn, "withdrawn,withdraws,withdrew,has withdrawn,withdrawing,dropped out,drops out,has dropped out,pulled out,pulls out,has pulled out,quits"},
		{consensus.Appointed, "appointed,is appointed,was appointed,chosen,is chosen,was chosen,selected"},
		{consensus.InOffice, "in office,is in office,takes office,took office,has taken office,assumes office,assumed office,sworn in"},
	}
}

// Qualifiers are the words before the count of a claim that say how exact it is.
func Qualifiers() []Synonyms[consensus.Qualifier] {
	return []Synonyms[consensus.Qualifier]{
		{consensus.About, "about,around,roughly,approximately,approx,circa,ca,some,~,≈"},
		{consensus.Over, "over,more than,above"},
		{consensus.AtLeast, "at least,no fewer than,not fewer than,minimum"},
		{consensus.Exactly, "exactly,precisely"},
	}
}

// Joining are the words for an accession.
const Joining = "joins,joined,join,has joined,accedes,acceded,has acceded"

// ClauseWords begin a clause, and so end a name that stands without quotation marks.
const ClauseWords = "via,by,on,from,if,because,race,known,since,here,of,in,quiet,as,and,missing"

// Prepositions may stand before a candidate and change nothing: "undecided on Rutte".
const Prepositions = "on,for,of,about,towards,toward"

// Metonyms are what people write for a member and what is no name of it, with the code:
// they are asked about, as a near miss is. Brussels is not there: it may be three.
const Metonyms = "england=GB,scotland=GB,wales=GB,northern ireland=GB,london=GB,downing street=GB,washington=US,white house=US," +
	"berlin=DE,paris=FR,elysee=FR,ankara=TR,budapest=HU,warsaw=PL,rome=IT,madrid=ES,the hague=NL,ottawa=CA,bucharest=RO,bratislava=SK," +
	"prague=CZ,oslo=NO,copenhagen=DK,helsinki=FI,stockholm=SE,tallinn=EE,riga=LV,vilnius=LT,athens=GR,lisbon=PT,sofia=BG,zagreb=HR," +
	"ljubljana=SI,tirana=AL,podgorica=ME,skopje=MK,reykjavik=IS"

// Titles are no part of a person's name.
const Titles = "president,prime,minister,pm,premier,chancellor,foreign,defence,defense,mr,mrs,ms,dr,sir,lord,general,king,queen,ambassador"

// Outlets are well-known publishers: a text that says "by Reuters" names no person. The
// list need not be whole; it catches what is typed most.
const Outlets = "reuters,afp,agence france presse,ap,associated press,the associated press,bloomberg,politico,bbc,bbc news,cnn,cnbc,dpa,pap,ansa,efe,anp,tass,mti,stt,ntb,ritzau," +
	"anadolu,anadolu agency,financial times,the financial times,ft,the guardian,guardian,the times,the telegraph,the economist,le monde,le figaro,der spiegel,spiegel,die welt,welt,bild," +
	"el pais,corriere della sera,la repubblica,new york times,the new york times,nyt,washington post,the washington post,wall street journal,the wall street journal,wsj,axios,nos,nrc,err,lrt,lsm,yle,svt,dr,nrk,euronews,euractiv,radio free europe,rfe,foreign policy,digi24,telex,hvg"

// Particles are the words that names keep in small letters.
const Particles = "von,van,der,den,de,di,da,del,della,la,le,du,dos,al,el,bin,ten,ter,zu,the,af"

// numberWords spell the numbers that a claim may write out.
const (
	UnitWords  = "zero,one,two,three,four,five,six,seven,eight,nine,ten,eleven,twelve,thirteen,fourteen,fifteen,sixteen,seventeen,eighteen,nineteen"
	tenWords   = "twenty,thirty,forty,fifty,sixty,seventy,eighty,ninety"
	MemberNoun = "member,members,ally,allies,country,countries,state,states,member states,nato members,nato allies,nato countries,capitals"
)
