package bot

import (
	"context"
	"slices"

	"natobot/commands"
	"natobot/commands/answer"
)

// saving is one time that the desk was asked to record a draft.
type saving struct {
	request commands.Request
	draft   answer.Draft
	seal    string
}

// testForms is the part of a testDesk that has to do with forms. Its form is a small one:
// a holdout has a condition.
type testForms struct {
	wait   func() // before anything is answered
	review func(answer.Draft) answer.Review
	save   func(saving) answer.Saved
	drafts []answer.Draft
	home   func(commands.User) answer.Reply
	opened map[string]bool

	saved    []saving
	messages []answer.Message
	homes    int
	reviews  int
}

func (d *testDesk) waits() *testForms {
	d.mu.Lock()
	f := d.testForms
	d.mu.Unlock()
	if f.wait != nil {
		f.wait()
	}
	return &f
}

func (d *testDesk) Form(_ context.Context, r commands.Request, draft answer.Draft) answer.Form {
	d.waits()
	if r.User.Outsider {
		return answer.Form{Title: "Record a stance", Sections: []answer.Section{answer.Paragraph{Text: text("This desk is for its own newsroom.")}}}
	}
	value := func(f answer.Field) string { return draft.Values[f] }
	inputs := []answer.Input{
		{Field: answer.FieldMember, Label: "Member", Options: []answer.Option{{Value: "PL", Label: "Poland"}, {Value: "HU", Label: "Hungary"}}},
		{Field: answer.FieldPosition, Label: "Position", Reshapes: true, Options: []answer.Option{{Value: "backs", Label: "backs"}, {Value: "holdout", Label: "holdout"}}},
		{Field: answer.FieldOn, Label: "Day", Kind: answer.Date, Optional: true},
		{Field: answer.FieldLink, Label: "Link", Kind: answer.Link, Optional: true},
		{Field: answer.FieldQuote, Label: "Quote", Kind: answer.LongText, Max: 2500, Optional: true},
	}
	if value(answer.FieldPosition) == "holdout" {
		inputs = slices.Insert(inputs, 2, answer.Input{Field: answer.FieldCondition, Label: "Condition", Kind: answer.ShortText, Optional: true})
	}
	for i := range inputs {
		inputs[i].Value = value(inputs[i].Field)
		if slices.Contains(draft.Guessed, inputs[i].Field) {
			inputs[i].Hint = "Guessed from the message: check it."
		}
	}
	return answer.Form{Title: "Record a stance", Inputs: inputs, Draft: draft, Submit: "Review"}
}

func (d *testDesk) Review(_ context.Context, _ commands.Request, draft answer.Draft) answer.Review {
	d.mu.Lock()
	d.reviews++
	d.mu.Unlock()
	if f := d.waits(); f.review != nil {
		return f.review(draft)
	}
	said := answer.Paragraph{Text: text("Changes " + draft.Values[answer.FieldMember] + " to " + draft.Values[answer.FieldPosition])}
	return answer.Review{Title: "Check it", Sections: []answer.Section{said}, Seal: "seal 1"}
}

func (d *testDesk) Save(_ context.Context, r commands.Request, draft answer.Draft, seal string) answer.Saved {
	f := d.waits()
	one := saving{r, draft, seal}
	d.mu.Lock()
	d.saved = append(d.saved, one)
	d.mu.Unlock()
	if f.save != nil {
		return f.save(one)
	}
	undo := answer.Action{Label: "Undo", Command: `retract #57 because "undone"`}
	return answer.Saved{Reply: answer.Reply{Outcome: answer.Recorded, Title: "Recorded as #57.", Actions: []answer.Action{undo}}}
}

func (d *testDesk) Drafts(_ context.Context, _ commands.Request, m answer.Message) []answer.Draft {
	f := d.waits()
	d.mu.Lock()
	defer d.mu.Unlock()
	d.messages = append(d.messages, m)
	return f.drafts
}

func (d *testDesk) Home(_ context.Context, user commands.User) answer.Reply {
	f := d.waits()
	d.mu.Lock()
	d.homes++
	d.mu.Unlock()
	if f.home != nil {
		return f.home(user)
	}
	return answer.Reply{Title: "The race"}
}

func (d *testDesk) Opened(_ context.Context, channel string) (bool, error) {
	return d.waits().opened[channel], nil
}

// savings gives the times that the desk was asked to record.
func (d *testDesk) savings() []saving {
	d.mu.Lock()
	defer d.mu.Unlock()
	return slices.Clone(d.saved)
}
