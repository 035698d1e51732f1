package receiver

import (
	"log/slog"
	"net/http"
	"sync"
	"time"
)

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
