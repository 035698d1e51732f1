package store

import "time"

// Installation is the app in one workspace, as Slack told of it.
type Installation struct {
	App, Enterprise, Team string // ids; a workspace may be of no enterprise
	Workspace             string // the id under which everything of it is kept
	Name, URL             string // of the workspace
	Sealed                []byte // the bot token, as who keeps it sealed it
	Bot, User             string // ids of the bot, and of its user
	Scopes, Installer     string // those granted, with commas; a user id
	Installed             time.Time
	// Generation counts the installations of a workspace from 1. What is made of an older one, such as
	// a client with its token, is good no more.
	Generation int
	Removed    time.Time // when Slack said that it is no more; zero until then
}
