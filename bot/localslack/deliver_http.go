package localslack

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"
)

// Delivery says that the app is reached over HTTP, by signed requests, and not by a
// socket. Slack then takes what it answers for its acknowledgement.
type Delivery struct {
	URL           string // what stands before /slack/commands and the others
	SigningSecret string
	Client        *http.Client
}

// request makes a signed request of an envelope, as Slack would send it now.
func (s *Server) request(ctx context.Context, e *envelope, attempt int) (*http.Request, error) {
	path, kind, body := "/slack/commands", "application/x-www-form-urlencoded", formOf(e.payload)
	switch e.kind {
	case "interactive":
		path, body = "/slack/interactions", url.Values{"payload": {string(jsonOf(e.payload))}}.Encode()
	case "events_api":
		path, kind, body = "/slack/events", "application/json", string(jsonOf(e.payload))
	}
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, s.o.Deliver.URL+path, strings.NewReader(body))
	if err != nil {
		return nil, err
	}
	r.Header.Set("Content-Type", kind)
	if attempt > 0 {
		r.Header.Set("X-Slack-Retry-Num", strconv.Itoa(attempt))
		r.Header.Set("X-Slack-Retry-Reason", "http_timeout")
	}
	s.o.Deliver.sign(r.Header, body, s.o.Now().Unix())
	return r, nil
}

func (d *Delivery) sign(h http.Header, body string, at int64) {
	mac := hmac.New(sha256.New, []byte(d.SigningSecret))
	fmt.Fprintf(mac, "v0:%d:%s", at, body)
	h.Set("X-Slack-Request-Timestamp", strconv.FormatInt(at, 10))
	h.Set("X-Slack-Signature", "v0="+hex.EncodeToString(mac.Sum(nil)))
}

// deliver sends an envelope to the app and takes what it answers.
func (s *Server) deliver(e *envelope, attempt int) {
	ctx, cancel := context.WithTimeout(context.Background(), ackWithin)
	defer cancel()
	r, err := s.request(ctx, e, attempt)
	if err == nil {
		err = s.exchange(r, e)
	}
	if err != nil {
		s.o.Log.Info("local workspace: the app did not take a request", "error", err)
		s.expire(e)
	}
}

func (s *Server) exchange(r *http.Request, e *envelope) error {
	answer, err := s.o.Deliver.Client.Do(r)
	if err != nil {
		return err
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(io.LimitReader(answer.Body, maxBody))
	if err != nil {
		return err
	}
	if answer.StatusCode != http.StatusOK {
		return fmt.Errorf("it answered %s", answer.Status)
	}
	var payload object
	if len(body) > 0 && json.Unmarshal(body, &payload) != nil {
		return fmt.Errorf("it answered what is no JSON: %.80q", body)
	}
	s.acknowledged(e.id, payload)
	return nil
}

// formOf writes a command's payload as a form.
func formOf(payload object) string {
	form := url.Values{}
	for name, value := range payload {
		form.Set(name, fmt.Sprint(value))
	}
	return form.Encode()
}

func jsonOf(payload object) []byte {
	body, _ := json.Marshal(payload) // plain values
	return body
}
