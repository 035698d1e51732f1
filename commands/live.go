package commands

import (
	"context"

	"natobot/consensus"
)

// Live lists what channels hear live.
func (d *Desk) Live(ctx context.Context) ([]consensus.LiveSetting, error) {
	if err := d.catchUp(ctx); err != nil {
		return nil, err
	}
	d.mu.RLock()
	defer d.mu.RUnlock()
	return d.book.Live(d.book.Last()), nil
}

// hearings answers what channels hear live.
func (d *Desk) hearings(_ context.Context, _ Request, _ Understood) (Reply, error) {
	settings := d.book.Live(d.book.Last())
	how := Paragraph{Text: marked("An editor sets it in a channel: `/nato live changes`, `/nato live milestones` or `/nato live off`.")}
	if len(settings) == 0 {
		return Reply{Title: "No channel hears anything before its digest.", Sections: []Section{how}}, nil
	}
	l := List{}
	for _, s := range settings {
		l.Items = append(l.Items, Line{channel(s.Channel), {Text: " hears " + hears(s.Level)}})
	}
	return Reply{Title: "What channels hear before their digest", Sections: []Section{l, how}}, nil
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
