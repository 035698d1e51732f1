package bot

import (
	"context"
	"slices"
	"strings"

	"github.com/slack-go/slack"

	"natobot/bot/blockkit"
	"natobot/commands/answer"
)

// press is a press of a button whose row gives way to what came of it. What did not go as it was
// meant is answered beside the message, which keeps its buttons.
type press struct {
	*question
	about   string // what is to be asked about again tomorrow; "" for a command
	message slack.Message
	row     string // the block that the button stands in
}

func (p *press) work(_, ctx context.Context) {
	reply := p.outcome(ctx)
	if reply.Outcome == answer.Recorded {
		p.acknowledge()
		p.send(ctx, []*response{p.rewritten(blockkit.Flat(reply.Title))})
	} else {
		p.answer(ctx, reply, p.text)
	}
	p.bot.notify(ctx, reply.Notices)
}

func (p *press) outcome(ctx context.Context) answer.Reply {
	if p.about == "" {
		return p.reply(ctx)
	}
	if _, no := p.request(ctx, "", true); no != "" {
		return no.reply("")
	}
	switch asked, err := p.bot.reminded.putOff(ctx, p.asker.ID, p.about); {
	case err != nil:
		p.bot.log.Error("a reminder could not be put off", "ref", p.ref(), "user", p.asker.ID, "error", err)
		return notPutOff.reply("")
	case !asked:
		return answer.Reply{Outcome: answer.Refused, Title: sayNotAsked}
	}
	entry, _, _ := strings.Cut(p.about, " ")
	return answer.Reply{Outcome: answer.Recorded, Title: putOff(entry)}
}

// rewritten gives the message with what came of the press in place of the row.
func (p *press) rewritten(said string) *response {
	blocks := slices.Clone(p.message.Blocks.BlockSet)
	for i, b := range blocks {
		if b.ID() == p.row {
			blocks[i] = blockkit.Note(said)
		}
	}
	return &response{body: []byte(compact(&slack.WebhookMessage{
		ReplaceOriginal: true, Text: p.message.Text + "\n" + blockkit.Escape(said), Blocks: &slack.Blocks{BlockSet: blocks},
		UnfurlLinks: new(bool), UnfurlMedia: new(bool),
	}))}
}

// parcel is an answer that is sent to its asker by direct message, where they surely see its picture.
type parcel struct {
	*incoming
	text string
}

func (p *parcel) work(ctx, limited context.Context) {
	request, no := p.request(limited, p.text, false)
	if no != "" {
		p.decline(ctx, no)
		return
	}
	reply := p.bot.ask(limited, request)
	reply.Audience = answer.ToAsker
	if err := p.bot.postReply(ctx, p.asker.ID, reply); err != nil {
		p.bot.log.Error("a picture could not be sent", "ref", p.ref(), "user", p.asker.ID, "error", err)
		p.decline(ctx, notSent)
		return
	}
	if p.responseURL != "" {
		p.answer(ctx, answer.Reply{Title: sayPictureSent}, "")
	}
}

func (p *parcel) decline(ctx context.Context, why decline) {
	p.elsewhere(ctx, why.reply(p.text), p.text)
}
