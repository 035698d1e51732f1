package install

import (
	"context"
	"time"

	"github.com/slack-go/slack"
)

// Key names what the app was installed in: a workspace, or with an empty Team the organisation itself.
type Key struct{ App, Enterprise, Team string }

// Workspace is the id under which everything of an installation is kept.
func (k Key) Workspace() string {
	if k.Team == "" {
		return k.Enterprise
	}
	return k.Team
}

// Installation is the app in one workspace, as Slack told of it.
type Installation struct {
	Key
	Name      string // of the workspace, or of the organisation
	Sealed    []byte // the bot token; see [Keys]
	Bot, User string // ids of the bot, and of its user
	Scopes    string // those granted, with commas
	Installer string // user id
	Installed time.Time
	// Generation counts the installations of one Key from 1. What is made of an older one, such as a
	// client with its token, is good no more.
	Generation int
	Removed    time.Time // when Slack said that it is no more; zero until then
}

// Store keeps installations, and the states of those under way.
type Store interface {
	// Begin keeps a state's hash until a moment, and forgets those that have passed by now.
	Begin(ctx context.Context, hash string, now, until time.Time) error
	// Finish forgets a state, and tells whether it was there and had time left: true once.
	Finish(ctx context.Context, hash string, now time.Time) (bool, error)
	// Install keeps an installation in place of the one with its Key, and gives its generation.
	Install(ctx context.Context, i Installation) (generation int, err error)
	// Remove marks the installation of a Key as removed at a moment, and tells whether it did: not one
	// that was installed after that moment, for Slack's word of a removal may come late.
	Remove(ctx context.Context, k Key, at time.Time) (bool, error)
	// Installed gives the installation that serves a workspace of an enterprise: its own, else the
	// organisation's; false where there is none, or it was removed.
	Installed(ctx context.Context, app, enterprise, team string) (Installation, bool, error)
}

// client is Slack as an app asks it that has a token.
func (c Config) client(token string) *slack.Client {
	return slack.New(token, slack.OptionHTTPClient(c.HTTP), slack.OptionAPIURL(c.APIURL))
}
