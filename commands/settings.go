package commands

import (
	"context"
	"slices"

	"natobot/consensus"
)

// What editors decide of the desk itself: its digests, what channels hear live, and who
// may do what.

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

// follow records what a channel is to hear live.
func (d *Desk) follow(ctx context.Context, req Request, u Understood) (Reply, error) {
	live := *u.Fact.Live
	var err error
	if live.Channel, err = where(req, u); err != nil {
		return Reply{}, err
	}
	return d.record(ctx, req, func(v view) (consensus.Entry, error) {
		if followed(v, live.Channel) == live.Level {
			return consensus.Entry{}, sayLiveSet(live.Level)
		}
		fact := consensus.Fact{Kind: consensus.Following, On: consensus.On(v.today), Live: &live}
		return consensus.Entry{Race: v.race.Key(), Fact: fact}, nil
	})
}

// followed gives what a channel hears live.
func followed(v view, channel string) consensus.LiveLevel {
	for _, s := range v.book.Live(v.at.Known) {
		if s.Channel == channel {
			return s.Level
		}
	}
	return consensus.LiveOff
}

// grant records a person's role, or whether the guests of a channel may read there.
func (d *Desk) grant(ctx context.Context, req Request, u Understood) (Reply, error) {
	g := *u.Fact.Grant
	if u.Sub == "guests" {
		channel, err := where(req, u)
		if err != nil {
			return Reply{}, err
		}
		g.Channel = channel
	}
	return d.record(ctx, req, func(v view) (consensus.Entry, error) {
		fact := consensus.Fact{Kind: consensus.Granting, On: consensus.On(v.today), Grant: &g}
		return consensus.Entry{Race: v.race.Key(), Fact: fact}, d.worthGranting(g)
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
func (d *Desk) openRace(ctx context.Context, req Request, u Understood) (Reply, error) {
	return d.record(ctx, req, func(v view) (consensus.Entry, error) {
		if race, exists := d.book.Race(u.Race); exists {
			if _, _, opened := race.Title(v.at.Known); opened != 0 {
				if v.entry(opened).Fact.Same(u.Fact) {
					return consensus.Entry{Number: opened}, nil
				}
			}
			return consensus.Entry{}, sayRaceExists(u.Race)
		}
		return consensus.Entry{Race: u.Race, Fact: u.Fact}, nil
	})
}

// closeRace records that the current race closes.
func (d *Desk) closeRace(ctx context.Context, req Request, u Understood) (Reply, error) {
	return d.record(ctx, req, func(v view) (consensus.Entry, error) {
		if err := v.open(); err != nil {
			return consensus.Entry{}, err
		}
		return consensus.Entry{Race: v.race.Key(), Fact: u.Fact}, nil
	})
}

// settle records which of the contested reports of a day stands.
func (d *Desk) settle(ctx context.Context, req Request, u Understood) (Reply, error) {
	return d.record(ctx, req, func(v view) (consensus.Entry, error) {
		e, err := numbered(v, u.Target)
		if err != nil {
			return consensus.Entry{}, err
		}
		v = v.of(e)
		c, by := v.contest(e), v.book.StruckBy(e.Number, v.at.Known)
		switch {
		case by != 0:
			return consensus.Entry{}, sayStruckAlready(e.Number, by)
		case e.Kind != consensus.StanceKind:
			return consensus.Entry{}, sayNothingToSettle(e)
		case c.Settled != 0 && (!c.Contested || v.overruled(e)):
			return consensus.Entry{}, saySettled(c.Upheld(), c.Settled)
		case !c.Contested:
			return consensus.Entry{}, sayNotContested(e.Number)
		}
		fact := consensus.Fact{Kind: consensus.Settling, On: consensus.On(v.today), Target: e.Number, Text: u.Because}
		return consensus.Entry{Race: e.Race, Fact: fact}, nil
	})
}
