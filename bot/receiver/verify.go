package receiver

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"strconv"
	"time"
)

// Slack signs what it sends over HTTP: docs.slack.dev/authentication/verifying-requests-from-slack.
const (
	headerTimestamp = "X-Slack-Request-Timestamp"
	headerSignature = "X-Slack-Signature"

	// maxSkew is how far a request's time may be from ours, either way.
	maxSkew = 5 * time.Minute
)

// signature is what a request's headers say of who sent it and when.
type signature struct{ time, value string }

// signatureOf reads the headers of a request that is signed and of now. It does not tell who
// signed it.
func signatureOf(h http.Header, now time.Time) (signature, error) {
	times, signatures := h[headerTimestamp], h[headerSignature]
	if len(times) != 1 || len(signatures) != 1 { // two of them: whose would count?
		return signature{}, errUnsigned
	}
	seconds, err := strconv.ParseUint(times[0], 10, 62)
	if err != nil {
		return signature{}, errUnsigned
	}
	if now.Sub(time.Unix(int64(seconds), 0)).Abs() > maxSkew {
		return signature{}, errStale
	}
	return signature{times[0], signatures[0]}, nil
}

// signed tells whether a signature is Slack's own, of these very bytes. How long it takes
// tells nothing of how much of it is right. There are two secrets while one takes the other's
// place.
func (s signature) of(body []byte, secrets []string) bool {
	ours := false
	for _, secret := range secrets {
		if hmac.Equal([]byte(sign(secret, s.time, body)), []byte(s.value)) {
			ours = true
		}
	}
	return ours
}

// sign gives the signature of a body at a time, in seconds since 1970.
func sign(secret, at string, body []byte) string {
	h := hmac.New(sha256.New, []byte(secret))
	h.Write([]byte("v0:" + at + ":"))
	h.Write(body)
	return "v0=" + hex.EncodeToString(h.Sum(nil))
}
