package lexicon

import (
	"strings"

	"natobot/consensus"
)

var (
	motionPositions = synonyms[consensus.Position]("motion_positions")
	motionStatuses  = synonyms[consensus.Status]("motion_statuses")
	motionStages    = synonyms[consensus.Stage]("motion_stages")
)

// MotionPositions gives what people write for each position towards a motion; of one who leans,
// MotionStages has it.
func MotionPositions() []Synonyms[consensus.Position] { return motionPositions }

// MotionStages gives what people write for each stage on the way to ratifying.
func MotionStages() []Synonyms[consensus.Stage] { return motionStages }

// MotionStatuses gives what people write for each status of a motion.
func MotionStatuses() []Synonyms[consensus.Status] { return motionStatuses }

// Written gives a position as it is typed of a candidate of its kind.
func Written(s consensus.Saying) string {
	switch {
	case s.Stage != consensus.NoStage:
		return string(s.Stage)
	case s.Motion:
		return Own(motionPositions, s.Position)
	}
	return s.Position.String()
}

// Own gives the product's own word for a value: the first of its phrases, "" where it has none.
func Own[T comparable](list []Synonyms[T], value T) string {
	for _, s := range list {
		if s.Value == value {
			own, _, _ := strings.Cut(s.Phrases, ",")
			return own
		}
	}
	return ""
}
