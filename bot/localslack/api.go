package localslack

import (
	"crypto/subtle"
	"encoding/json"
	"errors"
	"maps"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// refusal is ok:false: a code, and what else Slack says with it.
type refusal struct {
	code  string
	extra object
}

// Error is the code, and the places that are complained of.
func (r *refusal) Error() string {
	problems, _ := r.extra["errors"].([]string)
	return strings.Join(append([]string{r.code}, problems...), "; ")
}

func refuse(code string) error { return &refusal{code: code} }

// call is one call of a Web API method.
type call struct {
	object
	host    string   // what the caller reached us as
	channel *Channel // that it names, and what it says there; nil for a method that has none
	said    *Message
}

// method carries out a call, with the server locked.
type method struct {
	run      func(*Server, call) (object, error)
	pace     pace                                    // none: it is not counted here
	in       func(*Server, string) (*Channel, error) // finds the channel that it needs
	says     bool                                    // it brings a message
	appToken bool                                    // takes the app's token, not the bot's
}

// methods are the part of the Web API that is spoken here.
func methods() map[string]method {
	return map[string]method{
		"apps.connections.open":        {run: (*Server).openConnection, appToken: true},
		"auth.test":                    {run: (*Server).authTest},
		"chat.postMessage":             {run: (*Server).postMessage, in: (*Server).postable, says: true},
		"chat.update":                  {run: (*Server).updateMessage, in: (*Server).visible, says: true, pace: tier3()},
		"chat.postEphemeral":           {run: (*Server).postEphemeral, in: (*Server).postable, says: true, pace: tier4()},
		"conversations.open":           {run: (*Server).openConversation, pace: tier3()},
		"conversations.history":        {run: (*Server).history, in: (*Server).joined},
		"conversations.replies":        {run: (*Server).replies, in: (*Server).joined},
		"conversations.info":           {run: (*Server).conversationInfo, in: (*Server).visible},
		"files.getUploadURLExternal":   {run: (*Server).getUploadURL, pace: tier4()},
		"files.completeUploadExternal": {run: (*Server).completeUpload, pace: tier4()},
		"files.info":                   {run: (*Server).fileInfo, pace: tier4()},
		"users.info":                   {run: (*Server).userInfo},
		"views.open":                   {run: (*Server).openView, pace: tier4()},
		"views.push":                   {run: (*Server).pushView, pace: tier4()},
		"views.update":                 {run: (*Server).updateView, pace: tier4()},
		"views.publish":                {run: (*Server).publishView, pace: tier4()},
	}
}

func (s *Server) serveAPI(w http.ResponseWriter, r *http.Request) {
	name := r.PathValue("method")
	s.faulty(name, w, func() func() {
		got, err := s.call(w, r, name)
		return func() { s.writeAnswer(w, got, err) }
	})
}

func (s *Server) call(w http.ResponseWriter, r *http.Request, name string) (object, error) {
	args, err := readArgs(w, r)
	if err != nil {
		return nil, err
	}
	m, ok := methods()[name]
	if !ok {
		return nil, &refusal{code: "unknown_method", extra: object{"req_method": name}}
	}
	if err := s.authorise(r, args, m.appToken); err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if m.pace != (pace{}) && !s.allow(name, m.pace) {
		return nil, refuse("ratelimited")
	}
	return s.carryOut(m, call{object: args, host: r.Host})
}

func (s *Server) carryOut(m method, c call) (got object, err error) {
	if m.in != nil {
		c.channel, err = m.in(s, c.text("channel"))
	}
	if m.says && err == nil {
		c.said, err = s.readContent(c.object)
	}
	if err != nil {
		return nil, err
	}
	return m.run(s, c)
}

// authorise takes the token where Slack takes it: in the header or among the arguments.
func (s *Server) authorise(r *http.Request, args object, appToken bool) error {
	token, bearer := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
	if !bearer {
		token = args.text("token")
	}
	want, other := s.o.BotToken, s.o.AppToken
	if appToken {
		want, other = other, want
	}
	switch {
	case token == "":
		return refuse("not_authed")
	case sameSecret(token, want):
		return nil
	case sameSecret(token, other):
		return refuse("not_allowed_token_type")
	}
	return refuse("invalid_auth")
}

func sameSecret(got, want string) bool {
	return want != "" && subtle.ConstantTimeCompare([]byte(got), []byte(want)) == 1
}

func (s *Server) writeAnswer(w http.ResponseWriter, got object, err error) {
	var r *refusal
	switch {
	case err == nil:
		got["ok"] = true
		writeJSON(w, http.StatusOK, got)
	case errors.As(err, &r) && r.code == "ratelimited":
		writeRateLimited(w, time.Second)
	case errors.As(err, &r):
		writeRefusal(w, http.StatusOK, r)
	default:
		s.o.Log.Error("local workspace: a call failed", "error", err)
		writeRefusal(w, http.StatusOK, &refusal{code: "fatal_error"})
	}
}

func writeRateLimited(w http.ResponseWriter, after time.Duration) {
	seconds := max(1, int((after+time.Second-1)/time.Second))
	w.Header().Set("Retry-After", strconv.Itoa(seconds))
	writeRefusal(w, http.StatusTooManyRequests, &refusal{code: "ratelimited"})
}

func writeRefusal(w http.ResponseWriter, status int, r *refusal) {
	body := object{"ok": false, "error": r.code}
	maps.Copy(body, r.extra)
	writeJSON(w, status, body)
}

func writeJSON(w http.ResponseWriter, status int, body any) {
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(body)
}
