package report

import (
	"bytes"
	"fmt"
	"strings"

	"natobot/commands/answer"
	"natobot/consensus"
	"natobot/picture"
)

// Pictured answers with how the race stands, drawn.
func (v View) Pictured(key consensus.Key) (answer.Reply, error) {
	drawn, err := v.Drawn(key)
	if err != nil {
		return answer.Reply{}, err
	}
	return answer.Reply{Title: v.Headline(), Sections: []answer.Section{Note(v.asOf()), drawn}}, nil
}

// Drawn gives the picture of what a view looks at, drawn anew or kept from before.
func (v View) Drawn(key consensus.Key) (answer.Picture, error) { return v.Draw(v, key) }

// Picture draws what a view looks at. A view of the same point always looks the same.
func (v View) Picture(key consensus.Key) (answer.Picture, error) {
	s := v.Race.Standing(v.At)
	if _, ok := s.Find(key); key != "" && !ok {
		return answer.Picture{}, sayNothingOn(v.Person(key), v.At.On)
	}
	title, _, _ := v.Race.Title(v.At.Known)
	var file bytes.Buffer
	if err := picture.Encode(&file, picture.Subject{Title: title, Standing: s, Focus: key}); err != nil {
		return answer.Picture{}, err
	}
	name := fmt.Sprintf("nato-%s-%s.png", v.Race.Key(), v.At.On)
	return answer.Picture{Name: name, PNG: file.Bytes(), Alt: v.inWords(s, key)}, nil
}

// inWords says what the picture of a standing shows.
func (v View) inWords(s *consensus.Standing, key consensus.Key) string {
	focus, ok := picture.Focus(s, key)
	if !ok {
		return "A picture of the race: no candidate is on record."
	}
	var bars, tiles []string
	for _, t := range s.Tallies {
		if live(t) || t.Candidate.Key == focus.Candidate.Key {
			bars = append(bars, fmt.Sprintf("%s %d of %d%s", t.Candidate.Name, agreeing(t), len(t.Stances), v.contestedOf(t.In(consensus.Backs, consensus.Accepts))))
		}
	}
	for _, p := range consensus.Positions() {
		if in := focus.In(p); len(in) > 0 {
			tiles = append(tiles, fmt.Sprintf("%s %s", answer.InChart(len(in), p), strings.Join(v.names(in), ", ")))
		}
	}
	return fmt.Sprintf("How many members back or accept each candidate, as reported by %s: %s. Towards %s: %s.",
		v.At.On.Long(), strings.Join(bars, ", "), focus.Candidate.Name, strings.Join(tiles, "; "))
}
