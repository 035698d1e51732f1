package main

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"natobot/bot/localslack"
	"natobot/config"
	"natobot/consensus"
	"natobot/store"
	"natobot/store/sqlite"
)

// docs/product.md §5.1 and §5.2: what was answered "recorded" is in the ledger, and once,
// though the program is killed again and again while eight people record.
func TestKilledAtAnyMomentLosesNothing(t *testing.T) {
	kills := soaking(50, 1_000)
	if testing.Short() {
		kills = 5
	}
	slack := newSlack(t)
	reports := newReports()
	for round := range kills {
		p := start(t, slack.env...)
		slack.connected(t)
		slack.Redeliver() // what the one before it was killed over
		ctx, stop := context.WithCancel(t.Context())
		var writers sync.WaitGroup
		for writer := range 8 {
			writers.Go(func() { reports.write(ctx, slack, round, writer) })
		}
		if round%2 == 0 {
			reports.await(t) // so that there is something to lose, on a busy machine too
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
	mu       sync.Mutex
	sent     map[string]*localslack.Invocation
	answered chan struct{} // a tick when one was
}

func newReports() *reports {
	return &reports{sent: map[string]*localslack.Invocation{}, answered: make(chan struct{}, 1)}
}

// await waits until another report is answered.
func (r *reports) await(t *testing.T) {
	t.Helper()
	select {
	case <-r.answered: // of before
	default:
	}
	select {
	case <-r.answered:
	case <-time.After(time.Minute):
		t.Fatal("no report is answered")
	}
}

// write reports one fact after another until ctx ends.
func (r *reports) write(ctx context.Context, slack slackServer, round, writer int) {
	for i := 0; ctx.Err() == nil; i++ {
		text := fmt.Sprintf("Fact %d of writer %d in round %d.", i, writer, round)
		sent := slack.Command(localslack.ReporterID, localslack.DeskID, "/nato", fmt.Sprintf("note Rutte %q", text))
		r.mu.Lock()
		r.sent[text] = sent
		r.mu.Unlock()
		_, err := sent.Wait(ctx, 1)
		if err == nil {
			select {
			case r.answered <- struct{}{}:
			default: // a tick is waiting already
			}
		}
		if err != nil || !saysRecorded(sent) {
			return
		}
	}
}

// check compares what was answered with what the ledger holds, and gives how often it holds
// each text.
func (r *reports) check(t *testing.T, path string) map[string]int {
	t.Helper()
	ledger, _, err := new(program).openLedger(t.Context(), config.Address(path), store.Options{Now: time.Now})
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
	if answered < len(r.sent)/10 { // the more kills, the fewer live to be answered
		t.Errorf("only %d of %d reports were answered: this test shows little", answered, len(r.sent))
	}
	return held
}

// soaking gives how often a test does what it does: more often under “make soak”.
func soaking(usual, soak int) int {
	if os.Getenv("NATO_SOAK") != "" {
		return soak
	}
	return usual
}

// stancesBy counts the stances of a member in a ledger that no program holds, which is sound.
func stancesBy(t *testing.T, path, member string) int {
	t.Helper()
	report, err := sqlite.Check(t.Context(), path)
	if err != nil || len(report.Problems) > 0 {
		t.Fatalf("%v, problems %q", err, report.Problems)
	}
	ledger, err := sqlite.Open(t.Context(), path, sqlite.Options{Workspace: workspace, Now: time.Now})
	if err != nil {
		t.Fatal(err)
	}
	defer ledger.Close()
	count := 0
	for e, err := range ledger.All(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		if e.Kind == consensus.StanceKind && string(e.Member) == member && e.Recorder == localslack.ReporterID {
			count++
		}
	}
	return count
}

func saysRecorded(sent *localslack.Invocation) bool { return says(sent, "recorded as #") }

func says(sent *localslack.Invocation, what string) bool {
	for _, m := range sent.Replies() {
		if strings.Contains(strings.ToLower(m.Text), what) {
			return true
		}
	}
	return false
}
