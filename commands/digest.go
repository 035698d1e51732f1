package commands

import (
	"cmp"
	"context"
	"time"

	"natobot/consensus"
)

// DigestOptions tell what a digest follows and how it is posted.
type DigestOptions struct {
	Channel string          // whose digest it is; "" for no channel's: that has no picture
	Since   consensus.Point // what the last digest covered; the zero Point: there was none
	Late    time.Time       // when it should have gone out; the zero Time: it is on time
	Quiet   consensus.Quiet // what to post when nothing moved
}

// Digest is the scheduled post.
type Digest struct {
	Reply  Reply
	Thread []Reply         // the long lists, for its thread, in order
	Point  consensus.Point // what it covers: Since of the next one
	Skip   bool            // nothing moved, and such days are to be skipped
}

// Digest words what the desk's channel gets: what moved since the last one, the count,
// who is missing, what was wrong, and what the desk should check.
func (d *Desk) Digest(ctx context.Context, o DigestOptions) (Digest, error) {
	if err := d.catchUp(ctx); err != nil {
		return Digest{}, err
	}
	d.mu.RLock()
	defer d.mu.RUnlock()
	digest, err := d.digest(ctx, d.view(d.today()), o)
	if len(digest.Thread) > 0 {
		digest.Reply.Sections = append(digest.Reply.Sections, inThread("In the thread", digest.Thread))
	}
	return digest, err
}

// edition is one digest in the making: what it looks at, and what it follows.
type edition struct {
	view
	DigestOptions
	first   bool               // no digest went before it
	changes *consensus.Changes // since the last one; what was mended before anybody read it is left out
	in      []consensus.Tally  // those who are still in the race
	asks    []Line             // what members that hold out ask for anew
	waiting []Line             // what countries said that are yet to join
	whole   []Section          // the lists that the message has no room for
}

func newEdition(v view, o DigestOptions) *edition {
	e := &edition{view: v, DigestOptions: o, first: o.Since == consensus.Point{}}
	e.changes = v.race.Changes(o.Since, v.at)
	e.changes.Struck = published(e.changes.Struck, o.Since.Known)
	for _, t := range v.race.Standing(v.at).Tallies {
		if live(t) {
			e.in = append(e.in, t)
		}
	}
	return e
}

// digest makes an edition. A quiet day's has one line, and the week's sum where one is due;
// the others have every part that has something to say.
func (d *Desk) digest(ctx context.Context, v view, o DigestOptions) (Digest, error) {
	e := newEdition(v, o)
	var err error
	if e.asks, err = d.newConditions(ctx, e); err != nil {
		return Digest{}, err
	}
	if e.waiting, err = d.beforeJoining(ctx, e); err != nil {
		return Digest{}, err
	}
	digest := Digest{Point: v.at, Reply: Reply{Audience: ToChannel, Title: v.headlineOrNothing()}}
	digest.Reply.Actions = v.recordable() // who of the channel may not record is told so by the form
	digest.Reply.Sections = []Section{note(v.dateline(o, e.first))}
	parts := []digestPart{d.whatMoved, d.howItStands, d.outcomes, d.claimedAndRival, d.whoIsMissing, d.whatWasWrong, d.toCheck, d.theWeek}
	quiet := e.quiet()
	if quiet {
		digest.Skip = o.Quiet == consensus.QuietSkip
		last, err := d.lastMove(ctx, e)
		if err != nil {
			return Digest{}, err
		}
		digest.Reply.Sections = append(digest.Reply.Sections, Paragraph{Text: e.nothingMoved(last)})
		if o.Quiet != consensus.QuietFull {
			parts = []digestPart{d.theWeek}
		}
	}
	for _, part := range parts {
		sections, err := part(ctx, e)
		if err != nil {
			return Digest{}, err
		}
		digest.Reply.Sections = append(digest.Reply.Sections, sections...)
	}
	if quiet && o.Quiet != consensus.QuietFull {
		return digest, nil
	}
	digest.Thread, err = d.thread(ctx, e)
	return digest, err
}

// digestPart makes one part of an edition: nothing where it has nothing to say.
type digestPart func(context.Context, *edition) ([]Section, error)

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
