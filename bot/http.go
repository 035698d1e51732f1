package bot

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"mime"
	"net/http"
	"runtime/debug"
	"strconv"
	"sync"
)

const (
	// maxBody is in bytes, of one request of Slack's.
	maxBody = 1 << 20

	// maxAnswer is in bytes, of an answer that goes with the response to a request.
	maxAnswer = 64 << 10

	formType = "application/x-www-form-urlencoded"
	jsonType = "application/json"
)

// httpReceiver is the door that Slack knocks at over HTTP. Whatever comes in passes the same
// verification first.
type httpReceiver struct {
	bot *Bot
	verifier
	refusals refusalLog

	mu    sync.Mutex
	phase phase
	live  context.Context // of what is accepted
}

// phase says how far open the door is.
type phase uint8

const (
	phaseOpening phase = iota // who we are is not known yet
	phaseServing
	phaseStopping // accepted requests are finished, and new ones told to come again
	phaseClosed
)

func newHTTPReceiver(b *Bot) *httpReceiver {
	return &httpReceiver{bot: b, verifier: verifier{b.config.SigningSecrets, b.config.Now}, refusals: refusalLog{log: b.config.Log}}
}

// Handler serves what Slack sends over HTTP, below /slack/. It is nil in Socket Mode.
func (b *Bot) Handler() http.Handler {
	if b.web == nil {
		return nil
	}
	mux := http.NewServeMux()
	mux.Handle("POST /slack/commands", b.web.verified(formType, b.web.command))
	mux.Handle("POST /slack/interactions", b.web.verified(formType, b.web.interaction))
	mux.Handle("POST /slack/events", b.web.verified(jsonType, b.web.event))
	mux.Handle("POST /slack/options", b.web.verified(formType, noOptions))
	return mux
}

// setPhase changes how far open the door is. Nothing that it let in before is still on its
// way to the workers afterwards.
func (w *httpReceiver) setPhase(to phase, live context.Context) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.phase, w.live = to, live
}

// signedRequest is a request that Slack itself sent, as its bytes are.
type signedRequest struct {
	*http.Request
	body []byte
	id   string // of this delivery
}

// verified lets in what Slack signed, and answers everything else itself: in few words,
// which are the same for all that is not believed.
func (w *httpReceiver) verified(kind string, next func(http.ResponseWriter, signedRequest)) http.Handler {
	return http.HandlerFunc(func(out http.ResponseWriter, r *http.Request) {
		defer w.recover(out, r)
		out.Header().Set("X-Content-Type-Options", "nosniff")
		out.Header().Set("Cache-Control", "no-store")
		l, status, err := w.open(out, r, kind)
		if err != nil {
			w.refusals.note(r, status, err)
			refuse(out, status)
			return
		}
		next(out, l)
	})
}

// recover answers where reading a request panicked: the server goes on.
func (w *httpReceiver) recover(out http.ResponseWriter, r *http.Request) {
	if p := recover(); p != nil {
		w.bot.config.Log.Error("a request over HTTP panicked", "route", r.Pattern, "panic", p, "stack", string(debug.Stack()))
		refuse(out, http.StatusInternalServerError)
	}
}

// open reads a request. Its body is read within the limit alone, and understood by nobody
// before it is believed.
func (w *httpReceiver) open(out http.ResponseWriter, r *http.Request, kind string) (signedRequest, int, error) {
	if r.ContentLength > maxBody {
		return signedRequest{}, http.StatusRequestEntityTooLarge, errors.New("its body is too long")
	}
	s, err := w.signatureOf(r.Header)
	if err != nil {
		return signedRequest{}, http.StatusUnauthorized, err
	}
	body, err := io.ReadAll(http.MaxBytesReader(out, r.Body, maxBody))
	if err != nil {
		return signedRequest{}, statusOf(err), err
	}
	if !w.signed(s, body) {
		return signedRequest{}, http.StatusUnauthorized, errForged
	}
	if !isOf(kind, r.Header) {
		return signedRequest{}, http.StatusUnsupportedMediaType, errors.New("its body is of another type")
	}
	return signedRequest{r, body, s.value[:len(s.value)/2]}, 0, nil
}

// isOf tells whether a body is of a kind, and as it is: nothing is unpacked.
func isOf(kind string, h http.Header) bool {
	said := h.Get("Content-Type")
	if said != kind { // Slack may name the characters too
		said, _, _ = mime.ParseMediaType(said)
	}
	return said == kind && h.Get("Content-Encoding") == ""
}

// statusOf says why a body could not be read.
func statusOf(err error) int {
	if _, long := errors.AsType[*http.MaxBytesError](err); long {
		return http.StatusRequestEntityTooLarge
	}
	if late, ok := errors.AsType[interface {
		error
		Timeout() bool
	}](err); ok && late.Timeout() {
		return http.StatusRequestTimeout
	}
	return http.StatusBadRequest
}

func refuse(out http.ResponseWriter, status int) {
	switch status {
	case http.StatusRequestEntityTooLarge, http.StatusRequestTimeout, http.StatusUnauthorized:
		out.Header().Set("Connection", "close") // the rest of the body is not waited for
	case http.StatusServiceUnavailable:
		out.Header().Set("Retry-After", "5")
	}
	http.Error(out, http.StatusText(status), status)
}

// accept hands a request to the workers, and responds as its task acknowledges it.
func (w *httpReceiver) accept(out http.ResponseWriter, l signedRequest, from origin, t task) {
	if status, err := w.admit(l, from); err != nil {
		w.refusals.note(l.Request, status, err)
		refuse(out, status)
		return
	}
	if t == nil {
		return // nothing to do for it: 200
	}
	e := &httpDelivery{ctx: l.Context(), answer: make(chan payload, 1)}
	if !w.handOver(e, t) {
		refuse(out, http.StatusServiceUnavailable)
		return
	}
	e.respond(out, w.bot.config.Log)
}

// handOver gives a request to the workers, and false when there are none any more.
func (w *httpReceiver) handOver(e *httpDelivery, t task) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.phase == phaseClosed {
		return false
	}
	w.bot.accept(w.live, e, t, w.phase == phaseStopping)
	return true
}

// httpDelivery is a request over HTTP, whose response is its acknowledgement.
type httpDelivery struct {
	ctx    context.Context // of the connection
	answer chan payload    // of one place

	mu   sync.Mutex
	gone bool // who asked hung up
}

var errHungUp = errors.New("the connection was closed by Slack")

func (e *httpDelivery) open() bool { return e.ctx.Err() == nil }

func (e *httpDelivery) limit() int { return maxAnswer }

// repeats is true: a response that Slack asks for again did not reach it.
func (e *httpDelivery) repeats() bool { return true }

func (e *httpDelivery) ack(_ context.Context, _ string, with payload) error {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.gone {
		return errHungUp
	}
	e.answer <- with
	return nil
}

// respond waits for the acknowledgement and writes it. What goes with one that cannot be
// written is sent by another way.
func (e *httpDelivery) respond(out http.ResponseWriter, log *slog.Logger) {
	var with payload
	select {
	case with = <-e.answer:
	case <-e.ctx.Done():
		with = e.hangUp()
	}
	if with == nil {
		return // 200, or nobody to say it to
	}
	body, err := with.encode()
	if err == nil {
		err = e.ctx.Err()
	}
	if err == nil {
		err = write(out, body)
	}
	if err != nil {
		log.Warn("a response could not be written", "error", err)
		with.resend()
	}
}

// hangUp takes no acknowledgement any more, and gives what the last one brought.
func (e *httpDelivery) hangUp() payload {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.gone = true
	select {
	case with := <-e.answer:
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
