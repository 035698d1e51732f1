package main

import (
	"context"
	"encoding/json"
	"fmt"

	"natobot/commands"
	"natobot/config"
	"natobot/consensus"
	"natobot/store"
)

// status tells how the race stands, in words or as JSON.
func (p *program) status(ctx context.Context, args []string) error {
	f := p.flags("status")
	asJSON := f.Bool("json", false, "")
	on, known, candidate, race := f.String("on", "", ""), f.String("known", "", ""), f.String("candidate", "", ""), f.String("race", "", "")
	if _, err := p.parse(f, args, 0, 0); err != nil {
		return err
	}
	return p.about(ctx, *on, *known, func(a *app, at days) error {
		about := commands.About{Race: *race, Candidate: *candidate, On: at.on, Known: at.known}
		if *asJSON {
			return p.statusJSON(ctx, a, about)
		}
		reply, err := a.desk.StandingInWords(ctx, about)
		if err != nil {
			return err
		}
		return p.show(reply)
	})
}

// statusJSON gives the standing of docs/product.md §4.
func (p *program) statusJSON(ctx context.Context, a *app, about commands.About) error {
	standing, err := a.desk.Standing(ctx, about)
	if err != nil {
		return err
	}
	out := json.NewEncoder(p.stdout)
	out.SetIndent("", "  ")
	return out.Encode(standing)
}

// about reads the ledger for an answer about two days as they were written. It makes none.
func (p *program) about(ctx context.Context, on, known string, answer func(*app, days) error) error {
	c, err := p.settings(config.LoadToRead)
	if err != nil {
		return err
	}
	a, err := p.open(ctx, c, store.Options{Reading: true})
	if err != nil {
		return err
	}
	defer a.close()
	at, err := a.days(on, known)
	if err != nil {
		return err
	}
	return answer(a, at)
}

// days are the two days that an answer from a terminal is about; zero is today, and now.
type days struct{ on, known consensus.Day }

// days reads both.
func (a *app) days(on, known string) (at days, err error) {
	if at.on, err = a.day("--on", on); err != nil {
		return at, err
	}
	at.known, err = a.day("--known", known)
	return at, err
}

// day reads a day as the desk does.
func (a *app) day(flag, text string) (consensus.Day, error) {
	day, err := a.desk.Day(text)
	if err != nil {
		return 0, &usageError{fmt.Sprintf("%s %q is not a day", flag, text), "Write it as 2024-02-22, 22 Feb or yesterday."}
	}
	return day, nil
}
