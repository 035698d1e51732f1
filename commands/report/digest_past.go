package report

import (
	"slices"
	"strings"

	"natobot/commands/answer"
	"natobot/consensus"
)

// Preview answers with what would be posted now.
func (v View) Preview(o DigestOptions) answer.Reply {
	digest := v.digest(o)
	digest.Reply.Audience = answer.ToAsker
	if len(digest.Thread) > 0 {
		digest.Reply.Sections = append(digest.Reply.Sections, inThread("When it is posted, its thread has", digest.Thread))
	}
	return digest.Reply
}

// PastDigest answers with what a digest at the end of a day says by all that is known now;
// or said, where then is set, by what was known then.
func (v View) PastDigest(o DigestOptions, then bool) (answer.Reply, error) {
	switch {
	case v.At.On > v.Today:
		return answer.Reply{}, Ask("ahead", v.At.On.Long())
	case v.Known > v.Today:
		return answer.Reply{}, Ask("ahead", v.Known.Long())
	case len(v.Race.Standing(v.At).Tallies) == 0:
		return v.nothing(), nil
	}
	o.Since = v.before(o.Channel, then)
	reply := v.digest(o).Reply
	reply.Audience = answer.ToAsker
	reply.Sections[0] = Note(v.lookingBack(o))
	return reply, nil
}

// before gives what the digest of a past day follows: the last one that its channel got on
// an earlier day, else the day before. By what is known now, the earlier day is seen with
// today's eyes too.
func (v View) before(channel string, then bool) consensus.Point {
	since := consensus.Point{On: v.At.On.Add(-1), Known: v.At.Known}
	if then {
		since.Known = v.Book.KnownBefore(since.On.End(v.Zone))
	}
	if channel == "" {
		return since
	}
	for _, p := range slices.Backward(v.Posted(channel)) {
		if p.Point.On < v.At.On {
			since.On = p.Point.On
			if then {
				since.Known = p.Point.Known
			}
			break
		}
	}
	return since
}

// lookingBack says which day's digest is shown, by whose knowledge, and what it follows.
func (v View) lookingBack(o DigestOptions) string {
	return strings.TrimSuffix(v.asOf(), ".") + ". A digest at the end of that day; what moved is told since " + o.Since.On.Long() + "."
}
