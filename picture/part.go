package picture

import (
	"image"
	"slices"

	"natobot/consensus"
)

// part is what a bar is divided into: a position, and of those who back a candidate
// whether they do so on the record.
type part struct {
	position consensus.Position
	onRecord bool
	heading  string // of any number of members
	word     string // on the tile of one member
	past     string // of one that moved from there
}

// parts are in the order of a bar: what consensus is made of lies together, so that the
// bar shows the count beside the name.
func parts() []part {
	return []part{
		{consensus.Backs, true, "Back, on the record", "on record", "backed before"},
		{consensus.Backs, false, "Back, not on the record", "backs", "backed before"},
		{consensus.Accepts, false, "Would not block", "accepts", "accepted before"},
		{consensus.Leans, false, "Lean towards", "leans", "leaned before"},
		{consensus.Undeclared, false, "Undeclared", "", "undeclared before"},
		{consensus.Holdout, false, "Seen as holding out", "holdout", "held out before"},
		{consensus.Opposes, false, "Oppose", "opposes", "opposed before"},
	}
}

// partOf gives the part that a stance belongs to.
func partOf(s consensus.Stance) part {
	onRecord := s.Position == consensus.Backs && s.Via.IsOnRecord()
	all := parts()
	return all[slices.IndexFunc(all, func(p part) bool { return p.position == s.Position && p.onRecord == onRecord })]
}

// of gives the stances of a tally that belong to a part.
func (p part) of(t consensus.Tally) []consensus.Stance {
	return slices.DeleteFunc(t.In(p.position), func(s consensus.Stance) bool { return partOf(s) != p })
}

// patch draws a part: its colour, and a shape that no other part has, so that the picture
// reads in greys too. Letters stand on plain ground.
func (c *canvas) patch(r image.Rectangle, p part) {
	if r.Empty() {
		return
	}
	switch p.position {
	case consensus.Backs:
		if p.onRecord {
			c.fill(r, blue)
			return
		}
		c.fill(r, paper)
		c.outline(r, striped(12, 6), min(7, r.Dx()/5, r.Dy()/5))
		c.outline(r, blue, 2)
	case consensus.Accepts: // two lines
		c.fill(r, paper)
		c.outline(r, blue, 4)
		c.outline(r.Inset(7), blue, 2)
	case consensus.Leans: // a broken line
		c.fill(r, paper)
		c.outline(r, striped(44, 24), 5)
	case consensus.Undeclared:
		c.fill(r, quiet)
		c.outline(r, border, 2)
	case consensus.Holdout:
		c.fill(r, orange)
		c.outline(r, ink, 5)
	case consensus.Opposes:
		c.fill(r, ink)
	}
}

// inkOn gives the colour of letters on a part.
func inkOn(p part) image.Image {
	if p.onRecord || p.position == consensus.Opposes {
		return paper
	}
	return ink
}
