package commands

import (
	"fmt"
	"slices"
	"strings"

	"natobot/consensus"
)

// preview answers with what would be posted now.
func (v view) preview(o DigestOptions) Reply {
	digest := v.digest(o)
	digest.Reply.Audience = ToAsker
	if len(digest.Thread) > 0 {
		digest.Reply.Sections = append(digest.Reply.Sections, inThread("When it is posted, its thread has", digest.Thread))
	}
	return digest.Reply
}

// pastDigest answers with what a digest at the end of a day says by all that is known now;
// or said, where then is set, by what was known then.
func (v view) pastDigest(o DigestOptions, then bool) (Reply, error) {
	switch {
	case v.at.On > v.today:
		return Reply{}, sayDigestAhead(v.at.On)
	case v.known > v.today:
		return Reply{}, sayDigestAhead(v.known)
	case len(v.race.Standing(v.at).Tallies) == 0:
		return v.nothing(), nil
	}
	o.Since = v.before(o.Channel, then)
	reply := v.digest(o).Reply
	reply.Audience = ToAsker
	reply.Sections[0] = note(v.lookingBack(o))
	return reply, nil
}

// before gives what the digest of a past day follows: the last one that its channel got on
// an earlier day, else the day before. By what is known now, the earlier day is seen with
// today's eyes too.
func (v view) before(channel string, then bool) consensus.Point {
	since := consensus.Point{On: v.at.On.Add(-1), Known: v.at.Known}
	if then {
		since.Known = v.book.KnownBefore(since.On.End(v.zone))
	}
	if channel == "" {
		return since
	}
	for _, p := range slices.Backward(v.posted(channel)) {
		if p.Point.On < v.at.On {
			since.On = p.Point.On
			if then {
				since.Known = p.Point.Known
			}
			break
		}
	}
	return since
}

// sent answers which digests a channel got.
func (v view) sent(channel string) Reply {
	list := v.posted(channel)
	if len(list) == 0 {
		return noneSent(channel)
	}
	l := List{}
	for i, p := range slices.Backward(list) {
		if len(l.Items) == sentShown {
			break
		}
		before := 0
		if i > 0 {
			before = list[i-1].Point.Known
		}
		l.Items = append(l.Items, v.wasSent(p, before, v.mistakes(p.Point)))
	}
	return sentReply(channel, len(list), l)
}

// sentShown is how many digests an answer lists.
const sentShown = 30

// mistakes lists what the numbers of a point rested on that was struck since.
func (v view) mistakes(p consensus.Point) []consensus.Strike {
	var list []consensus.Strike
	for _, n := range v.book.Current(p.Known).Standing(p).Rests() {
		if by := v.book.StruckBy(n, v.at.Known); by != 0 {
			list = append(list, consensus.Strike{Target: n, By: v.lastOf(by)})
		}
	}
	return list
}

// lookingBack says which day's digest is shown, by whose knowledge, and what it follows.
func (v view) lookingBack(o DigestOptions) string {
	return strings.TrimSuffix(v.asOf(), ".") + ". A digest at the end of that day; what moved is told since " + o.Since.On.Long() + "."
}

func sayDigestAhead(day consensus.Day) error {
	return consensus.Ask(day.Long()+" lies ahead: a digest says what is known.", "Ask for a day that has begun, like `/nato digest on yesterday`.")
}

// sentReply lists the digests of a channel.
func sentReply(id string, all int, l List) Reply {
	l.Heading = "Newest first"
	if all > len(l.Items) {
		l.Heading = fmt.Sprintf("The last %d of %d, newest first", len(l.Items), all)
	}
	line := append(Line{{Text: "Posted in "}}, channel(id), Span{Text: ". What a digest said of a day by what was known: "}, Span{Text: "/nato digest known DATE", Style: Code}, Span{Text: "."})
	return Reply{Title: number(all, "digest was", "digests were") + " posted in this channel.", Sections: []Section{Paragraph{Text: line, Note: true}, l}}
}

func noneSent(id string) Reply {
	line := append(Line{{Text: "In "}}, channel(id), Span{Text: " none was posted yet. "}, Span{Text: "/nato digest list", Style: Code}, Span{Text: " shows which are set."})
	return Reply{Title: "No digest was posted.", Sections: []Section{Paragraph{Text: line}}}
}

// wasSent shows one digest: when it was due, what it said, which entries it covered, and
// what of it turned out wrong.
func (v view) wasSent(p consensus.Posting, before int, mistakes []consensus.Strike) Line {
	line := Line{{Text: fmt.Sprintf("%s, %s: ", weekday(p.Day), clock(p.Minute)), Style: Bold}, {Text: p.Headline + " "}}
	switch first := before + 1; {
	case first > p.Point.Known:
		line = append(line, Span{Text: "No new entry."})
	case first == p.Point.Known:
		line = append(line, Span{Text: fmt.Sprintf("Entry #%d.", first)})
	default:
		line = append(line, Span{Text: fmt.Sprintf("Entries #%d–#%d.", first, p.Point.Known)})
	}
	if len(mistakes) == 0 {
		return line
	}
	var list []string
	for _, m := range mistakes {
		list = append(list, fmt.Sprintf("#%d (see #%d)", m.Target, m.By))
	}
	return append(line, Span{Text: " Carried what was since corrected or retracted: " + series(list) + "."})
}
