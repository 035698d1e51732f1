package fleet

import (
	"context"
	"slices"
	"time"

	"github.com/slack-go/slack"

	"natobot/bot/install"
	"natobot/bot/receiver"
	"natobot/bot/slackerr"
)

const (
	// Grace is how long what a workspace recorded is kept after it removed the app: Slack asks for
	// all of it to be gone within 14 business days.
	Grace      = 10 * 24 * time.Hour
	purgeEvery = time.Hour
)

// removed notes that a workspace removed the app. The order of Slack's events is not promised, and one
// may come late: what was installed since is not touched.
func (f *Fleet) removed(r removal) receiver.Verdict {
	ctx, cancel := context.WithTimeout(context.Background(), receiver.AckAfter)
	defer cancel()
	i, known, err := f.Installations.Installation(ctx, r.workspace)
	gone := false
	if ours := r.bots == nil || slices.Contains(r.bots, i.User); err == nil && known && ours {
		gone, err = f.Installations.Remove(ctx, r.app, r.workspace, r.at)
	}
	if err != nil {
		f.Log.Error("that a workspace removed the app could not be noted; Slack is told to come again", "workspace", r.workspace, "error", err)
		return receiver.Closed
	}
	if gone {
		f.Log.Info("a workspace removed the app; what it recorded is erased after its days of grace", "workspace", r.workspace)
		i.Removed = r.at
		f.renew(i)
	}
	return receiver.Ignored
}

// revoked are Slack's words for a token that will never be good again.
var revoked = []string{"token_revoked", "account_inactive"}

// refused hears that Slack does not take a workspace's token any more.
func (f *Fleet) refused(workspace string, err error) {
	f.Log.Error("Slack does not take a workspace's token any more", "workspace", workspace, "error", err)
	if slices.Contains(revoked, slackerr.Code(err)) {
		go f.removed(removal{workspace: workspace, at: f.Now()})
	}
}

// purge erases what the workspaces recorded that removed the app long enough ago.
func (f *Fleet) purge(ctx context.Context) {
	before := f.Now().Add(-Grace)
	list, err := f.Installations.RemovedBefore(ctx, before)
	if err != nil && ctx.Err() == nil {
		f.Log.Warn("which workspaces removed the app cannot be read", "error", err)
	}
	for _, i := range list {
		f.purgeOne(ctx, i, before)
	}
}

// purgeOne asks Slack first: a workspace whose token is good has the app.
func (f *Fleet) purgeOne(ctx context.Context, i install.Installation, before time.Time) {
	log := f.Log.With("workspace", i.Workspace)
	token, err := f.Keys.Open(i.Sealed, i)
	if err == nil {
		_, err = slack.New(token, slack.OptionHTTPClient(f.http), slack.OptionAPIURL(f.APIURL)).AuthTestContext(ctx)
		switch {
		case err == nil:
			log.Warn("Slack said that a workspace removed the app, but its token is good: it is served again")
			if err := f.Installations.Reinstate(ctx, i.Workspace, i.Generation); err != nil {
				log.Error("a workspace could not be served again", "error", err)
			}
			return
		case slackerr.Code(err) == "":
			return // Slack did not answer; it is asked again
		}
	}
	erased, err := f.Installations.Erase(ctx, i.Workspace, before)
	switch {
	case err != nil:
		log.Error("a workspace that removed the app could not be erased; it is tried again", "error", err)
	case erased:
		log.Info("a workspace that removed the app is erased")
	}
}
