package store

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"natobot/consensus"
)

// The columns of an entry, in the order of their values in a row. What no column of its own
// suits is JSON in the one named detail.
var (
	detailed = consensus.Field{Name: "detail", In: func(*consensus.Entry) any { return nil }}
	whole    = append(fields(func(f consensus.Field) bool { return !structured(f) }), detailed)
	details  = fields(structured)
)

// WholeColumns names all columns of an entry, as SQL does.
func WholeColumns() string { return names(whole) }

// Whole is how many columns an entry has.
func Whole() int { return len(whole) }

// structured tells whether a part is kept as JSON.
func structured(f consensus.Field) bool {
	switch f.In(&consensus.Entry{}).(type) {
	case *int, *string, *time.Time, *consensus.Day, consensus.Word:
		return false
	}
	return true
}

func fields(of func(consensus.Field) bool) []consensus.Field {
	return slices.DeleteFunc(consensus.Fields(), func(f consensus.Field) bool { return !of(f) })
}

func names(list []consensus.Field) string {
	words := make([]string, len(list))
	for i, f := range list {
		words[i] = f.Name
	}
	return strings.Join(words, ", ")
}

// Encode gives an entry's values in the order of [WholeColumns]: each an int64 or a string.
func Encode(e consensus.Entry) ([]any, error) {
	values := make([]any, len(whole))
	for i, f := range whole {
		switch v := f.In(&e).(type) {
		case nil:
			var err error
			if values[i], err = encodeDetail(&e); err != nil {
				return nil, err
			}
		case *int:
			values[i] = int64(*v)
		case *string:
			values[i] = *v
		case *time.Time:
			values[i] = v.UnixMilli()
		case *consensus.Day:
			values[i] = int64(*v)
		case consensus.Word:
			values[i] = v.String()
		}
	}
	return values, nil
}

func encodeDetail(e *consensus.Entry) (string, error) {
	parts := map[string]any{}
	for _, f := range details {
		if !f.Empty(e) {
			parts[f.Name] = f.In(e)
		}
	}
	if len(parts) == 0 {
		return "", nil
	}
	text, err := json.Marshal(parts)
	return string(text), err
}

// Decode reads an entry out of its values; any others behind those are passed over.
func Decode(values []any, into *consensus.Entry) error {
	*into = consensus.Entry{}
	for i, f := range whole {
		if err := decode(values[i], f, into); err != nil {
			return fmt.Errorf("entry #%v: %w", values[0], err)
		}
	}
	return nil
}

func decode(value any, f consensus.Field, e *consensus.Entry) error {
	switch value := value.(type) {
	case int64:
		switch v := f.In(e).(type) {
		case *int:
			*v = int(value)
			return nil
		case *time.Time:
			*v = time.UnixMilli(value).UTC()
			return nil
		case *consensus.Day:
			*v = consensus.Day(value)
			return nil
		}
	case string:
		switch v := f.In(e).(type) {
		case *int, *time.Time, *consensus.Day: // are numbers
		case nil:
			return decodeDetail(value, e)
		case *string:
			*v = value
			return nil
		case consensus.Word:
			if err := v.UnmarshalText([]byte(value)); err != nil {
				return fmt.Errorf("a word that this version does not know: %w", err)
			}
			return nil
		}
	}
	return fmt.Errorf("%v where its %s should be", value, f.Name)
}

func decodeDetail(text string, e *consensus.Entry) error {
	if text == "" {
		return nil
	}
	var parts map[string]json.RawMessage
	err := json.Unmarshal([]byte(text), &parts)
	for _, f := range details {
		if raw, ok := parts[f.Name]; ok && err == nil {
			err = json.Unmarshal(raw, f.In(e))
		}
	}
	if err != nil {
		return fmt.Errorf("its detail: %w", err)
	}
	return nil
}

// SameEntries tells whether entries are the same, to the last byte of what was typed.
func SameEntries(a, b []consensus.Entry) bool {
	return slices.EqualFunc(a, b, func(a, b consensus.Entry) bool {
		of, failed := Encode(a)
		other, err := Encode(b)
		return failed == nil && err == nil && slices.Equal(of, other)
	})
}
