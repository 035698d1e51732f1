package commands_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"natobot/commands"
	"natobot/commands/answer"
)

// What a pasted message says of its embargo is filled in by the desk's clock; what is not
// understood is said in the form, and once more before it is recorded.
func TestAMessageUnderEmbargo(t *testing.T) {
	d, c := seeded(t) // 09:00 in Brussels
	req := commands.Request{Key: "1", User: commands.User{ID: "UANNA"}}
	for line, want := range map[string]string{
		"Embargoed until 18:00 CET":                   "2024-02-23 18:00",
		"Embargoed until 18:00 GMT":                   "2024-02-23 19:00",
		"Do not publish before 6 pm ET":               "2024-02-24 00:00",
		"EMBARGO: 1 July 2024 06:00 Brussels time":    "2024-07-01 06:00",
		"EMBARGO: 1 July 2024 06:00 CET":              "2024-07-01 07:00",
		"Sous embargo jusqu'à 18 h":                   "2024-02-23 18:00",
		"Embargoed until 08:30":                       "", // it is over
		"Embargoed until 18:00 Tokyo time":            "?",
		"Embargoed until the ministers have met":      "?",
		"Allies want the arms embargo until 1 March.": "",
	} {
		text := line + "\nPoland backs Mark Rutte, Prime Minister Donald Tusk said."
		draft := d.Drafts(context.Background(), req, answer.Message{Text: text, At: c.at.Unix()})[0]
		got := draft.Values[answer.FieldUntil]
		if draft.Embargo != "" {
			got = "?"
		}
		if got != want || slices.Contains(draft.Guessed, answer.FieldUntil) != (len(want) > 1) {
			t.Errorf("%s: until %q, guessed %v; want %q", line, got, draft.Guessed, want)
		}
		form := d.Form(context.Background(), req, draft)
		review := d.Review(context.Background(), req, form.Draft)
		shown := fmt.Sprint(form.Sections, review.Title, review.Sections)
		if open := strings.Contains(shown, "its end is not understood: “"+line) && strings.Contains(shown, "This would be recorded at once"); open != (want == "?") {
			t.Errorf("%s: %s", line, shown)
		}
		if waits := review.Title == "Hold this?"; waits != (len(want) > 1) {
			t.Errorf("%s: %q %v", line, review.Title, review.Problems)
		}
	}
}
