// Package picture draws how a race stands: a bar for each candidate that a member was
// heard on, and each member by name. It is read on phones and by people who do not tell
// colours apart, so what a colour says is also said by a fill, an outline and a word.
package picture

import (
	"fmt"
	"image"
	"image/png"
	"io"
	"slices"

	"natobot/commands/answer"
	"natobot/consensus"
)

// Subject is what a picture shows.
type Subject struct {
	Title    string // of the race
	Standing *consensus.Standing
	// Focus is the candidate to whom the members' tiles belong; "" is the one who leads.
	Focus consensus.Key
	// Before is how the race stood when it was last told: what moved since is marked. Of
	// nil nothing is.
	Before *consensus.Standing
	// Course is how many members backed or accepted the one in focus, day by day.
	Course []consensus.Count
	Closed consensus.Day // when the race closed; 0 for one that is open
	Wide   bool          // a landscape picture, for sharing
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
	return (&png.Encoder{CompressionLevel: png.BestSpeed}).Encode(w, few(Draw(s)))
}

// Draw draws the subject.
func Draw(s Subject) *image.RGBA {
	d := &drawing{newCanvas(), newLayout(s)}
	if s.Wide {
		d.wide()
	} else {
		d.tall()
	}
	d.outline(d.image.Bounds(), border, 2) // a white page would swallow the card's edge
	return d.image
}

// drawing is a picture in the making.
type drawing struct {
	*canvas
	*layout
}

// layout is what goes into a picture.
type layout struct {
	Subject
	focus consensus.Tally
	found bool // there is somebody to be in focus
	names map[consensus.Code]string
	moved map[consensus.Code]string // what is said of a member that moved
	bars  []consensus.Tally
	rest  []string // candidates that nobody was heard on
}

func newLayout(s Subject) *layout {
	d := &layout{Subject: s, names: map[consensus.Code]string{}, moved: s.Moved()}
	d.focus, d.found = Focus(s.Standing, s.Focus)
	for _, m := range s.Standing.Members {
		d.names[m.Code] = m.Name
	}
	for _, t := range s.Standing.Tallies {
		mine := t.Candidate.Key == d.focus.Candidate.Key
		switch {
		case !mine && !t.Candidate.Status.Live():
		case t.Count(consensus.Undeclared) < len(t.Stances):
			d.bars = append(d.bars, t)
		case !mine:
			d.rest = append(d.rest, t.Candidate.Name)
		}
	}
	return d
}

// Moved says of each member that moved towards the one in focus since the race was last
// told, how.
func (s Subject) Moved() map[consensus.Code]string {
	moved := map[consensus.Code]string{}
	focus, ok := Focus(s.Standing, s.Focus)
	if !ok || s.Before == nil {
		return moved
	}
	was := map[consensus.Code]part{}
	for _, m := range s.Before.Members {
		was[m.Code] = partOf(consensus.Stance{Position: consensus.Undeclared})
	}
	old, _ := s.Before.Find(focus.Candidate.Key)
	for _, st := range old.Stances {
		was[st.Member] = partOf(st)
	}
	for _, st := range focus.Stances {
		before, member := was[st.Member]
		switch now := partOf(st); {
		case !member || before == now:
		case before.position != now.position:
			moved[st.Member] = answer.BriefBefore(focus.Candidate.Says(before.position))
		case now.onRecord:
			moved[st.Member] = "now on the record"
		default:
			moved[st.Member] = "on the record before"
		}
	}
	return moved
}

// source says as of when the picture is, and where it comes from.
func (d *drawing) source() string {
	return fmt.Sprintf("As reported by %s. Source: the desk's ledger to #%d.", d.Standing.At.On.Long(), d.Standing.At.Known)
}

// rule says what consensus needs, or that it is there.
func (d *drawing) rule() string {
	n := len(d.focus.Stances)
	switch {
	case d.Closed != 0 && d.Closed <= d.Standing.At.On:
		return "The race closed on " + d.Closed.Long() + "."
	case d.found && d.focus.Consensus():
		return fmt.Sprintf("Consensus: all %d members %s %s.", n, answer.Agree(d.focus.Candidate, 2), d.focus.Candidate.Name)
	}
	to := "back or accept"
	if d.focus.Candidate.Motion {
		to = "ratify"
	}
	return fmt.Sprintf("Consensus needs all %d members to %s.", max(n, len(d.Standing.Members)), to)
}

// named gives a candidate's name, with what it needs beside it: that the matter is
// decided, or over.
func named(c consensus.Candidate) string {
	if c.Status.Decided() || !c.Status.Live() {
		return c.Name + ", " + answer.Status(c)
	}
	return c.Name
}

// bar draws a bar with the number of each of its parts, and above it the name and the count.
func (d *drawing) bar(t consensus.Tally, box image.Rectangle) {
	agree := fmt.Sprintf("%d of %d", t.Count(consensus.Backs, consensus.Accepts), len(t.Stances))
	right := d.measure(agree, bold)
	d.text(d.fit(named(t.Candidate), bold, box.Dx()-right-gap), bold, ink, box.Min.X, box.Min.Y-14)
	d.text(agree, bold, ink, box.Max.X-right, box.Min.Y-14)
	sum, x := 0, box.Min.X
	for _, p := range parts() {
		n := len(p.of(t))
		sum += n
		end := box.Min.X + box.Dx()*sum/max(len(t.Stances), 1)
		d.share(n, p, image.Rect(x, box.Min.Y, end, box.Max.Y))
		x = end
	}
	d.outline(box, ink, 2)
}

// share draws one part of a bar. A number stands on plain ground.
func (d *drawing) share(n int, p part, box image.Rectangle) {
	if n == 0 {
		return
	}
	d.patch(box, p)
	if label := fmt.Sprint(n); d.measure(label, medium) < box.Dx() {
		d.centred(label, medium, inkOn(p), box)
	}
}
