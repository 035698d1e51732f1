package commands

import (
	"context"
	"slices"

	"natobot/commands/answer"
	"natobot/commands/grammar"
	"natobot/commands/report"
	"natobot/consensus"
)

// What editors decide of the desk itself: its digests, what channels hear live, and who
// may do what.

// schedule records that a digest is set or switched off, or a day left out.
func (d *Desk) schedule(ctx context.Context, req Request, u grammar.Understood) (answer.Reply, error) {
	s := *u.Fact.Schedule
	channel, err := where(req, u)
	if err != nil {
		return answer.Reply{}, err
	}
	s.Channel = channel
	if s.Zone == "" && !s.Off && s.Skip == 0 {
		s.Zone = d.Zone.String()
	}
	return d.record(ctx, req, func(v report.View) (consensus.Entry, error) {
		fact := consensus.Fact{Kind: consensus.Scheduling, On: consensus.On(v.Today), Schedule: &s}
		return consensus.Entry{Race: v.Race.Key(), Fact: fact}, d.worthSetting(s)
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

// follow records what a channel is to hear live.
func (d *Desk) follow(ctx context.Context, req Request, u grammar.Understood) (answer.Reply, error) {
	live := *u.Fact.Live
	var err error
	if live.Channel, err = where(req, u); err != nil {
		return answer.Reply{}, err
	}
	return d.record(ctx, req, func(v report.View) (consensus.Entry, error) {
		if followed(v, live.Channel) == live.Level {
			return consensus.Entry{}, report.SayLiveSet(live.Level)
		}
		fact := consensus.Fact{Kind: consensus.Following, On: consensus.On(v.Today), Live: &live}
		return consensus.Entry{Race: v.Race.Key(), Fact: fact}, nil
	})
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
func (d *Desk) grant(ctx context.Context, req Request, u grammar.Understood) (answer.Reply, error) {
	g := *u.Fact.Grant
	if u.Sub == "guests" {
		channel, err := where(req, u)
		if err != nil {
			return answer.Reply{}, err
		}
		g.Channel = channel
	}
	return d.record(ctx, req, func(v report.View) (consensus.Entry, error) {
		fact := consensus.Fact{Kind: consensus.Granting, On: consensus.On(v.Today), Grant: &g}
		return consensus.Entry{Race: v.Race.Key(), Fact: fact}, d.worthGranting(g)
	})
}

// worthGranting refuses to grant what is granted.
func (d *Desk) worthGranting(g consensus.Grant) error {
	role, given := d.book.Grants(d.book.Last())[g.User]
	switch {
	case g.Channel == "" && given && role == g.Role:
		return sayTheirRole()
	case g.Channel != "" && d.opened(g.Channel) == (g.Role == consensus.Reader):
		return sayOpenedAlready(g.Role == consensus.Reader)
	}
	return nil
}

// openRace records that a race opens.
func (d *Desk) openRace(ctx context.Context, req Request, u grammar.Understood) (answer.Reply, error) {
	return d.record(ctx, req, func(v report.View) (consensus.Entry, error) {
		if race, exists := d.book.Race(u.Race); exists {
			if _, _, opened := race.Title(v.At.Known); opened != 0 {
				if v.Entry(opened).Fact.Same(u.Fact) {
					return consensus.Entry{Number: opened}, nil
				}
			}
			return consensus.Entry{}, sayRaceExists(u.Race)
		}
		return consensus.Entry{Race: u.Race, Fact: u.Fact}, nil
	})
}

// closeRace records that the current race closes.
func (d *Desk) closeRace(ctx context.Context, req Request, u grammar.Understood) (answer.Reply, error) {
	return d.record(ctx, req, func(v report.View) (consensus.Entry, error) {
		if err := v.Open(); err != nil {
			return consensus.Entry{}, err
		}
		return consensus.Entry{Race: v.Race.Key(), Fact: u.Fact}, nil
	})
}

// settle records which of the contested reports of a day stands.
func (d *Desk) settle(ctx context.Context, req Request, u grammar.Understood) (answer.Reply, error) {
	return d.record(ctx, req, func(v report.View) (consensus.Entry, error) {
		e, err := numbered(v, u.Target)
		if err != nil {
			return consensus.Entry{}, err
		}
		v = v.Of(e)
		c, by := v.Contest(e), v.Book.StruckBy(e.Number, v.At.Known)
		switch {
		case by != 0:
			return consensus.Entry{}, report.SayStruckAlready(e.Number, by)
		case e.Kind != consensus.StanceKind:
			return consensus.Entry{}, report.SayNothingToSettle(e)
		case c.Settled != 0 && (!c.Contested || v.Overruled(e)):
			return consensus.Entry{}, report.SaySettled(c.Upheld(), c.Settled)
		case !c.Contested:
			return consensus.Entry{}, report.SayNotContested(e.Number)
		}
		fact := consensus.Fact{Kind: consensus.Settling, On: consensus.On(v.Today), Target: e.Number, Text: u.Because}
		return consensus.Entry{Race: e.Race, Fact: fact}, nil
	})
}
