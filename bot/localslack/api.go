package localslack

import (
	"errors"
	"net/http"
	"strings"
	"time"
)

// refusal is ok:false: a code, and what else Slack says with it.
type refusal struct {
	code  string
	extra map[string]any
}

// Error is the code.
func (r *refusal) Error() string { return r.code }

func refuse(code string) error { return &refusal{code: code} }

// call is one call of a Web API method.
type call struct {
	args
	host string // what the caller reached us as
}

type answer map[string]any

type method struct {
	run      func(*Server, call) (answer, error)
	appToken bool // takes the app's token, not the bot's
	pace     pace // none: it is not counted here
}

// methods are the part of the Web API that is spoken here.
func methods() map[string]method {
	return map[string]method{
		"apps.connections.open":        {run: (*Server).openConnection, appToken: true},
		"auth.test":                    {run: (*Server).authTest},
		"chat.postMessage":             {run: (*Server).postMessage},
		"chat.update":                  {run: (*Server).updateMessage, pace: tier3()},
		"chat.postEphemeral":           {run: (*Server).postEphemeral, pace: tier4()},
		"conversations.open":           {run: (*Server).openConversation, pace: tier3()},
		"conversations.history":        {run: (*Server).history},
		"conversations.replies":        {run: (*Server).replies},
		"conversations.info":           {run: (*Server).conversationInfo},
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
	fault := s.takeFault(name)
	if fault != nil && !fault.lost {
		fault.write(w)
		return
	}
	got, err := s.call(w, r, name)
	if fault != nil {
		cutOff()
	}
	s.writeAnswer(w, got, err)
}

func (s *Server) call(w http.ResponseWriter, r *http.Request, name string) (answer, error) {
	a, err := readArgs(w, r)
	if err != nil {
		return nil, err
	}
	m, ok := methods()[name]
	if !ok {
		return nil, &refusal{code: "unknown_method", extra: map[string]any{"req_method": name}}
	}
	if err := s.authorise(r, a, m.appToken); err != nil {
		return nil, err
	}
	if !s.counts(name, m.pace) {
		return nil, refuse("ratelimited")
	}
	return m.run(s, call{args: a, host: r.Host})
}

func (s *Server) counts(method string, p pace) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return p == (pace{}) || s.allow(method, p)
}

// authorise takes the token where Slack takes it: in the header or among the arguments.
func (s *Server) authorise(r *http.Request, a args, appToken bool) error {
	token, bearer := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
	if !bearer {
		token = a.text("token")
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

func (s *Server) writeAnswer(w http.ResponseWriter, got answer, err error) {
	var r *refusal
	switch {
	case err == nil:
		got["ok"] = true
		writeJSON(w, http.StatusOK, got)
	case errors.As(err, &r) && r.code == "ratelimited":
		writeRateLimited(w, time.Second)
	case errors.As(err, &r):
		writeRefusal(w, r)
	default:
		s.o.Log.Error("local workspace: a call failed", "error", err)
		writeRefusal(w, &refusal{code: "fatal_error"})
	}
}

func (s *Server) authTest(c call) (answer, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.o.Deliver != nil { // no socket tells where it reaches us
		s.link.host = c.host
	}
	got := answer{
		"url": "http://" + c.host + "/", "team": teamName, "team_id": s.o.Team,
		"user": s.o.AppName, "user_id": BotUserID, "bot_id": BotID, "is_enterprise_install": false,
	}
	if s.enterprise != "" {
		got["enterprise_id"] = s.enterprise
	}
	return got, nil
}

func (s *Server) userInfo(c call) (answer, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	id := c.text("user")
	if id == BotUserID {
		return answer{"user": s.botUser()}, nil
	}
	p := s.person(id)
	if p == nil {
		return nil, refuse("user_not_found")
	}
	return answer{"user": s.userJSON(p)}, nil
}

func (s *Server) conversationInfo(c call) (answer, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	ch := s.channel(c.text("channel"))
	if ch == nil || ((ch.Private || ch.Direct || ch.Group) && !ch.Member) {
		return nil, refuse("channel_not_found")
	}
	return answer{"channel": channelJSON(ch)}, nil
}
