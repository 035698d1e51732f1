package localslack_test

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"github.com/slack-go/slack"

	"natobot/bot/localslack"
)

// wish is what the page sends of a view.
func wish(view localslack.View, more map[string]any) string {
	body := map[string]any{"user": reader, "view": view.ID}
	for k, v := range more {
		body[k] = v
	}
	raw, _ := json.Marshal(body)
	return string(raw)
}

func typed(block, value string) map[string]any {
	return map[string]any{block: map[string]any{"typed": []string{value}}}
}

// The page sends all that stands in the inputs with whatever is done.
func TestPageSubmits(t *testing.T) {
	workspaceWith(t, pageOptions(), func(t *testing.T, d *desk) {
		heard := d.app(func(slack.InteractionCallback) any { return `{"response_action":"errors","errors":{"why":"No."}}` })
		v := d.opens(form(textField("why")))
		next := d.watch(reader)
		if n := next(); !strings.Contains(n.raw, `"submit":"Review"`) || !strings.Contains(n.raw, `"values":{"why":{"typed":null}}`) {
			t.Errorf("the page begins with %s", n.raw)
		}
		if status, got := d.post("/do/submit", "", wish(v, nil)); status != http.StatusOK || len(heard) != 0 {
			t.Errorf("an empty form: %d %v, heard %d", status, got, len(heard))
		}
		if n := next(); n.Kind != "views" || !strings.Contains(n.raw, "required") {
			t.Errorf("the page hears %s", n.raw)
		}
		if status, got := d.post("/do/submit", "", wish(v, map[string]any{"values": typed("why", "a\nb")})); status != http.StatusOK {
			t.Errorf("%d %v", status, got)
		}
		if got := <-heard; got.View.State.Values["why"]["typed"].Value != "a\nb" {
			t.Errorf("heard %+v", got.View.State)
		}
		if n := next(); !strings.Contains(n.raw, `"waiting":1`) {
			t.Errorf("the page hears %s", n.raw)
		}
		if n := next(); !strings.Contains(n.raw, `"errors":{"why":"No."}`) || !strings.Contains(n.raw, `"waiting":0`) {
			t.Errorf("the page hears %s", n.raw)
		}
	})
}

func TestPageFills(t *testing.T) {
	workspaceWith(t, pageOptions(), func(t *testing.T, d *desk) {
		heard := d.app(nothing)
		who := `{"type":"static_select","action_id":"a","options":[` + option("hu") + `]}`
		v := d.opens(form(field("who", who, `,"dispatch_action":true`) + "," + textField("why")))
		fill := func(more map[string]any) int {
			status, _ := d.post("/do/fill", "", wish(v, more))
			return status
		}
		if fill(map[string]any{"block_id": "why", "action_id": "typed", "values": typed("why", "kept")}) != http.StatusOK || len(heard) != 0 {
			t.Errorf("an input that tells nothing: heard %d", len(heard))
		}
		chosen := map[string]any{"who": map[string]any{"a": []string{"hu"}}}
		fill(map[string]any{"block_id": "who", "action_id": "a", "values": chosen, "tell": true})
		got := <-heard
		if got.ActionCallback.BlockActions[0].SelectedOption.Value != "hu" || got.View.State.Values["why"]["typed"].Value != "kept" {
			t.Errorf("heard %+v", got)
		}
		chosen["who"] = map[string]any{"a": []string{"xx"}}
		fill(map[string]any{"block_id": "who", "action_id": "a", "values": chosen})
		if d.top().Value("who") != "hu" {
			t.Errorf("what is not offered was chosen: %q", d.top().Value("who"))
		}
		if fill(map[string]any{"block_id": "gone"}) != http.StatusOK {
			t.Error("the last word about an input that the app took away is refused")
		}
		v.ID = "V0NONE"
		if fill(map[string]any{"block_id": "why"}) != http.StatusOK {
			t.Error("the last word about a closed dialog is refused")
		}
	})
}

func TestPagePressesInAView(t *testing.T) {
	workspaceWith(t, pageOptions(), func(t *testing.T, d *desk) {
		heard := d.app(nothing)
		v := d.opens(form(strings.Replace(button(""), `"actions"`, `"actions","block_id":"go"`, 1) + "," + textField("why")))
		press := map[string]any{"block_id": "go", "action_id": "a", "values": typed("why", "kept")}
		if status, got := d.post("/do/press", "", wish(v, press)); status != http.StatusOK {
			t.Errorf("%d %v", status, got)
		}
		if got := <-heard; got.View.State.Values["why"]["typed"].Value != "kept" {
			t.Errorf("heard %+v", got.View.State)
		}
		press["action_id"] = "b"
		if status, _ := d.post("/do/press", "", wish(v, press)); status != http.StatusConflict {
			t.Errorf("a button that is not there: %d", status)
		}
		if status, _ := d.post("/do/close", "", wish(v, nil)); status != http.StatusOK || len(d.Views(reader)) != 0 {
			t.Errorf("closed: %d, open %v", status, d.Views(reader))
		}
	})
}
