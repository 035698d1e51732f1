package report

import (
	"slices"
	"time"

	"natobot/commands/answer"
	"natobot/commands/report/news"
	"natobot/consensus"
)

// theWeek sums up what moved since Monday a week ago, in the first digest of a week. There
// is no need of it where the last digest is as old as that.
func (e *edition) theWeek() []answer.Reply {
	monday := mondayOf(e.At.On).Add(-week)
	if e.first || mondayOf(e.Since.On) == mondayOf(e.At.On) || e.Since.On <= monday {
		return nil
	}
	sunday := monday.Add(-1)
	from := consensus.Point{On: sunday, Known: min(e.At.Known, e.Book.KnownBefore(sunday.End(e.Zone)))}
	if e.Since.Known == e.At.Known && e.At.On < e.Today {
		from.Known = e.At.Known // looking back, all is known at both ends
	}
	c := news.Happened(e.Book, e.Race, e.Race.Changes(from, e.At))
	before := e.Race.Standing(from)
	var lines []answer.Line
	for _, t := range e.in {
		was, _ := before.Find(t.Candidate.Key)
		if line := e.weekOf(was, t, c); line != nil {
			lines = append(lines, line)
		}
	}
	lines = append(lines, e.weekOfTheRace(c)...)
	if len(lines) == 0 {
		return nil
	}
	return []answer.Reply{{Audience: answer.ToChannel, Title: "The week since " + weekday(monday) + ".", Sections: []answer.Section{answer.List{Items: lines}}}}
}

// mondayOf gives the Monday of a day's week.
func mondayOf(day consensus.Day) consensus.Day {
	return day.Add(-int(day.Weekday()+6) % 7)
}

// ofCandidate gives the changes of positions towards one candidate.
func ofCandidate(list []consensus.StanceChange, key consensus.Key) []consensus.StanceChange {
	return slices.DeleteFunc(slices.Clone(list), func(s consensus.StanceChange) bool { return s.Candidate.Key != key })
}

// weekday names the day of a week with its date: "Monday, 4 March 2024".
func weekday(day consensus.Day) string {
	return time.Weekday(day.Weekday()).String() + ", " + day.Long()
}
