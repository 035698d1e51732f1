package localslack

import (
	"encoding/json"
	"net/http"
	"time"
)

// event is news for the page. Messages and views go only to those who may see them.
type event struct {
	Kind      string   `json:"kind"`
	Message   *Message `json:"message,omitempty"`
	User      string   `json:"-"` // whose views, Home or channels changed
	Views     []View   `json:"views,omitempty"`
	Home      *View    `json:"home,omitempty"`
	Connected *bool    `json:"connected,omitempty"`
	Clock     *clock   `json:"clock,omitempty"`
	Moved     bool     `json:"moved,omitempty"`
	State     *state   `json:"state,omitempty"`
}

// state is everything that one person's page shows.
type state struct {
	Team        string       `json:"team"`
	App         string       `json:"app"`
	AppUser     string       `json:"app_user"`
	Me          string       `json:"me"`
	People      []*Person    `json:"people"`
	Channels    []Channel    `json:"channels"`
	Messages    []*Message   `json:"messages"`
	Views       []View       `json:"views"`
	HomeTab     bool         `json:"home_tab"` // the app has one
	Home        *View        `json:"home"`
	Shortcuts   []Shortcut   `json:"shortcuts"`
	Connected   bool         `json:"connected"`
	Clock       clock        `json:"clock"`
	Command     string       `json:"command"`
	Suggestions []Suggestion `json:"suggestions"`
}

// watcher is one open page. What it cannot take in time ends its stream: the page comes
// back and gets the whole state.
type watcher struct {
	user string
	news chan []byte
	lost bool
}

const (
	newsQueue        = 256
	maxShownMessages = 1000 // the newest: a page need not draw a day of tests
)

// broadcast tells every page that may know, and everyone who waits. The caller holds the
// lock.
func (s *Server) broadcast(e event) {
	for w := range s.watchers {
		if told, ok := s.forUser(e, w.user); ok && !w.lost {
			w.tell(told)
		}
	}
	s.touch()
}

func (w *watcher) tell(e event) {
	line, err := json.Marshal(e)
	if err != nil {
		return // unreachable: events are plain values
	}
	select {
	case w.news <- line:
	default:
		w.lost = true
		close(w.news)
	}
}

// forUser gives an event as one person may see it.
func (s *Server) forUser(e event, user string) (event, bool) {
	switch e.Kind {
	case "message", "removed":
		ch := s.channel(e.Message.Channel)
		return e, e.Message.visibleTo(user) && ch != nil && (ch.Person == "" || ch.Person == user)
	case "views":
		e.Views = s.viewsOf(user)
		return e, e.User == user
	case "home":
		return e, e.User == user
	case "reload":
		state := s.state(user)
		return event{Kind: "state", State: &state}, e.User == "" || e.User == user
	}
	return e, true
}

// state gathers what a person sees. The caller holds the lock.
func (s *Server) state(user string) state {
	st := state{
		Team: teamName, App: s.o.AppName, AppUser: BotUserID, Me: user, People: s.people,
		Channels: []Channel{}, Messages: []*Message{},
		Views: s.viewsOf(user), HomeTab: s.o.Home, Home: s.homes[user], Shortcuts: s.o.Shortcuts,
		Connected: len(s.link.conns) > 0, Clock: s.clock(), Command: s.o.Command, Suggestions: s.o.Suggestions,
	}
	mine := map[string]bool{}
	for _, c := range s.channels {
		if c.Person == "" || c.Person == user {
			st.Channels = append(st.Channels, *c)
			mine[c.ID] = true
		}
	}
	for _, m := range s.messages {
		if mine[m.Channel] && m.visibleTo(user) {
			st.Messages = append(st.Messages, m)
		}
	}
	st.Messages = st.Messages[max(0, len(st.Messages)-maxShownMessages):]
	return st
}

// serveEvents streams news as server-sent events, the whole state first.
func (s *Server) serveEvents(w http.ResponseWriter, r *http.Request) {
	watch, ok := s.watch(r.URL.Query().Get("user"))
	if !ok {
		http.Error(w, "The workspace is closing.", http.StatusServiceUnavailable)
		return
	}
	defer s.unwatch(watch)
	out := http.NewResponseController(w)
	_ = out.SetWriteDeadline(time.Time{}) // a stream has no end to wait for
	w.Header().Set("Content-Type", "text/event-stream")
	beats := time.NewTicker(beat)
	defer beats.Stop()
	for {
		var line []byte
		select {
		case <-r.Context().Done():
			return
		case <-s.done:
			return
		case <-beats.C:
			now := s.clock()
			line, _ = json.Marshal(event{Kind: "clock", Clock: &now})
		case news, open := <-watch.news:
			if !open {
				return
			}
			line = news
		}
		if !sendLine(w, out, line) {
			return
		}
	}
}

func sendLine(w http.ResponseWriter, out *http.ResponseController, line []byte) bool {
	for _, part := range [][]byte{[]byte("data: "), line, []byte("\n\n")} {
		if _, err := w.Write(part); err != nil {
			return false
		}
	}
	return out.Flush() == nil
}

// watch opens a stream for a person: for the first where an address names nobody, or
// somebody who is gone.
func (s *Server) watch(user string) (*watcher, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		return nil, false
	}
	if s.person(user) == nil {
		user = s.people[0].ID
	}
	if s.o.Home {
		s.direct(user) // the page shows the app before anything was said
	}
	w := &watcher{user: user, news: make(chan []byte, newsQueue)}
	s.watchers[w] = true
	state := s.state(user)
	w.tell(event{Kind: "state", State: &state})
	return w, true
}

func (s *Server) unwatch(w *watcher) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.watchers, w)
}
