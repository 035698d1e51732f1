package bot

import (
	"context"
	"time"

	"natobot/outbox"
)

const (
	callTimeout    = outbox.CallTimeout // of one call to Slack's Web API
	requestTimeout = time.Minute        // Slack gives half an hour to answer one
)

// sleep waits, and gives false when ctx ended first.
func sleep(ctx context.Context, d time.Duration) bool {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-ctx.Done():
		return false
	}
}
