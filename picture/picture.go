// Package picture draws how a race stands: a bar for each live candidate and a tile for
// each member of the day. It is read on phones and by people who do not tell colours
// apart, so what a colour says is also said by a fill, an outline and a word.
package picture

import (
	"cmp"
	"fmt"
	"image"
	"image/png"
	"io"
	"slices"

	"natobot/consensus"
)

// Subject is what a picture shows.
type Subject struct {
	Title    string // of the race
	Standing *consensus.Standing
	// Focus is the candidate to whom the tiles belong; "" is the one who leads.
	Focus consensus.Key
}

// Focus gives the candidate to whom the tiles of a standing belong: the one asked for,
// else the first that is live; false when there is nobody.
func Focus(s *consensus.Standing, key consensus.Key) (consensus.Tally, bool) {
	if key != "" {
		return s.Find(key)
	}
	i := slices.IndexFunc(s.Tallies, func(t consensus.Tally) bool { return t.Candidate.Status.Live() })
	if i < 0 {
		return consensus.Tally{}, false
	}
	return s.Tallies[i], true
}

// Encode draws the subject as a PNG. The same subject gives the same bytes.
func Encode(w io.Writer, s Subject) error {
	return (&png.Encoder{CompressionLevel: png.BestSpeed}).Encode(w, Draw(s))
}

// Sizes, in pixels. A phone shows the picture about 360 points wide, so that a letter of
// 33 pixels is one of 11 points there.
const (
	width   = 1080
	margin  = 48
	inner   = width - 2*margin
	gap     = 12
	columns = 6
	tileW   = (inner - (columns-1)*gap) / columns
	tileH   = 112
	barH    = 56
	barStep = 132
	keyStep = 54

	maxBars = 5
)

// Draw draws the subject.
func Draw(s Subject) image.Image {
	focus, ok := Focus(s.Standing, s.Focus)
	bars := live(s.Standing, focus)
	c := newCanvas(width, height(len(bars), rows(len(s.Standing.Members)), ok))
	y := c.heading(s)
	y = c.bars(bars, len(s.Standing.Members), y)
	if ok {
		y = c.tiles(s.Standing, focus, y)
		c.legend(focus, y)
	}
	c.frame()
	return c.image
}

// height adds up what Draw draws.
func height(bars, rows int, tiles bool) int {
	h := headingH + bars*barStep + margin
	if bars == 0 {
		h += barStep
	}
	if tiles {
		h += sectionH + rows*(tileH+gap) + (legendRows+1)*keyStep
	}
	return h
}

func rows(members int) int { return (members + columns - 1) / columns }

// live gives the candidates that get a bar: the live ones by support, and the one in
// focus in any case.
func live(s *consensus.Standing, focus consensus.Tally) []consensus.Tally {
	var list []consensus.Tally
	for _, t := range s.Tallies {
		if t.Candidate.Key == focus.Candidate.Key || t.Candidate.Status.Live() {
			list = append(list, t)
		}
	}
	if len(list) > maxBars {
		i := slices.IndexFunc(list, func(t consensus.Tally) bool { return t.Candidate.Key == focus.Candidate.Key })
		if i >= maxBars {
			list[maxBars-1] = list[i]
		}
		list = list[:maxBars]
	}
	return list
}

const (
	headingH   = 232
	sectionH   = 84
	legendRows = 2 // and one more where a stance is contested
)

// heading draws the race, the day and the rule.
func (c *canvas) heading(s Subject) int {
	c.text(c.fit(s.Title, big, inner), big, ink, margin, margin+52)
	day := s.Standing.At.On.Long()
	c.text("As reported by "+day, normal, ink, margin, margin+108)
	c.text(fmt.Sprintf("Consensus needs all %d members to back or accept.", len(s.Standing.Members)), small, faint, margin, margin+152)
	return headingH
}

