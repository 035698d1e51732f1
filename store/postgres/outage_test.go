package postgres_test

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"log/slog"
	"math/rand/v2"
	"net"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"natobot/consensus"
	"natobot/store"
	"natobot/store/postgres"
	"natobot/store/postgres/postgrestest"
	"natobot/store/storetest"
)

// reports are what writers got recorded, by their keys.
type reports struct {
	mu    sync.Mutex
	acked map[string]int // the numbers that were answered
}

// write records one entry after the other until ctx ends.
func (r *reports) write(ctx context.Context, t *testing.T, l *postgres.Ledger, writer string) {
	seen := 0
	for i := 0; ctx.Err() == nil; i++ {
		key := fmt.Sprintf("%s/%d", writer, i)
		for ctx.Err() == nil {
			receipt, err := l.Append(context.WithoutCancel(ctx), key, seen, []consensus.Entry{storetest.Stance(i)})
			if err == nil {
				r.mu.Lock()
				r.acked[key] = receipt.Entries[0].Number
				r.mu.Unlock()
				break
			}
			seen = 0 // it may be a ledger that lost some
			_ = l.Fold(ctx, 0, func(consensus.Entry) error { seen++; return nil })
		}
	}
}

func (r *reports) count() int {
	r.mu.Lock()
	defer r.mu.Unlock()
	return len(r.acked)
}

// await waits until so many more are recorded.
func (r *reports) await(t *testing.T, more int) {
	t.Helper()
	end := time.After(time.Minute)
	for want := r.count() + more; r.count() < want; {
		select {
		case <-end:
			t.Fatal("nothing is recorded")
		case <-time.After(5 * time.Millisecond):
		}
	}
}

// lost counts those that were answered and are not there, in a ledger that is sound. None is there twice.
func (r *reports) lost(t *testing.T, l *postgres.Ledger) (lost int) {
	t.Helper()
	report, err := l.Check(t.Context())
	if err != nil || len(report.Problems) > 0 {
		t.Fatalf("%v, problems %q", err, report.Problems)
	}
	beside, err := l.Beside(t.Context())
	must(t, err)
	there := map[string]int{}
	for _, request := range beside.Requests {
		there[request.Key] = request.First
	}
	if len(there) != report.Entries {
		t.Errorf("%d requests recorded %d entries", len(there), report.Entries)
	}
	for key, number := range r.acked {
		if there[key] != number {
			lost++
		}
	}
	t.Logf("%d entries, %d answered, %d of them lost", report.Entries, len(r.acked), lost)
	return lost
}

// Eight who record through three pools lose nothing and double nothing while the server restarts, and while
// it crashes, again and again.
func TestRestartsOfTheServer(t *testing.T) {
	if testing.Short() {
		t.Skip("it stops servers and starts them")
	}
	t.Parallel()
	s := postgrestest.Start(t)
	address := s.Address("postgres")
	var ledgers []*postgres.Ledger
	for range 3 {
		ledgers = append(ledgers, open(t, address, "T1"))
	}
	ticks := ledgers[0].Watch(t.Context())
	r := &reports{acked: map[string]int{}}
	ctx, stop := context.WithCancel(t.Context())
	var writers sync.WaitGroup
	for w := range 8 {
		writers.Go(func() { r.write(ctx, t, ledgers[w%3], fmt.Sprint(w)) })
	}
	for round := range 4 {
		r.await(t, 40)
		if round%2 == 0 {
			s.Crash()
		} else {
			s.Stop()
		}
		must(t, s.Run())
	}
	r.await(t, 40)
	stop()
	writers.Wait()
	if n := r.lost(t, ledgers[1]); n > 0 {
		t.Errorf("%d were lost", n)
	}
	<-ticks
	_, err := ledgers[2].ClaimPosts(t.Context(), []consensus.Posting{storetest.Digest("C1", 20240223)})
	must(t, err)
}

// cable is a way to a server that can be cut so that what was asked arrives and no answer comes back.
type cable struct {
	net.Listener
	cut    atomic.Bool // at the next answer
	commit atomic.Bool // at the next answer to a COMMIT
}

