package localslack

import (
	"fmt"
	"net/http"
	"slices"
	"time"
)

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

// tell sends news to the pages of a person, or of everybody for "", and wakes everyone who
// waits. News is nil for a page that may not know of it. The caller holds the lock.
func (s *Server) tell(user string, news func(user string) object) {
	for w := range s.watchers {
		if user == "" || w.user == user {
			w.tell(news(w.user))
		}
	}
	s.touch()
}

func (w *watcher) tell(news object) {
	if news == nil || w.lost {
		return
	}
	select {
	case w.news <- jsonOf(news):
	default:
		w.lost = true
		close(w.news)
	}
}

// tellMessage tells of a message to those who see it: kind is "message" or "removed".
func (s *Server) tellMessage(kind string, m *Message) {
	ch := s.channel(m.Channel)
	s.tell("", func(user string) object {
		if ch == nil || !ch.visibleTo(user) || !m.visibleTo(user) {
			return nil
		}
		return object{"kind": kind, "message": m}
	})
}

// state is everything that one person's page shows.
func (s *Server) state(user string) object {
	channels, messages := []*Channel{}, []*Message{}
	for _, c := range s.channels {
		if c.visibleTo(user) {
			channels = append(channels, c)
		}
	}
	for _, m := range s.messages {
		if m.visibleTo(user) && slices.ContainsFunc(channels, func(c *Channel) bool { return c.ID == m.Channel }) {
			messages = append(messages, m)
		}
	}
	return object{"kind": "state", "state": object{
		"team": teamName, "app": s.o.AppName, "app_user": BotUserID, "me": user, "people": s.people, "channels": channels,
		"messages": messages[max(0, len(messages)-maxShownMessages):], "views": s.viewsOf(user),
		"home_tab": s.o.Home, "home": s.homes[user], "shortcuts": s.o.Shortcuts, "connected": len(s.link.conns) > 0,
		"clock": s.clock(), "command": s.o.Command, "suggestions": s.o.Suggestions,
	}}
}

// clock is the desk's time for the page, in milliseconds. The offset is for where the zone has no
// name.
func (s *Server) clock() object {
	now := s.o.Now()
	_, offset := now.In(s.o.Zone).Zone()
	return object{"now": now.UnixMilli(), "zone": s.o.Zone.String(), "offset": offset, "movable": s.o.Move != nil}
}

// beat is how often an event stream tells the time, which also shows that it is alive.
const beat = 10 * time.Second

// serveEvents streams news as server-sent events, the whole state first.
func (s *Server) serveEvents(w http.ResponseWriter, r *http.Request) {
	watch, ok := s.watch(r.URL.Query().Get("user"))
	if !ok {
		http.Error(w, "The workspace is closing.", http.StatusServiceUnavailable)
		return
	}
	defer s.locked(func() { delete(s.watchers, watch) })
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
			line = jsonOf(object{"kind": "clock", "clock": s.clock()})
		case news, open := <-watch.news:
			if !open {
				return
			}
			line = news
		}
		if _, err := fmt.Fprintf(w, "data: %s\n\n", line); err != nil || out.Flush() != nil {
			return
		}
	}
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
	w.tell(s.state(user))
	return w, true
}
