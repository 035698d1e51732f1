package fleet

import (
	"cmp"
	"time"

	"github.com/slack-go/slack"
	"github.com/slack-go/slack/slackevents"
)

// workspaceOf gives the workspace through whose installation a request comes, "" where it does not
// say. What is shared by several comes by the one that Slack names as authorised, whoever brought it about.
func workspaceOf(data any) string {
	switch d := data.(type) {
	case slack.SlashCommand:
		return d.TeamID
	case slack.InteractionCallback:
		if d.View.ID != "" { // an organisation's people may be of no team here
			return cmp.Or(d.View.AppInstalledTeamID, d.Team.ID, d.User.TeamID)
		}
		return cmp.Or(d.Team.ID, d.User.TeamID)
	case slackevents.EventsAPIEvent:
		if outer, is := d.Data.(*slackevents.EventsAPICallbackEvent); is && len(outer.Authorizations) > 0 {
			return outer.Authorizations[0].TeamID
		}
		return d.TeamID
	}
	return ""
}

// removal is Slack's word that an installation is no more, or that the token of some of its people is not.
type removal struct {
	app, workspace string
	at             time.Time
	bots           []string // whose tokens are revoked; nil where the app was uninstalled
}

// removalOf reads it: of what needs no token to be carried out, nor a workspace that is still there.
func removalOf(data any) (r removal, is bool) {
	e, _ := data.(slackevents.EventsAPIEvent)
	outer, is := e.Data.(*slackevents.EventsAPICallbackEvent)
	if !is {
		return r, false
	}
	r = removal{app: e.APIAppID, workspace: e.TeamID, at: time.Unix(int64(outer.EventTime), 0)}
	switch inner := e.InnerEvent.Data.(type) {
	case *slackevents.AppUninstalledEvent:
		return r, true
	case *slackevents.TokensRevokedEvent:
		r.bots = append([]string{}, inner.Tokens.Bot...)
		return r, true
	}
	return r, false
}
