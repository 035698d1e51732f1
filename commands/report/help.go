package report

import (
	"maps"
	"slices"
	"strings"

	"natobot/commands/answer"
	"natobot/commands/english"
	"natobot/commands/lexicon"
	"natobot/consensus"
)

// CommandInfo describes one command to those who list them: the manifest, the README,
// a composer that completes what is typed.
type CommandInfo struct {
	Name      string
	Summary   string
	Usage     []string // each without the slash command
	Examples  []string // each without the slash command
	Role      consensus.Role
	Records   bool
	Questions []string           // in plain words, that it answers
	Words     []lexicon.WordList // what may stand for a word that the usage has in capitals
}

// Overview answers what can be asked, and what its reader may do.
func Overview(commands []CommandInfo, reader consensus.Role) answer.Reply {
	groups := []answer.List{{Heading: "Ask"}, {Heading: "Record (reporters)"}, {Heading: "For editors"}}
	for _, c := range commands {
		i := 0
		switch {
		case c.Role == consensus.Editor:
			i = 2
		case c.Records:
			i = 1
		}
		groups[i].Items = append(groups[i].Items, answer.Marked("`/§ "+c.Name+"`: "+c.Summary))
	}
	reply := answer.Reply{
		Title:    "This bot keeps the record of where members stand on what all of them have to agree on.",
		Sections: []answer.Section{Note("You are " + english.RoleWord(reader) + " here. `/§ help stance` explains one command.")},
	}
	for _, g := range groups {
		reply.Sections = append(reply.Sections, answer.Lines(g.Heading, g.Items)...)
	}
	reply.Sections = append(reply.Sections, inPlainWords(commands), answer.Paragraph{Text: answer.Marked("All of this works in a message that mentions the bot (`@natobot missing`), where the answer stands in the thread for all to see, and in a direct message with it. The app's Home shows the race at a glance, and “Record a stance” in a message's menu fills in a form from it.")})
	return reply
}

// inPlainWords gives a question in plain words for each command that answers one.
func inPlainWords(commands []CommandInfo) answer.Section {
	l := answer.List{Heading: "Or in plain words"}
	for _, c := range commands {
		if len(c.Questions) > 0 {
			l.Items = append(l.Items, answer.Line{{Text: c.Questions[0], Style: answer.Code}})
		}
	}
	return l
}

// Explained tells all about one command.
func Explained(c CommandInfo) answer.Reply {
	return answer.Reply{Title: "`/§ " + c.Name + "`: " + c.Summary, Sections: howTo(c)}
}

// Usage answers a recording command without parts.
func Usage(c CommandInfo) answer.Reply {
	return answer.Reply{Outcome: answer.Refused, Title: "Nothing was recorded: `" + c.Name + "` needs to know what.", Sections: howTo(c)}
}

func howTo(c CommandInfo) []answer.Section {
	sections := []answer.Section{commandList("It is typed like this", answer.Mark, c.Usage), commandList("For example", answer.Sample, c.Examples)}
	if len(c.Questions) > 0 {
		sections = append(sections, answer.Paragraph{Text: answer.Say("In plain words: %s", strings.Join(c.Questions, " "))})
	}
	for _, w := range c.Words {
		sections = append(sections, answer.Meanings(w.Word, strings.ReplaceAll(w.Phrases, ",", ", ")))
	}
	return sections
}

func commandList(heading, mark string, commands []string) answer.List {
	return answer.List{Heading: heading, Items: english.Each(commands, func(text string) answer.Line {
		return answer.Line{{Text: mark + " " + strings.TrimSpace(text), Style: answer.Code}}
	})}
}

// Access answers who may do what. The reporters and editors are those of the settings.
func (v View) Access(reporters, editors []string) answer.Reply {
	grants := v.Book.Grants(v.At.Known)
	l := answer.List{Items: []answer.Line{
		v.readers(),
		allowed("Reporters", "everyone in this workspace", reporters),
		allowed("Editors", "the workspace's admins", editors),
	}}
	for _, user := range slices.Sorted(maps.Keys(grants)) {
		l.Items = append(l.Items, answer.Line{{Text: "Set by an editor: "}, answer.Recorder(user), {Text: " is " + english.RoleWord(grants[user])}})
	}
	return answer.Reply{Title: "Who may do what", Sections: []answer.Section{l}}
}

// readers tells who may read, and where guests may.
func (v View) readers() answer.Line {
	opened := v.Book.Opened(v.At.Known)
	if len(opened) == 0 {
		return answer.Say("Readers: everyone in this workspace; guests and people of other organisations may not read.")
	}
	return answer.Say("Readers: everyone in this workspace; guests and people of other organisations in ").
		And(answer.Listed(english.Each(opened, answer.Channel), ", ")...).Say(", and nowhere else.")
}

// allowed lists the user ids of the settings, or who it is where the settings name none.
func allowed(label, otherwise string, ids []string) answer.Line {
	if len(ids) == 0 {
		return answer.Say("%s: %s.", label, otherwise)
	}
	return answer.Say("%s: ", label).And(answer.Listed(english.Each(ids, answer.Recorder), ", ")...)
}
