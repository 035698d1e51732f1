package bot

import (
	"context"
	"fmt"
	"strings"
	"time"

	"natobot/consensus"
)

// A ledger has one bot, by its lock. Where two come to work on one all the same, each open
// claim has a holder, and only the holder may send: first who claimed it, then who took
// over, which the ledger gives to one. Who takes over may be faster than the holder knows,
// so what the holder has begun has to end well before the next one sends.

// lease is how long the holder of a claim is left alone: longer than one round of sending,
// with the looking before it, can take.
const lease = 2 * time.Minute

// turns is under which the ledger keeps who took over which claim.
const turns = "digests"

// holds tells whether a claim is this process's to finish. One whose holder had its time
// is taken over, and can be finished once what the last one may have sent is in sight.
func (d *digests) holds(ctx context.Context, p consensus.Posting, now time.Time) (bool, error) {
	taken, err := d.Notes.RecentLive(ctx, turns, time.Time{})
	if err != nil {
		return false, err
	}
	name := fmt.Sprintf("%s %s %d turn ", p.Channel, p.Day, p.Minute)
	holder, since, turn := p.Owner, p.ClaimedAt, 1
	for _, n := range taken {
		if strings.HasPrefix(n.Name, name) {
			holder, since, turn = n.Owner, n.ClaimedAt, turn+1
		}
	}
	held := now.Sub(since)
	if holder == d.Owner || held >= 0 && held < lease {
		return holder == d.Owner, nil
	}
	note := consensus.LiveNote{Channel: turns, Name: fmt.Sprint(name, turn), On: p.Day, Owner: d.Owner, ClaimedAt: now}
	claimed, err := d.Notes.ClaimLive(ctx, []consensus.LiveNote{note})
	if err != nil || len(claimed) == 0 {
		return false, err
	}
	d.states.Store(p.Slot, trial{doubt: true, notYet: now.Add(settleAfter), wait: settleAfter})
	return false, d.Notes.SettleLive(ctx, note.Channel, note.Name, consensus.Skipped, "")
}
