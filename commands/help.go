package commands

import (
	"context"
	"slices"
	"strings"

	"natobot/consensus"
)

// CommandInfo describes one command to those who list them: the manifest, the README,
// a composer that completes what is typed.
type CommandInfo struct {
	Name     string
	Summary  string
	Usage    []string // each without "/nato"
	Examples []string // each without "/nato"
	Role     consensus.Role
	Records  bool
}

// Commands lists what can be asked of the desk, in the order of the help.
func Commands() []CommandInfo {
	var list []CommandInfo
	for _, c := range table() {
		list = append(list, CommandInfo{c.name, c.summary, slices.Clone(c.usage), slices.Clone(c.examples), c.role, c.records})
	}
	return list
}

// help answers what can be asked, or how one command is used.
func (d *Desk) help(_ context.Context, req Request, u Understood) (Reply, error) {
	if u.Topic != "" {
		return explained(commandNamed(u.Topic)), nil
	}
	groups := []List{{Heading: "Ask"}, {Heading: "Record (reporters)"}, {Heading: "For editors"}}
	for _, c := range table() {
		i := 0
		switch {
		case c.role == consensus.Editor:
			i = 2
		case c.records:
			i = 1
		}
		groups[i].Items = append(groups[i].Items, marked("`/nato "+c.name+"`: "+c.summary))
	}
	reply := Reply{
		Title:    "This bot keeps the record of where NATO's members stand on the next Secretary General.",
		Sections: []Section{note("You are " + roleWord(d.role(req)) + " here. `/nato help stance` explains one command.")},
	}
	for _, g := range groups {
		if len(g.Items) > 0 {
			reply.Sections = append(reply.Sections, g)
		}
	}
	return reply, nil
}

// explained tells all about one command.
func explained(c command) Reply {
	return Reply{Title: "`/nato " + c.name + "`: " + c.summary, Sections: howTo(c)}
}

// usage answers a recording command without parts.
func usage(c command) Reply {
	return Reply{Outcome: Refused, Title: "Nothing was recorded: `" + c.name + "` needs to know what.", Sections: howTo(c)}
}

func howTo(c command) []Section {
	return []Section{commandList("It is typed like this", c.usage), commandList("For example", c.examples)}
}

func commandList(heading string, commands []string) List {
	l := List{Heading: heading}
	for _, text := range commands {
		l.Items = append(l.Items, Line{{Text: "/nato " + strings.TrimSpace(text), Style: Code}})
	}
	return l
}
