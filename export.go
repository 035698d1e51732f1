package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"slices"
	"strings"

	"natobot/commands"
)

// export writes the ledger to a new file, or to the output. It overwrites nothing: the
// name may be that of the ledger itself.
func (p *program) export(ctx context.Context, args []string) error {
	f := p.flags("export")
	format := f.String("format", "jsonl", "")
	on, known, race := f.String("on", "", ""), f.String("known", "", ""), f.String("race", "", "")
	words, err := p.parse(f, args, 0, 1)
	if err != nil {
		return err
	}
	*format = strings.ReplaceAll(*format, "-", " ") // "csv-excel" needs no quotes in a shell
	if !slices.Contains(commands.Formats(), *format) {
		return &usageError{fmt.Sprintf("there is no format %q", *format), "Write " + strings.Join(commands.Formats(), ", ") + ". An import takes jsonl (everything) and long."}
	}
	return p.about(ctx, *on, *known, func(a *app, at days) error {
		o := commands.ExportOptions{Format: *format, Race: *race, On: at.on, Known: at.known}
		if len(words) == 0 {
			return a.desk.Export(ctx, p.stdout, o)
		}
		return writeNew(words[0], func(w io.Writer) error { return a.desk.Export(ctx, w, o) })
	})
}

// writeNew fills a new file, all of it or none: it is on disk when writeNew returns nil.
func writeNew(path string, fill func(io.Writer) error) error {
	file, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	switch {
	case errors.Is(err, fs.ErrExist):
		return &usageError{path + " exists already, and an export overwrites nothing", "Name a new file."}
	case err != nil:
		return &usageError{"cannot create " + path, "Its directory must exist and be writable."}
	}
	if err := errors.Join(fill(file), file.Sync(), file.Close()); err != nil {
		return errors.Join(err, os.Remove(path))
	}
	return nil
}
