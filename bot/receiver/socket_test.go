package receiver

import (
	"errors"
	"log/slog"
	"testing"
	"testing/synctest"
	"time"

	"github.com/slack-go/slack/socketmode"
)

// D3: we say that we are deaf before the library notices.
func TestSilence(t *testing.T) {
	var l liveness
	synctest.Test(t, func(t *testing.T) {
		l.setConnected(true)
		l.heard.Beat(maxSilence)
		time.Sleep(maxSilence - time.Second)
		if err := l.ready(); err != nil {
			t.Errorf("too early: %v", err)
		}
		time.Sleep(2 * time.Second)
		if l.ready() == nil {
			t.Error("still ready")
		}
		l.heard.Beat(maxSilence)
		if err := l.ready(); err != nil {
			t.Error(err)
		}
		l.stop()
	})
}

// resent is a payload that tells when it is sent by another way.
type resent chan bool

func (resent) Encode() ([]byte, error) { return []byte("{}"), nil }

func (r resent) Resend() { close(r) }

func TestPayloadOfAnAcknowledgementThatCannotBeWritten(t *testing.T) {
	s := &Socket{config: SocketConfig{Log: slog.New(slog.DiscardHandler)}}
	sent := resent(make(chan bool))
	s.take(t.Context(), event{Event: socketmode.Event{Type: socketmode.EventTypeErrorWriteFailed, Data: &socketmode.ErrorWriteFailed{
		Cause: errors.New("broken pipe"), Response: &socketmode.Response{Payload: sent},
	}}})
	select {
	case <-sent:
	case <-time.After(10 * time.Second):
		t.Error("it is lost")
	}
}
