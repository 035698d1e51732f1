package bot

import (
	"cmp"
	"context"
	"slices"
	"strconv"
	"strings"

	"github.com/slack-go/slack"

	"natobot/bot/plaintext"
	"natobot/bot/slackerr"
	"natobot/commands"
	"natobot/commands/answer"
)

// content is what a dialog shows, and the reply that it shows where it shows one: a reply is
// not to be lost with its dialog.
type content struct {
	view  slack.ModalViewRequest
	reply answer.Reply
}

// fill finds out what a dialog shows; a view of no type leaves it as it is.
type fill func(ctx context.Context, r commands.Request) content

// dialog is a request that is answered in a dialog. One of its own opens at once, before
// anything is looked up or asked (S2), and is filled when the desk has answered.
type dialog struct {
	*incoming
	trigger string // by which it opens
	text    string // what was typed or pressed; may be empty
	stacked bool   // it lies on the dialog that it was asked from
	home    bool   // it was asked from Home
	state   dialogState
	hash    string // set where a newer state of the dialog is not to be overwritten
	fill    fill

	// A press or a choice within a dialog changes that one: then id is known before begin.
	id      string
	opening chan struct{} // closed when id and failure are known; nil before begin
	failure error
}

func (d *dialog) begin() {
	d.incoming.begin()
	if d.id != "" {
		return
	}
	d.opening = make(chan struct{})
	go func() {
		defer close(d.opening)
		d.id, d.failure = d.open(d.ackContext, loadingView())
	}()
}

// open opens the dialog. A trigger lives for three seconds and opens one view.
func (d *dialog) open(ctx context.Context, view slack.ModalViewRequest) (id string, err error) {
	ctx, cancel := context.WithTimeout(ctx, callTimeout)
	defer cancel()
	call := d.bot.api.OpenViewContext
	if d.stacked {
		call = d.bot.api.PushViewContext
	}
	opened, err := call(ctx, d.trigger, view)
	if err != nil {
		d.bot.log.Warn("a dialog could not be opened", "ref", d.ref(), "user", d.asker.ID, "error", err)
		return "", err
	}
	return opened.ID, nil
}

// isOpen waits until the dialog is open, and gives false when it is not.
func (d *dialog) isOpen() bool {
	if d.opening != nil {
		<-d.opening // it ends with its call's timeout
	}
	return d.failure == nil
}

func (d *dialog) work(ctx, limited context.Context) {
	if !d.isOpen() {
		d.elsewhere(ctx, notOpened(d.text), d.text)
		return
	}
	p := d.page(limited)
	if p.view.Type == "" {
		return
	}
	if err := d.bot.update(ctx, p.view, d.id, d.hash); err != nil && p.reply.Title != "" {
		d.elsewhere(ctx, p.reply, d.text)
	}
	d.bot.notify(ctx, p.reply.Notices)
	if d.home {
		d.bot.homes.refresh(d.asker.ID)
	}
}

func (d *dialog) page(ctx context.Context) content {
	request, no := d.request(ctx, d.text, false)
	switch {
	case no == "":
		return d.fill(ctx, request)
	case d.hash != "":
		return content{}
	}
	return content{view: d.bot.replyView(ctx, no.reply(d.text), d.state)}
}

// decline says why nothing was done. A form stays as it is: its inputs hold what was typed, and
// submitting it asks the desk again.
func (d *dialog) decline(ctx context.Context, why decline) {
	reply := why.reply(d.text)
	switch view := d.bot.replyView(ctx, reply, d.state); {
	case d.hash != "":
		d.acknowledge()
	case d.opening == nil && d.id != "", d.opening != nil && d.isOpen():
		d.acknowledge()
		_ = d.bot.update(ctx, view, d.id, "") // it logs
	case d.opening == nil && d.responseURL == "":
		d.acknowledge()
		if _, err := d.open(ctx, view); err != nil {
			d.bot.direct(ctx, d.asker.ID, reply)
		}
	default:
		d.elsewhere(ctx, reply, d.text)
	}
}

