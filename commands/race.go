package commands

import (
	"cmp"
	"fmt"
)

// DescribeRace answers what the race is about.
func DescribeRace(v view) Reply {
	_, terms, opened := v.race.Title(v.at.Known)
	members := len(v.book.Members(v.at))
	post := cmp.Or(terms.Post, "Secretary General of NATO")
	l := List{Items: []Line{
		say("Post: %s", post),
		say("Rule: consensus. All %d members of the day have to agree; the objection of one stops it.", members),
	}}
	if terms.Incumbent != "" {
		in := "Incumbent: " + terms.Incumbent
		if terms.Since != "" {
			in += ", since " + terms.Since
		}
		l.Items = append(l.Items, say("%s", in))
	}
	if terms.Vacant != "" {
		l.Items = append(l.Items, say("Falls vacant: %s", terms.Vacant))
	}
	if terms.Brief != "" {
		l.Items = append(l.Items, say("What awaits the next one: %s", terms.Brief))
	}
	if opened != 0 {
		l.Items = append(l.Items, say("Its word in commands: %s, #%d", v.race.Key(), opened))
	} else {
		l.Items = append(l.Items, marked("Nobody has described this race yet. Editors do so with `/nato race open 2024 \"NATO Secretary General 2024\"`."))
	}
	reply := Reply{Title: "The next " + post, Sections: []Section{note(v.asOf()), l}}
	if tallies := v.race.Standing(v.at).Tallies; len(tallies) > 0 && tallies[0].Candidate.Status.Decided() {
		reply.Title = v.decision(tallies[0])
	}
	return v.withOthers(reply)
}

// withOthers names the other races of the ledger.
func (v view) withOthers(r Reply) Reply {
	var l List
	for _, other := range v.book.Races() {
		if other.Key() == v.race.Key() {
			continue
		}
		title, _, _ := other.Title(v.at.Known)
		state := "open"
		if other.ClosedAt(v.at.Known) {
			state = "closed"
		}
		l.Items = append(l.Items, marked(fmt.Sprintf("%s (%s): `/nato race %s`", title, state, other.Key())))
	}
	if l.Items != nil {
		l.Heading = fmt.Sprintf("Other races: %d", len(l.Items))
		r.Sections = append(r.Sections, l)
	}
	return r
}

// open tells whether the race still takes reports.
func (v view) open() error {
	if !v.race.ClosedAt(v.at.Known) {
		return nil
	}
	return sayRaceClosed(v.race.Key())
}
