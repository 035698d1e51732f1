package commands

import (
	"sync"

	"natobot/commands/answer"
	"natobot/consensus"
)

// maxCached is how many answers are kept.
const maxCached = 64

// replyCache are the answers to status that were given lately. Such an answer says nothing but
// what the ledger says by its last entry, on a day, to whoever may do as much: the same
// text gets it again as long as those are the same.
type replyCache struct {
	mu      sync.Mutex
	at      moment
	answers map[wording]answer.Reply
}

// moment is what every kept answer depends on, and wording what each does besides.
type (
	moment struct {
		begun, last int
		today       consensus.Day
	}
	wording struct {
		text  string
		role  consensus.Role
		aloud bool
		race  string
	}
)

// point is what an answer that is kept depends on.
type point struct {
	moment
	wording
}

func pointOf(d *Desk, req Request) point {
	d.mu.RLock()
	defer d.mu.RUnlock()
	return point{moment{d.begun, d.book.Last(), d.today()}, wording{req.Text, d.role(req), req.Aloud, d.book.Focus(req.Channel, d.book.Last()).Key()}}
}

// get gives the answer that is kept, and forgets all that are out of date.
func (k *replyCache) get(p point) (answer.Reply, bool) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.at != p.moment || len(k.answers) >= maxCached {
		k.at, k.answers = p.moment, nil
	}
	reply, ok := k.answers[p.wording]
	return reply, ok
}

// put keeps an answer. One that is newer than its point does no harm: the
// next to ask is at a newer point too.
func (k *replyCache) put(p point, r answer.Reply) answer.Reply {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.at != p.moment {
		return r
	}
	if k.answers == nil {
		k.answers = map[wording]answer.Reply{}
	}
	r.Cached = true
	k.answers[p.wording] = r
	return r
}