// bars draws a bar for each candidate, its parts told apart by their fills.
func (c *canvas) bars(list []consensus.Tally, members, y int) int {
	if len(list) == 0 {
		c.text("No candidate is on record yet.", normal, ink, margin, y+44)
		return y + barStep
	}
	for _, t := range list {
		agree := fmt.Sprintf("%d of %d", t.Count(consensus.Backs, consensus.Accepts), members)
		right := c.measure(agree, bold)
		name := t.Candidate.Name
		if note := standing(t.Candidate.Status); note != "" {
			name += ", " + note
		}
		c.text(c.fit(name, bold, inner-right-gap), bold, ink, margin, y+40)
		c.text(agree, bold, ink, width-margin-right, y+40)
		c.bar(t, members, y+54)
		y += barStep
	}
	return y
}

// standing gives what a name needs beside it: that the matter is decided, or over.
func standing(s consensus.Status) string {
	if s.Decided() || !s.Live() {
		return s.String()
	}
	return ""
}

func (c *canvas) bar(t consensus.Tally, members, y int) {
	sum, x := 0, margin
	for _, p := range order() {
		n := t.Count(p)
		sum += n
		end := margin + inner*sum/max(members, 1)
		box := image.Rect(x, y, end, y+barH)
		c.patch(box, p)
		if label := fmt.Sprint(n); n > 0 && p != consensus.Undeclared && c.measure(label, bold)+gap < box.Dx() {
			c.centred(label, bold, inkOn(p), box)
		}
		x = end
	}
	c.outline(image.Rect(margin, y, margin+inner, y+barH), ink, 2)
}

// tiles draws a tile for each member: its code, and what its position is towards the
// candidate in focus.
func (c *canvas) tiles(s *consensus.Standing, t consensus.Tally, y int) int {
	c.text(c.fit("Towards "+t.Candidate.Name, bold, inner), bold, ink, margin, y+52)
	y += sectionH
	stances := slices.SortedFunc(slices.Values(t.Stances), byPosition)
	for i, st := range stances {
		x := margin + i%columns*(tileW+gap)
		box := image.Rect(x, y, x+tileW, y+tileH)
		c.patch(box, st.Position)
		c.centred(string(st.Member), huge, inkOn(st.Position), image.Rect(box.Min.X, box.Min.Y+10, box.Max.X, box.Min.Y+64))
		c.centred(word(st), small, inkOn(st.Position), image.Rect(box.Min.X, box.Min.Y+66, box.Max.X, box.Max.Y-8))
		if i%columns == columns-1 || i == len(stances)-1 {
			y += tileH + gap
		}
	}
	return y
}

// byPosition puts those who agree first and those who object last, as the bar does.
func byPosition(a, b consensus.Stance) int {
	return cmp.Or(cmp.Compare(slices.Index(order(), a.Position), slices.Index(order(), b.Position)), cmp.Compare(a.Member, b.Member))
}

// order is that of a bar's parts: those that consensus is made of lie together, so that
// the bar shows the count beside the name.
func order() []consensus.Position {
	return []consensus.Position{
		consensus.Backs, consensus.Accepts, consensus.Leans, consensus.Undeclared, consensus.Holdout, consensus.Opposes,
	}
}

// word gives a tile's word. A contested stance has a question mark.
func word(s consensus.Stance) string {
	w := s.Position.String()
	if s.Position == consensus.Undeclared {
		w = "–"
	}
	if s.Contested {
		w += " ?"
	}
	return w
}

// legend explains the fills, with the numbers.
func (c *canvas) legend(t consensus.Tally, y int) {
	y += gap
	for i, p := range order() {
		x := margin + i%3*(inner/3)
		top := y + i/3*keyStep
		c.patch(image.Rect(x, top, x+44, top+36), p)
		c.text(fmt.Sprintf("%d %s", t.Count(p), p), small, ink, x+58, top+29)
	}
	if slices.ContainsFunc(t.Stances, func(s consensus.Stance) bool { return s.Contested }) {
		c.text("? another report of the same day says otherwise", small, ink, margin, y+legendRows*keyStep+29)
	}
}
