package commands

import (
	"sync"

	"natobot/commands/answer"
	"natobot/commands/report"
	"natobot/consensus"
)

// cache has what was made lately, by all that it depends on.
type cache[K comparable, V any] struct {
	mu sync.Mutex
	of map[K]V
}

func (c *cache[K, V]) get(key K) (V, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	value, ok := c.of[key]
	return value, ok
}

// put keeps a value. Where there are so many as may be kept, one of them makes room.
func (c *cache[K, V]) put(key K, value V, most int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.of == nil {
		c.of = map[K]V{}
	}
	for old := range c.of {
		if len(c.of) < most {
			break
		}
		delete(c.of, old)
	}
	c.of[key] = value
}

// Pictures are large, and answers to status are not; few desks follow as many races.
const (
	keptDrawings     = 8
	keptReplies      = 64
	keptVocabularies = 64
)

// drawing names what a picture is of.
type drawing struct {
	begun int // of the book
	race  string
	at    consensus.Point
	report.Drawing
}

// draw gives the picture of what a view looks at: the last ones serve everybody who asks again. Whoever
// asks holds the book for reading.
func (d *Desk) draw(v report.View, as report.Drawing) (answer.Picture, error) {
	of := drawing{d.begun, v.Race.Key(), v.At, as}
	if p, ok := d.drawings.get(of); ok {
		return p, nil
	}
	p, err := v.Picture(as)
	if err == nil {
		d.drawings.put(of, p, keptDrawings)
	}
	return p, err
}

// moment is the state of the ledger on a day.
type moment struct {
	begun, last int
	today       consensus.Day
}

// point is what an answer to status depends on. Such an answer says nothing but what the ledger says
// by its last entry, on a day, to whoever may do as much: the same text gets it again as long as
// those are the same. One that is newer than its point does no harm: the next to ask is at a newer
// point too.
type point struct {
	moment
	text  string
	role  consensus.Role
	aloud bool
	race  string
}

func pointOf(d *Desk, req Request) point {
	d.mu.RLock()
	defer d.mu.RUnlock()
	return point{moment{d.begun, d.book.Last(), d.today()}, req.Text, d.role(req), req.Aloud, d.book.Focus(req.Channel, d.book.Last()).Key()}
}
