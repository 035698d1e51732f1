package bot

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"natobot/bot/localslack"
)

const signingSecret = "signing-secret-of-the-tests"

// webDoor is where Slack reaches the bot over HTTP: a server in memory, which leads to the
// bot that was begun last.
type webDoor struct {
	net    *network
	server *http.Server
	client *http.Client

	mu    sync.Mutex
	to    http.Handler
	conns map[net.Conn]bool
}

func newWebDoor() *webDoor {
	d := &webDoor{net: newNetwork(), conns: map[net.Conn]bool{}}
	d.client = &http.Client{Transport: &http.Transport{DialContext: d.net.dial}}
	d.server = &http.Server{Handler: d, ConnState: d.note}
	go func() { _ = d.server.Serve(d.net) }()
	return d
}

func (d *webDoor) delivery() *localslack.Delivery {
	return &localslack.Delivery{URL: "http://bot.example", SigningSecret: signingSecret, Client: d.client}
}

func (d *webDoor) leadsTo(b *Bot) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.to = b.Handler()
}

func (d *webDoor) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	d.mu.Lock()
	to := d.to
	d.mu.Unlock()
	to.ServeHTTP(w, r)
}

func (d *webDoor) note(c net.Conn, state http.ConnState) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.conns[c] = state != http.StateClosed
}

// cut cuts every connection.
func (d *webDoor) cut() {
	d.mu.Lock()
	defer d.mu.Unlock()
	for c := range d.conns {
		_ = c.Close()
	}
}

func (d *webDoor) close() {
	d.client.CloseIdleConnections()
	_ = d.server.Close()
	_ = d.net.Close()
}

// byBothDoors runs a test twice: Slack reaches the bot by Socket Mode, and over HTTP.
func byBothDoors(t *testing.T, test func(w *world)) {
	t.Helper()
	t.Run("by Socket Mode", func(t *testing.T) { inWorld(t, test) })
	t.Run("over HTTP", func(t *testing.T) { inWorldBy(t, newWebDoor, test) })
}

// What is known of HTTP requests of Slack's, and what is allowed of them.
const (
	headerTimestamp = "X-Slack-Request-Timestamp"
	headerSignature = "X-Slack-Signature"
	formType        = "application/x-www-form-urlencoded"
	jsonType        = "application/json"

	maxBody = 1 << 20 // bytes
	maxSkew = 5 * time.Minute
	maxAck  = 16_000 // bytes of an answer that goes with an acknowledgement on a socket
)

// sign signs a body as Slack does: docs.slack.dev/authentication/verifying-requests-from-slack.
func sign(secret, at string, body []byte) string {
	h := hmac.New(sha256.New, []byte(secret))
	fmt.Fprintf(h, "v0:%s:%s", at, body)
	return "v0=" + hex.EncodeToString(h.Sum(nil))
}

// knock is a request over HTTP, as Slack sends it or somebody who would like to be Slack.
type knock struct {
	path, kind, body string
	secret           string
	at               time.Time
	change           func(r *http.Request) // after it was signed; may be nil
}

// typed gives what Slack sends of a command. Its trigger is its own.
func (w *world) typed(who, text, trigger string) knock {
	body := url.Values{
		"command": {"/nato"}, "text": {text}, "user_id": {who}, "user_name": {"somebody"}, "channel_id": {deskRoom}, "channel_name": {"nato-desk"},
		"team_id": {localslack.TeamID}, "api_app_id": {localslack.AppID}, "trigger_id": {trigger}, "response_url": {"http://127.0.0.1:8080/response/hook-" + trigger},
	}.Encode()
	return knock{path: "/slack/commands", kind: formType, body: body, secret: signingSecret, at: w.now()}
}

// with changes a field of the form.
func (k knock) with(name string, values ...string) knock {
	form, _ := url.ParseQuery(k.body)
	form[name] = values
	k.body = form.Encode()
	return k
}

func (k knock) changed(change func(r *http.Request)) knock {
	k.change = change
	return k
}

// answered is what somebody got who knocked.
type answered struct {
	status int
	body   string
	header http.Header
}

// request signs what is sent.
func (k knock) request() *http.Request {
	at := strconv.FormatInt(k.at.Unix(), 10)
	r := httptest.NewRequestWithContext(context.Background(), http.MethodPost, "http://bot.example"+k.path, strings.NewReader(k.body))
	r.RequestURI = "" // for a client
	r.Header.Set("Content-Type", k.kind)
	r.Header.Set(headerTimestamp, at)
	r.Header.Set(headerSignature, sign(k.secret, at, []byte(k.body)))
	if k.change != nil {
		k.change(r)
	}
	return r
}

// send knocks at the door.
func (d *webDoor) send(t *testing.T, k knock) answered {
	t.Helper()
	got, err := d.client.Do(k.request())
	if err != nil {
		t.Fatal(err)
	}
	defer got.Body.Close()
	body, err := io.ReadAll(got.Body)
	if err != nil {
		t.Fatal(err)
	}
	return answered{got.StatusCode, string(body), got.Header}
}
