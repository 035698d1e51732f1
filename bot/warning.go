package bot

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"natobot/bot/slackerr"
	"natobot/consensus"
	"natobot/outbox"
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
	mine, claimErr := d.claimWarning(ctx, editor, s, err)
	if claimErr != nil {
		d.Log.Error("who set a digest could not be told that it waits", "channel", s.Channel, "error", claimErr)
	}
	if mine {
		d.tell(ctx, editor, stuck(s, err))
	}
}

// editorOf gives who is to hear of a slot: who set its time, else any time of its channel.
func (d *digests) editorOf(ctx context.Context, s consensus.Slot) (user string, ok bool) {
	schedules, err := d.Desk.Schedules(ctx)
	if err != nil {
		d.Log.Error("the digests' schedules cannot be read", "error", err)
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

// claimWarning notes in the ledger that a person is told, before they are: somebody who is
// told twice is worse off than one who finds it in the log. What lasts has the same name
// until a digest is in the channel again.
func (d *digests) claimWarning(ctx context.Context, editor string, s consensus.Slot, why error) (mine bool, err error) {
	last, served, err := d.Posts.LastPosted(ctx, consensus.DigestPost, s.Channel)
	if err != nil {
		return false, err
	}
	since := "the beginning"
	if served {
		since = strings.TrimPrefix(last.Slot.String(), s.Channel+" ")
	}
	return outbox.Once(ctx, d.Posts, consensus.Posting{
		Kind: warningPost, Key: fmt.Sprintf("%s digest of %s since %s: %s", editor, s.Channel, since, troubleOf(why)),
		Slot: consensus.Slot{Channel: editor}, Point: consensus.Point{On: s.Day}, Owner: d.Owner, ClaimedAt: d.Now(),
	})
}
