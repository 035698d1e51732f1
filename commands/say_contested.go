// Reports that meet: the same by two people, and what contradicts each other on one day, by
// the rules at the head of say.go.

package commands

import (
	"fmt"
	"slices"
	"time"

	"natobot/consensus"
)

// people names people of the workspace as a sentence does, the words of an ending, like
// "you", last.
func people(ids []string, ending ...string) Line {
	var line Line
	all := len(ids) + len(ending)
	for i := range all {
		switch {
		case i > 0 && i == all-1:
			line = append(line, Span{Text: " and "})
		case i > 0:
			line = append(line, Span{Text: ", "})
		}
		if i < len(ids) {
			line = append(line, recorder(ids[i]))
		} else {
			line = append(line, Span{Text: ending[i-len(ids)]})
		}
	}
	return line
}

// recorders names all who recorded an entry.
func (v view) recorders(number int) Line {
	return people(v.book.Recorders(number, v.at.Known))
}

// wordEcho answers somebody who reported what another had just reported.
func (v view) wordEcho(e consensus.Entry) Reply {
	first, all := v.entry(e.Target), v.book.Recorders(e.Target, v.at.Known)
	others := slices.DeleteFunc(slices.Clone(all), func(id string) bool { return id == e.Recorder })
	line := Line{recorder(first.Recorder), {Text: fmt.Sprintf(" reported the same %s: #%d now has %s, ", earlier(e.Recorded.Sub(first.Recorded)), first.Number, recorderCount(len(all)))}}
	reply := Reply{
		Outcome:  Recorded,
		Title:    v.recorded(e),
		Sections: []Section{Paragraph{Text: append(append(line, people(others, "you")...), Span{Text: "."})}},
		Actions:  []Action{undoing(e)},
	}
	said := append(Line{{Text: fmt.Sprintf("#%d: ", first.Number)}}, v.line(first, sourced(first))...)
	reply.Sections = append(reply.Sections, Paragraph{Text: said})
	return reply
}

// earlier says how long ago something was.
func earlier(d time.Duration) string {
	if d < time.Minute {
		return "a moment ago"
	}
	return number(int(d/time.Minute), "minute", "minutes") + " ago"
}

func recorderCount(n int) string {
	if n == 2 {
		return "two recorders"
	}
	return number(n, "recorder", "recorders")
}

// leftAlone tells what stays when somebody takes back that they reported the same.
func (v view) leftAlone(echo consensus.Entry) Line {
	line := append(Line{{Text: fmt.Sprintf("#%d stays, recorded by ", echo.Target)}}, v.recorders(echo.Target)...)
	return append(line, Span{Text: "."})
}

// contradicts shows a contest in a line: what stands first, then what contests it.
func (v view) contradicts(c consensus.Contest) Line {
	line := say("%s on %s, %s: ", v.member(c.Member).Name, v.person(c.Candidate), c.Since)
	for i, s := range c.Reports {
		if i > 0 {
			line = append(line, Span{Text: "; "})
		}
		line = append(line, Span{Text: fmt.Sprintf("%s (%s, #%d, recorded by ", s.Position, s.Via, s.Entry)})
		line = append(append(line, v.recorders(s.Entry)...), Span{Text: ")"})
	}
	return line
}

// saysOtherwise shows a report that contradicts what was just recorded.
func (v view) saysOtherwise(o consensus.Entry) Line {
	line := Line{{Text: fmt.Sprintf("Contested: #%d of the same day says that %s (", o.Number, lower(v.means(o)))}}
	line = append(append(line, sourced(o)...), Span{Text: ")"})
	if o.Source.Quote != "" {
		line = append(line, Span{Text: ": "}, Span{Text: "“" + o.Source.Quote + "”", Style: Italic})
	}
	return append(append(append(line, Span{Text: "; recorded by "}), v.recorders(o.Number)...), Span{Text: "."})
}

