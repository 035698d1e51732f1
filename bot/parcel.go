package bot

import (
	"context"

	"natobot/commands/answer"
)

// parcel is an answer that is sent to its asker by direct message, where they surely see its picture.
type parcel struct {
	*incoming
	text string
}

func (p *parcel) work(ctx context.Context) {
	limited, cancel := context.WithTimeout(ctx, requestTimeout)
	defer cancel()
	request, no := p.request(limited, p.text, false)
	if no != "" {
		p.decline(ctx, no)
		return
	}
	reply := p.workspace.ask(limited, request)
	reply.Audience = answer.ToAsker
	if err := p.workspace.postReply(ctx, p.asker.ID, reply); err != nil {
		p.workspace.log.Error("a picture could not be sent", "ref", p.ref(), "user", p.asker.ID, "error", err)
		p.decline(ctx, notSent)
		return
	}
	if p.responseURL != "" {
		p.answer(ctx, answer.Reply{Title: sayPictureSent}, "")
	}
}

func (p *parcel) decline(ctx context.Context, why decline) {
	if p.responseURL != "" {
		p.answer(ctx, why.reply(p.text), p.text)
		return
	}
	p.acknowledge()
	p.workspace.direct(ctx, p.asker.ID, why.reply(p.text))
}
