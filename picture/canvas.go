package picture

import (
	"image"
	"image/color"
	"image/draw"

	"golang.org/x/image/font"
	"golang.org/x/image/font/gofont/gobold"
	"golang.org/x/image/font/gofont/goregular"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/math/fixed"

	"natobot/consensus"
)

// The colours are of the Okabe-Ito palette, which people with any kind of colour vision
// tell apart. The card is white whatever the page behind it is.
var (
	paper  = color.RGBA{0xff, 0xff, 0xff, 0xff}
	ink    = color.RGBA{0x1a, 0x1d, 0x21, 0xff}
	faint  = color.RGBA{0x50, 0x55, 0x5b, 0xff}
	quiet  = color.RGBA{0xe9, 0xeb, 0xee, 0xff}
	blue   = color.RGBA{0x00, 0x72, 0xb2, 0xff}
	orange = color.RGBA{0xe6, 0x9f, 0x00, 0xff}
	border = color.RGBA{0xb8, 0xbd, 0xc4, 0xff}
)

// patch draws a position: its colour, and a shape that no other position has, so that
// the picture reads in greys too.
func (c *canvas) patch(r image.Rectangle, p consensus.Position) {
	if r.Empty() {
		return
	}
	switch p {
	case consensus.Backs:
		c.fill(r, image.NewUniform(blue))
	case consensus.Accepts: // a striped edge; letters stand on plain paper
		c.fill(r, stripes{blue, paper, 12, 6})
		c.outline(r, blue, 3)
		c.fill(r.Inset(min(13, r.Dy()/4)), image.NewUniform(paper))
	case consensus.Leans: // an outline alone
		c.fill(r, image.NewUniform(paper))
		c.outline(r, blue, 5)
	case consensus.Undeclared:
		c.fill(r, image.NewUniform(quiet))
		c.outline(r, border, 2)
	case consensus.Holdout:
		c.fill(r, image.NewUniform(orange))
		c.outline(r, ink, 5)
	case consensus.Opposes:
		c.fill(r, image.NewUniform(ink))
	}
}

// inkOn gives the colour of letters on a position's fill.
func inkOn(p consensus.Position) color.RGBA {
	if p == consensus.Backs || p == consensus.Opposes {
		return paper
	}
	return ink
}

// stripes is a pattern of diagonal lines.
type stripes struct {
	line, ground color.RGBA
	every, width int
}

func (s stripes) ColorModel() color.Model { return color.RGBAModel }

func (s stripes) Bounds() image.Rectangle { return image.Rect(-1e9, -1e9, 1e9, 1e9) }

func (s stripes) At(x, y int) color.Color {
	if (x+y)%s.every < s.width {
		return s.line
	}
	return s.ground
}

// style is a size and weight of letters.
type style int

const (
	small style = iota
	normal
	bold
	big
	huge
	styles
)

// canvas is an image and the letters to write on it.
type canvas struct {
	image *image.RGBA
	faces [styles]font.Face
}

func newCanvas(w, h int) *canvas {
	c := &canvas{image: image.NewRGBA(image.Rect(0, 0, w, h))}
	draw.Draw(c.image, c.image.Bounds(), image.NewUniform(paper), image.Point{}, draw.Src)
	regular, heavy := parse(goregular.TTF), parse(gobold.TTF)
	c.faces = [styles]font.Face{
		small: face(regular, 29), normal: face(regular, 38), bold: face(heavy, 38), big: face(heavy, 52), huge: face(heavy, 46),
	}
	return c
}

func parse(ttf []byte) *opentype.Font {
	f, err := opentype.Parse(ttf)
	if err != nil {
		panic(err) // unreachable: the fonts are part of the program
	}
	return f
}

func face(f *opentype.Font, pixels float64) font.Face {
	got, err := opentype.NewFace(f, &opentype.FaceOptions{Size: pixels, DPI: 72, Hinting: font.HintingFull})
	if err != nil {
		panic(err) // unreachable: the options are ours
	}
	return got
}

func (c *canvas) fill(r image.Rectangle, with image.Image) {
	draw.Draw(c.image, r, with, r.Min, draw.Src)
}

func (c *canvas) outline(r image.Rectangle, in color.RGBA, w int) {
	u := image.NewUniform(in)
	for _, side := range []image.Rectangle{
		{r.Min, image.Pt(r.Max.X, r.Min.Y+w)},
		{image.Pt(r.Min.X, r.Max.Y-w), r.Max},
		{r.Min, image.Pt(r.Min.X+w, r.Max.Y)},
		{image.Pt(r.Max.X-w, r.Min.Y), r.Max},
	} {
		c.fill(side, u)
	}
}

// frame draws the card's edge, which a white page would swallow.
func (c *canvas) frame() { c.outline(c.image.Bounds(), border, 2) }

// text writes on a base line.
func (c *canvas) text(s string, st style, in color.RGBA, x, y int) {
	d := font.Drawer{Dst: c.image, Src: image.NewUniform(in), Face: c.faces[st], Dot: fixed.P(x, y)}
	d.DrawString(s)
}

func (c *canvas) measure(s string, st style) int { return font.MeasureString(c.faces[st], s).Ceil() }

// centred writes in the middle of a box.
func (c *canvas) centred(s string, st style, in color.RGBA, box image.Rectangle) {
	m := c.faces[st].Metrics()
	x := box.Min.X + (box.Dx()-c.measure(s, st))/2
	y := box.Min.Y + (box.Dy()+m.Ascent.Ceil()-m.Descent.Ceil())/2
	c.text(s, st, in, x, y)
}

// fit shortens a text to a width.
func (c *canvas) fit(s string, st style, w int) string {
	if c.measure(s, st) <= w {
		return s
	}
	r := []rune(s)
	for len(r) > 0 && c.measure(string(r)+"…", st) > w {
		r = r[:len(r)-1]
	}
	return string(r) + "…"
}
