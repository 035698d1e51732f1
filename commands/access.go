package commands

import (
	"context"
	"maps"
	"slices"

	"natobot/consensus"
)

// access answers who may do what.
func (d *Desk) access(_ context.Context, _ Request, _ Understood) (Reply, error) {
	grants := d.book.Grants(d.book.Last())
	l := List{Items: []Line{
		d.readers(),
		d.people("Reporters", "everyone in this workspace", d.Reporters),
		d.people("Editors", "the workspace's admins", d.Editors),
	}}
	for _, user := range slices.Sorted(maps.Keys(grants)) {
		l.Items = append(l.Items, Line{{Text: "Set by an editor: "}, recorder(user), {Text: " is " + roleWord(grants[user])}})
	}
	return Reply{Title: "Who may do what", Sections: []Section{l}}, nil
}

// readers tells who may read, and where guests may.
func (d *Desk) readers() Line {
	opened := d.book.Opened(d.book.Last())
	if len(opened) == 0 {
		return say("Readers: everyone in this workspace; guests and people of other organisations may not read.")
	}
	line := say("Readers: everyone in this workspace; guests and people of other organisations in ")
	for i, id := range opened {
		if i > 0 {
			line = append(line, Span{Text: ", "})
		}
		line = append(line, channel(id))
	}
	return append(line, Span{Text: ", and nowhere else."})
}

// people lists the user ids of the settings, or who it is where the settings name none.
func (d *Desk) people(label, otherwise string, ids []string) Line {
	if len(ids) == 0 {
		return say("%s: %s.", label, otherwise)
	}
	line := say("%s: ", label)
	for i, id := range ids {
		if i > 0 {
			line = append(line, Span{Text: ", "})
		}
		line = append(line, recorder(id))
	}
	return line
}

// grant records a person's role, or whether the guests of a channel may read there.
func (d *Desk) grant(ctx context.Context, req Request, u Understood) (Reply, error) {
	g := *u.Fact.Grant
	if u.Sub == "guests" {
		channel, err := where(req, u)
		if err != nil {
			return Reply{}, err
		}
		g.Channel = channel
	}
	return d.record(ctx, req, func(v view) (consensus.Entry, error) {
		fact := consensus.Fact{Kind: consensus.Granting, On: consensus.On(v.today), Grant: &g}
		return consensus.Entry{Race: v.race.Key(), Fact: fact}, d.worthGranting(g)
	})
}

// worthGranting refuses to grant what is granted.
func (d *Desk) worthGranting(g consensus.Grant) error {
	role, given := d.book.Grants(d.book.Last())[g.User]
	switch {
	case g.Channel == "" && given && role == g.Role:
		return sayTheirRole()
	case g.Channel != "" && d.opened(g.Channel) == (g.Role == consensus.Reader):
		return sayOpenedAlready(g.Role == consensus.Reader)
	}
	return nil
}
