package outbox_test

import (
	"context"
	"log/slog"
	"testing"
	"testing/synctest"
	"time"

	"natobot/consensus"
	"natobot/outbox"
)

// nothingOpen is a ledger without a post.
type nothingOpen struct{ outbox.Ledger }

func (nothingOpen) OpenPosts(context.Context, string) ([]consensus.Posting, error) { return nil, nil }

// What panics at one look, the first one or one of the clock's, is tried again at the next.
func TestAPanicDoesNotStopTheClock(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		looks := 0
		news := make(chan struct{})
		o := outbox.New(outbox.Config{
			Ledger: nothingOpen{}, Now: time.Now, Doubt: func() error { return nil }, Zone: time.UTC, Log: slog.New(slog.DiscardHandler),
		}, outbox.Kind{News: news, Owed: func(context.Context, time.Time) ([]outbox.Owed, error) {
			if looks++; looks <= 2 {
				panic("out of order")
			}
			return nil, nil
		}})
		ctx, stop := context.WithTimeout(t.Context(), 3*outbox.Every+time.Second)
		defer stop()
		go func() { news <- struct{}{}; close(news) }()
		o.Run(ctx, t.Context())
		if looks != 6 { // at the start, three by the clock, for the news and for their end
			t.Errorf("looked %d times", looks)
		}
	})
}
