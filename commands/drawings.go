package commands

import (
	"slices"
	"sync"

	"natobot/consensus"
)

// drawing names what a picture is of.
type drawing struct {
	race  string
	at    consensus.Point
	focus consensus.Key
}

// drawings are the last pictures that were drawn.
type drawings struct {
	mu   sync.Mutex
	last []drawnOf // the latest last
}

type drawnOf struct {
	drawing
	Picture
}

const keptDrawings = 8

// draw gives the picture of what a view looks at: the last ones serve everybody who asks
// again.
func (d *drawings) draw(v view, key consensus.Key) (Picture, error) {
	of := drawing{v.race.Key(), v.at, key}
	if p, ok := d.find(of); ok {
		return p, nil
	}
	p, err := v.picture(key)
	if err == nil {
		d.keep(of, p)
	}
	return p, err
}

func (d *drawings) find(of drawing) (Picture, bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	i := slices.IndexFunc(d.last, func(p drawnOf) bool { return p.drawing == of })
	if i < 0 {
		return Picture{}, false
	}
	return d.last[i].Picture, true
}

func (d *drawings) keep(of drawing, p Picture) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.last = append(d.last[max(0, len(d.last)-keptDrawings+1):], drawnOf{of, p})
}
