package picture

import (
	"fmt"
	"image"
	"slices"
	"strings"

	"natobot/consensus"
)

// The landscape picture, as pages show one that is shared.
const (
	wideW, wideH = 1200, 675
	edge         = 40
	wideRows     = 4
	wideGap      = 8
	wideTileH    = 84
	wideTop      = 268
	wideFoot     = wideTop + wideRows*(wideTileH+wideGap)
	mostCards    = 40 // members with a card each: of more there are codes
	codeW        = 48
)

// wide draws the one in focus alone: the bar, the count over time, and each member.
func (d *drawing) wide() {
	d.begin(wideW, wideH)
	text := wideW - 2*edge
	if d.moves() {
		text -= 380
		d.course(image.Rect(wideW-edge-340, edge-14, wideW-edge, edge+96))
	}
	d.text(d.fit(d.Title, bold, text), bold, ink, edge, edge+36)
	d.text(d.fit(d.rule(), small, text), small, faint, edge, edge+76)
	if !d.found {
		d.text("No candidate is on record yet.", normal, ink, edge, 200)
	} else {
		d.bar(d.focus, image.Rect(edge, 194, wideW-edge, 194+52))
		d.grid()
	}
	foot := d.source()
	if len(d.moved) > 0 {
		foot += " Marked: moved since " + d.Before.At.On.Long() + "."
	}
	d.text(d.fit(foot, small, wideW-2*edge), small, faint, edge, wideH-14)
}

// grid draws each member by name, in the order of the bar.
func (d *drawing) grid() {
	var all []consensus.Stance
	for _, p := range parts() {
		in := p.of(d.focus)
		slices.SortFunc(in, func(a, b consensus.Stance) int { return strings.Compare(d.names[a.Member], d.names[b.Member]) })
		all = append(all, in...)
	}
	if len(all) > mostCards {
		d.codes(all)
		return
	}
	across := max(1, (len(all)+wideRows-1)/wideRows)
	w := (wideW - 2*edge - (across-1)*wideGap) / across
	for i, s := range all {
		x, y := edge+i%across*(w+wideGap), wideTop+i/across*(wideTileH+wideGap)
		d.card(s, image.Rect(x, y, x+w, y+wideTileH))
	}
}

// codes draws each member by its code, below a legend of the parts.
func (d *drawing) codes(all []consensus.Stance) {
	x, y := edge, wideTop
	for _, p := range parts() {
		n := len(p.of(d.focus))
		if n == 0 {
			continue
		}
		label := fmt.Sprintf("%s: %d", p.heading(d.focus.Candidate), n)
		w := 36 + d.measure(label, tiny)
		if x+w > wideW-edge {
			x, y = edge, y+34
		}
		d.patch(image.Rect(x, y, x+28, y+24), p)
		d.text(label, tiny, ink, x+36, y+19)
		x += w + 24
	}
	y += 38
	across := (wideW - 2*edge + wideGap) / (codeW + wideGap)
	rows := max(wideRows, (len(all)+across-1)/across)
	across = (len(all) + rows - 1) / rows
	w, h := (wideW-2*edge-(across-1)*wideGap)/across, (wideFoot-y)/rows-wideGap
	for i, s := range all {
		x, y := edge+i%across*(w+wideGap), y+i/across*(h+wideGap)
		box, p := image.Rect(x, y, x+w, y+h), partOf(s)
		d.patch(box, p)
		if d.moved[s.Member] != "" {
			d.corner(box.Inset(1), 12)
		}
		d.centred(string(s.Member), tiny, inkOn(p), box)
	}
}

// card draws a member: its name, or its code where that has no room, and what it says.
func (d *drawing) card(s consensus.Stance, box image.Rectangle) {
	p := partOf(s)
	d.patch(box, p)
	if d.moved[s.Member] != "" {
		d.corner(box.Inset(1), 20)
	}
	room := box.Dx() - 18
	lines, st := d.nameIn(s.Member, room)
	says := p.word(d.focus.Candidate)
	if s.Contested {
		says = "contested"
	}
	y := box.Min.Y + (box.Dy()-24*len(lines))/2
	if says != "" {
		y -= 11
		d.centred(d.fit(says, tiny, room), tiny, inkOn(p), image.Rect(box.Min.X, y+24*len(lines), box.Max.X, y+24*len(lines)+22))
	}
	for i, line := range lines {
		d.centred(line, st, inkOn(p), image.Rect(box.Min.X, y+24*i, box.Max.X, y+24*i+24))
	}
}

// nameIn gives a member's name as it fits a card: in letters of one size or a smaller one,
// in two lines at most, else its code.
func (d *drawing) nameIn(m consensus.Code, room int) ([]string, style) {
	for _, st := range []style{small, tiny} {
		lines := d.lines(d.names[m], st, room)
		cut := slices.ContainsFunc(lines, func(l string) bool { return strings.HasSuffix(l, "…") })
		if len(lines) <= 2 && !cut {
			return lines, st
		}
	}
	return []string{string(m)}, small
}
