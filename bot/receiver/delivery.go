// Package receiver is where requests of Slack's come in, by Socket Mode or over HTTP, and where
// their acknowledgements go out. It knows how a delivery came and not what it asks: that is for a
// [Handler].
package receiver

import (
	"context"
	"net"
	"time"
)

// AckAfter is when a request is acknowledged though its answer is not ready. Slack gives three
// seconds from the press of the key, the way to us included.
const AckAfter = 1500 * time.Millisecond

// Delivery is one delivery of a request. Slack delivers a request again that it takes for lost.
type Delivery struct {
	ID           string // of this delivery
	TakesPayload bool   // an answer may go with the acknowledgement: Slack looks at that of a command alone
	Size         int    // in bytes, of what Slack sent
	Data         any    // a slack.SlashCommand, slack.InteractionCallback or slackevents.EventsAPIEvent
	Acker        Acker
}

// Handler takes a delivery in. It must not wait for anything, and acknowledges what it accepts.
type Handler func(Delivery) Verdict

// Verdict is what becomes of a delivery.
type Verdict uint8

// The verdicts.
const (
	Accepted Verdict = iota
	Ignored          // it asks nothing of us
	Closed           // nothing is taken in any more
	Foreign          // it is of a workspace that is not served here
)

// Acker is where a delivery came in, and its acknowledgement goes out.
type Acker interface {
	// Ack acknowledges the delivery of that ID with a payload, nil for none.
	Ack(ctx context.Context, id string, with Payload) error
	// Open tells whether an acknowledgement still goes out where the delivery came in.
	Open() bool
	// Limit is in bytes, of the payload of an acknowledgement.
	Limit() int
	// Repeats tells whether a later delivery is to bring the payload of the first again,
	// which then did not reach Slack.
	Repeats() bool
}

// Payload is what goes with an acknowledgement.
type Payload interface {
	Encode() ([]byte, error) // as JSON
	Resend()                 // by another way, where the acknowledgement could not be written
}

// Dial opens a connection to Slack.
type Dial func(ctx context.Context, network, addr string) (net.Conn, error)
