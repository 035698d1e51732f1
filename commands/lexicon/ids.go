package lexicon

import "strings"

// IsID tells whether s has the form of a Slack id that begins with one of the letters.
func IsID(s, letters string) bool {
	if len(s) < 2 || !strings.Contains(letters, s[:1]) {
		return false
	}
	return strings.Trim(s, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789") == ""
}
