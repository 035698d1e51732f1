package bot

import (
	"context"
	"slices"

	"github.com/slack-go/slack"

	"natobot/commands"
)

// page is what a dialog shows, and the reply that it shows where it shows one: a reply is
// not to be lost with its dialog.
type page struct {
	view  slack.ModalViewRequest
	reply commands.Reply
}

// filler finds out what a dialog shows.
type filler func(ctx context.Context, r commands.Request) page

// dialog is a request that is answered in a dialog of its own. It opens at once, before
// anything is looked up or asked (S2), and is filled when the desk has answered.
type dialog struct {
	*arrival
	trigger string
	text    string // what was typed or pressed; may be empty
	above   bool   // it lies on the dialog that it was asked from
	home    bool   // it was asked from Home
	fill    filler

	opening chan struct{} // closed when id and failure are known; nil before begin
	id      string
	failure error
}

func (d *dialog) begin() {
	go d.acknowledge()
	d.opening = make(chan struct{})
	go func() {
		defer close(d.opening)
		d.id, d.failure = d.open(d.live, loadingView())
	}()
}

// open opens the dialog. A trigger lives for three seconds and opens one view.
func (d *dialog) open(ctx context.Context, view slack.ModalViewRequest) (id string, err error) {
	ctx, cancel := context.WithTimeout(ctx, callTimeout)
	defer cancel()
	call := d.bot.api.OpenViewContext
	if d.above {
		call = d.bot.api.PushViewContext
	}
	opened, err := call(ctx, d.trigger, view)
	if err != nil {
		d.bot.config.Log.Warn("a dialog could not be opened", "ref", d.ref(), "user", d.asker.ID, "error", err)
		return "", err
	}
	return opened.ID, nil
}

// isOpen waits until the dialog is open, and gives false when it is not.
func (d *dialog) isOpen() bool {
	<-d.opening // it ends with its call's timeout
	return d.failure == nil
}

func (d *dialog) work(ctx context.Context) {
	if !d.isOpen() {
		d.elsewhere(ctx, notOpened(d.text))
		return
	}
	p := d.page(ctx)
	if err := d.bot.update(ctx, p.view, d.id, ""); err != nil && p.reply.Title != "" {
		d.elsewhere(ctx, p.reply)
	}
	d.bot.notify(ctx, p.reply.Notices)
	if d.home {
		d.bot.homes.refresh(d.asker.ID)
	}
}

func (d *dialog) page(ctx context.Context) page {
	ctx, cancel := context.WithTimeout(ctx, workTime)
	defer cancel()
	request, ok := d.request(ctx, d.text)
	if !ok {
		return page{view: d.bot.replyView(ctx, unknownPerson(d.text), memo{})}
	}
	return d.fill(ctx, request)
}

// elsewhere answers a person who has no dialog for it.
func (d *dialog) elsewhere(ctx context.Context, reply commands.Reply) {
	if d.responseURL != "" {
		d.answer(ctx, reply, d.text)
		return
	}
	d.bot.message(ctx, d.asker.ID, reply)
}

func (d *dialog) decline(ctx context.Context, why excuse) {
	reply := why(d.text)
	switch view := d.bot.replyView(ctx, reply, memo{}); {
	case d.opening != nil && d.isOpen():
		_ = d.bot.update(ctx, view, d.id, "") // it logs
	case d.opening == nil && d.responseURL == "":
		d.acknowledge()
		if _, err := d.open(ctx, view); err != nil {
			d.bot.message(ctx, d.asker.ID, reply)
		}
	default:
		d.elsewhere(ctx, reply)
	}
}

// update shows a view in a dialog that is open. One that has another hash than the one
// given is newer than what the view was made from, and stays.
func (b *Bot) update(ctx context.Context, view slack.ModalViewRequest, id, hash string) error {
	ctx, cancel := context.WithTimeout(ctx, 2*callTimeout)
	defer cancel()
	_, err := b.api.UpdateViewContext(ctx, view, "", hash, id)
	if err != nil && code(err) != "hash_conflict" {
		b.config.Log.Warn("a dialog could not be filled", "error", err)
	}
	return err
}

// form asks the desk for the form for a draft.
func (b *Bot) form(ctx context.Context, r commands.Request, draft commands.Draft) commands.Form {
	form := b.config.Desk.Form(ctx, r, draft)
	b.logCause(r, form.Cause)
	return form
}

func (b *Bot) logCause(r commands.Request, cause error) {
	if cause != nil {
		b.config.Log.Error("the desk could not be asked", "ref", r.Ref(), "error", cause)
	}
}

// formFor fills a dialog with the form for a draft.
func (b *Bot) formFor(draft commands.Draft) filler {
	return func(ctx context.Context, r commands.Request) page {
		return page{view: b.formView(ctx, b.form(ctx, r, draft), memo{Channel: r.Channel}, sheet{})}
	}
}

// answerIn fills a dialog with the answer to a command.
func (b *Bot) answerIn(ctx context.Context, r commands.Request) page {
	reply := b.ask(ctx, r)
	return page{b.replyView(ctx, reply, memo{Channel: r.Channel}), reply}
}

// draftsOf fills a dialog with the form for what a message reports, or, where it reports
// more than one thing, with a button for each form.
func (b *Bot) draftsOf(m slack.Message) filler {
	return func(ctx context.Context, r commands.Request) page {
		drafts := b.config.Desk.Drafts(ctx, r, b.messageOf(ctx, m))
		if len(drafts) == 1 {
			return b.formFor(drafts[0])(ctx, r)
		}
		all := len(drafts)
		drafts = slices.Clip(drafts[:min(all, maxDrafts)])
		forms := make([]commands.Form, len(drafts))
		for i, draft := range drafts {
			forms[i] = b.form(ctx, r, draft)
		}
		return page{view: b.overview(ctx, forms, all, r.Channel)}
	}
}
