package main

import (
	"fmt"
	"sync/atomic"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"

	"natobot/consensus"
	"natobot/consensus/bodies"
	"natobot/store"
	"natobot/store/postgres"
	"natobot/store/storetest"
)

// scaleWriters is how many record at the same time.
const scaleWriters = 32

// recording has as many record as fast as it goes, in one workspace and over a hundred: on the ledgers of one
// program, and by commands to all programs. Beside that as many connections insert a bare row each and commit it.
func (s *scale) recording() {
	s.Helper()
	config, err := pgxpool.ParseConfig(s.address)
	must(s.T, err)
	config.MaxConns = scaleWriters
	pool, err := pgxpool.NewWithConfig(s.Context(), config)
	must(s.T, err)
	defer pool.Close()
	_, err = pool.Exec(s.Context(), `CREATE TABLE bare (LIKE entries INCLUDING DEFAULTS); CREATE INDEX ON bare (workspace, number)`)
	must(s.T, err)
	database, err := postgres.Connect(s.Context(), s.named(), store.Options{Now: time.Now})
	must(s.T, err)
	defer database.Close()
	one, stop := together(s, database)
	ways := []func(int){s.bare(pool), one, apart(s, database)}
	rates := make([]float64, len(ways))
	const rounds = 3
	s.stop() // nothing else is at work
	for range rounds {
		for i, way := range ways {
			rates[i] += s.rate(way) / rounds
		}
	}
	stop()
	for i, of := range []string{"in one workspace", "over 100 workspaces"} {
		s.bound(rates[1+i] >= rates[0], "32 record "+of, ">= a bare insert each", "%.2f x: %.0f a second, bare %.0f", rates[1+i]/rates[0], rates[1+i], rates[0])
	}
	s.start()
	s.figure("32 record in one workspace by commands to three programs", "", "%.0f a second", s.rate(s.commanded(func(int) int { return 1 })))
	s.figure("32 record over 100 workspaces by commands to three programs", "", "%.0f a second", s.rate(s.commanded(func(i int) int { return 2 + i%min(100, s.workspaces-2) })))
}

// rate tells how often the writers do something in a second.
func (s *scale) rate(do func(writer int)) float64 {
	each, least := 3*time.Second, 10
	if !s.full {
		each, least = 0, 2
	}
	var done atomic.Int64
	began := time.Now()
	inParallel(scaleWriters, scaleWriters, func(writer int) {
		for n := 0; n < least || time.Since(began) < each; n++ {
			do(writer)
			done.Add(1)
		}
	})
	return float64(done.Load()) / time.Since(began).Seconds()
}

// bare inserts a row.
func (s *scale) bare(pool *pgxpool.Pool) func(int) {
	var numbers atomic.Int64
	source := storetest.Stance(0).Source
	return func(int) {
		_, err := pool.Exec(s.Context(), `INSERT INTO bare (workspace, number, race, recorded, recorder, kind, about, precision, member, candidate, name, country,
			position, status, qualifier, count, of, target, via, detail, hash, condition, text, who, link, outlet, quote) VALUES
			('T1', $1, '2024', 1, 'U1', 'stance', 20240222, 'day', 'DE', 'mark-rutte', '', '', 'backs', '', '', 0, 0, 0, 'spokesperson', '', $2, '', '', $3, $4, $5, $6)`,
			numbers.Add(1), make([]byte, 32), []byte(source.Who), []byte(source.Link), []byte(source.Outlet), []byte(source.Quote))
		if err != nil {
			s.Error(err)
		}
	}
}

// recorded is a report that waits for its round.
type recorded struct {
	consensus.Keyed
	done chan error
}

// together records in one ledger, as a desk does: while one round is written the next one gathers.
func together(s *scale, database *postgres.Database) (do func(int), stop func()) {
	ledger, _, err := database.Ledger(s.Context(), "RECORDED-TOGETHER")
	must(s.T, err)
	queue := make(chan recorded, scaleWriters)
	go func() {
		last := 0
		for first := range queue {
			round, keyed := []recorded{first}, []consensus.Keyed{first.Keyed}
			for more := true; more && len(round) < scaleWriters; {
				select {
				case r := <-queue:
					round, keyed = append(round, r), append(keyed, r.Keyed)
				default:
					more = false
				}
			}
			for i, done := range ledger.AppendAll(s.Context(), last, keyed) {
				last += len(done.Receipt.Entries)
				round[i].done <- done.Err
			}
		}
	}()
	var keys atomic.Int64
	return func(int) {
		i := int(keys.Add(1))
		r := recorded{consensus.Keyed{Key: fmt.Sprint(i), Drafts: []consensus.Entry{storetest.Stance(i)}}, make(chan error, 1)}
		queue <- r
		if err := <-r.done; err != nil {
			s.Error(err)
		}
	}, func() { close(queue) }
}

// apart records in a hundred ledgers, each writer in some of its own.
func apart(s *scale, database *postgres.Database) func(writer int) {
	const each = 3 // and 32 x 3 are about a hundred
	ledgers, last := make([]*postgres.Ledger, each*scaleWriters), make([]int, each*scaleWriters)
	for i := range ledgers {
		l, _, err := database.Ledger(s.Context(), fmt.Sprint("RECORDED-APART-", i))
		must(s.T, err)
		ledgers[i] = l
	}
	turns := make([]int, scaleWriters)
	return func(writer int) {
		turns[writer]++
		at := writer*each + turns[writer]%each
		if _, err := ledgers[at].Append(s.Context(), fmt.Sprint(turns[writer]), last[at], []consensus.Entry{storetest.Stance(turns[writer])}); err != nil {
			s.Error(err)
		}
		last[at]++
	}
}

// commanded types a command in a workspace, a third of the writers at each program.
func (s *scale) commanded(of func(i int) int) func(writer int) {
	var count atomic.Int64
	members, today := bodies.NATO().Members, time.Now()
	return func(writer int) {
		i := int(count.Add(1))
		on := today.AddDate(0, 0, -i/len(members)%300).Format(time.DateOnly)
		s.ask(writer, team(of(i)), fmt.Sprintf("stance %s backs Rutte on %s https://wire.example/sim/%d", members[i%len(members)].Name, on, i), "ecorded")
	}
}
