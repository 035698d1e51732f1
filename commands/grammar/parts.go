package grammar

import (
	"cmp"
	"strings"

	"natobot/commands/lexicon"
	"natobot/consensus"
)

// memberAt gives the member that is named at a place, by the longest of its names that
// stands there, and how many words that takes.
func (r *reading) memberAt(at int) (consensus.Member, int) {
	if at < len(r.words) && r.words[at].kind == flagToken {
		if m, ok := r.names.MemberByCode(flagCode(r.words[at])); ok {
			return m, 1
		}
	}
	return longest(r, at, func(phrase string) (consensus.Member, bool) {
		m, ok := r.names.Member(phrase)
		if !ok {
			m, ok = r.names.Member(strings.TrimPrefix(phrase, "the "))
		}
		return m, ok && (r.words[at].shouted() || !lexicon.SmallWord(phrase))
	})
}

// theAt is 1 where an article stands before a name.
func (r *reading) theAt(at int) int {
	if r.key(at) == "the" {
		return 1
	}
	return 0
}

// countryAt gives the country of the world that is named at a place. Codes count in
// capitals alone: "at" is no Austria.
func (r *reading) countryAt(at int) (lexicon.Country, int) {
	if at < len(r.words) && r.words[at].kind == flagToken {
		if c := lexicon.CountryCoded(flagCode(r.words[at])); c.Code != "" {
			return c, 1
		}
	}
	the := r.theAt(at)
	c, n := longest(r, at+the, func(phrase string) (lexicon.Country, bool) {
		c, ok := lexicon.CountryNamed(phrase)
		return c, ok && (len(phrase) > 3 || r.words[at+the].shouted())
	})
	if n > 0 {
		n += the
	}
	return c, n
}

func flagCode(t token) consensus.Code { return consensus.Code(strings.ToUpper(t.key)) }

// peopleAt gives the candidates that the longest name at a place can mean.
func (r *reading) peopleAt(at int) ([]consensus.Key, int) {
	if at < len(r.words) && r.words[at].kind == quoteToken { // a motion's name is a phrase
		if keys := r.names.People[lexicon.Key(r.words[at].text)]; len(keys) == 1 && r.names.Candidate(keys[0]).Motion {
			return keys, 1
		}
	}
	return longest(r, at, func(phrase string) ([]consensus.Key, bool) {
		keys, ok := r.names.People[phrase]
		return keys, ok
	})
}

func memberPart() part {
	return part{
		takes: "members",
		read: func(r *reading) (bool, error) {
			m, n := r.memberAt(r.at)
			if n == 0 || n == 1 && r.ordinary() {
				return false, nil
			}
			r.u.Member, r.u.Fact.Member = m.Code, m.Code
			return true, r.take(n, consensus.PartMember, "members", m.Name)
		},
		hints: memberHints,
	}
}

// ordinary tells whether the word here is a member's code but means the English word:
// it is typed small, and neither the only word nor the subject of what follows.
func (r *reading) ordinary() bool {
	w := r.words[r.at]
	if w.kind != wordToken || !r.ordinaryAt(r.at) {
		return false
	}
	alone := r.at == r.first && len(r.words) == r.first+1
	return !alone && (r.has("members") || !r.finiteAt(r.at+1))
}

// finiteAt tells whether a verb stands at a place that needs a subject before it.
func (r *reading) finiteAt(at int) bool { return r.width(at, finiteVerbs) > 0 }

func candidatePart() part {
	return part{
		takes: "candidates",
		read: func(r *reading) (bool, error) {
			keys, n := r.peopleAt(r.at)
			if n == 0 && lexicon.Contains(prepositions, r.key(r.at)) {
				if keys, n = r.peopleAt(r.at + 1); n > 0 {
					r.at++ // "undecided on Rutte"
				}
			}
			if title := r.titleAt(r.at); n == 0 && title > 0 {
				if keys, n = r.peopleAt(r.at + title); n > 0 {
					r.at += title // "Prime Minister Rutte"
				}
			}
			if n == 0 {
				return false, nil
			}
			if len(keys) > 1 {
				return true, r.whichPerson(keys, n)
			}
			r.person = r.at
			r.at += n
			return true, r.setCandidate(r.names.Candidate(keys[0]))
		},
		hints: func(r *reading) []lexicon.Hint {
			var hints []lexicon.Hint
			for _, c := range r.names.Vocabulary.Candidates {
				words := strings.Fields(lexicon.Key(c.Name))
				for i := range words {
					hints = append(hints, lexicon.Hint{Key: strings.Join(words[i:], " "), Show: c.Name})
					if len(words[i]) > 3 && !lexicon.Contains(lexicon.Particles, words[i]) { // "per" is no "der"
						hints = append(hints, lexicon.Hint{Key: words[i], Show: c.Name})
					}
				}
			}
			return hints
		},
	}
}

