package install

import (
	"context"
	"time"

	"github.com/slack-go/slack"
)

// Installation is the app in one workspace, as Slack told of it.
type Installation struct {
	App, Enterprise, Team string // ids; a workspace may be of no enterprise
	Workspace             string // the id under which everything of it is kept
	Name, URL             string // of the workspace
	Sealed                []byte // the bot token; see [Keys]
	Bot, User             string // ids of the bot, and of its user
	Scopes, Installer     string // those granted, with commas; a user id
	Installed             time.Time
	// Generation counts the installations of a workspace from 1. What is made of an older one, such as
	// a client with its token, is good no more.
	Generation int
	Removed    time.Time // when Slack said that it is no more; zero until then
}

// Store keeps installations, and the states of those under way.
type Store interface {
	// Begin keeps a state's hash until a moment, unless it keeps so many already, and tells whether it
	// does; it forgets those that have passed by now.
	Begin(ctx context.Context, hash string, now, until time.Time, most int) (bool, error)
	// Finish forgets a state, and tells whether it was there and had time left: true once.
	Finish(ctx context.Context, hash string, now time.Time) (bool, error)
	// Install keeps an installation in place of its workspace's last one, and gives its generation.
	Install(ctx context.Context, i Installation) (generation int, err error)
}

// client is Slack as an app asks it that has a token.
func (c Config) client(token string) *slack.Client {
	return slack.New(token, slack.OptionHTTPClient(c.HTTP), slack.OptionAPIURL(c.APIURL))
}
