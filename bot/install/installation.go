package install

import (
	"context"
	"time"

	"natobot/store"

	"github.com/slack-go/slack"
)

// Installation is the app in one workspace, as Slack told of it.
type Installation = store.Installation

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
