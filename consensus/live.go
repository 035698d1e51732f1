package consensus

import "slices"

// LiveSetting is a channel's standing setting of live notes, and the entry that holds it:
// what was recorded before that entry is not told.
type LiveSetting struct {
	Entry int
	On    Day // the desk's day of that entry
	Live
}

// Live lists what channels hear live, by what was known at known, in the order in which it
// was set: one setting for each channel that hears anything.
func (b *Book) Live(known int) []LiveSetting {
	var list []LiveSetting
	for _, s := range b.live {
		if !b.counts(int32(s.Entry), known) {
			continue
		}
		list = slices.DeleteFunc(list, func(o LiveSetting) bool { return o.Channel == s.Channel })
		if s.Level != LiveOff {
			list = append(list, s)
		}
	}
	return list
}
