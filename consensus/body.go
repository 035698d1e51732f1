package consensus

// DefaultBody is the body of a race whose opening names none.
const DefaultBody = "nato"

// Body is an organisation that decides by consensus: nothing is decided against any of its
// members. It is a value that is read from a roster file (see the package bodies), and does not
// change while a [Book] is in use.
type Body struct {
	Key     string // names it in commands, in small letters: "nato"
	Name    string // "NATO"
	Decider string // who decides, as its sentences call it: "the Council"
	Post    string // "Secretary General of NATO"
	Race    string // what a race is called that nobody gave a title: "NATO Secretary General"
	Rule    string // the rule, in a sentence
	One     string // what one of its members is called: "member", "participating State"
	Many    string // several of them
	Members []Member
	Groups  []Group
}

// Member is a country in a body, or what counts as one of its members: Hong Kong and the
// European Union are members of the WTO.
type Member struct {
	Code       Code   // ISO 3166-1 alpha-2, or one that ISO reserves: "EU"
	Alpha3     string // ISO 3166-1 alpha-3
	Name       string // in the body's spelling: "Türkiye"
	Article    bool   // that a sentence says "the" before the name
	Joined     Day
	Left       Day      // the last day of its membership, 0 while it lasts
	Source     string   // where the day of joining stands; "" for a member that an entry added
	Entry      int      // the entry that added it, 0 for one of the roster
	Adjectives []string // "Turkish"; the first is the one to print
	Aliases    []string // other English names: "Turkey"
	Seats      []string // what its government is called by: "Ankara"
	Voice      Voice    // who else speaks for it
}

// Group is some members that are known by a name of their own.
type Group struct {
	Names []string
	Codes []Code
}

// Voice is a member that speaks for another one on the days From to Until: the European Union
// does for its member states in the WTO. The zero Voice is nobody's; an Until of 0 has not come.
type Voice struct {
	Code  Code
	From  Day
	Until Day
}

// On tells whether the country is a member on a day.
func (m *Member) On(day Day) bool { return m.Joined <= day && (m.Left == 0 || day <= m.Left) }

// On tells whether the voice speaks on a day.
func (v Voice) On(day Day) bool {
	return v.Code != "" && v.From <= day && (v.Until == 0 || day <= v.Until)
}

// Member gives the body's member of that code.
func (b *Body) Member(code Code) (Member, bool) {
	for i := range b.Members { // whole members are dear to copy
		if b.Members[i].Code == code {
			return b.Members[i], true
		}
	}
	return Member{}, false
}

// On lists the members of a day, in the body's order.
func (b *Body) On(day Day) []Member { return on(b.Members, day) }

func on(all []Member, day Day) []Member {
	list := make([]Member, 0, len(all))
	for i := range all {
		if all[i].On(day) {
			list = append(list, all[i])
		}
	}
	return list
}

// Bodies are those whose races a [Book] can hold.
type Bodies interface {
	// Find gives the body of that key, nil where it is not at hand.
	Find(key string) *Body
}

// AnyBody takes every body for one without members: enough to see whether a ledger folds.
type AnyBody struct{}

// Find gives a body of that key and without members.
func (AnyBody) Find(key string) *Body { return &Body{Key: key} }
