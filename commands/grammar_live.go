package commands

import "natobot/consensus"

// parseLive reads the question what channels hear live, or what one is to hear.
func parseLive(r *reading, u *Understood) error {
	level := consensus.LiveLevel(r.key(r.at))
	if !listed("changes,milestones,off", string(level)) {
		return r.read(part{
			read: herePart().read,
			hints: func(*reading) []hint {
				return []hint{{"changes", "changes"}, {"milestones", "milestones"}, {"off", "off"}, {"here", "here"}}
			},
		})
	}
	r.at++
	u.Sub, u.Role, u.Records = string(level), consensus.Editor, true
	if err := r.read(channelPart()); err != nil {
		return err
	}
	u.Fact = consensus.Fact{
		Kind: consensus.Following, On: consensus.On(r.names.lex.Today),
		Live: &consensus.Live{Channel: u.Channel, Level: level},
	}
	return nil
}
