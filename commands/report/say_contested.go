// Reports that meet: the same by two people, and what contradicts each other on one day, by
// the rules at the head of say.go.

package report

import (
	"fmt"
	"slices"
	"time"

	"natobot/commands/answer"
	"natobot/commands/english"
	"natobot/consensus"
)

// people names people of the workspace as a sentence does, the words of an ending, like
// "you", last.
func people(ids []string, ending ...string) answer.Line {
	spans := english.Each(ids, answer.Recorder)
	for _, word := range ending {
		spans = append(spans, answer.Span{Text: word})
	}
	return answer.Listed(spans, " and ")
}

// recorders names all who recorded an entry.
func (v View) recorders(number int) answer.Line {
	return people(v.Book.Recorders(number, v.At.Known))
}

// wordEcho answers somebody who reported what another had just reported.
func (v View) wordEcho(e consensus.Entry) answer.Reply {
	first, all := v.Entry(e.Target), v.Book.Recorders(e.Target, v.At.Known)
	others := slices.DeleteFunc(slices.Clone(all), func(id string) bool { return id == e.Recorder })
	line := answer.Line{answer.Recorder(first.Recorder), {Text: fmt.Sprintf(" reported the same %s: #%d now has %s, ", earlier(e.Recorded.Sub(first.Recorded)), first.Number, recorderCount(len(all)))}}
	return answer.Reply{
		Outcome: answer.Recorded,
		Title:   v.recorded(e),
		Sections: []answer.Section{
			answer.Paragraph{Text: line.And(people(others, "you")...).Say(".")},
			answer.Paragraph{Text: answer.Say("#%d: ", first.Number).And(v.line(first, Sourced(first))...)},
		},
		Actions: []answer.Action{v.undoing(e)},
	}
}

// earlier says how long ago something was.
func earlier(d time.Duration) string {
	if d < time.Minute {
		return "a moment ago"
	}
	return english.Number(int(d/time.Minute), "minute", "minutes") + " ago"
}

func recorderCount(n int) string {
	if n == 2 {
		return "two recorders"
	}
	return english.Number(n, "recorder", "recorders")
}

// leftAlone tells what stays when somebody takes back that they reported the same.
func (v View) leftAlone(echo consensus.Entry) answer.Line {
	return answer.Say("#%d stays, recorded by ", echo.Target).And(v.recorders(echo.Target)...).Say(".")
}

// contradicts shows a contest in a line: what stands first, then what contests it.
func (v View) contradicts(c consensus.Contest) answer.Line {
	line := answer.Say("%s on %s, %s: ", v.member(c.Member).Name, v.Person(c.Candidate), c.Since)
	for i, s := range c.Reports {
		if i > 0 {
			line = line.Say("; ")
		}
		line = line.Say("%s (%s, #%d, recorded by ", s.Position, s.Via, s.Entry).And(v.recorders(s.Entry)...).Say(")")
	}
	if c.More {
		line = line.Say("; and more reports of that day")
	}
	return line
}

// saysOtherwise shows a report that contradicts what was just recorded.
func (v View) saysOtherwise(o consensus.Entry) answer.Line {
	line := answer.Say("Contested: #%d of the same day says that %s (", o.Number, english.Lower(v.Means(o))).And(Sourced(o)...)
	return line.Say(")").And(answer.Quoted(o.Source.Quote)...).Say("; recorded by ").And(v.recorders(o.Number)...).Say(".")
}

// upholds says what a settling decides: "Poland: holdout stands (#12); #13 contests it no
// more".
func (v View) upholds(e consensus.Entry) string {
	said, _ := v.Race.Report(e.Target)
	before, _ := v.Race.Contest(said.Candidate, said.Member, consensus.Point{On: said.Since.Day, Known: e.Number - 1})
	text := fmt.Sprintf("%s: %s stands (#%d)", v.member(said.Member).Name, said.Position, e.Target)
	others := english.Each(entriesOf(contesters(before, said.Position)), entryMark)
	if len(others) > 0 {
		text += fmt.Sprintf("; %s %s it no more", english.Series(others), english.Agree(len(others), "contests", "contest"))
	}
	if e.Text != "" {
		text += ": " + unstopped(e.Text)
	}
	return text
}

// meets says how a report stands to others of its day: contested, or settled by an editor;
// "" for neither.
func (v View) meets(e consensus.Entry) string {
	c, contesters := v.contestersOf(e)
	switch by := contestedBy(contesters); {
	case by != "":
		return "It is contested by " + by + "."
	case v.Overruled(e):
		return fmt.Sprintf("It gives way to #%d, as settled by #%d.", c.Upheld(), c.Settled)
	case c.Settled != 0 && c.Upheld() == e.Number:
		return fmt.Sprintf("It stands, as settled by #%d.", c.Settled)
	case e.Kind == consensus.CheckKind && v.Book.StruckBy(e.Target, v.At.Known) != 0:
		return fmt.Sprintf("It counts no more, as #%d does not.", e.Target)
	}
	return ""
}

// noticeOfEcho tells a recorder that somebody reported the same.
func (v View) noticeOfEcho(e, first consensus.Entry, all int) answer.Reply {
	line := answer.Line{answer.Recorder(e.Recorder), {Text: fmt.Sprintf(" reported the same as your #%d: %s. It now has %s and stays one report.", e.Target, v.Means(first), recorderCount(all))}}
	return answer.Reply{Title: fmt.Sprintf("#%d now has %s.", e.Target, recorderCount(all)), Sections: []answer.Section{answer.Paragraph{Text: line}}}
}

// noticeOfStrike tells a recorder that another recorder, or an editor, struck what they share.
func (v View) noticeOfStrike(e consensus.Entry) answer.Reply {
	title, what := fmt.Sprintf("#%d was retracted.", e.Target), fmt.Sprintf(" retracted #%d, which you recorded too: %s (#%d).", e.Target, unstopped(e.Text), e.Number)
	if e.Corrects() {
		title, what = fmt.Sprintf("#%d was corrected by #%d.", e.Target, e.Number), fmt.Sprintf(" corrected #%d, which you recorded too. It is now: %s (#%d).", e.Target, v.Means(e), e.Number)
	}
	return answer.Reply{Title: title, Sections: []answer.Section{answer.Paragraph{Text: answer.Line{answer.Recorder(e.Recorder), {Text: what}}}}}
}

// noticeOfContest tells a recorder that somebody reported otherwise about the same day.
func (v View) noticeOfContest(e consensus.Entry, yours string) answer.Reply {
	line := answer.Line{answer.Recorder(e.Recorder), {Text: " reported otherwise: "}}.And(v.line(e, cited(e))...)
	return answer.Reply{
		Title: fmt.Sprintf("#%d contests your %s.", e.Number, yours),
		Sections: []answer.Section{
			answer.Paragraph{Text: line.Say(".")},
			answer.Paragraph{Text: answer.Say("The later entry stands until an editor settles it; all stay on the ledger.")},
		},
	}
}
