package answer

import (
	"cmp"
	"reflect"
	"strings"

	"natobot/consensus"
)

// Mark stands for the slash command in every sentence, until [Spelled] puts in the name that it has
// in the workspace. Nobody types it, so that what people wrote stays as it is, and a sentence that
// never was spelled shows.
const Mark = "/§"

// DefaultCommand is the slash command's name where no setting gives another.
const DefaultCommand = "/" + consensus.DefaultBody

// Spelled gives what a desk answers with the slash command under the name that it has in this
// workspace; "" is [DefaultCommand]. What goes back to the desk has no name of it: drafts, the
// commands of buttons, files.
func Spelled[T any](said T, command string) T {
	v := reflect.ValueOf(&said).Elem()
	if own, changed := spelled(v, cmp.Or(command, DefaultCommand)); changed {
		v.Set(own)
	}
	return said
}

// spelled gives a copy of what has the mark in it; what has none is not copied.
func spelled(v reflect.Value, command string) (own reflect.Value, changed bool) {
	switch v.Kind() {
	case reflect.String:
		if !strings.Contains(v.String(), Mark) {
			return v, false
		}
		own = reflect.New(v.Type()).Elem()
		own.SetString(strings.ReplaceAll(v.String(), Mark, command))
		return own, true
	case reflect.Pointer, reflect.Interface:
		return within(v, command)
	case reflect.Struct:
		return parts(v, v.NumField(), command, func(own reflect.Value) reflect.Value { own.Set(v); return own }, reflect.Value.Field)
	case reflect.Slice:
		if v.Type().Elem().Kind() == reflect.Uint8 { // a file
			return v, false
		}
		whole := func(own reflect.Value) reflect.Value {
			own.Set(reflect.AppendSlice(reflect.MakeSlice(v.Type(), 0, v.Len()), v))
			return own
		}
		return parts(v, v.Len(), command, whole, reflect.Value.Index)
	case reflect.Map:
		return values(v, command)
	}
	return v, false
}

// parts spells each of n parts of a value.
func parts(v reflect.Value, n int, command string, whole func(reflect.Value) reflect.Value, part func(reflect.Value, int) reflect.Value) (own reflect.Value, changed bool) {
	for i := range n {
		p := part(v, i)
		if !p.CanInterface() {
			continue // nobody outside of its package says it
		}
		if by, is := spelled(p, command); is {
			if !changed {
				own, changed = whole(reflect.New(v.Type()).Elem()), true
			}
			part(own, i).Set(by)
		}
	}
	return own, changed
}

// within spells what a pointer or an interface holds.
func within(v reflect.Value, command string) (own reflect.Value, changed bool) {
	if v.IsNil() {
		return v, false
	}
	by, changed := spelled(v.Elem(), command)
	switch {
	case !changed:
		return v, false
	case v.Kind() == reflect.Interface:
		return by, true
	}
	own = reflect.New(v.Type().Elem())
	own.Elem().Set(by)
	return own, true
}

// values spells the values of a map.
func values(v reflect.Value, command string) (own reflect.Value, changed bool) {
	for _, key := range v.MapKeys() {
		if by, is := spelled(v.MapIndex(key), command); is {
			if !changed {
				own, changed = reflect.MakeMapWithSize(v.Type(), v.Len()), true
				for _, k := range v.MapKeys() {
					own.SetMapIndex(k, v.MapIndex(k))
				}
			}
			own.SetMapIndex(key, by)
		}
	}
	return own, changed
}
