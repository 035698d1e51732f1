package localslack

import (
	"context"
	"embed"
	"encoding/json"
	"fmt"
	"io/fs"
	"net/http"
	"strings"
	"time"
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
	mux.HandleFunc("POST /do/say", s.deed(s.doSay))
	mux.HandleFunc("POST /do/press", s.deed(s.doPress))
	mux.HandleFunc("POST /do/fill", s.deed(s.doFill))
	mux.HandleFunc("POST /do/submit", s.deed(s.doSubmit))
	mux.HandleFunc("POST /do/close", s.deed(s.doClose))
	mux.HandleFunc("POST /do/tab", s.deed(s.doTab))
	mux.HandleFunc("POST /do/shortcut", s.deed(s.doShortcut))
	mux.HandleFunc("POST /do/morning", s.deed(s.doMorning))
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

// deed reads a wish. Its content type is one that no page of another site can send
// without asking first.
func (s *Server) deed(do func(context.Context, wish) (any, error)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Content-Type") != "application/json" {
			http.Error(w, "Send JSON.", http.StatusUnsupportedMediaType)
			return
		}
		var asked wish
		if err := json.NewDecoder(http.MaxBytesReader(w, r.Body, maxBody)).Decode(&asked); err != nil {
			http.Error(w, "This is not the JSON that the page sends.", http.StatusBadRequest)
			return
		}
		got, err := do(r.Context(), asked)
		if err != nil {
			writeJSON(w, http.StatusConflict, map[string]any{"error": err.Error()})
			return
		}
		writeJSON(w, http.StatusOK, got)
	}
}

// doSay sends what was typed: the app's command, another command (there is none) or a
// plain message.
func (s *Server) doSay(ctx context.Context, w wish) (any, error) {
	if err := s.place(w); err != nil {
		return nil, err
	}
	line := strings.TrimSpace(w.Text)
	command, rest, _ := strings.Cut(line, " ")
	switch {
	case line == "":
		return answer{}, nil
	case command == s.o.Command:
		return s.answered(ctx, s.Command(w.User, w.Channel, command, rest))
	case command == "/invite":
		return answer{}, s.Invite(w.User, w.Channel).failed
	case strings.HasPrefix(line, "/"):
		s.mu.Lock()
		defer s.mu.Unlock()
		s.notice(w.Channel, w.User, entities(command)+" is not a command here. Try "+entities(s.o.Command)+".", "")
		return answer{}, nil
	}
	s.Say(w.User, w.Channel, "", line)
	return answer{}, nil
}

// place tells why nothing can be said where the wish wants to say it.
func (s *Server) place(w wish) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	ch := s.channel(w.Channel)
	switch {
	case s.person(w.User) == nil || ch == nil:
		return fmt.Errorf("there is no such person or channel here")
	case ch.Archived:
		return fmt.Errorf("this channel is archived: nothing can be said in it")
	}
	return nil
}

func (s *Server) doPress(ctx context.Context, w wish) (any, error) {
	fits := func(b button) bool { return b.blockID == w.BlockID && b.fields["action_id"] == w.ActionID }
	s.mu.Lock()
	var inv *Invocation
	if w.View != "" {
		s.take(w)
		inv = s.pressIn(w.User, w.View, fits)
	} else {
		inv = s.press(w.User, s.message(w.Channel, w.TS), fits)
	}
	s.mu.Unlock()
	return s.answered(ctx, inv)
}

// answered passes on how an invocation ended. That the app did not respond stands in the
// channel or in the view already, as does what a dialog was not submitted for.
func (s *Server) answered(ctx context.Context, inv *Invocation) (any, error) {
	err := inv.Acknowledged(ctx)
	s.mu.Lock()
	defer s.mu.Unlock()
	shown := inv.view != nil && (len(inv.view.Errors) > 0 || inv.view.Trouble != "")
	if err != nil && err != ErrNotAcknowledged && !shown {
		return nil, err
	}
	return answer{}, nil
}

// doMorning moves the desk's clock.
func (s *Server) doMorning(ctx context.Context, _ wish) (any, error) {
	if s.o.Move == nil {
		return nil, fmt.Errorf("this clock cannot be moved")
	}
	if _, err := s.o.Move(ctx); err != nil {
		s.o.Log.Error("local workspace: the clock was not moved", "error", err)
		return nil, fmt.Errorf("the clock could not be moved; the log says why")
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	clock := s.clock()
	s.broadcast(event{Kind: "clock", Clock: &clock, Moved: true})
	return answer{}, nil
}

// clock is the desk's time for the page.
type clock struct {
	Now     int64  `json:"now"` // milliseconds
	Zone    string `json:"zone"`
	Offset  int    `json:"offset"` // seconds east, where the zone has no name
	Movable bool   `json:"movable"`
}

func (s *Server) clock() clock {
	now := s.o.Now()
	_, offset := now.In(s.o.Zone).Zone()
	return clock{Now: now.UnixMilli(), Zone: s.o.Zone.String(), Offset: offset, Movable: s.o.Move != nil}
}

// beat is how often an event stream tells the time, which also shows that it is alive.
const beat = 10 * time.Second
