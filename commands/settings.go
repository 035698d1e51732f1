package commands

import (
	"cmp"
	"context"
	"errors"
	"slices"

	"natobot/commands/grammar"
	"natobot/commands/lexicon"
	"natobot/commands/report"
	"natobot/consensus"
)

// What editors decide of the desk itself: its digests, what channels hear live, and who
// may do what.

// today gives the entry of a fact in the race, as of today.
func (q query) today(f consensus.Fact) consensus.Entry {
	f.On = consensus.On(q.Today)
	return consensus.Entry{Race: q.Race.Key(), Fact: f}
}

// schedule records that a digest is set or switched off, or a day left out.
func schedule(q query) (consensus.Entry, error) {
	s := *q.u.Fact.Schedule
	channel, err := where(q.req, q.u)
	if err != nil {
		return consensus.Entry{}, err
	}
	s.Channel = channel
	if s.Zone == "" && !s.Off && s.Skip == 0 {
		s.Zone = q.Zone.String()
	}
	return q.today(consensus.Fact{Kind: consensus.Scheduling, Schedule: &s}), worthSetting(q, s)
}

// worthSetting refuses to set what is set, and to end what is not.
func worthSetting(q query, s consensus.Schedule) error {
	here := slices.DeleteFunc(q.desk.schedules(), func(o consensus.Schedule) bool { return o.Channel != s.Channel })
	of := func(like func(consensus.Schedule) bool) bool { return slices.ContainsFunc(here, like) }
	switch {
	case s.Skip != 0:
		return worthSkipping(q, s, here)
	case !s.Off && of(func(o consensus.Schedule) bool { return sameSchedule(o, s) }):
		return sentences.Ask("digest set")
	case s.Off && len(here) == 0:
		return sentences.Ask("no digest")
	case s.Off && s.Only && !of(func(o consensus.Schedule) bool { return o.Minute == s.Minute }):
		return sayNoDigestAt(s.Minute, here)
	}
	return nil
}

// worthSkipping refuses to leave out a day that has no digest, and to bring back one that
// was not left out.
func worthSkipping(q query, s consensus.Schedule, here []consensus.Schedule) error {
	skipped := slices.Contains(q.Book.Skips(s.Channel, q.At.Known), s.Skip)
	due := slices.ContainsFunc(here, func(o consensus.Schedule) bool { return o.Covers(s.Skip) })
	switch {
	case s.Off && !skipped:
		return sentences.Ask("not skipped", s.Skip.Long())
	case s.Off:
		return nil
	case skipped:
		return sentences.Ask("skipped", s.Skip.Long())
	case !due:
		return sentences.Ask("nothing due", s.Skip.Weekday(), s.Skip.Long())
	}
	return nil
}

// sameSchedule tells whether two settings of one channel say the same.
func sameSchedule(a, b consensus.Schedule) bool {
	return a.Minute == b.Minute && a.Zone == b.Zone && a.Quiet == b.Quiet && slices.Equal(a.Days, b.Days)
}

// follow records what a channel is to hear live.
func follow(q query) (consensus.Entry, error) {
	live := *q.u.Fact.Live
	var err error
	if live.Channel, err = where(q.req, q.u); err != nil {
		return consensus.Entry{}, err
	}
	if followed(q.View, live.Channel) == live.Level {
		return consensus.Entry{}, report.Ask("live already", report.Hears(live.Level))
	}
	return q.today(consensus.Fact{Kind: consensus.Following, Live: &live}), nil
}

// followed gives what a channel hears live.
func followed(v report.View, channel string) consensus.LiveLevel {
	for _, s := range v.Book.Live(v.At.Known) {
		if s.Channel == channel {
			return s.Level
		}
	}
	return consensus.LiveOff
}

// grant records a person's role, or whether the guests of a channel may read there.
func grant(q query) (consensus.Entry, error) {
	g := *q.u.Fact.Grant
	if q.u.Sub == "guests" {
		channel, err := where(q.req, q.u)
		if err != nil {
			return consensus.Entry{}, err
		}
		g.Channel = channel
	}
	return q.today(consensus.Fact{Kind: consensus.Granting, Grant: &g}), worthGranting(q, g)
}

// worthGranting refuses to grant what is granted.
func worthGranting(q query, g consensus.Grant) error {
	role, given := q.Book.Grants(q.At.Known)[g.User]
	switch {
	case g.Channel == "" && given && role == g.Role:
		return sentences.Ask("their role")
	case g.Channel == "" || opened(q.Book, g.Channel) != (g.Role == consensus.Reader):
		return nil
	case g.Role == consensus.Reader:
		return sentences.Ask("open already")
	}
	return sentences.Ask("not open")
}

// openRace records that a race opens, of the body that was named. Beside another race it names its
// body always: so it is known from older openings, which the desk turned to.
func openRace(q query) (consensus.Entry, error) {
	terms := *q.u.Fact.Terms
	name := cmp.Or(terms.Body, consensus.DefaultBody)
	body := q.desk.Bodies.Named(name)
	if body == nil {
		return consensus.Entry{}, sayNoBody(name, q.desk.Bodies)
	}
	terms.Body = body.Key
	if body.Key == consensus.DefaultBody && len(q.Book.Races()) == 0 {
		terms.Body = ""
	}
	draft := consensus.Entry{Race: q.u.Race, Fact: q.u.Fact}
	draft.Terms = &terms
	race, exists := q.Book.Race(q.u.Race)
	if !exists {
		return draft, nil
	}
	if _, was, opened := race.Title(q.At.Known); opened != 0 && race.Body() == body {
		terms.Body = was.Body
		if q.Entry(opened).Fact.Same(draft.Fact) {
			return consensus.Entry{Number: opened}, nil
		}
	}
	return consensus.Entry{}, sentences.Ask("race exists", q.u.Race)
}

