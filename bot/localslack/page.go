package localslack

import (
	"context"
	"embed"
	"encoding/json"
	"errors"
	"io/fs"
	"net/http"
	"strings"
)

//go:embed page
var pageFiles embed.FS

func (s *Server) pageRoutes(mux *http.ServeMux) {
	files, err := fs.Sub(pageFiles, "page")
	if err != nil {
		panic(err) // unreachable: the folder is embedded
	}
	server := http.FileServerFS(files)
	mux.Handle("GET /{$}", server)
	mux.Handle("GET /page/", http.StripPrefix("/page/", server))
	mux.Handle("GET /archives/{channel}/{message}", http.RedirectHandler("/", http.StatusSeeOther)) // Slack's address of a message
	mux.HandleFunc("GET /events", s.serveEvents)
	mux.HandleFunc("GET /files/{id}", s.serveFile)
	for name, do := range s.deeds() {
		mux.HandleFunc("POST /do/"+name, func(w http.ResponseWriter, r *http.Request) { s.serveDeed(do, w, r) })
	}
}

// wish is what the page sends for any deed.
type wish struct {
	User     string `json:"user"`
	Channel  string `json:"channel"`
	Text     string `json:"text"`
	TS       string `json:"ts"`
	BlockID  string `json:"block_id"`
	ActionID string `json:"action_id"`
	View     string `json:"view"`
	Callback string `json:"callback_id"`
	Tab      string `json:"tab"`
	// Values is all that stands in the view's inputs; Tell says that a change of the one
	// that is named is to be told to the app.
	Values map[string]map[string][]string `json:"values"`
	Tell   bool                           `json:"tell"`
}

// deed does what a person does at the page. It gives what to wait for, nil for nothing.
type deed func(context.Context, wish) *Invocation

func (s *Server) deeds() map[string]deed {
	return map[string]deed{
		"say":     s.doSay,
		"press":   s.doPress,
		"fill":    s.doFill,
		"morning": s.doMorning,
		"submit":  func(_ context.Context, w wish) *Invocation { return s.Submit(w.User, w.View) },
		"tab":     func(_ context.Context, w wish) *Invocation { return s.openTab(w.User, w.Tab) },
		"shortcut": func(_ context.Context, w wish) *Invocation {
			return s.Shortcut(w.User, Message{Channel: w.Channel, TS: w.TS}, w.Callback)
		},
		"close": func(_ context.Context, w wish) *Invocation {
			s.CloseView(w.User, w.View)
			return nil
		},
	}
}

// serveDeed reads a wish. Its content type is one that no page of another site can send
// without asking first.
func (s *Server) serveDeed(do deed, w http.ResponseWriter, r *http.Request) {
	if r.Header.Get("Content-Type") != "application/json" {
		http.Error(w, "Send JSON.", http.StatusUnsupportedMediaType)
		return
	}
	var asked wish
	if err := json.NewDecoder(http.MaxBytesReader(w, r.Body, maxBody)).Decode(&asked); err != nil {
		http.Error(w, "This is not the JSON that the page sends.", http.StatusBadRequest)
		return
	}
	s.take(asked)
	if err := s.answered(r.Context(), do(r.Context(), asked)); err != nil {
		writeJSON(w, http.StatusConflict, object{"error": err.Error()})
		return
	}
	writeJSON(w, http.StatusOK, object{})
}

// take puts what stands in the page's inputs into their view.
func (s *Server) take(w wish) {
	s.mu.Lock()
	defer s.mu.Unlock()
	v := s.view(w.View)
	if v == nil || v.User != w.User {
		return
	}
	for _, in := range v.inputs {
		values, there := w.Values[in.block][in.action()]
		if there && (!in.chooses() || len(values) == 0 || in.option(values[0]) != nil) {
			v.set(in, values)
		}
	}
}

// answered passes on how an invocation ended. That the app did not respond stands in the
// channel or in the view already, as does what a dialog was not submitted for.
func (s *Server) answered(ctx context.Context, inv *Invocation) error {
	if inv == nil {
		return nil
	}
	err := inv.Acknowledged(ctx)
	s.mu.Lock()
	defer s.mu.Unlock()
	shown := inv.view != nil && (len(inv.view.Errors) > 0 || inv.view.Trouble != "")
	if err == ErrNotAcknowledged || shown {
		return nil
	}
	return err
}

// doSay sends what was typed: the app's command, another command (there is none) or a
// plain message.
func (s *Server) doSay(_ context.Context, w wish) *Invocation {
	if none := s.act(w.User, func(*Invocation) error { return s.place(w) }); none.failed != nil {
		return none
	}
	line := strings.TrimSpace(w.Text)
	command, rest, _ := strings.Cut(line, " ")
	switch {
	case line == "":
	case command == s.o.Command:
		return s.Command(w.User, w.Channel, command, rest)
	case command == "/invite":
		return s.Invite(w.User, w.Channel)
	case strings.HasPrefix(line, "/"):
		s.locked(func() {
			s.notice(w.Channel, w.User, entities(command)+" is not a command here. Try "+entities(s.o.Command)+".", "")
		})
	default:
		s.Say(w.User, w.Channel, "", line)
	}
	return nil
}

// place tells why nothing can be said where the wish wants to say it. The caller holds the lock.
func (s *Server) place(w wish) error {
	ch := s.channel(w.Channel)
	switch {
	case s.person(w.User) == nil || ch == nil:
		return errors.New("there is no such person or channel here")
	case ch.Archived:
		return errors.New("this channel is archived: nothing can be said in it")
	}
	return nil
}

func (s *Server) doPress(_ context.Context, w wish) *Invocation {
	name := w.BlockID + "/" + w.ActionID
	if w.View != "" {
		return s.PressIn(w.User, w.View, name)
	}
	return s.Press(w.User, Message{Channel: w.Channel, TS: w.TS}, name)
}

// doFill keeps what is typed and chosen, and tells the app where an input asks for that.
// What was typed last may arrive when the dialog is closed, or is another one by the app's
// answer: nobody misses it.
func (s *Server) doFill(_ context.Context, w wish) *Invocation {
	inv := s.inView(w.User, w.View, func(v *View, inv *Invocation) error {
		in := v.input(w.BlockID, w.ActionID)
		if in.object == nil {
			return nil
		}
		return s.filled(inv, in, v.Values[in.block][in.action()], w.Tell && in.dispatches)
	})
	if inv.EnvelopeID == "" {
		return nil
	}
	return inv
}

// doMorning moves the desk's clock.
func (s *Server) doMorning(ctx context.Context, _ wish) *Invocation {
	if s.o.Move == nil {
		return &Invocation{s: s, failed: errors.New("this clock cannot be moved")}
	}
	if _, err := s.o.Move(ctx); err != nil {
		s.o.Log.Error("local workspace: the clock was not moved", "error", err)
		return &Invocation{s: s, failed: errors.New("the clock could not be moved; the log says why")}
	}
	s.locked(func() {
		s.tell("", func(string) object { return object{"kind": "clock", "clock": s.clock(), "moved": true} })
	})
	return nil
}
