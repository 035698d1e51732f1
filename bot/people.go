package bot

import (
	"cmp"
	"context"
	"log/slog"
	"sync"
	"time"

	"github.com/slack-go/slack"

	"natobot/bot/slackerr"
	"natobot/commands"
)

const (
	// freshFor is how long what Slack said of a person is taken for true.
	freshFor = 10 * time.Minute

	// staleFor is how long it is taken for true while Slack does not answer: a Slack in
	// trouble must not lose a reporter's word, and people change seldom.
	staleFor = 24 * time.Hour

	lookupTime = 5 * time.Second
)

// identity is who we are to Slack.
type identity struct{ Team, Enterprise, User, Bot string }

// people finds out who is behind a user id: whether they are an administrator, and
// whether they are of the desk's workspace at all (S9).
type people struct {
	api  *slack.Client
	self identity
	now  func() time.Time
	log  *slog.Logger

	mu       sync.Mutex
	known    map[string]person
	channels map[string]string // names by id, as requests tell them
	warned   bool              // of the missing scope
}

type person struct {
	user commands.User
	at   time.Time
}

// asker is what a request says of who sent it.
type asker struct{ ID, Name, Team, Enterprise string }

// find gives the person, and false when it cannot be known: then nothing may be done for
// them, because guests and other organisations' people must not get in by an outage.
//
// A bot token without the scope users:read is a matter of configuration, not an outage:
// then nobody is known as an administrator, and only people whom the request itself shows
// to be of another workspace are outsiders. A log line says so.
func (p *people) find(ctx context.Context, a asker) (commands.User, bool) {
	last, ok := p.remembered(a.ID)
	now := p.now()
	age := now.Sub(last.at).Abs()
	if ok && age < freshFor {
		return last.user, true
	}
	ctx, cancel := context.WithTimeout(ctx, lookupTime)
	defer cancel()
	info, err := p.api.GetUserInfoContext(ctx, a.ID)
	switch {
	case err == nil:
		last = person{p.describe(info, a), now}
	case slackerr.Code(err) == "missing_scope":
		p.warn(err)
		return commands.User{ID: a.ID, Name: a.Name, Outsider: !p.ours(a.Team, a.Enterprise)}, true
	case ok && age < staleFor:
		p.log.Warn("Slack did not say who a person is; what it last said counts", "user", a.ID, "error", err)
		return last.user, true
	default:
		p.log.Error("Slack did not say who a person is; their request was refused", "user", a.ID, "error", err)
		return commands.User{}, false
	}
	p.remember(last)
	return last.user, true
}

func (p *people) remembered(id string) (person, bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	last, ok := p.known[id]
	return last, ok
}

func (p *people) remember(one person) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.known[one.user.ID] = one
}

// describe reads Slack's description of a person. Whoever is a guest, a stranger from a
// shared channel, switched off, or of a workspace and organisation that are not ours is
// an outsider.
func (p *people) describe(u *slack.User, a asker) commands.User {
	guest := u.IsRestricted || u.IsUltraRestricted || u.IsStranger
	return commands.User{
		ID:       a.ID,
		Name:     cmp.Or(u.Profile.DisplayName, u.RealName, u.Name, a.Name),
		Zone:     u.TZ,
		Admin:    u.IsAdmin || u.IsOwner || u.IsPrimaryOwner,
		Outsider: guest || u.Deleted || !p.ours(u.TeamID, u.Enterprise.EnterpriseID),
	}
}

func (p *people) ours(team, enterprise string) bool {
	return team == p.self.Team || enterprise != "" && enterprise == p.self.Enterprise
}

func (p *people) warn(err error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if !p.warned {
		p.warned = true
		p.log.Error("the bot token lacks the scope users:read: no administrator and no guest can be recognised; add it and install the app again", "error", err)
	}
}
