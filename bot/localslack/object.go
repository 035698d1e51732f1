package localslack

import (
	"bytes"
	"encoding/json"
	"io"
	"maps"
	"mime"
	"net/http"
	"net/url"
	"strconv"
)

// maxBody bounds what any request may send; Slack's largest is a view of 250 KB.
const maxBody = 1 << 20

// object is a JSON object, of the app's or for it. What is missing or of another type is
// read as empty.
type object map[string]any

func (o object) text(key string) string {
	s, _ := o[key].(string)
	return s
}

func (o object) flag(key string) bool {
	set, _ := o[key].(bool)
	return set || o.text(key) == "true" || o.text(key) == "1"
}

func (o object) child(key string) object {
	in, _ := o[key].(map[string]any)
	return in
}

func (o object) list(key string) []object {
	items, _ := o[key].([]any)
	var found []object
	for _, item := range items {
		if in, is := item.(map[string]any); is {
			found = append(found, in)
		}
	}
	return found
}

// number gives a number as text, which is how forms send it.
func (o object) number(key string) string {
	if f, is := o[key].(float64); is {
		return strconv.FormatFloat(f, 'f', -1, 64)
	}
	return o.text(key)
}

// raw gives a value that is JSON, also where a form or a careful client sent it as a
// string; nil where there is none.
func (o object) raw(key string) json.RawMessage {
	switch v := o[key].(type) {
	case nil:
		return nil
	case string:
		return json.RawMessage(v)
	default:
		raw, _ := json.Marshal(v)
		return raw
	}
}

// readArgs reads a call's arguments, from a form or a JSON object.
func readArgs(w http.ResponseWriter, r *http.Request) (object, error) {
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBody))
	if err != nil {
		return nil, refuse("request_too_large")
	}
	args, form := object{}, r.URL.Query()
	switch kind, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type")); {
	case kind == "application/json":
		if len(bytes.TrimSpace(body)) > 0 && json.Unmarshal(body, &args) != nil {
			return nil, refuse("invalid_json")
		}
		return args, nil
	case kind == "application/x-www-form-urlencoded":
		sent, err := url.ParseQuery(string(body))
		if err != nil {
			return nil, refuse("invalid_form_data")
		}
		maps.Copy(form, sent)
	case len(body) > 0:
		return nil, refuse("invalid_form_data")
	}
	for k := range form {
		args[k] = form.Get(k)
	}
	return args, nil
}
