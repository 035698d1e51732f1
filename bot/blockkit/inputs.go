package blockkit

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"time"
	"unicode/utf8"

	"github.com/slack-go/slack"

	"natobot/commands/answer"
)

// Problem gives what is wrong with an input as it can stand below it, where nothing is
// formatted: what was typed stands in quotation marks.
func Problem(s string) string {
	return shorten(typedWords.ReplaceAllString(Flat(s), "“$1”"), maxLabelText)
}

var typedWords = regexp.MustCompile("`([^`]*)`")

// noValue stands for an option without a value, which Slack does not take.
const noValue = "-"

// Input gives one field of a form, in the block of that name.
func Input(in answer.Input, block string) slack.Block {
	in.Hint = Flat(in.Hint)
	element := inputElement(&in)
	if element == nil {
		return slack.NewContextBlock("", plain(shorten(nothingToChoose(Flat(in.Label)), maxContext)))
	}
	b := slack.NewInputBlock(block, plain(shorten(Flat(in.Label), maxLabelText)), nil, element)
	if in.Hint != "" {
		b.Hint = plain(shorten(in.Hint, maxLabelText))
	}
	return b.WithOptional(in.Optional).WithDispatchAction(in.Reshapes)
}

// inputElement gives what is filled in, nil for a choice between nothing. A value that
// the fitting kind of element does not take is shown as text: what was typed stays.
func inputElement(in *answer.Input) slack.BlockElement {
	action := string(in.Field)
	switch in.Kind {
	case answer.Choice:
		return choice(in)
	case answer.Date:
		if _, err := time.Parse(time.DateOnly, in.Value); err == nil || in.Value == "" {
			picker := slack.NewDatePickerBlockElement(action)
			picker.InitialDate = in.Value
			return picker
		}
	case answer.Link:
		if in.Value == "" || link(in.Value) == in.Value {
			e := slack.NewURLTextInputBlockElement(nil, action)
			e.InitialValue = in.Value
			return e
		}
	case answer.Number:
		if _, err := strconv.Atoi(in.Value); err == nil || in.Value == "" {
			e := slack.NewNumberInputBlockElement(nil, action, false)
			e.InitialValue = in.Value
			return e
		}
	}
	e := slack.NewPlainTextInputBlockElement(nil, action)
	e.Multiline = in.Kind == answer.LongText
	e.InitialValue = cut(readable(in.Value), maxInput)[0]
	if in.Max > 0 {
		// Room for what is there already: it is the person's to shorten.
		e.MaxLength = min(max(in.Max, Size(e.InitialValue)), maxInput)
	}
	return e
}

// readable gives text as Slack takes it into an input: UTF-8. It is not tamed: nobody but
// its author sees it there.
func readable(s string) string {
	if utf8.ValidString(s) {
		return s
	}
	return tame(s)
}

// choice gives a select. What Slack does not take of a long list is left out, but what
// was chosen, and the hint says so.
func choice(in *answer.Input) slack.BlockElement {
	options := in.Options
	if more := len(options) - maxOptions; more > 0 {
		at := slices.IndexFunc(options, func(o answer.Option) bool { return o.Value == in.Value })
		options = slices.Clone(options[:maxOptions])
		if at >= maxOptions {
			options[maxOptions-1] = in.Options[at]
		}
		in.Hint = fmt.Sprintf("%s %s", in.Hint, AndMore(more))
	}
	e := slack.NewOptionsSelectBlockElement(slack.OptTypeStatic, nil, string(in.Field))
	for _, o := range options {
		label, value := Flat(o.Label), o.Value
		if label == "" || Size(value) > maxOption {
			continue
		}
		if value == "" {
			value = noValue
		}
		option := slack.NewOptionBlockObject(value, plain(shorten(label, maxOption)), nil)
		e.Options = append(e.Options, option)
		if o.Value == in.Value {
			e.InitialOption = option
		}
	}
	if len(e.Options) == 0 {
		return nil
	}
	return e
}

// InputValue gives what an input holds. Slack escapes text in most of what it sends; where
// it does not, nobody types "&amp;" for an "&".
func InputValue(a slack.BlockAction) string {
	switch string(a.Type) {
	case string(slack.METDatepicker):
		return a.SelectedDate
	case slack.OptTypeStatic:
		if a.SelectedOption.Value == noValue {
			return ""
		}
		return a.SelectedOption.Value
	}
	return Unescape(a.Value)
}
