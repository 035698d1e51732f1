package news

import (
	"fmt"
	"slices"

	"natobot/commands/answer"
	"natobot/commands/english"
	"natobot/consensus"
)

// claims sets new counts without names against the names that we have.
func (m *Morning) claims() []Item {
	var items []Item
	for _, list := range m.Changes.Claims {
		t, ok := m.tally(list.Candidate.Key)
		if !ok || t.Candidate.Status.Decided() {
			continue // nobody counts any more
		}
		newest := list.List[max(0, len(list.List)-consensus.NewestClaims):]
		for _, c := range slices.Backward(newest) {
			items = append(items, m.claim(t, c))
		}
	}
	return items
}

func (m *Morning) claim(t consensus.Tally, c consensus.Claim) Item {
	e, key := m.Entry(c.Entry), t.Candidate.Key
	name := m.called(key)
	if rival, ok := m.Race.Rival(key, c, m.Changes.To.Known); ok {
		return m.rival(t, c, rival, e)
	}
	backs := t.In(consensus.Backs)
	ours := fmt.Sprintf("by name %s %s%s", english.OrNo(len(backs)), answer.So(t.Candidate, len(backs)), m.marks(backs))
	what := fmt.Sprintf("%s %s %s", english.Capital(answer.Claimed{Qualifier: c.Qualifier, Count: c.Count, Of: c.Of}.In(m.Race.Body())), answer.Backs(t.Candidate, c.Count), name)
	if c.All {
		what = fmt.Sprintf("All %s %s %s", english.Members(m.Race.Body(), c.Count), answer.Backs(t.Candidate, 2), name)
	}
	what += notForPrint(e)
	head := what + ", " + onWord(1, e.Source)
	if e.Source.Via == consensus.OnRecord {
		head = what + ", says " + english.Lower(english.Clip(e.Source.Who, outletRoom))
	}
	line := answer.Say("%s", what).And(m.by(e.Source, key)...)
	short := slices.Clone(line).Say("; %s.", ours)
	full, behind := slices.Clone(short), ""
	if e.Source.Quote != "" {
		full = line.And(answer.Quoted(e.Source.Quote)...).Say(" %s.", english.Capital(ours))
	}
	if before, ok := claimBefore(t, c); ok && !c.All {
		was := answer.Claimed{Qualifier: before.Qualifier, Count: before.Count}.In(m.Race.Body())
		behind = fmt.Sprintf(" The last such claim, %s, was %s.", m.dated(before.On), was)
		switch {
		case before.Count < c.Count:
			head += fmt.Sprintf(", up from %s %d", before.Qualifier, before.Count)
		case before.Count > c.Count:
			head += fmt.Sprintf(", down from %s %d", before.Qualifier, before.Count)
		}
	}
	full = full.Say("%s", behind)
	return Item{Kind: Claim, Candidate: key, Head: head, Count: "; " + ours, Lines: []Told{{Full: full, Short: short}}}
}

// claimBefore gives the claim that was the newest before one, of those that a standing has.
func claimBefore(t consensus.Tally, c consensus.Claim) (consensus.Claim, bool) {
	i := slices.IndexFunc(t.Claims, func(o consensus.Claim) bool { return o.Entry == c.Entry })
	if i < 1 {
		return consensus.Claim{}, false
	}
	return t.Claims[i-1], true
}

// rival sets a count that says whom it leaves out against ours of its day.
func (m *Morning) rival(t consensus.Tally, c consensus.Claim, r consensus.Rival, e consensus.Entry) Item {
	voice, ours := english.Clip(Voice(e.Source), outletRoom), r.Ours.In(consensus.Backs, consensus.Accepts)
	text := fmt.Sprintf(" counts %d of %s for %s%s", c.Count, english.Members(m.Race.Body(), max(c.Of, len(r.Ours.Stances))), m.called(t.Candidate.Key), notForPrint(e))
	count := fmt.Sprintf("; we had %d%s that day", len(ours), m.marks(ours))
	line := answer.Line{{Text: english.Begin(voice), URL: e.Source.Link}, {Text: text + count + "."}}
	if differ := len(r.Theirs) + len(r.Left); differ > 0 {
		line = line.Say(" The two differ on %s, named in the thread.", english.Members(m.Race.Body(), differ))
	}
	i := one(Claim, t.Candidate.Key, english.Begin(voice)+text, line)
	i.Count = count
	return i
}