// update shows a view in a dialog that is open. One that has another hash than the one
// given is newer than what the view was made from, and stays.
func (b *Bot) update(ctx context.Context, view slack.ModalViewRequest, id, hash string) error {
	ctx, cancel := context.WithTimeout(ctx, 2*callTimeout)
	defer cancel()
	_, err := b.api.UpdateViewContext(ctx, view, "", hash, id)
	if err != nil && slackerr.Code(err) != "hash_conflict" {
		b.log.Warn("a dialog could not be filled", "error", err)
	}
	return err
}

// form asks the desk for the form for a draft.
func (b *Bot) form(ctx context.Context, r commands.Request, draft answer.Draft) answer.Form {
	form := b.desk.Form(ctx, r, draft)
	b.logCause(r, form.Cause)
	return form
}

func (b *Bot) logCause(r commands.Request, cause error) {
	if cause != nil {
		b.log.Error("the desk could not be asked", "ref", r.Ref(), "error", cause)
	}
}

// formFor fills a dialog with the form for the draft of its state.
func (b *Bot) formFor(m dialogState) fill {
	return func(ctx context.Context, r commands.Request) content {
		m.Channel = r.Channel
		return content{view: b.formView(ctx, b.form(ctx, r, m.Draft), m, formValues{})}
	}
}

// answerIn fills a dialog with the answer to a command.
func (b *Bot) answerIn(ctx context.Context, r commands.Request) content {
	reply := b.ask(ctx, r)
	return content{b.replyView(ctx, sendable(reply, r.Text), dialogState{Channel: r.Channel}), reply}
}

// draftsOf fills a dialog with the form for what a message reports, or, where it reports
// more than one thing, with a button for each form.
func (b *Bot) draftsOf(m slack.Message) fill {
	return func(ctx context.Context, r commands.Request) content {
		drafts := b.desk.Drafts(ctx, r, b.pastedMessage(ctx, m))
		if len(drafts) == 1 {
			return b.formFor(dialogState{Draft: drafts[0]})(ctx, r)
		}
		all := len(drafts)
		drafts = slices.Clip(drafts[:min(all, maxDrafts)])
		forms := make([]answer.Form, len(drafts))
		for i, draft := range drafts {
			forms[i] = b.form(ctx, r, draft)
		}
		return content{view: b.overview(ctx, forms, all, r.Channel)}
	}
}

// pastedMessage gives a message as the desk reads it.
func (b *Bot) pastedMessage(ctx context.Context, m slack.Message) answer.Message {
	ctx, cancel := context.WithTimeout(ctx, namesTime)
	defer cancel()
	seconds, _, _ := strings.Cut(m.Timestamp, ".")
	at, err := strconv.ParseInt(seconds, 10, 64)
	if err != nil {
		b.log.Warn("a message bears no time", "timestamp", m.Timestamp)
		at = b.now().Unix()
	}
	author := m.Username
	if m.User != "" {
		author = cmp.Or(b.people.nameOf(ctx, m.User), author)
	}
	name := func(id string) string { return strings.TrimPrefix(b.people.nameOf(ctx, id), "#") }
	return answer.Message{Text: plaintext.Of(m, name), At: at, Author: author}
}

// reshaped fills a form's dialog with the inputs that the choices in it ask for. Where the
// desk has none to give the form stays as it is, with what was typed; so it does where it has
// these inputs already, for an update takes away what the dialog says was wrong with them.
func (b *Bot) reshaped(m dialogState, v slack.View) fill {
	return func(ctx context.Context, r commands.Request) content {
		typed := formValuesOf(v)
		form := b.form(ctx, r, typed.applyTo(m.Draft))
		if form.Cause != nil {
			return content{}
		}
		view := b.formView(ctx, form, m, typed)
		if slices.Equal(inputsOf(v.Blocks), inputsOf(view.Blocks)) {
			return content{}
		}
		return content{view: view}
	}
}

// inputsOf gives the blocks that are filled in, by their names.
func inputsOf(blocks slack.Blocks) (names []string) {
	for _, b := range blocks.BlockSet {
		if in, is := b.(*slack.InputBlock); is {
			names = append(names, in.BlockID)
		}
	}
	return names
}
