package bot

import (
	"context"
	"slices"

	"natobot/bot/blockkit"
	"natobot/bot/receiver"
	"natobot/bot/slackerr"
	"natobot/commands/answer"
	"natobot/commands/form"
)

// question is a request that is answered by a message.
type question struct {
	*incoming
	text   string
	share  bool // the answer is for the channel, by the press of a button
	direct bool // it was said to the bot alone
}

// begin starts the clock by which Slack must have heard back.
func (q *question) begin() {
	if q.delivery.TakesPayload {
		q.acknowledgeAfter(receiver.AckAfter, nil)
		return
	}
	go q.acknowledge()
}

func (q *question) work(_, ctx context.Context) {
	reply := q.reply(ctx)
	if !q.posted(ctx, reply) {
		q.answer(ctx, q.withFileSent(ctx, reply), blockkit.Beginning(q.text, maxEcho))
	}
	q.bot.notify(ctx, reply.Notices)
	q.text = "" // a question is remembered for long, and its text may be long
}

// posted posts an answer to a channel that has a picture, and gives false where it must go another way:
// Slack surely shows a file to all only in a message that the bot posts where it is a member.
func (q *question) posted(ctx context.Context, reply answer.Reply) bool {
	if reply.Audience != answer.ToChannel || !pictured(reply) {
		return false
	}
	switch err := q.bot.postReply(ctx, q.channel, reply); {
	case err == nil:
		q.acknowledge()
	case slackerr.Refused(err):
		q.bot.log.Warn("a picture cannot be posted in a channel; the answer's words go there alone", "ref", q.ref(), "channel", q.channel, "error", err)
		return false
	default:
		q.bot.log.Error("whether an answer is in a channel is not known", "ref", q.ref(), "channel", q.channel, "error", err)
		q.answer(ctx, perhapsPosted.reply(""), q.text)
	}
	return true
}

func (q *question) reply(ctx context.Context) answer.Reply {
	if blockkit.Beginning(q.text, maxTyped) != q.text {
		return tooLong.reply(q.text)
	}
	if q.share {
		q.text += " here"
	}
	request, no := q.request(ctx, q.text, false)
	if no != "" {
		return no.reply(q.text)
	}
	if q.aloud && !q.direct {
		q.bot.channels.find(ctx, q.channel) // which tells what it is called: an event does not
	}
	reply := q.bot.ask(ctx, request)
	if _, opens := form.FormOf(q.text); opens && q.aloud {
		reply.Actions = append([]answer.Action{{Label: sayOpenForm, Command: q.text}}, reply.Actions...)
	}
	if q.direct {
		reply.Audience = answer.ToAsker // to whom else
		return reply
	}
	reply = q.bot.confine(ctx, reply, q.channel)
	if q.share && reply.Audience == answer.ToChannel {
		reply.Sections = append(slices.Clip(reply.Sections), sharedBy(request.User.Name))
	}
	return reply
}

// withFileSent gives a reply whose file is in Slack: in the channel, for an answer to the
// channel, else in the direct messages between the bot and the asker, since Slack shows
// no file to one person in a channel. A file that Slack does not take stands in the reply
// as text.
func (q *question) withFileSent(ctx context.Context, reply answer.Reply) answer.Reply {
	if reply.File == nil {
		return reply
	}
	where, err := sayFileHere, error(nil)
	if reply.Audience == answer.ToChannel {
		if err = q.bot.upload(ctx, *reply.File, q.channel, q.thread); err != nil {
			q.bot.log.Warn("a file could not be shared in a channel; it goes to its asker", "ref", q.ref(), "channel", q.channel, "error", slackerr.WithoutURL(err))
		}
	}
	if reply.Audience != answer.ToChannel || err != nil {
		where, err = sayFileInMessages, q.bot.uploadTo(ctx, *reply.File, q.asker.ID)
	}
	if err != nil {
		q.bot.log.Error("a file could not be uploaded; it was sent as text", "ref", q.ref(), "error", slackerr.WithoutURL(err))
		return reply
	}
	reply.Sections = append(slices.Clip(reply.Sections), answer.Paragraph{Text: answer.Say("%s%s", reply.File.Name, where)})
	reply.File = nil
	return reply
}

func (q *question) decline(ctx context.Context, why decline) {
	reply := why.reply(q.text)
	if reply.File != nil {
		q.begin() // to send it takes longer than Slack waits
	}
	q.answer(ctx, q.withFileSent(ctx, reply), "")
}
