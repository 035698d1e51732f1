package report

import (
	"fmt"
	"slices"
	"strings"

	"natobot/commands/answer"
	"natobot/commands/english"
	"natobot/consensus"
)

// Recorded answers the recording of an entry, by a view as of that entry. standing is
// the digest of the settings, nil for none: it ends when an editor sets the first one.
func Recorded(v View, e consensus.Entry, standing *consensus.Schedule) answer.Reply {
	if e.Kind == consensus.Echo {
		return v.wordEcho(e)
	}
	var lines []answer.Line
	if e.Strikes() {
		lines = append(lines, v.replaced(e), v.tellCarriers(v.carriers(v.Entry(e.Target), e.Number, v.Posted(""))))
	}
	lines = slices.Concat(lines, v.effects(e), v.warnings(e))
	if _, set := v.Book.Schedules(e.Number - 1); e.Kind == consensus.Scheduling && e.Schedule.Skip == 0 && !set && standing != nil {
		lines = append(lines, answer.Say("The digest of the settings (%s) ends with this.", times(*standing)))
	}
	lines = append(lines, sourceLine(e))
	reply := answer.Reply{Outcome: answer.Recorded, Title: v.recorded(e), Sections: answer.Paragraphs(lines...), Actions: []answer.Action{v.undoing(e)}}
	if v.Role == consensus.Editor {
		reply.Actions = append(reply.Actions, v.settlings(v.Contest(e))...)
	}
	return reply
}

// sourceLine gives the source of an entry, with its quote; nil for none.
func sourceLine(e consensus.Entry) answer.Line {
	if e.Source == (consensus.Source{}) {
		return nil
	}
	line := answer.Say("Source: ").And(Sourced(e)...).And(answer.Quoted(e.Source.Quote)...)
	if e.DeskOnly {
		line = line.Say(". For the desk only: it counts in Slack, and the published page leaves it out.")
	}
	return line
}

// undoing is the button that takes entries back. It refers to the last of them, whose hash
// vouches for all before it.
func (v View) undoing(entries ...consensus.Entry) answer.Action {
	return answer.Action{
		Label: "Undo", Command: fmt.Sprintf("retract %s because %q", strings.Join(numbers(entries), ", "), Undone), Of: v.Ref(entries[len(entries)-1]),
	}
}

// replaced tells what a correction or a retraction strikes, and what that brings back.
func (v View) replaced(e consensus.Entry) answer.Line {
	old := v.Entry(e.Target)
	if old.Kind == consensus.Echo {
		return v.leftAlone(old)
	}
	if e.Corrects() {
		return answer.Say("#%d said: %s (", old.Number, v.Means(old)).And(Sourced(old)...).Say("). It stays visible as corrected.")
	}
	if old.Kind == consensus.Retraction {
		return answer.Say("The retraction of #%d counts no more, and #%d stands again. Reason: %s.", old.Target, old.Target, unstopped(e.Text))
	}
	line := answer.Say("Struck: %s. Reason: %s.", v.Means(old), unstopped(e.Text))
	if old.Strikes() && v.Book.StruckBy(old.Target, e.Number) == 0 {
		line[0].Text += fmt.Sprintf(" #%d stands again.", old.Target)
	}
	return line
}

// effects tells what an entry moved: from → to, and how the count and the distance to
// consensus changed.
func (v View) effects(e consensus.Entry) []answer.Line {
	before := consensus.Point{On: v.At.On, Known: e.Number - 1}
	changes := v.changesBy(e, before)
	was, is := changes.Was, changes.Is
	var lines []answer.Line
	for _, s := range changes.Stances {
		old, _ := was.Find(s.Candidate.Key)
		t, _ := is.Find(s.Candidate.Key)
		step := v.step(changes, s, "")
		if s.Moved() {
			step += "; " + v.moves(old, t)
		}
		lines = append(lines, answer.Say("%s.", step))
		if len(s.With) > 0 {
			lines = append(lines, answer.Say("With it %s, for which it speaks and which have no report of their own: %s.", english.Members(v.Race.Body(), len(s.With)), english.Series(v.countries(consensus.CodesOf(s.With)))))
		}
		if t.Stances != nil {
			lines = append(lines, answer.Say("%s", v.backing(t)))
		}
	}
	for _, s := range changes.Statuses {
		if s.From.Entry == 0 {
			lines = append(lines, answer.Say("%s is new in the race.", s.To.Name))
			continue
		}
		lines = append(lines, answer.Say("%s: %s → %s.", s.To.Name, orNone(s.From), orNone(s.To)))
	}
	for _, m := range changes.Joined {
		lines = append(lines, answer.Say("%s counts as a member from %s on; consensus needs %s.", m.Name, m.Joined.Long(), english.Members(v.Race.Body(), len(is.Members))))
	}
	if len(is.Members) < len(was.Members) {
		lines = append(lines, answer.Say("Consensus needs %s again.", english.Members(v.Race.Body(), len(is.Members))))
	}
	for _, c := range changes.Claims {
		t, _ := is.Find(c.Candidate.Key)
		lines = append(lines, answer.Say("The ledger names %d of %s that %s %s; a claim never adds to that.", t.Count(consensus.Backs), english.Members(v.Race.Body(), len(t.Stances)), answer.Backs(t.Candidate, 2), t.Candidate.Name))
		lines = append(lines, v.sideBySide(e, t, c.List[len(c.List)-1])...)
	}
	return append(lines, v.settled(e)...)
}

