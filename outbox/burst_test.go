package outbox_test

import (
	"context"
	"log/slog"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"natobot/consensus"
	"natobot/outbox"
)

// oneOpen is a ledger in which what was claimed is open until it is settled.
type oneOpen struct {
	outbox.Ledger
	open []consensus.Posting
}

func (l *oneOpen) ClaimPosts(_ context.Context, list []consensus.Posting) ([]consensus.Posting, error) {
	for _, p := range list {
		p.Holder, p.HeldSince = p.Owner, p.ClaimedAt
		l.open = append(l.open, p)
	}
	return l.open, nil
}

func (l *oneOpen) OpenPosts(context.Context, string) ([]consensus.Posting, error) {
	return l.open, nil
}

func (l *oneOpen) SettlePost(context.Context, string, string, consensus.PostingState, string) error {
	l.open = nil
	return nil
}

// timed notes when each part is sent.
type timed struct {
	outbox.Poster
	parts int
	sent  []time.Duration // since it began
	began time.Time
}

func (p *timed) Parts(consensus.Posting) (int, error) { return p.parts, nil }

func (*timed) Admits(context.Context, string) error { return nil }

func (p *timed) Send(context.Context, consensus.Posting, int, string) (string, error) {
	p.sent = append(p.sent, time.Since(p.began))
	return "ts", nil
}

// S4 a long thread keeps to the pace that Slack allows in a channel, unasked.
func TestALongThreadPauses(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ledger, poster, made := &oneOpen{}, &timed{parts: 9, began: time.Now()}, false
		o := outbox.New(outbox.Config{
			Ledger: ledger, Poster: poster, Owner: "a", Now: time.Now, Doubt: func() error { return nil }, Zone: time.UTC, Log: slog.New(slog.DiscardHandler),
		}, outbox.Kind{
			Owed: func(context.Context, time.Time) ([]outbox.Owed, error) {
				if made {
					return nil, nil
				}
				made = true
				return []outbox.Owed{{Slot: consensus.Slot{Channel: "C1"}, Make: func(context.Context) ([]consensus.Posting, error) {
					return []consensus.Posting{{Key: "k", Slot: consensus.Slot{Channel: "C1"}, Body: []byte("{}")}}, nil
				}}}, nil
			},
			Expired: func(consensus.Posting, time.Time, bool) bool { return false },
		})
		ctx, stop := context.WithTimeout(t.Context(), 30*time.Second)
		defer stop()
		o.Run(ctx, t.Context())
		want := slices.Concat(slices.Repeat([]time.Duration{0}, 4), slices.Repeat([]time.Duration{4 * time.Second}, 4), []time.Duration{8 * time.Second})
		if !slices.Equal(poster.sent, want) || len(ledger.open) > 0 {
			t.Errorf("sent at %v, %d open", poster.sent, len(ledger.open))
		}
	})
}
