package receiver

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"mime"
	"net/http"
	"net/url"
	"runtime/debug"
	"strconv"
	"sync"
	"time"
)

const (
	// maxBody is in bytes, of one request of Slack's.
	maxBody = 1 << 20

	// largeBody is in bytes, too. Of larger ones, largeAtOnce are read by us at the same time: what
	// they ask for takes several times as much memory as they do.
	largeBody   = 64 << 10
	largeAtOnce = 4

	// maxAnswer is in bytes, of an answer that goes with the response to a request.
	maxAnswer = 64 << 10

	formType = "application/x-www-form-urlencoded"
	jsonType = "application/json"
)

// HTTP receives over HTTP. Whatever comes in passes the same verification first.
type HTTP struct {
	config   HTTPConfig
	refusals refusalLog
	large    chan struct{} // holds one for each large body
	admission
}

// HTTPConfig is what an HTTP is made of. All of it but Opened is needed.
type HTTPConfig struct {
	Secrets []string // any of them may have signed a request
	Now     func() time.Time
	Handle  Handler
	// Opened tells whether a channel was opened to people of other organisations; nil where whose
	// requests are let in is for Handle to say.
	Opened func(ctx context.Context, channel string) (bool, error)
	Log    *slog.Logger
}

// NewHTTP makes a receiver. It takes nothing in before it is opened.
func NewHTTP(c HTTPConfig) *HTTP {
	return &HTTP{config: c, refusals: refusalLog{log: c.Log}, large: make(chan struct{}, largeAtOnce), admission: admission{opened: c.Opened}}
}

// Routes serves what Slack sends, below /slack/.
func (h *HTTP) Routes() http.Handler {
	mux := http.NewServeMux()
	mux.Handle("POST /slack/commands", h.verified(formType, h.command))
	mux.Handle("POST /slack/interactions", h.verified(formType, h.interaction))
	mux.Handle("POST /slack/events", h.verified(jsonType, h.event))
	mux.Handle("POST /slack/options", h.verified(formType, noOptions))
	return mux
}

// signedRequest is a request that Slack itself sent, as its bytes are.
type signedRequest struct {
	*http.Request
	body []byte
	id   string     // of this delivery
	form url.Values // of a body that is one
}

// verified lets in what Slack signed, and answers everything else itself: in few words,
// which are the same for all that is not believed.
func (h *HTTP) verified(kind string, next func(http.ResponseWriter, signedRequest)) http.Handler {
	return http.HandlerFunc(func(out http.ResponseWriter, r *http.Request) {
		defer h.recover(out, r)
		out.Header().Set("X-Content-Type-Options", "nosniff")
		out.Header().Set("Cache-Control", "no-store")
		signed, err := h.read(out, r, kind)
		if err == nil && len(signed.body) > largeBody {
			ctx, cancel := context.WithTimeout(r.Context(), AckAfter)
			defer cancel()
			select {
			case h.large <- struct{}{}:
				defer func() { <-h.large }()
			case <-ctx.Done():
				err = errCrowded
			}
		}
		if err == nil && kind == formType {
			signed.form, err = readForm(signed.body)
		}
		switch {
		case errors.Is(err, errChecked), signed.form.Get("ssl_check") == "1": // nothing is asked of us: 200
		case err != nil:
			h.refused(out, r, err)
		default:
			next(out, signed)
		}
	})
}

// errChecked is of a request by which Slack looks whether our certificate is good.
var errChecked = errors.New("it only looks whether our certificate is good")

// recover answers where reading a request panicked: the server goes on.
func (h *HTTP) recover(out http.ResponseWriter, r *http.Request) {
	if p := recover(); p != nil {
		h.config.Log.Error("a request over HTTP panicked", "route", r.Pattern, "panic", p, "stack", string(debug.Stack()))
		refuse(out, http.StatusInternalServerError)
	}
}

