package commands

import (
	"context"

	"natobot/consensus"
)

// preview answers with what would be posted now; or, looking back, with what a digest at
// the end of a day says by all that is known now, or said by what was known then.
func (d *Desk) preview(ctx context.Context, req Request, u Understood) (Reply, error) {
	v, err := d.asked(u)
	if err != nil {
		return Reply{}, err
	}
	o := DigestOptions{Quiet: consensus.QuietFull, Channel: req.Channel}
	switch back := u.On != 0 || u.Known != 0; {
	case v.at.On > v.today:
		return Reply{}, sayDigestAhead(v.at.On)
	case u.Known > v.today:
		return Reply{}, sayDigestAhead(u.Known)
	case back:
		if len(v.race.Standing(v.at).Tallies) == 0 {
			return v.nothing(), nil
		}
		o.Since, err = d.before(ctx, v, u, req.Channel)
	case d.LastDigest != nil:
		o.Since, err = d.LastDigest(ctx, req.Channel)
	}
	if err != nil {
		return Reply{}, err
	}
	digest, err := d.digest(ctx, v, o)
	digest.Reply.Audience, digest.Reply.Actions = ToAsker, d.recordable(req, v)
	switch {
	case err != nil:
		return Reply{}, err
	case u.On != 0 || u.Known != 0:
		digest.Reply.Sections[0] = note(v.lookingBack(o))
	case len(digest.Thread) > 0:
		digest.Reply.Sections = append(digest.Reply.Sections, inThread("When it is posted, its thread has", digest.Thread))
	}
	return digest.Reply, nil
}

// before gives what the digest of a past day follows: the last one that its channel got on
// an earlier day, else the day before. By what is known now, the earlier day is seen with
// today's eyes too.
func (d *Desk) before(ctx context.Context, v view, u Understood, channel string) (consensus.Point, error) {
	since := consensus.Point{On: v.at.On.Add(-1), Known: v.at.Known}
	if u.Known != 0 && u.On == 0 {
		since.Known = d.book.KnownBefore(since.On.End(d.Zone))
	}
	if d.Posted == nil || channel == "" {
		return since, nil
	}
	sent, err := d.Posted(ctx, channel)
	for _, p := range sent {
		if p.Point.On < v.at.On {
			since.On = p.Point.On
			if u.Known != 0 && u.On == 0 {
				since.Known = p.Point.Known
			}
			break
		}
	}
	return since, err
}

// sent answers which digests a channel got.
func (d *Desk) sent(ctx context.Context, req Request, u Understood) (Reply, error) {
	id, err := where(req, u)
	if err != nil {
		return Reply{}, err
	}
	var list []consensus.Posting
	if d.Posted != nil {
		if list, err = d.Posted(ctx, id); err != nil {
			return Reply{}, err
		}
	}
	if len(list) == 0 {
		return noneSent(id), nil
	}
	v := d.view(d.today())
	l := List{}
	for i, p := range list[:min(sentShown, len(list))] {
		before := 0
		if i+1 < len(list) {
			before = list[i+1].Point.Known
		}
		l.Items = append(l.Items, v.wasSent(p, before, v.mistakes(p.Point)))
	}
	return sentReply(id, len(list), l), nil
}

// sentShown is how many digests an answer lists.
const sentShown = 30

// mistakes lists what the numbers of a point rested on that was struck since.
func (v view) mistakes(p consensus.Point) []consensus.Strike {
	var list []consensus.Strike
	for _, n := range v.book.Current(p.Known).Standing(p).Rests() {
		if by := v.book.StruckBy(n, v.at.Known); by != 0 {
			list = append(list, consensus.Strike{Target: n, By: v.lastOf(by)})
		}
	}
	return list
}