// newCable lies between a server's socket and its own, in a directory that it gives.
func newCable(t *testing.T, to string) (*cable, string) {
	t.Helper()
	dir := t.TempDir()
	listener, err := net.Listen("unix", filepath.Join(dir, ".s.PGSQL.5432"))
	must(t, err)
	c := &cable{Listener: listener}
	t.Cleanup(func() { _ = listener.Close() })
	go func() {
		for {
			client, err := listener.Accept()
			if err != nil {
				return
			}
			server, err := net.Dial("unix", filepath.Join(to, ".s.PGSQL.5432"))
			if err != nil {
				_ = client.Close()
				continue
			}
			go func() { _, _ = io.Copy(server, client); _ = server.Close() }()
			go func() { c.back(client, server); _ = client.Close() }()
		}
	}()
	return c, dir
}

// back brings answers back until the cable is cut: then the next one is lost, and the connection
// with it.
func (c *cable) back(client, server net.Conn) {
	buffer := make([]byte, 1<<16)
	for {
		n, err := server.Read(buffer)
		if err != nil || c.cut.CompareAndSwap(true, false) {
			return
		}
		if bytes.Contains(buffer[:n], []byte("COMMIT\x00")) && c.commit.CompareAndSwap(true, false) {
			return
		}
		if _, err := client.Write(buffer[:n]); err != nil {
			return
		}
	}
}

// Where the answer to a commit is lost nobody knows whether it was made: it is asked for again by
// its key, recorded once and answered as the first time.
func TestAnswerToACommitIsLost(t *testing.T) {
	t.Parallel()
	s := postgrestest.Start(t)
	c, dir := newCable(t, s.Dir())
	l := open(t, strings.Replace(s.Address("postgres"), s.Dir(), dir, 1), "T1")
	_, err := l.Append(t.Context(), "before", 0, []consensus.Entry{storetest.Stance(0)})
	must(t, err)
	c.cut.Store(true)
	done := l.AppendAll(t.Context(), 1, []consensus.Keyed{
		{Key: "a", Drafts: []consensus.Entry{storetest.Stance(1), storetest.Stance(2)}},
		{Key: "before", Drafts: []consensus.Entry{storetest.Stance(9)}},
		{Key: "b", Drafts: []consensus.Entry{storetest.Stance(3)}},
	})
	for i, want := range []string{"[2 3] false", "[1] true", "[4] false"} {
		must(t, done[i].Err)
		var numbers []int
		for _, e := range done[i].Receipt.Entries {
			numbers = append(numbers, e.Number)
		}
		same(t, "receipt", fmt.Sprint(numbers, " ", done[i].Receipt.Repeated), want)
	}
	p := storetest.Digest("C1", 20240223)
	c.commit.Store(true)
	claimed, err := l.ClaimPosts(t.Context(), []consensus.Posting{p})
	must(t, err)
	same(t, "claimed", claimed, storetest.Claimed(p))
	c.cut.Store(true)
	taken, err := l.TakePost(t.Context(), claimed[0], "bot-2", storetest.Now())
	same(t, "taken", taken, err == nil)
	c.commit.Store(true)
	must(t, l.SettlePost(t.Context(), p.Kind, p.Key, consensus.Posted, "1.1"))
	c.cut.Store(true)
	must(t, l.Restore(t.Context(), []consensus.Entry{storetest.At(storetest.Stance(5), 5, storetest.Now())}))
	same(t, "entries", len(storetest.All(t, l)), 5)
	report, err := l.Check(t.Context())
	if err != nil || len(report.Problems) > 0 || report.Posts != 1 {
		t.Errorf("%v, %d posts, problems %q", err, report.Posts, report.Problems)
	}
}

