package news

import (
	"cmp"
	"fmt"
	"slices"

	"natobot/commands/answer"
	"natobot/commands/english"
	"natobot/consensus"
)

// agreements tells of consensus that was reached or lost, by our count.
func (m *Morning) agreements() []Item {
	var items []Item
	for _, t := range m.In {
		was, _ := m.Changes.Was.Find(t.Candidate.Key)
		is := t.Consensus()
		if is == was.Consensus() {
			continue
		}
		if !is {
			missing := t.Missing()
			if t.Candidate.Motion && len(missing) <= len(m.Changes.Joined) {
				continue // a country that joins takes nothing from what the others ratified
			}
			agree := len(t.Stances) - len(missing)
			count := fmt.Sprintf(": %d of %s %s", agree, english.Members(m.Race.Body(), len(t.Stances)), answer.Agree(t.Candidate, agree))
			items = append(items, m.agreed(t, "Consensus on "+m.called(t.Candidate.Key)+" is lost", count, fmt.Sprintf("Consensus on %s is lost: %s %s missing.", m.called(t.Candidate.Key),
				english.Few(m.stood(missing), namesInLine), english.Agree(len(missing), "is", "are"))))
			continue
		}
		now := "now back or accept"
		if t.Candidate.Motion {
			now = "have ratified"
		}
		head := fmt.Sprintf("All %s %s %s%s", english.Members(m.Race.Body(), len(t.Stances)), now, m.called(t.Candidate.Key),
			m.marks(t.Stances))
		line := fmt.Sprintf("Consensus by our count: of %s, %s and %d would not block.", english.Members(m.Race.Body(), len(t.Stances)),
			english.Number(t.Count(consensus.Backs), "backs", "back"), t.Count(consensus.Accepts))
		if t.Candidate.Motion {
			line = fmt.Sprintf("Consensus by our count: all %s have ratified.", english.Members(m.Race.Body(), len(t.Stances)))
		}
		count := ""
		if !t.Candidate.Status.Decided() && !t.Candidate.Motion {
			count = "; " + answer.Awaited(t.Candidate, m.Race.Body())
			line += " The decision of " + m.Race.Body().Decider + " is a fact of its own, and none is recorded."
		}
		items = append(items, m.agreed(t, head, count, line))
	}
	return items
}

func (m *Morning) agreed(t consensus.Tally, head, count, line string) Item {
	i := one(Agreement, t.Candidate.Key, head, answer.Say("%s", line))
	i.Count = count
	return i
}

// stood names the members of some stances.
func (m *Morning) stood(stances []consensus.Stance) []string {
	return english.Each(stances, func(s consensus.Stance) string { return m.Named(s.Member) })
}

// statuses tells of decisions, and of candidates who come, go or take a step.
func (m *Morning) statuses() []Item {
	var items []Item
	for _, s := range m.Changes.Statuses {
		e, name := m.Entry(s.To.Entry), m.introduced(s.To)
		kind := Candidacy
		if s.To.Status.Decided() {
			kind = Decision
		}
		head := name + " " + answer.Becomes(s.To)
		if s.From.Entry != 0 && !s.From.Status.Live() && s.To.Status.Live() {
			head = name + " is back in the race and " + answer.Becomes(s.To)
		}
		switch s.To.Status {
		case consensus.Appointed:
			if s.To.Motion {
				break
			}
			head = english.Capital(m.Race.Body().Decider) + " appoints " + name
		case consensus.InOffice:
			if !s.To.Motion {
				head = s.To.Name + " takes office as " + m.post()
			}
		}
		head += notForPrint(e)
		short := answer.Say("%s", head).And(m.by(e.Source, "")...)
		if e.Source.Who == s.To.Name && e.Source.Via == consensus.OnRecord {
			short = answer.Line{{Text: head, URL: e.Source.Link}} // they speak for themselves
		}
		full := stopped(append(slices.Clone(short), answer.Quoted(e.Source.Quote)...))
		if backers := m.had(s); backers != "" {
			full = full.Say(" %s", backers)
		}
		items = append(items, Item{Kind: kind, Candidate: s.To.Key, Head: head + m.onWhose(e.Source, s), Lines: []Told{{Full: full, Short: stopped(short)}}})
	}
	return items
}

// introduced gives a candidate's name with the country: "Kaja Kallas of Estonia".
func (m *Morning) introduced(c consensus.Candidate) string {
	if c.Country == "" {
		return c.Name
	}
	return c.Name + " of " + m.Named(c.Country)
}

// onWhose adds to a status on whose word it is, where that is nobody by name.
func (m *Morning) onWhose(s consensus.Source, change consensus.StatusChange) string {
	if s.Via.IsOnRecord() || change.To.Status.Decided() {
		return ""
	}
	if s.Via == consensus.Inferred {
		return ", it seems"
	}
	return ", " + onWord(1, s)
}

