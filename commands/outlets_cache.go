package commands

import (
	"context"
	"strings"
	"sync"
	"time"

	"natobot/commands/lexicon"
)

// outlets are the publishers that the ledger names: read when somebody is named who may be one, and
// from then on as far as the ledger has grown.
type outlets struct {
	mu    sync.Mutex
	after int // the last entry that was read
	names map[string]bool
}

// mostOutlets bounds how many of them are remembered; others are asked about.
const mostOutlets = 10_000

// outletsTimeout is how long a reader waits for them: then the name is taken as if there were none.
const outletsTimeout = 2 * time.Second

// published tells whether the ledger has a publisher of that name. Whoever asks holds the book for
// reading. Where the ledger does not answer, the name is asked about.
func (d *Desk) published(name string) bool {
	ctx, cancel := context.WithTimeout(context.Background(), outletsTimeout)
	defer cancel()
	o := &d.outlets
	o.mu.Lock()
	defer o.mu.Unlock()
	if last := d.book.Last(); o.after < last {
		list, err := d.Ledger.Outlets(ctx, o.after)
		if err != nil {
			return false
		}
		if o.names == nil {
			o.names = map[string]bool{}
		}
		for _, outlet := range list {
			if len(o.names) < mostOutlets {
				o.names[outletKey(outlet)] = true
			}
		}
		o.after = last
	}
	key := outletKey(name)
	return key != "" && o.names[key]
}

func outletKey(name string) string { return strings.TrimPrefix(lexicon.Key(name), "the ") }
