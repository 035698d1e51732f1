package commands

import (
	"maps"
	"slices"
	"time"

	"natobot/commands/english"
	"natobot/consensus"
)

// Doubt gives nil where the desk's clock is to be believed, and else why not: nothing is
// stamped or posted by a clock that is off. Slack's time is the witness; where there is none,
// the ledger is: it holds nothing that was recorded later than now.
func (d *Desk) Doubt() error {
	d.mu.RLock()
	defer d.mu.RUnlock()
	return d.doubt()
}

func (d *Desk) doubt() error {
	if d.Witness != nil {
		switch ahead, heard := d.Witness(); {
		case heard && ahead.Abs() > consensus.Tolerance:
			side := "ahead of"
			if ahead < 0 {
				side = "behind"
			}
			return sentences.Ask("clock off", english.Span(ahead.Abs()), side)
		case heard:
			return nil
		}
	}
	if last := d.book.LastRecorded(); last.Sub(d.Now()) > consensus.Tolerance {
		const layout = "15:04 on 2 January 2006"
		return sentences.Ask("clock behind", d.Now().In(d.Zone).Format(layout), d.book.Last(), last.In(d.Zone).Format(layout))
	}
	return nil
}

// Editor gives an editor to be told of what is wrong with the house itself: of the settings,
// else one whom editors named, else who set a digest, or "" where none of them is known.
func (d *Desk) Editor() string {
	d.mu.RLock()
	defer d.mu.RUnlock()
	if len(d.Editors) > 0 {
		return d.Editors[0]
	}
	grants := d.book.Grants(d.book.Last())
	for _, user := range slices.Sorted(maps.Keys(grants)) {
		if grants[user] == consensus.Editor {
			return user
		}
	}
	for _, s := range d.schedules() {
		if s.By != "" {
			return s.By
		}
	}
	return ""
}

// vouched is the witness where a person vouches for the clock.
func vouched() (ahead time.Duration, heard bool) { return 0, true }