// contests tells of reports of one day that contradict each other and moved nobody.
func (m *Morning) contests() []Item {
	var items []Item
	for _, c := range m.Race.Contested(m.Changes.Is) {
		_, in := m.tally(c.Candidate)
		fresh := slices.ContainsFunc(c.Reports, func(s consensus.Stance) bool { return s.Entry > m.Changes.From.Known })
		if in && c.Candidate != "" && fresh && !m.moved(c.Candidate, c.Member) {
			e := m.Entry(c.Entry)
			line := answer.Say("%s %s", english.Capital(m.Named(c.Member)), does(1, c.Saying(m.candidate(c.Candidate)), m.called(c.Candidate), c.Via.IsOnRecord())).And(m.by(e.Source, c.Candidate)...)
			if e.DeskOnly {
				line = line.Say("%s", notForPrint(e))
			}
			line = append(stopped(line), answer.Say(" Another report of that day says that it %s.", m.otherwise(c))...)
			items = append(items, one(Contested, c.Candidate, m.differ(c), line))
		}
	}
	return items
}

// moved tells whether a member's move is told as such.
func (m *Morning) moved(key consensus.Key, member consensus.Code) bool {
	return slices.ContainsFunc(m.Changes.Stances, func(s consensus.StanceChange) bool {
		return s.Candidate.Key == key && s.To.Member == member
	})
}

// differ says that reports on a member contradict each other.
func (m *Morning) differ(c consensus.Contest) string {
	return fmt.Sprintf("Reports on %s differ: it %s, or it %s", m.Named(c.Member), answer.Does(c.Saying(m.candidate(c.Candidate)), m.called(c.Candidate)), m.otherwise(c))
}

// otherwise gives what the last report says that contradicts the one that stands.
func (m *Morning) otherwise(c consensus.Contest) string {
	for _, s := range c.Reports {
		if s.Position != c.Position {
			return answer.Does(s.Saying(m.candidate(c.Candidate)), m.called(c.Candidate))
		}
	}
	return answer.Does(m.candidate(c.Candidate).Says(consensus.Undeclared), m.called(c.Candidate))
}

// conditions tells of members that hold out still and ask for something else than they did:
// no position changed, and yet the distance to consensus did.
func (m *Morning) conditions() []Item {
	var items []Item
	for _, t := range m.In {
		for _, s := range t.In(consensus.Holdout) {
			before, _ := m.Race.Stance(t.Candidate.Key, s.Member, m.Changes.From)
			if before.Position != consensus.Holdout || before.Entry == s.Entry || m.moved(t.Candidate.Key, s.Member) || !m.happened(s.Since.Day, s.Entry) {
				continue
			}
			if was, is := m.Entry(before.Entry), m.Entry(s.Entry); was.Condition != is.Condition {
				items = append(items, m.asksAnew(t, was, is))
			}
		}
	}
	return items
}

// asksAnew says that a member which holds out still asks for something else.
func (m *Morning) asksAnew(t consensus.Tally, was, is consensus.Entry) Item {
	text := fmt.Sprintf("%s, still holding out on %s, now asks for “%s”", english.Capital(m.Named(is.Member)), m.called(t.Candidate.Key), english.Clip(is.Condition, whoRoom))
	if is.Condition == "" {
		text = fmt.Sprintf("%s, still holding out on %s, is said to have no condition any more", english.Capital(m.Named(is.Member)), m.called(t.Candidate.Key))
	}
	text += notForPrint(is)
	short := answer.Say("%s", text).And(m.by(is.Source, t.Candidate.Key)...)
	full := stopped(append(slices.Clone(short), answer.Quoted(is.Source.Quote)...))
	if was.Condition != "" {
		full = full.Say(" Before, it asked for “%s”.", english.Clip(was.Condition, whoRoom))
	}
	head := text
	if !is.Source.Via.IsOnRecord() {
		head += ", " + onWord(1, is.Source)
	}
	return Item{Kind: Condition, Candidate: t.Candidate.Key, Head: head, Lines: []Told{{Full: full, Short: stopped(short)}}}
}

// silences tells of members of which the first word is that they have no position.
func (m *Morning) silences() []Item {
	var items []Item
	for _, t := range m.In {
		for _, s := range t.In(consensus.Undeclared) {
			before, _ := m.Race.Stance(t.Candidate.Key, s.Member, m.Changes.From)
			if s.Entry == 0 || s.Contested || before.Entry != 0 || !m.happened(s.Since.Day, s.Entry) {
				continue
			}
			mv := &move{StanceChange: consensus.StanceChange{Candidate: t.Candidate, To: s}, entry: m.Entry(s.Entry)}
			items = append(items, m.item(Silence, []*move{mv}))
		}
	}
	return items
}
