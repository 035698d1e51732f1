package press

import (
	"strings"

	"natobot/commands/lexicon"
	"natobot/consensus"
)

// placeKind tells in which way a word means a member.
type placeKind uint8

const (
	aCountry    placeKind = iota
	aCode                 // counts in capitals alone
	aCapital              // the seat of its government, or the government by its street
	anAdjective           // "Polish"
)

type seat struct {
	code consensus.Code
	kind placeKind
}

// seats are what prose writes for a government, besides the capitals of metonyms.
const seats = "moncloa=ES,palazzo chigi=IT,chigi=IT,chancellery=DE,german chancellery=DE,bundesregierung=DE,number 10=GB,number ten=GB,no 10=GB,10 downing street=GB,whitehall=GB,us state department=US,state department=US,pentagon=US," +
	"elysee palace=FR,the elysee=FR,matignon=FR,quai dorsay=FR,prague castle=CZ,cotroceni=RO,cotroceni palace=RO,christiansborg=DK,luxembourg city=LU,foreign office=GB,washington dc=US,maximos mansion=GR,biden administration=US,uk government=GB,us government=US,brits=GB,brit=GB,dutchmen=NL,frenchmen=FR," +
	"englishmen=GB,danes=DK,finns=FI,swedes=SE,poles=PL,turks=TR,spaniards=ES,croats=HR,slovenes=SI,slovaks=SK,czechs=CZ,yanks=US,constantinople=TR,den haag=NL,bucuresti=RO,warszawa=PL,praha=CZ,roma=IT"

// notSeats are metonyms that are asked about when typed, and stand for no government.
const notSeats = "england,scotland,wales,northern ireland"

// inhabitants are single persons: "the Dutchman" may be a candidate, and is no government.
const inhabitants = "dutchman=NL,norseman=NO,frenchman=FR,englishman=GB,dutchwoman=NL,frenchwoman=FR"

// notPlaces are names in which a member's does not mean it.
const notPlaces = "latin america,south america,north america,central america,captain america,bank of america,new england,athens georgia,rome georgia,paris texas,turkey sandwich,london breed,sofia coppola,american samoa,voice of america,washington post,washington times,dutch treat,french fries,danish pastry,turkish airlines,polish up,united states of europe,great britain olympic"

// placesOf gives what words mean a member.
func placesOf(members []consensus.Member) map[string]seat {
	places := map[string]seat{}
	for _, m := range members {
		for key := range lexicon.MemberKeys(m) {
			places[key] = seat{m.Code, aCountry}
		}
	}
	for _, m := range members {
		for _, code := range []string{string(m.Code), m.Alpha3} {
			places[lexicon.Key(code)] = seat{m.Code, aCode}
		}
		for i, adjective := range m.Adjectives {
			key := lexicon.Key(adjective)
			places[key] = seat{m.Code, anAdjective}
			if i > 0 || strings.HasSuffix(key, "n") || strings.HasSuffix(key, "k") {
				places[key+"s"] = seat{m.Code, aCapital}
			}
		}
	}
	for _, key := range strings.Split("us,usa,uk,u s,u k", ",") {
		if p, ok := places[key]; ok {
			places[key] = seat{p.code, aCode}
		}
	}
	for pair := range strings.SplitSeq(lexicon.Metonyms+","+seats, ",") {
		key, code, _ := strings.Cut(pair, "=")
		if p := (seat{consensus.Code(code), aCapital}); !lexicon.Contains(notSeats, key) && knows(members, p.code) {
			places[key] = p
		}
	}
	for pair := range strings.SplitSeq(inhabitants, ",") {
		key, code, _ := strings.Cut(pair, "=")
		places[key] = seat{consensus.Code(code), anAdjective}
	}
	for key := range strings.SplitSeq(notPlaces, ",") {
		places[key] = seat{}
	}
	return places
}

func knows(members []consensus.Member, code consensus.Code) bool {
	for _, m := range members {
		if m.Code == code {
			return true
		}
	}
	return false
}