// upholds says what a settling decides: "Poland: holdout stands (#12); #13 contests it no
// more".
func (v view) upholds(e consensus.Entry) string {
	said, _ := v.race.Report(e.Target)
	before, _ := v.race.Contest(said.Candidate, said.Member, consensus.Point{On: said.Since.Day, Known: e.Number - 1})
	text := fmt.Sprintf("%s: %s stands (#%d)", v.member(said.Member).Name, said.Position, e.Target)
	var others []string
	for _, s := range contesters(before, e.Target) {
		others = append(others, fmt.Sprintf("#%d", s.Entry))
	}
	if len(others) > 0 {
		text += fmt.Sprintf("; %s %s it no more", series(others), agree(len(others), "contests", "contest"))
	}
	if e.Text != "" {
		text += ": " + unstopped(e.Text)
	}
	return text
}

// meets says how a report stands to others of its day: contested, or settled by an editor;
// "" for neither.
func (v view) meets(e consensus.Entry) string {
	c := v.contest(e)
	switch by := contestedBy(c, e.Number); {
	case by != "":
		return "It is contested by " + by + "."
	case v.overruled(e):
		return fmt.Sprintf("It gives way to #%d, as settled by #%d.", c.Upheld(), c.Settled)
	case c.Settled != 0 && c.Upheld() == e.Number:
		return fmt.Sprintf("It stands, as settled by #%d.", c.Settled)
	}
	return ""
}

// noticeOfEcho tells a recorder that somebody reported the same.
func (v view) noticeOfEcho(e, first consensus.Entry, all int) Reply {
	line := Line{recorder(e.Recorder), {Text: fmt.Sprintf(" reported the same as your #%d: %s. It now has %s and stays one report.", e.Target, v.means(first), recorderCount(all))}}
	return Reply{Title: fmt.Sprintf("#%d now has %s.", e.Target, recorderCount(all)), Sections: []Section{Paragraph{Text: line}}}
}

// noticeOfStrike tells a recorder that another recorder, or an editor, struck what they share.
func (v view) noticeOfStrike(e consensus.Entry) Reply {
	title, what := fmt.Sprintf("#%d was retracted.", e.Target), fmt.Sprintf(" retracted #%d, which you recorded too: %s (#%d).", e.Target, unstopped(e.Text), e.Number)
	if e.Corrects() {
		title, what = fmt.Sprintf("#%d was corrected by #%d.", e.Target, e.Number), fmt.Sprintf(" corrected #%d, which you recorded too. It is now: %s (#%d).", e.Target, v.means(e), e.Number)
	}
	return Reply{Title: title, Sections: []Section{Paragraph{Text: Line{recorder(e.Recorder), {Text: what}}}}}
}

// noticeOfContest tells a recorder that somebody reported otherwise about the same day.
func (v view) noticeOfContest(e consensus.Entry, yours string) Reply {
	line := append(Line{recorder(e.Recorder), {Text: " reported otherwise: "}}, v.line(e, cited(e))...)
	return Reply{
		Title: fmt.Sprintf("#%d contests your %s.", e.Number, yours),
		Sections: []Section{
			Paragraph{Text: append(line, Span{Text: "."})},
			Paragraph{Text: say("The later entry stands until an editor settles it; all stay on the ledger.")},
		},
	}
}

func sayNothingToSettle(e consensus.Entry) error {
	return consensus.Ask(fmt.Sprintf("#%d is a %s: only stances are settled.", e.Number, kindWord(e.Kind)), "`/nato status` names the reports that contradict each other.")
}

func sayNotContested(number int) error {
	return consensus.Ask(fmt.Sprintf("#%d is not contested: no other report of that day says otherwise.", number), fmt.Sprintf("`/nato history #%d` shows it whole.", number))
}

func saySettled(stands, by int) error {
	return consensus.Ask(fmt.Sprintf("That is settled: #%d stands, by #%d.", stands, by), fmt.Sprintf("To decide anew, take that back first: `/nato retract #%d because \"…\"`", by))
}

func sayStruckAlready(number, by int) error {
	return consensus.Ask(fmt.Sprintf("#%d does not stand: see #%d.", number, by), fmt.Sprintf("`/nato history #%d` shows what became of it.", number))
}
