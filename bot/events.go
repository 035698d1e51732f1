package bot

import (
	"context"

	"github.com/slack-go/slack"

	"natobot/commands/answer"
	"natobot/consensus"
)

// welcomePost is the kind of post by which a person is welcomed. Its key is the person.
const welcomePost = "welcome"

// greet welcomes a person in their direct messages, once for ever: Slack tells of every opening, and
// tells each copy of the program. Nobody is greeted whom the desk answers nothing.
func (b *Bot) greet(ctx context.Context, a asker) {
	_, met, err := b.config.Posts.Post(ctx, welcomePost, a.ID)
	if met || err != nil || b.desk.Doubt() != nil {
		return // what cannot be read now is asked again when the app is opened again
	}
	user, no := b.people.find(ctx, a, false)
	if no != "" || user.Outsider {
		return
	}
	b.tellOnce(ctx, consensus.Posting{
		Kind: welcomePost, Key: user.ID, Slot: consensus.Slot{Channel: user.ID, Day: consensus.DayOf(b.now().In(b.config.Zone))},
	}, welcome())
}

// Greet welcomes a person as if they opened the app for the first time.
func (b *Bot) Greet(ctx context.Context, user string) { b.greet(ctx, asker{ID: user}) }

// arrival is that somebody added the bot to a channel. They alone hear of it.
type arrival struct{ *incoming }

func (a *arrival) work(ctx, _ context.Context) {
	if err := a.bot.postReply(ctx, a.channel, arrived(), slack.MsgOptionPostEphemeral(a.asker.ID)); err != nil {
		a.bot.log.Info("who added the bot to a channel could not be told how to use it", "channel", a.channel, "error", err)
	}
}

// welcome is what a person reads first of us.
func welcome() answer.Reply {
	return answer.Reply{
		Title: "Hello. I keep the desk's record of where the members stand, on whose word, and who is missing.",
		Sections: []answer.Section{
			answer.Paragraph{Text: answer.Marked("Ask me here in plain words (`who is missing?`), mention me in a channel (`@natobot where does Hungary stand?`), or type `/§`. `help` lists what I know.")},
		},
		Actions: []answer.Action{
			{Label: "Where does it stand", Command: "status"},
			{Label: "Record", Command: "stance"},
			{Label: "Set the morning digest", Command: "digest daily"},
		},
	}
}

// arrived is what who adds the bot to a channel reads.
func arrived() answer.Reply {
	return answer.Reply{Title: "Mention me here to ask (`@natobot who is missing?`), or type `/§`. An editor sets the morning digest of this channel: `/§ digest daily 08:00`."}
}

// renaming is that Slack gave a channel another id, as it does when a private one is shared with
// another organisation.
type renaming struct {
	*incoming
	from, to string
}

// work has the channel's settings follow, and its last digest: the next one begins where that ended,
// and no slot that it had is posted again.
func (r *renaming) work(_, ctx context.Context) {
	if err := r.follow(ctx); err != nil {
		r.bot.log.Error("what is set for a channel did not follow it to its new id; an editor sets it anew there", "from", r.from, "to", r.to, "error", err)
	}
}

func (r *renaming) follow(ctx context.Context) error {
	if err := r.bot.desk.ChannelMoved(ctx, r.key, r.from, r.to); err != nil {
		return err
	}
	posts := r.bot.config.Posts
	last, had, err := posts.LastPosted(ctx, consensus.DigestPost, r.from)
	if err != nil || !had {
		return err
	}
	last.Channel = r.to
	last.Key, last.Owner, last.ClaimedAt = last.Slot.String(), r.bot.config.Owner, r.bot.now()
	claimed, err := posts.ClaimPosts(ctx, []consensus.Posting{last})
	if err != nil || len(claimed) == 0 {
		return err
	}
	return posts.SettlePost(ctx, last.Kind, last.Key, consensus.Posted, last.TS)
}
