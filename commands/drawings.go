package commands

import (
	"slices"
	"sync"

	"natobot/commands/answer"
	"natobot/commands/report"
	"natobot/consensus"
)

// drawing names what a picture is of.
type drawing struct {
	race string
	at   consensus.Point
	report.Drawing
}

// drawings are the last pictures that were drawn.
type drawings struct {
	mu   sync.Mutex
	last []drawnOf // the latest last
}

type drawnOf struct {
	drawing
	answer.Picture
}

const keptDrawings = 8

// draw gives the picture of what a view looks at: the last ones serve everybody who asks
// again.
func (d *drawings) draw(v report.View, as report.Drawing) (answer.Picture, error) {
	of := drawing{v.Race.Key(), v.At, as}
	if p, ok := d.find(of); ok {
		return p, nil
	}
	p, err := v.Picture(as)
	if err == nil {
		d.keep(of, p)
	}
	return p, err
}

func (d *drawings) find(of drawing) (answer.Picture, bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	i := slices.IndexFunc(d.last, func(p drawnOf) bool { return p.drawing == of })
	if i < 0 {
		return answer.Picture{}, false
	}
	return d.last[i].Picture, true
}

func (d *drawings) keep(of drawing, p answer.Picture) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.last = append(d.last[max(0, len(d.last)-keptDrawings+1):], drawnOf{of, p})
}

// forget forgets them all.
func (d *drawings) forget() {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.last = nil
}
