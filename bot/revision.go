package bot

import (
	"context"
	"slices"

	"github.com/slack-go/slack"

	"natobot/commands"
)

// revision is a press or a choice within a dialog, which changes that dialog.
type revision struct {
	*incoming
	view  string
	hash  string // set where a newer state of the dialog is not to be overwritten
	text  string // the command of the button; "" for none
	state dialogState
	fill  fill
}

func (v *revision) begin() { go v.acknowledge() }

func (v *revision) work(ctx context.Context) {
	limited, cancel := context.WithTimeout(ctx, requestTimeout)
	defer cancel()
	request, no := v.request(limited, v.text, v.text != "" && v.workspace.desk.Intent(v.text).Changes)
	if no != nil {
		v.decline(ctx, no)
		return
	}
	p := v.fill(limited, request)
	if p.view.Type == "" {
		return
	}
	err := v.workspace.update(ctx, p.view, v.view, v.hash)
	if err != nil && p.reply.Title != "" {
		v.workspace.direct(ctx, v.asker.ID, p.reply)
	}
	v.workspace.notify(ctx, p.reply.Notices)
}

// decline says why a press did nothing. A form stays as it is: its inputs hold what was
// typed, and submitting it asks the desk again.
func (v *revision) decline(ctx context.Context, why decline) {
	v.acknowledge()
	if v.hash == "" {
		_ = v.workspace.update(ctx, v.workspace.replyView(ctx, why(v.text), v.state), v.view, "") // it logs
	}
}

// formBack fills a dialog with the form that its review came from.
func (w *workspace) formBack(m dialogState) fill {
	return func(ctx context.Context, r commands.Request) content {
		return content{view: w.formView(ctx, w.form(ctx, r, m.Draft), m, formValues{})}
	}
}

// reshaped fills a form's dialog with the inputs that the choices in it ask for. Where the
// desk has none to give the form stays as it is, with what was typed; so it does where it has
// these inputs already, for an update takes away what the dialog says was wrong with them.
func (w *workspace) reshaped(m dialogState, v slack.View) fill {
	return func(ctx context.Context, r commands.Request) content {
		typed := formValuesOf(v)
		form := w.form(ctx, r, typed.applyTo(m.Draft))
		if form.Cause != nil {
			return content{}
		}
		view := w.formView(ctx, form, m, typed)
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
