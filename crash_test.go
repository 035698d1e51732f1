package main

import (
	"context"
	"fmt"
	"math/rand/v2"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"natobot/bot/localslack"
	"natobot/store"
)

// PRODUCT.md §5.1 and §5.2: what was answered "recorded" is in the ledger, and once,
// though the program is killed again and again while eight people record.
func TestKilledAtAnyMomentLosesNothing(t *testing.T) {
	kills := 100
	if testing.Short() {
		kills = 5
	}
	slack := newSlack(t)
	var reports reports
	for round := range kills {
		p := start(t, slack.env...)
		slack.connected(t)
		slack.Redeliver() // what the one before it was killed over
		ctx, stop := context.WithCancel(t.Context())
		var writers sync.WaitGroup
		for writer := range 8 {
			writers.Go(func() { reports.write(ctx, slack, round, writer) })
		}
		<-time.After(rand.N(150 * time.Millisecond))
		p.kill()
		stop()
		writers.Wait()
	}
	p := start(t, slack.env...)
	slack.connected(t)
	slack.Redeliver()
	signalled(t, p, syscall.SIGTERM) // it finishes what it accepted
	<-p.ended
	reports.check(t, slack.store())
}

// reports are what the writers sent, by their text.
type reports struct {
	mu   sync.Mutex
	sent map[string]*localslack.Invocation
}

// write reports one fact after another until ctx ends.
func (r *reports) write(ctx context.Context, slack slackServer, round, writer int) {
	for i := 0; ctx.Err() == nil; i++ {
		text := fmt.Sprintf("Fact %d of writer %d in round %d.", i, writer, round)
		sent := slack.Command(localslack.ReporterID, localslack.DeskID, "/nato", fmt.Sprintf("note Rutte %q", text))
		r.mu.Lock()
		if r.sent == nil {
			r.sent = map[string]*localslack.Invocation{}
		}
		r.sent[text] = sent
		r.mu.Unlock()
		if _, err := sent.Wait(ctx, 1); err != nil || !saysRecorded(sent) {
			return
		}
	}
}

// check compares what was answered with what the ledger holds.
func (r *reports) check(t *testing.T, path string) {
	t.Helper()
	ledger, err := store.Open(t.Context(), path, store.Options{Workspace: workspace, Now: time.Now})
	if err != nil {
		t.Fatal(err)
	}
	defer ledger.Close()
	held := map[string]int{}
	for e, err := range ledger.All(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		if held[e.Text]++; r.sent[e.Text] != nil && held[e.Text] > 1 {
			t.Errorf("#%d is there twice: %s", e.Number, e.Text)
		}
	}
	answered := 0
	for text, sent := range r.sent {
		if !saysRecorded(sent) {
			continue
		}
		if answered++; held[text] != 1 {
			t.Errorf("answered as recorded, and %d times in the ledger: %s", held[text], text)
		}
	}
	t.Logf("%d reports, %d answered as recorded, %d entries", len(r.sent), answered, len(held))
	if answered < len(r.sent)/2 {
		t.Errorf("only %d of %d reports were answered: this test shows little", answered, len(r.sent))
	}
}

func saysRecorded(sent *localslack.Invocation) bool {
	for _, m := range sent.Replies() {
		if strings.Contains(strings.ToLower(m.Text), "recorded as #") {
			return true
		}
	}
	return false
}
