package main

import (
	"fmt"
	"sync/atomic"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"

	"natobot/consensus/bodies"
)

const scaleWriters = 32

// recording has as many people record as fast as they are answered, in one workspace and over a hundred, and beside
// that as many connections insert a bare row each and commit it.
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
	var done atomic.Int64
	members, day := bodies.NATO().Members, time.Now()
	report := func(of func(i int) string) func(writer int) {
		return func(writer int) {
			i := int(done.Add(1))
			text := fmt.Sprintf("stance %s backs Rutte on %s https://wire.example/sim/%d", members[i%len(members)].Name, day.AddDate(0, 0, -i/len(members)%300).Format(time.DateOnly), i)
			s.ask(i, of(writer+i*scaleWriters), text, "ecorded")
		}
	}
	over := min(100, s.workspaces)
	ways := []func(int){
		func(int) {
			i := done.Add(1)
			_, err := pool.Exec(s.Context(), `INSERT INTO bare SELECT workspace, $1, race, recorded, recorder, kind, about, precision, member, candidate, name, country, position, status,
				qualifier, count, of, target, via, detail, hash, condition, text, who, link, outlet, quote FROM entries WHERE workspace = $2 AND number = 40`, i, team(0))
			if err != nil {
				s.Error(err)
			}
		},
		report(func(int) string { return team(1) }),
		report(func(i int) string { return team(2 + i%(over-2)) }),
	}
	var rates [3]float64
	rounds := 3
	for range rounds {
		for i, way := range ways {
			rates[i] += s.rate(way) / float64(rounds)
		}
	}
	s.bound(rates[1] >= rates[0], "recording by 32 in one workspace", ">= a bare insert each", "%.0f a second, bare %.0f: %.2f x", rates[1], rates[0], rates[1]/rates[0])
	s.bound(rates[2] >= rates[0], "recording by 32 over 100 workspaces", ">= a bare insert each", "%.0f a second, bare %.0f: %.2f x", rates[2], rates[0], rates[2]/rates[0])
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
