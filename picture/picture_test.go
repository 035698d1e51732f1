package picture

import (
	"bytes"
	"fmt"
	"image"
	"image/draw"
	"strings"
	"testing"
	"time"

	"natobot/consensus"
	"natobot/consensus/bodies"
)

// sample is a race in which every position and many candidates occur.
func sample(t testing.TB) *consensus.Standing {
	t.Helper()
	book := consensus.NewBook(bodies.Shipped())
	at := time.Date(2024, 3, 8, 9, 0, 0, 0, time.UTC)
	add := func(f consensus.Fact) {
		f.On = consensus.On(20240308)
		if err := book.Apply(consensus.Entry{Number: book.Last() + 1, Race: "2024", Recorded: at, Recorder: "U1", Fact: f}); err != nil {
			t.Fatal(err)
		}
	}
	for _, name := range []string{"Mark Rutte", "Klaus Iohannis", "Krišjānis Kariņš"} {
		add(consensus.Fact{Kind: consensus.Candidacy, Candidate: consensus.Key(name), Name: name, Status: consensus.Declared})
	}
	add(consensus.Fact{Kind: consensus.Candidacy, Candidate: "Kaja Kallas", Name: "Kaja Kallas", Status: consensus.RuledOut})
	stance := func(p consensus.Position, members ...consensus.Code) {
		for _, m := range members {
			add(consensus.Fact{Kind: consensus.StanceKind, Member: m, Candidate: "Mark Rutte", Position: p})
		}
	}
	stance(consensus.Backs, "DE", "FR", "GB", "US", "NL", "BE", "LU", "ES", "IT", "DK", "NO", "FI", "SE", "PL")
	stance(consensus.Leans, "CZ", "CA")
	stance(consensus.Accepts, "LV", "LT")
	stance(consensus.Holdout, "TR", "SK")
	stance(consensus.Opposes, "HU")
	add(consensus.Fact{Kind: consensus.StanceKind, Member: "PL", Candidate: "Mark Rutte", Position: consensus.Leans})
	add(consensus.Fact{Kind: consensus.StanceKind, Member: "RO", Candidate: "Klaus Iohannis", Position: consensus.Backs})
	return book.Current(book.Last()).Standing(consensus.Point{On: 20240308, Known: book.Last()})
}

// The same standing gives the same file, so that two days' pictures differ only where
// the facts do.
func TestPicturesAreDeterministic(t *testing.T) {
	var a, b bytes.Buffer
	for _, out := range []*bytes.Buffer{&a, &b} {
		if err := Encode(out, Subject{Title: "NATO Secretary General 2024", Standing: sample(t)}); err != nil {
			t.Fatal(err)
		}
	}
	if !bytes.Equal(a.Bytes(), b.Bytes()) {
		t.Error("the same subject gave two different files")
	}
}

// Whoever sees no colours sees shapes: any two positions differ in greys, and by more
// than a shade where their greys are near.
func TestPositionsDifferInGreys(t *testing.T) {
	box := image.Rect(0, 0, tileW, tileH)
	grey := map[consensus.Position]*image.Gray{}
	for _, p := range order() {
		c := newCanvas(tileW, tileH)
		c.patch(box, p)
		grey[p] = image.NewGray(box)
		draw.Draw(grey[p], box, c.image, image.Point{}, draw.Src)
	}
	for i, p := range order() {
		for _, q := range order()[:i] {
			differ := 0
			for j := range grey[p].Pix {
				if d := int(grey[p].Pix[j]) - int(grey[q].Pix[j]); max(d, -d) > 40 {
					differ++
				}
			}
			if share := float64(differ) / float64(len(grey[p].Pix)); share < 0.04 {
				t.Errorf("%s and %s differ in %.1f%% of a tile in greys", p, q, 100*share)
			}
		}
	}
}

// Nothing runs over the edge: neither a long title, nor many candidates, nor a name.
func TestMarginsStayEmpty(t *testing.T) {
	long := strings.Repeat("A succession that takes its time ", 9)
	subjects := map[string]Subject{
		"sample":      {Title: "NATO Secretary General 2024", Standing: sample(t)},
		"long title":  {Title: long, Standing: sample(t)},
		"nobody":      {Title: "2034", Standing: consensus.NewBook(bodies.Shipped()).Current(0).Standing(consensus.Point{On: 20240222})},
		"many people": {Title: "2034", Standing: crowded(t, long)},
		"withdrawn":   {Title: "2024", Standing: sample(t), Focus: "Kaja Kallas"},
	}
	for name, s := range subjects {
		t.Run(name, func(t *testing.T) {
			img := Draw(s).(*image.RGBA)
			if img.Bounds().Dx() != width {
				t.Errorf("the picture is %v", img.Bounds())
			}
			for y := 3; y < img.Bounds().Dy()-3; y++ {
				for _, x := range []int{3, margin - 4, width - margin + 3, width - 4} {
					if img.RGBAAt(x, y) != paper {
						t.Fatalf("something stands in the margin at %d,%d", x, y)
					}
				}
			}
			for x := 3; x < width-3; x++ {
				if y := img.Bounds().Dy() - 8; img.RGBAAt(x, y) != paper {
					t.Fatalf("something stands at the foot at %d,%d", x, y)
				}
			}
		})
	}
}

// crowded is a race with more candidates than bars, and names longer than a bar.
func crowded(t *testing.T, name string) *consensus.Standing {
	t.Helper()
	book := consensus.NewBook(bodies.Shipped())
	for i := range 12 {
		err := book.Apply(consensus.Entry{Number: i + 1, Race: "2034", Recorder: "U1", Fact: consensus.Fact{
			Kind: consensus.Candidacy, Candidate: consensus.Key(fmt.Sprint(name, i)), Name: fmt.Sprint(i, name),
			Status: consensus.Mooted, On: consensus.On(20240222),
		}})
		if err != nil {
			t.Fatal(err)
		}
	}
	return book.Current(12).Standing(consensus.Point{On: 20240222, Known: 12})
}

func BenchmarkEncode(b *testing.B) {
	s := Subject{Title: "NATO Secretary General 2024", Standing: sample(b)}
	var out bytes.Buffer
	for b.Loop() {
		out.Reset()
		if err := Encode(&out, s); err != nil {
			b.Fatal(err)
		}
	}
	b.SetBytes(int64(out.Len()))
}
