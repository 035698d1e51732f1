package main

import (
	"context"
	"fmt"
	"io"

	"natobot/commands"
)

// drawPicture writes how the race stands to a new file, as a PNG.
func (p *program) drawPicture(ctx context.Context, args []string) error {
	f := p.flags("picture")
	on, known, candidate, race := f.String("on", "", ""), f.String("known", "", ""), f.String("candidate", "", ""), f.String("race", "", "")
	wide := f.Bool("wide", false, "")
	words, err := p.parse(f, args, 1, 1)
	if err != nil {
		return err
	}
	err = p.about(ctx, *on, *known, func(a *app, at days) error {
		o := commands.About{Race: *race, Candidate: *candidate, On: at.on, Known: at.known, Wide: *wide}
		return writeNew(words[0], func(w io.Writer) error { return a.desk.Picture(ctx, w, o) })
	})
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(p.stdout, "The picture is in %s.\n", words[0])
	return err
}
