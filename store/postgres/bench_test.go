package postgres_test

import (
	"context"
	"fmt"
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

	"github.com/jackc/pgx/v5/pgxpool"
)

const writers = 32

// pool is the address of a database with a connection for each writer.
func pool(b *testing.B) string {
	b.Helper()
	return strings.Replace(postgrestest.Database(b), "pool_max_conns=4", fmt.Sprintf("pool_max_conns=%d", writers), 1)
}

// together has the writers do something b.N times, and gives how often a second.
func together(b *testing.B, times int, do func(writer, i int)) float64 {
	b.Helper()
	var all sync.WaitGroup
	var next atomic.Int64
	began := time.Now()
	for w := range writers {
		all.Go(func() {
			for i := int(next.Add(1)); i <= times; i = int(next.Add(1)) {
				do(w, i)
			}
		})
	}
	all.Wait()
	return float64(times) / time.Since(began).Seconds()
}

// bare has each writer insert a row of its own, in no order, and commit it: what a ledger is compared with.
func bare(b *testing.B, address string, times int) float64 {
	b.Helper()
	postgrestest.Do(b, address, "CREATE TABLE IF NOT EXISTS bare (LIKE entries); CREATE INDEX ON bare (workspace, number)")
	p, err := pgxpool.New(b.Context(), address)
	must(b, err)
	defer p.Close()
	source := storetest.Stance(0).Source
	return together(b, times, func(_, i int) {
		_, err := p.Exec(b.Context(), `INSERT INTO bare (workspace, number, race, recorded, recorder, kind, about, precision, member, candidate, name, country,
			position, status, qualifier, count, of, target, via, detail, hash, condition, text, who, link, outlet, quote) VALUES
			('T1', $1, '2024', 1, 'U1', 'stance', 20240222, 'day', 'DE', 'mark-rutte', '', '', 'backs', '', '', 0, 0, 0, 'spokesperson', '', $2, '', '', $3, $4, $5, $6)`,
			i, make([]byte, 32), []byte(source.Who), []byte(source.Link), []byte(source.Outlet), []byte(source.Quote))
		must(b, err)
	})
}

// rounds records for many as a desk does: while one round is written the next one gathers.
type rounds struct {
	ledger *postgres.Ledger
	wait   chan waiting
	last   int
}

type waiting struct {
	keyed consensus.Keyed
	done  chan error
}

func (r *rounds) run(ctx context.Context) {
	for first := range r.wait {
		list := []waiting{first}
		for more := true; more && len(list) < writers; {
			select {
			case w := <-r.wait:
				list = append(list, w)
			default:
				more = false
			}
		}
		keyed := make([]consensus.Keyed, len(list))
		for i, w := range list {
			keyed[i] = w.keyed
		}
		for i, done := range r.ledger.AppendAll(ctx, r.last, keyed) {
			r.last += len(done.Receipt.Entries)
			list[i].done <- done.Err
		}
	}
}

// BenchmarkWriters tells how many entries 32 who record get to the disk in a second, in one workspace
// and over a hundred, beside as many who insert a bare row each.
func BenchmarkWriters(b *testing.B) {
	const times = 4000
	for b.Loop() {
		address := pool(b)
		d := connect(b, address, store.Options{})
		one, _, err := d.Ledger(b.Context(), "T1")
		must(b, err)
		r := &rounds{ledger: one, wait: make(chan waiting, writers)}
		go r.run(b.Context())
		inOne := together(b, times, func(w, i int) {
			done := make(chan error)
			r.wait <- waiting{consensus.Keyed{Key: fmt.Sprint(i), Drafts: []consensus.Entry{storetest.Stance(i)}}, done}
			must(b, <-done)
		})
		close(r.wait)
		over := overMany(b, d, times)
		rows := bare(b, address, times)
		b.ReportMetric(rows, "bare/s")
		b.ReportMetric(inOne/rows, "x-one-workspace")
		b.ReportMetric(over/rows, "x-hundred-workspaces")
	}
}

// overMany records over a hundred workspaces, each writer in those of its own.
func overMany(b *testing.B, d *postgres.Database, times int) float64 {
	b.Helper()
	ledgers, last := make([]*postgres.Ledger, 3*writers+4), make([]int, 3*writers+4)
	for i := range ledgers {
		l, _, err := d.Ledger(b.Context(), fmt.Sprintf("M%d", i))
		must(b, err)
		ledgers[i] = l
	}
	return together(b, times, func(w, i int) {
		at := w + writers*(i%3)
		_, err := ledgers[at].Append(b.Context(), fmt.Sprint(i), last[at], []consensus.Entry{storetest.Stance(i)})
		must(b, err)
		last[at]++
	})
}

// BenchmarkAppend tells what one durable append costs, and a look at where the ledger ends.
func BenchmarkAppend(b *testing.B) {
	l := open(b, postgrestest.Database(b), "T1")
	var appends, looks time.Duration
	n := 0
	for ; b.Loop(); n++ {
		began := time.Now()
		_, err := l.Append(b.Context(), fmt.Sprint(n), n, []consensus.Entry{storetest.Stance(n)})
		must(b, err)
		appended := time.Now()
		must(b, l.Fold(b.Context(), n, func(consensus.Entry) error { return nil }))
		folded := time.Now()
		must(b, l.Fold(b.Context(), n+1, func(consensus.Entry) error { return nil }))
		appends, looks = appends+appended.Sub(began), looks+time.Since(folded)
	}
	b.ReportMetric(float64(appends.Microseconds())/float64(n), "us/append")
	b.ReportMetric(float64(looks.Microseconds())/float64(n), "us/look")
}
