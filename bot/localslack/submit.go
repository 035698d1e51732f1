package localslack

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// troubled is Slack's word to a person whose dialog the app did not answer.
const troubled = "We had some trouble connecting. Try again?"

// Submit presses a dialog's submit button. What Slack's own client refuses (an empty
// field, a word for a number) does not reach the app: the invocation has failed and the
// view's Errors say why.
func (s *Server) Submit(user, view string) *Invocation {
	s.mu.Lock()
	defer s.mu.Unlock()
	v, inv := s.inView(user, view)
	if v == nil {
		return inv
	}
	v.Errors, v.Trouble = v.invalid(), ""
	defer s.show(v)
	switch {
	case v.Submit == "":
		inv.failed = fmt.Errorf("the dialog has no button to submit it")
		return inv
	case len(v.Errors) > 0:
		v.Refused++
		at := slices.Sorted(maps.Keys(v.Errors))[0]
		inv.failed = fmt.Errorf("the dialog is not complete: %s: %s", at, v.Errors[at])
		return inv
	}
	payload := s.fromView(inv)
	payload["type"], payload["response_urls"] = "view_submission", []any{}
	if !s.dispatch("interactive", payload, inv) {
		s.failInvocation(inv, troubled)
		return inv
	}
	v.Waiting++
	return inv
}

// inView begins something that a person does in the dialog that they have before them, or
// in their Home. The view is nil, and the invocation has failed, where they have not.
func (s *Server) inView(user, id string) (*View, *Invocation) {
	inv := &Invocation{s: s, user: user}
	v := s.view(id)
	switch {
	case v == nil || v.User != user:
		inv.failed = fmt.Errorf("%s has no such view open: %s", user, id)
	case v.Type == "modal" && s.top(user) != v:
		inv.failed = fmt.Errorf("the view lies under another: %s", id)
	default:
		inv.view = v
		return v, inv
	}
	return nil, inv
}

// fromView is what every payload from a view begins with. Its trigger can push another
// dialog on this one.
func (s *Server) fromView(inv *Invocation) map[string]any {
	inv.TriggerID = s.newTrigger(inv.user)
	s.triggers[inv.TriggerID].view = inv.view
	payload := s.interaction(inv)
	payload["view"] = s.viewJSON(inv.view)
	return payload
}

// submitted takes the app's answer to a submission. A view that was closed meanwhile
// needs none.
func (s *Server) submitted(inv *Invocation, payload args) {
	v := inv.view
	if !slices.Contains(s.views, v) {
		return
	}
	var err error
	switch action := payload.text("response_action"); action {
	case "":
		s.drop(v.User, func(w *View) bool { return w == v })
		return
	case "errors":
		err = v.refused(payload.raw("errors"))
	case "update":
		err = s.fillView(v, payload.raw("view"), modalSurface)
	default:
		err = refuse("unknown response_action: " + action)
	}
	if err != nil {
		s.o.Log.Warn("local workspace: the answer to a submission was refused", "error", describe(err))
		s.failInvocation(inv, troubled)
		inv.failed = fmt.Errorf("the answer to the submission was refused: %s", describe(err))
	}
	s.show(v)
}

// refused takes the errors that the app found. Each has to name an input block.
func (v *View) refused(raw json.RawMessage) error {
	var errors map[string]string
	if err := json.Unmarshal(raw, &errors); err != nil || len(errors) == 0 {
		return refuse("errors must be texts by block_id")
	}
	for block := range errors {
		if v.input(block, "").kind == "" {
			return refuse("errors name a block that is no input: " + block)
		}
	}
	v.Errors = errors
	v.Refused++
	return nil
}

// describe is a refusal with the places that it complains of.
func describe(err error) string {
	r, ok := err.(*refusal)
	if !ok {
		return err.Error()
	}
	problems, _ := r.extra["errors"].([]string)
	return strings.Join(append([]string{r.code}, problems...), "; ")
}
