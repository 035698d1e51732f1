package picture

import (
	"bytes"
	"fmt"
	"image"
	"image/draw"
	"slices"
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
		for i, m := range members {
			via := consensus.Attributions()[i%len(consensus.Attributions())]
			add(consensus.Fact{Kind: consensus.StanceKind, Member: m, Candidate: "Mark Rutte", Position: p, Source: consensus.Source{Via: via}})
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

// Whoever sees no colours sees shapes: any two parts differ in greys, and by more than a
// shade where their greys are near. In a bar, one member's part is 30 pixels wide.
func TestPartsDifferInGreys(t *testing.T) {
	for _, box := range []image.Rectangle{image.Rect(0, 0, tileW, tileH), image.Rect(0, 0, 30, barH)} {
		grey := map[part]*image.Gray{}
		for _, p := range parts() {
			c := newCanvas()
			c.begin(box.Dx(), box.Dy())
			c.patch(box, p)
			grey[p] = image.NewGray(box)
			draw.Draw(grey[p], box, c.image, image.Point{}, draw.Src)
		}
		for i, p := range parts() {
			for _, q := range parts()[:i] {
				differ := 0
				for j := range grey[p].Pix {
					if d := int(grey[p].Pix[j]) - int(grey[q].Pix[j]); max(d, -d) > 40 {
						differ++
					}
				}
				if share := float64(differ) / float64(len(grey[p].Pix)); share < 0.04 {
					t.Errorf("%s and %s differ in %.1f%% of %v in greys", p.heading(consensus.Candidate{}), q.heading(consensus.Candidate{}), 100*share, box.Size())
				}
			}
		}
	}
}

// subjects are races of every size.
func subjects(t testing.TB) map[string]Subject {
	long := strings.Repeat("A succession that takes its time ", 3)
	course := []consensus.Count{{On: 20240222, Agree: 0}, {On: 20240223, Agree: 4}, {On: 20240226, Agree: 4}, {On: 20240301, Agree: 11}, {On: 20240303, Agree: 10}, {On: 20240308, Agree: 15}}
	return map[string]Subject{
		"sample":      {Title: "NATO Secretary General 2024", Standing: sample(t), Course: course, Before: before(t)},
		"long title":  {Title: long, Standing: sample(t)},
		"nobody":      {Title: "2034", Standing: consensus.NewBook(bodies.Shipped()).Current(0).Standing(consensus.Point{On: 20240222})},
		"one, silent": {Title: "NATO Secretary General 2034", Standing: crowded(t, "Jens ", 1)},
		"many people": {Title: "2034", Standing: crowded(t, long, 12)},
		"withdrawn":   {Title: "2024", Standing: sample(t), Focus: "Kaja Kallas"},
		"166 members": {Title: "WTO Director-General 2034", Standing: many(t), Course: course},
		"consensus":   {Title: "NATO Secretary General 2024", Standing: agreed(t), Course: course, Closed: 20240626},
	}
}

// before is the sample's race, some days before.
func before(t testing.TB) *consensus.Standing {
	s := *sample(t)
	s.At.On = 20240301
	s.Tallies = slices.Clone(s.Tallies)
	s.Tallies[0].Stances = slices.Clone(s.Tallies[0].Stances)
	for i := range s.Tallies[0].Stances {
		if st := &s.Tallies[0].Stances[i]; slices.Contains([]consensus.Code{"HU", "FI", "SE", "MK"}, st.Member) {
			st.Position, st.Via = consensus.Leans, consensus.Reported
		}
	}
	return &s
}

// agreed is a race with consensus.
func agreed(t testing.TB) *consensus.Standing {
	t.Helper()
	book := consensus.NewBook(bodies.Shipped())
	apply := func(f consensus.Fact) {
		f.On = consensus.On(20240620)
		if err := book.Apply(consensus.Entry{Number: book.Last() + 1, Race: "2024", Recorder: "U1", Fact: f}); err != nil {
			t.Fatal(err)
		}
	}
	apply(consensus.Fact{Kind: consensus.Candidacy, Candidate: "Mark Rutte", Name: "Mark Rutte", Status: consensus.Appointed})
	for i, m := range bodies.NATO().On(20240620) {
		via := consensus.Attributions()[i%2]
		apply(consensus.Fact{Kind: consensus.StanceKind, Member: m.Code, Candidate: "Mark Rutte", Position: consensus.Backs, Source: consensus.Source{Via: via}})
	}
	return book.Current(book.Last()).Standing(consensus.Point{On: 20240626, Known: book.Last()})
}

// many is a race of the body with the most members, in every position.
func many(t testing.TB) *consensus.Standing {
	t.Helper()
	book := consensus.NewBook(bodies.Shipped())
	facts := []consensus.Fact{
		{Kind: consensus.Opening, Name: "WTO Director-General 2034", Terms: &consensus.Terms{Body: "wto"}},
		{Kind: consensus.Candidacy, Candidate: "ada", Name: "Ada Alpha", Status: consensus.Declared},
	}
	for i, m := range bodies.Shipped().Find("wto").On(20250101) {
		if p := consensus.Positions()[i%6]; p != consensus.Undeclared {
			facts = append(facts, consensus.Fact{Kind: consensus.StanceKind, Member: m.Code, Candidate: "ada", Position: p, Source: consensus.Source{Via: consensus.Attributions()[i%7], Link: "https://example.org/"}})
		}
	}
	for i, f := range facts {
		f.On = consensus.On(20250101)
		if err := book.Apply(consensus.Entry{Number: i + 1, Race: "2034", Recorder: "U1", Fact: f}); err != nil {
			t.Fatal(err)
		}
	}
	race, _ := book.Race("2034")
	return race.Standing(consensus.Point{On: 20250102, Known: book.Last()})
}

// No member's name is cut in the tall picture: a long one stands in two lines.
func TestNamesAreWhole(t *testing.T) {
	d := &drawing{newCanvas(), &layout{names: map[consensus.Code]string{}}}
	for _, key := range []string{"nato", "osce", "wto", "eu"} {
		for _, m := range bodies.Shipped().Find(key).Members {
			d.names[m.Code] = m.Name
			if lines, _ := d.nameIn(m.Code, tileW-24); strings.Join(lines, " ") != m.Name {
				t.Errorf("%s is shown as %q", m.Name, lines)
			}
		}
	}
}

// Nothing runs over the edge: neither a long title, nor many candidates, nor a name.
func TestMarginsStayEmpty(t *testing.T) {
	for name, s := range subjects(t) {
		for _, wide := range []bool{false, true} {
			t.Run(fmt.Sprint(name, " wide ", wide), func(t *testing.T) {
				s.Wide = wide
				img := Draw(s)
				w, h := img.Bounds().Dx(), img.Bounds().Dy()
				if wide && (w != wideW || h != wideH) || !wide && w != width {
					t.Errorf("the picture is %v", img.Bounds())
				}
				for y := 3; y < h-3; y++ {
					for _, x := range []int{3, edge - 4, w - edge + 3, w - 4} {
						if img.RGBAAt(x, y) != paper.C {
							t.Fatalf("something stands in the margin at %d,%d", x, y)
						}
					}
				}
				for x := 3; x < w-3; x++ {
					if img.RGBAAt(x, h-5) != paper.C {
						t.Fatalf("something stands at the foot at %d,%d", x, h-5)
					}
				}
			})
		}
	}
}

// crowded is a race with more candidates than bars, and names longer than a bar.
func crowded(t testing.TB, name string, n int) *consensus.Standing {
	t.Helper()
	book := consensus.NewBook(bodies.Shipped())
	for i := range n {
		err := book.Apply(consensus.Entry{Number: i + 1, Race: "2034", Recorder: "U1", Fact: consensus.Fact{
			Kind: consensus.Candidacy, Candidate: consensus.Key(fmt.Sprint(name, i)), Name: fmt.Sprint(i, name),
			Status: consensus.Mooted, On: consensus.On(20240222),
		}})
		if err != nil {
			t.Fatal(err)
		}
	}
	return book.Current(n).Standing(consensus.Point{On: 20240222, Known: n})
}

func BenchmarkEncode(b *testing.B) {
	s := subjects(b)["sample"]
	var out bytes.Buffer
	for b.Loop() {
		out.Reset()
		if err := Encode(&out, s); err != nil {
			b.Fatal(err)
		}
	}
	b.SetBytes(int64(out.Len()))
}
