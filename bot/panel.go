package bot

import (
	"github.com/slack-go/slack"

	"natobot/commands"
)

// panel gives sections as a dialog or Home shows them: in at most so many blocks. What is
// more than fits is left out, and the last line says how much that is.
func panel(sections []commands.Section, limit int) []slack.Block {
	list := pieces(sections)
	var shown []commands.Section
	var blocks []slack.Block
	origin := -1
	for i, a := range list {
		grown := add(shown, a, origin)
		drawn := surface(grown)
		if len(drawn) > limit-1 || weight(drawn) > maxViewText {
			return append(blocks, paragraph(commands.Paragraph{Text: commands.Line{{Text: andMore(len(list) - i)}}})...)
		}
		shown, blocks, origin = grown, drawn, a.origin
	}
	return blocks
}

// pieces takes sections apart. Slack shows no table outside messages: there each row is a
// line that names its columns.
func pieces(sections []commands.Section) []atom {
	var list []atom
	for i, s := range sections {
		if t, ok := s.(commands.Table); ok {
			s = listed(t)
		}
		for _, piece := range parts(s) {
			list = append(list, atom{i, piece})
		}
	}
	return list
}

func surface(sections []commands.Section) []slack.Block {
	var list []slack.Block
	for _, s := range sections {
		list = append(list, blocks(s)...)
	}
	return list
}

func weight(list []slack.Block) int {
	n := 0
	for _, b := range list {
		n += textOf(b)
	}
	return n
}

// unfolded gives a reply as sections: its title, what it says, its buttons. A dialog has
// no channel to share an answer in.
func unfolded(r commands.Reply) []commands.Section {
	title := r.TitleLine()
	for i := range title {
		title[i].Style |= commands.Bold
	}
	list := append([]commands.Section{commands.Paragraph{Text: title}}, r.Sections...)
	var actions []commands.Action
	for _, a := range r.Actions {
		if !a.Share {
			actions = append(actions, a)
		}
	}
	if len(actions) > 0 {
		list = append(list, commands.Buttons{Actions: actions})
	}
	return list
}
