package commands

import (
	"maps"
	"slices"
)

// access answers who may do what. The reporters and editors are those of the settings.
func (v view) access(reporters, editors []string) Reply {
	grants := v.book.Grants(v.at.Known)
	l := List{Items: []Line{
		v.readers(),
		allowed("Reporters", "everyone in this workspace", reporters),
		allowed("Editors", "the workspace's admins", editors),
	}}
	for _, user := range slices.Sorted(maps.Keys(grants)) {
		l.Items = append(l.Items, Line{{Text: "Set by an editor: "}, recorder(user), {Text: " is " + roleWord(grants[user])}})
	}
	return Reply{Title: "Who may do what", Sections: []Section{l}}
}

// readers tells who may read, and where guests may.
func (v view) readers() Line {
	opened := v.book.Opened(v.at.Known)
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

// allowed lists the user ids of the settings, or who it is where the settings name none.
func allowed(label, otherwise string, ids []string) Line {
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
