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
	trigger string // by which it opens; "" for a press or a choice within one, which changes that one
	text    string // what was typed or pressed; may be empty
	stacked bool   // it lies on the dialog that it was asked from
	home    bool   // it was asked from Home
	state   dialogState
	hash    string // set where a newer state of the dialog is not to be overwritten
	fill    fill

	opening chan struct{} // closed when id and failure are known; nil before begin
	id      string
	failure error
}

func (d *dialog) begin() {
	d.incoming.begin()
	if d.trigger == "" {
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
	call := d.workspace.api.OpenViewContext
	if d.stacked {
		call = d.workspace.api.PushViewContext
	}
	opened, err := call(ctx, d.trigger, view)
	if err != nil {
		d.workspace.log.Warn("a dialog could not be opened", "ref", d.ref(), "user", d.asker.ID, "error", err)
		return "", err
	}
	return opened.ID, nil
}

// isOpen waits until the dialog is open, and gives false when it is not.
func (d *dialog) isOpen() bool {
	if d.trigger != "" {
		<-d.opening // it ends with its call's timeout
	}
	return d.failure == nil
}

func (d *dialog) work(ctx context.Context) {
	if !d.isOpen() {
		d.elsewhere(ctx, notOpened(d.text))
		return
	}
	p := d.page(ctx)
	if p.view.Type == "" {
		return
	}
	if err := d.workspace.update(ctx, p.view, d.id, d.hash); err != nil && p.reply.Title != "" {
		d.elsewhere(ctx, p.reply)
	}
	d.workspace.notify(ctx, p.reply.Notices)
	if d.home {
		d.workspace.refreshHome(d.asker.ID)
	}
}

func (d *dialog) page(ctx context.Context) content {
	ctx, cancel := context.WithTimeout(ctx, requestTimeout)
	defer cancel()
	request, no := d.request(ctx, d.text, false)
	switch {
	case no == "":
		return d.fill(ctx, request)
	case d.hash != "":
		return content{}
	}
	return content{view: d.workspace.replyView(ctx, no.reply(d.text), d.state)}
}

// elsewhere answers a person who has no dialog for it.
func (d *dialog) elsewhere(ctx context.Context, reply answer.Reply) {
	if d.responseURL != "" {
		d.answer(ctx, reply, d.text)
		return
	}
	d.workspace.direct(ctx, d.asker.ID, reply)
}

// decline says why nothing was done. A form stays as it is: its inputs hold what was typed, and
// submitting it asks the desk again.
func (d *dialog) decline(ctx context.Context, why decline) {
	reply := why.reply(d.text)
	switch view := d.workspace.replyView(ctx, reply, d.state); {
	case d.hash != "":
		d.acknowledge()
	case d.trigger == "" || d.opening != nil && d.isOpen():
		d.acknowledge()
		_ = d.workspace.update(ctx, view, d.id, "") // it logs
	case d.opening == nil && d.responseURL == "":
		d.acknowledge()
		if _, err := d.open(ctx, view); err != nil {
			d.workspace.direct(ctx, d.asker.ID, reply)
		}
	default:
		d.elsewhere(ctx, reply)
	}
}

// update shows a view in a dialog that is open. One that has another hash than the one
// given is newer than what the view was made from, and stays.
func (w *workspace) update(ctx context.Context, view slack.ModalViewRequest, id, hash string) error {
	ctx, cancel := context.WithTimeout(ctx, 2*callTimeout)
	defer cancel()
	_, err := w.api.UpdateViewContext(ctx, view, "", hash, id)
	if err != nil && slackerr.Code(err) != "hash_conflict" {
		w.log.Warn("a dialog could not be filled", "error", err)
	}
	return err
}

// form asks the desk for the form for a draft.
func (w *workspace) form(ctx context.Context, r commands.Request, draft answer.Draft) answer.Form {
	form := w.desk.Form(ctx, r, draft)
	w.logCause(r, form.Cause)
	return form
}

func (w *workspace) logCause(r commands.Request, cause error) {
	if cause != nil {
		w.log.Error("the desk could not be asked", "ref", r.Ref(), "error", cause)
	}
}

// formFor fills a dialog with the form for a draft.
func (w *workspace) formFor(draft answer.Draft) fill {
	return func(ctx context.Context, r commands.Request) content {
		return content{view: w.formView(ctx, w.form(ctx, r, draft), dialogState{Channel: r.Channel}, formValues{})}
	}
}

// answerIn fills a dialog with the answer to a command.
func (w *workspace) answerIn(ctx context.Context, r commands.Request) content {
	reply := w.ask(ctx, r)
	return content{w.replyView(ctx, sendable(reply, r.Text), dialogState{Channel: r.Channel}), reply}
}

// draftsOf fills a dialog with the form for what a message reports, or, where it reports
// more than one thing, with a button for each form.
func (w *workspace) draftsOf(m slack.Message) fill {
	return func(ctx context.Context, r commands.Request) content {
		drafts := w.desk.Drafts(ctx, r, w.pastedMessage(ctx, m))
		if len(drafts) == 1 {
			return w.formFor(drafts[0])(ctx, r)
		}
		all := len(drafts)
		drafts = slices.Clip(drafts[:min(all, maxDrafts)])
		forms := make([]answer.Form, len(drafts))
		for i, draft := range drafts {
			forms[i] = w.form(ctx, r, draft)
		}
		return content{view: w.overview(ctx, forms, all, r.Channel)}
	}
}

// pastedMessage gives a message as the desk reads it.
func (w *workspace) pastedMessage(ctx context.Context, m slack.Message) answer.Message {
	ctx, cancel := context.WithTimeout(ctx, namesTime)
	defer cancel()
	seconds, _, _ := strings.Cut(m.Timestamp, ".")
	at, err := strconv.ParseInt(seconds, 10, 64)
	if err != nil {
		w.log.Warn("a message bears no time", "timestamp", m.Timestamp)
		at = w.now().Unix()
	}
	author := m.Username
	if m.User != "" {
		author = cmp.Or(w.people.nameOf(ctx, m.User), author)
	}
	name := func(id string) string { return strings.TrimPrefix(w.people.nameOf(ctx, id), "#") }
	return answer.Message{Text: plaintext.Of(m, name), At: at, Author: author}
}
