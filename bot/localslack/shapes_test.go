package localslack

import "testing"

// A word in shapes.txt that names nothing would let anything through.
func TestShapesNameWhatIsThere(t *testing.T) {
	k := shapes()
	known := map[string]bool{"row": true}
	for _, kind := range []string{"", "str", "text", "plain", "mrkdwn", "num", "enum", "flag", "link", "day", "number", "list"} {
		known[kind] = true
	}
	for kind := range k.rules {
		known[kind] = true
	}
	for set, list := range k.sets {
		known[set] = true
		for _, one := range list {
			if _, there := k.rules[one]; !there && k.sets[one] == nil {
				t.Errorf("%s has %s, of which nothing is said", set, one)
			}
		}
	}
	for kind, rules := range k.rules {
		for _, r := range rules {
			if !known[r.kind] || r.of != nil && !known[r.of.kind] {
				t.Errorf("%s: the rule of %s is not understood", kind, r.field)
			}
		}
	}
}
