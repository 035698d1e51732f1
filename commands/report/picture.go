package report

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"natobot/commands/answer"
	"natobot/commands/english"
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
	for _, p := range slices.Backward(v.posted(channel)) {
		if channel != "" && p.Point.On <= v.At.On && p.Point.Known <= v.At.Known {
			drawing.Since = p.Point
			break
		}
	}
	drawn, err := v.Draw(v, drawing)
	if err != nil {
		return answer.Reply{}, err
	}
	return answer.Reply{Title: v.headlineOrNothing(), Sections: []answer.Section{Note(v.asOf()), drawn}}, nil
}

// Drawn gives the picture of what a view looks at, drawn anew or kept from before.
func (v View) Drawn(key consensus.Key) (answer.Picture, error) {
	return v.Draw(v, Drawing{Focus: key})
}

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
		subject.Course = v.course(focus.Candidate.Key)
	}
	var file bytes.Buffer
	if err := picture.Encode(&file, subject); err != nil {
		return answer.Picture{}, err
	}
	name := fmt.Sprintf("nato-%s-%s.png", v.Race.Key(), v.At.On)
	return answer.Picture{Name: name, PNG: file.Bytes(), Alt: v.inWords(subject)}, nil
}

// courseDays is on how many days at most the count over time is taken.
const courseDays = 90

// course gives how many members agreed on a candidate since the race's first report, by
// what is known.
func (v View) course(key consensus.Key) []picture.Count {
	first, ok := v.Race.Begun(v.At.Known)
	if !ok || first >= v.At.On {
		return nil
	}
	days := v.At.On.Since(first)
	var course []picture.Count
	for i := range min(days, courseDays) + 1 {
		day := first.Add(days * i / min(days, courseDays))
		count := picture.Count{On: day}
		for _, m := range v.Book.Members(consensus.Point{On: day, Known: v.At.Known}) {
			s, _ := v.Race.Stance(key, m.Code, consensus.Point{On: day, Known: v.At.Known})
			if s.Position == consensus.Backs || s.Position == consensus.Accepts {
				count.Agree++
			}
		}
		course = append(course, count)
	}
	return course
}

// inWords says what a picture shows.
func (v View) inWords(s picture.Subject) string {
	focus, ok := picture.Focus(s.Standing, s.Focus)
	if !ok {
		return "A picture of the race: no candidate is on record."
	}
	var bars, silent, tiles, moves []string
	for _, t := range s.Standing.Tallies {
		switch mine := t.Candidate.Key == focus.Candidate.Key; {
		case !mine && !live(t):
		case !mine && t.Count(consensus.Undeclared) == len(t.Stances):
			silent = append(silent, t.Candidate.Name)
		default:
			bars = append(bars, fmt.Sprintf("%s %d of %d%s", t.Candidate.Name, agreeing(t), len(t.Stances), v.contestedOf(t.In(consensus.Backs, consensus.Accepts))))
		}
	}
	for _, p := range consensus.Positions() {
		if in := focus.In(p); len(in) > 0 {
			tiles = append(tiles, fmt.Sprintf("%s %s", answer.InChart(len(in), p), strings.Join(v.names(in), ", ")))
		}
		if named := focus.OnRecord(); p == consensus.Backs && len(named) > 0 {
			tiles[len(tiles)-1] += fmt.Sprintf(" (on the record %s)", strings.Join(v.names(named), ", "))
		}
	}
	words := fmt.Sprintf("How many members back or accept each candidate, as reported by %s: %s. Towards %s: %s.",
		v.At.On.Long(), strings.Join(bars, ", "), focus.Candidate.Name, strings.Join(tiles, "; "))
	if len(silent) > 0 {
		words += fmt.Sprintf(" No position yet on %s.", english.Series(silent))
	}
	moved := s.Moved()
	for _, st := range focus.Stances {
		if how := moved[st.Member]; how != "" {
			moves = append(moves, fmt.Sprintf("%s (%s)", v.member(st.Member).Name, how))
		}
	}
	if len(moves) > 0 {
		words += fmt.Sprintf(" Moved since the digest of %s: %s.", s.Before.At.On.Long(), strings.Join(moves, ", "))
	}
	return words
}
