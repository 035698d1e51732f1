package bot

import (
	"encoding/json"

	"github.com/slack-go/slack"

	"natobot/bot/blockkit"
)

// response is a message as an acknowledgement or a response URL takes it. It is kept for others who
// ask the same, and for a second delivery: as it is sent, which takes far less than what it was made of.
type response struct {
	body      []byte // as JSON
	toChannel bool
}

func newResponse(m blockkit.Message, toChannel bool) *response {
	kind := slack.ResponseTypeEphemeral
	if toChannel {
		kind = slack.ResponseTypeInChannel
	}
	body, err := json.Marshal(&slack.WebhookMessage{
		ResponseType: kind, Text: m.Text, Blocks: &slack.Blocks{BlockSet: m.Blocks}, UnfurlLinks: new(bool), UnfurlMedia: new(bool),
	})
	if err != nil {
		panic(err) // unreachable: the blocks are our own
	}
	return &response{body, toChannel}
}

// Encode gives the message as JSON.
func (r *response) Encode() ([]byte, error) { return r.body, nil }

// MarshalJSON is for the library, which encodes what goes by a socket itself.
func (r *response) MarshalJSON() ([]byte, error) { return r.body, nil }
