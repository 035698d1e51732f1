package commands

import (
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

// overview answers what can be asked, and what its reader may do.
func overview(commands []CommandInfo, reader consensus.Role) Reply {
	groups := []List{{Heading: "Ask"}, {Heading: "Record (reporters)"}, {Heading: "For editors"}}
	for _, c := range commands {
		i := 0
		switch {
		case c.Role == consensus.Editor:
			i = 2
		case c.Records:
			i = 1
		}
		groups[i].Items = append(groups[i].Items, marked("`/nato "+c.Name+"`: "+c.Summary))
	}
	reply := Reply{
		Title:    "This bot keeps the record of where NATO's members stand on the next Secretary General.",
		Sections: []Section{note("You are " + roleWord(reader) + " here. `/nato help stance` explains one command.")},
	}
	for _, g := range groups {
		if len(g.Items) > 0 {
			reply.Sections = append(reply.Sections, g)
		}
	}
	return reply
}

// explained tells all about one command.
func explained(c CommandInfo) Reply {
	return Reply{Title: "`/nato " + c.Name + "`: " + c.Summary, Sections: howTo(c)}
}

// usage answers a recording command without parts.
func usage(c CommandInfo) Reply {
	return Reply{Outcome: Refused, Title: "Nothing was recorded: `" + c.Name + "` needs to know what.", Sections: howTo(c)}
}

func howTo(c CommandInfo) []Section {
	return []Section{commandList("It is typed like this", c.Usage), commandList("For example", c.Examples)}
}

func commandList(heading string, commands []string) List {
	l := List{Heading: heading}
	for _, text := range commands {
		l.Items = append(l.Items, Line{{Text: "/nato " + strings.TrimSpace(text), Style: Code}})
	}
	return l
}