// So it is with what is held: held once, dropped once, and let in once.
func TestAnswerToAHoldIsLost(t *testing.T) {
	t.Parallel()
	s := postgrestest.Start(t)
	c, dir := newCable(t, s.Dir())
	l := open(t, strings.Replace(s.Address("postgres"), s.Dir(), dir, 1), "T1")
	for i, key := range []string{"dropped", "released"} {
		c.commit.Store(true)
		h, err := l.Hold(t.Context(), storetest.Embargoed(key))
		must(t, err)
		same(t, "number", h.Number, i+1)
	}
	why := consensus.Settlement{Key: "drop", By: "U1", Because: "no"}
	c.commit.Store(true)
	dropped, err := l.SettleHeld(t.Context(), 1, consensus.Dropped, why)
	must(t, err)
	same(t, "settlement", dropped.Settlement, why)
	h, err := l.HeldReport(t.Context(), 2)
	must(t, err)
	c.commit.Store(true)
	done := l.AppendAll(t.Context(), 0, []consensus.Keyed{storetest.Release(h, "UA")})[0]
	must(t, done.Err)
	same(t, "repeated", done.Receipt.Repeated, false)
	h, err = l.HeldReport(t.Context(), 2)
	must(t, err)
	same(t, "released as", []any{h.State, h.Settlement.Entry, len(storetest.All(t, l))}, []any{consensus.Released, 1, 2})
	if c.commit.Load() {
		t.Error("no answer was lost")
	}
}

// Where nobody can say whether a commit was made, the answer does not say that it was not.
func TestNobodyKnowsOfACommit(t *testing.T) {
	if testing.Short() {
		t.Skip("it takes as long as the program is patient")
	}
	t.Parallel()
	s := postgrestest.Start(t)
	c, dir := newCable(t, s.Dir())
	l := open(t, strings.Replace(s.Address("postgres"), s.Dir(), dir, 1), "T1")
	_, err := l.Append(t.Context(), "before", 0, []consensus.Entry{storetest.Stance(0)}) // by now the statement is known
	must(t, err)
	must(t, c.Close()) // no other connection can be made
	c.cut.Store(true)
	_, err = l.Append(t.Context(), "a", 1, []consensus.Entry{storetest.Stance(0)})
	if e := refused(t, err, consensus.Unavailable); !strings.Contains(e.Message, "not known") {
		t.Error(e.Message)
	}
	there := open(t, s.Address("postgres"), "T1")
	again, err := there.Append(t.Context(), "a", 1, []consensus.Entry{storetest.Stance(0)})
	must(t, err)
	same(t, "repeated", again.Repeated, true)
	s.Stop()
	_, err = there.Append(t.Context(), "b", 2, []consensus.Entry{storetest.Stance(0)})
	if e := refused(t, err, consensus.Unavailable); !strings.Contains(e.Message, "nothing was recorded") {
		t.Error(e.Message)
	}
}

// The same, at any moment, with several who record.
func TestConnectionsAreCutAtRandom(t *testing.T) {
	t.Parallel()
	s := postgrestest.Start(t)
	c, dir := newCable(t, s.Dir())
	address := strings.Replace(s.Address("postgres"), s.Dir(), dir, 1)
	ledgers := []*postgres.Ledger{open(t, address, "T1"), open(t, address, "T1")}
	r := &reports{acked: map[string]int{}}
	ctx, stop := context.WithCancel(t.Context())
	var writers sync.WaitGroup
	for w := range 4 {
		writers.Go(func() { r.write(ctx, t, ledgers[w%2], fmt.Sprint(w)) })
	}
	for range 30 {
		r.await(t, 1+rand.IntN(8))
		c.cut.Store(true)
	}
	stop()
	writers.Wait()
	if n := r.lost(t, ledgers[0]); n > 0 {
		t.Errorf("%d were lost", n)
	}
}

// log is one that a test reads.
type log struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (l *log) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.Write(p)
}

func (l *log) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.String()
}

// both is the address of two servers, of which the one that takes writes is meant.
func both(a, b *postgrestest.Server) string {
	return strings.Replace(a.Address("postgres"), a.Dir(), a.Dir()+","+b.Dir(), 1)
}

