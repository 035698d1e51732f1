package localslack_test

import (
	"context"
	"errors"
	"net"
	"net/http"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/gorilla/websocket"
	"github.com/slack-go/slack"
	"github.com/slack-go/slack/socketmode"

	"natobot/bot/localslack"
)

const (
	botToken = "xoxb-test"
	appToken = "xapp-test"
	host     = "127.0.0.1:8080"
)

// memory is a network of one host in memory: inside a synctest bubble, sockets would keep
// the clock from moving and pipes do not.
type memory struct {
	conns chan net.Conn
	done  chan struct{}
	close func()
}

func newMemory() *memory {
	m := &memory{conns: make(chan net.Conn), done: make(chan struct{})}
	m.close = sync.OnceFunc(func() { close(m.done) })
	return m
}

func (m *memory) dial(ctx context.Context, _, _ string) (net.Conn, error) {
	here, there := net.Pipe()
	select {
	case m.conns <- there:
		return here, nil
	case <-m.done:
		return nil, errors.New("the server is gone")
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// The methods of a net.Listener.

func (m *memory) Accept() (net.Conn, error) {
	select {
	case c := <-m.conns:
		return c, nil
	case <-m.done:
		return nil, net.ErrClosed
	}
}

func (m *memory) Close() error { m.close(); return nil }

func (m *memory) Addr() net.Addr { return &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1), Port: 8080} }

// desk is a workspace, the ways to reach it, and slack-go as the app.
type desk struct {
	*localslack.Server
	t    *testing.T
	http *http.Client
	api  *slack.Client
	net  *memory
}

// workspace runs a test against a workspace inside a synctest bubble.
func workspace(t *testing.T, test func(t *testing.T, d *desk)) {
	t.Helper()
	workspaceWith(t, localslack.Options{}, test)
}

func workspaceWith(t *testing.T, o localslack.Options, test func(t *testing.T, d *desk)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		o.Command, o.BotToken, o.AppToken = "/nato", botToken, appToken
		if o.Now == nil {
			o.Now = time.Now
		}
		d := &desk{Server: localslack.New(o), t: t, net: newMemory()}
		web := &http.Server{Handler: d.Handler()}
		go func() { _ = web.Serve(d.net) }()
		transport := &http.Transport{DialContext: d.net.dial}
		d.http = &http.Client{Transport: transport}
		d.api = d.client(botToken)
		t.Cleanup(func() {
			d.Close()
			_ = web.Close()
			transport.CloseIdleConnections()
			pass(time.Second) // net/http lingers half a second on a body it did not read
		})
		test(t, d)
	})
}

// pass lets time go by on the bubble's clock.
func pass(d time.Duration) { <-time.After(d) }

func (d *desk) client(token string) *slack.Client {
	return slack.New(token, slack.OptionAPIURL("http://"+host+"/api/"),
		slack.OptionAppLevelToken(appToken), slack.OptionHTTPClient(d.http))
}

// connect runs slack-go's own socket client until the test ends and hands what it hears
// to the app.
func (d *desk) connect(app func(*socketmode.Client, socketmode.Event)) {
	d.t.Helper()
	client := socketmode.New(d.api, socketmode.OptionDialer(
		&websocket.Dialer{NetDialContext: d.net.dial, WriteBufferSize: 64 << 10}))
	ctx, stop := context.WithCancel(d.t.Context())
	d.t.Cleanup(stop)
	before := d.Connections()
	ended := make(chan struct{})
	go func() { defer close(ended); _ = client.RunContext(ctx) }()
	go func() {
		for {
			select {
			case e := <-client.Events:
				app(client, e)
			case <-ended:
				return
			}
		}
	}()
	d.await("the app to connect", func() bool { return d.Connections() > before })
}

func (d *desk) await(what string, condition func() bool) {
	d.t.Helper()
	ctx, cancel := context.WithTimeout(d.t.Context(), time.Hour)
	defer cancel()
	if err := d.Await(ctx, condition); err != nil {
		d.t.Fatalf("waiting for %s: %v", what, err)
	}
}

// acks acknowledges everything, with nothing.
func acks(c *socketmode.Client, e socketmode.Event) {
	if e.Request != nil && e.Request.EnvelopeID != "" {
		_ = c.Ack(*e.Request)
	}
}

func (d *desk) wait(inv *localslack.Invocation, n int) []localslack.Message {
	d.t.Helper()
	ctx, cancel := context.WithTimeout(d.t.Context(), time.Hour)
	defer cancel()
	got, err := inv.Wait(ctx, n)
	if err != nil {
		d.t.Fatal(err)
	}
	return got
}