// officeholders are heads of state and government, and a few ministers whom the press
// quotes by their surnames alone, with the first and the last month in office ("0" while
// it lasted when this was written). A name that is not here is a person of no country,
// until the message says of which. Two of one surname in office at the same time are
// left out. Sources: the governments' own lists.
const officeholders = "AL edi rama 201309 0,BE alexander de croo 202010 202502,BE charles michel 201410 201910,BE sophie wilmes 201910 202010,BE bart de wever 202502 0,BG rumen radev 201701 0,BG nikolai denkov 202306 202404,BG dimitar glavchev 202404 202501,CA justin trudeau 201511 202503,CA stephen harper 200602 201511,CA melanie joly 202110 202505," +
	"HR andrej plenkovic 201610 0,HR zoran milanovic 202002 0,CZ petr fiala 202112 202512,CZ petr pavel 202303 0,CZ jan lipavsky 202112 202512,CZ andrej babis 201712 202112,CZ milos zeman 201303 202303,CZ bohuslav sobotka 201401 201712,DK mette frederiksen 201906 0,DK lars lokke rasmussen 201506 201906,DK lars lokke rasmussen 202212 0,DK troels lund poulsen 202308 0,DK helle thorning schmidt 201110 201506," +
	"EE kaja kallas 202101 202407,EE alar karis 202110 0,EE margus tsahkna 202304 0,EE hanno pevkur 202207 0,EE kristen michal 202407 0,EE juri ratas 201611 202101,FI alexander stubb 202403 0,FI petteri orpo 202306 0,FI sanna marin 201912 202306,FI sauli niinisto 201203 202403,FI elina valtonen 202306 0,FR emmanuel macron 201705 0,FR francois hollande 201205 201705,FR gabriel attal 202401 202409,FR stephane sejourne 202401 202409,FR catherine colonna 202205 202401," +
	"DE olaf scholz 202112 202505,DE angela merkel 200511 202112,DE annalena baerbock 202112 202505,DE boris pistorius 202301 0,DE friedrich merz 202505 0,DE steffen seibert 201008 202112,DE steffen hebestreit 202112 202505,DE frank walter steinmeier 201312 0,GR kyriakos mitsotakis 201907 0,GR alexis tsipras 201501 201907,HU viktor orban 201005 0,HU peter szijjarto 201409 0,HU katalin novak 202205 202402,HU tamas sulyok 202403 0,HU zoltan kovacs 201405 0,HU gergely gulyas 201805 0," +
	"IS katrin jakobsdottir 201711 202404,IS bjarni benediktsson 202404 202412,IT giorgia meloni 202210 0,IT mario draghi 202102 202210,IT giuseppe conte 201806 202102,IT matteo renzi 201402 201612,IT antonio tajani 202210 0,IT guido crosetto 202210 0,IT paolo gentiloni 201612 201806,LV krisjanis karins 201901 202404,LV evika silina 202309 0,LV edgars rinkevics 201110 0,LT gitanas nauseda 201907 0,LT ingrida simonyte 202012 202412,LT gabrielius landsbergis 202012 202412,LT dalia grybauskaite 200907 201907," +
	"LU luc frieden 202311 0,LU xavier bettel 201312 0,ME milojko spajic 202310 0,ME jakov milatovic 202305 0,ME milo djukanovic 201205 202305,ME filip ivanovic 202310 0,NL mark rutte 201010 202407,NL dick schoof 202407 0,NL kajsa ollongren 202201 202407,NL hanke bruins slot 202309 202407,MK stevo pendarovski 201905 202405,MK dimitar kovacevski 202201 202401,MK hristijan mickoski 202406 0,MK bujar osmani 202008 202406,MK zoran zaev 201705 202201,NO jonas gahr store 202110 0,NO erna solberg 201310 202110,NO espen barth eide 202310 0," +
	"PL donald tusk 202312 0,PL andrzej duda 201508 202508,PL mateusz morawiecki 201712 202312,PL radoslaw sikorski 202312 0,PL radek sikorski 202312 0,PL beata szydlo 201511 201712,PL wladyslaw kosiniak kamysz 202312 0,PT luis montenegro 202404 0,PT antonio costa 201511 202404,PT marcelo rebelo de sousa 201603 0,RO klaus iohannis 201412 202502,RO marcel ciolacu 202306 202505,RO luminita odobescu 202306 202412,SK robert fico 202310 0,SK zuzana caputova 201906 202406,SK peter pellegrini 202406 0,SK eduard heger 202104 202305,SK juraj blanar 202310 0,SK ludovit odor 202305 202310," +
	"SI robert golob 202206 0,SI janez jansa 202003 202206,SI tanja fajon 202206 0,SI natasa pirc musar 202212 0,SI marjan sarec 201809 202003,ES pedro sanchez 201806 0,ES jose manuel albares 202107 0,ES margarita robles 201806 0,ES mariano rajoy 201112 201806,SE ulf kristersson 202210 0,SE tobias billstrom 202210 202409,SE magdalena andersson 202111 202210,SE pal jonson 202210 0,SE stefan lofven 201410 202111,TR recep tayyip erdogan 201408 0,TR hakan fidan 202306 0,TR mevlut cavusoglu 201511 202306,TR yasar guler 202306 0," +
	"GB rishi sunak 202210 202407,GB keir starmer 202407 0,GB boris johnson 201907 202209,GB david cameron 201005 201607,GB david cameron 202311 202407,GB ben wallace 201907 202308,GB theresa may 201607 201907,GB liz truss 202209 202210,GB grant shapps 202308 202407,GB james cleverly 202209 202311,US joe biden 202101 202501,US barack obama 200901 201701,US antony blinken 202101 202501,US lloyd austin 202101 202501,US jake sullivan 202101 202501,US donald trump 202501 0,US matthew miller 202304 202501,US john kirby 202205 202501,US karine jean pierre 202205 202501"

// officeOf gives the member for which a person of that name spoke in a month; "" for
// none, and where the name is that of two.
func (m *message) officeOf(name string) consensus.Code {
	year, month, _ := m.day.Date()
	now := year*100 + int(month)
	var code consensus.Code
	for _, o := range m.prose.officeholders[name] {
		if now < o.from || o.until != 0 && now > o.until || o.code == code {
			continue
		}
		if code != "" {
			return ""
		}
		code = o.code
	}
	return code
}

type officeholder struct {
	code        consensus.Code
	from, until int // months: 202312
}

// officeholdersByName gives them by their full names and their surnames.
func officeholdersByName() map[string][]officeholder {
	byName := map[string][]officeholder{}
	for line := range strings.SplitSeq(officeholders, ",") {
		words := strings.Fields(line)
		n := len(words)
		from, _ := lexicon.Digits(words[n-2])
		until, _ := lexicon.Digits(words[n-1])
		o := officeholder{consensus.Code(words[0]), from, until}
		for i := 1; i < n-2; i++ { // the full name, and every surname of it
			name := strings.Join(words[i:n-2], " ")
			byName[name] = append(byName[name], o)
		}
	}
	return byName
}
