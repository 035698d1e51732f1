package localslack

import (
	"fmt"
	"net/url"
	"strconv"
	"time"
	"unicode/utf8"
)

// invalid gives what Slack's own client refuses to submit, by block.
func (v *View) invalid() map[string]string {
	problems := map[string]string{}
	for _, in := range v.inputs {
		value := v.Values[in.block][in.action]
		switch {
		case len(value) == 0 && in.required:
			problems[in.block] = "Please complete this required field."
		case len(value) > 0:
			if problem := in.problem(value[0]); problem != "" {
				problems[in.block] = problem
			}
		}
	}
	return problems
}

// problem tells what is wrong with a value; "" where nothing is.
func (in input) problem(value string) string {
	switch in.kind {
	case "plain_text_input":
		return in.wrongLength(utf8.RuneCountInString(value))
	case "url_text_input":
		if u, err := url.Parse(value); err != nil || (u.Scheme != "http" && u.Scheme != "https") || u.Host == "" {
			return "Enter a valid URL, with http:// or https:// before it."
		}
	case "number_input":
		return in.wrongNumber(value)
	case "datepicker":
		if !isDay(value) {
			return "Enter a valid date."
		}
	}
	return ""
}

func (in input) wrongLength(length int) string {
	if least, ok := in.fields["min_length"].(float64); ok && length < int(least) {
		return fmt.Sprintf("Write at least %d characters.", int(least))
	}
	if most, ok := in.fields["max_length"].(float64); ok && length > int(most) {
		return fmt.Sprintf("Write at most %d characters: these are %d.", int(most), length)
	}
	if length > 3000 {
		return fmt.Sprintf("Write at most 3000 characters: these are %d.", length)
	}
	return ""
}

func (in input) wrongNumber(value string) string {
	decimal, _ := in.fields["is_decimal_allowed"].(bool)
	if !isNumber(value, decimal) {
		if decimal {
			return "Enter a number."
		}
		return "Enter a whole number."
	}
	got, _ := strconv.ParseFloat(value, 64)
	least, most := in.bound("min_value"), in.bound("max_value")
	switch {
	case least != nil && got < *least:
		return "Enter a number of at least " + short(*least) + "."
	case most != nil && got > *most:
		return "Enter a number of at most " + short(*most) + "."
	}
	return ""
}

func (in input) bound(field string) *float64 {
	text, _ := in.fields[field].(string)
	f, err := strconv.ParseFloat(text, 64)
	if err != nil {
		return nil
	}
	return &f
}

func isDay(text string) bool {
	_, err := time.Parse(time.DateOnly, text)
	return err == nil
}
