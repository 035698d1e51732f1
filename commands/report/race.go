package report

import (
	"cmp"
	"fmt"

	"natobot/commands/answer"
)

// Race answers what the race is about.
func Race(v View) answer.Reply {
	_, terms, opened := v.Race.Title(v.At.Known)
	members := len(v.Race.Members(v.At))
	post := cmp.Or(terms.Post, "Secretary General of NATO")
	l := answer.List{Items: []answer.Line{
		answer.Say("Post: %s", post),
		answer.Say("Rule: consensus. All %d members of the day have to agree; the objection of one stops it.", members),
	}}
	if terms.Incumbent != "" {
		in := "Incumbent: " + terms.Incumbent
		if terms.Since != "" {
			in += ", since " + terms.Since
		}
		l.Items = append(l.Items, answer.Say("%s", in))
	}
	if terms.Vacant != "" {
		l.Items = append(l.Items, answer.Say("Falls vacant: %s", terms.Vacant))
	}
	if terms.Brief != "" {
		l.Items = append(l.Items, answer.Say("What awaits the next one: %s", terms.Brief))
	}
	if opened != 0 {
		l.Items = append(l.Items, answer.Say("Its word in commands: %s, #%d", v.Race.Key(), opened))
	} else {
		l.Items = append(l.Items, answer.Marked("Nobody has described this race yet. Editors do so with `/nato race open 2024 \"NATO Secretary General 2024\"`."))
	}
	reply := answer.Reply{Title: "The next " + post, Sections: []answer.Section{Note(v.asOf()), l}}
	if tallies := v.Race.Standing(v.At).Tallies; len(tallies) > 0 && tallies[0].Candidate.Status.Decided() {
		reply.Title = v.decision(tallies[0])
	}
	return v.withOthers(reply)
}

// withOthers names the other races of the ledger.
func (v View) withOthers(r answer.Reply) answer.Reply {
	var l answer.List
	for _, other := range v.Book.Races() {
		if other.Key() == v.Race.Key() {
			continue
		}
		title, _, _ := other.Title(v.At.Known)
		state := "open"
		if other.ClosedAt(v.At.Known) {
			state = "closed"
		}
		l.Items = append(l.Items, answer.Marked(fmt.Sprintf("%s (%s): `/nato race %s`", title, state, other.Key())))
	}
	if l.Items != nil {
		l.Heading = fmt.Sprintf("Other races: %d", len(l.Items))
		r.Sections = append(r.Sections, l)
	}
	return r
}

// Open tells whether the race still takes reports.
func (v View) Open() error {
	if !v.Race.ClosedAt(v.At.Known) {
		return nil
	}
	return sayRaceClosed(v.Race.Key())
}
