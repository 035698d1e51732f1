package bot

import (
	"context"
	"slices"

	"natobot/bot/receiver"
	"natobot/bot/slackerr"
	"natobot/commands/answer"
)

// question is a request that is answered by a message.
type question struct {
	*incoming
	text  string
	share bool // the answer is for the channel, by the press of a button
}

// begin starts the clock by which Slack must have heard back.
func (q *question) begin() {
	if q.delivery.TakesPayload {
		q.acknowledgeAfter(receiver.AckAfter, nil)
		return
	}
	go q.acknowledge()
}

func (q *question) work(ctx context.Context) {
	ctx, cancel := context.WithTimeout(ctx, requestTimeout)
	defer cancel()
	reply := q.reply(ctx)
	q.answer(ctx, q.withFileSent(ctx, reply), q.text)
	q.workspace.notify(ctx, reply.Notices)
}

func (q *question) reply(ctx context.Context) answer.Reply {
	if q.share {
		q.text += " here"
	}
	request, no := q.request(ctx, q.text, q.workspace.desk.Intent(q.text).Changes)
	if no != nil {
		return no(q.text)
	}
	reply := q.workspace.confine(ctx, q.workspace.ask(ctx, request), q.channel)
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
		err = q.workspace.upload(ctx, *reply.File, q.channel)
	}
	if reply.Audience != answer.ToChannel || err != nil {
		where, err = sayFileInMessages, q.workspace.uploadTo(ctx, *reply.File, q.asker.ID)
	}
	if err != nil {
		q.workspace.log.Error("a file could not be uploaded; it was sent as text", "ref", q.ref(), "error", slackerr.WithoutURL(err))
		return reply
	}
	reply.Sections = append(slices.Clip(reply.Sections), answer.Paragraph{Text: answer.Line{{Text: where(reply.File.Name)}}})
	reply.File = nil
	return reply
}

func (q *question) decline(ctx context.Context, why decline) { q.answer(ctx, why(q.text), q.text) }
