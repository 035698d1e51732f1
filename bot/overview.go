package bot

import (
	"context"
	"maps"
	"slices"
	"sync"

	"github.com/slack-go/slack"

	"natobot/bot/blockkit"
	"natobot/commands/answer"
)

// maxDrafts is how many drafts an overview shows: each takes two of a dialog's blocks.
const maxDrafts = 30

// overview gives a dialog with a line and a button for each form. A button carries its
// draft, and the dialog what all drafts have in common: a quotation can be long.
func (b *Bot) overview(ctx context.Context, forms []answer.Form, all int, channel string) slack.ModalViewRequest {
	shared, rest := divided(forms)
	list := blockkit.Paragraph(answer.Paragraph{Text: answer.Line{{Text: found(all)}}})
	for i, f := range forms {
		list = append(list, blockkit.Paragraph(answer.Paragraph{Text: summary(f)})...)
		list = append(list, blockkit.Button(blockkit.ActionDraft, i, fittingValue(rest[i]), sayReview, sayReview+": "+blockkit.PlainText(summary(f))))
	}
	if more := all - len(forms); more > 0 {
		list = append(list, blockkit.Note(blockkit.AndMore(more)))
	}
	v := blockkit.Modal(sayOverview, sayClose, list)
	v.PrivateMetadata = b.metadata(dialogState{Draft: shared, Channel: channel})
	return v
}

// overviews are the dialogs that list drafts and have a draft's form before them, so that what
// was recorded is ticked off when the person comes back: Slack does not tell what a dialog
// below another shows. They are forgotten with a restart; then the list stays as it was.
type overviews struct {
	mu   sync.Mutex
	last []slack.View // the latest last
}

// keptOverviews bounds how many are remembered: each is one dialog's blocks.
const keptOverviews = 64

func (o *overviews) keep(v slack.View) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.last = append(slices.DeleteFunc(o.last, func(old slack.View) bool { return old.ID == v.ID }), v)
	o.last = o.last[max(0, len(o.last)-keptOverviews):]
}

// ticked gives an overview with a line in place of the button of a draft.
func (o *overviews) ticked(at row, line string) (slack.ModalViewRequest, bool) {
	o.mu.Lock()
	defer o.mu.Unlock()
	i := slices.IndexFunc(o.last, func(v slack.View) bool { return v.ID == at.View })
	if i < 0 {
		return slack.ModalViewRequest{}, false
	}
	v := o.last[i]
	list := slices.Clone(v.Blocks.BlockSet)
	j := slices.IndexFunc(list, func(b slack.Block) bool { return b.ID() == at.Block })
	if j < 0 {
		return slack.ModalViewRequest{}, false
	}
	list[j] = blockkit.Note("✓ " + line)
	o.last[i].Blocks.BlockSet = list
	ticked := blockkit.Modal(sayOverview, sayClose, list)
	ticked.PrivateMetadata = v.PrivateMetadata
	return ticked, true
}

// row is where a draft stands in an overview: the dialog, and the block of its button.
type row struct {
	View  string `json:"view"`
	Block string `json:"block"`
}

// tick marks in its overview that a draft was recorded.
func (b *Bot) tick(ctx context.Context, at row, recorded answer.Reply) {
	if view, ok := b.overviews.ticked(at, recorded.Title); ok {
		_ = b.update(ctx, view, at.View, "") // it logs
	}
}

// divided takes drafts apart into what all have in common and what is each one's own.
// Decoding one onto the other puts it together again.
func divided(forms []answer.Form) (shared answer.Draft, rest []answer.Draft) {
	for i, f := range forms {
		d := f.Draft
		d.Values = maps.Clone(d.Values)
		rest = append(rest, d)
		if i == 0 {
			shared.Values = maps.Clone(d.Values)
			continue
		}
		maps.DeleteFunc(shared.Values, func(f answer.Field, v string) bool { return d.Values[f] != v })
	}
	for _, d := range rest {
		maps.DeleteFunc(d.Values, func(f answer.Field, _ string) bool { _, ok := shared.Values[f]; return ok })
	}
	return shared, rest
}

// fittingValue gives a draft as a button's value. A text that is too long for it is left
// out, for the person to copy from the message.
func fittingValue(d answer.Draft) string {
	for blockkit.Size(compact(d)) > blockkit.MaxValue && len(d.Values) > 0 {
		d = with(d, longest(d.Values, slices.Sorted(maps.Keys(d.Values))), "")
	}
	return compact(d)
}

// summary gives a form in a line: the choices in it.
func summary(f answer.Form) answer.Line {
	var line answer.Line
	for _, in := range f.Inputs {
		at := slices.IndexFunc(in.Options, func(o answer.Option) bool { return o.Value == in.Value && o.Value != "" })
		if at < 0 {
			continue
		}
		if len(line) > 0 {
			line = append(line, answer.Span{Text: " · "})
		}
		line = append(line, answer.Span{Text: in.Label + ": ", Style: answer.Bold}, answer.Span{Text: in.Options[at].Label})
	}
	if len(line) == 0 {
		line = answer.Line{{Text: f.Title}}
	}
	return line
}
