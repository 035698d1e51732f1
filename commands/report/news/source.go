package news

import (
	"cmp"
	"fmt"
	"strings"

	"natobot/commands/answer"
	"natobot/commands/english"
	"natobot/consensus"
)

// What a name or a title may take in a sentence.
const (
	whoRoom    = 60
	outletRoom = 40
)

// notForPrint follows what is for the desk only, wherever a digest tells it.
func notForPrint(e consensus.Entry) string {
	if e.DeskOnly {
		return " (desk only)"
	}
	return ""
}

// asking says what a report asks for, behind what its member does.
func asking(e consensus.Entry) string { return answer.Asking(english.Clip(e.Condition, whoRoom)) }

// does says what members of a position do. On the record it is their own word, else holding
// out is what they are seen as doing.
func does(n int, p consensus.Saying, name string, own bool) string {
	if p.Position == consensus.Holdout && own && !p.Motion {
		return english.Agree(n, "holds", "hold") + " out on " + name
	}
	return answer.Do(n, p, name)
}

// did says it of an earlier day.
func did(s consensus.Stance, c consensus.Candidate, name string) string {
	if s.Position == consensus.Holdout && s.Via.IsOnRecord() && !c.Motion {
		return "held out on " + name
	}
	return answer.Did(s.Saying(c), name)
}

// says tells what members do and on whose word, as a headline does: "Hungary says it opposes
// Rutte", "France backs Rutte, a diplomat says".
func says(who string, n int, p consensus.Saying, name string, s consensus.Source) string {
	switch {
	case s.Via.IsOnRecord() && p.Motion:
		return who + " " + does(n, p, name, true)
	case s.Via.IsOnRecord():
		return fmt.Sprintf("%s %s %s", who, english.Agree(n, "says it", "say they"), does(n, p, name, true))
	case s.Via == consensus.Inferred:
		return fmt.Sprintf("%s %s seen as %s", who, english.Agree(n, "is", "are"), answer.Doing(p, name))
	}
	return fmt.Sprintf("%s %s, %s", who, does(n, p, name, false), onWord(n, s))
}

// onWord names whose unnamed word something is: "a diplomat says", "according to Reuters".
func onWord(n int, s consensus.Source) string {
	switch s.Via {
	case consensus.OnRecord, consensus.Spokesperson:
		return english.Agree(n, "a spokesperson says", "their spokespeople say")
	case consensus.Official:
		return english.Agree(n, "an official says", "officials say")
	case consensus.Diplomat:
		return english.Agree(n, "a diplomat says", "diplomats say")
	case consensus.Camp:
		return "the candidate's camp says"
	}
	if from := cmp.Or(s.Who, english.Published(s)); from != "" {
		return "according to " + english.Clip(from, outletRoom)
	}
	return "according to a report"
}

// by gives the source of a sentence, behind its comma: ", says Péter Szijjártó", ", an official
// says (Rome Daily)". Without whole it is in short.
func (m *Morning) by(s consensus.Source, key consensus.Key) answer.Line {
	who, outlet := english.Lower(english.Clip(s.Who, whoRoom)), english.Clip(s.Outlet, outletRoom)
	var text string
	switch {
	case s.Via == consensus.Inferred && english.Published(s) == "":
		return nil // that it is seen so is all there is
	case s.Via == consensus.Inferred:
		text, outlet = "according to "+english.Clip(english.Published(s), outletRoom), ""
	case s.Via == consensus.Reported || who == "":
		text = onWord(1, s)
		if who == "" && s.Via == consensus.Reported {
			outlet = "" // it is named already
		}
	case s.Via == consensus.OnRecord || strings.Contains(strings.ToLower(who), s.Via.String()):
		text = "says " + who
	case s.Via == consensus.Camp:
		text = "says " + who + " of " + m.called(key) + "'s camp"
	default:
		text = "says " + who + ", " + strings.TrimSuffix(onWord(1, consensus.Source{Via: s.Via}), " says")
	}
	if outlet == "" {
		return answer.Line{{Text: ", "}, {Text: text, URL: s.Link}}
	}
	return answer.Line{{Text: ", " + text + " ("}, {Text: outlet, URL: s.Link}, {Text: ")"}}
}

// stopped ends a sentence of several spans.
func stopped(l answer.Line) answer.Line {
	last := l[len(l)-1].Text
	return l.Say("%s", strings.TrimPrefix(english.Stopped(last), last))
}

// Voice names who gives a count, inside a sentence.
func Voice(s consensus.Source) string {
	return cmp.Or(s.Who, english.Published(s), answer.Unnamed(s.Via), "a report")
}
