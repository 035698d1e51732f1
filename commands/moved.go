package commands

import (
	"context"
	"errors"

	"natobot/commands/grammar"
	"natobot/consensus"
)

// Slack is the recorder of what Slack itself brought about.
const Slack = "slack"

// ChannelMoved has what is set for a channel hold for another id, since Slack calls it by that now:
// by the entries that an editor would record who sets it all anew, all or none. The same key records
// once.
func (d *Desk) ChannelMoved(ctx context.Context, key, from, to string) error {
	_, err := d.recordAll(ctx, Request{Key: key, User: User{ID: Slack}}, grammar.Understood{}, func(q query) ([]consensus.Entry, error) {
		list := moved(q, from, to)
		if len(list) == 0 {
			return nil, errNothingSet
		}
		return list, nil
	})
	if errors.Is(err, errNothingSet) {
		return nil
	}
	return err
}

var errNothingSet = errors.New("nothing is set for the channel")

// moved gives the entries by which what is set for a channel holds for another, and for it no more.
func moved(q query, from, to string) []consensus.Entry {
	var list []consensus.Entry
	add := func(f consensus.Fact) {
		f.On = consensus.On(q.Today)
		list = append(list, consensus.Entry{Race: q.Race.Key(), Fact: f})
	}
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
	return list
}
