package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"natobot/commands"
)

// writePage writes how the race stands as a page for readers: to a file, whose place it takes
// at once and whole, or to the output.
func (p *program) writePage(ctx context.Context, args []string) error {
	f := p.flags("page")
	on, known, race := f.String("on", "", ""), f.String("known", "", ""), f.String("race", "", "")
	words, err := p.parse(f, args, 1, 1)
	if err != nil {
		return err
	}
	if ext := filepath.Ext(words[0]); words[0] != "-" && ext != ".html" && ext != ".htm" {
		return &usageError{words[0] + " is no name for a page", "A page takes the place of a file of its name: end it in .html, or write - for the output."}
	}
	return p.about(ctx, *on, *known, func(a *app, at days) error {
		fill := func(w io.Writer) error {
			return commands.WritePage(ctx, w, a.desk, commands.About{On: at.on, Known: at.known, Race: *race})
		}
		if words[0] == "-" {
			return fill(p.stdout)
		}
		if err := replaceFile(words[0], fill); err != nil {
			return err
		}
		_, err := fmt.Fprintf(p.stdout, "The page is in %s.\n", words[0])
		return err
	})
}

// replaceFile fills a file that takes the place of the one of that name: who reads it finds
// the old one or the new one, and the old one stays where the new one fails.
func replaceFile(path string, fill func(io.Writer) error) error {
	file, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+".*")
	if err != nil {
		return &usageError{"cannot create " + path, "Its directory must exist and be writable."}
	}
	err = errors.Join(fill(file), file.Chmod(0o644), file.Sync(), file.Close())
	if err == nil {
		err = os.Rename(file.Name(), path)
	}
	if err != nil {
		return errors.Join(err, os.Remove(file.Name()))
	}
	return nil
}
