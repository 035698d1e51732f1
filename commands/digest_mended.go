package commands

import (
	"context"
	"slices"

	"natobot/consensus"
)

// whatWasWrong gives the corrections since the last digest, in a form that can be printed,
// with the channel's digests that carried each mistake.
func (d *Desk) whatWasWrong(ctx context.Context, e *edition) ([]Section, error) {
	if e.first || len(e.changes.Struck) == 0 {
		return nil, nil
	}
	sent, err := d.sentTo(ctx, e.Channel, e.Since)
	if err != nil {
		return nil, err
	}
	lines, err := d.corrections(ctx, e.view, e.changes.Struck, sent)
	if err != nil || len(lines) == 0 {
		return nil, err
	}
	return []Section{e.fit(List{"Corrections", lines}, roomOfMended)}, nil
}

// sentTo gives the digests that a channel got, oldest first. Where none are on record, it
// is the last one alone, of which the point is known.
func (d *Desk) sentTo(ctx context.Context, channel string, last consensus.Point) ([]consensus.Posting, error) {
	if d.Posted == nil || channel == "" {
		return []consensus.Posting{{Point: last}}, nil
	}
	sent, err := d.Posted(ctx, channel)
	slices.Reverse(sent)
	return sent, err
}

// corrections words strikes so that they can be printed: "We said … that …; it has …".
func (d *Desk) corrections(ctx context.Context, v view, strikes []consensus.Strike, sent []consensus.Posting) ([]Line, error) {
	var lines []Line
	for _, s := range strikes {
		entries, err := d.Ledger.Entries(ctx, s.Target, v.lastOf(s.By))
		if err != nil {
			return nil, err
		}
		old, by := entries[0], entries[1]
		if old.Kind == consensus.Retraction {
			again, err := d.standsAgain(ctx, v, old, by)
			if err != nil {
				return nil, err
			}
			lines = append(lines, again...)
			continue
		}
		lines = append(lines, v.correction(old, by, v.carriers(old, s.By, sent)))
	}
	return lines, nil
}

// standsAgain words that a retraction was taken back; nothing where what it had struck
// was struck again since.
func (d *Desk) standsAgain(ctx context.Context, v view, retraction, by consensus.Entry) ([]Line, error) {
	if v.book.StruckBy(retraction.Target, v.at.Known) != 0 {
		return nil, nil
	}
	entries, err := d.Ledger.Entries(ctx, retraction.Target)
	if err != nil {
		return nil, err
	}
	return []Line{v.reinstated(entries[0], retraction, by)}, nil
}

// carriers gives those of some digests whose numbers rested on an entry that was struck.
func (v view) carriers(old consensus.Entry, by int, sent []consensus.Posting) []consensus.Posting {
	var list []consensus.Posting
	for _, p := range sent {
		if old.Number > p.Point.Known || p.Point.Known >= by {
			continue
		}
		race := v.book.Current(p.Point.Known)
		if _, rests := slices.BinarySearch(race.Standing(p.Point).Rests(), old.Number); rests {
			list = append(list, p)
		}
	}
	return list
}

// whoCarried tells, beside the answer to a correction or a retraction, which digests had
// the mistake; nothing where none had, or none are posted.
func (d *Desk) whoCarried(ctx context.Context, v view, e consensus.Entry) (Line, error) {
	if d.Posted == nil {
		return nil, nil
	}
	entries, err := d.Ledger.Entries(ctx, e.Target)
	if err != nil {
		return nil, err
	}
	sent, err := d.Posted(ctx, "")
	if err != nil {
		return nil, err
	}
	slices.Reverse(sent)
	return v.tellCarriers(v.carriers(entries[0], e.Number, sent)), nil
}
