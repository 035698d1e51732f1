package held

import (
	_ "embed"
	"fmt"
	"strings"
	"time"

	"natobot/commands/answer"
	"natobot/commands/english"
	"natobot/commands/grammar"
	"natobot/commands/report"
	"natobot/consensus"
)

// What is said of reports that wait. Nobody reads it but those who may know of them.

// momentIn writes a moment as the desk's clock shows it.
func momentIn(t time.Time, zone *time.Location) string {
	t = t.In(zone)
	return t.Format("15:04 on ") + consensus.DayOf(t).Long()
}

// heldSays says what a held report says, as sentences without their last full stop.
func heldSays(v report.View, h consensus.Held) string {
	return strings.Join(english.Each(h.Drafts, v.Means), ". ")
}

// WaitsFor says for what a held report waits.
func WaitsFor(h consensus.Held, zone *time.Location) string {
	switch {
	case h.Review && !h.Until.IsZero():
		return "for a second person, and until " + momentIn(h.Until, zone)
	case h.Review:
		return "for a second person"
	}
	return "until " + momentIn(h.Until, zone)
}

// Hash is how much of a held report's hash tells it from another of its number.
func Hash(h consensus.Held) string { return h.Hash[:min(len(h.Hash), report.RefHash)] }

// heldAction is a button that settles a held report.
func heldAction(v report.View, h consensus.Held, label, command string) answer.Action {
	says := []rune(heldSays(v, h))
	return answer.Action{Label: label, Command: command, Of: answer.Ref{Entry: h.Number, Hash: Hash(h), Says: string(says[:min(len(says), 80)])}}
}

func dropping(v report.View, h consensus.Held, label, because string) answer.Action {
	return heldAction(v, h, label, fmt.Sprintf("drop %s because %q", grammar.HeldNumber(h.Number), because))
}

// SayHeld answers a report that waits now. The notes say what was taken for something else than
// where it stands.
func SayHeld(v report.View, h consensus.Held, notes []string) answer.Reply {
	until := "It is in no number, digest or export until then, and nobody sees it but you and editors. `/§ release %s` lets it out early."
	if h.Review {
		until = "It is in no number, digest or export until somebody else who may record releases it: `/§ release %s`."
	}
	reply := answer.Reply{
		Outcome: answer.Recorded, Private: true,
		Title:    fmt.Sprintf("Held as %s %s: %s.", grammar.HeldNumber(h.Number), WaitsFor(h, v.Zone), heldSays(v, h)),
		Sections: []answer.Section{answer.Paragraph{Text: answer.Marked(fmt.Sprintf(until, grammar.HeldNumber(h.Number)))}},
		Actions:  []answer.Action{dropping(v, h, "Undo", report.Undone)},
	}
	for _, note := range notes {
		reply.Sections = append(reply.Sections, answer.Paragraph{Text: answer.Marked(note)})
	}
	return reply
}

// SayWaiting answers which reports wait, each with what its reader may do.
func SayWaiting(v report.View, list []consensus.Held, user string, role consensus.Role, now time.Time) answer.Reply {
	if len(list) == 0 {
		return answer.Reply{Private: true, Title: "Nothing waits that you may release.", Sections: []answer.Section{answer.Paragraph{Text: answer.Marked(
			"To hold a report, say until when: `/§§ stance Poland backs Rutte until tomorrow 06:00`. With `/§ review on` an editor has every report wait for a second person.")}}}
	}
	reply := answer.Reply{Private: true, Title: english.Number(len(list), "report waits", "reports wait") + "."}
	for _, h := range list {
		line := answer.Line{{Text: grammar.HeldNumber(h.Number), Style: answer.Bold}, {Text: fmt.Sprintf(" waits %s: %s. By ", WaitsFor(h, v.Zone), heldSays(v, h))}, answer.Recorder(h.Author)}
		if h.Due(now) {
			line = line.Say(", due now")
		}
		line = line.Say(" (").And(report.Sourced(h.Drafts[0])...)
		reply.Sections = append(reply.Sections, answer.Paragraph{Text: line.Say(").")})
		var actions []answer.Action
		if MayRelease(h, user, role) {
			actions = append(actions, heldAction(v, h, "Release", "release "+grammar.HeldNumber(h.Number)))
		}
		drop := dropping(v, h, "Drop", "not to be published")
		drop.Danger = true
		reply.Sections = append(reply.Sections, answer.Buttons{Actions: append(actions, drop)})
	}
	return reply
}

