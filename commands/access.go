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
		say("Readers: everyone in this workspace; guests and people of other organisations may not read."),
		d.people("Reporters", "everyone in this workspace", d.Reporters),
		d.people("Editors", "the workspace's admins", d.Editors),
	}}
	for _, user := range slices.Sorted(maps.Keys(grants)) {
		l.Items = append(l.Items, Line{{Text: "Set by an editor: "}, recorder(user), {Text: " is " + roleWord(grants[user])}})
	}
	return Reply{Title: "Who may do what", Sections: []Section{l}}, nil
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

// grant records a person's role.
func (d *Desk) grant(ctx context.Context, req Request, u Understood) (Reply, error) {
	return d.record(ctx, req, func(v view) (consensus.Entry, error) {
		if role, ok := d.book.Grants(v.at.Known)[u.Fact.Grant.User]; ok && role == u.Fact.Grant.Role {
			return consensus.Entry{}, sayTheirRole()
		}
		fact := u.Fact
		fact.Kind, fact.On = consensus.Granting, consensus.On(v.today)
		return consensus.Entry{Race: v.race.Key(), Fact: fact}, nil
	})
}
