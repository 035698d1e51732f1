package report

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"natobot/commands/answer"
	"natobot/commands/english"
	"natobot/consensus"
)

// Timetable is the digests that are set, as somebody reads them.
type Timetable struct {
	Set    []consensus.Schedule
	Now    time.Time
	Zone   *time.Location // of a digest that names none
	Reader *time.Location // by which a time is told too
	Made   func(consensus.Slot) bool
	Doubt  error // why nothing is posted now; nil where it is
}

const setOne = "An editor sets one in its channel: `/§ digest daily 08:00 on weekdays`."

// Digests answers which digests are set, and when each is posted next.
func (t Timetable) Digests() answer.Reply {
	if len(t.Set) == 0 {
		return answer.Reply{Title: "No digest is set.", Sections: []answer.Section{answer.Paragraph{Text: answer.Marked(setOne)}}}
	}
	l := answer.List{}
	for _, s := range t.Set {
		item := answer.Say("%s, in ", english.Capital(times(s))).And(answer.Channel(s.Channel)).Say("%s.", quietly(s.Quiet))
		if next := t.next(s); next != "" {
			item = item.Say(" Next on %s.", next)
		}
		item = item.Say("%s", skipping(s.Skips, consensus.DayOf(t.Now.In(t.Zone))))
		l.Items = append(l.Items, item)
	}
	reply := answer.Reply{Title: english.Number(len(t.Set), "digest is", "digests are") + " set.", Sections: []answer.Section{l}}
	if why, told := errors.AsType[*consensus.Error](t.Doubt); told {
		reply.Sections = append(reply.Sections, answer.Paragraph{Text: answer.Marked(why.Message + ". " + why.Hint)})
	}
	return reply
}

// next says when a digest is posted next, by the channel's clock and by the reader's.
func (t Timetable) next(s consensus.Schedule) string {
	zone := ZoneNamed(s.Zone, t.Zone)
	_, at, ok := s.Coming(zone, t.Now, t.Made)
	if !ok || t.Doubt != nil {
		return ""
	}
	return nextAt(at.In(zone), t.Reader)
}

// ZoneNamed gives a time zone, another where there is none of that name.
func ZoneNamed(name string, otherwise *time.Location) *time.Location {
	zone, err := time.LoadLocation(name)
	if err != nil || name == "" {
		return otherwise
	}
	return zone
}

// nextAt says a moment by the clock of its channel, and by the reader's where that shows
// another time.
func nextAt(at time.Time, reader *time.Location) string {
	said := at.Format("Monday, 2 January 2006 at 15:04")
	local := at.In(reader)
	layout := "15:04"
	if local.Day() != at.Day() {
		layout = "15:04 on Monday"
	}
	if here := local.Format("2 15:04"); here != at.Format("2 15:04") {
		said += fmt.Sprintf(", which is %s in %s", local.Format(layout), reader)
	}
	return said
}

// skipping says on which of the days ahead there is no digest.
func skipping(days []consensus.Day, today consensus.Day) string {
	ahead := slices.DeleteFunc(slices.Clone(days), func(day consensus.Day) bool { return day < today })
	if len(ahead) == 0 {
		return ""
	}
	return " Not on " + strings.Join(english.Each(ahead, consensus.Day.Long), ", ") + "."
}

// scheduled says what a schedule entry decides.
func scheduled(s consensus.Schedule) string {
	switch {
	case s.Skip != 0 && s.Off:
		return "The digests of " + s.Skip.Long() + " are posted in this channel after all"
	case s.Skip != 0:
		return "No digest is posted in this channel on " + s.Skip.Long()
	case s.Off && s.Only:
		return "The digest of " + english.Clock(s.Minute) + " of this channel is switched off"
	case s.Off && s.Channel == "":
		return "No channel gets a digest any more"
	case s.Off:
		return "The digest of this channel is switched off"
	}
	return "A digest is posted " + times(s) + quietly(s.Quiet)
}

// times says when a digest is posted: "Monday to Friday at 08:00 (Europe/Brussels)".
func times(s consensus.Schedule) string {
	return fmt.Sprintf("%s at %02d:%02d (%s)", days(s.Days), s.Minute/60, s.Minute%60, s.Zone)
}

func days(list []int) string {
	switch fmt.Sprint(list) {
	case "[]", "[0 1 2 3 4 5 6]":
		return "every day"
	case "[1 2 3 4 5]":
		return "Monday to Friday"
	}
	return "on " + english.Series(english.Each(list, func(d int) string { return time.Weekday(d).String() }))
}

func quietly(q consensus.Quiet) string {
	switch q {
	case consensus.QuietSkip:
		return "; not when nothing changed"
	case consensus.QuietFull:
		return "; in full also when nothing changed"
	}
	return "; in one line when nothing changed"
}
