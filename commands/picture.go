package commands

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"slices"
	"strings"
	"sync"

	"natobot/consensus"
	"natobot/picture"
)

// PictureOptions tell what a picture is of; a zero day is today, and a zero day of
// knowledge is now. The tiles belong to the candidate, or to the one who leads.
type PictureOptions struct {
	Candidate string // as a person would name one
	On, Known consensus.Day
}

// Picture draws how the race stands, as a PNG.
func (d *Desk) Picture(ctx context.Context, w io.Writer, o PictureOptions) error {
	if err := d.catchUp(ctx); err != nil {
		return err
	}
	d.mu.RLock()
	defer d.mu.RUnlock()
	v, key, err := d.chosen(o.On, o.Known, o.Candidate)
	if err != nil {
		return err
	}
	drawn, err := d.drawn(v, key)
	if err != nil {
		return err
	}
	_, err = w.Write(drawn.PNG)
	return err
}

// pictured answers with how the race stands, drawn.
func (d *Desk) pictured(_ context.Context, _ Request, u Understood) (Reply, error) {
	v, err := d.asked(u)
	if err != nil {
		return Reply{}, err
	}
	drawn, err := d.drawn(v, u.Candidate)
	if err != nil {
		return Reply{}, err
	}
	return Reply{Title: v.headlineOrNothing(), Sections: []Section{note(v.asOf()), drawn}}, nil
}

// drawn gives the picture of what a view looks at. A view of the same point always looks
// the same, so that the last pictures serve everybody who asks again.
func (d *Desk) drawn(v view, key consensus.Key) (Picture, error) {
	s := v.race.Standing(v.at)
	if _, ok := s.Find(key); key != "" && !ok {
		return Picture{}, sayNothingOn(v.person(key), v.at.On)
	}
	of := drawing{v.race.Key(), v.at, key}
	if p, ok := d.drawings.find(of); ok {
		return p, nil
	}
	title, _, _ := v.race.Title(v.at.Known)
	var file bytes.Buffer
	if err := picture.Encode(&file, picture.Subject{Title: title, Standing: s, Focus: key}); err != nil {
		return Picture{}, err
	}
	name := fmt.Sprintf("nato-%s-%s.png", v.race.Key(), v.at.On)
	p := Picture{Name: name, PNG: file.Bytes(), Alt: v.inWords(s, key)}
	d.drawings.keep(of, p)
	return p, nil
}

// drawing names what a picture is of.
type drawing struct {
	race  string
	at    consensus.Point
	focus consensus.Key
}

// drawings are the last pictures that were drawn.
type drawings struct {
	mu   sync.Mutex
	last []drawnOf // the latest last
}

type drawnOf struct {
	drawing
	Picture
}

const keptDrawings = 8

func (d *drawings) find(of drawing) (Picture, bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	i := slices.IndexFunc(d.last, func(p drawnOf) bool { return p.drawing == of })
	if i < 0 {
		return Picture{}, false
	}
	return d.last[i].Picture, true
}

func (d *drawings) keep(of drawing, p Picture) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.last = append(d.last[max(0, len(d.last)-keptDrawings+1):], drawnOf{of, p})
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
