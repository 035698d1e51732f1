// What is said of digests of the past, by the rules at the head of say.go.

package commands

import (
	"fmt"
	"strings"

	"natobot/consensus"
)

// lookingBack says which day's digest is shown, by whose knowledge, and what it follows.
func (v view) lookingBack(o DigestOptions) string {
	return strings.TrimSuffix(v.asOf(), ".") + ". A digest at the end of that day; what moved is told since " + o.Since.On.Long() + "."
}

func sayDigestAhead(day consensus.Day) error {
	return askBack(day.Long()+" lies ahead: a digest says what is known.", "Ask for a day that has begun, like `/nato digest on yesterday`.")
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
