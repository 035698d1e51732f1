package bot

import (
	"context"
	"errors"
	"fmt"

	"github.com/slack-go/slack"

	"natobot/bot/slackerr"
	"natobot/consensus"
)

// admits gives nil for a channel that a digest may be posted to, and else why not (S9).
func (d *digests) admits(ctx context.Context, channel string) error {
	switch found, closed := d.channels.closed(ctx, d.Desk, channel); {
	case !closed:
		return nil
	case found == unseen:
		return slack.SlackErrorResponse{Err: "channel_not_found"}
	default:
		return &closedError{found}
	}
}

// warn tells the editor who set a digest that its channel cannot be posted to (S8, S9):
// once for as long as that lasts, over restarts too. The log has it anyway.
func (d *digests) warn(ctx context.Context, s consensus.Slot, err error) {
	if !outOfReach(err) {
		return
	}
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
	last, served, err := d.Slots.LastPosting(ctx, s.Channel)
	if err != nil {
		return false, err
	}
	since := "the beginning"
	if served {
		since = fmt.Sprintf("%s %02d:%02d", last.Day, last.Minute/60, last.Minute%60)
	}
	note := consensus.LiveNote{
		Channel: editor, Name: fmt.Sprintf("digest of %s since %s: %s", s.Channel, since, troubleOf(why)),
		On: s.Day, Owner: d.Owner, ClaimedAt: d.Now(),
	}
	claimed, err := d.Notes.ClaimLive(ctx, []consensus.LiveNote{note})
	if err != nil || len(claimed) == 0 {
		return false, err
	}
	return true, d.Notes.SettleLive(ctx, note.Channel, note.Name, consensus.Skipped, "")
}
