package bot

import (
	"context"
	"slices"

	"github.com/slack-go/slack"

	"natobot/commands"
)

// revision is a press or a choice within a dialog, which changes that dialog.
type revision struct {
	*arrival
	view string
	hash string // set where a newer state of the dialog is not to be overwritten
	text string // the command of the button; "" for none
	memo memo
	fill filler
}

func (v *revision) begin() { go v.acknowledge() }

func (v *revision) work(ctx context.Context) {
	limited, cancel := context.WithTimeout(ctx, workTime)
	defer cancel()
	request, ok := v.request(limited, v.text)
	if !ok {
		v.decline(ctx, unknownPerson)
		return
	}
	p := v.fill(limited, request)
	if p.view.Type == "" {
		return
	}
	err := v.bot.update(ctx, p.view, v.view, v.hash)
	if err != nil && p.reply.Title != "" {
		v.bot.message(ctx, v.asker.ID, p.reply)
	}
	v.bot.notify(ctx, p.reply.Notices)
}

// decline says why a press did nothing. A form stays as it is: its inputs hold what was
// typed, and submitting it asks the desk again.
func (v *revision) decline(ctx context.Context, why excuse) {
	v.acknowledge()
	if v.hash == "" {
		_ = v.bot.update(ctx, v.bot.replyView(ctx, why(v.text), v.memo), v.view, "") // it logs
	}
}

// formAgain fills a dialog with the form that its review came from.
func (b *Bot) formAgain(m memo) filler {
	return func(ctx context.Context, r commands.Request) page {
		return page{view: b.formView(ctx, b.form(ctx, r, m.Draft), m, sheet{})}
	}
}

// reshaped fills a form's dialog with the inputs that the choices in it ask for. Where the
// desk has none to give the form stays as it is, with what was typed; so it does where it has
// these inputs already, for an update takes away what the dialog says was wrong with them.
func (b *Bot) reshaped(m memo, v slack.View) filler {
	return func(ctx context.Context, r commands.Request) page {
		typed := readSheet(v)
		form := b.form(ctx, r, typed.onto(m.Draft))
		if form.Cause != nil {
			return page{}
		}
		view := b.formView(ctx, form, m, typed)
		if slices.Equal(inputsOf(v.Blocks), inputsOf(view.Blocks)) {
			return page{}
		}
		return page{view: view}
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
