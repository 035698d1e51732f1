package grammar

import (
	"natobot/commands/lexicon"
	"natobot/consensus"
)

// personPart reads a candidate, or the name of somebody who is to be one.
func personPart() part {
	known := candidatePart()
	return part{
		read: func(r *reading) (bool, error) {
			if r.words[r.at].kind == quoteToken {
				if r.has("candidates") {
					return false, nil
				}
				if err := r.lookAlike(r.at, 1); err != nil {
					return true, err
				}
				r.at++
				return true, r.setPerson(r.words[r.at-1].text, r.at-1, 1)
			}
			people, width := r.peopleAt(r.at)
			n := r.nameRun()
			if len(people) > 0 && (width >= n || r.has("candidates")) {
				return known.read(r)
			}
			if n == 0 || r.has("candidates") {
				return false, nil
			}
			return true, r.newPerson(n)
		},
		hints: known.hints,
	}
}

// nameRun counts the words up to the next clause or status.
func (r *reading) nameRun() int {
	n := r.run(r.at)
	for i := range n {
		if _, width := find(r, r.at+i, r.statuses()); width > 0 || r.key(r.at+i) == "motion" {
			return i
		}
	}
	return n
}

// newPerson takes words for the name of a new candidate, unless they may be meant for
// one that there is, or hold a status with a slip in it.
func (r *reading) newPerson(n int) error {
	if err := r.lookAlike(r.at, n); err != nil {
		return err
	}
	if err := r.samePerson(r.joined(r.at, n), r.at, n); err != nil {
		return err
	}
	hints := candidatePart().hints(r)
	if list := lexicon.Fuzzy(r.phrase(r.at, n), hints); len(list) > 0 {
		r.instead(r.at, n, list)
		return sentences.Ask("near candidate", r.typed(r.at, n), didYouMean(list, r.u.Try))
	}
	if people, width := r.peopleAt(r.at); len(people) == 1 && !r.words[r.at+width].capitalised() {
		return r.knownThenUnknown(people[0], width)
	}
	for i := range n {
		at := r.at + i
		if r.words[at].capitalised() || lexicon.Contains(lexicon.Particles, r.key(at)) {
			continue
		}
		if list := lexicon.Fuzzy(r.key(at), hintsOf(lexicon.Statuses())); len(list) > 0 {
			typed := r.words[at].text
			r.instead(at, 1, list)
			return r.notKnown(typed, list)
		}
		return sentences.Ask("not a name", r.typed(r.at, n))
	}
	if n > 5 || !r.looksNamed(r.at, n) {
		return sentences.Ask("not a name", r.typed(r.at, n))
	}
	if err := r.moreThanAName(n); err != nil {
		return err
	}
	r.at += n
	return r.setPerson(r.joined(r.at-n, n), r.at-n, n)
}

// moreThanAName asks about a new name that ends in somebody else's or in a country, or
// begins with a title.
func (r *reading) moreThanAName(n int) error {
	for i := 1; i < n; i++ {
		if people, width := r.peopleAt(r.at + i); i+width == n && len(people) == 1 {
			known := []lexicon.Hint{{Key: string(people[0]), Show: r.names.Candidate(people[0]).Name}}
			r.instead(r.at, n, known)
			return sentences.Ask("near candidate", r.typed(r.at, n), didYouMean(known, r.u.Try))
		}
		if c, width := r.anyCountryAt(r.at + i); i+width == n && r.key(r.at+n) != "of" && !r.has("countries") {
			r.instead(r.at+i, width, []lexicon.Hint{{Key: "", Show: "of " + c.Name}})
			return r.ask("country in name", c.Name)
		}
	}
	if lexicon.Contains(lexicon.Titles, r.key(r.at)) {
		return sentences.Ask("title", r.words[r.at].text)
	}
	return nil
}

// knownThenUnknown takes a known candidate and refuses the word behind the name.
func (r *reading) knownThenUnknown(key consensus.Key, width int) error {
	if err := r.setCandidate(r.names.Candidate(key)); err != nil {
		return err
	}
	r.at += width
	return r.notUnderstood([]part{statusPart(), countryPart(), viaPart(), onPart()})
}

// setPerson takes a name as it is written, which stands in n words at a place. Somebody of that
// very name is meant where there is one.
func (r *reading) setPerson(name string, at, n int) error {
	key := lexicon.CandidateKey(name)
	if key == "" {
		return sentences.Ask("not a name", name)
	}
	if people := r.names.People[lexicon.Key(name)]; len(people) == 1 {
		return r.setCandidate(r.names.Candidate(people[0]))
	}
	if r.reservedName(name) {
		return sentences.Ask("reserved", name)
	}
	if err := r.samePerson(name, at, n); err != nil {
		return err
	}
	r.u.Fact.Name = name
	r.u.Given |= consensus.PartName
	return r.setCandidate(consensus.Candidate{Key: key, Name: name})
}

func (r *reading) noCandidate(name string) error {
	list := lexicon.Fuzzy(lexicon.Key(name), candidatePart().hints(r))
	var try []string
	for _, h := range list {
		try = append(try, "candidate "+h.Show)
	}
	r.u.Try = try
	s := sentences.Of("no candidate", name)
	if len(list) > 0 {
		s.Hint = didYouMean(list, try)
	}
	return consensus.Refuse(consensus.NotFound, s.Message, s.Hint)
}

// CandidateNamed finds the candidate that a name means. The name is a value, whatever stands
// in it: no part of it is read as a command.
func CandidateNamed(n *lexicon.Names, name string) (consensus.Key, error) {
	people := n.People[lexicon.Key(name)]
	if len(people) == 1 {
		return people[0], nil
	}
	r := &reading{names: n, text: name, u: &Understood{}}
	if len(people) > 1 {
		r.words = []token{{text: name, end: len(name)}}
		return "", r.whichPerson(people, 1)
	}
	return "", r.noCandidate(name)
}
