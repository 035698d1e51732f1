package answer

import "natobot/consensus"

// motionWord is how a position towards a motion is said.
type motionWord struct {
	does   string // of members, before the motion's name: "has ratified "
	did    string // of an earlier day: "had ratified "
	doing  string // behind "is seen as": "having ratified "
	shares string // behind a number, and at the head of a list: "have ratified"
}

// motionWords gives the words for so many members.
func motionWords(n int, p consensus.Saying) motionWord {
	have, are := "have", "are"
	if n == 1 {
		have, are = "has", "is"
	}
	switch {
	case p.Position == consensus.Backs:
		return motionWord{have + " ratified ", "had ratified ", "having ratified ", have + " ratified"}
	case p.Position == consensus.Leans && p.Stage == consensus.Announced:
		return motionWord{have + " announced the will to ratify ", "had announced the will to ratify ", "being about to ratify ", have + " announced it"}
	case p.Position == consensus.Leans && p.Stage == consensus.Signed:
		return motionWord{have + " signed ", "had signed ", "having signed ", have + " signed"}
	case p.Position == consensus.Leans && p.Stage == consensus.Approved:
		return motionWord{have + " the approval of parliament for ", "had the approval of parliament for ", "having the approval of parliament for ", have + " the approval of parliament"}
	case p.Position == consensus.Leans:
		return motionWord{are + " on the way to ratifying ", "was on the way to ratifying ", "being on the way to ratifying ", are + " on the way"}
	case p.Position == consensus.Holdout:
		return motionWord{have + " reservations about ", "had reservations about ", "having reservations about ", have + " reservations"}
	case p.Position == consensus.Opposes:
		return motionWord{are + " blocking ", "was blocking ", "blocking ", are + " blocking"}
	}
	return motionWord{have + " given no word yet on ", "had given no word on ", "having given no word on ", have + " given no word yet"}
}

// MotionDid says of one member where it stood towards a motion.
func MotionDid(p consensus.Saying, name string) string { return motionWords(1, p).did + name }

// MotionDoing says it behind "is seen as".
func MotionDoing(p consensus.Saying, name string) string { return motionWords(1, p).doing + name }

// motionStatus is how a motion's status is said.
type motionStatus struct{ word, has, becomes string }

func motionStatuses() map[consensus.Status]motionStatus {
	return map[consensus.Status]motionStatus{
		consensus.NoStatus:   {"", "has no recorded status", "has no recorded status"},
		consensus.Mooted:     {"proposed", "has been proposed", "is proposed"},
		consensus.PutForward: {"tabled", "has been tabled", "is tabled"},
		consensus.Withdrawn:  {"withdrawn", "has been withdrawn", "is withdrawn"},
		consensus.Appointed:  {"adopted", "has been adopted", "is adopted"},
		consensus.InOffice:   {"in force", "is in force", "enters into force"},
	}
}

// MotionBecomes says what a motion's status is as news.
func MotionBecomes(s consensus.Status) string { return motionStatuses()[s].becomes }

// Status gives a candidate's status in the words of its kind.
func Status(c consensus.Candidate) string {
	if c.Motion {
		return motionStatuses()[c.Status].word
	}
	return c.Status.String()
}

// Backs says what the members do that count for a candidate: "backs", of a motion "has ratified".
func Backs(c consensus.Candidate, n int) string {
	switch {
	case c.Motion && n == 1:
		return "has ratified"
	case c.Motion:
		return "have ratified"
	case n == 1:
		return "backs"
	}
	return "back"
}

// Agree says it of those that back or accept.
func Agree(c consensus.Candidate, n int) string {
	switch {
	case c.Motion:
		return Backs(c, n)
	case n == 1:
		return "backs or accepts"
	}
	return "back or accept"
}

// Position names a position by a word.
func Position(p consensus.Saying) string {
	if p.Motion {
		return motionWords(1, p).shares
	}
	return p.Position.String()
}

// Reported says that members do it by what is reported.
func Reported(c consensus.Candidate) string {
	if c.Motion {
		return "have ratified"
	}
	return "are reported to back or accept"
}