// changesBy gives what an entry moved since the point before it.
func (v View) changesBy(e consensus.Entry, before consensus.Point) *consensus.Changes {
	if e.Candidate != "" && e.Target == 0 {
		return v.Race.ChangesOf(e.Candidate, before, v.At)
	}
	return v.Race.Changes(before, v.At)
}

// warnings tells what a reporter may not expect: that the report does not count, not
// yet, not alone, or says more than its source bears.
func (v View) warnings(e consensus.Entry) []answer.Line {
	if e.Kind != consensus.StanceKind {
		return nil
	}
	var lines []answer.Line
	m := v.member(e.Member)
	if m.Left != 0 && m.Left < v.At.On {
		lines = append(lines, answer.Say("%s is a member no more: it left on %s.", m.Name, m.Left.Long()))
	}
	if m.Joined > v.At.On {
		lines = append(lines, answer.Say("%s is not a member yet: this counts from the day it joins, %s.", m.Name, m.Joined.Long()))
	}
	if c, ok := v.Race.Candidate(e.Candidate, v.At); ok && c.Entry != 0 && !c.Status.Live() {
		lines = append(lines, answer.Say("%s %s (%s, #%d); the report is kept.", c.Name, answer.HasStatus(c), c.Since, c.Entry))
	}
	others := v.others(e)
	switch s, _ := v.Race.Stance(e.Candidate, e.Member, v.At); {
	case s.Entry != e.Number && s.Since.Day > e.On.Day:
		lines = append(lines, answer.Say("A newer report (#%d, %s) stands: %s %s. The standing stays as it is.", s.Entry, s.Since, english.Articled(m), answer.Does(s.Saying(v.candidate(e.Candidate)), v.Person(e.Candidate))))
	case len(others) > 0:
	case s.Entry == e.Number && before(v, e).Entry != 0 && !consensus.Changed(before(v, e), s) && e.Target == 0:
		lines = append(lines, answer.Say("The position is the same as before (#%d); this is its latest word.", before(v, e).Entry))
	}
	return append(append(lines, others...), v.thin(e)...)
}

// before gives the stance as it was before an entry.
func before(v View, e consensus.Entry) consensus.Stance {
	s, _ := v.Race.Stance(e.Candidate, e.Member, consensus.Point{On: v.At.On, Known: e.Number - 1})
	return s
}

// Undone is the reason that an undo gives.
const Undone = "undone"

// recorded is the title: what stands in the ledger now, under which number.
func (v View) recorded(e consensus.Entry) string {
	switch {
	case e.Kind == consensus.Retraction:
		return fmt.Sprintf("Recorded as #%d: #%d is retracted.", e.Number, e.Target)
	case e.Kind == consensus.Granting && e.Grant.Channel == "":
		return fmt.Sprintf("Recorded as #%d: a person's role.", e.Number)
	case e.Kind == consensus.BeatKind && e.Beat.User != "":
		return fmt.Sprintf("Recorded as #%d: a person's beat.", e.Number)
	case e.Kind == consensus.Echo:
		return fmt.Sprintf("Recorded with #%d, which says the same.", e.Target)
	case e.Corrects():
		return fmt.Sprintf("Recorded as #%d, in place of #%d: %s.", e.Number, e.Target, v.Means(e))
	}
	return fmt.Sprintf("Recorded as #%d: %s.", e.Number, v.Means(e))
}

