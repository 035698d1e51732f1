package commands_test

import (
	"testing"

	"natobot/commands"
)

// What a text is about is told as its own answer would have it.
func TestIntent(t *testing.T) {
	d, _ := seeded(t)
	for text, want := range map[string]commands.Intent{
		"": {}, "status": {}, "history": {}, "candidate Rutte": {}, "status Nobody Known": {}, "digest": {}, "digest list": {}, "live": {},
		"candidate Rutte declared":      {Changes: true},
		"stance Poland backs Rutte":     {Changes: true},
		"stance":                        {Changes: true},
		"undo":                          {Changes: true},
		"poland is for it, I think":     {Changes: true}, // nobody knows yet what it is
		"access editor <@U1>":           {Changes: true},
		"digest off":                    {Changes: true},
		"digest daily 08:00":            {Changes: true, Posts: true},
		"digest daily 08:00 in <#C1|a>": {Changes: true, Posts: true, Channel: "C1"},
		"digest now":                    {Changes: true, Posts: true},
		"live changes":                  {Changes: true, Posts: true},
		"live off":                      {Changes: true},
	} {
		if got := d.Intent(text); got != want {
			t.Errorf("%q: %+v, want %+v", text, got, want)
		}
	}
}