// A failover to a synchronous standby loses nothing. When the old primary comes back, a program that
// knows the new one does not go back to it.
func TestFailover(t *testing.T) {
	if testing.Short() {
		t.Skip("it stops servers and starts them")
	}
	t.Parallel()
	primary := postgrestest.Start(t)
	standby := primary.Standby(t)
	postgrestest.Do(t, primary.Address("postgres"), "ALTER SYSTEM SET synchronous_standby_names = '*'", "SELECT pg_reload_conf()")
	l := open(t, both(primary, standby), "T1")
	r := &reports{acked: map[string]int{}}
	ctx, stop := context.WithCancel(t.Context())
	var writers sync.WaitGroup
	for w := range 4 {
		writers.Go(func() { r.write(ctx, t, l, fmt.Sprint(w)) })
	}
	r.await(t, 40)
	primary.Crash()
	postgrestest.Do(t, standby.Address("postgres"), "SELECT pg_promote(true, 30)")
	r.await(t, 40)
	must(t, primary.Run()) // as a primary, with what it had
	r.await(t, 40)
	standby.Stop() // every connection has to be made anew
	if err := l.Writable(t.Context()); err == nil {
		t.Error("the old primary was written to")
	}
	must(t, standby.Run())
	r.await(t, 10)
	stop()
	writers.Wait()
	if n := r.lost(t, l); n > 0 {
		t.Errorf("%d were lost", n)
	}
}

// A standby that lagged took over: what it had not got is gone, and what this program folded of it
// is dropped, which the log says.
func TestStandbyThatLostEntries(t *testing.T) {
	if testing.Short() {
		t.Skip("it stops servers and starts them")
	}
	t.Parallel()
	primary := postgrestest.Start(t)
	standby := primary.Standby(t)
	var said log
	d := connect(t, both(primary, standby), store.Options{Log: slog.New(slog.NewTextHandler(&said, nil))})
	l, _, err := d.Ledger(t.Context(), "T1")
	must(t, err)
	fold := func() (numbers int, err error) {
		err = l.Fold(t.Context(), 0, func(consensus.Entry) error { numbers++; return nil })
		return numbers, err
	}
	_, err = l.Append(t.Context(), "1", 0, []consensus.Entry{storetest.Stance(1)})
	must(t, err)
	caughtUp(t, primary, standby)
	standby.Stop()
	_, err = l.Append(t.Context(), "2", 1, []consensus.Entry{storetest.Stance(2)})
	must(t, err)
	n, err := fold()
	same(t, "folded", n, 2)
	must(t, err)
	primary.Crash()
	must(t, standby.Run())
	postgrestest.Do(t, standby.Address("postgres"), "SELECT pg_promote(true, 30)")

	err = l.Fold(t.Context(), 2, func(consensus.Entry) error { t.Error("an entry after one that is lost"); return nil })
	if err != consensus.ErrAnotherHistory || !strings.Contains(said.String(), "does not hold the entries") {
		t.Errorf("%v; the log says %s", err, &said)
	}
	// Another program recorded as many others meanwhile.
	other := open(t, standby.Address("postgres"), "T1")
	_, err = other.Append(t.Context(), "3", 1, []consensus.Entry{storetest.Stance(3)})
	must(t, err)
	_, err = l.Append(t.Context(), "4", 2, []consensus.Entry{storetest.Stance(4)})
	refused(t, err, consensus.Conflict)
	if err = l.Fold(t.Context(), 2, func(consensus.Entry) error { return nil }); err != consensus.ErrAnotherHistory {
		t.Errorf("an entry of another hash: %v", err)
	}
	n, err = fold()
	same(t, "folded anew", n, 2)
	must(t, err)
	_, err = l.Append(t.Context(), "4", 2, []consensus.Entry{storetest.Stance(4)})
	must(t, err)
}

// caughtUp waits until a standby has what its primary has.
func caughtUp(t *testing.T, primary, standby *postgrestest.Server) {
	t.Helper()
	end := time.After(time.Minute)
	for postgrestest.Try(primary.Address("postgres"), `DO $$ BEGIN
		IF NOT EXISTS (SELECT 1 FROM pg_stat_replication WHERE replay_lsn >= pg_current_wal_lsn()) THEN RAISE 'behind'; END IF; END $$`) != nil {
		select {
		case <-end:
			t.Fatal("the standby does not catch up")
		case <-time.After(20 * time.Millisecond):
		}
	}
}
