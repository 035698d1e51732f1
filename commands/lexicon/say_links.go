package lexicon

import (
	"fmt"

	"natobot/commands/english"
	"natobot/consensus"
)

func sayBadLink(link string) error {
	return consensus.Ask(english.AsTyped(link)+" is not a complete link.", "Copy the whole address, with the name of its site: `https://www.reuters.com/…`.")
}

func sayLinkWithName(host string) error {
	return consensus.Ask("That link carries a user name for "+host+".", "Copy the address without it: a link here can be opened by everyone.")
}

func sayLongLink(n int) error {
	return consensus.Ask(fmt.Sprintf("That link has %d characters, and %d are as many as Slack and browsers carry.", n, longestLink),
		"Leave out what follows the question mark, if the page opens without it.")
}

// SayOtherScheme refuses an address that is not of the web.
func SayOtherScheme(word string) error {
	return consensus.Ask(english.AsTyped(word)+" is not a link that a reader can open.", "A link begins with `https://` or `http://`.")
}
