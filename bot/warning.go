package bot

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"natobot/bot/slackerr"
	"natobot/commands/answer"
	"natobot/consensus"
)

// warningPost is the kind of post by which an editor hears that a digest waits.
const warningPost = "warning"

// warn tells the editor who set a digest that its channel cannot be posted to (S8, S9):
// once for as long as that lasts, over restarts too. The log has it anyway.
func (d *digests) warn(ctx context.Context, p consensus.Posting, err error) {
	s := p.Slot
	editor, tellable := d.editorOf(ctx, s)
	if !tellable {
		return
	}
	last, served, unread := d.config.Posts.LastPosted(ctx, consensus.DigestPost, s.Channel)
	if unread != nil {
		d.log.Error("who set a digest could not be told that it waits", "channel", s.Channel, "error", unread)
		return
	}
	since := "the beginning"
	if served {
		since = strings.TrimPrefix(last.Slot.String(), s.Channel+" ")
	}
	// What lasts has the same name until a digest is in the channel again.
	d.tellOnce(ctx, consensus.Posting{
		Kind: warningPost, Key: fmt.Sprintf("%s digest of %s since %s: %s", editor, s.Channel, since, troubleOf(err)),
		Slot: consensus.Slot{Channel: editor}, Point: consensus.Point{On: s.Day},
	}, stuck(s, err))
}

// editorOf gives who is to hear of a slot: who set its time, else any time of its channel.
func (d *digests) editorOf(ctx context.Context, s consensus.Slot) (user string, ok bool) {
	schedules, err := d.desk.Schedules(ctx)
	if err != nil {
		d.log.Error("the digests' schedules cannot be read", "error", err)
	}
	for _, o := range schedules {
		if o.Channel == s.Channel && (user == "" || o.Minute == s.Minute) {
			user = o.By
		}
	}
	return user, user != ""
}

// troubleOf names what an editor can do something about. Slack has two words for a channel
// that the bot is not in.
func troubleOf(err error) string {
	_, closed := errors.AsType[*closedError](err)
	switch {
	case closed:
		return "shared"
	case slackerr.Code(err) == "is_archived":
		return "archived"
	}
	return "not in it"
}

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
	b.tellOnce(ctx, consensus.Posting{
		Kind: warningPost, Key: editor + " clock on " + at.In(b.config.Zone).Format(time.DateOnly), Slot: consensus.Slot{Channel: editor}, ClaimedAt: at,
	}, answer.Reply{Title: told.Message + ".", Sections: []answer.Section{answer.Paragraph{Text: answer.Marked(told.Hint)}}})
}
