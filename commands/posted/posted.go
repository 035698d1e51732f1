// Package posted reads back the digests that were posted: which there were, and word for word what
// they said.
package posted

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"natobot/commands/answer"
	"natobot/commands/english"
	"natobot/commands/report"
	"natobot/consensus"
)

// Read gives the messages of a post as they were posted, the first in its channel and the others
// in its thread, and when that was.
type Read func(p consensus.Posting) (messages []string, at time.Time, err error)

// listed is how many digests an answer lists.
const listed = 30

// Channels lists those that ever got a digest.
func Channels(v report.View) []string {
	in := map[string]bool{}
	for _, p := range v.Posted("") {
		in[p.Channel] = true
	}
	return slices.Sorted(maps.Keys(in))
}

// Sent answers which digests a channel got.
func Sent(v report.View, channel string) answer.Reply {
	list := v.Posted(channel)
	if len(list) == 0 {
		return none(channel)
	}
	l := answer.List{Heading: "Newest first"}
	for i, p := range slices.Backward(list) {
		if len(l.Items) == listed {
			l.Heading = fmt.Sprintf("The last %d of %d, newest first", listed, len(list))
			break
		}
		before := 0
		if i > 0 {
			before = list[i-1].Point.Known
		}
		l.Items = append(l.Items, wasSent(p, before, mistakes(v, p)))
	}
	line := answer.Say("Posted in ").And(answer.Channel(channel)).
		And(answer.Marked(". Word for word: `/§ digest sent DATE`. What a digest said of a day by what was known: `/§ digest known DATE`.")...)
	return answer.Reply{Title: english.Number(len(list), "digest was", "digests were") + " posted in this channel.", Sections: []answer.Section{answer.Paragraph{Text: line, Note: true}, l}}
}

func none(channel string) answer.Reply {
	line := answer.Say("In ").And(answer.Channel(channel)).And(answer.Marked(" none was posted yet. `/§ digest list` shows which are set.")...)
	return answer.Reply{Title: "No digest was posted.", Sections: []answer.Section{answer.Paragraph{Text: line}}}
}

// mistakes lists what the numbers of a digest rested on that was struck since.
func mistakes(v report.View, p consensus.Posting) []string {
	var list []string
	for _, n := range v.Book.Focus(p.Channel, p.Point.Known).Standing(p.Point).Evidence() {
		if by := v.Book.StruckBy(n, v.At.Known); by != 0 {
			list = append(list, fmt.Sprintf("#%d (see #%d)", n, v.LastOf(by)))
		}
	}
	return list
}

// wasSent shows one digest: when it was due, what it said, which entries it covered, and
// what of it turned out wrong.
func wasSent(p consensus.Posting, before int, mistakes []string) answer.Line {
	line := answer.Line{{Text: fmt.Sprintf("%s, %s, %s: ", p.Day.Weekday(), p.Day.Long(), english.Clock(p.Minute)), Style: answer.Bold}, {Text: p.Headline + " "}}
	switch first := before + 1; {
	case first > p.Point.Known:
		line = line.Say("No new entry.")
	case first == p.Point.Known:
		line = line.Say("Entry #%d.", first)
	default:
		line = line.Say("Entries #%d–#%d.", first, p.Point.Known)
	}
	if len(mistakes) == 0 {
		return line
	}
	return line.Say(" Carried what was since corrected or retracted: %s.", english.Series(mistakes))
}

// shown is how many characters of what was posted an answer shows; all of it is in its file.
const shown = 2_500

// On answers with the digests of a day word for word: those of a channel, or of all for "".
func On(v report.View, read Read, day consensus.Day, channel string) (answer.Reply, error) {
	all := v.Posted(channel)
	list := slices.DeleteFunc(slices.Clone(all), func(p consensus.Posting) bool { return p.Day != day })
	if len(list) == 0 || read == nil {
		return noneOn(all, day), nil
	}
	reply := answer.Reply{Title: english.Number(len(list), "digest was", "digests were") + " posted for " + day.Long() + ", word for word:"}
	var file strings.Builder
	room := shown
	for _, p := range list {
		messages, at, err := read(p)
		if err != nil {
			return answer.Reply{}, err
		}
		heading := answer.Say("In ").And(answer.Channel(p.Channel)).Say(", posted on %s:", at.In(v.Zone).Format("2 January 2006 at 15:04:05"))
		reply.Sections = append(reply.Sections, answer.Paragraph{Text: heading, Note: true})
		for i, text := range messages {
			said := heading.Plain()
			if i > 0 {
				said = fmt.Sprintf("In its thread, message %d of %d:", i, len(messages)-1)
			}
			fmt.Fprintf(&file, "%s\n\n%s\n\n", said, text)
		}
		var lines []answer.Section
		lines, room = beginning(messages[0], room)
		reply.Sections = append(reply.Sections, lines...)
	}
	reply.Sections = append(reply.Sections, report.Note("All of it, with what stood in the thread, is in the file."))
	reply.File = &answer.File{Name: "digest-" + day.String() + ".txt", Content: []byte(file.String())}
	return reply, nil
}

// beginning gives the lines of a message that there is room for, and the room that is left.
func beginning(text string, room int) (lines []answer.Section, left int) {
	for line := range strings.SplitSeq(text, "\n") {
		if line == "" {
			continue
		}
		said := answer.Say("%s", line)
		if room -= said.Length(); room < 0 {
			return append(lines, answer.Paragraph{Text: answer.Say("…")}), 0
		}
		lines = append(lines, answer.Paragraph{Text: said})
	}
	return lines, room
}

// noneOn says which days have a digest that can be read back.
func noneOn(all []consensus.Posting, day consensus.Day) answer.Reply {
	reply := answer.Reply{Title: "No digest was posted for " + day.Long() + "."}
	days := slices.Compact(english.Each(all, func(p consensus.Posting) string { return p.Day.Long() }))
	const most = 10
	var which answer.Line
	switch {
	case len(days) == 0:
		which = answer.Marked("None was posted at all yet. `/§ digest list` shows which are set.")
	case len(days) > most:
		which = answer.Say("There is one for %d days, from %s to %s.", len(days), days[0], days[len(days)-1])
	default:
		which = answer.Say("There is one for %s.", english.Series(days))
	}
	reply.Sections = []answer.Section{answer.Paragraph{Text: which}}
	return reply
}

// Otherwise tells beside an answer by what was known on a day what the last digest of that day
// said, where what was recorded after it makes a difference.
func Otherwise(v report.View, known consensus.Day) []answer.Section {
	var last consensus.Posting
	for _, p := range v.Posted("") {
		if p.Day == known {
			last = p
		}
	}
	then := consensus.Point{On: last.Point.On, Known: v.At.Known}
	if last.Key == "" || v.Race.Changes(last.Point, then).None() {
		return nil
	}
	of := "that day"
	if last.Minute < 12*60 {
		of = "that morning"
	}
	return []answer.Section{answer.Paragraph{Note: true, Text: answer.Say("The digest of %s, %s, said: “%s” What was recorded after it counts here. As it was posted: ", of, english.Clock(last.Minute), last.Headline).And(answer.Span{Text: "/§ digest sent " + known.String(), Style: answer.Code}).Say(".")}}
}
