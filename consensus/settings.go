package consensus

import (
	"slices"
	"time"
)

// setting is a decision of the desk and the entry that holds it.
type setting[T any] struct {
	number int32
	value  T
}

// Schedules lists the digests that stand, in the order in which they were set: at most
// one for each channel and time of day. Set tells whether an editor ever set or
// switched off any, which ends the one of the configuration.
func (b *Book) Schedules(known int) (list []Schedule, set bool) {
	for _, s := range b.schedules {
		if s.value.Skip != 0 || !b.counts(s.number, known) {
			continue
		}
		set = true
		list = slices.DeleteFunc(list, func(o Schedule) bool { return s.value.replaces(o) })
		if !s.value.Off {
			s.value.Set, s.value.By = time.UnixMilli(b.stamps.earliest[s.number-1]).UTC(), b.recorder(s.number)
			list = append(list, s.value)
		}
	}
	for i := range list {
		list[i].Skips = b.Skips(list[i].Channel, known)
	}
	return list, set
}

// Skips lists the days on which a channel gets no digests, in their order.
func (b *Book) Skips(channel string, known int) []Day {
	var days []Day
	for _, s := range b.schedules {
		if s.value.Skip == 0 || s.value.Channel != channel || !b.counts(s.number, known) {
			continue
		}
		at, found := slices.BinarySearch(days, s.value.Skip)
		switch {
		case s.value.Off && found:
			days = slices.Delete(days, at, at+1)
		case !s.value.Off && !found:
			days = slices.Insert(days, at, s.value.Skip)
		}
	}
	return days
}

// counts tells whether an entry was recorded by known and not struck.
func (b *Book) counts(number int32, known int) bool {
	return int(number) <= known && b.StruckBy(int(number), known) == 0
}

// replaces tells whether s ends an earlier schedule: switched off for its channel, or
// set anew for the same channel and minute.
func (s Schedule) replaces(o Schedule) bool {
	if s.Off && !s.Only {
		return s.Channel == "" || s.Channel == o.Channel
	}
	return s.Channel == o.Channel && s.Minute == o.Minute
}

// Grants gives the roles that editors gave people, by user id.
func (b *Book) Grants(known int) map[string]Role {
	roles := map[string]Role{}
	for _, g := range b.grants {
		if g.value.Channel == "" && b.counts(g.number, known) {
			roles[g.value.User] = g.value.Role
		}
	}
	return roles
}

// Opened lists the channels whose guests may read, and the people of other organisations
// in them, in the order in which editors opened them.
func (b *Book) Opened(known int) []string {
	var list []string
	for _, g := range b.grants {
		if g.value.User != "" || !b.counts(g.number, known) {
			continue
		}
		list = slices.DeleteFunc(list, func(channel string) bool { return channel == g.value.Channel })
		if g.value.Role == Reader {
			list = append(list, g.value.Channel)
		}
	}
	return list
}

// The two things that a review setting can say.
const (
	ReviewOn  = "on"
	ReviewOff = "off"
)

// Reviewing tells whether reports wait for a second person.
func (b *Book) Reviewing(known int) (on bool) {
	for _, r := range b.reviews {
		if b.counts(r.number, known) {
			on = r.value
		}
	}
	return on
}

// internal tells whether a strike ends what is the desk's own affair alone: a setting, that
// somebody else reported the same, or an editor's word on a contest, whose effect shows in
// the stance itself.
func (b *Book) internal(s Strike) bool {
	switch b.kind(b.struck(s)) {
	case Echo, Settling, Scheduling, Granting, Following, Reviewing, CheckKind, BeatKind, ChannelRace:
		return true
	}
	return false
}
