package commands

import (
	"context"
	"time"

	"natobot/consensus"
)

// Drafts reads a message and gives a draft for every stance that its words report. There
// is always at least one, which may hold little more than the day. It records nothing.
func (d *Desk) Drafts(ctx context.Context, req Request, m Message) []Draft {
	err := d.refresh(ctx) // an older ledger knows enough names
	d.mu.RLock()
	lex := d.names().lex
	d.mu.RUnlock()
	day := lex.Today
	if m.At != 0 {
		day = min(day, consensus.DayOf(time.Unix(m.At, 0).In(d.Zone)))
	}
	said := []stance{{day: day}}
	if err == nil {
		said = readMessage(lex, day, m.Text)
	}
	var drafts []Draft
	for _, s := range said {
		drafts = append(drafts, drafted(s))
	}
	return drafts
}
