package commands

import (
	"context"
	"fmt"
	"runtime/debug"

	"natobot/consensus"
)

// told answers a recording that is done: what the entry says, what it moved, and what
// to watch out for. It is drawn from the entry and from the points just before and
// after it, so that a repeated request gets the answer of the first time. Whatever
// goes wrong here, the entry is on disk: the answer never says otherwise. Others hear of
// it once, with the first answer.
func (d *Desk) told(ctx context.Context, req Request, receipt Receipt) (reply Reply) {
	entries := receipt.Entries
	defer func() {
		if r := recover(); r != nil {
			reply = recordedBarely(entries, fmt.Errorf("panic: %v\n%s", r, debug.Stack()))
		}
	}()
	if len(entries) > 1 {
		return recordedBarely(entries, nil)
	}
	e := entries[0]
	v := d.viewOf(ctx, req, e)
	reply = RecordedReply(v, e, d.Config.Digest)
	if v.Err() != nil {
		return recordedBarely(entries, v.Err())
	}
	if !receipt.Repeated {
		reply.Notices, reply.Cause = v.notices(e), v.Err()
	}
	return reply
}

// viewOf looks at the race of an entry as it was when the entry was recorded.
func (d *Desk) viewOf(ctx context.Context, req Request, e consensus.Entry) view {
	v := d.view(ctx, consensus.DayOf(e.Recorded.In(d.Zone))).of(e)
	v.at.Known, v.role = e.Number, d.role(req)
	return v
}
