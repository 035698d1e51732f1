package lexicon

import (
	"strings"

	"natobot/consensus"
)

// Country is a country or territory of the world, member or not.
type Country struct {
	Code  consensus.Code
	Name  string
	Names string // all that it is known by, as countryList has it
}

// CountryNamed gives the country that a name in the vocabulary's spelling means.
func CountryNamed(key string) (Country, bool) {
	return FindCountry(func(c Country) bool { return Contains(c.Names, key) })
}

// CountryCoded gives the country of a code, one without names when there is none.
func CountryCoded(code consensus.Code) Country {
	c, _ := FindCountry(func(c Country) bool { return c.Code == code })
	return c
}

// FindCountry gives the first country or territory for which is holds, in the order of the list,
// and false where it holds for none.
func FindCountry(is func(Country) bool) (Country, bool) {
	for line := range strings.Lines(countryList) {
		head, keys, _ := strings.Cut(strings.TrimSuffix(line, "\n"), ": ")
		code, name, _ := strings.Cut(head, " ")
		if c := (Country{consensus.Code(code), name, keys}); is(c) {
			return c, true
		}
	}
	return Country{}, false
}

// countryList has a line for each country and territory of ISO 3166-1, and for Kosovo,
// which uses the code XK that ISO leaves to its users: the code, the name as English
// newspapers write it, and after the colon all that it is known by, in the spelling of
// wordKey. It is there so that somebody who writes Ireland is told that Ireland is no
// member before anything guesses at Iceland, and so that any country may join.
const countryList = `
AD Andorra: ad,and,andorra,andorran
AE United Arab Emirates: ae,are,united arab emirates,uae,emirates,emirati
AF Afghanistan: af,afg,afghanistan,afghan
AG Antigua and Barbuda: ag,atg,antigua and barbuda
AI Anguilla: ai,aia,anguilla
AL Albania: al,alb,albania
AM Armenia: am,arm,armenia,armenian
AO Angola: ao,ago,angola
AQ Antarctica: aq,ata,antarctica
AR Argentina: ar,arg,argentina,argentine,argentinian
AS American Samoa: as,asm,american samoa
AT Austria: at,aut,austria,austrian
AU Australia: au,aus,australia,australian
AW Aruba: aw,abw,aruba
AX Åland: ax,ala,aland,aland islands
AZ Azerbaijan: az,aze,azerbaijan,azerbaijani,azeri
BA Bosnia and Herzegovina: ba,bih,bosnia and herzegovina,bosnian,bosnia
BB Barbados: bb,brb,barbados
BD Bangladesh: bd,bgd,bangladesh
BE Belgium: be,bel,belgium
BF Burkina Faso: bf,bfa,burkina faso
BG Bulgaria: bg,bgr,bulgaria
BH Bahrain: bh,bhr,bahrain
BI Burundi: bi,bdi,burundi
BJ Benin: bj,ben,benin
BL Saint Barthélemy: bl,blm,saint barthelemy
BM Bermuda: bm,bmu,bermuda
BN Brunei: bn,brn,brunei,brunei darussalam
BO Bolivia: bo,bol,bolivia
BQ Caribbean Netherlands: bq,bes,caribbean netherlands
BR Brazil: br,bra,brazil,brazilian
BS Bahamas: bs,bhs,bahamas,the bahamas
BT Bhutan: bt,btn,bhutan
BV Bouvet Island: bv,bvt,bouvet island
BW Botswana: bw,bwa,botswana
BY Belarus: by,blr,belarus,belarusian,belorussia
BZ Belize: bz,blz,belize
CA Canada: ca,can,canada
CC Cocos Islands: cc,cck,cocos islands
CD Democratic Republic of the Congo: cd,cod,democratic republic of the congo,dr congo,drc,congo kinshasa
CF Central African Republic: cf,caf,central african republic
CG Republic of the Congo: cg,cog,republic of the congo,congo,congo brazzaville
CH Switzerland: ch,che,switzerland,swiss
CI Côte d'Ivoire: ci,civ,cote divoire,ivory coast,ivorian
CK Cook Islands: ck,cok,cook islands
CL Chile: cl,chl,chile,chilean
CM Cameroon: cm,cmr,cameroon
CN China: cn,chn,china,chinese
CO Colombia: co,col,colombia,colombian
CR Costa Rica: cr,cri,costa rica
CU Cuba: cu,cub,cuba
CV Cape Verde: cv,cpv,cape verde,cabo verde
CW Curaçao: cw,cuw,curacao
CX Christmas Island: cx,cxr,christmas island
CY Cyprus: cy,cyp,cyprus,cypriot
CZ Czechia: cz,cze,czechia,czech republic,czech
DE Germany: de,deu,germany
DJ Djibouti: dj,dji,djibouti
DK Denmark: dk,dnk,denmark
DM Dominica: dm,dma,dominica
DO Dominican Republic: do,dom,dominican republic
DZ Algeria: dz,dza,algeria,algerian
EC Ecuador: ec,ecu,ecuador
EE Estonia: ee,est,estonia
EG Egypt: eg,egy,egypt,egyptian
EH Western Sahara: eh,esh,western sahara
ER Eritrea: er,eri,eritrea
ES Spain: es,esp,spain
ET Ethiopia: et,eth,ethiopia,ethiopian
FI Finland: fi,fin,finland
FJ Fiji: fj,fji,fiji
FK Falkland Islands: fk,flk,falkland islands,falklands
FM Micronesia: fm,fsm,micronesia
FO Faroe Islands: fo,fro,faroe islands,faroes
FR France: fr,fra,france
GA Gabon: ga,gab,gabon
GB United Kingdom: gb,gbr,united kingdom,uk,britain,great britain,british
GD Grenada: gd,grd,grenada
GE Georgia: ge,geo,georgia,georgian
GF French Guiana: gf,guf,french guiana
GG Guernsey: gg,ggy,guernsey
GH Ghana: gh,gha,ghana
GI Gibraltar: gi,gib,gibraltar
GL Greenland: gl,grl,greenland,greenlandic
GM Gambia: gm,gmb,gambia,the gambia
GN Guinea: gn,gin,guinea
GP Guadeloupe: gp,glp,guadeloupe
GQ Equatorial Guinea: gq,gnq,equatorial guinea
GR Greece: gr,grc,greece
GS South Georgia and the South Sandwich Islands: gs,sgs,south georgia and the south sandwich islands
GT Guatemala: gt,gtm,guatemala
GU Guam: gu,gum,guam
GW Guinea-Bissau: gw,gnb,guinea bissau
GY Guyana: gy,guy,guyana
HK Hong Kong: hk,hkg,hong kong
HM Heard Island and McDonald Islands: hm,hmd,heard island and mcdonald islands
HN Honduras: hn,hnd,honduras
HR Croatia: hr,hrv,croatia
HT Haiti: ht,hti,haiti
HU Hungary: hu,hun,hungary
ID Indonesia: id,idn,indonesia,indonesian
IE Ireland: ie,irl,ireland,irish,republic of ireland,eire,irish republic
IL Israel: il,isr,israel,israeli
IM Isle of Man: im,imn,isle of man
IN India: in,ind,india,indian
IO British Indian Ocean Territory: io,iot,british indian ocean territory
IQ Iraq: iq,irq,iraq,iraqi
IR Iran: ir,irn,iran,iranian,persia
IS Iceland: is,isl,iceland,icelandic
IT Italy: it,ita,italy
JE Jersey: je,jey,jersey
JM Jamaica: jm,jam,jamaica
JO Jordan: jo,jor,jordan,jordanian
JP Japan: jp,jpn,japan,japanese
KE Kenya: ke,ken,kenya,kenyan
KG Kyrgyzstan: kg,kgz,kyrgyzstan,kyrgyz
KH Cambodia: kh,khm,cambodia
KI Kiribati: ki,kir,kiribati
KM Comoros: km,com,comoros
KN Saint Kitts and Nevis: kn,kna,saint kitts and nevis
KP North Korea: kp,prk,north korea,north korean
KR South Korea: kr,kor,south korea,korea,korean,south korean,republic of korea
KW Kuwait: kw,kwt,kuwait,kuwaiti
KY Cayman Islands: ky,cym,cayman islands
KZ Kazakhstan: kz,kaz,kazakhstan,kazakh
LA Laos: la,lao,laos,lao peoples democratic republic
LB Lebanon: lb,lbn,lebanon,lebanese
LC Saint Lucia: lc,lca,saint lucia
LI Liechtenstein: li,lie,liechtenstein,liechtensteiner
LK Sri Lanka: lk,lka,sri lanka
LR Liberia: lr,lbr,liberia
LS Lesotho: ls,lso,lesotho
LT Lithuania: lt,ltu,lithuania
LU Luxembourg: lu,lux,luxembourg
LV Latvia: lv,lva,latvia
LY Libya: ly,lby,libya,libyan
MA Morocco: ma,mar,morocco,moroccan
MC Monaco: mc,mco,monaco,monegasque
MD Moldova: md,mda,moldova,moldovan,republic of moldova
ME Montenegro: me,mne,montenegro
MF Saint Martin: mf,maf,saint martin
MG Madagascar: mg,mdg,madagascar
MH Marshall Islands: mh,mhl,marshall islands
MK North Macedonia: mk,mkd,north macedonia,macedonia,macedonian
ML Mali: ml,mli,mali
MM Myanmar: mm,mmr,myanmar,burma
MN Mongolia: mn,mng,mongolia,mongolian
MO Macau: mo,mac,macau,macao
MP Northern Mariana Islands: mp,mnp,northern mariana islands
MQ Martinique: mq,mtq,martinique
MR Mauritania: mr,mrt,mauritania
MS Montserrat: ms,msr,montserrat
MT Malta: mt,mlt,malta,maltese
MU Mauritius: mu,mus,mauritius
MV Maldives: mv,mdv,maldives
MW Malawi: mw,mwi,malawi
MX Mexico: mx,mex,mexico,mexican
MY Malaysia: my,mys,malaysia,malaysian
MZ Mozambique: mz,moz,mozambique
NA Namibia: na,nam,namibia
NC New Caledonia: nc,ncl,new caledonia
NE Niger: ne,ner,niger
NF Norfolk Island: nf,nfk,norfolk island
NG Nigeria: ng,nga,nigeria,nigerian
NI Nicaragua: ni,nic,nicaragua
NL Netherlands: nl,nld,netherlands,holland,dutch
NO Norway: no,nor,norway
NP Nepal: np,npl,nepal
NR Nauru: nr,nru,nauru
NU Niue: nu,niu,niue
NZ New Zealand: nz,nzl,new zealand,new zealander
OM Oman: om,omn,oman
PA Panama: pa,pan,panama
PE Peru: pe,per,peru
PF French Polynesia: pf,pyf,french polynesia
PG Papua New Guinea: pg,png,papua new guinea
PH Philippines: ph,phl,philippines,philippine,filipino
PK Pakistan: pk,pak,pakistan,pakistani
PL Poland: pl,pol,poland
PM Saint Pierre and Miquelon: pm,spm,saint pierre and miquelon
PN Pitcairn: pn,pcn,pitcairn
PR Puerto Rico: pr,pri,puerto rico
PS Palestine: ps,pse,palestine,palestinian
PT Portugal: pt,prt,portugal
PW Palau: pw,plw,palau
PY Paraguay: py,pry,paraguay
QA Qatar: qa,qat,qatar,qatari
RE Réunion: re,reu,reunion
RO Romania: ro,rou,romania
RS Serbia: rs,srb,serbia,serbian,serb
RU Russia: ru,rus,russia,russian federation,russian
RW Rwanda: rw,rwa,rwanda
SA Saudi Arabia: sa,sau,saudi arabia,saudi,saudi arabian
SB Solomon Islands: sb,slb,solomon islands
SC Seychelles: sc,syc,seychelles
SD Sudan: sd,sdn,sudan
SE Sweden: se,swe,sweden,swedish
SG Singapore: sg,sgp,singapore,singaporean
SH Saint Helena: sh,shn,saint helena
SI Slovenia: si,svn,slovenia
SJ Svalbard and Jan Mayen: sj,sjm,svalbard and jan mayen
SK Slovakia: sk,svk,slovakia
SL Sierra Leone: sl,sle,sierra leone
SM San Marino: sm,smr,san marino,sammarinese
SN Senegal: sn,sen,senegal
SO Somalia: so,som,somalia
SR Suriname: sr,sur,suriname
SS South Sudan: ss,ssd,south sudan
ST Sao Tome and Principe: st,stp,sao tome and principe
SV El Salvador: sv,slv,el salvador
SX Sint Maarten: sx,sxm,sint maarten
SY Syria: sy,syr,syria,syrian arab republic,syrian
SZ Eswatini: sz,swz,eswatini,swaziland
TC Turks and Caicos Islands: tc,tca,turks and caicos islands
TD Chad: td,tcd,chad,chadian
TF French Southern Territories: tf,atf,french southern territories
TG Togo: tg,tgo,togo
TH Thailand: th,tha,thailand,thai
TJ Tajikistan: tj,tjk,tajikistan,tajik
TK Tokelau: tk,tkl,tokelau
TL Timor-Leste: tl,tls,timor leste,east timor
TM Turkmenistan: tm,tkm,turkmenistan,turkmen
TN Tunisia: tn,tun,tunisia,tunisian
TO Tonga: to,ton,tonga
TR Türkiye: tr,tur,turkiye,turkey,turkish
TT Trinidad and Tobago: tt,tto,trinidad and tobago
TV Tuvalu: tv,tuv,tuvalu
TW Taiwan: tw,twn,taiwan,taiwanese
TZ Tanzania: tz,tza,tanzania
UA Ukraine: ua,ukr,ukraine,ukrainian
UG Uganda: ug,uga,uganda
UM US Minor Outlying Islands: um,umi,us minor outlying islands,united states minor outlying islands
US United States: us,usa,united states,america,american,united states of america
UY Uruguay: uy,ury,uruguay
UZ Uzbekistan: uz,uzb,uzbekistan,uzbek
VA Vatican City: va,vat,vatican city,holy see,vatican
VC Saint Vincent and the Grenadines: vc,vct,saint vincent and the grenadines
VE Venezuela: ve,ven,venezuela
VG British Virgin Islands: vg,vgb,british virgin islands
VI US Virgin Islands: vi,vir,us virgin islands
VN Vietnam: vn,vnm,vietnam,viet nam,vietnamese
VU Vanuatu: vu,vut,vanuatu
WF Wallis and Futuna: wf,wlf,wallis and futuna
WS Samoa: ws,wsm,samoa
XK Kosovo: xk,xkx,kosovo,kosovan,kosovar
YE Yemen: ye,yem,yemen
YT Mayotte: yt,myt,mayotte
ZA South Africa: za,zaf,south africa,south african
ZM Zambia: zm,zmb,zambia
ZW Zimbabwe: zw,zwe,zimbabwe
`