// titleAt counts the words of a title at a place.
func (r *reading) titleAt(at int) int {
	n := 0
	for n < 4 && lexicon.Contains(lexicon.Titles, r.key(at+n)) {
		n++
	}
	return n
}

func (r *reading) setCandidate(c consensus.Candidate) error {
	r.u.Candidate, r.u.Fact.Candidate = c.Key, c.Key
	r.u.Given |= consensus.PartCandidate
	return r.accept("candidates", c.Name)
}

// whichPerson asks which of several candidates a surname means.
func (r *reading) whichPerson(keys []consensus.Key, n int) error {
	var hints []lexicon.Hint
	for _, k := range keys {
		hints = append(hints, lexicon.Hint{Key: string(k), Show: r.names.Candidate(k).Name})
	}
	r.instead(r.at, n, hints)
	return r.ask("which person", r.typed(r.at, n), lexicon.OrList(hints))
}

func positionPart() part {
	return part{
		takes: "positions",
		read: func(r *reading) (bool, error) {
			p, n := find(r, r.at, lexicon.Positions())
			if r.ofMotion() {
				p, n = r.motionPosition()
			} else if n == 0 && lexicon.Contains(auxiliaries, r.key(r.at)) && !r.codeHere() { // "is against"
				if p, n = find(r, r.at+1, lexicon.Positions()); n > 0 {
					n++
				}
			}
			if n == 0 {
				return false, nil
			}
			r.u.Fact.Position = p
			return true, r.take(n, consensus.PartPosition, "positions", p.String()+string(r.u.Fact.Stage))
		},
		hints: func(r *reading) []lexicon.Hint {
			if r.ofMotion() {
				return append(hintsOf(lexicon.MotionPositions()), hintsOf(lexicon.MotionStages())...)
			}
			return hintsOf(lexicon.Positions())
		},
	}
}

// codeHere tells whether an auxiliary is Iceland's code instead: in capitals, or before
// a verb that needs a subject, and no member was named yet.
func (r *reading) codeHere() bool {
	return r.key(r.at) == "is" && !r.has("members") && (r.words[r.at].shouted() || r.finiteAt(r.at+1))
}

func statusPart() part {
	return part{
		read: func(r *reading) (bool, error) {
			s, n := find(r, r.at, r.statuses())
			if n == 0 {
				return false, nil
			}
			r.u.Fact.Status = s
			return true, r.take(n, consensus.PartStatus, "statuses", s.String())
		},
		hints: func(r *reading) []lexicon.Hint { return hintsOf(r.statuses()) },
		takes: "statuses",
	}
}

// anyCountryAt gives the member or other country that is named at a place.
func (r *reading) anyCountryAt(at int) (lexicon.Country, int) {
	if m, n := r.memberAt(at); n > 0 && !r.ordinaryAt(at) {
		return lexicon.Country{Code: m.Code, Name: m.Name}, n
	}
	return r.countryAt(at)
}

// countryPart reads "of COUNTRY" or a flag, a candidate's; any country will do.
func countryPart() part {
	return part{
		read: func(r *reading) (bool, error) {
			of := r.key(r.at) == "of"
			if !of && r.words[r.at].kind != flagToken {
				return false, nil
			}
			if of {
				r.at++
			}
			c, n := r.anyCountryAt(r.at)
			if n == 0 {
				return true, r.expected("of", "a country", countryHints)
			}
			r.u.Fact.Country = c.Code
			return true, r.take(n, consensus.PartCountry, "countries", c.Name)
		},
		hints: hinted("of"),
		takes: "countries",
	}
}

// countryHints gives the countries of the world for near misses.
func countryHints(r *reading) []lexicon.Hint {
	hints := memberPart().hints(r)
	for _, c := range lexicon.Countries() {
		if _, ok := r.names.MemberByCode(c.Code); !ok {
			hints = append(hints, lexicon.Hint{Key: lexicon.Key(c.Name), Show: c.Name})
		}
	}
	return hints
}

// quoted gives a part that is a bare quotation.
func quoted(noun string, given consensus.Parts, into func(*reading) *string) part {
	return part{read: func(r *reading) (bool, error) {
		if r.words[r.at].kind != quoteToken {
			return false, nil
		}
		text := r.words[r.at].text
		r.at++
		return true, r.keep(noun, given, into(r), text)
	}}
}

func (r *reading) keep(noun string, given consensus.Parts, into *string, text string) error {
	if err := r.accept(noun, text); err != nil {
		return err
	}
	*into = cmp.Or(*into, text)
	r.u.Given |= given
	return nil
}
