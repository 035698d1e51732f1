package commands

import (
	"natobot/commands/grammar"
	"natobot/commands/report"
)

// handlers has what each command of the table does, by its name.
var handlers = map[string]run{
	"status":     answering(answerStatus),
	"candidates": answering(answerCandidates),
	"candidate":  either(answering(answerCandidate), (*Desk).report),
	"members":    answering(answerMembers),
	"member":     either(answering(answerMember), (*Desk).joins),
	"missing":    answering(answerMissing),
	"changes":    answering(answerChanges),
	"history":    answering(answerHistory),
	"race":       forms(map[string]run{"": answering(answerRace), "open": recording(openRace), "close": recording(closeRace)}),
	"export":     answering(exportFile),
	"picture":    answering(pictured),
	"help":       answering(help),
	"stance":     (*Desk).stance,
	"claim":      (*Desk).report,
	"note":       (*Desk).report,
	"correct":    recording(correcting),
	"retract":    (*Desk).retract,
	"undo":       recordingAll(undo),
	"settle":     recording(settle),
	"digest":     forms(map[string]run{"": answering(preview), "list": answering(digests), "now": answering(digestNow), "sent": answering(sent), "daily": recording(schedule), "off": recording(schedule), "skip": recording(schedule)}),
	"live":       either(answering(hearings), recording(follow)),
	"access":     either(answering(access), recording(grant)),
}

// Commands lists what can be asked of the desk, in the order of the help.
func Commands() []report.CommandInfo {
	var list []report.CommandInfo
	for _, c := range grammar.Commands() {
		list = append(list, info(c))
	}
	return list
}

func info(c grammar.Command) report.CommandInfo {
	return report.CommandInfo{Name: c.Name, Summary: c.Summary, Usage: c.Usage, Examples: c.Examples, Role: c.Role, Records: c.Records, Words: c.Words()}
}
