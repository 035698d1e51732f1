// Package blockkit turns answers into Slack's Block Kit: messages, and what dialogs and App Home
// show. All of Slack's limits on what is shown are kept here, and all escaping is done here. It
// knows answers as values, and neither who asked nor how Slack is reached.
package blockkit
