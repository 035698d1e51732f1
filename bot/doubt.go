package bot

import (
	"context"
	"errors"
	"time"

	"natobot/commands/answer"
	"natobot/consensus"
	"natobot/outbox"
)

// slackTime gives Slack's clock where it can be known, else the desk's.
func (c Config) slackTime() func() time.Time {
	if c.Witness == nil {
		return c.Now
	}
	return c.Witness.Now
}

// doubt says once that the desk's clock is not to be believed, in the log and to an editor, and
// in the log that it is right again.
func (b *Bot) doubt(ctx context.Context) {
	before, now := b.doubted, b.desk.Doubt()
	b.doubted = now != nil
	switch {
	case now != nil && !before:
		b.log.Error("the clock is not to be believed: nothing is recorded or posted", "error", now)
		b.warnOfClock(ctx, now)
	case now == nil && before:
		b.log.Info("the clock is right again")
	}
}

// warnOfClock tells an editor of a wrong clock, once a day by Slack's clock.
func (b *Bot) warnOfClock(ctx context.Context, why error) {
	editor := b.desk.Editor()
	told, ok := errors.AsType[*consensus.Error](why)
	if editor == "" || !ok {
		return
	}
	at := b.config.slackTime()()
	mine, err := outbox.Once(ctx, b.config.Posts, consensus.Posting{
		Kind: warningPost, Key: editor + " clock on " + at.In(b.config.Zone).Format(time.DateOnly),
		Slot: consensus.Slot{Channel: editor}, Owner: b.config.Owner, ClaimedAt: at,
	})
	if err != nil {
		b.log.Error("an editor could not be told of the clock", "error", err)
	}
	if mine {
		b.direct(ctx, editor, answer.Reply{Title: told.Message + ".", Sections: []answer.Section{answer.Paragraph{Text: answer.Marked(told.Hint)}}})
	}
}
