package blockkit

import (
	"cmp"
	"slices"

	"github.com/slack-go/slack"

	"natobot/commands/answer"
)

// Panel gives sections as a dialog or Home shows them: in as many blocks as Slack takes, less
// those that are reserved for what is added. What is more than fits is left out, and the last
// line says how much that is.
func Panel(sections []answer.Section, reserved int) []slack.Block {
	list := viewAtoms(sections)
	limit := maxViewBlocks - reserved
	var shown []answer.Section
	var blocks []slack.Block
	origin := -1
	for i, a := range list {
		grown := add(shown, a, origin)
		drawn := surface(grown)
		if len(drawn) > limit-1 || sum(drawn, textOf) > maxViewText {
			return append(blocks, Paragraph(answer.Paragraph{Text: answer.Line{{Text: AndMore(len(list) - i)}}})...)
		}
		shown, blocks, origin = grown, drawn, a.origin
	}
	return blocks
}

// viewAtoms takes sections apart. Slack shows no table outside messages: there each row is a
// line that names its columns.
func viewAtoms(sections []answer.Section) []atom {
	var list []atom
	for i, s := range sections {
		if t, ok := s.(answer.Table); ok {
			s = asList(t)
		}
		for _, piece := range split(s) {
			list = append(list, atom{i, piece})
		}
	}
	return list
}

func surface(sections []answer.Section) []slack.Block {
	var list []slack.Block
	for _, s := range sections {
		list = append(list, blocks(s)...)
	}
	return list
}

// Unfolded gives a reply as sections: its title, what it says, its buttons. A dialog has
// no channel to share an answer in.
func Unfolded(r answer.Reply) []answer.Section {
	list := append([]answer.Section{boldTitle(r)}, r.Sections...)
	actions := slices.DeleteFunc(slices.Clone(r.Actions), func(a answer.Action) bool { return a.Share })
	if len(actions) > 0 {
		list = append(list, answer.Buttons{Actions: actions})
	}
	return list
}

// Modal gives a dialog. One without blocks says that it has nothing to show: Slack shows no empty one.
func Modal(title, close string, list []slack.Block) slack.ModalViewRequest {
	if len(list) == 0 {
		list = []slack.Block{Note(sayNothing)}
	}
	return slack.ModalViewRequest{
		Type: slack.VTModal, Title: Label(title), Close: Label(close), Blocks: slack.Blocks{BlockSet: list},
	}
}

// Note gives small print.
func Note(s string) slack.Block { return slack.NewContextBlock("", plain(s)) }

// Label gives the title of a dialog, or what one of its two buttons is called.
func Label(s string) *slack.TextBlockObject {
	return plain(shorten(cmp.Or(Flat(s), untitled), maxTitle))
}

// Home gives a reply as a person's Home shows it.
func Home(r answer.Reply) slack.HomeTabViewRequest {
	header := slack.NewHeaderBlock(plain(cmp.Or(shorten(Flat(r.Title), maxHeader), untitled)))
	list := append([]slack.Block{header}, Panel(Unfolded(r)[1:], 1)...)
	return slack.HomeTabViewRequest{Type: slack.VTHomeTab, Blocks: slack.Blocks{BlockSet: list}}
}
