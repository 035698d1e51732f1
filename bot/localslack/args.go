package localslack

import (
	"encoding/json"
	"io"
	"mime"
	"net/http"
	"net/url"
	"strings"
)

// maxBody bounds what any request may send; Slack's largest is a view of 250 KB.
const maxBody = 1 << 20

// args are a call's arguments, from a form or a JSON object.
type args map[string]any

func readArgs(w http.ResponseWriter, r *http.Request) (args, error) {
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBody))
	if err != nil {
		return nil, &refusal{code: "request_too_large"}
	}
	kind, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type"))
	switch {
	case kind == "application/json":
		return jsonArgs(body)
	case len(body) == 0 || kind == "application/x-www-form-urlencoded":
		return formArgs(body, r.URL.Query())
	default:
		return nil, &refusal{code: "invalid_form_data"}
	}
}

func jsonArgs(body []byte) (args, error) {
	a := args{}
	if trimmed := strings.TrimSpace(string(body)); trimmed == "" || trimmed == "null" {
		return a, nil
	}
	if err := json.Unmarshal(body, &a); err != nil {
		return nil, &refusal{code: "invalid_json"}
	}
	return a, nil
}

func formArgs(body []byte, query url.Values) (args, error) {
	values, err := url.ParseQuery(string(body))
	if err != nil {
		return nil, &refusal{code: "invalid_form_data"}
	}
	a := args{}
	for _, from := range []url.Values{query, values} {
		for k := range from {
			a[k] = from.Get(k)
		}
	}
	return a, nil
}

func (a args) text(key string) string {
	s, _ := a[key].(string)
	return s
}

func (a args) flag(key string) bool {
	switch v := a[key].(type) {
	case bool:
		return v
	case string:
		return v == "true" || v == "1"
	}
	return false
}

// raw gives a value that is JSON, also where a form or a careful client sent it as a
// string; nil where there is none.
func (a args) raw(key string) json.RawMessage {
	switch v := a[key].(type) {
	case nil:
		return nil
	case string:
		if v == "" {
			return nil
		}
		return json.RawMessage(v)
	default:
		raw, _ := json.Marshal(v)
		return raw
	}
}
