package bot

import (
	"slices"
	"strings"
)

// scopes are what the bot token must be allowed to do, and nothing more.
// manifest.json asks for them.
var scopes = []string{
	"app_mentions:read", // hear what is said to the bot in a channel
	"channels:history",  // look for a digest whose posting ended in doubt, in public channels
	"channels:read",     // know whether a public channel is shared with another organisation
	"chat:write",        // post digests, tell reporters of one another
	"commands",          // hear the slash command and the message shortcut
	"files:read",        // see when Slack has finished with a picture
	"files:write",       // hand out exports and pictures
	"groups:history",    // as channels:history, in private channels
	"groups:read",       // as channels:read, of private channels
	"im:history",        // hear what is said to the bot in direct messages, look for a reminder there
	"im:read",           // be told of direct messages what they are
	"im:write",          // hand a file to one person
	"mpim:history",      // hear what is said to the bot in group messages
	"mpim:read",         // as channels:read, of group messages
	"users:read",        // know guests, other organisations' people and administrators
}

// lacking gives the scopes that are not among those granted, which Slack lists with
// commas; none when Slack does not list any.
func lacking(granted string) []string {
	if granted == "" {
		return nil
	}
	list := strings.FieldsFunc(granted, func(r rune) bool { return r == ',' || r == ' ' })
	return slices.DeleteFunc(slices.Clone(scopes), func(s string) bool { return slices.Contains(list, s) })
}
