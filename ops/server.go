// Package ops is what whoever runs the program sees of it: the web server, whether the program
// lives and can serve, and what it counts.
package ops

import (
	"context"
	"crypto/tls"
	"log/slog"
	"net"
	"net/http"
	"path"
	"time"
)

// Nobody may keep a connection for nothing. Slack gives three seconds to answer it, so
// whoever takes longer for a request is not Slack.
const (
	headerTime = 5 * time.Second
	bodyTime   = 10 * time.Second // the header included
	answerTime = 15 * time.Second
	idleTime   = time.Minute
	maxHeader  = 16 << 10 // bytes
)

// NewServer makes the web server. One that is for this machine alone may have streams that do
// not end.
func NewServer(handler http.Handler, thisMachine bool, log *slog.Logger) *http.Server {
	s := &http.Server{
		Handler: exact(handler), ReadHeaderTimeout: headerTime, IdleTimeout: idleTime, MaxHeaderBytes: maxHeader,
		ErrorLog: slog.NewLogLogger(log.Handler(), slog.LevelDebug), // of strangers' broken connections
	}
	if !thisMachine {
		s.ReadTimeout, s.WriteTimeout = bodyTime, answerTime
	}
	return s
}

// exact refuses paths that are not written as they are meant ("/slack/../metrics"): a
// proxy in front of us may have read them in another way.
func exact(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if p := r.URL.Path; r.URL.RawPath != "" || p != path.Clean(p) {
			http.NotFound(w, r)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// Listen takes the address of the web server, and speaks TLS there where there are files of a
// certificate and its key: then to so many at once.
func Listen(ctx context.Context, address, cert, key string) (net.Listener, error) {
	listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", address)
	if err != nil || cert == "" {
		return listener, err
	}
	certificate, err := tls.LoadX509KeyPair(cert, key)
	if err != nil {
		_ = listener.Close()
		return nil, err
	}
	return tls.NewListener(newLimited(listener, maxConns), &tls.Config{Certificates: []tls.Certificate{certificate}, MinVersion: tls.VersionTLS12}), nil
}
