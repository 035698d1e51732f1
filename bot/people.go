package bot

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/slack-go/slack"

	"natobot/bot/slackerr"
	"natobot/commands"
)

const (
	// freshFor is how long what Slack said of a person is enough to read by. Whoever would
	// change something is asked about anew.
	freshFor = 10 * time.Minute

	// changeFor is how long what Slack said of a person is enough to change something while
	// Slack does not answer: a Slack in trouble must not lose a reporter's word.
	changeFor = time.Hour

	// readFor is how long it is enough to read by, then.
	readFor = 24 * time.Hour

	lookupTime = 5 * time.Second
)

// Identity is who we are to Slack in a workspace.
type Identity struct {
	Team, Enterprise, User, Bot string
	URL                         string // of the workspace: "https://desk.slack.com/"
	Scopes                      string // those granted, with commas; "" where that is not known
}

// permalink gives the address of a message, "" where the workspace's is not known.
func (i Identity) permalink(message string) string {
	channel, ts, _ := strings.Cut(message, "/")
	if i.URL == "" {
		return ""
	}
	return i.URL + "archives/" + channel + "/p" + strings.ReplaceAll(ts, ".", "")
}

// people finds out who is behind a user id: whether they are an administrator, and
// whether they are of the desk's workspace at all (S9).
type people struct {
	*Bot
	self Identity

	known    recent[string, person]
	channels recent[string, string] // names by id, as requests tell them
	warned   sync.Once              // of the missing scope
}

// keptNames bounds how many people and channels are remembered.
const keptNames = 10_000

type person struct {
	user commands.User
	at   time.Time
}

// asker is what a request says of who sent it.
type asker struct{ ID, Name, Team, Enterprise string }

// find gives the person, or why nothing is done for them: guests and other organisations' people
// must not get in by an outage, and nobody by what Slack does not say of them any more. changes
// tells that they would change something.
func (p *people) find(ctx context.Context, a asker, changes bool) (commands.User, decline) {
	last, known := p.known.get(a.ID)
	now := p.now()
	age := now.Sub(last.at).Abs()
	if known && age < freshFor && !changes {
		return last.user, ""
	}
	ctx, cancel := context.WithTimeout(ctx, lookupTime)
	defer cancel()
	ask := p.api
	if known { // what it last said is good enough to go on without waiting
		ask = p.once
	}
	info, err := ask.GetUserInfoContext(ctx, a.ID)
	switch word := slackerr.Code(err); {
	case err == nil:
		last = person{p.describe(info, a), now}
		p.known.put(a.ID, last)
		return last.user, ""
	case word == "missing_scope":
		p.warned.Do(func() {
			p.log.Error("the bot token lacks the scope users:read: nobody can be told from a guest, so everybody is refused; add it and install the app again", "error", err)
		})
		return commands.User{}, unscopedPerson
	case slices.Contains(nobody, word):
		p.known.drop(a.ID)
		p.log.Warn("Slack does not know a person; their request was refused", "user", a.ID, "error", err)
		return commands.User{}, strangePerson
	case known && age < changeFor:
		p.log.Warn("Slack did not say who a person is; what it last said counts", "user", a.ID, "error", err)
		return last.user, ""
	case known && age < readFor && !changes:
		p.log.Warn("Slack did not say who a person is; they may read", "user", a.ID, "error", err)
		last.user.Admin = false
		return last.user, ""
	}
	p.log.Error("Slack did not say who a person is; their request was refused", "user", a.ID, "error", err)
	return commands.User{}, unknownPerson
}

// nobody are Slack's words for a person who is not, or not any more, of its workspace.
var nobody = []string{"user_not_found", "user_not_visible", "users_not_found"}

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
	// A person of an Enterprise organisation may be said to be of it, in place of a team.
	return team == p.self.Team || p.self.Enterprise != "" && (enterprise == p.self.Enterprise || team == p.self.Enterprise)
}
