package bot

import (
	"context"
	"errors"
	"time"

	"github.com/slack-go/slack"

	"natobot/bot/blockkit"
	"natobot/commands/answer"
)

// notify tells others what they are to hear because of a request.
func (w *workspace) notify(ctx context.Context, list []answer.Notice) {
	for _, n := range list {
		w.direct(ctx, n.User, n.Reply)
	}
}

// direct sends a reply to one person, in a direct message. When it is not known whether
// Slack took it, it is not sent again: nobody is told a thing twice.
func (w *workspace) direct(ctx context.Context, user string, r answer.Reply) {
	ctx, cancel := context.WithTimeout(ctx, requestTimeout)
	defer cancel()
	for _, m := range blockkit.Messages(w.prepared(ctx, r), "") {
		if err := w.post(ctx, user, m); err != nil {
			w.log.Error("a direct message could not be delivered", "user", user, "error", err)
			return
		}
	}
}

// post posts one message. It waits where Slack asks for that, having surely done nothing.
func (w *workspace) post(ctx context.Context, channel string, m blockkit.Message) error {
	for try := 1; ; try++ {
		call, cancel := context.WithTimeout(ctx, callTimeout)
		_, _, err := w.once.PostMessageContext(call, channel,
			slack.MsgOptionText(m.Text, false), slack.MsgOptionBlocks(m.Blocks...),
			slack.MsgOptionDisableLinkUnfurl(), slack.MsgOptionDisableMediaUnfurl())
		cancel()
		limited, again := errors.AsType[*slack.RateLimitedError](err)
		if !again || try == maxTries || !sleep(ctx, max(limited.RetryAfter, time.Second)) {
			return err
		}
	}
}
