package main

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"path"
	"syscall"
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
	farewell   = 500 * time.Millisecond
)

// newServer makes the web server. The local workspace, which is for this machine alone,
// has streams that do not end.
func newServer(c Config, handler http.Handler, log *slog.Logger) *http.Server {
	s := &http.Server{
		Handler: exact(handler), ReadHeaderTimeout: headerTime, IdleTimeout: idleTime, MaxHeaderBytes: maxHeader,
		ErrorLog: slog.NewLogLogger(log.Handler(), slog.LevelDebug), // of strangers' broken connections
	}
	if !c.Local() {
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

// listen takes the address of the web server, and speaks TLS there where the settings name
// a certificate.
func listen(ctx context.Context, c Config) (net.Listener, error) {
	listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", c.Listen)
	switch {
	case errors.Is(err, syscall.EADDRINUSE):
		return nil, &usageError{c.Listen + " is taken by another program", "Stop that one, or set NATO_LISTEN to another port, such as 127.0.0.1:8081."}
	case err != nil:
		return nil, &usageError{fmt.Sprintf("cannot listen on %s: %v", c.Listen, err), "Set NATO_LISTEN to an address of this machine, such as 127.0.0.1:8080."}
	case c.TLSCert == "":
		return listener, nil
	}
	certificate, err := tls.LoadX509KeyPair(c.TLSCert, c.TLSKey)
	if err != nil {
		_ = listener.Close()
		return nil, err
	}
	return tls.NewListener(listener, &tls.Config{Certificates: []tls.Certificate{certificate}, MinVersion: tls.VersionTLS12}), nil
}
