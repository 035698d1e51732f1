package localslack

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"sync"
	"time"
)

// Options is what a Server is made of.
type Options struct {
	// Now is the desk's clock: what messages are stamped with and what the page shows.
	Now func() time.Time
	// Move moves that clock to the next morning and gives the new time. The page has no
	// such control when it is nil.
	Move func(context.Context) (time.Time, error)
	Zone *time.Location
	Log  *slog.Logger

	// Command is the slash command of the app, and Suggestions what the
	// composer offers for it.
	Command     string
	Suggestions []Suggestion
	// AppName is the name that the app's messages show; without one, the command's.
	AppName string

	// Shortcuts are the app's message shortcuts, in the menu of every message; Home says
	// that the app has a Home tab.
	Shortcuts []Shortcut
	Home      bool

	// Deliver says how the app is reached over HTTP; nil for Socket Mode.
	Deliver *Delivery

	// BotToken and AppToken are the tokens that the Web API accepts.
	BotToken, AppToken string

	Team string // the workspace's id; "" for TeamID
}

// Suggestion is one line of the composer's autocomplete.
type Suggestion struct {
	Usage   string `json:"usage"`   // the slash command with "status [CANDIDATE]"
	Summary string `json:"summary"` // what it does, in a few words
}

// Shortcut is an action on a message.
type Shortcut struct {
	Name       string `json:"name"` // "Record a stance"
	CallbackID string `json:"callback_id"`
}

// Server is one workspace, its people and channels, and the app installed in it.
type Server struct {
	o       Options
	handler http.Handler

	mu       sync.Mutex
	closed   bool
	done     chan struct{} // closed by Close: ends the page's event streams
	changed  chan struct{} // closed and replaced at every change: see Await
	serial   int
	stamped  int64 // the last message's moment, in microseconds
	people   []*Person
	channels []*Channel
	messages []*Message       // of all channels, oldest first
	views    []*View          // the dialogs that are open, each person's topmost last
	homes    map[string]*View // by person
	files    []*File
	watchers map[*watcher]bool
	triggers map[string]*trigger
	hooks    map[string]*Invocation // by what is secret in their response URL
	rates    map[string]*rate
	link     link
	faults   faults

	enterprise string // that the workspace belongs to; "" for none
}

// New makes a workspace with three people and three channels.
func New(o Options) *Server {
	if o.Zone == nil {
		o.Zone = time.UTC
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.AppName == "" && len(o.Command) > 1 {
		o.AppName = o.Command[1:]
	}
	if o.Team == "" {
		o.Team = TeamID
	}
	s := &Server{
		o:        o,
		done:     make(chan struct{}),
		changed:  make(chan struct{}),
		people:   firstPeople(o.Zone),
		channels: firstChannels(),
		homes:    map[string]*View{},
		watchers: map[*watcher]bool{},
		triggers: map[string]*trigger{},
		hooks:    map[string]*Invocation{},
		rates:    map[string]*rate{},
		link:     link{tickets: map[string]bool{}},
		faults:   faults{calls: map[string]*callFault{}},
	}
	s.handler = s.routes()
	return s
}

// Handler serves the page, the Web API, the socket and the response URLs.
func (s *Server) Handler() http.Handler { return s.handler }

// Close cuts the sockets and ends the page's event streams, which would otherwise keep an
// http.Server from shutting down.
func (s *Server) Close() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		return
	}
	s.closed = true
	close(s.done)
	for _, c := range s.link.conns {
		c.cut()
	}
}

// Await returns when the condition holds; it is looked at now and after every change of
// the workspace. It ends early with the context's error. The condition may call any
// method of the server.
func (s *Server) Await(ctx context.Context, condition func() bool) error {
	for {
		s.mu.Lock()
		changed := s.changed
		s.mu.Unlock()
		if condition() {
			return nil
		}
		select {
		case <-changed:
		case <-s.done:
			return errors.New("localslack: closed while waiting")
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

func (s *Server) routes() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("/api/{method}", s.serveAPI)
	mux.HandleFunc("POST /response/{id}", s.serveResponse)
	mux.HandleFunc("POST /upload/{secret}", s.serveUpload)
	mux.HandleFunc("GET /socket", s.serveSocket)
	s.pageRoutes(mux)
	return guard(mux)
}

// touch tells everyone who waits that something changed. The caller holds the lock.
func (s *Server) touch() {
	close(s.changed)
	s.changed = make(chan struct{})
}

// id makes an id that is unique in this workspace. The caller holds the lock.
func (s *Server) id(prefix string) string {
	s.serial++
	return fmt.Sprintf("%s%07X", prefix, s.serial)
}

// stamp gives the next message's ts: the desk's time, made unique. The caller holds the
// lock.
func (s *Server) stamp() string {
	s.stamped = max(s.o.Now().UnixMicro(), s.stamped+1)
	return fmt.Sprintf("%d.%06d", s.stamped/1e6, s.stamped%1e6)
}

// secret makes a value that nobody can guess: it stands in URLs that need no token.
func secret() string { return rand.Text() }
