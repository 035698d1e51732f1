package blockkit

import (
	"fmt"
)

// The words that this package adds to an answer.
const (
	untitled   = "natobot" // of what has no title
	sayNothing = "There is nothing to show."
)

func nothingToChoose(label string) string { return label + ": there is nothing to choose from yet." }

// AndMore stands for what Slack has no room for.
func AndMore(n int) string { return fmt.Sprintf("…and %d more", n) }
