// Package bot is the house's side of Slack. What its [receiver] takes in becomes a
// [commands.Request] for the desk (route.go); the [answer.Reply] that comes back goes out as
// Block Kit. Forms open as dialogs, which hold their own state, and App Home is published anew
// when the ledger changed. What is owed by itself, digests, live notes and reminders, it tells
// the outbox, and posts.
//
// It decides nothing about the race. What Slack lets us show is known to bot/blockkit, how
// requests reach us to bot/receiver, what Slack's refusals mean to bot/slackerr.
package bot
