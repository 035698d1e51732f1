// How a mistake is put right in print, by the rules at the head of say.go.

package report

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"natobot/commands/answer"
	"natobot/commands/english"
	"natobot/commands/lexicon"
	"natobot/consensus"
)

// correction words one strike: what we said and when, what is right and on whose word. The day
// is that of the first digest that carried the mistake, else that on which the desk recorded it.
func (v View) correction(m mended) answer.Line {
	line := answer.Say("We recorded %s", english.DatedIn(consensus.On(consensus.DayOf(m.Old.Recorded.In(v.Zone))), v.At.On))
	if len(m.carried) > 0 {
		line = answer.Line{{Text: "We said "}, posted(m.carried[0], english.DatedIn(consensus.On(m.carried[0].Point.On), v.At.On))}
	}
	line = line.Say(" %s", v.thatSays(m.Old))
	switch {
	case !m.By.Corrects():
		return line.And(v.withdrawn(m.Old, m.By)...)
	case v.claimsSame(m.Old, m.By) && Sourced(m.Old).Plain() == Sourced(m.By).Plain():
		return line.Say("%s", requoted(m.By.Source)).And(Sourced(m.By)...).Say(").")
	case v.claimsSame(m.Old, m.By):
		return line.Say(" (").And(Sourced(m.Old)...).Say("); the source is ").And(Sourced(m.By)...).Say(".")
	}
	return line.Say("%s (", v.itIs(m.Old, m.By)).And(Sourced(m.By)...).Say(").")
}

// wasIn names the digests that carried a mistake, where they are more than the one of which a
// correction has the day.
func wasIn(carried []consensus.Posting, today consensus.Day) answer.Line {
	if len(carried) < 2 {
		return nil
	}
	return answer.Say(" It was in ").And(carriedBy(carried, today)...).Say(".")
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
	for _, word := range []string{"About ", "Over ", "At least ", "Exactly ", "All ", "Nobody "} {
		if strings.HasPrefix(s, word) {
			return strings.ToLower(s[:1]) + s[1:]
		}
	}
	return english.Lower(s)
}

// claimsSame tells whether a correction changed the source alone.
func (v View) claimsSame(old, by consensus.Entry) bool { return v.Means(old) == v.Means(by) }

// requoted puts the words right that were quoted, and leads to their source.
func requoted(s consensus.Source) string {
	if s.Quote == "" {
		return "; the words that we quoted are withdrawn ("
	}
	return "; the words were “" + s.Quote + "” ("
}

// itIs says what is right instead.
func (v View) itIs(old, by consensus.Entry) string {
	if old.Kind == consensus.ClaimKind && by.Kind == old.Kind && old.Candidate == by.Candidate && old.Missing == by.Missing {
		return "; it is " + answer.Claimed{Qualifier: by.Qualifier, Count: by.Count, Of: by.Of}.In(v.Race.Body())
	}
	if old.Kind != consensus.StanceKind || old.Member != by.Member || old.Candidate != by.Candidate {
		return "; we should have said " + v.thatSays(by)
	}
	return "; it " + answer.Does(v.Of(by).saying(by), lexicon.Surname(v.Of(by).candidate(by.Candidate))) + answer.Asking(by.Condition)
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
	return fmt.Sprintf(" By the report that stands, of %s, it %s.", s.Since, answer.Does(s.Saying(v.candidate(s.Candidate)), lexicon.Surname(v.candidate(s.Candidate))))
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

// carriedBy names digests by their days, each for who renders to link to it: "the digests of 8 and
// 9 March".
func carriedBy(sent []consensus.Posting, today consensus.Day) answer.Line {
	sent = slices.Clone(sent)
	slices.SortStableFunc(sent, func(a, b consensus.Posting) int { return cmp.Compare(a.Point.On, b.Point.On) })
	sent = slices.CompactFunc(sent, func(a, b consensus.Posting) bool { return a.Point.On == b.Point.On })
	list := english.Each(sent, func(p consensus.Posting) consensus.Day { return p.Point.On })
	names := english.Days(list, today)
	switch n := len(sent); {
	case n == 1:
		return answer.Line{{Text: "the digest of "}, posted(sent[0], names[0])}
	case n > namedDays:
		first := english.Days(list[:1], today)[0]
		return answer.Line{{Text: fmt.Sprintf("the digests of %d days, from ", n)}, posted(sent[0], first), {Text: " to "}, posted(sent[n-1], names[n-1])}
	}
	var days []answer.Span
	for i, name := range names {
		days = append(days, posted(sent[i], name))
	}
	return answer.Say("the digests of ").And(answer.Listed(days, " and ")...)
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
			line = line.Say(", and in ")
		}
		line = line.And(carriedBy(of[id], v.At.On)...).Say(" in ").And(answer.Channel(id))
	}
	return line.Say("; the next one there says what is right.")
}
