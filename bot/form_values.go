package bot

import (
	"maps"
	"slices"
	"strings"

	"github.com/slack-go/slack"

	"natobot/bot/blockkit"
	"natobot/commands/answer"
)

// formValues is what a form's dialog holds: its inputs, as they are filled in.
type formValues struct {
	order  []answer.Field
	blocks map[answer.Field]string // the inputs' blocks
	values map[answer.Field]string
}

// formValuesOf reads a form's dialog. A block is named by its field and the round in which
// it was drawn.
func formValuesOf(v slack.View) formValues {
	s := formValues{blocks: map[answer.Field]string{}, values: map[answer.Field]string{}}
	for _, b := range v.Blocks.BlockSet {
		in, ok := b.(*slack.InputBlock)
		if !ok {
			continue
		}
		name, _, _ := strings.Cut(in.BlockID, ":")
		field := answer.Field(name)
		s.order = append(s.order, field)
		s.blocks[field] = in.BlockID
		if v.State == nil {
			continue
		}
		if action, ok := v.State.Values[in.BlockID][name]; ok {
			s.values[field] = blockkit.InputValue(action)
		}
	}
	return s
}

// applyTo gives a draft with what the form holds. What the form has no input for stays: it
// may have one again.
func (s formValues) applyTo(d answer.Draft) answer.Draft {
	for _, field := range s.order {
		if value, ok := s.values[field]; ok {
			d = with(d, field, value)
		}
	}
	return d
}

// block names the block of an input. What was typed stays in an input whose block keeps
// its name, so one that is to hold something else gets a new one.
func (s formValues) block(in answer.Input, round string) string {
	if typed, ok := s.values[in.Field]; ok && typed == in.Value {
		return s.blocks[in.Field]
	}
	return string(in.Field) + ":" + round
}

// errors gives problems by the blocks that they stand at. One of a field that the form
// has no input for stands at the first.
func (s formValues) errors(problems map[answer.Field]string) map[string]string {
	list := map[string]string{}
	if len(s.order) == 0 {
		return list
	}
	var others []string
	for _, field := range slices.Sorted(maps.Keys(problems)) {
		if block, ok := s.blocks[field]; ok {
			list[block] = blockkit.Problem(problems[field])
			continue
		}
		others = append(others, problems[field])
	}
	if len(others) > 0 {
		first := s.blocks[s.order[0]]
		list[first] = blockkit.Problem(list[first] + " " + strings.Join(others, " "))
	}
	return list
}

// longest gives the field with the longest of some values, "" where all are empty.
func longest(values map[answer.Field]string, fields []answer.Field) (longest answer.Field) {
	for _, f := range fields {
		if blockkit.Size(values[f]) > blockkit.Size(values[longest]) {
			longest = f
		}
	}
	return longest
}
