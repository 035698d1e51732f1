// What is said of schedules, by the rules at the head of say.go.

package commands

import (
	"fmt"
	"time"

	"natobot/consensus"
)

// scheduled says what a schedule entry decides.
func scheduled(s consensus.Schedule) string {
	switch {
	case s.Skip != 0 && s.Off:
		return "The digests of " + s.Skip.Long() + " are posted in this channel after all"
	case s.Skip != 0:
		return "No digest is posted in this channel on " + s.Skip.Long()
	case s.Off && s.Only:
		return "The digest of " + clock(s.Minute) + " of this channel is switched off"
	case s.Off && s.Channel == "":
		return "No channel gets a digest any more"
	case s.Off:
		return "The digest of this channel is switched off"
	}
	return "A digest is posted " + times(s) + quietly(s.Quiet)
}

// times says when a digest is posted: "Monday to Friday at 08:00 (Europe/Brussels)".
func times(s consensus.Schedule) string {
	return fmt.Sprintf("%s at %02d:%02d (%s)", days(s.Days), s.Minute/60, s.Minute%60, s.Zone)
}

func days(list []int) string {
	switch fmt.Sprint(list) {
	case "[]", "[0 1 2 3 4 5 6]":
		return "every day"
	case "[1 2 3 4 5]":
		return "Monday to Friday"
	}
	var names []string
	for _, d := range list {
		names = append(names, time.Weekday(d).String())
	}
	return "on " + series(names)
}

func quietly(q consensus.Quiet) string {
	switch q {
	case consensus.QuietSkip:
		return "; not when nothing changed"
	case consensus.QuietFull:
		return "; in full also when nothing changed"
	}
	return "; in one line when nothing changed"
}
