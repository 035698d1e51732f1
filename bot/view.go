package bot

import (
	"context"
	"maps"
	"slices"
	"strconv"

	"github.com/slack-go/slack"

	"natobot/commands"
)

// The names by which a dialog is known again when it is submitted.
const (
	callbackForm   = "form"
	callbackReview = "review"
)

// modal gives a dialog that only shows something.
func modal(title string, list []slack.Block) slack.ModalViewRequest {
	return slack.ModalViewRequest{
		Type: slack.VTModal, Title: plain(headed(title)), Close: plain(sayClose), Blocks: slack.Blocks{BlockSet: list},
	}
}

// headed gives a dialog's title within Slack's limit.
func headed(s string) string {
	if s = flat(s); s == "" {
		return sayTitle
	}
	return shorten(s, maxTitle)
}

// loadingView is what a dialog shows until the desk has answered.
func loadingView() slack.ModalViewRequest {
	return modal(sayTitle, []slack.Block{slack.NewContextBlock("", plain(sayLoading))})
}

// formView gives a form. What was typed stays in the inputs that the sheet has already.
func (b *Bot) formView(ctx context.Context, f commands.Form, m memo, typed sheet) slack.ModalViewRequest {
	sections := b.people.named(ctx, commands.Reply{Sections: f.Sections}).Sections
	inputs := f.Inputs[:min(len(f.Inputs), maxInputs)]
	v := modal(f.Title, panel(sections, maxViewBlocks-len(inputs)-1))
	m.Draft, m.Round, m.Seal = f.Draft, m.Round+1, ""
	fillable := false
	for _, in := range inputs {
		block := input(in, typed.block(in, strconv.Itoa(m.Round)))
		_, is := block.(*slack.InputBlock)
		v.Blocks.BlockSet, fillable = append(v.Blocks.BlockSet, block), fillable || is
	}
	if fillable {
		submit := f.Submit
		if submit == "" {
			submit = sayReview
		}
		v.CallbackID, v.Submit, v.Close = callbackForm, plain(headed(submit)), plain(sayCancel)
	}
	if f.Cause != nil {
		v.Blocks.BlockSet = append(v.Blocks.BlockSet, changeButton(sayAgain))
	}
	v.PrivateMetadata = b.packed(m.fitted(inputs))
	return filled(v)
}

// reviewView gives a review: recorded when it is submitted.
func (b *Bot) reviewView(ctx context.Context, r commands.Review, m memo, banner string) slack.ModalViewRequest {
	sections := r.Sections
	if banner != "" {
		sections = slices.Insert(slices.Clone(sections), 0, commands.Section(commands.Paragraph{Text: commands.Line{{Text: banner, Style: commands.Bold}}}))
	}
	sections = b.people.named(ctx, commands.Reply{Sections: sections}).Sections
	v := modal(r.Title, append(panel(sections, maxViewBlocks-1), changeButton(sayChange)))
	v.CallbackID, v.Submit, v.Close = callbackReview, plain(sayRecord), plain(sayCancel)
	v.PrivateMetadata = b.packed(m)
	return v
}

// changeButton leads from what a dialog shows to the form for its draft.
func changeButton(label string) slack.Block {
	return slack.NewActionBlock("", slack.NewButtonBlockElement(deedChange+":0", deedChange, plain(label)))
}

// replyView gives a reply in a dialog. Where a draft could not be recorded the memo has
// it, and the way back to the form; what failed can be tried again.
func (b *Bot) replyView(ctx context.Context, r commands.Reply, m memo) slack.ModalViewRequest {
	v := modal(sayTitle, panel(unfolded(b.dressed(ctx, r)), maxViewBlocks-1))
	v.PrivateMetadata = b.packed(m)
	if m.Draft.Verb == "" {
		return filled(v)
	}
	v.Blocks.BlockSet = append(v.Blocks.BlockSet, changeButton(sayChange))
	if v.Close = plain(sayCancel); m.Seal != "" && r.Outcome == commands.Failed {
		v.CallbackID, v.Submit = callbackReview, plain(sayAgain)
	}
	return v
}

// packed gives a memo as private metadata. Desk and forms keep it short enough; one that
// is not is logged, and its dialog begins anew.
func (b *Bot) packed(m memo) string {
	if !m.fits() {
		b.config.Log.Error("a dialog's memo is too long and was left out", "characters", size(m.String()))
		return memo{Channel: m.Channel}.String()
	}
	return m.String()
}

// filled gives a view that has at least one block: Slack shows no other.
func filled(v slack.ModalViewRequest) slack.ModalViewRequest {
	if len(v.Blocks.BlockSet) == 0 {
		v.Blocks.BlockSet = []slack.Block{slack.NewContextBlock("", plain(sayNothing))}
	}
	return v
}

// troubles says above a form what is wrong in it, where Slack cannot show it at the
// fields.
func troubles(f commands.Form, problems map[commands.Field]string) []commands.Section {
	l := commands.List{Heading: sayTroubles}
	for _, field := range slices.Sorted(maps.Keys(problems)) {
		line := commands.Line{{Text: problems[field]}}
		for _, in := range f.Inputs {
			if in.Field == field {
				line = append(commands.Line{{Text: in.Label + ": ", Style: commands.Bold}}, line...)
			}
		}
		l.Items = append(l.Items, line)
	}
	return []commands.Section{l}
}
