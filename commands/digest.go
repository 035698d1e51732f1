package commands

import (
	"cmp"
	"context"
	"fmt"
	"time"

	"natobot/consensus"
)

// DigestOptions tell what a digest follows and how it is posted.
type DigestOptions struct {
	Since consensus.Point // what the last digest covered; the zero Point: there was none
	Late  time.Time       // when it should have gone out; the zero Time: it is on time
	Quiet consensus.Quiet // what to post when nothing moved
}

// Digest is the scheduled post.
type Digest struct {
	Reply  Reply
	Thread []Reply         // the long lists, for its thread, in order
	Point  consensus.Point // what it covers: Since of the next one
	Skip   bool            // nothing moved, and such days are to be skipped
}

// Digest words what the desk's channel gets: the count, who is missing, what moved
// since the last one.
func (d *Desk) Digest(ctx context.Context, o DigestOptions) (Digest, error) {
	if err := d.catchUp(ctx); err != nil {
		return Digest{}, err
	}
	d.mu.RLock()
	defer d.mu.RUnlock()
	return d.digest(ctx, o)
}

func (d *Desk) digest(ctx context.Context, o DigestOptions) (Digest, error) {
	v := d.view(d.today())
	first := o.Since == consensus.Point{}
	changes := *v.race.Changes(o.Since, v.at)
	changes.Struck = published(changes.Struck, o.Since.Known)
	quiet := !first && changes.None()
	digest := Digest{Point: v.at, Skip: quiet && o.Quiet == consensus.QuietSkip}
	digest.Reply = Reply{Audience: ToChannel, Title: v.headlineOrNothing(), Sections: []Section{note(v.dateline(o, first))}}
	digest.Reply.Actions = v.recordable() // who of the channel may not record is told so by the form
	add := func(sections []Section, err error) error {
		digest.Reply.Sections = append(digest.Reply.Sections, sections...)
		return err
	}
	if quiet {
		digest.Reply.Sections = append(digest.Reply.Sections, Paragraph{Text: say("Nothing changed since %s.", o.Since.On.Long())})
		if o.Quiet != consensus.QuietFull {
			return digest, nil
		}
	}
	if !first {
		if err := add(d.moved(ctx, v, &changes)); err != nil {
			return Digest{}, err
		}
	}
	return digest, add(d.present(ctx, v))
}

// present gives the part of a digest that does not depend on the last one: the count of
// each live candidate, claims, and who is missing for the first of them.
func (d *Desk) present(ctx context.Context, v view) ([]Section, error) {
	tallies := v.race.Standing(v.at).Tallies
	if len(tallies) == 0 {
		return nil, nil
	}
	table := Table{Caption: "Candidates in the race", Columns: []Column{{Name: "Candidate"}, {Name: "Status"}, {"Members that back", true}, {"of these on the record", true}, {"would not block", true}, {"lean towards", true}, {"Missing", true}}}
	var in []consensus.Tally
	for _, t := range tallies {
		if !live(t) {
			continue
		}
		in = append(in, t)
		table.Rows = append(table.Rows, []string{
			v.introduced(t.Candidate), statusLabel(t.Candidate.Status), fmt.Sprint(t.Count(consensus.Backs)), fmt.Sprint(len(t.OnRecord())),
			fmt.Sprint(t.Count(consensus.Accepts)), fmt.Sprint(t.Count(consensus.Leans)), fmt.Sprint(len(t.Missing())),
		})
	}
	if len(in) == 0 {
		return nil, nil
	}
	sections := append([]Section{table}, v.contested(v.contests(in), consensus.Reader)...)
	claims, err := d.claims(ctx, v, in)
	if err != nil {
		return nil, err
	}
	missing, err := d.missingFrom(ctx, v, in[0])
	if err != nil || len(missing) == 0 {
		return append(sections, claims...), err
	}
	heading := Paragraph{Text: Line{{Text: "Missing for " + in[0].Candidate.Name, Style: Bold}}}
	return append(append(append(sections, claims...), heading), missing...), nil
}

// preview answers with what would be posted now.
func (d *Desk) preview(ctx context.Context, req Request, _ Understood) (Reply, error) {
	o := DigestOptions{Quiet: consensus.QuietFull}
	if d.LastDigest != nil {
		since, err := d.LastDigest(ctx, req.Channel)
		if err != nil {
			return Reply{}, err
		}
		o.Since = since
	}
	digest, err := d.digest(ctx, o)
	digest.Reply.Audience, digest.Reply.Actions = ToAsker, d.recordable(req, d.view(d.today()))
	return digest.Reply, err
}

// digestNow asks the house to post a digest.
func (d *Desk) digestNow(_ context.Context, req Request, u Understood) (Reply, error) {
	channel, err := where(req, u)
	if err != nil {
		return Reply{}, err
	}
	return Reply{Title: "The digest is being posted.", Post: &Post{Channel: channel}}, nil
}

// where gives the channel that is meant: the one named, else the one that the request
// came from.
func where(req Request, u Understood) (string, error) {
	if channel := cmp.Or(u.Channel, req.Channel); channel != "" {
		return channel, nil
	}
	return "", sayWhichChannel()
}
