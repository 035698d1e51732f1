package grammar

import (
	"natobot/commands/lexicon"
	"natobot/consensus"
)

// parseDigestSkip reads a day without digests, or one that is to have them after all:
// "skip 1 May", "skip off 1 May".
func parseDigestSkip(r *reading, s *consensus.Schedule) error {
	if r.key(r.at) == "off" {
		r.at++
		s.Off = true
	}
	day := part{
		read: func(r *reading) (bool, error) {
			if r.key(r.at) == "on" {
				r.at++
			}
			when, n, err := longestAt(r, r.at, lexicon.ReadComing)
			if n == 0 || err != nil {
				return err != nil, err
			}
			r.at += n
			s.Skip = when
			return true, r.accept("days", when.Long())
		},
	}
	if err := r.read(channelPart(), day); err != nil {
		return err
	}
	switch {
	case s.Skip == 0:
		return r.missing("Which day?")
	case s.Skip < r.names.Vocabulary.Today:
		return sentences.Ask("day passed", s.Skip.Long())
	}
	return nil
}
