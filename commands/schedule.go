package commands

import (
	"context"
	"fmt"
	"time"

	"natobot/consensus"
)

// schedule records that a digest is set or switched off.
func (d *Desk) schedule(ctx context.Context, req Request, u Understood) (Reply, error) {
	s := *u.Fact.Schedule
	channel, err := where(req, u)
	if err != nil {
		return Reply{}, err
	}
	s.Channel = channel
	if s.Zone == "" && !s.Off {
		s.Zone = d.Zone.String()
	}
	return d.record(ctx, req, func(v view) (consensus.Entry, error) {
		fact := consensus.Fact{Kind: consensus.Scheduling, On: consensus.On(v.today), Schedule: &s}
		return consensus.Entry{Race: v.race.Key(), Fact: fact}, d.worthSetting(s)
	})
}

// worthSetting refuses to set what is set.
func (d *Desk) worthSetting(s consensus.Schedule) error {
	here := false
	for _, o := range d.schedules() {
		o.Set = time.Time{}
		if sameSchedule(o, s) {
			return sayDigestSet()
		}
		here = here || o.Channel == s.Channel
	}
	if s.Off && !here {
		return sayNoDigest()
	}
	return nil
}

func sameSchedule(a, b consensus.Schedule) bool {
	return fmt.Sprint(a) == fmt.Sprint(b)
}

// digests answers which digests are set.
func (d *Desk) digests(_ context.Context, _ Request, _ Understood) (Reply, error) {
	list := d.schedules()
	if len(list) == 0 {
		return Reply{Title: "No digest is set.", Sections: []Section{Paragraph{Text: marked("An editor sets one in its channel: `/nato digest daily 08:00 on weekdays`.")}}}, nil
	}
	l := List{}
	for _, s := range list {
		l.Items = append(l.Items, append(Line{{Text: capital(times(s)) + ", in "}}, channel(s.Channel), Span{Text: quietly(s.Quiet)}))
	}
	return Reply{Title: number(len(list), "digest is", "digests are") + " set.", Sections: []Section{l}}, nil
}
