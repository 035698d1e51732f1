package report

import (
	"slices"

	"natobot/commands/answer"
)

// howItStands gives the count in a line for each candidate who has any member.
func (e *edition) howItStands() []answer.Section {
	return answer.Lines("The count", e.morning.Counts())
}

// missingMoved says who came off the list of the missing, and who is on it anew.
func (e *edition) missingMoved() []answer.Section {
	if line := e.morning.MissingMoved(); line != nil {
		return []answer.Section{answer.Paragraph{Text: line}}
	}
	return nil
}

// pictured gives the picture of the count, with its words.
func (e *edition) pictured() []answer.Section {
	if e.Channel == "" || !slices.ContainsFunc(e.in, heard) {
		return nil
	}
	// The digest goes without a picture that cannot be drawn: its words say all of it.
	if drawn, err := e.Drawn(""); err == nil {
		return []answer.Section{drawn}
	}
	return nil
}
