package picture

import (
	"image"
	"image/color"
	"image/draw"
	"strings"

	"golang.org/x/image/font"
	"golang.org/x/image/font/gofont/gobold"
	"golang.org/x/image/font/gofont/goregular"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/math/fixed"
)

// The colours are of the Okabe-Ito palette, which people with any kind of colour vision
// tell apart. The card is white whatever the page behind it is.
var (
	paper  = image.NewUniform(color.RGBA{0xff, 0xff, 0xff, 0xff})
	ink    = image.NewUniform(color.RGBA{0x1a, 0x1d, 0x21, 0xff})
	faint  = image.NewUniform(color.RGBA{0x50, 0x55, 0x5b, 0xff})
	quiet  = image.NewUniform(color.RGBA{0xe9, 0xeb, 0xee, 0xff})
	blue   = image.NewUniform(color.RGBA{0x00, 0x72, 0xb2, 0xff})
	orange = image.NewUniform(color.RGBA{0xe6, 0x9f, 0x00, 0xff})
	border = image.NewUniform(color.RGBA{0xb8, 0xbd, 0xc4, 0xff})
	mark   = image.NewUniform(color.RGBA{0xd5, 0x5e, 0x00, 0xff})
)

// striped is a pattern of blue diagonal lines.
func striped(every, width int) stripes {
	return stripes{blue.RGBA64At(0, 0), paper.RGBA64At(0, 0), every, width}
}

// stripes is a pattern of diagonal lines.
type stripes struct {
	line, ground color.RGBA64
	every, width int
}

func (s stripes) ColorModel() color.Model { return color.RGBAModel }

func (s stripes) Bounds() image.Rectangle { return image.Rect(-1e9, -1e9, 1e9, 1e9) }

func (s stripes) At(x, y int) color.Color { return s.RGBA64At(x, y) }

// RGBA64At spares the drawing a value on the heap for each pixel.
func (s stripes) RGBA64At(x, y int) color.RGBA64 {
	if (x+y)%s.every < s.width {
		return s.line
	}
	return s.ground
}

// style is a size and weight of letters.
type style int

const (
	tiny style = iota
	small
	normal
	medium
	bold
	big
	styles
)

// canvas is an image and the letters to write on it.
type canvas struct {
	image *image.RGBA
	faces [styles]font.Face
}

func newCanvas() *canvas {
	regular, heavy := parse(goregular.TTF), parse(gobold.TTF)
	return &canvas{image: &image.RGBA{}, faces: [styles]font.Face{
		tiny: face(regular, 20), small: face(regular, 24), normal: face(regular, 29), medium: face(heavy, 29), bold: face(heavy, 38), big: face(heavy, 52),
	}}
}

// begin gives the canvas paper of a size. What is drawn before that is only measured.
func (c *canvas) begin(w, h int) {
	c.image = image.NewRGBA(image.Rect(0, 0, w, h))
	draw.Draw(c.image, c.image.Bounds(), paper, image.Point{}, draw.Src)
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

func (c *canvas) outline(r image.Rectangle, with image.Image, w int) {
	for _, side := range []image.Rectangle{
		{r.Min, image.Pt(r.Max.X, r.Min.Y+w)},
		{image.Pt(r.Min.X, r.Max.Y-w), r.Max},
		{r.Min, image.Pt(r.Min.X+w, r.Max.Y)},
		{image.Pt(r.Max.X-w, r.Min.Y), r.Max},
	} {
		c.fill(side, with)
	}
}

// text writes on a base line.
func (c *canvas) text(s string, st style, in image.Image, x, y int) {
	if c.image.Rect.Empty() {
		return
	}
	d := font.Drawer{Dst: c.image, Src: in, Face: c.faces[st], Dot: fixed.P(x, y)}
	d.DrawString(s)
}

func (c *canvas) measure(s string, st style) int { return font.MeasureString(c.faces[st], s).Ceil() }

// centred writes in the middle of a box.
func (c *canvas) centred(s string, st style, in image.Image, box image.Rectangle) {
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

// lines breaks a text between words, into lines of a width.
func (c *canvas) lines(s string, st style, w int) []string {
	var lines []string
	for _, word := range strings.Fields(s) {
		last := len(lines) - 1
		if last >= 0 && c.measure(lines[last]+" "+word, st) <= w {
			lines[last] += " " + word
			continue
		}
		lines = append(lines, c.fit(word, st, w))
	}
	return lines
}

// corner marks a box at its upper right.
func (c *canvas) corner(r image.Rectangle, side int) {
	for i := range side {
		c.fill(image.Rect(r.Max.X-side+i-4, r.Min.Y+i, r.Max.X, r.Min.Y+i+1), paper)
		c.fill(image.Rect(r.Max.X-side+i, r.Min.Y+i, r.Max.X, r.Min.Y+i+1), mark)
	}
}
