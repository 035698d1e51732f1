package grammar

import (
	"cmp"
	"slices"
	"strings"

	"natobot/commands/lexicon"
	"natobot/consensus"
)

var plainQuestions = lexicon.ReadWords(files, "questions")

// questioned tells whether the text has a question mark, outside of what is quoted and of the reason
// that ends a command.
func (r *reading) questioned() bool {
	reason := false
	for at := range len(r.words) + 1 {
		gap := r.gap(at)
		if at > 0 && r.words[at-1].kind == linkToken { // what hangs on an address may be a part of it
			_, gap, _ = strings.Cut(gap, " ")
		}
		if strings.ContainsAny(gap, "?？") && (!reason || at == len(r.words)) {
			return true
		}
		reason = reason || r.key(at) == "because"
	}
	return false
}

// asks reads a text that is put as a question; it tells whether it was one. What would record is
// asked about instead: a question mark never records.
func (r *reading) asks() (bool, error) {
	c := named(r.commands, r.key(r.at))
	switch {
	case r.plain:
		return false, nil
	case c.Name == "" && (r.questioned() || lexicon.Contains(plainQuestions.List("opening"), r.key(r.at))):
		asked, err := r.plainQuestion("")
		if !asked && r.questioned() {
			return true, sentences.Ask("no answer")
		}
		return asked, err
	case c.Name == "" || !r.questioned():
		return false, nil
	case !c.Records:
		asked, err := understand(&reading{names: r.names, text: r.text, near: r.near, commands: r.commands, tries: mostTries, plain: true})
		if err != nil || !asked.u.Records && asked.u.Sub != "now" {
			return false, nil // "status?"
		}
	}
	r.at++
	r.first = r.at
	return r.plainQuestion(c.Name)
}

// mentions are what a plain question speaks of.
type mentions struct {
	members    []consensus.Member
	candidates []consensus.Key
	words      []string // of the rest
	number     int
}

// plainQuestion reads a question in plain words. What it is about has to be understood; how it is
// put need not be.
func (r *reading) plainQuestion(verb string) (bool, error) {
	start := r.at
	m, err := r.mentions()
	if r.u.Stranger != "" && topic(r.keys()) == "history" {
		r.saidBy(r.at)
		return true, nil
	}
	if err != nil {
		return true, err
	}
	command := m.answeredBy(cmp.Or(named(r.commands, verb).doubted, topic(m.words), r.reads(m.words)))
	switch {
	case command == "" && verb == "":
		r.at, r.said, r.day, *r.u = start, nil, consensus.When{}, Understood{}
		return false, nil
	case command == "": // "stance?"
		command, r.u.Topic = "help", verb
	case command == "export": // which kind of file it is, has to be said
		command, r.u.Topic = "help", command
	case command == "member" && len(m.members) != 1:
		command = "members"
	case command == "candidate" && len(m.candidates) != 1:
		command = "candidates"
	}
	u := r.u
	c := named(r.commands, command)
	u.Command, u.Role, r.command = c.Name, c.Role, c
	u.On, u.Target = r.day.Day, m.number
	switch {
	case command == "changes":
		u.On = 0
		if u.Since == 0 {
			u.Since = lexicon.FirstDay(r.day)
		}
	case command == "digest":
		u.Sub, u.On = "list", 0
	case len(m.members) == 1 && slices.Contains([]string{"member", "history"}, command):
		u.Member = m.members[0].Code
	case len(m.candidates) == 1 && slices.Contains([]string{"status", "missing", "candidate", "history", "picture"}, command):
		u.Candidate = m.candidates[0]
	}
	u.Fact, u.Given = consensus.Fact{}, 0
	return true, nil
}

// keys gives the keys of all words.
func (r *reading) keys() []string {
	var keys []string
	for at := range r.words {
		if key := r.key(at); key != "" {
			keys = append(keys, key)
		}
	}
	return keys
}

// saidBy reads a question about what somebody said who is no candidate, whose name begins at a place:
// it is searched for.
func (r *reading) saidBy(at int) {
	c := named(r.commands, "search")
	*r.u = Understood{Command: c.Name, Role: c.Role}
	r.command = c
	for ; at < len(r.words) && r.words[at].kind == wordToken && r.words[at].capitalised(); at++ {
		r.u.Words = append(r.u.Words, strings.TrimSuffix(strings.TrimSuffix(r.words[at].text, "'s"), "’s"))
	}
}

// topic gives the command whose words a question has, "" for none.
func topic(words []string) string {
	for _, list := range plainQuestions[1:] {
		for at := range words {
			for n := 1; n <= 3 && at+n <= len(words); n++ {
				if lexicon.Contains(list.Phrases, strings.Join(words[at:at+n], " ")) {
					return list.Word
				}
			}
		}
	}
	return ""
}

