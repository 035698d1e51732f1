package commands

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"natobot/consensus"
)

// schedule records that a digest is set or switched off, or a day left out.
func (d *Desk) schedule(ctx context.Context, req Request, u Understood) (Reply, error) {
	s := *u.Fact.Schedule
	channel, err := where(req, u)
	if err != nil {
		return Reply{}, err
	}
	s.Channel = channel
	if s.Zone == "" && !s.Off && s.Skip == 0 {
		s.Zone = d.Zone.String()
	}
	return d.record(ctx, req, func(v view) (consensus.Entry, error) {
		fact := consensus.Fact{Kind: consensus.Scheduling, On: consensus.On(v.today), Schedule: &s}
		return consensus.Entry{Race: v.race.Key(), Fact: fact}, d.worthSetting(s)
	})
}

// worthSetting refuses to set what is set, and to end what is not.
func (d *Desk) worthSetting(s consensus.Schedule) error {
	here := slices.DeleteFunc(d.schedules(), func(o consensus.Schedule) bool { return o.Channel != s.Channel })
	of := func(like func(consensus.Schedule) bool) bool { return slices.ContainsFunc(here, like) }
	switch {
	case s.Skip != 0:
		return d.worthSkipping(s, here)
	case !s.Off && of(func(o consensus.Schedule) bool { return sameSchedule(o, s) }):
		return sayDigestSet()
	case s.Off && len(here) == 0:
		return sayNoDigest()
	case s.Off && s.Only && !of(func(o consensus.Schedule) bool { return o.Minute == s.Minute }):
		return sayNoDigestAt(s.Minute, here)
	}
	return nil
}

// worthSkipping refuses to leave out a day that has no digest, and to bring back one that
// was not left out.
func (d *Desk) worthSkipping(s consensus.Schedule, here []consensus.Schedule) error {
	skipped := slices.Contains(d.book.Skips(s.Channel, d.book.Last()), s.Skip)
	due := slices.ContainsFunc(here, func(o consensus.Schedule) bool { return o.Covers(s.Skip) })
	switch {
	case s.Off && !skipped:
		return sayNotSkipped(s.Skip)
	case s.Off:
		return nil
	case skipped:
		return saySkipped(s.Skip)
	case !due:
		return sayNothingDue(s.Skip)
	}
	return nil
}

// sameSchedule tells whether two settings of one channel say the same.
func sameSchedule(a, b consensus.Schedule) bool {
	return a.Minute == b.Minute && a.Zone == b.Zone && a.Quiet == b.Quiet && slices.Equal(a.Days, b.Days)
}

// digests answers which digests are set, and when each is posted next.
func (d *Desk) digests(_ context.Context, req Request, _ Understood) (Reply, error) {
	list := d.schedules()
	if len(list) == 0 {
		return Reply{Title: "No digest is set.", Sections: []Section{Paragraph{Text: marked("An editor sets one in its channel: `/nato digest daily 08:00 on weekdays`.")}}}, nil
	}
	reader := d.zoneNamed(req.User.Zone)
	l := List{}
	for _, s := range list {
		item := append(Line{{Text: capital(times(s)) + ", in "}}, channel(s.Channel), Span{Text: quietly(s.Quiet) + "."})
		if next := d.nextIn(s, reader); next != "" {
			item = append(item, Span{Text: " Next on " + next + "."})
		}
		item = append(item, Span{Text: skipping(s.Skips, d.today())})
		l.Items = append(l.Items, item)
	}
	return Reply{Title: number(len(list), "digest is", "digests are") + " set.", Sections: []Section{l}}, nil
}

// zoneNamed gives a time zone, the desk's where there is none of that name.
func (d *Desk) zoneNamed(name string) *time.Location {
	zone, err := time.LoadLocation(name)
	if err != nil || name == "" {
		return d.Zone
	}
	return zone
}

// nextIn says when a digest is posted next, by the channel's clock and by the reader's.
func (d *Desk) nextIn(s consensus.Schedule, reader *time.Location) string {
	zone := d.zoneNamed(s.Zone)
	_, at, ok := s.Next(zone, d.Now())
	if !ok {
		return ""
	}
	return nextAt(at.In(zone), reader)
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
	var ahead []string
	for _, day := range days {
		if day >= today {
			ahead = append(ahead, day.Long())
		}
	}
	if len(ahead) == 0 {
		return ""
	}
	return " Not on " + strings.Join(ahead, ", ") + "."
}
