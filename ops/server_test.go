package ops

import (
	"bufio"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"fmt"
	"io"
	"log/slog"
	"math/big"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

// pipes is a listener in memory: in a synctest bubble its time stands still while anything
// is under way.
type pipes chan net.Conn

func (p pipes) Accept() (net.Conn, error) {
	if c, more := <-p; more {
		return c, nil
	}
	return nil, net.ErrClosed
}

func (p pipes) Close() error { close(p); return nil }

func (pipes) Addr() net.Addr { return &net.TCPAddr{} }

// overPipe runs a test against the web server as Slack meets it. What it serves answers
// with the body that it got.
func overPipe(t *testing.T, test func(t *testing.T, dial func() net.Conn)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		echo := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if body, err := io.ReadAll(r.Body); err == nil {
				_, _ = w.Write(body)
			}
		})
		listener := make(pipes)
		server := NewServer(echo, false, slog.New(slog.DiscardHandler))
		go func() { _ = server.Serve(listener) }()
		test(t, func() net.Conn {
			here, there := net.Pipe()
			listener <- there
			return here
		})
		_ = server.Close()
		time.Sleep(time.Second) // the server waits a moment for those whom it refused
	})
}

// Nobody keeps a connection for nothing.
func TestServerIsPatientWithNobody(t *testing.T) {
	const body = "POST /slack/commands HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000\r\n\r\n"
	tests := []struct {
		name, first, drop string
		every, most       time.Duration
	}{
		{"nothing is sent", "", "", time.Second, headerTime},
		{"a header a letter a second", "POST /slack/commands HTTP/1.1\r\nHost: x\r\nX-Slow: ", "a", time.Second, headerTime},
		{"a body a letter a second", body, "a", time.Second, bodyTime},
		{"a body that does not come", body, "", time.Second, bodyTime},
		{"nothing more after an answer", "GET /slack/x HTTP/1.1\r\nHost: x\r\n\r\n", "", time.Second, idleTime},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			overPipe(t, func(t *testing.T, dial func() net.Conn) {
				c, begin := dial(), time.Now()
				var writing sync.WaitGroup
				writing.Go(func() { // until the connection is cut
					_, err := io.WriteString(c, tt.first)
					for err == nil {
						time.Sleep(tt.every)
						_, err = io.WriteString(c, tt.drop)
					}
				})
				_, _ = io.Copy(io.Discard, c)
				if took := time.Since(begin); took < tt.most-time.Second || took > tt.most+2*time.Second {
					t.Errorf("it ended after %s, want %s", took, tt.most)
				}
				_ = c.Close()
				writing.Wait()
			})
		})
	}
}

// What is written in a strange way is read by nobody, or as it is.
func TestServerReadsStrictly(t *testing.T) {
	const post = "POST /slack/commands HTTP/1.1\r\nHost: x\r\n"
	tests := []struct{ name, sent, want string }{
		{"as it should be", post + "Content-Length: 2\r\n\r\nab", "200"},
		{"in chunks", post + "Transfer-Encoding: chunked\r\n\r\n2\r\nab\r\n0\r\n\r\n", "200"},
		{"two lengths", post + "Content-Length: 2\r\nContent-Length: 3\r\n\r\nabc", "400"},
		{"a length with a sign", post + "Content-Length: +2\r\n\r\nab", "400"},
		{"a strange coding", post + "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n", "501"},
		{"two hosts", post + "Host: y\r\nContent-Length: 0\r\n\r\n", "400"},
		{"a blank in a header's name", post + "Content-Length : 2\r\n\r\nab", "400"},
		{"a header in two lines", post + "X-Slack-Signature: v0=\r\n 1\r\nContent-Length: 0\r\n\r\n", "200"},
		{"a huge header", post + "X-Huge: " + strings.Repeat("a", 40<<10) + "\r\n\r\n", "431"},
		{"a path up", "POST /slack/../metrics HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n", "404"},
		{"a path of two slashes", "POST //slack/commands HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n", "404"},
		{"an escaped path", "POST /slack%2Fcommands HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n", "404"},
		{"a path with a dot", "POST /slack/./commands HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n", "404"},
		{"no path", "POST slack HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n", "400"},
		{"another protocol", "SSH-2.0-x\r\n\r\n", "400"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			overPipe(t, func(t *testing.T, dial func() net.Conn) {
				c := dial()
				go func() { _, _ = io.WriteString(c, tt.sent) }()
				line, err := bufio.NewReader(c).ReadString('\n')
				if !strings.HasPrefix(line, "HTTP/1.1 "+tt.want+" ") {
					t.Errorf("got %q, %v; want %s", line, err, tt.want)
				}
				_ = c.Close()
			})
		})
	}
}

func TestServerSpeaksTLS(t *testing.T) {
	cert, key, pool := certificate(t)
	listener, err := Listen(t.Context(), "127.0.0.1:0", cert, key)
	if err != nil {
		t.Fatal(err)
	}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, "alive") })
	server := NewServer(mux, false, slog.New(slog.DiscardHandler))
	go func() { _ = server.Serve(listener) }()
	defer server.Close()
	get := func(scheme string, most uint16) (int, error) {
		client := &http.Client{Transport: &http.Transport{TLSClientConfig: &tls.Config{RootCAs: pool, MaxVersion: most}}}
		defer client.CloseIdleConnections()
		got, err := client.Get(scheme + "://" + listener.Addr().String() + "/healthz")
		if err != nil {
			return 0, err
		}
		return got.StatusCode, got.Body.Close()
	}
	if status, err := get("https", 0); status != http.StatusOK {
		t.Errorf("HTTPS: %d, %v", status, err)
	}
	if status, err := get("https", tls.VersionTLS11); err == nil {
		t.Errorf("TLS 1.1: %d", status)
	}
	if status, _ := get("http", 0); status == http.StatusOK {
		t.Error("HTTP is answered")
	}
}

// certificate makes one for 127.0.0.1.
func certificate(t *testing.T) (cert, key string, pool *x509.CertPool) {
	t.Helper()
	private, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "natobot"}, IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)},
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour), IsCA: true, BasicConstraintsValid: true,
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &private.PublicKey, private)
	if err != nil {
		t.Fatal(err)
	}
	secret, err := x509.MarshalPKCS8PrivateKey(private)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	write := func(name, kind string, bytes []byte) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, pem.EncodeToMemory(&pem.Block{Type: kind, Bytes: bytes}), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	pool = x509.NewCertPool()
	pool.AppendCertsFromPEM(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der}))
	return write("cert.pem", "CERTIFICATE", der), write("key.pem", "PRIVATE KEY", secret), pool
}
