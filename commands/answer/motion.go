package answer

import (
	"fmt"

	"natobot/commands/english"
	"natobot/consensus"
)

// statusWords are how a status is said.
type statusWords struct{ word, has, becomes string }

// statuses has the words for those of motions; of a person's the word is the status's own.
var statuses = map[bool]map[consensus.Status]statusWords{
	true: {
		consensus.NoStatus:   {"", "has no recorded status", "has no recorded status"},
		consensus.Mooted:     {"proposed", "has been proposed", "is proposed"},
		consensus.PutForward: {"tabled", "has been tabled", "is tabled"},
		consensus.Withdrawn:  {"withdrawn", "has been withdrawn", "is withdrawn"},
		consensus.Appointed:  {"adopted", "has been adopted", "is adopted"},
		consensus.InOffice:   {"in force", "is in force", "enters into force"},
	},
	false: {
		consensus.NoStatus:   {has: "has no recorded status"},
		consensus.Mooted:     {has: "has been named by others"},
		consensus.Interested: {has: "has shown interest"},
		consensus.Declared:   {has: "has declared as a candidate"},
		consensus.PutForward: {has: "has been put forward"},
		consensus.RuledOut:   {has: "has ruled it out"},
		consensus.Withdrawn:  {has: "has withdrawn"},
		consensus.Appointed:  {has: "has been appointed"},
		consensus.InOffice:   {has: "is in office"},
	},
}

// MotionBecomes says what a motion's status is as news.
func MotionBecomes(s consensus.Status) string { return statuses[true][s].becomes }

// HasStatus says a candidate's status: "has shown interest".
func HasStatus(c consensus.Candidate) string { return statuses[c.Motion][c.Status].has }

// Status gives a candidate's status in the words of its kind.
func Status(c consensus.Candidate) string {
	if c.Motion {
		return statuses[true][c.Status].word
	}
	return c.Status.String()
}

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

// Named counts candidates of a kind: "2 people are".
func Named(c consensus.Candidate, n int) string {
	return fmt.Sprintf("%d %s", n, kind(c, n, "person is", "people are", "motion is", "motions are"))
}

// Others counts those of a kind that there are besides one: "1 other person is".
func Others(c consensus.Candidate, n int) string {
	return fmt.Sprintf("%d other %s", n, kind(c, n, "person is", "people are", "motion is", "motions are"))
}
