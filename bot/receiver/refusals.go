package receiver

import (
	"errors"
	"log/slog"
	"net"
	"net/http"
	"sync"
	"time"
)

// refusal is why a request is refused, and with which status. No reason quotes anything of the
// request.
type refusal struct {
	status int
	why    string
}

// Error is the reason.
func (r *refusal) Error() string { return r.why }

var (
	errUnsigned  = &refusal{http.StatusUnauthorized, "it does not bear one signature and one time"}
	errStale     = &refusal{http.StatusUnauthorized, "its time is more than five minutes from ours: it is old, or a clock is wrong"}
	errForged    = &refusal{http.StatusUnauthorized, "its signature is not of our signing secret"}
	errTooLong   = &refusal{http.StatusRequestEntityTooLarge, "its body is too long"}
	errOtherType = &refusal{http.StatusUnsupportedMediaType, "its body is of another type"}
	errMalformed = &refusal{http.StatusBadRequest, "it cannot be read"}
	errForeign   = &refusal{http.StatusForbidden, "it is of another workspace, and its channel was not opened to others"}
	errTooEarly  = &refusal{http.StatusServiceUnavailable, "who we are has not been heard from Slack yet"}
	errCrowded   = &refusal{http.StatusServiceUnavailable, "too many large ones came at once"}
)

// statusOf gives the status of a refusal, or says why a body could not be read.
func statusOf(err error) int {
	if r, is := errors.AsType[*refusal](err); is {
		return r.status
	}
	if _, long := errors.AsType[*http.MaxBytesError](err); long {
		return http.StatusRequestEntityTooLarge
	}
	if late, ok := errors.AsType[net.Error](err); ok && late.Timeout() {
		return http.StatusRequestTimeout
	}
	return http.StatusBadRequest
}

// refused refuses a request, in few words.
func (h *HTTP) refused(out http.ResponseWriter, r *http.Request, why error) {
	status := statusOf(why)
	h.refusals.note(r, status, why)
	refuse(out, status)
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

// refusalLogInterval is how often at most the log has a line about requests that are refused:
// whoever sends them shall not fill the disk.
const refusalLogInterval = time.Minute

// refusalLog logs what is refused, a line for many.
type refusalLog struct {
	log *slog.Logger

	mu     sync.Mutex
	count  int
	silent bool
}

func (f *refusalLog) note(r *http.Request, status int, why error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.count++; f.silent {
		return
	}
	f.log.Warn("a request over HTTP was refused", "status", status, "why", why, "route", r.Pattern, "from", r.RemoteAddr, "refused_so_far", f.count)
	f.silent = true
	time.AfterFunc(refusalLogInterval, func() {
		f.mu.Lock()
		defer f.mu.Unlock()
		f.silent = false
	})
}
