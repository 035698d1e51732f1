package answer

import (
	"cmp"
	"reflect"
	"regexp"
	"strings"

	"natobot/consensus"
)

// Mark stands for the slash command in every sentence, until [Spelled] puts in the name that it has
// in the workspace. Nobody types it, so that what people wrote stays as it is, and a sentence that
// never was spelled shows.
const Mark = "/§"

// Sample stands before an example of ours, which is to have names of the race: a command to the end
// of the sentence or to the next backtick.
const Sample = "/§§"

// DefaultCommand is the slash command's name where no setting gives another.
const DefaultCommand = "/" + consensus.DefaultBody

var sample = regexp.MustCompile(Sample + " [^`]*")

// Sampled gives what a desk answers with each example as fit gives it.
func Sampled[T any](said T, fit func(command string) string) T {
	return rewritten(said, Sample, func(text string) string {
		return sample.ReplaceAllStringFunc(text, func(s string) string { return Mark + " " + fit(strings.TrimPrefix(s, Sample+" ")) })
	})
}

// Spelled gives what a desk answers with the slash command under the name that it has in this
// workspace; "" is [DefaultCommand]. What goes back to the desk has no name of it: drafts, the
// commands of buttons, files.
func Spelled[T any](said T, command string) T {
	by := strings.NewReplacer(Sample, cmp.Or(command, DefaultCommand), Mark, cmp.Or(command, DefaultCommand))
	return rewritten(said, Mark, by.Replace)
}

func rewritten[T any](said T, mark string, by func(string) string) T {
	v := reflect.ValueOf(&said).Elem()
	if own, changed := (rewrite{mark, by}).of(v); changed {
		v.Set(own)
	}
	return said
}

// rewrite writes every text anew that has a mark in it.
type rewrite struct {
	mark string
	by   func(string) string
}

// of gives a copy of what has the mark in it; what has none is not copied.
func (w rewrite) of(v reflect.Value) (own reflect.Value, changed bool) {
	switch v.Kind() {
	case reflect.String:
		if !strings.Contains(v.String(), w.mark) {
			return v, false
		}
		own = reflect.New(v.Type()).Elem()
		own.SetString(w.by(v.String()))
		return own, true
	case reflect.Pointer, reflect.Interface:
		return w.within(v)
	case reflect.Struct:
		return w.parts(v, v.NumField(), func(own reflect.Value) reflect.Value { own.Set(v); return own }, reflect.Value.Field)
	case reflect.Slice:
		if v.Type().Elem().Kind() == reflect.Uint8 { // a file
			return v, false
		}
		whole := func(own reflect.Value) reflect.Value {
			own.Set(reflect.AppendSlice(reflect.MakeSlice(v.Type(), 0, v.Len()), v))
			return own
		}
		return w.parts(v, v.Len(), whole, reflect.Value.Index)
	case reflect.Map:
		return w.values(v)
	}
	return v, false
}

// parts rewrites each of n parts of a value.
func (w rewrite) parts(v reflect.Value, n int, whole func(reflect.Value) reflect.Value, part func(reflect.Value, int) reflect.Value) (own reflect.Value, changed bool) {
	for i := range n {
		p := part(v, i)
		if !p.CanInterface() {
			continue // nobody outside of its package says it
		}
		if by, is := w.of(p); is {
			if !changed {
				own, changed = whole(reflect.New(v.Type()).Elem()), true
			}
			part(own, i).Set(by)
		}
	}
	return own, changed
}

// within rewrites what a pointer or an interface holds.
func (w rewrite) within(v reflect.Value) (own reflect.Value, changed bool) {
	if v.IsNil() {
		return v, false
	}
	by, changed := w.of(v.Elem())
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

// values rewrites the values of a map.
func (w rewrite) values(v reflect.Value) (own reflect.Value, changed bool) {
	for _, key := range v.MapKeys() {
		if by, is := w.of(v.MapIndex(key)); is {
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
