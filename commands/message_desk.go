package commands

import (
	"context"
	"time"

	"natobot/commands/answer"
	"natobot/commands/form"
	"natobot/commands/press"
	"natobot/consensus"
)

// Drafts reads a message and gives a draft for every stance that its words report. There
// is always at least one, which may hold little more than the day. It records nothing.
func (d *Desk) Drafts(ctx context.Context, req Request, m answer.Message) []answer.Draft {
	err := d.refresh(ctx) // an older ledger knows enough names
	d.mu.RLock()
	lex := d.names().Vocabulary
	d.mu.RUnlock()
	day := lex.Today
	if m.At != 0 {
		day = min(day, consensus.DayOf(time.Unix(m.At, 0).In(d.Zone)))
	}
	said := []press.Draft{{On: consensus.On(day)}}
	if err == nil {
		said = press.Read(lex, day, m.Text)
	}
	var drafts []answer.Draft
	for _, s := range said {
		drafts = append(drafts, form.Drafted(s))
	}
	return drafts
}
