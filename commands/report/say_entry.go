// What an entry says, and where it comes from, by the rules at the head of say.go.

package report

import (
	"cmp"
	"fmt"
	"strings"
	"time"

	"natobot/commands/answer"
	"natobot/commands/english"
	"natobot/consensus"
)

// Means says what an entry says, as a sentence without its full stop.
func (v View) Means(e consensus.Entry) string {
	v = v.Of(e)
	switch e.Kind {
	case consensus.StanceKind:
		return english.Capital(v.Named(e.Member)) + " " + answer.Does(v.saying(e), v.Person(e.Candidate)) + answer.Asking(e.Condition)
	case consensus.ClaimKind:
		return fmt.Sprintf("%s %s %s, %s", english.Capital(answer.Claimed{Qualifier: e.Qualifier, Count: e.Count, Of: e.Of}.In(v.Race.Body())),
			answer.Backs(v.candidate(e.Candidate), e.Count), v.Person(e.Candidate), v.leavesOut(e.Missing))
	case consensus.Candidacy:
		c := consensus.Candidate{Name: cmp.Or(e.Name, v.Person(e.Candidate)), Country: e.Country, Status: e.Status, Motion: e.Motion}
		return v.Introduced(c) + " " + answer.HasStatus(c)
	case consensus.Note:
		if e.Candidate != "" {
			return "On " + v.Person(e.Candidate) + ": " + unstopped(e.Text)
		}
		return "On " + v.Named(e.Member) + ": " + unstopped(e.Text)
	case consensus.Accession:
		return fmt.Sprintf("%s joins %s on %s", cmp.Or(e.Name, v.Country(e.Member)), v.Race.Body().Name, e.On)
	}
	return v.decides(e)
}

// decides says what an entry says that is about the desk's own affairs.
func (v View) decides(e consensus.Entry) string {
	switch e.Kind {
	case consensus.Opening:
		return "The race " + e.Race + " opens: " + e.Name
	case consensus.Closing:
		if e.Text == "" {
			return "The race " + e.Race + " closes"
		}
		return "The race " + e.Race + " closes: " + unstopped(e.Text)
	case consensus.Retraction:
		return fmt.Sprintf("#%d is retracted: %s", e.Target, unstopped(e.Text))
	case consensus.Scheduling:
		return scheduled(*e.Schedule)
	case consensus.Following:
		return "A channel hears " + Hears(e.Live.Level)
	case consensus.Reviewing:
		if e.Text == consensus.ReviewOn {
			return "Reports wait for a second person from here on"
		}
		return "Reports wait for a second person no more"
	case consensus.ChannelRace:
		if e.Focus.Channel == "" {
			return "The race " + e.Race + " is followed by the desk, and by each channel that follows none of its own"
		}
		return "The race " + e.Race + " is followed in a channel"
	case consensus.Echo:
		return fmt.Sprintf("The same report as #%d", e.Target)
	case consensus.Settling:
		return v.upholds(e)
	case consensus.CheckKind:
		return fmt.Sprintf("It still stands, without a new source, that %s (#%d)", english.Lower(v.Means(v.Entry(e.Target))), e.Target)
	case consensus.BeatKind:
		return v.follows(*e.Beat)
	case consensus.Granting:
		return grants(*e.Grant)
	}
	return "A " + english.KindWord(e.Kind)
}

// grants says what a grant gives.
func grants(g consensus.Grant) string {
	switch {
	case g.Channel == "":
		return "A person of the workspace becomes " + english.RoleWord(g.Role)
	case g.Role == consensus.Outsider:
		return "A channel is closed to guests and people of other organisations"
	}
	return "A channel is opened to guests and people of other organisations"
}

// follows says what a beat decides; who it is about is named beside it.
func (v View) follows(b consensus.Beat) string {
	members := english.Each(b.Members.List(), v.Named)
	if b.User == "" {
		return "Nobody follows " + english.Series(members) + " any more"
	}
	return "A person of the workspace follows " + english.Series(members)
}

// unstopped gives a text without its full stop, for the inside of a sentence.
func unstopped(text string) string { return strings.TrimSuffix(text, ".") }

// moment gives a moment as the desk's clock shows it.
func (v View) moment(t time.Time) string {
	return t.In(v.Zone).Format("2 January 2006 at 15:04")
}

// struck tells what became of an entry: nil while it stands.
func (v View) struck(number int) answer.Line {
	by := v.Book.StruckBy(number, v.At.Known)
	if by == 0 {
		return nil
	}
	e := v.Entry(by)
	line := answer.Line{{Text: fmt.Sprintf(" Corrected by #%d, ", e.Number)}, answer.Recorder(e.Recorder)}
	if !e.Corrects() {
		line[0].Text = fmt.Sprintf(" Retracted by #%d (%s), ", e.Number, unstopped(e.Text))
	}
	return line.Say(", %s.", v.moment(e.Recorded))
}

// ago says how long before the day of the view a day lies.
func (v View) ago(w consensus.When) string {
	switch days := v.At.On.Since(w.Day); {
	case days == 0 && v.At.On == v.Today:
		return "today"
	case days == 0:
		return "that day"
	default:
		return english.Number(days, "day", "days") + " ago"
	}
}

// heardAgo says how long ago there was word of a member, and where that was a check.
func (v View) heardAgo(s consensus.Stance) string {
	if s.Checked > s.Since.Day {
		return v.ago(consensus.On(s.Checked)) + " (checked)"
	}
	return v.ago(s.Since)
}

// OnWord says on whose word something is reported.
func OnWord(s consensus.Source) string {
	if s.Via == consensus.OnRecord {
		return strings.TrimPrefix(s.Who+", on the record", ", ")
	}
	as := cmp.Or(answer.Unnamed(s.Via), s.Via.String(), consensus.Reported.String())
	if s.Who == "" {
		return as
	}
	return fmt.Sprintf("%s (%s)", s.Who, english.Unarticled(as))
}

// cited gives a source in brackets' length, with its entry. The quote is left to those
// who show the entry whole.
func cited(e consensus.Entry) answer.Line {
	return Sourced(e).Say(", #%d", e.Number)
}

// Sourced gives a source: on whose word, where, about which day.
func Sourced(e consensus.Entry) answer.Line { return undated(e.Source).Say(", %s", e.On) }

// undated gives a source where the day is said already.
func undated(s consensus.Source) answer.Line {
	line := answer.Say("%s", OnWord(s))
	if out := outlet(s); out.Text != "" {
		line = line.Say(", ").And(out)
	}
	return line
}

// outlet names who published, linked where there is a link: the outlet's name, else
// the link's host.
func outlet(s consensus.Source) answer.Span {
	return answer.Span{Text: english.Published(s), URL: s.Link}
}

// line shows an entry with its source and quote.
func (v View) line(e consensus.Entry, source answer.Line) answer.Line {
	what := v.Means(e)
	if e.Kind == consensus.Note {
		what = unstopped(e.Text)
	}
	return answer.Say("%s (", what).And(source...).Say(")").And(answer.Quoted(e.Source.Quote)...)
}
