package consensus_test

import (
	"reflect"
	"testing"

	"natobot/consensus"
)

// What is not among the fields would be neither kept nor exported.
func TestFieldsAreAllThatAnEntryHas(t *testing.T) {
	var e consensus.Entry
	parts := map[any]string{}
	var walk func(reflect.Value)
	walk = func(v reflect.Value) {
		for i := range v.NumField() {
			switch f := v.Field(i); f.Interface().(type) {
			case consensus.Fact, consensus.When, consensus.Source:
				walk(f)
			default:
				parts[f.Addr().UnsafePointer()] = v.Type().Field(i).Name
			}
		}
	}
	walk(reflect.ValueOf(&e).Elem())
	names := map[string]bool{}
	for _, f := range consensus.Fields() {
		at := reflect.ValueOf(f.In(&e)).UnsafePointer()
		if parts[at] == "" || names[f.Name] {
			t.Errorf("%s is no part of an entry, or described twice", f.Name)
		}
		delete(parts, at)
		names[f.Name] = true
	}
	if len(parts) > 0 {
		t.Errorf("not described: %v", parts)
	}
}
