package grammar

import (
	"natobot/commands/lexicon"
	"natobot/consensus"
)

// parseLive reads the question what channels hear live, or what one is to hear.
func parseLive(r *reading, u *Understood) error {
	level := consensus.LiveLevel(r.key(r.at))
	if !lexicon.Contains("changes,milestones,off", string(level)) {
		return r.read(part{
			read: herePart().read,
			hints: func(*reading) []lexicon.Hint {
				return []lexicon.Hint{{Key: "changes", Show: "changes"}, {Key: "milestones", Show: "milestones"}, {Key: "off", Show: "off"}, {Key: "here", Show: "here"}}
			},
		})
	}
	r.at++
	u.Sub, u.Role, u.Records = string(level), consensus.Editor, true
	if err := r.read(channelPart()); err != nil {
		return err
	}
	u.Fact = consensus.Fact{
		Kind: consensus.Following, On: consensus.On(r.names.Vocabulary.Today),
		Live: &consensus.Live{Channel: u.Channel, Level: level},
	}
	return nil
}
