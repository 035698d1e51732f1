package localslack_test

import (
	"encoding/json"

	"github.com/gorilla/websocket"
)

// frame is what the workspace sends on a socket.
type frame struct {
	Type           string          `json:"type"`
	EnvelopeID     string          `json:"envelope_id"`
	Payload        json.RawMessage `json:"payload"`
	Accepts        bool            `json:"accepts_response_payload"`
	RetryAttempt   int             `json:"retry_attempt"`
	RetryReason    string          `json:"retry_reason"`
	NumConnections int             `json:"num_connections"`
	Reason         string          `json:"reason"`
}

// open dials one socket, without slack-go, and gives its hello.
func (d *desk) open() (*websocket.Conn, frame) {
	d.t.Helper()
	_, url, err := d.api.StartSocketModeContext(d.t.Context())
	if err != nil {
		d.t.Fatal(err)
	}
	dialer := &websocket.Dialer{NetDialContext: d.net.dial}
	ws, _, err := dialer.DialContext(d.t.Context(), url, nil)
	if err != nil {
		d.t.Fatal(err)
	}
	d.t.Cleanup(func() { _ = ws.Close() })
	var hello frame
	if err := ws.ReadJSON(&hello); err != nil {
		d.t.Fatal(err)
	}
	return ws, hello
}

// raw is an app that answers each envelope with what answer gives; nil says nothing.
func (d *desk) raw(answer func(frame) any) {
	d.t.Helper()
	ws, _ := d.open()
	go func() {
		for {
			var f frame
			if ws.ReadJSON(&f) != nil {
				return
			}
			if a := answer(f); a != nil {
				_ = ws.WriteJSON(a)
			}
		}
	}()
}
