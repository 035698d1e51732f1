package answer

import (
	"cmp"
	"reflect"
	"regexp"
)

// DefaultCommand is the name of the slash command, as all sentences have it.
const DefaultCommand = "/nato"

// inSentence finds it as a word: it is no part of an address or of another name.
var inSentence = regexp.MustCompile(`(^|[^\w/.-])` + DefaultCommand + `\b`)

// Spelled gives what a desk answers with the slash command under the name that it has in this
// workspace; "" is [DefaultCommand]. What people wrote and what goes back to the desk stays as it
// is: drafts, the commands of buttons, files.
func Spelled[T any](said T, command string) T {
	if cmp.Or(command, DefaultCommand) == DefaultCommand {
		return said
	}
	into := reflect.ValueOf(&said).Elem()
	into.Set(spelled(into, "${1}"+command))
	return said
}

// asWritten are the fields that nobody reads as a sentence.
var asWritten = map[string]bool{"Command": true, "Draft": true, "Value": true, "File": true, "Cause": true, "Picture": true, "Seal": true}

func spelled(v reflect.Value, by string) reflect.Value {
	own := reflect.New(v.Type()).Elem()
	own.Set(v)
	switch v.Kind() {
	case reflect.String:
		own.SetString(inSentence.ReplaceAllString(v.String(), by))
	case reflect.Struct:
		for i := range v.NumField() {
			if f := v.Type().Field(i); f.IsExported() && !asWritten[f.Name] {
				own.Field(i).Set(spelled(v.Field(i), by))
			}
		}
	case reflect.Slice:
		if !v.IsNil() {
			own.Set(reflect.MakeSlice(v.Type(), v.Len(), v.Len()))
		}
		for i := range v.Len() {
			own.Index(i).Set(spelled(v.Index(i), by))
		}
	case reflect.Map:
		if !v.IsNil() {
			own.Set(reflect.MakeMapWithSize(v.Type(), v.Len()))
		}
		for _, key := range v.MapKeys() {
			own.SetMapIndex(key, spelled(v.MapIndex(key), by))
		}
	case reflect.Pointer:
		if !v.IsNil() {
			own.Set(reflect.New(v.Type().Elem()))
			own.Elem().Set(spelled(v.Elem(), by))
		}
	case reflect.Interface:
		if !v.IsNil() {
			own.Set(spelled(v.Elem(), by))
		}
	}
	return own
}
