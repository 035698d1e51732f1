// How a mistake is put right in print, by the rules at the head of say.go.

package report

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"natobot/commands/answer"
	"natobot/commands/english"
	"natobot/consensus"
)

// correction words one strike: what we said and when, what is right, and which digests
// carried the mistake.
func (v View) correction(old, by consensus.Entry, carried []consensus.Posting) answer.Line {
	line := answer.Say("%s %s", v.weSaid(old, carried), v.thatSays(old))
	switch {
	case !by.Corrects():
		line = append(line, v.withdrawn(old, by)...)
	case v.claimsSame(old, by):
		line = append(append(answer.Line{line[0], {Text: " ("}}, Sourced(old)...), answer.Span{Text: "); " + resourced(old, by)})
		line = append(append(line, Sourced(by)...), answer.Span{Text: marksOf(old, by, "corrected") + "."})
	default:
		line = append(line, answer.Span{Text: v.itIs(old, by) + marksOf(old, by, "corrected") + "."})
	}
	if len(carried) > 0 {
		line = append(append(line, answer.Span{Text: " It was in "}), carriedBy(carried)...)
		line = append(line, answer.Span{Text: "."})
	}
	return line
}

// weSaid begins a correction: the day on which a digest first said it, else the day on
// which the desk recorded it.
func (v View) weSaid(old consensus.Entry, carried []consensus.Posting) string {
	if len(carried) > 0 {
		return "We said on " + carried[0].Point.On.Long()
	}
	return "We recorded on " + consensus.DayOf(old.Recorded.In(v.Zone)).Long()
}

// thatSays puts what an entry says behind "We said".
func (v View) thatSays(e consensus.Entry) string {
	if e.Kind == consensus.Note {
		return "of " + strings.TrimPrefix(v.Means(e), "On ")
	}
	return "that " + inside(v.Means(e))
}

// inside gives a sentence of ours for the middle of another.
func inside(s string) string {
	for _, word := range []string{"About ", "Over ", "At least ", "Exactly ", "All "} {
		if strings.HasPrefix(s, word) {
			return strings.ToLower(s[:1]) + s[1:]
		}
	}
	return english.Lower(s)
}

// claimsSame tells whether a correction changed the source alone.
func (v View) claimsSame(old, by consensus.Entry) bool { return v.Means(old) == v.Means(by) }

// resourced leads to the source that is right.
func resourced(old, by consensus.Entry) string {
	if Sourced(old).Plain() != Sourced(by).Plain() {
		return "the source is "
	}
	return "its quotation is put right; the source stays "
}

// itIs says what is right instead.
func (v View) itIs(old, by consensus.Entry) string {
	if old.Kind != consensus.StanceKind || old.Member != by.Member || old.Candidate != by.Candidate {
		return "; we should have said " + v.thatSays(by)
	}
	text := "; it " + answer.Does(by.Position, v.Person(by.Candidate))
	if by.Condition != "" {
		text += fmt.Sprintf(", asking for “%s”", by.Condition)
	}
	return text
}

// withdrawn says that an entry was taken back, why, and what stands without it.
func (v View) withdrawn(old, by consensus.Entry) answer.Line {
	text := "; that is withdrawn"
	if by.Text != Undone {
		text += ": " + unstopped(by.Text)
	}
	return answer.Say("%s%s.%s", text, marksOf(old, by, "retracted"), v.withoutIt(old))
}

// withoutIt says where a member stands without a report that was taken back.
func (v View) withoutIt(old consensus.Entry) string {
	if old.Kind != consensus.StanceKind {
		return ""
	}
	v = v.Of(old)
	s, _ := v.Race.Stance(old.Candidate, old.Member, v.At)
	if s.Entry == 0 {
		return " No other report of its position stands."
	}
	return fmt.Sprintf(" By the report that stands, of %s, it %s (#%d).", s.Since, answer.Does(s.Position, v.Person(s.Candidate)), s.Entry)
}

// marksOf names the entries of a correction: " (#12 corrected by #31)".
func marksOf(old, by consensus.Entry, how string) string {
	return fmt.Sprintf(" (#%d %s by #%d)", old.Number, how, by.Number)
}

// reinstated says that a report which was withdrawn stands again.
func (v View) reinstated(said, retraction, by consensus.Entry) answer.Line {
	text := fmt.Sprintf("From %s we no longer said %s; it stands again", consensus.DayOf(retraction.Recorded.In(v.Zone)).Long(), v.thatSays(said))
	if by.Text != Undone {
		text += ": " + unstopped(by.Text)
	}
	return answer.Say("%s (#%d retracted by #%d, and that by #%d).", text, said.Number, retraction.Number, by.Number)
}

// carriedBy names digests by their days, each for who renders to link to it: "the digests of 8 and
// 9 March 2024".
func carriedBy(sent []consensus.Posting) answer.Line {
	sent = slices.Clone(sent)
	slices.SortStableFunc(sent, func(a, b consensus.Posting) int { return cmp.Compare(a.Point.On, b.Point.On) })
	sent = slices.CompactFunc(sent, func(a, b consensus.Posting) bool { return a.Point.On == b.Point.On })
	switch n := len(sent); {
	case n == 1:
		return answer.Line{{Text: "the digest of "}, posted(sent[0], sent[0].Point.On.Long())}
	case n > namedDays:
		first, last := sent[0], sent[n-1]
		return answer.Line{
			{Text: fmt.Sprintf("the digests of %d days, from ", n)},
			posted(first, first.Point.On.Long()),
			{Text: " to "},
			posted(last, last.Point.On.Long()),
		}
	}
	line := answer.Say("the digests of ")
	for i, name := range daysOf(sent) {
		switch {
		case i > 0 && i == len(sent)-1:
			line = append(line, answer.Span{Text: " and "})
		case i > 0:
			line = append(line, answer.Span{Text: ", "})
		}
		line = append(line, posted(sent[i], name))
	}
	return line
}

// posted names a digest, as what it can be found by.
func posted(p consensus.Posting, name string) answer.Span {
	if p.TS == "" {
		return answer.Span{Text: name}
	}
	return answer.Span{Text: name, Message: p.Channel + "/" + p.TS}
}

// namedDays is how many days a sentence names one by one.
const namedDays = 5

// daysOf names the days of digests as a sentence does, each month and year once: "8", "9 March 2024".
func daysOf(sent []consensus.Posting) []string {
	names := make([]string, len(sent))
	for i, p := range sent {
		day := p.Point.On
		names[i] = day.Long()
		if i+1 == len(sent) {
			break
		}
		year, month, number := day.Date()
		nextYear, nextMonth, _ := sent[i+1].Point.On.Date()
		switch {
		case year == nextYear && month == nextMonth:
			names[i] = fmt.Sprint(number)
		case year == nextYear:
			names[i] = fmt.Sprintf("%d %s", number, month)
		}
	}
	return names
}

// tellCarriers says beside a correction which digests had the mistake, channel by channel.
func (v View) tellCarriers(sent []consensus.Posting) answer.Line {
	if len(sent) == 0 {
		return nil
	}
	of := map[string][]consensus.Posting{}
	var channels []string
	for _, p := range sent {
		if of[p.Channel] == nil {
			channels = append(channels, p.Channel)
		}
		of[p.Channel] = append(of[p.Channel], p)
	}
	line := answer.Say("It was in ")
	for i, id := range channels {
		if i > 0 {
			line = append(line, answer.Span{Text: ", and in "})
		}
		line = append(append(line, carriedBy(of[id])...), answer.Span{Text: " in "}, answer.Channel(id))
	}
	return append(line, answer.Span{Text: "; the next one there says what is right."})
}
