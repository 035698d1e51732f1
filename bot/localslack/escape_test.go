package localslack_test

import (
	"encoding/json"
	"testing"

	"natobot/bot/localslack"
)

// What a person types and what the app gets, with should_escape.
func TestCommandTextIsEscaped(t *testing.T) {
	for typed, want := range map[string]string{
		"access editor @eva":                  "access editor <@U04EVAEDTR|eva>",
		"access editor @Eva.":                 "access editor <@U04EVAEDTR|eva>.",
		"digest off in #newsroom":             "digest off in <#C04NEWSROM|newsroom>",
		"from @nobody in #nowhere":            "from @nobody in #nowhere",
		"mail ines@ines.example":              "mail ines@ines.example",
		"source https://e.org/?a=1&b=2, ok":   "source <https://e.org/?a=1&amp;b=2>, ok",
		"(see https://e.org/a)":               "(see <https://e.org/a>)",
		"“https://e.org/a” said":              "“<https://e.org/a>” said",
		"AT&T < 5 > 4":                        "AT&amp;T &lt; 5 &gt; 4",
		"S7 ping <!channel> and <@U1>":        "S7 ping &lt;!channel&gt; and &lt;@U1&gt;",
		"S7 @channel @here":                   "S7 <!channel> <!here>",
		`"Türkiye won’t block" — says 10 % &`: `"Türkiye won’t block" — says 10 % &amp;`,
	} {
		workspace(t, func(t *testing.T, d *desk) {
			texts := make(chan string, 1)
			d.raw(func(f frame) any {
				var payload struct{ Text string }
				_ = json.Unmarshal(f.Payload, &payload)
				texts <- payload.Text
				return map[string]any{"envelope_id": f.EnvelopeID}
			})
			d.Command(localslack.ReaderID, localslack.DeskID, "/nato", typed)
			if got := <-texts; got != want {
				t.Errorf("typed %s\n  got %s\n want %s", typed, got, want)
			}
		})
	}
}
