package news

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"natobot/commands/answer"
	"natobot/commands/english"
	"natobot/commands/lexicon"
	"natobot/consensus"
)

// Kind tells what an item of news is.
type Kind uint8

// The kinds of news, what a first line begins with first.
const (
	Objection    Kind = iota // a member says no
	Agreement                // consensus reached or lost, by our count
	Decision                 // the Council's, taking office, the race's end
	Correction               // something that was printed was wrong
	Candidacy                // a candidate comes, goes or takes a step
	Reversal                 // a member goes back on what it said
	Accession                // a country joins
	Contested                // reports of one day contradict each other
	FirstBacking             // the first members that back a candidate
	Backing
	Reservation // a member holds out
	Accepting
	Leaning
	Record    // a position comes on the record, or goes off it
	Condition // a member that holds out asks for something else
	Waiting   // a country that is yet to join says where it stands
	Silence   // a member says that it has no position
	Claim     // a count without names
	Aside     // of somebody who is out of the race
)

// Item is one thing that happened.
type Item struct {
	Kind Kind
	Head string // for a first line, without its full stop
	// Count ends Head with how the count stands, "" where Head says nothing of it; Candidate
	// is whose count that is, "" for whoever leads.
	Count     string
	Candidate consensus.Key
	Lines     []Told
}

// Told is a sentence of an item: whole, with the words said but not what was before, and in short.
// Said is nil where that is all the same.
type Told struct{ Full, Said, Short answer.Line }

// Names gives the names that sentences have.
type Names interface {
	Person(consensus.Key) string
	Named(consensus.Code) string // a member, as it stands inside a sentence
	Entry(number int) consensus.Entry
}

// Morning is what a digest looks at.
type Morning struct {
	Names
	Book *consensus.Book
	Race *consensus.Race
	// Changes are what happened since the last one, without what was only put right.
	Changes *consensus.Changes
	// In are those who are in the race, whoever leads first.
	In []consensus.Tally
	// Corrections are told beside what happened; see [Correction].
	Corrections []Item
}

// Items gives what happened, ranked.
func (m *Morning) Items() []Item {
	items := slices.Concat(m.Corrections, m.stances(), m.agreements(), m.statuses(), m.closing(), m.joined(), m.waiting(), m.contests(),
		m.conditions(), m.silences(), m.claims())
	slices.SortStableFunc(items, func(a, b Item) int { return cmp.Compare(a.Kind, b.Kind) })
	return items
}

// lineRoom is how many characters a first line has: more is cut from a notification, and is
// too long for a heading.
const lineRoom = 150

// FirstLine gives the line that a digest of some items begins with: the first one, that
// something was wrong, how the count stands, and what else there is room for.
func (m *Morning) FirstLine(items []Item) string {
	line := items[0].Head + items[0].Count
	for _, more := range m.second(items) {
		if longer := line + ". " + more; utf8.RuneCountInString(longer) < lineRoom {
			line = longer
		}
	}
	return line + "."
}

// second lists what may stand behind the first item, in its order.
func (m *Morning) second(items []Item) []string {
	var list []string
	first := items[0]
	if i := slices.IndexFunc(items, func(i Item) bool { return i.Kind == Correction }); i > 0 {
		list = append(list, items[i].Head)
	}
	next := Item{}
	if i := slices.IndexFunc(items[1:], func(i Item) bool {
		return i.Head != "" && i.Kind != Correction && (i.Kind != first.Kind || i.Candidate != first.Candidate || i.Kind == Backing)
	}); i >= 0 {
		next = items[1+i]
	}
	same := m.whose(next) == m.whose(first)
	switch {
	case first.Count != "" && same:
		next.Count = ""
	case first.Count == "" && (next.Count == "" || !same):
		list = append(list, m.count(m.whose(first)))
	}
	list = append(list, next.Head+next.Count)
	if next.Head == "" && first.Count != "" && m.whose(first) != m.whose(Item{}) {
		list = append(list, m.count(m.whose(Item{}))) // whoever leads is somebody else
	}
	return slices.DeleteFunc(list, func(s string) bool { return s == "" })
}