// AtHome shows in a person's Home that something waits which they may know of.
func AtHome(known []consensus.Held) []answer.Section {
	if len(known) == 0 {
		return nil
	}
	return []answer.Section{
		answer.Paragraph{Text: answer.Line{{Text: english.Number(len(known), "report waits", "reports wait") + " to be released.", Style: answer.Bold}}},
		answer.Buttons{Actions: []answer.Action{{Label: "Show what waits", Command: "held"}}},
	}
}

// SayReleased says who let a report in, and since when it waited.
func SayReleased(h consensus.Held, zone *time.Location) answer.Line {
	line := answer.Line{{Text: fmt.Sprintf("It waited as %s since %s, reported by ", grammar.HeldNumber(h.Number), momentIn(h.Since, zone))}, answer.Recorder(h.Author)}
	if h.Settlement.By == "" {
		return line.Say(", and went out by itself.")
	}
	return line.Say(", and was released by ").And(answer.Recorder(h.Settlement.By)).Say(".")
}

// SayPassedOn answers that a report was looked at, and waits on for its moment as next.
func SayPassedOn(h, next consensus.Held, zone *time.Location) answer.Reply {
	return answer.Reply{
		Outcome: answer.Recorded, Private: true,
		Title:    fmt.Sprintf("%s has been looked at: it waits until %s as %s.", grammar.HeldNumber(h.Number), momentIn(next.Until, zone), grammar.HeldNumber(next.Number)),
		Sections: []answer.Section{answer.Paragraph{Text: answer.Say("Then it goes out by itself.")}},
	}
}

// SayDropped answers that a held report is dropped.
func SayDropped(h consensus.Held) answer.Reply {
	line := answer.Line{{Text: "Dropped by "}, answer.Recorder(h.Settlement.By), {Text: ": " + strings.TrimSuffix(h.Settlement.Because, ".") + ". It was in no number."}}
	return answer.Reply{
		Outcome: answer.Recorded, Private: true,
		Title:    fmt.Sprintf("The held report %s is dropped.", grammar.HeldNumber(h.Number)),
		Sections: []answer.Section{answer.Paragraph{Text: line}},
	}
}

// about names what a held report is about: "on Poland".
func about(v report.View, h consensus.Held) string {
	var names []string
	for _, draft := range h.Drafts {
		switch {
		case draft.Member != "":
			names = append(names, v.Country(draft.Member))
		case draft.Name != "":
			names = append(names, draft.Name)
		default:
			names = append(names, v.Person(draft.Candidate))
		}
	}
	return "on " + english.Series(names)
}

// sayOut tells an author that their report is out.
func sayOut(v report.View, h consensus.Held) answer.Reply {
	reply := answer.Reply{Title: fmt.Sprintf("Your report %s is out: %s, as #%d.", about(v, h), heldSays(v, h), h.Settlement.Entry)}
	return byWhom(reply, "Released by ", h)
}

func sayDroppedToAuthor(v report.View, h consensus.Held) answer.Reply {
	reply := answer.Reply{Title: fmt.Sprintf("Your held report %s %s was dropped: %s.", grammar.HeldNumber(h.Number), about(v, h), strings.TrimSuffix(h.Settlement.Because, "."))}
	return byWhom(reply, "Dropped by ", h)
}

func byWhom(reply answer.Reply, did string, h consensus.Held) answer.Reply {
	if h.Settlement.By != "" {
		reply.Sections = []answer.Section{answer.Paragraph{Text: answer.Line{{Text: did}, answer.Recorder(h.Settlement.By), {Text: "."}}}}
	}
	return reply
}

// SayNotOut tells an author that their report could not go out, and what to do.
func SayNotOut(v report.View, h consensus.Held, why *consensus.Error) answer.Reply {
	return answer.Reply{
		Title: fmt.Sprintf("Your report %s could not go out: %s", about(v, h), why.Message),
		Sections: []answer.Section{
			answer.Paragraph{Text: answer.Say("%s.", heldSays(v, h))},
			answer.Paragraph{Text: answer.Marked(strings.TrimSpace(why.Hint + " " + StillHeld(h)))},
		},
		Actions: []answer.Action{dropping(v, h, "Drop", "it could not go out")},
	}
}

// StillHeld tells what becomes of a report that could not go out.
func StillHeld(h consensus.Held) string {
	n := grammar.HeldNumber(h.Number)
	return fmt.Sprintf("It stays held as %s and in no number: `/§ release %s` tries again, `/§ drop %s because \"…\"` drops it.", n, n, n)
}
