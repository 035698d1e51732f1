package bot

import (
	"context"
	"slices"

	"github.com/slack-go/slack"

	"natobot/commands"
)

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
