package bot

import (
	"context"
	"maps"
	"slices"

	"github.com/slack-go/slack"

	"natobot/bot/blockkit"
	"natobot/commands/answer"
)

// maxDrafts is how many drafts an overview shows: each takes two of a dialog's blocks.
const maxDrafts = 30

// overview gives a dialog with a line and a button for each form. A button carries its
// draft, and the dialog what all drafts have in common: a quotation can be long.
func (w *workspace) overview(ctx context.Context, forms []answer.Form, all int, channel string) slack.ModalViewRequest {
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
	v.PrivateMetadata = w.metadata(dialogState{Draft: shared, Channel: channel})
	return v
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
		longest := slices.MaxFunc(slices.Sorted(maps.Keys(d.Values)), func(a, b answer.Field) int { return blockkit.Size(d.Values[a]) - blockkit.Size(d.Values[b]) })
		d = with(d, longest, "")
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
