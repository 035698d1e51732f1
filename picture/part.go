package picture

import (
	"image"
	"slices"

	"natobot/commands/answer"
	"natobot/commands/english"
	"natobot/consensus"
)

// part is what a bar is divided into: a position, and of those who back a candidate
// whether they do so on the record.
type part struct {
	position consensus.Position
	onRecord bool
}

// parts are in the order of a bar: what consensus is made of lies together, so that the
// bar shows the count beside the name.
func parts() []part {
	return []part{
		{consensus.Backs, true},
		{consensus.Backs, false},
		{consensus.Accepts, false},
		{consensus.Leans, false},
		{consensus.Undeclared, false},
		{consensus.Holdout, false},
		{consensus.Opposes, false},
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

// heading says what a part is, of any number of members.
func (p part) heading(of consensus.Candidate) string {
	words := english.Capital(answer.InChart(2, of.Says(p.position)))
	switch {
	case p.onRecord:
		return words + ", on the record"
	case p.position == consensus.Backs:
		return words + ", not on the record"
	}
	return words
}

// word says what a part is, on the tile of one member.
func (p part) word(of consensus.Candidate) string {
	if p.onRecord {
		return "on record"
	}
	return answer.Brief(of.Says(p.position))
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
