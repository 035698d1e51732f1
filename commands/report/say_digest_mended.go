// How a mistake is put right in print, by the rules at the head of say.go.

package report

import (
	"fmt"
	"slices"
	"strings"

	"natobot/commands/answer"
	"natobot/commands/english"
	"natobot/consensus"
)

// correction words one strike: what we said and when, what is right and on whose word, and
// which digests carried the mistake.
func (v View) correction(m mended) answer.Line {
	line := answer.Say("%s %s", v.weSaid(m), v.thatSays(m.Old))
	switch {
	case !m.By.Corrects():
		line = append(line, v.withdrawn(m.Old, m.By)...)
	case v.claimsSame(m.Old, m.By):
		line = append(append(answer.Line{line[0], {Text: " ("}}, Sourced(m.Old)...), answer.Span{Text: "); " + resourced(m.Old, m.By)})
		line = append(append(line, Sourced(m.By)...), answer.Span{Text: "."})
	default:
		line = append(append(line, answer.Span{Text: v.itIs(m.Old, m.By) + " ("}), Sourced(m.By)...)
		line = append(line, answer.Span{Text: ")."})
	}
	if len(m.carried) > 1 {
		line = append(line, answer.Span{Text: " Carried by " + carriedBy(m.carried) + "."})
	}
	return line
}

// weSaid begins a correction: the day on which a digest first said it, else the day on
// which the desk recorded it.
func (v View) weSaid(m mended) string {
	if len(m.carried) > 0 {
		return "We said " + english.DatedIn(consensus.On(m.carried[0].Point.On), v.At.On)
	}
	return "We recorded " + english.DatedIn(consensus.On(consensus.DayOf(m.Old.Recorded.In(v.Zone))), v.At.On)
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
	if old.Kind == consensus.ClaimKind && by.Kind == old.Kind && old.Candidate == by.Candidate && old.Missing == by.Missing {
		return "; it is " + answer.Claimed{Qualifier: by.Qualifier, Count: by.Count, Of: by.Of}.String()
	}
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
	return answer.Say("%s.%s", text, v.withoutIt(old))
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
	return fmt.Sprintf(" By the report that stands, of %s, it %s.", s.Since, answer.Does(s.Position, v.Person(s.Candidate)))
}

// saysStruck names the entries of a correction: "#12 corrected by #31".
func saysStruck(m mended) string {
	how := "retracted"
	if m.By.Corrects() {
		how = "corrected"
	}
	return fmt.Sprintf("#%d %s by #%d", m.Old.Number, how, m.By.Number)
}

// sayUndone names the entries of a retraction that was taken back.
func sayUndone(m mended) string {
	return fmt.Sprintf("#%d retracted by #%d, and that by #%d", m.Old.Number, m.Undone.Number, m.By.Number)
}

// reinstated says that a report which was withdrawn stands again.
func (v View) reinstated(m mended) answer.Line {
	from := english.DatedIn(consensus.On(consensus.DayOf(m.Undone.Recorded.In(v.Zone))), v.At.On)
	text := fmt.Sprintf("From %s we no longer said %s; it stands again", strings.TrimPrefix(from, "on "), v.thatSays(m.Old))
	if m.By.Text != Undone {
		text += ": " + unstopped(m.By.Text)
	}
	return answer.Say("%s.", text)
}

// carriedBy names digests by their days: "the digests of 8 and 9 March 2024".
func carriedBy(sent []consensus.Posting) string {
	var list []consensus.Day
	for _, p := range sent {
		list = append(list, p.Point.On)
	}
	slices.Sort(list)
	list = slices.Compact(list)
	switch n := len(list); {
	case n == 1:
		return "the digest of " + list[0].Long()
	case n > namedDays:
		return fmt.Sprintf("the digests of %d days, from %s to %s", n, list[0].Long(), list[n-1].Long())
	}
	return "the digests of " + english.Days(list)
}

// namedDays is how many days a sentence names one by one.
const namedDays = 5

// tellCarriers says beside a correction which digests had the mistake, and where.
func (v View) tellCarriers(sent []consensus.Posting) answer.Line {
	if len(sent) == 0 {
		return nil
	}
	line := answer.Say("Carried by %s, in ", carriedBy(sent))
	var channels []string
	for _, p := range sent {
		if !slices.Contains(channels, p.Channel) {
			channels = append(channels, p.Channel)
		}
	}
	for i, id := range channels {
		switch {
		case i > 0 && i == len(channels)-1:
			line = append(line, answer.Span{Text: " and "})
		case i > 0:
			line = append(line, answer.Span{Text: ", "})
		}
		line = append(line, answer.Channel(id))
	}
	return append(line, answer.Span{Text: "; the next one there says what is right."})
}
