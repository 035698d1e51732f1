package localslack

import (
	"net"
	"net/http"
	"strings"
)

// guard keeps out what does not come from this machine's own page or app. Binding to a
// loopback address is not enough: a page of another site can send a browser here, and a
// name of its own can be made to mean 127.0.0.1 (DNS rebinding).
func guard(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		setHeaders(w.Header())
		switch {
		case !isLoopback(r.Host):
			http.Error(w, "This workspace answers to 127.0.0.1, localhost and [::1] only.", http.StatusForbidden)
		case !fromHere(r):
			http.Error(w, "This request comes from another site's page, and only this workspace's own page may ask.", http.StatusForbidden)
		default:
			next.ServeHTTP(w, r)
		}
	})
}

func setHeaders(h http.Header) {
	h.Set("Content-Security-Policy", "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "+
		"img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	h.Set("Cache-Control", "no-store")
}

// isLoopback looks at the name that the client used, whatever address it led to.
func isLoopback(host string) bool {
	name, _, err := net.SplitHostPort(host)
	if err != nil {
		name = strings.Trim(host, "[]")
	}
	switch strings.ToLower(name) {
	case "127.0.0.1", "localhost", "::1":
		return true
	}
	return false
}

// fromHere refuses other sites' pages. A link or a typed address may lead here from
// anywhere (a navigation reads nothing for its sender); nothing else may.
func fromHere(r *http.Request) bool {
	switch origin := r.Header.Get("Origin"); {
	case r.URL.Path == "/socket" && origin == "https://api.slack.com":
		return true // slack-go says so on every socket; the ticket is what lets it in
	case origin != "" && !strings.EqualFold(origin, "http://"+r.Host):
		return false
	}
	site := r.Header.Get("Sec-Fetch-Site")
	navigation := r.Method == http.MethodGet && r.Header.Get("Sec-Fetch-Mode") == "navigate"
	return site == "" || site == "same-origin" || site == "none" || navigation
}
