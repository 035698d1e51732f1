package bot

import (
	"encoding/json"

	"github.com/slack-go/slack"
)

// response is a message as an acknowledgement or a response URL takes it.
type response struct {
	slack.WebhookMessage
	encoded []byte // as Encode gave it
}

// Encode gives the message as JSON.
func (r *response) Encode() (body []byte, err error) {
	if r.encoded == nil {
		r.encoded, err = json.Marshal(&r.WebhookMessage)
	}
	return r.encoded, err
}
