package report

import (
	"bytes"
	"fmt"

	"natobot/commands/answer"
	"natobot/consensus"
	"natobot/picture"
)

// Drawing tells how a picture of what a view looks at is drawn.
type Drawing struct {
	Focus consensus.Key   // whose tiles it has; "" for the one who leads
	Since consensus.Point // what moved since is marked; the zero Point: nothing is
	Wide  bool
}

// Pictured answers with how the race stands, drawn. What moved since the last digest of the
// channel is marked.
func (v View) Pictured(key consensus.Key, wide bool, channel string) (answer.Reply, error) {
	drawing := Drawing{Focus: key, Wide: wide}
	for _, p := range v.Posted(channel) {
		if channel != "" && p.Point.On <= v.At.On && p.Point.Known <= v.At.Known {
			drawing.Since = p.Point
		}
	}
	drawn, err := v.Draw(v, drawing)
	if err != nil {
		return answer.Reply{}, err
	}
	return answer.Reply{Title: v.Headline(), Sections: []answer.Section{Note(v.asOf()), drawn}}, nil
}

// Drawn gives the picture of what a view looks at, drawn anew or kept from before.
func (v View) Drawn(key consensus.Key) (answer.Picture, error) { return v.Draw(v, Drawing{Focus: key}) }

// Drawn gives the picture of a digest: what moved since the one before is marked.
func (e *edition) Drawn(key consensus.Key) (answer.Picture, error) {
	return e.Draw(e.View, Drawing{Focus: key, Since: e.Since})
}

// Picture draws what a view looks at. A view of the same point always looks the same.
func (v View) Picture(d Drawing) (answer.Picture, error) {
	s := v.Race.Standing(v.At)
	if _, ok := s.Find(d.Focus); d.Focus != "" && !ok {
		return answer.Picture{}, sayNothingOn(v.Person(d.Focus), v.At.On)
	}
	subject := picture.Subject{Standing: s, Focus: d.Focus, Wide: d.Wide}
	subject.Title, _, _ = v.Race.Title(v.At.Known)
	subject.Closed, _ = v.Race.Closed(v.At.Known)
	if d.Since != (consensus.Point{}) {
		subject.Before = v.Race.Standing(d.Since)
	}
	if focus, ok := picture.Focus(s, d.Focus); ok {
		subject.Course = v.Race.Course(focus.Candidate.Key, v.At, 90)
	}
	var file bytes.Buffer
	if err := picture.Encode(&file, subject); err != nil {
		return answer.Picture{}, err
	}
	return answer.Picture{Name: fmt.Sprintf("nato-%s-%s.png", v.Race.Key(), v.At.On), PNG: file.Bytes(), Alt: subject.Words()}, nil
}
