package report

import (
	"maps"
	"slices"

	"natobot/commands/answer"
	"natobot/commands/english"
)

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
