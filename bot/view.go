package bot

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"strconv"

	"github.com/slack-go/slack"

	"natobot/bot/blockkit"
	"natobot/commands/answer"
)

// The names by which a dialog is known again when it is submitted.
const (
	callbackForm   = "form"
	callbackReview = "review"
)

// loadingView is what a dialog shows until the desk has answered.
func loadingView() slack.ModalViewRequest {
	return blockkit.Modal("", sayClose, []slack.Block{blockkit.Note(sayLoading)})
}

// formView gives a form. What was typed stays in the inputs that the dialog has already.
func (b *Bot) formView(ctx context.Context, f answer.Form, m dialogState, typed formValues) slack.ModalViewRequest {
	sections := b.people.withNames(ctx, answer.Reply{Sections: f.Sections}).Sections
	inputs := f.Inputs[:min(len(f.Inputs), blockkit.MaxInputs)]
	m.Draft, m.Round, m.Seal = f.Draft, m.Round+1, ""
	list, fillable := blockkit.Panel(sections, len(inputs)+1), false
	var fields []answer.Field
	for _, in := range inputs {
		fields = append(fields, in.Field)
		block := blockkit.Input(in, typed.block(in, strconv.Itoa(m.Round)))
		_, is := block.(*slack.InputBlock)
		list, fillable = append(list, block), fillable || is
	}
	if f.Cause != nil {
		list = append(list, changeButton(sayAgain))
	}
	v := blockkit.Modal(f.Title, sayClose, list)
	if fillable {
		v.CallbackID, v.Submit, v.Close = callbackForm, blockkit.Label(cmp.Or(f.Submit, sayReview)), blockkit.Label(sayCancel)
	}
	v.PrivateMetadata = b.metadata(m.shortened(fields))
	return v
}

// reviewView gives a review: recorded when it is submitted.
func (b *Bot) reviewView(ctx context.Context, r answer.Review, m dialogState, banner string) slack.ModalViewRequest {
	sections := r.Sections
	if banner != "" {
		sections = slices.Insert(slices.Clone(sections), 0, answer.Section(answer.Paragraph{Text: answer.Line{{Text: banner, Style: answer.Bold}}}))
	}
	sections = b.people.withNames(ctx, answer.Reply{Sections: sections}).Sections
	v := blockkit.Modal(r.Title, sayCancel, append(blockkit.Panel(sections, 1), changeButton(sayChange)))
	v.CallbackID, v.Submit = callbackReview, blockkit.Label(sayRecord)
	v.PrivateMetadata = b.metadata(m)
	return v
}

// changeButton leads from what a dialog shows to the form for its draft.
func changeButton(label string) slack.Block {
	return blockkit.Button(blockkit.ActionChange, 0, blockkit.ActionChange, label, "")
}

// replyView gives a reply in a dialog. Where a draft could not be recorded the state has
// it, and the way back to the form; what failed can be tried again.
func (b *Bot) replyView(ctx context.Context, r answer.Reply, m dialogState) slack.ModalViewRequest {
	list := blockkit.Panel(blockkit.Unfolded(b.named(ctx, r)), 1)
	if m.Draft.Verb != "" {
		list = append(list, changeButton(sayChange))
	}
	v := blockkit.Modal("", sayClose, list)
	v.PrivateMetadata = b.metadata(m)
	if m.Draft.Verb != "" {
		v.Close = blockkit.Label(sayCancel)
	}
	if m.Draft.Verb != "" && m.Seal != "" && r.Outcome == answer.Failed {
		v.CallbackID, v.Submit = callbackReview, blockkit.Label(sayAgain)
	}
	return v
}

// metadata gives a dialog's state as Slack keeps it. Desk and forms keep it short enough; one that
// is not is logged, and its dialog begins anew.
func (b *Bot) metadata(m dialogState) string {
	if !m.fits() {
		b.log.Error("a dialog's state is too long and was left out", "characters", blockkit.Size(m.String()))
		return dialogState{Channel: m.Channel}.String()
	}
	return m.String()
}

// problemList says above a form what is wrong in it, where Slack cannot show it at the
// fields.
func problemList(f answer.Form, problems map[answer.Field]string) []answer.Section {
	l := answer.List{Heading: sayTroubles}
	for _, field := range slices.Sorted(maps.Keys(problems)) {
		line := answer.Line{{Text: problems[field]}}
		for _, in := range f.Inputs {
			if in.Field == field {
				line = append(answer.Line{{Text: in.Label + ": ", Style: answer.Bold}}, line...)
			}
		}
		l.Items = append(l.Items, line)
	}
	return []answer.Section{l}
}
