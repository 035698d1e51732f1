package picture

import (
	"fmt"
	"image"
	"slices"
	"strings"

	"natobot/consensus"
)

// Sizes, in pixels. A phone shows the tall picture about 360 points wide, so that a
// letter of 29 pixels is one of 10 points there.
const (
	width   = 1080
	margin  = 48
	inner   = width - 2*margin
	gap     = 10
	columns = 4
	tileW   = (inner - (columns-1)*gap) / columns
	tileH   = 78
	lowH    = 52 // of a tile with nothing below the name
	barH    = 56
	barStep = 128
	courseH = 100

	maxBars = 5
)

// tall draws a picture as high as it needs to be: it is laid out once to know that.
func (d *drawing) tall() {
	d.begin(width, d.column())
	d.column()
}

// column draws all parts below one another, and gives where they end.
func (d *drawing) column() int {
	y := d.heading()
	for _, t := range d.shownBars() {
		d.bar(t, image.Rect(margin, y+54, width-margin, y+54+barH))
		y += barStep
	}
	y = d.others(y)
	if d.found {
		y = d.course(image.Rect(margin, y, width-margin, y+courseH))
		y = d.members(y)
	}
	return d.foot(y)
}

func (d *drawing) heading() int {
	y := margin + 52
	for _, line := range d.lines(d.Title, big, inner) {
		d.text(line, big, ink, margin, y)
		y += 62
	}
	d.text(d.fit(d.rule(), normal, inner), normal, faint, margin, y)
	return y + 28
}

// shownBars gives the candidates that get a bar: the first ones, and the one in focus in any case.
func (d *drawing) shownBars() []consensus.Tally {
	list := d.bars[:min(len(d.bars), maxBars)]
	i := slices.IndexFunc(d.bars, func(t consensus.Tally) bool { return t.Candidate.Key == d.focus.Candidate.Key })
	if i >= maxBars {
		return append(slices.Clone(list[:maxBars-1]), d.bars[i])
	}
	return list
}

// others names in words who has no bar.
func (d *drawing) others(y int) int {
	var said []string
	if len(d.Standing.Tallies) == 0 {
		said = append(said, "No candidate is on record yet.")
	}
	if more := len(d.bars) - maxBars; more > 0 {
		said = append(said, fmt.Sprintf("%d more with reports.", more))
	}
	if len(d.rest) > 0 {
		said = append(said, "No position yet on "+strings.Join(d.rest, ", ")+".")
	}
	lines := d.lines(strings.Join(said, " "), normal, inner)
	if len(lines) > 3 {
		lines = append(lines[:2], d.fit(lines[2]+" …", normal, inner))
	}
	for _, line := range lines {
		d.text(line, normal, faint, margin, y+36)
		y += 40
	}
	return y + 20
}

// members draws each member by name, in groups by what it says.
func (d *drawing) members(y int) int {
	d.text(d.fit("Towards "+d.focus.Candidate.Name, bold, inner), bold, ink, margin, y+44)
	y += 64
	for _, p := range parts() {
		if in := p.of(d.focus); len(in) > 0 {
			d.patch(image.Rect(margin, y+14, margin+48, y+48), p)
			d.text(fmt.Sprintf("%s: %d", p.heading(d.focus.Candidate), len(in)), medium, ink, margin+64, y+42)
			y = d.group(p, in, y+60)
		}
	}
	return y
}

func (d *drawing) group(p part, in []consensus.Stance, y int) int {
	slices.SortFunc(in, func(a, b consensus.Stance) int { return strings.Compare(d.names[a.Member], d.names[b.Member]) })
	for row := range slices.Chunk(in, columns) {
		h := lowH
		if slices.ContainsFunc(row, func(s consensus.Stance) bool { return d.below(s) != "" }) {
			h = tileH
		}
		for i, s := range row {
			x := margin + i*(tileW+gap)
			d.tile(s, p, image.Rect(x, y, x+tileW, y+h))
		}
		y += h + gap
	}
	return y
}

// below is what stands below a name of a group, whose heading says the rest.
func (d *drawing) below(s consensus.Stance) string {
	switch was := d.moved[s.Member]; {
	case s.Contested:
		return "contested"
	case was != "":
		return was
	case s.Entry == 0, s.Position == consensus.Undeclared:
		return ""
	}
	return s.Via.String()
}

func (d *drawing) tile(s consensus.Stance, p part, box image.Rectangle) {
	d.patch(box, p)
	if d.moved[s.Member] != "" {
		d.corner(box.Inset(1), 26)
	}
	lines, below, st := []string{d.names[s.Member]}, d.below(s), normal
	if d.measure(lines[0], st) > box.Dx()-24 {
		lines, st = d.nameIn(s.Member, box.Dx()-24)
	}
	head, foot, ink := box.Min.Y, box.Max.Y, inkOn(p)
	if below != "" {
		head += 8 / len(lines)
		foot = box.Min.Y + box.Dy()/2 + 2
		d.centred(d.fit(below, small, box.Dx()-24), small, ink, image.Rect(box.Min.X, foot, box.Max.X, box.Max.Y-8))
	}
	for i, line := range lines {
		d.centred(line, st, ink, image.Rect(box.Min.X, head+(foot-head)*i/len(lines), box.Max.X, head+(foot-head)*(i+1)/len(lines)))
	}
}

// foot says what the mark means, and where all of it comes from.
func (d *drawing) foot(y int) int {
	if len(d.moved) > 0 {
		d.corner(image.Rect(margin, y+12, margin+30, y+42), 30)
		d.text("Moved since the digest of "+d.Before.At.On.Long()+".", normal, ink, margin+46, y+38)
		y += 44
	}
	d.text(d.fit(d.source(), normal, inner), normal, faint, margin, y+38)
	return y + 38 + margin
}
