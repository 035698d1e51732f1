package bot

import (
	"context"
	"strings"
	"sync"
	"time"

	"github.com/slack-go/slack"

	"natobot/bot/slackerr"
)

// channels finds out which channels are shared with other organisations (S9).
type channels struct {
	*Bot
	known  recent[string, channel]
	warned sync.Once // of the missing scope
}

type channel struct {
	sharing sharing
	at      time.Time
}

// closed tells whether the desk keeps to itself what it would say in a channel.
func (c *channels) closed(ctx context.Context, channel string) (found sharing, closed bool) {
	if found = c.find(ctx, channel); found == ours {
		return found, false
	}
	opened, err := c.desk.Opened(ctx, channel)
	if err != nil {
		c.log.Error("whether a channel is open to others could not be read", "channel", channel, "error", err)
	}
	return found, err != nil || !opened
}

// told notes what a request tells of a channel by its name: of group messages that the bot is not in,
// Slack says nothing.
func (c *channels) told(id, name string) {
	if strings.HasPrefix(name, "mpdm-") {
		c.known.put(id, channel{sharing: group})
	}
}

// find tells whether a channel is shared, as Slack says or said a short time ago.
func (c *channels) find(ctx context.Context, id string) sharing {
	last, ok := c.known.get(id)
	switch {
	case strings.HasPrefix(id, "D"):
		return direct
	case last.sharing == group: // for ever
		return group
	}
	now := c.now()
	if ok && now.Sub(last.at).Abs() < freshFor {
		return last.sharing
	}
	ctx, cancel := context.WithTimeout(ctx, lookupTime)
	defer cancel()
	info, err := c.api.GetConversationInfoContext(ctx, &slack.GetConversationInfoInput{ChannelID: id})
	switch {
	case err == nil:
		return c.note(id, info, now)
	case slackerr.Needed(err) == "im:read":
		return direct
	case slackerr.Needed(err) == "mpim:read":
		return group
	case slackerr.Code(err) == "missing_scope":
		c.warned.Do(func() {
			c.log.Error("the bot token lacks the scopes channels:read and groups:read: no answer is shared in a channel; add them and install the app again", "error", err)
		})
		return unscoped
	case slackerr.Code(err) == "channel_not_found":
		return unseen
	}
	if last.sharing != unknown { // once is enough for who asks again and again
		c.log.Warn("Slack did not say whether a channel is shared; it is taken for shared", "channel", id, "error", err)
	}
	c.known.put(id, channel{sharing: unknown})
	return unknown
}

func (c *channels) note(id string, info *slack.Channel, now time.Time) sharing {
	if !info.IsPrivate {
		c.people.channel(id, info.Name)
	}
	found := ours
	if info.IsExtShared || info.IsPendingExtShared {
		found = foreign
	}
	c.known.put(id, channel{found, now})
	return found
}

// sharing is what is known of who is in a channel.
type sharing uint8

const (
	ours     sharing = iota // people of this organisation alone, and its guests
	foreign                 // people of another organisation too, or soon
	unknown                 // Slack did not say
	unscoped                // Slack may not say: the bot's token lacks a scope
	unseen                  // it is private, and the bot is not in it
	direct                  // a direct message
	group                   // a group message
)

// unpostable tells that no message of ours can surely be posted there, whoever reads it.
func (s sharing) unpostable() bool { return s == unseen || s == direct || s == group }

// closedError keeps back what would reach another organisation's people (S9).
type closedError struct{ found sharing }

func (*closedError) Error() string {
	return "the channel is shared with another organisation, or may be: an editor opens it with “access guests on”"
}
