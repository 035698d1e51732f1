package bot

import (
	"cmp"
	"context"
	"crypto/sha256"
	"log/slog"
	"net/http"
	"slices"
	"strings"
	"sync/atomic"
	"time"

	"github.com/slack-go/slack"

	"natobot/commands"
	"natobot/commands/answer"
)

// workspace is what the bot knows of a Slack workspace, and how it speaks there.
type workspace struct {
	desk    Desk
	now     func() time.Time // the desk's clock
	log     *slog.Logger
	command string // the slash command, in what the bot itself says

	api  *slack.Client // for what may be asked again: it waits where Slack says so
	once *slack.Client // for what may not
	http *http.Client  // for response URLs

	seen     seen         // what was asked lately
	underway atomic.Int64 // requests that wait for a worker, or are worked on

	people      *people
	channels    *channels
	pictures    *pictures
	renderCache renderCache
	overviews   overviews

	// refreshHome has a person's Home made anew, if they opened it lately.
	refreshHome func(user string)
	// postDigest posts a channel's digest now, and gives "" or why it is not there.
	postDigest func(ctx context.Context, channel string) (reason string)
	// putOff has a person asked about something again tomorrow, unless there is nothing to ask any more.
	putOff func(ctx context.Context, user, about string) (asked bool, err error)
}

// connect makes the clients by which Slack is asked, with a bot token.
func (w *workspace) connect(token string, options []slack.Option) {
	w.once = slack.New(token, options...)
	// The order matters: OptionRetry wraps the HTTP client that it finds. It retries on
	// 429 alone, when Slack has surely done nothing.
	w.api = slack.New(token, append(slices.Clip(options), slack.OptionRetry(2))...)
	w.people = &people{workspace: w, known: recent[string, person]{most: keptNames}, channels: recent[string, string]{most: keptNames}}
	w.channels = &channels{workspace: w, known: recent[string, channel]{most: keptNames}}
	w.pictures = &pictures{w, recent[[sha256.Size]byte, string]{most: keptPictures}}
}

// ask puts a request to the desk, and does what the reply asks of the house.
func (w *workspace) ask(ctx context.Context, r commands.Request) answer.Reply {
	// What would never come is not promised.
	if to := w.desk.Intent(r.Text); to.Posts {
		channel := cmp.Or(to.Channel, r.Channel)
		if found := w.channels.find(ctx, channel); found.unpostable() {
			return notPostable(found, channel == r.Channel, r.Text)
		}
	}
	reply := w.desk.Do(ctx, r)
	w.logFailure(r, reply)
	if reply.Post != nil {
		if reason := w.postDigest(ctx, reply.Post.Channel); reason != "" {
			return notPosted(reason)
		}
	}
	return reply
}

func (w *workspace) logFailure(r commands.Request, reply answer.Reply) {
	if reply.Outcome == answer.Failed {
		w.log.Error("a request failed", "ref", reply.Ref, "error", reply.Cause)
	}
}

// confine gives a reply to its asker alone where it would also reach another
// organisation's people, and no editor opened the channel to them. What cannot be known
// is taken for such a channel.
func (w *workspace) confine(ctx context.Context, r answer.Reply, channel string) answer.Reply {
	if r.Audience != answer.ToChannel {
		return r
	}
	found, closed := w.channels.closed(ctx, channel)
	if !closed {
		return r
	}
	r.Audience = answer.ToAsker
	r.Sections = append(slices.Clip(r.Sections), notShared(found))
	return r
}

// admits gives nil for a channel that may be posted to, and else why not (S9).
func (w *workspace) admits(ctx context.Context, channel string) error {
	if strings.HasPrefix(channel, "U") || strings.HasPrefix(channel, "W") {
		return nil // a person, who is told of what is theirs
	}
	switch found, closed := w.channels.closed(ctx, channel); {
	case !closed:
		return nil
	case found == unseen:
		return slack.SlackErrorResponse{Err: "channel_not_found"}
	default:
		return &closedError{found}
	}
}
