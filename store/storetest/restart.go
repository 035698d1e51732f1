package storetest

import (
	"context"
	"fmt"
	"testing"
	"time"

	"natobot/consensus"
	"natobot/store"
)

func restart(t *testing.T, open Open) {
	place := t.TempDir()
	posting := Digest("C1", 20240223)
	t.Run("before", func(t *testing.T) {
		l := open(t, place)
		_, err := l.Append(t.Context(), "key", 0, EveryKind())
		Must(t, err)
		Same(t, "claimed", claim(t, l, posting), Claimed(posting))
		Must(t, l.SetClockOffset(t.Context(), -time.Hour))
	})
	l := open(t, place)
	if n := len(All(t, l)); n != len(EveryKind()) {
		t.Errorf("%d entries, want %d", n, len(EveryKind()))
	}
	again, err := l.Append(t.Context(), "key", 0, EveryKind())
	Must(t, err)
	if !again.Repeated {
		t.Error("a key was forgotten")
	}
	if len(claim(t, l, posting)) > 0 {
		t.Error("a post was claimed twice")
	}
	Same(t, "open", openPosts(t, l, posting.Kind), Claimed(posting))
	if offset, moved, err := l.ClockOffset(t.Context()); err != nil || !moved || offset != -time.Hour {
		t.Errorf("offset %s, %t, %v", offset, moved, err)
	}
}

func watches(t *testing.T, open Open) {
	place := t.TempDir()
	here, there := open(t, place), open(t, place)
	ticks := here.Watch(t.Context())
	_, err := here.Append(t.Context(), "0", 0, []consensus.Entry{Stance(0)})
	Must(t, err)
	select {
	case <-ticks:
	default:
		t.Error("no tick at once for what this process recorded")
	}
	for i := 1; i < 4; i++ {
		_, err := there.Append(t.Context(), fmt.Sprint(i), i, []consensus.Entry{Stance(i)})
		Must(t, err)
		select {
		case <-ticks:
		case <-time.After(time.Second):
			t.Fatalf("no tick for entry #%d within a second", i+1)
		}
	}
}

func watchEnds(t *testing.T, l store.Ledger) {
	ctx, cancel := context.WithCancel(t.Context())
	ticks := l.Watch(ctx)
	cancel()
	for range ticks { // hangs unless it is closed
	}
	_, err := l.Append(t.Context(), "key", 0, []consensus.Entry{Stance(1)})
	Must(t, err)
}