// reads gives the command that reads and is named in a question: "show me the candidates".
func (r *reading) reads(words []string) string {
	for _, word := range words {
		if c := named(r.commands, word); c.Name != "" && !c.Records {
			return c.Name
		}
	}
	return ""
}

// answeredBy gives the command that answers a question of a topic.
func (m mentions) answeredBy(topic string) string {
	switch {
	case lexicon.Contains("digest,live,access,race,help,beat", topic):
		return topic
	case m.number != 0:
		return "history"
	case len(m.members) > 1:
		return "members"
	case len(m.members) == 1 && topic == "history":
		return topic
	case len(m.members) == 1:
		return "member"
	case len(m.candidates) == 1 && (topic == "" || topic == "candidates"):
		return "candidate"
	}
	return topic
}

// mentions reads who, what and which day a question speaks of.
func (r *reading) mentions() (m mentions, err error) {
	for !r.done() {
		at := r.at
		if err := r.mention(&m); err != nil {
			return m, err
		}
		if r.at == at {
			if w := r.words[at]; w.kind == wordToken {
				if err := cmp.Or(r.longSpan(at), r.unknownName(at)); err != nil {
					return m, err
				}
				m.words = append(m.words, w.key)
			}
			r.at++
		}
	}
	return m, nil
}

// mention reads one of them where it stands here.
func (r *reading) mention(m *mentions) error {
	if ok, err := r.mentionedDay(); ok || err != nil {
		return err
	}
	_, named := r.peopleAt(r.at)                                                                                 // "Finland's accession"
	if w := &r.words[r.at]; named == 0 && (strings.HasSuffix(w.text, "'s") || strings.HasSuffix(w.text, "’s")) { // "Hungary's"
		if key := strings.TrimSuffix(w.key, "s"); r.names.Members[key] != "" || len(r.names.People[key]) > 0 {
			w.key = key
		}
	}
	found, n := r.groupAt(r.at)
	if member, width := r.memberAt(r.at); width > n && !r.ordinaryAt(r.at) {
		found, n = []consensus.Member{member}, width
	}
	people, width := r.peopleAt(r.at)
	if n > 0 && n >= width {
		r.at += n
		for _, member := range found {
			if !slices.ContainsFunc(m.members, func(o consensus.Member) bool { return o.Code == member.Code }) {
				m.members = append(m.members, member)
			}
		}
		return nil
	}
	if width > 0 {
		if len(people) > 1 {
			return r.whichPerson(people, width)
		}
		r.at += width
		if !slices.Contains(m.candidates, people[0]) {
			m.candidates = append(m.candidates, people[0])
		}
		return nil
	}
	if figures, marked := strings.CutPrefix(r.key(r.at), "#"); marked {
		if n, ok := lexicon.Digits(figures); ok {
			m.number = n
			r.at++
		}
	}
	return nil
}

// mentionedDay reads the day of a question: "since Monday", "on 22 Feb", "yesterday".
func (r *reading) mentionedDay() (bool, error) {
	if lexicon.Contains("on,since", r.key(r.at)) { // either may stand before something else as well
		if _, n, err := r.dayAt(r.at + 1); n == 0 && err == nil {
			return false, nil
		}
	}
	for _, p := range []part{clause("since", (*reading).since), onPart(), barePart()} {
		if ok, err := p.read(r); ok || err != nil {
			return ok, err
		}
	}
	return false, nil
}

// longSpan refuses a year, or a season, that a question is about: an answer as of today would be one to
// another question.
func (r *reading) longSpan(at int) error {
	key := r.key(at)
	if _, ok, err := lexicon.YearNumber(key); ok && err == nil {
		if at > 0 && r.key(at-1) == "in" {
			return r.notIn(at-1, at)
		}
		return yearAlone(key)
	}
	if at > 0 && lexicon.LongSpan(r.key(at-1), key, r.key(at+1)) {
		return sentences.Ask("long span", r.typed(at-1, 2))
	}
	return nil
}

// unknownName refuses a name that is neither a member's nor a candidate's: the question is about
// it, and any answer would be about something else.
func (r *reading) unknownName(at int) error {
	w := r.words[at]
	if at == 0 || !w.capitalised() || r.shouts() || lexicon.Contains(reserved, w.key) {
		return nil
	}
	if c, n := r.countryAt(at); n > 0 {
		return r.noMember(c.Articled(), nil)
	}
	hints := append(memberPart().hints(r), candidatePart().hints(r)...)
	if list, n := r.nearHere(hints); n > 0 {
		r.instead(at, n, list)
		return r.askNear("not mentioned", list, r.typed(at, n))
	}
	r.u.Stranger = w.text
	return sentences.Ask("not mentioned", w.text)
}
