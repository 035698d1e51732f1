package blockkit

import (
	"fmt"

	"github.com/slack-go/slack"
)

// The words that this package adds to an answer.
const (
	untitled   = "natobot" // of what has no title
	sayNothing = "There is nothing to show."
)

func nothingToChoose(label string) string { return label + ": there is nothing to choose from yet." }

// AndMore stands for what Slack has no room for.
func AndMore(n int) string { return fmt.Sprintf("…and %d more", n) }

// confirmation asks before a deed that is hard to undo.
func confirmation(label string) *slack.ConfirmationBlockObject {
	return slack.NewConfirmationBlockObject(
		plain("Are you sure?"),
		plain(cut(label+"?", 300)[0]),
		plain("Yes"),
		plain("No"),
	)
}
