// Package bot is the house's side of Slack: it takes requests in by Socket Mode, hands
// them to the desk as [commands.Request] values, renders the [commands.Reply] values
// that come back as Block Kit, and posts the digests when they are due. Forms open as
// dialogs, which hold their own state, and App Home is published anew when the ledger
// changed.
//
// It decides nothing about the race. Slack's limits, its escaping and its errors are
// known here and nowhere else.
package bot
