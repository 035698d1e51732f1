package receiver

import (
	"context"
	"slices"
	"sync/atomic"

	"github.com/slack-go/slack"
	"github.com/slack-go/slack/slackevents"
)

// owner is whose requests are let in; an enterprise has many teams.
type owner struct{ team, enterprise string }

// admission knows whose requests are let in, whichever way they come.
type admission struct {
	self atomic.Pointer[owner] // nil until it is opened
	// opened tells whether a channel was opened to people of other organisations; nil where all are let in.
	opened func(ctx context.Context, channel string) (bool, error)
}

// Open lets requests in, now that it is known whose they must be.
func (a *admission) Open(team, enterprise string) { a.self.Store(&owner{team, enterprise}) }

// admit refuses what comes from another workspace, unless it comes from a channel that an
// editor opened to others: the desk knows what its strangers may do.
func (a *admission) admit(ctx context.Context, from origin) error {
	self := a.self.Load()
	if self == nil {
		return errTooEarly
	}
	if a.opened == nil || from.of(*self) {
		return nil
	}
	ctx, cancel := context.WithTimeout(ctx, AckAfter)
	defer cancel()
	if opened, err := a.opened(ctx, from.channel); err != nil || !opened {
		return errForeign
	}
	return nil
}

// origin is where a request says that it comes from.
type origin struct {
	teams      []string // any of them; in an enterprise a team may be the enterprise itself
	enterprise string
	channel    string
}

func (o origin) of(self owner) bool {
	is := func(id string) bool { return id != "" && (id == self.team || id == self.enterprise) }
	return slices.ContainsFunc(o.teams, is) || o.enterprise != "" && o.enterprise == self.enterprise
}

// originOf reads where a request comes from. Of an event, Slack names the installation that sees it.
func originOf(data any) origin {
	switch d := data.(type) {
	case slack.SlashCommand:
		return origin{[]string{d.TeamID}, d.EnterpriseID, d.ChannelID}
	case slack.InteractionCallback:
		return origin{[]string{d.Team.ID, d.User.TeamID, d.View.AppInstalledTeamID}, d.Enterprise.ID, d.Channel.ID}
	case slackevents.EventsAPIEvent:
		from := origin{teams: []string{d.TeamID}, enterprise: d.EnterpriseID}
		if outer, is := d.Data.(*slackevents.EventsAPICallbackEvent); is {
			for _, a := range outer.Authorizations {
				from.teams = append(from.teams, a.TeamID, a.EnterpriseID)
			}
		}
		return from
	}
	return origin{}
}

// emptyOptions answers a select that asks for its options as somebody types: none of ours does.
type emptyOptions struct{}

// Encode gives it as JSON.
func (emptyOptions) Encode() ([]byte, error) { return []byte(`{"options":[]}`), nil }

// MarshalJSON is for the library, which encodes what goes by a socket itself.
func (o emptyOptions) MarshalJSON() ([]byte, error) { return o.Encode() }

// Resend does nothing: there is no other way.
func (emptyOptions) Resend() {}