// moves says how the count of those that back a candidate moved.
func (v View) moves(old, now consensus.Tally) string {
	all := len(now.Stances)
	from, to := old.Count(consensus.Backs), now.Count(consensus.Backs)
	if from == to {
		return fmt.Sprintf("the count of those that %s stays at %d of %s", answer.Backs(now.Candidate, 2), to, english.Members(v.Race.Body(), all))
	}
	return fmt.Sprintf("the count goes from %d to %d of %d", from, to, all)
}

// thin warns of a strong word on a weak source: a camp may claim what no capital said,
// and an inference is nobody's word.
func (v View) thin(e consensus.Entry) []answer.Line {
	if e.Position != consensus.Backs {
		return nil
	}
	switch e.Source.Via {
	case consensus.Camp:
		return []answer.Line{answer.Say("This is the camp's own claim about a member, not that member's word; it is not on the record.")}
	case consensus.Inferred:
		return []answer.Line{answer.Marked("Nobody is reported to have said so; `leans` may be the truer word.")}
	case consensus.Official, consensus.Diplomat:
		return []answer.Line{answer.Say("The source is unnamed: this counts as %[1]s, and not as %[1]s on the record.", doing(v.saying(e)))}
	}
	return nil
}

// settled tells what a decision on the desk's own affairs means from now on.
func (v View) settled(e consensus.Entry) []answer.Line {
	switch e.Kind {
	case consensus.Opening:
		if v.Book.Current(e.Number) == v.Race {
			return []answer.Line{answer.Marked("Commands are about this race from now on. The others stay readable: `/§ race` names them.")}
		}
		return []answer.Line{answer.Marked(fmt.Sprintf("Commands stay about the race that the channel follows. One about this race says so: `/§ status in \"%s\"`. An editor has a channel follow it: `/§ race follow %s in #channel`.", e.Race, e.Race))}
	case consensus.ChannelRace:
		return []answer.Line{answer.Say("Commands and digests there are about it from now on.")}
	case consensus.Closing:
		return []answer.Line{answer.Marked(fmt.Sprintf("It takes no more reports, and stays readable: `/§ status race %s`.", e.Race))}
	case consensus.Granting:
		return granted(*e.Grant)
	case consensus.CheckKind:
		return []answer.Line{answer.Say("Its last word is of today now; its source stays that of #%d.", e.Target)}
	case consensus.BeatKind:
		return v.beat(*e.Beat)
	case consensus.Following:
		return []answer.Line{{{Text: "That is "}, answer.Channel(e.Live.Channel), {Text: ", from this entry on."}}}
	}
	return nil
}

// granted tells what a grant means.
func granted(g consensus.Grant) []answer.Line {
	switch {
	case g.Channel == "":
		return []answer.Line{{answer.Recorder(g.User), {Text: " is " + english.RoleWord(g.Role) + " from now on."}}}
	case g.Role == consensus.Outsider:
		return []answer.Line{{{Text: "In "}, answer.Channel(g.Channel), {Text: " guests and people of other organisations may not read any more."}}}
	}
	return []answer.Line{
		{{Text: "In "}, answer.Channel(g.Channel), {Text: " guests and people of other organisations may read from now on, and nowhere else."}},
		answer.Marked("To let one of them record there, name them: `/§ access reporter @guest`."),
	}
}

// beat tells what a beat means from now on.
func (v View) beat(b consensus.Beat) []answer.Line {
	if b.User == "" {
		return nil
	}
	said, _ := strings.CutPrefix(v.follows(b), "A person of the workspace")
	return []answer.Line{{answer.Recorder(b.User), {Text: said + ", and hears of it on the day that there was no word for " + english.Number(consensus.StaleAfter, "day", "days") + "."}}}
}

// RecordedBarely says what is on disk and nothing else.
func RecordedBarely(entries []consensus.Entry, cause error) answer.Reply {
	return answer.Reply{Outcome: answer.Recorded, Cause: cause, Title: fmt.Sprintf("Recorded as %s.", span(entries))}
}

// span names entries that follow each other: "#12 to #20".
func span(entries []consensus.Entry) string {
	first, last := entries[0].Number, entries[len(entries)-1].Number
	if first == last {
		return fmt.Sprintf("#%d", first)
	}
	return fmt.Sprintf("#%d to #%d", first, last)
}
