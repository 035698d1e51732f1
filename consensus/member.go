package consensus

// Member is a country in the Alliance.
type Member struct {
	Code       Code   // ISO 3166-1 alpha-2
	Alpha3     string // ISO 3166-1 alpha-3
	Name       string // in NATO's spelling: "Türkiye"
	Joined     Day
	Source     string   // where the day of joining stands; "" for a member that an entry added
	Entry      int      // the entry that added it, 0 for the built-in roster
	Adjectives []string // "Turkish"; the first is the one to print
	Aliases    []string // other English names: "Turkey"
}

// The instruments by which members joined; each names its parties and day.
const (
	treaty1949   = "North Atlantic Treaty, in force 24 August 1949 (Article 11)"
	protocol1951 = "Protocol on the Accession of Greece and Turkey, in force 18 February 1952"
	protocol1954 = "Protocol on the Accession of the Federal Republic of Germany, accession 6 May 1955"
	protocol1981 = "Protocol on the Accession of Spain, accession 30 May 1982"
	protocol1997 = "Protocols of 16 December 1997, accession 12 March 1999"
	protocol2003 = "Protocols of 26 March 2003, accession 29 March 2004"
	protocol2008 = "Protocols of 9 July 2008, accession 1 April 2009"
	protocol2016 = "Protocol of 19 May 2016, accession 5 June 2017"
	protocol2019 = "Protocol of 6 February 2019, accession 27 March 2020"
	protocolFI   = "Protocol of 5 July 2022 on Finland, accession 4 April 2023"
	protocolSE   = "Protocol of 5 July 2022 on Sweden, accession 7 March 2024"
)

// builtIn is the roster of 32, in NATO's order: by English name. The days are those on
// which each country became a party to the North Atlantic Treaty, as NATO's own list of
// members gives them (nato.int, "NATO member countries"); for the twelve founders it is
// the day on which the treaty came into force, not that of its signature.
var builtIn = []Member{
	{"AL", "ALB", "Albania", 20090401, protocol2008, 0, []string{"Albanian"}, nil},
	{"BE", "BEL", "Belgium", 19490824, treaty1949, 0, []string{"Belgian"}, nil},
	{"BG", "BGR", "Bulgaria", 20040329, protocol2003, 0, []string{"Bulgarian"}, nil},
	{"CA", "CAN", "Canada", 19490824, treaty1949, 0, []string{"Canadian"}, nil},
	{"HR", "HRV", "Croatia", 20090401, protocol2008, 0, []string{"Croatian", "Croat"}, nil},
	{"CZ", "CZE", "Czechia", 19990312, protocol1997, 0, []string{"Czech"}, []string{"Czech Republic", "The Czech Republic"}},
	{"DK", "DNK", "Denmark", 19490824, treaty1949, 0, []string{"Danish", "Dane"}, nil},
	{"EE", "EST", "Estonia", 20040329, protocol2003, 0, []string{"Estonian"}, nil},
	{"FI", "FIN", "Finland", 20230404, protocolFI, 0, []string{"Finnish", "Finn"}, nil},
	{"FR", "FRA", "France", 19490824, treaty1949, 0, []string{"French"}, nil},
	{"DE", "DEU", "Germany", 19550506, protocol1954, 0, []string{"German"}, []string{"Federal Republic of Germany", "FRG"}},
	{"GR", "GRC", "Greece", 19520218, protocol1951, 0, []string{"Greek"}, []string{"Hellas", "Hellenic Republic"}},
	{"HU", "HUN", "Hungary", 19990312, protocol1997, 0, []string{"Hungarian"}, nil},
	{"IS", "ISL", "Iceland", 19490824, treaty1949, 0, []string{"Icelandic", "Icelander"}, nil},
	{"IT", "ITA", "Italy", 19490824, treaty1949, 0, []string{"Italian"}, nil},
	{"LV", "LVA", "Latvia", 20040329, protocol2003, 0, []string{"Latvian"}, nil},
	{"LT", "LTU", "Lithuania", 20040329, protocol2003, 0, []string{"Lithuanian"}, nil},
	{"LU", "LUX", "Luxembourg", 19490824, treaty1949, 0, []string{"Luxembourgish", "Luxembourger"}, []string{"Luxemburg"}},
	{"ME", "MNE", "Montenegro", 20170605, protocol2016, 0, []string{"Montenegrin"}, nil},
	{"NL", "NLD", "Netherlands", 19490824, treaty1949, 0, []string{"Dutch"}, []string{"The Netherlands", "Holland"}},
	{"MK", "MKD", "North Macedonia", 20200327, protocol2019, 0, []string{"North Macedonian", "Macedonian"}, []string{"N. Macedonia", "N Macedonia", "Macedonia", "Republic of North Macedonia"}},
	{"NO", "NOR", "Norway", 19490824, treaty1949, 0, []string{"Norwegian"}, nil},
	{"PL", "POL", "Poland", 19990312, protocol1997, 0, []string{"Polish", "Pole"}, nil},
	{"PT", "PRT", "Portugal", 19490824, treaty1949, 0, []string{"Portuguese"}, nil},
	{"RO", "ROU", "Romania", 20040329, protocol2003, 0, []string{"Romanian"}, nil},
	{"SK", "SVK", "Slovakia", 20040329, protocol2003, 0, []string{"Slovak"}, []string{"Slovak Republic"}},
	{"SI", "SVN", "Slovenia", 20040329, protocol2003, 0, []string{"Slovenian", "Slovene"}, nil},
	{"ES", "ESP", "Spain", 19820530, protocol1981, 0, []string{"Spanish", "Spaniard"}, nil},
	{"SE", "SWE", "Sweden", 20240307, protocolSE, 0, []string{"Swedish", "Swede"}, nil},
	{"TR", "TUR", "Türkiye", 19520218, protocol1951, 0, []string{"Turkish", "Turk"}, []string{"Turkey", "Republic of Türkiye"}},
	{"GB", "GBR", "United Kingdom", 19490824, treaty1949, 0, []string{"British", "Briton"}, []string{"UK", "U.K.", "Britain", "Great Britain", "The UK", "The United Kingdom"}},
	{"US", "USA", "United States", 19490824, treaty1949, 0, []string{"American"}, []string{"US", "U.S.", "USA", "U.S.A.", "The US", "The United States", "United States of America", "America", "The States"}},
}
