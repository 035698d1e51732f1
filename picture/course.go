package picture

import (
	"fmt"
	"image"
	"slices"

	"natobot/consensus"
)

// course draws the count over time, as a line that goes up and down in steps, and gives
// where it ends. A count that never moved has none.
func (d *drawing) course(box image.Rectangle) int {
	if !d.moves() {
		return box.Min.Y
	}
	first, last := d.Course[0], d.Course[len(d.Course)-1]
	d.text(d.fit("Count since "+first.On.Long(), small, box.Dx()), small, faint, box.Min.X, box.Min.Y+24)
	plot := image.Rect(box.Min.X, box.Min.Y+38, box.Max.X-52, box.Max.Y)
	d.fill(image.Rect(plot.Min.X, plot.Max.Y, plot.Max.X, plot.Max.Y+2), border)
	most := max(1, slices.MaxFunc(d.Course, func(a, b consensus.Count) int { return a.Agree - b.Agree }).Agree)
	span := max(1, last.On.Since(first.On))
	at := func(c consensus.Count) image.Point {
		return image.Pt(plot.Min.X+plot.Dx()*c.On.Since(first.On)/span, plot.Max.Y-(plot.Dy()-4)*c.Agree/most)
	}
	from := at(first)
	for _, c := range d.Course[1:] {
		to := at(c)
		d.fill(image.Rect(from.X, from.Y-4, to.X, from.Y), blue)
		d.fill(image.Rect(to.X-4, min(from.Y, to.Y)-4, to.X, max(from.Y, to.Y)), blue)
		from = to
	}
	d.text(fmt.Sprint(last.Agree), medium, ink, plot.Max.X+14, min(plot.Max.Y, max(plot.Min.Y+24, from.Y+8)))
	return box.Max.Y + 20
}

// moves tells whether the count was ever another.
func (d *drawing) moves() bool {
	return slices.ContainsFunc(d.Course, func(c consensus.Count) bool { return c.Agree != d.Course[0].Agree })
}
