package answer

import (
	"fmt"
	"slices"
	"strings"

	"natobot/commands/english"
	"natobot/consensus"
)

// status is how a candidate's status is said: by a word, as it is, and as news.
type status struct{ word, has, becomes string }

func statusOf(c consensus.Candidate) status {
	if c.Motion {
		return motionStatuses()[c.Status]
	}
	return personStatuses()[c.Status]
}

func personStatuses() map[consensus.Status]status {
	return map[consensus.Status]status{
		consensus.NoStatus:   {"", "has no recorded status", "has no recorded status"},
		consensus.Mooted:     {"mooted", "has been named by others", "is named as a possible candidate"},
		consensus.Interested: {"interested", "has shown interest", "shows interest"},
		consensus.Declared:   {"declared", "has declared as a candidate", "announces a candidacy"},
		consensus.PutForward: {"put forward", "has been put forward", "is put forward"},
		consensus.RuledOut:   {"ruled out", "has ruled it out", "rules out a candidacy"},
		consensus.Withdrawn:  {"withdrawn", "has withdrawn", "withdraws"},
		consensus.Appointed:  {"appointed", "has been appointed", "has no recorded status"},
		consensus.InOffice:   {"in office", "is in office", "has no recorded status"},
	}
}

func motionStatuses() map[consensus.Status]status {
	return map[consensus.Status]status{
		consensus.NoStatus:   {"", "has no recorded status", "has no recorded status"},
		consensus.Mooted:     {"proposed", "has been proposed", "is proposed"},
		consensus.PutForward: {"tabled", "has been tabled", "is tabled"},
		consensus.Withdrawn:  {"withdrawn", "has been withdrawn", "is withdrawn"},
		consensus.Appointed:  {"adopted", "has been adopted", "is adopted"},
		consensus.InOffice:   {"in force", "is in force", "enters into force"},
	}
}

// HasStatus says a candidate's status: "has shown interest".
func HasStatus(c consensus.Candidate) string { return statusOf(c).has }

// Becomes says what a candidate's status is as news.
func Becomes(c consensus.Candidate) string { return statusOf(c).becomes }

// Status gives a candidate's status in the words of its kind.
func Status(c consensus.Candidate) string { return statusOf(c).word }

// kind gives the words for a person or those for a motion, of one or of several.
func kind(c consensus.Candidate, n int, person, persons, motion, motions string) string {
	if c.Motion {
		return english.Agree(n, motion, motions)
	}
	return english.Agree(n, person, persons)
}

// Backs says what the members do that count for a candidate: "backs", of a motion "has ratified".
func Backs(c consensus.Candidate, n int) string {
	return kind(c, n, "backs", "back", "has ratified", "have ratified")
}

// Agree says it of those that back or accept.
func Agree(c consensus.Candidate, n int) string {
	return kind(c, n, "backs or accepts", "back or accept", "has ratified", "have ratified")
}

// AgreeAll says it towards several candidates, of one kind or of both: "back or accept, or have ratified".
func AgreeAll(list []consensus.Tally) string {
	var said []string
	for _, t := range list {
		if agree := Agree(t.Candidate, 2); !slices.Contains(said, agree) {
			said = append(said, agree)
		}
	}
	return strings.Join(said, ", or ")
}

// So stands for what Backs says, where a sentence has said it: "5 of 31 members now do".
func So(c consensus.Candidate, n int) string { return kind(c, n, "does", "do", "has", "have") }

// Reported says that so many members do it by what is reported.
func Reported(c consensus.Candidate, n int) string {
	return kind(c, n, "is reported to back or accept", "are reported to back or accept", "has ratified", "have ratified")
}

// Awaited says what is yet to come once all agree.
func Awaited(c consensus.Candidate, b *consensus.Body) string {
	return kind(c, 1, b.Decider+" has yet to decide", "", "it is not recorded as in force yet", "")
}

// Silent says of a member that nothing was ever reported of it.
func Silent(c consensus.Candidate) string {
	return kind(c, 1, "undeclared, no report yet", "", "no word yet", "")
}

// AllSilent says of members that none of them took a position.
func AllSilent(c consensus.Candidate) string {
	return kind(c, 1, "all undeclared", "", "no word from any of them yet", "")
}

// Named counts candidates of a kind, and those of the other one where there are any: "2 people are",
// "1 motion and 2 people are".
func Named(c consensus.Candidate, n, others int) string {
	if others > 0 {
		other := consensus.Candidate{Motion: !c.Motion}
		return fmt.Sprintf("%d %s and %d %s are", n, kind(c, n, "person", "people", "motion", "motions"), others, kind(other, others, "person", "people", "motion", "motions"))
	}
	return fmt.Sprintf("%d %s", n, kind(c, n, "person is", "people are", "motion is", "motions are"))
}

// Others counts those of a kind that there are besides one: "1 other person is".
func Others(c consensus.Candidate, n int) string {
	return fmt.Sprintf("%d other %s", n, kind(c, n, "person is", "people are", "motion is", "motions are"))
}
