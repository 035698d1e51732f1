package consensus

import "slices"

// focus is a setting of what a channel follows.
type focus struct{ channel, race string }

// Focus gives the race that commands in a channel mean, by what was known: the one that an
// editor set for the channel, else [Book.Current].
func (b *Book) Focus(channel string, known int) *Race {
	if race, _ := b.set(channel, known); race != nil && channel != "" {
		return race
	}
	return b.Current(known)
}

// Followed gives the race that an editor set for a channel, nil for none.
func (b *Book) Followed(channel string, known int) *Race {
	race, _ := b.set(channel, known)
	return race
}

// set gives the race that was set for a channel, "" for the desk, and the entry that says so; nil
// for none.
func (b *Book) set(channel string, known int) (*Race, int32) {
	for _, f := range slices.Backward(b.focus) {
		if f.value.channel == channel && b.counts(f.number, known) {
			return b.races[f.value.race], f.number
		}
	}
	return nil, 0
}

// Current gives the race that the desk follows at a point of knowledge: the one that an editor
// set last, else the first that was opened. It gives way to one that begins later: to the next
// after it closed; an empty DefaultRace is followed before there is any.
func (b *Book) Current(known int) *Race {
	now, since := b.set("", known)
	for _, r := range b.order {
		if r.begunBy(known) && r.all[0] > since && (now == nil || r.follows(now, known)) {
			now = r
		}
	}
	if now == nil {
		return &Race{book: b, key: DefaultRace, roster: b.rosters[DefaultBody]}
	}
	return now
}

// follows tells whether the desk turns from a race to one that began after it: when it closed
// before the other opened. Openings that name no body are from when the desk turned to the last
// race that is open, whatever became of those before it.
func (r *Race) follows(earlier *Race, known int) bool {
	closed, over := earlier.Closed(known)
	named, opened := false, Day(0)
	for _, o := range r.openings {
		if r.book.counts(o.number, known) {
			named, opened = o.terms.Body != "", o.on.Day
		}
	}
	if !named {
		return over || !r.ClosedAt(known)
	}
	return over && opened >= closed
}
