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
	line := answer.Say("%s %s", v.weSaid(m), v.thatSays(m.old))
	switch {
	case !m.by.Corrects():
		line = append(line, v.withdrawn(m.old, m.by)...)
	case v.claimsSame(m.old, m.by):
		line = append(append(answer.Line{line[0], {Text: " ("}}, Sourced(m.old)...), answer.Span{Text: "); " + resourced(m.old, m.by)})
		line = append(append(line, Sourced(m.by)...), answer.Span{Text: "."})
	default:
		line = append(append(line, answer.Span{Text: v.itIs(m.old, m.by) + " ("}), Sourced(m.by)...)
		line = append(line, answer.Span{Text: ")."})
	}
	if len(m.carried) > 1 {
		line = append(line, answer.Span{Text: " Carried by " + carriedBy(m.carried) + "."})
	}
	return line
}

// wereWrong says for a first line whom or what we were wrong on, and of one mistake what is
// right.
func (e *edition) wereWrong(list []mended) string {
	if len(list) > 1 {
		var subjects []string
		for _, m := range list {
			if subject := e.subject(m.old); !slices.Contains(subjects, subject) {
				subjects = append(subjects, subject)
			}
		}
		return "We were wrong on " + english.Few(subjects, namesShown)
	}
	m := list[0]
	switch subject := e.subject(m.old); {
	case m.undone.Number != 0 && m.old.Kind == consensus.StanceKind:
		return "We were wrong to withdraw that " + subject + " " + answer.Does(m.old.Position, english.Surname(e.Person(m.old.Candidate))) + ": it stands"
	case m.undone.Number != 0:
		return "We were wrong to withdraw " + e.thatSays(m.old) + ": it stands"
	case m.by.Corrects() && e.claimsSame(m.old, m.by) && Sourced(m.old).Plain() == Sourced(m.by).Plain():
		return "We correct what we quoted on " + subject + ": where it stands does not change"
	case m.by.Corrects() && e.claimsSame(m.old, m.by):
		return "We correct our source on " + subject + ": what we said stands"
	case m.old.Kind == consensus.StanceKind && !e.stoodThen(m.old):
		return "We were wrong on an earlier word of " + subject + ": where it stands does not change"
	case m.old.Kind == consensus.StanceKind && m.by.Corrects() && m.by.Member != m.old.Member:
		return "We were wrong on " + subject + ": it is " + e.subject(m.by) + " that " + answer.Does(m.by.Position, english.Surname(e.Person(m.by.Candidate)))
	case m.old.Kind == consensus.StanceKind:
		return "We were wrong on " + subject + ": " + e.itStands(m.old)
	case m.old.Kind == consensus.ClaimKind && m.by.Corrects():
		return "We were wrong on a claim for " + subject + ": it is " + answer.Claimed{Qualifier: m.by.Qualifier, Count: m.by.Count, Of: m.by.Of}.String()
	case m.old.Kind == consensus.ClaimKind:
		return "We withdraw a claim for " + subject
	default:
		return "We were wrong on " + subject
	}
}

// stoodThen tells whether a report was the last word of its member by the last digest.
func (e *edition) stoodThen(old consensus.Entry) bool {
	s, _ := e.Race.Stance(old.Candidate, old.Member, e.Since)
	return s.Entry == old.Number
}

// namesShown is how many names a first line has.
const namesShown = 4

// subject names whom an entry is about, inside a sentence.
func (v View) subject(e consensus.Entry) string {
	if e.Kind != consensus.ClaimKind && e.Member != "" {
		return v.Named(e.Member)
	}
	return english.Surname(v.Person(e.Candidate))
}

// itStands says where a member of which we were wrong stands now.
func (v View) itStands(old consensus.Entry) string {
	s, _ := v.Race.Stance(old.Candidate, old.Member, v.At)
	name := english.Surname(v.Person(old.Candidate))
	switch {
	case s.Entry == 0:
		return "nothing is reported of its position on " + name
	case s.Position == old.Position:
		return "one report of it falls, and it still " + answer.Does(s.Position, name)
	}
	return "it " + answer.Does(s.Position, name)
}

// weSaid begins a correction: the day on which a digest first said it, else the day on
// which the desk recorded it.
func (v View) weSaid(m mended) string {
	if len(m.carried) > 0 {
		return "We said " + english.DatedIn(consensus.On(m.carried[0].Point.On), v.At.On)
	}
	return "We recorded " + english.DatedIn(consensus.On(consensus.DayOf(m.old.Recorded.In(v.Zone))), v.At.On)
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
	if m.by.Corrects() {
		how = "corrected"
	}
	return fmt.Sprintf("#%d %s by #%d", m.old.Number, how, m.by.Number)
}

// sayUndone names the entries of a retraction that was taken back.
func sayUndone(m mended) string {
	return fmt.Sprintf("#%d retracted by #%d, and that by #%d", m.old.Number, m.undone.Number, m.by.Number)
}

// reinstated says that a report which was withdrawn stands again.
func (v View) reinstated(m mended) answer.Line {
	from := english.DatedIn(consensus.On(consensus.DayOf(m.undone.Recorded.In(v.Zone))), v.At.On)
	text := fmt.Sprintf("From %s we no longer said %s; it stands again", strings.TrimPrefix(from, "on "), v.thatSays(m.old))
	if m.by.Text != Undone {
		text += ": " + unstopped(m.by.Text)
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
	return "the digests of " + daysOf(list)
}

// namedDays is how many days a sentence names one by one.
const namedDays = 5

// daysOf names days as a sentence does, each month and year once: "8 and 9 March 2024".
func daysOf(list []consensus.Day) string {
	names := make([]string, len(list))
	for i, day := range list {
		names[i] = day.Long()
		if i+1 == len(list) {
			break
		}
		year, month, number := day.Date()
		nextYear, nextMonth, _ := list[i+1].Date()
		switch {
		case year == nextYear && month == nextMonth:
			names[i] = fmt.Sprint(number)
		case year == nextYear:
			names[i] = fmt.Sprintf("%d %s", number, month)
		}
	}
	return english.Series(names)
}

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