// focus records which race a channel follows; where nobody names or is in one, the desk does.
func focus(q query) (consensus.Entry, error) {
	race, _ := q.Book.Race(q.u.Race)
	channel := cmp.Or(q.u.Channel, q.req.Channel)
	if q.Book.Focus(channel, q.At.Known) == race {
		return consensus.Entry{}, sentences.Ask("followed", race.Key())
	}
	fact := q.u.Fact
	fact.Focus = &consensus.Focus{Channel: channel}
	return consensus.Entry{Race: race.Key(), Fact: fact}, nil
}

// closeRace records that the current race closes.
func closeRace(q query) (consensus.Entry, error) {
	if err := q.Open(); err != nil {
		return consensus.Entry{}, err
	}
	return consensus.Entry{Race: q.Race.Key(), Fact: q.u.Fact}, nil
}

// Schedules lists the digests that are due to channels: those that editors set, else
// that of the settings.
func (d *Desk) Schedules(ctx context.Context) ([]consensus.Schedule, error) {
	return reading(ctx, d, func(report.View) ([]consensus.Schedule, error) { return d.schedules(), nil })
}

func (d *Desk) schedules() []consensus.Schedule {
	list, set := d.book.Schedules(d.book.Last())
	if !set && d.Config.Digest != nil {
		list = []consensus.Schedule{*d.Config.Digest}
		list[0].Skips = d.book.Skips(list[0].Channel, d.book.Last())
	}
	for i := range list {
		list[i].By = d.Config.answerable(list[i].By)
	}
	return list
}

// timetable gives the digests as a person reads them.
func timetable(ctx context.Context, d *Desk, reader User) report.Timetable {
	return report.Timetable{
		Set: d.schedules(), Now: d.Now(), Zone: d.Zone, Reader: report.ZoneNamed(reader.Zone, d.Zone), Doubt: d.doubt(),
		Made: func(s consensus.Slot) bool {
			if d.Made == nil {
				return false
			}
			made, err := d.Made(ctx, s)
			return made && err == nil
		},
	}
}

// answerable gives whom to tell of a setting that somebody made: them, or the first editor
// of the settings where that was nobody of the workspace, or "".
func (c Config) answerable(who string) string {
	switch {
	case lexicon.IsID(who, "UW"):
		return who
	case len(c.Editors) > 0:
		return c.Editors[0]
	}
	return ""
}

// Slack is the recorder of what Slack itself brought about.
const Slack = "slack"

// ChannelMoved has what is set for a channel hold for another id, since Slack calls it by that now:
// by the entries that an editor would record who sets it all anew, all or none. The same key records
// once.
func (d *Desk) ChannelMoved(ctx context.Context, key, from, to string) error {
	_, err := d.record(ctx, Request{Key: key, User: User{ID: Slack}}, grammar.Understood{}, func(q query) ([]consensus.Entry, error) {
		list := moved(q, from, to)
		if len(list) == 0 {
			return nil, errNothingSet
		}
		return list, nil
	}, alone)
	if errors.Is(err, errNothingSet) {
		return nil
	}
	return err
}

var errNothingSet = errors.New("nothing is set for the channel")

// moved gives the entries by which what is set for a channel holds for another, and for it no more.
func moved(q query, from, to string) []consensus.Entry {
	var list []consensus.Entry
	add := func(f consensus.Fact) { list = append(list, q.today(f)) }
	digests := func(s consensus.Schedule) { add(consensus.Fact{Kind: consensus.Scheduling, Schedule: &s}) }
	left := false
	for _, s := range q.desk.schedules() {
		if s.Channel != from {
			continue
		}
		for _, day := range s.Skips {
			if !left && day >= q.Today {
				digests(consensus.Schedule{Channel: to, Skip: day})
			}
		}
		left, s.Channel = true, to
		digests(s)
	}
	if left {
		digests(consensus.Schedule{Channel: from, Off: true})
	}
	if level := followed(q.View, from); level != consensus.LiveOff {
		add(consensus.Fact{Kind: consensus.Following, Live: &consensus.Live{Channel: to, Level: level}})
		add(consensus.Fact{Kind: consensus.Following, Live: &consensus.Live{Channel: from, Level: consensus.LiveOff}})
	}
	if opened(q.Book, from) {
		add(consensus.Fact{Kind: consensus.Granting, Grant: &consensus.Grant{Channel: to, Role: consensus.Reader}})
		add(consensus.Fact{Kind: consensus.Granting, Grant: &consensus.Grant{Channel: from, Role: consensus.Outsider}})
	}
	if race := q.Book.Followed(from, q.At.Known); race != nil {
		q.View = q.In(race)
		add(consensus.Fact{Kind: consensus.ChannelRace, Focus: &consensus.Focus{Channel: to}})
	}
	return list
}
