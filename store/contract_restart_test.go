package store_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"natobot/consensus"
	"natobot/store"
)

func restart(t *testing.T, open opener) {
	place := t.TempDir()
	posting := claim("C1", 20240223)
	t.Run("before", func(t *testing.T) {
		l := open(t, place, store.Options{})
		_, err := l.Append(t.Context(), "key", 0, everyKind())
		must(t, err)
		_, mine, err := l.ClaimSlot(t.Context(), posting)
		must(t, err)
		if !mine {
			t.Error("a new slot is another's")
		}
		must(t, l.SetClockOffset(t.Context(), -time.Hour))
	})
	l := open(t, place, store.Options{})
	if n := len(all(t, l)); n != len(everyKind()) {
		t.Errorf("%d entries, want %d", n, len(everyKind()))
	}
	again, err := l.Append(t.Context(), "key", 0, everyKind())
	must(t, err)
	if !again.Repeated {
		t.Error("a key was forgotten")
	}
	got, mine, err := l.ClaimSlot(t.Context(), claim("C1", 20240223))
	must(t, err)
	if mine {
		t.Error("a slot was claimed twice")
	}
	same(t, "posting", got, posting)
	if offset, moved, err := l.ClockOffset(t.Context()); err != nil || !moved || offset != -time.Hour {
		t.Errorf("offset %s, %t, %v", offset, moved, err)
	}
}

func watches(t *testing.T, open opener) {
	place := t.TempDir()
	here, there := open(t, place, store.Options{}), open(t, place, store.Options{})
	ticks := here.Watch(t.Context())
	_, err := here.Append(t.Context(), "0", 0, []consensus.Entry{stance(0)})
	must(t, err)
	select {
	case <-ticks:
	default:
		t.Error("no tick at once for what this process recorded")
	}
	for i := 1; i < 4; i++ {
		_, err := there.Append(t.Context(), fmt.Sprint(i), i, []consensus.Entry{stance(i)})
		must(t, err)
		began := time.Now()
		select {
		case <-ticks:
			if took := time.Since(began); took > time.Second {
				t.Errorf("the tick took %s", took)
			}
		case <-time.After(10 * time.Second):
			t.Fatalf("no tick for entry #%d", i+1)
		}
	}
}

func watchEnds(t *testing.T, l ledger) {
	ctx, cancel := context.WithCancel(t.Context())
	ticks := l.Watch(ctx)
	cancel()
	for range ticks { // hangs unless it is closed
	}
	_, err := l.Append(t.Context(), "key", 0, []consensus.Entry{stance(1)})
	must(t, err)
}