// had names the members that backed a candidate who goes.
func (m *Morning) had(s consensus.StatusChange) string {
	if s.To.Status.Live() || s.From.Entry == 0 {
		return ""
	}
	was, _ := m.Changes.Is.Find(s.To.Key)
	backed := was.In(consensus.Backs)
	if len(backed) == 0 {
		return ""
	}
	return english.Capital(english.Few(m.stood(backed), namesInLine)) + " backed that candidacy."
}

// post names what the race is for.
func (m *Morning) post() string {
	title, terms, _ := m.Race.Title(m.Changes.To.Known)
	return cmp.Or(terms.Post, title)
}

// closing tells that the race is over.
func (m *Morning) closing() []Item {
	if m.Race.ClosedAt(m.Changes.From.Known) || !m.Race.ClosedAt(m.Changes.To.Known) {
		return nil
	}
	end := "; no decision of " + m.Race.Body().Decider + " is recorded"
	if slices.ContainsFunc(m.Changes.Statuses, func(s consensus.StatusChange) bool { return s.To.Status.Decided() }) {
		end = "" // that is told beside it
	} else if t, ok := m.tally(""); ok && t.Candidate.Status.Decided() {
		end = ", with " + t.Candidate.Name + " " + answer.Status(t.Candidate)
	}
	what := "The race"
	if t, _ := m.tally(""); !t.Candidate.Motion {
		what += " for " + m.post()
	}
	return []Item{one(Decision, "", "The race is closed"+end, answer.Say("%s is closed%s.", what, end))}
}

// joined tells of new members, and what that means for consensus.
func (m *Morning) joined() []Item {
	var items []Item
	var names []string
	for _, c := range m.Changes.Joined {
		names = append(names, m.Named(c.Code))
	}
	for i, c := range m.Changes.Joined {
		all := len(m.Changes.Is.Members)
		name := english.Capital(names[i])
		takes := Takes(m.Race.Body(), m.In, c.Code, "consensus now takes", all)
		line := fmt.Sprintf("%s joined %s; %s.", name, m.dated(consensus.On(c.Joined)), takes)
		for _, t := range m.In {
			s, _ := m.Race.Stance(t.Candidate.Key, c.Code, m.Changes.To)
			if s.Entry != 0 && s.Since.Day < c.Joined {
				line += fmt.Sprintf(" Before it joined it was reported that it %s.", answer.Does(s.Saying(t.Candidate), m.called(t.Candidate.Key)))
			}
		}
		items = append(items, one(Accession, "", english.Capital(english.Few(names, namesInLine))+english.Agree(len(names), " joins: ", " join: ")+takes, answer.Say("%s", line)))
	}
	for _, c := range m.Changes.Left {
		name, takes := english.Capital(m.Named(c.Code)), Takes(m.Race.Body(), m.In, "", "consensus now takes", len(m.Changes.Is.Members))
		items = append(items, one(Accession, "", name+" leaves: "+takes, answer.Say("%s was a member until %s; %s.", name, c.Left.Long(), takes)))
	}
	return items
}

// Takes says what it means for those in a race that a member joined, or that one left, of code "":
// a motion that is ratified is nothing to who joins.
func Takes(b *consensus.Body, in []consensus.Tally, joined consensus.Code, needs string, all int) string {
	var open []string
	for _, t := range in {
		if _, asked := t.Of(joined); t.Candidate.Motion && !t.Consensus() && !t.Candidate.Status.Decided() && (asked || joined == "") {
			open = append(open, t.Candidate.Name)
		}
	}
	switch members := english.Members(b, all); {
	case len(open) > 0:
		return fmt.Sprintf("%s now %s %s", english.Series(open), english.Agree(len(open), "takes", "take"), members)
	case len(in) > 0 && in[0].Candidate.Motion:
		return fmt.Sprintf("%s now has %s", b.Name, members)
	default:
		return needs + " " + members
	}
}

// waiting tells what countries said that are yet to join: it counts from the day on which
// they do.
func (m *Morning) waiting() []Item {
	var items []Item
	for _, c := range m.Race.Everyone(m.Changes.To.Known) {
		for _, t := range m.In {
			s, _ := m.Race.Stance(t.Candidate.Key, c.Code, m.Changes.To)
			if c.Joined <= m.Changes.To.On || s.Entry == 0 || !m.happened(s.Since.Day, s.Entry) {
				continue
			}
			e, joins := m.Entry(s.Entry), m.dated(consensus.On(c.Joined))
			who := english.Capital(m.Named(c.Code)) + ", which joins " + joins + "," + notForPrint(e)
			short := answer.Say("%s %s", who, does(1, s.Saying(t.Candidate), m.called(t.Candidate.Key), s.Via.IsOnRecord())).And(m.by(e.Source, t.Candidate.Key)...)
			full := stopped(append(slices.Clone(short), answer.Quoted(e.Source.Quote)...))
			head := says(who, 1, s.Saying(t.Candidate), m.called(t.Candidate.Key), e.Source)
			items = append(items, Item{Kind: Waiting, Candidate: t.Candidate.Key, Head: head, Lines: []Told{{Full: full, Short: stopped(short)}}})
		}
	}
	return items
}
