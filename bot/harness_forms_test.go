package bot

import (
	"context"
	"slices"

	"natobot/commands"
)

// saving is one time that the desk was asked to record a draft.
type saving struct {
	request commands.Request
	draft   commands.Draft
	seal    string
}

// testForms is the part of a testDesk that has to do with forms. Its form is a small one:
// a holdout has a condition.
type testForms struct {
	wait   func() // before anything is answered
	review func(commands.Draft) commands.Review
	save   func(saving) commands.Saved
	drafts []commands.Draft
	home   func(commands.User) commands.Reply
	opened map[string]bool

	saved    []saving
	messages []commands.Message
	homes    int
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

func (d *testDesk) Form(_ context.Context, r commands.Request, draft commands.Draft) commands.Form {
	d.waits()
	if r.User.Outsider {
		return commands.Form{Title: "Record a stance", Sections: []commands.Section{commands.Paragraph{Text: text("This desk is for its own newsroom.")}}}
	}
	value := func(f commands.Field) string { return draft.Values[f] }
	inputs := []commands.Input{
		{Field: commands.FieldMember, Label: "Member", Options: []commands.Option{{Value: "PL", Label: "Poland"}, {Value: "HU", Label: "Hungary"}}},
		{Field: commands.FieldPosition, Label: "Position", Reshapes: true, Options: []commands.Option{{Value: "backs", Label: "backs"}, {Value: "holdout", Label: "holdout"}}},
		{Field: commands.FieldOn, Label: "Day", Kind: commands.Date, Optional: true},
		{Field: commands.FieldLink, Label: "Link", Kind: commands.Link, Optional: true},
		{Field: commands.FieldQuote, Label: "Quote", Kind: commands.LongText, Max: 2500, Optional: true},
	}
	if value(commands.FieldPosition) == "holdout" {
		inputs = slices.Insert(inputs, 2, commands.Input{Field: commands.FieldCondition, Label: "Condition", Kind: commands.ShortText, Optional: true})
	}
	for i := range inputs {
		inputs[i].Value = value(inputs[i].Field)
		if slices.Contains(draft.Guessed, inputs[i].Field) {
			inputs[i].Hint = "Guessed from the message: check it."
		}
	}
	return commands.Form{Title: "Record a stance", Inputs: inputs, Draft: draft, Submit: "Review"}
}

func (d *testDesk) Review(_ context.Context, _ commands.Request, draft commands.Draft) commands.Review {
	if f := d.waits(); f.review != nil {
		return f.review(draft)
	}
	said := commands.Paragraph{Text: text("Changes " + draft.Values[commands.FieldMember] + " to " + draft.Values[commands.FieldPosition])}
	return commands.Review{Title: "Check it", Sections: []commands.Section{said}, Seal: "seal 1"}
}

func (d *testDesk) Save(_ context.Context, r commands.Request, draft commands.Draft, seal string) commands.Saved {
	f := d.waits()
	one := saving{r, draft, seal}
	d.mu.Lock()
	d.saved = append(d.saved, one)
	d.mu.Unlock()
	if f.save != nil {
		return f.save(one)
	}
	undo := commands.Action{Label: "Undo", Command: `retract #57 because "undone"`}
	return commands.Saved{Reply: commands.Reply{Outcome: commands.Recorded, Title: "Recorded as #57.", Actions: []commands.Action{undo}}}
}

func (d *testDesk) Drafts(_ context.Context, _ commands.Request, m commands.Message) []commands.Draft {
	f := d.waits()
	d.mu.Lock()
	defer d.mu.Unlock()
	d.messages = append(d.messages, m)
	return f.drafts
}

func (d *testDesk) Home(_ context.Context, user commands.User) commands.Reply {
	f := d.waits()
	d.mu.Lock()
	d.homes++
	d.mu.Unlock()
	if f.home != nil {
		return f.home(user)
	}
	return commands.Reply{Title: "The race"}
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
