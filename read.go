package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"

	"natobot/commands"
	"natobot/config"
	"natobot/consensus"
	"natobot/store"
)

// readMessage tells what the words of a message would be drafted as. It records nothing,
// and makes no ledger where there is none.
func (p *program) readMessage(ctx context.Context, args []string) error {
	f := p.flags("read")
	asJSON := f.Bool("json", false, "")
	words, err := p.parse(f, args, 0, 1)
	if err != nil {
		return err
	}
	from := io.NopCloser(p.stdin)
	if len(words) > 0 && words[0] != "-" {
		if from, err = os.Open(words[0]); err != nil {
			return &usageError{"cannot read " + words[0], "Name a file with a message's words, or leave it out for standard input."}
		}
	}
	defer from.Close()
	text, err := io.ReadAll(from)
	if err != nil {
		return err
	}
	readings, err := p.readings(ctx, string(text))
	if err != nil {
		return err
	}
	return p.showReading(readings, *asJSON)
}

// readings reads a message with the names that the ledger knows, or, where there is none, with
// the roster's and the seed's.
func (p *program) readings(ctx context.Context, text string) ([]commands.Reading, error) {
	c, err := p.settings(config.LoadToRead)
	if err != nil {
		return nil, err
	}
	a, err := p.open(ctx, c, store.Options{Reading: true})
	if refusal, is := errors.AsType[*consensus.Error](err); is && refusal.Kind == consensus.NotFound {
		return commands.ReadUnseeded(consensus.DayOf(p.now().In(c.Zone)), text), nil
	}
	if err != nil {
		return nil, err
	}
	defer a.close()
	return a.desk.Read(text), nil
}

// showReading prints drafts as JSON, or in words: one a paragraph.
func (p *program) showReading(list []commands.Reading, asJSON bool) error {
	if asJSON {
		out := json.NewEncoder(p.stdout)
		out.SetIndent("", "  ")
		out.SetEscapeHTML(false)
		return out.Encode(map[string][]commands.Reading{"drafts": list})
	}
	if len(list) == 0 {
		fmt.Fprintln(p.stdout, "Nothing that could be drafted.")
	}
	for _, r := range list {
		fmt.Fprintln(p.stdout, r)
	}
	return nil
}