// whose gives the candidate whose count an item calls for: its own, where that has any member.
func (m *Morning) whose(i Item) consensus.Key {
	t, ok := m.tally(i.Candidate)
	if !ok || i.Kind == Candidacy && t.Count(consensus.Backs, consensus.Accepts) == 0 {
		t, _ = m.tally("")
	}
	return t.Candidate.Key
}

// tally gives how somebody stands who is in the race, whoever leads for "".
func (m *Morning) tally(key consensus.Key) (consensus.Tally, bool) {
	for _, t := range m.In {
		if key == "" || t.Candidate.Key == key {
			return t, true
		}
	}
	return consensus.Tally{}, false
}

// count says how many members back a candidate: "7 of 31 members back Rutte"; "" for nobody,
// and once the Council has decided.
func (m *Morning) count(key consensus.Key) string {
	t, ok := m.tally(key)
	if !ok || t.Candidate.Status.Decided() {
		return ""
	}
	if t.Count(consensus.Backs, consensus.Accepts, consensus.Leans) == 0 && len(m.In) > 1 && !t.Candidate.Motion {
		return "Nobody in the race has the reported backing of a " + m.Race.Body().One // whoever stands first does by the alphabet
	}
	return english.Capital(m.Counted(t))
}

// Counted says how many members back somebody, for the middle of a sentence.
func (m *Morning) Counted(t consensus.Tally) string {
	backs, accepts, all := t.Count(consensus.Backs), t.Count(consensus.Accepts), len(t.Stances)
	name, of := m.called(t.Candidate.Key), english.Members(m.Race.Body(), all)
	text := fmt.Sprintf("%d of %s %s %s", backs, of, answer.Backs(t.Candidate, backs), name)
	switch backs {
	case 0:
		text = fmt.Sprintf("none of %s %s %s", of, answer.Backs(t.Candidate, 1), name)
	case all:
		text = fmt.Sprintf("all %s %s %s", of, answer.Backs(t.Candidate, 2), name)
	}
	switch {
	case accepts > 0 && backs > 0:
		text += fmt.Sprintf(", %d more would not block", accepts)
	case accepts > 0:
		text += fmt.Sprintf(", %d would not block", accepts)
	}
	return text + m.marks(t.In(consensus.Backs, consensus.Accepts))
}

// marks names the contested ones of members that are counted: " (Italy contested)".
func (m *Morning) marks(stances []consensus.Stance) string {
	var names []string
	for _, s := range stances {
		if s.Contested {
			names = append(names, m.Named(s.Member))
		}
	}
	if names == nil {
		return ""
	}
	return " (" + english.Few(names, namesInLine) + " contested)"
}

// namesInLine is how many members a first line names.
const namesInLine = 4

// called gives a candidate's surname, or the whole name where two have the same.
func (m *Morning) called(key consensus.Key) string {
	c := m.candidate(key)
	short := lexicon.Surname(c)
	for _, t := range m.In {
		if t.Candidate.Key != key && strings.EqualFold(lexicon.Surname(t.Candidate), short) {
			return c.Name
		}
	}
	return short
}

// candidate gives a candidate by the key.
func (m *Morning) candidate(key consensus.Key) consensus.Candidate {
	c, _ := m.Race.Candidate(key, m.Changes.To)
	return c
}

// said gives the position of a report as it is said of its candidate.
func (m *Morning) said(e consensus.Entry) consensus.Saying {
	return consensus.Saying{Position: e.Position, Stage: e.Stage, Motion: m.candidate(e.Candidate).Motion}
}

// one makes an item of one sentence that has no shorter form.
func one(kind Kind, key consensus.Key, head string, line answer.Line) Item {
	return Item{Kind: kind, Candidate: key, Head: head, Lines: []Told{{Full: line, Short: line}}}
}
