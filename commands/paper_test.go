package commands_test

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"natobot/commands"
	"natobot/commands/answer"
	"natobot/commands/form"
)

// paper is the form that a story is filling in.
type paper struct {
	draft   answer.Draft
	review  answer.Review
	pressed int
}

// paperwork plays a line about a form or the Home, and tells whether it was one.
func (s *story) paperwork(line string) (said string, ok bool) {
	ctx, req := context.Background(), commands.Request{User: s.user, Channel: "CDESK"}
	verb, rest, _ := strings.Cut(line, " ")
	switch verb {
	case "form":
		draft, opens := form.FormOf(rest)
		if !opens {
			return "no form\n", true
		}
		form := s.desk.Form(ctx, req, draft)
		s.paper = paper{draft: form.Draft, pressed: s.pressed}
		return formShown(form), true
	case "fill", "guess":
		name, value, _ := strings.Cut(rest, " ")
		field := answer.Field(name)
		s.draft.Values[field] = strings.ReplaceAll(value, `\n`, "\n")
		if verb == "guess" {
			s.draft.Guessed = append(s.draft.Guessed, field)
		}
		form := s.desk.Form(ctx, req, s.draft)
		if i := slices.IndexFunc(form.Inputs, func(in answer.Input) bool { return in.Field == field && (in.Reshapes || verb == "guess") }); i >= 0 {
			return formShown(form), true
		}
		return "", true
	case "choices":
		return s.choices(ctx, req, answer.Field(rest)), true
	case "review":
		s.review = s.desk.Review(ctx, req, s.draft)
		return reviewShown(s.review), true
	case "record":
		if rest == "" {
			s.pressed++
		}
		req.Key = fmt.Sprintf("view:%d", s.pressed)
		saved := s.desk.Save(ctx, req, s.draft, s.review.Seal)
		if saved.Stale != nil {
			s.review = *saved.Stale
			return "stale: " + reviewShown(s.review), true
		}
		return shown(saved.Reply), true
	case "home":
		home := s.desk.Home(ctx, s.user)
		return home.Title + "\n" + sectionsShown(home.Sections), true
	}
	return "", false
}

// choices gives what can be chosen in a field.
func (s *story) choices(ctx context.Context, req commands.Request, field answer.Field) string {
	var b strings.Builder
	for _, in := range s.desk.Form(ctx, req, s.draft).Inputs {
		for _, o := range in.Options {
			if in.Field == field {
				fmt.Fprintf(&b, "%s: %s\n", o.Value, o.Label)
			}
		}
	}
	return b.String()
}

// formShown gives a form as a story shows it: each input with what it begins with.
func formShown(f answer.Form) string {
	var b strings.Builder
	b.WriteString(f.Title + "\n" + sectionsShown(f.Sections))
	for _, in := range f.Inputs {
		fmt.Fprintf(&b, "- %s: %s", in.Field, in.Label)
		if in.Optional {
			b.WriteString(" (optional)")
		}
		if in.Value != "" {
			fmt.Fprintf(&b, " = %s", strings.ReplaceAll(in.Value, "\n", `\n`))
		}
		if n := len(in.Options); n > 0 {
			fmt.Fprintf(&b, " [%d choices]", n)
		}
		if in.Hint != "" {
			b.WriteString(" – " + in.Hint)
		}
		b.WriteByte('\n')
	}
	return b.String()
}

// reviewShown gives a review: what is wrong at which field, or what it would do.
func reviewShown(r answer.Review) string {
	if len(r.Problems) == 0 {
		return r.Title + "\n" + sectionsShown(r.Sections)
	}
	var b strings.Builder
	for _, f := range slices.Sorted(maps.Keys(r.Problems)) {
		fmt.Fprintf(&b, "! %s: %s\n", f, r.Problems[f])
	}
	return b.String()
}

// sectionsShown gives sections with the buttons where they stand.
func sectionsShown(sections []answer.Section) string {
	var b strings.Builder
	for _, s := range sections {
		buttons, ok := s.(answer.Buttons)
		if !ok {
			b.WriteString(strings.TrimPrefix(answer.Reply{Sections: []answer.Section{s}}.Plain(), "\n\n"))
			continue
		}
		for _, a := range buttons.Actions {
			fmt.Fprintf(&b, "[%s] /nato %s\n", a.Label, a.Command)
		}
	}
	return b.String()
}
