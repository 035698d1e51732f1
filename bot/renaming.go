package bot

import (
	"context"

	"natobot/consensus"
)

// renaming is that Slack gave a channel another id, as it does when a private one is shared with
// another organisation.
type renaming struct {
	*incoming
	welcomes *welcomes
	from, to string
}

func (r *renaming) begin() { go r.acknowledge() }

// work has the channel's settings follow, and its last digest: the next one begins where that ended,
// and no slot that it had is posted again.
func (r *renaming) work(ctx context.Context) {
	ctx, cancel := context.WithTimeout(ctx, requestTimeout)
	defer cancel()
	if err := r.follow(ctx); err != nil {
		r.workspace.log.Error("what is set for a channel did not follow it to its new id; an editor sets it anew there", "from", r.from, "to", r.to, "error", err)
	}
}

func (r *renaming) decline(context.Context, decline) { r.acknowledge() }

func (r *renaming) follow(ctx context.Context) error {
	if err := r.welcomes.Desk.ChannelMoved(ctx, r.key, r.from, r.to); err != nil {
		return err
	}
	posts := r.welcomes.Posts
	last, had, err := posts.LastPosted(ctx, consensus.DigestPost, r.from)
	if err != nil || !had {
		return err
	}
	last.Channel = r.to
	last.Key, last.Owner, last.ClaimedAt = last.Slot.String(), r.welcomes.Owner, r.welcomes.Now()
	claimed, err := posts.ClaimPosts(ctx, []consensus.Posting{last})
	if err != nil || len(claimed) == 0 {
		return err
	}
	return posts.SettlePost(ctx, last.Kind, last.Key, consensus.Posted, last.TS)
}
