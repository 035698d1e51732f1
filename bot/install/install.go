package install

import (
	"log/slog"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// Config is what a Server is made of. All of it is needed.
type Config struct {
	ClientID, ClientSecret string
	PublicURL              string // of this server, as browsers reach it, without a slash at the end
	APIURL                 string // of Slack's methods, with a slash at the end
	Scopes                 []string
	Keys                   Keys
	Store                  Store
	HTTP                   *http.Client
	Now                    func() time.Time
	Log                    *slog.Logger
	// Welcome hears of each installation; it must not wait for anything.
	Welcome func(Installation)
	// Off gives the scopes that are not among those granted, and what is off for that.
	Off func(granted string) (missing, off []string)
}

// Server serves the way of an installation.
type Server struct{ Config }

// New makes a Server.
func New(c Config) *Server { return &Server{c} }

// Routes serves /slack/install and /slack/oauth.
func (s *Server) Routes() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /slack/install", s.begin)
	mux.HandleFunc("GET /slack/oauth", s.finish)
	return headers(mux)
}

func headers(next http.Handler) http.Handler {
	return http.HandlerFunc(func(out http.ResponseWriter, r *http.Request) {
		h := out.Header()
		h.Set("Cache-Control", "no-store")
		h.Set("Referrer-Policy", "no-referrer") // the address has a code
		h.Set("X-Content-Type-Options", "nosniff")
		next.ServeHTTP(out, r)
	})
}

const (
	authorize = "https://slack.com/oauth/v2/authorize"
	// stateLife is how long a person may take at Slack, as Slack's own libraries have it.
	stateLife = 10 * time.Minute
	// mostStates is how many installations may be under way, in all programs together: each is a row that
	// anybody on the web can have made.
	mostStates = 1000
	cookie     = "natobot_install"
)

// begin sends a browser to Slack.
func (s *Server) begin(out http.ResponseWriter, r *http.Request) {
	state, hash := newState()
	now := s.Now()
	kept, err := s.Store.Begin(r.Context(), hash, now, now.Add(stateLife), mostStates)
	switch {
	case err != nil:
		s.failed(out, "an installation cannot begin", err)
		return
	case !kept:
		s.Log.Warn("no more installations can begin until some are finished or ten minutes have passed", "under way", mostStates)
		out.Header().Set("Retry-After", "60")
		again("Too many are installing natobot at this moment", "Nothing was installed. Wait a few minutes.").write(out, http.StatusTooManyRequests)
		return
	}
	s.setCookie(out, state, int(stateLife/time.Second))
	to := url.Values{"client_id": {s.ClientID}, "scope": {strings.Join(s.Scopes, ",")}, "state": {state}, "redirect_uri": {s.callback()}}
	http.Redirect(out, r, authorize+"?"+to.Encode(), http.StatusFound)
}

func (s *Server) callback() string { return s.PublicURL + "/slack/oauth" }

// path gives what stands before /slack/ in the addresses that browsers see.
func (s *Server) path() string {
	u, err := url.Parse(s.PublicURL)
	if err != nil {
		return ""
	}
	return u.Path
}

// setCookie binds a state to the browser. Lax, since Slack's site sends the browser back.
func (s *Server) setCookie(out http.ResponseWriter, value string, seconds int) {
	http.SetCookie(out, &http.Cookie{
		Name: cookie, Value: value, Path: s.path() + "/slack/", MaxAge: seconds,
		Secure: strings.HasPrefix(s.PublicURL, "https:"), HttpOnly: true, SameSite: http.SameSiteLaxMode,
	})
}

func (s *Server) failed(out http.ResponseWriter, what string, err error) {
	s.Log.Error(what, "error", err)
	again("Something went wrong here", "Nothing was installed. It was noted for whoever runs natobot.").write(out, http.StatusInternalServerError)
}