// read reads a request. Its body is read within the limit alone, and understood by nobody
// before it is believed.
func (h *HTTP) read(out http.ResponseWriter, r *http.Request, kind string) (signedRequest, error) {
	if r.ContentLength > maxBody {
		return signedRequest{}, errTooLong
	}
	s, err := signatureOf(r.Header, h.config.Now())
	if err != nil && kind == formType && checksCertificate(r) {
		return signedRequest{}, errChecked
	}
	if err != nil {
		return signedRequest{}, err
	}
	var read bytes.Buffer
	read.Grow(int(min(max(r.ContentLength, 0), largeBody)) + bytes.MinRead) // who only says that it is long gets no more
	if _, err := read.ReadFrom(http.MaxBytesReader(out, r.Body, maxBody)); err != nil {
		return signedRequest{}, err
	}
	body := read.Bytes()
	switch {
	case !s.of(body, h.config.Secrets):
		return signedRequest{}, errForged
	case !isOf(kind, r.Header):
		return signedRequest{}, errOtherType
	}
	return signedRequest{Request: r, body: body, id: s.value[:len(s.value)/2]}, nil
}

// isOf tells whether a body is of a kind, and as it is: nothing is unpacked.
func isOf(kind string, h http.Header) bool {
	said := h.Get("Content-Type")
	if said != kind { // Slack may name the characters too
		said, _, _ = mime.ParseMediaType(said)
	}
	return said == kind && h.Get("Content-Encoding") == ""
}

// accept hands a delivery on, and responds as it is acknowledged.
func (h *HTTP) accept(out http.ResponseWriter, r signedRequest, d Delivery) {
	if err := h.admit(r.Context(), originOf(d.Data)); err != nil {
		h.refused(out, r.Request, err)
		return
	}
	way := &httpDelivery{ctx: r.Context(), answer: make(chan Payload, 1)}
	d.ID, d.Acker, d.Size = r.id, way, len(r.body)
	switch h.config.Handle(d) {
	case Accepted:
		way.respond(out, h.config.Log)
	case Closed:
		refuse(out, http.StatusServiceUnavailable)
	case Foreign:
		h.refused(out, r.Request, errForeign)
	case Ignored: // 200
	}
}

// httpDelivery is a request over HTTP, whose response is its acknowledgement.
type httpDelivery struct {
	ctx    context.Context // of the connection
	answer chan Payload    // of one place

	mu   sync.Mutex
	gone bool // who asked hung up
}

var errHungUp = errors.New("the connection was closed by Slack")

func (d *httpDelivery) Open() bool { return d.ctx.Err() == nil }

func (d *httpDelivery) Limit() int { return maxAnswer }

// Repeats is true: a response that Slack asks for again did not reach it.
func (d *httpDelivery) Repeats() bool { return true }

func (d *httpDelivery) Ack(_ context.Context, _ string, with Payload) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.gone {
		return errHungUp
	}
	d.answer <- with
	return nil
}

// respond waits for the acknowledgement and writes it. What goes with one that cannot be
// written is sent by another way.
func (d *httpDelivery) respond(out http.ResponseWriter, log *slog.Logger) {
	var with Payload
	select {
	case with = <-d.answer:
	case <-d.ctx.Done():
		with = d.hangUp()
	}
	if with == nil {
		return // 200, or nobody to say it to
	}
	body, err := with.Encode()
	if err == nil {
		err = d.ctx.Err()
	}
	if err == nil {
		err = write(out, body)
	}
	if err != nil {
		log.Warn("a response could not be written", "error", err)
		with.Resend()
	}
}

// hangUp takes no acknowledgement any more, and gives what the last one brought.
func (d *httpDelivery) hangUp() Payload {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.gone = true
	select {
	case with := <-d.answer:
		return with
	default:
		return nil
	}
}

// write writes a response at once, and gives an error where it cannot be on its way.
func write(out http.ResponseWriter, body []byte) error {
	out.Header().Set("Content-Type", jsonType+"; charset=utf-8")
	out.Header().Set("Content-Length", strconv.Itoa(len(body)))
	if _, err := out.Write(body); err != nil {
		return err
	}
	return http.NewResponseController(out).Flush()
}
