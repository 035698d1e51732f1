package commands

import (
	"bytes"
	"fmt"
	"strings"

	"natobot/consensus"
	"natobot/picture"
)

// pictured answers with how the race stands, drawn.
func (v view) pictured(key consensus.Key) (Reply, error) {
	drawn, err := v.drawn(key)
	if err != nil {
		return Reply{}, err
	}
	return Reply{Title: v.headlineOrNothing(), Sections: []Section{note(v.asOf()), drawn}}, nil
}

// drawn gives the picture of what a view looks at, drawn anew or kept from before.
func (v view) drawn(key consensus.Key) (Picture, error) { return v.draw(v, key) }

// picture draws what a view looks at. A view of the same point always looks the same.
func (v view) picture(key consensus.Key) (Picture, error) {
	s := v.race.Standing(v.at)
	if _, ok := s.Find(key); key != "" && !ok {
		return Picture{}, sayNothingOn(v.person(key), v.at.On)
	}
	title, _, _ := v.race.Title(v.at.Known)
	var file bytes.Buffer
	if err := picture.Encode(&file, picture.Subject{Title: title, Standing: s, Focus: key}); err != nil {
		return Picture{}, err
	}
	name := fmt.Sprintf("nato-%s-%s.png", v.race.Key(), v.at.On)
	return Picture{Name: name, PNG: file.Bytes(), Alt: v.inWords(s, key)}, nil
}

// inWords says what the picture of a standing shows.
func (v view) inWords(s *consensus.Standing, key consensus.Key) string {
	focus, ok := picture.Focus(s, key)
	if !ok {
		return "A picture of the race: no candidate is on record."
	}
	var bars, tiles []string
	for _, t := range s.Tallies {
		if live(t) || t.Candidate.Key == focus.Candidate.Key {
			bars = append(bars, fmt.Sprintf("%s %d of %d", t.Candidate.Name, agreeing(t), len(t.Stances)))
		}
	}
	for _, p := range consensus.Positions() {
		if in := focus.In(p); len(in) > 0 {
			tiles = append(tiles, fmt.Sprintf("%s %s", inChart(len(in), p), strings.Join(v.names(in), ", ")))
		}
	}
	return fmt.Sprintf("How many members back or accept each candidate, as reported by %s: %s. Towards %s: %s.",
		v.at.On.Long(), strings.Join(bars, ", "), focus.Candidate.Name, strings.Join(tiles, "; "))
}
