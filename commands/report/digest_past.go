package report

import (
	"fmt"
	"slices"
	"strings"

	"natobot/commands/answer"
	"natobot/commands/english"
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
		return answer.Reply{}, sayDigestAhead(v.At.On)
	case v.Known > v.Today:
		return answer.Reply{}, sayDigestAhead(v.Known)
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
	for _, p := range slices.Backward(v.posted(channel)) {
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

// Sent answers which digests a channel got.
func (v View) Sent(channel string) answer.Reply {
	list := v.posted(channel)
	if len(list) == 0 {
		return noneSent(channel)
	}
	l := answer.List{}
	for i, p := range slices.Backward(list) {
		if len(l.Items) == sentShown {
			break
		}
		before := 0
		if i > 0 {
			before = list[i-1].Point.Known
		}
		l.Items = append(l.Items, v.wasSent(p, before, v.mistakes(p)))
	}
	return sentReply(channel, len(list), l)
}

// sentShown is how many digests an answer lists.
const sentShown = 30

// mistakes lists what the numbers of a digest rested on that was struck since.
func (v View) mistakes(p consensus.Posting) []consensus.Strike {
	var list []consensus.Strike
	for _, n := range v.Book.Focus(p.Channel, p.Point.Known).Standing(p.Point).Evidence() {
		if by := v.Book.StruckBy(n, v.At.Known); by != 0 {
			list = append(list, consensus.Strike{Target: n, By: v.lastOf(by)})
		}
	}
	return list
}

// lookingBack says which day's digest is shown, by whose knowledge, and what it follows.
func (v View) lookingBack(o DigestOptions) string {
	return strings.TrimSuffix(v.asOf(), ".") + ". A digest at the end of that day; what moved is told since " + o.Since.On.Long() + "."
}

func sayDigestAhead(day consensus.Day) error {
	return consensus.Ask(day.Long()+" lies ahead: a digest says what is known.", "Ask for a day that has begun, like `/nato digest on yesterday`.")
}

// sentReply lists the digests of a channel.
func sentReply(id string, all int, l answer.List) answer.Reply {
	l.Heading = "Newest first"
	if all > len(l.Items) {
		l.Heading = fmt.Sprintf("The last %d of %d, newest first", len(l.Items), all)
	}
	line := append(answer.Line{{Text: "Posted in "}}, answer.Channel(id), answer.Span{Text: ". What a digest said of a day by what was known: "}, answer.Span{Text: "/nato digest known DATE", Style: answer.Code}, answer.Span{Text: "."})
	return answer.Reply{Title: english.Number(all, "digest was", "digests were") + " posted in this channel.", Sections: []answer.Section{answer.Paragraph{Text: line, Note: true}, l}}
}

func noneSent(id string) answer.Reply {
	line := append(answer.Line{{Text: "In "}}, answer.Channel(id), answer.Span{Text: " none was posted yet. "}, answer.Span{Text: "/nato digest list", Style: answer.Code}, answer.Span{Text: " shows which are set."})
	return answer.Reply{Title: "No digest was posted.", Sections: []answer.Section{answer.Paragraph{Text: line}}}
}

// wasSent shows one digest: when it was due, what it said, which entries it covered, and
// what of it turned out wrong.
func (v View) wasSent(p consensus.Posting, before int, mistakes []consensus.Strike) answer.Line {
	line := answer.Line{{Text: fmt.Sprintf("%s, %s: ", weekday(p.Day), english.Clock(p.Minute)), Style: answer.Bold}, {Text: p.Headline + " "}}
	switch first := before + 1; {
	case first > p.Point.Known:
		line = append(line, answer.Span{Text: "No new entry."})
	case first == p.Point.Known:
		line = append(line, answer.Span{Text: fmt.Sprintf("Entry #%d.", first)})
	default:
		line = append(line, answer.Span{Text: fmt.Sprintf("Entries #%d–#%d.", first, p.Point.Known)})
	}
	if len(mistakes) == 0 {
		return line
	}
	var list []string
	for _, m := range mistakes {
		list = append(list, fmt.Sprintf("#%d (see #%d)", m.Target, m.By))
	}
	return append(line, answer.Span{Text: " Carried what was since corrected or retracted: " + english.Series(list) + "."})
}
