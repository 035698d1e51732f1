package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"text/tabwriter"
	"time"

	"natobot/store"
	"natobot/store/postgres"
	"natobot/store/postgres/postgrestest"

	"github.com/jackc/pgx/v5/pgxpool"
)

// scale is many workspaces on one database, served by several programs. “make sim” measures it at its full size;
// without that it is small, and shows that all of it works, however long it takes.
type scale struct {
	*testing.T
	full                     bool
	workspaces, entries, due int
	have                     int // workspaces, so far
	dir                      string
	server                   *postgrestest.Server
	address                  string
	database                 *postgres.Database
	pool                     *pgxpool.Pool
	slack                    *leanSlack
	replicas                 []*process
	figures                  []figure
	complaints               []string // of the programs
}

// figure is what was measured of what was asked; of what nobody asked, asked is "".
type figure struct {
	of, asked, measured string
	met                 bool
}

// How many workspaces a deployment can have, and what that costs: docs/scale.md.
func TestScale(t *testing.T) {
	full := os.Getenv("NATO_SIM") != ""
	if !full {
		t.Parallel()
	}
	began := time.Now()
	s := newScale(t, full)
	must(t, s.sow())
	s.memory(s.workspaces/10, "a tenth of them")
	s.memory(s.workspaces, "all of them")
	s.questions()
	s.digests()
	s.recording()
	s.stop()
	s.verified()
	s.limits()
	s.figure("errors in the programs' logs", "", "%d %.200s", len(s.complaints), strings.Join(s.complaints[:min(1, len(s.complaints))], ""))
	s.figure("the whole run", "", "%v, %d MB in the database", time.Since(began).Round(time.Second), bytesUnder(s.server.Dir())>>20)
	s.show()
}

func newScale(t *testing.T, full bool) *scale {
	s := &scale{T: t, full: full, workspaces: size("WORKSPACES", full, 30, 10_000), entries: size("ENTRIES", full, 60, 500), due: size("DUE", full, 10, 1000)}
	s.dir = t.TempDir()
	s.server = postgrestest.Start(t)
	postgrestest.Do(t, s.server.Address("postgres"), "ALTER SYSTEM SET max_wal_size = '4GB'", "SELECT pg_reload_conf()") // as with much to write
	s.address, _, _ = strings.Cut(s.server.Address("postgres"), "&pool_max_conns")
	var err error
	s.database, err = postgres.Connect(t.Context(), s.address, store.Options{Now: time.Now})
	must(t, err)
	t.Cleanup(s.database.Close)
	s.pool, err = pgxpool.New(t.Context(), s.address)
	must(t, err)
	t.Cleanup(s.pool.Close)
	s.slack = newLeanSlack()
	t.Cleanup(s.slack.close)
	return s
}

// named is the database's address for programs that no pooler stands before.
func (s *scale) named() string { return s.address + "&default_query_exec_mode=cache_statement" }

// size gives one of the simulation's sizes.
func size(name string, full bool, small, large int) int {
	if n, err := strconv.Atoi(os.Getenv("NATO_SIM_" + name)); err == nil && full {
		return n
	}
	if full {
		return large
	}
	return small
}

// start starts three programs, in which nothing is in memory yet.
func (s *scale) start() {
	s.Helper()
	s.stop()
	s.replicas = make([]*process, 3)
	var all sync.WaitGroup
	for i := range s.replicas {
		all.Go(func() {
			s.replicas[i] = start(s.T, "SLACK_CLIENT_ID=1.2", "SLACK_CLIENT_SECRET=hush", "SLACK_SIGNING_SECRET="+scaleSecret, "NATO_SECRET_KEY="+secretKey,
				"NATO_PUBLIC_URL=https://natobot.example", "SLACK_API_URL="+s.slack.web.URL+"/api/", "NATO_STORE="+s.named(), "NATO_TIMEZONE=UTC")
		})
	}
	all.Wait()
	if slices.Contains(s.replicas, nil) {
		s.FailNow()
	}
}

// stop ends the programs, and looks into what they complained of.
func (s *scale) stop() {
	for _, p := range s.replicas {
		p.kill()
		for line := range strings.Lines(p.stderr.String()) {
			limited := strings.Contains(line, "slack rate limit") // so it was to be
			if strings.Contains(line, "level=ERROR") && !limited {
				s.complaints = append(s.complaints, line)
			}
			if strings.Contains(line, "panic") {
				s.Errorf("a program panicked: %s", line)
			}
		}
	}
	s.replicas = nil
}

// eventually waits until something is so, looking every now and then.
func (s *scale) eventually(limit time.Duration, what string, is func() bool) {
	s.Helper()
	ctx, cancel := context.WithTimeout(s.Context(), limit)
	defer cancel()
	look := time.NewTicker(100 * time.Millisecond)
	defer look.Stop()
	for !is() {
		select {
		case <-look.C:
		case <-ctx.Done():
			s.Fatalf("it is not so after %v: %s", limit, what)
		}
	}
}

// count asks the database for a number.
func (s *scale) count(query string, args ...any) (n int) {
	s.Helper()
	must(s.T, s.pool.QueryRow(s.Context(), query, args...).Scan(&n))
	return n
}

// ask types a command of a person's in a workspace, and fails where the answer does not say something.
func (s *scale) ask(replica int, team, text, says string) time.Duration {
	ctx, cancel := context.WithTimeout(s.Context(), time.Minute)
	defer cancel()
	began := time.Now()
	got, err := s.slack.ask(ctx, s.replicas[replica%len(s.replicas)].address, team, "U0INES", text)
	took := time.Since(began)
	if err != nil || !strings.Contains(got, says) {
		s.Errorf("%s in %s: %v, %q is not in %.300s", text, team, err, says, got)
	}
	return took
}

// inParallel does something for each number below n, so many at a time.
func inParallel(n, many int, do func(i int)) {
	next := make(chan int)
	var all sync.WaitGroup
	for range many {
		all.Go(func() {
			for i := range next {
				do(i)
			}
		})
	}
	for i := range n {
		next <- i
	}
	close(next)
	all.Wait()
}

// figure notes what was measured, beside what was asked. What nobody asked is met.
func (s *scale) figure(of, asked, measured string, args ...any) {
	s.bound(true, of, asked, measured, args...)
}

// bound notes what was measured, and whether it is what was asked. At a small size the clock decides nothing.
func (s *scale) bound(met bool, of, asked, measured string, args ...any) {
	f := figure{of, asked, fmt.Sprintf(measured, args...), met}
	s.figures = append(s.figures, f)
	s.Logf("%s: %s", f.of, f.measured)
	if !met && s.full {
		s.Errorf("%s is to be %s, and is %s", of, asked, f.measured)
	}
}

// show prints all figures.
func (s *scale) show() {
	var text strings.Builder
	out := tabwriter.NewWriter(&text, 0, 0, 2, ' ', 0)
	fmt.Fprintf(out, "\t%s\t%s\t%s\n", "asked", "measured", "met?")
	for _, f := range s.figures {
		met := map[bool]string{true: "yes", false: "NO"}[f.met]
		if f.asked == "" || !s.full {
			met = ""
		}
		fmt.Fprintf(out, "%s\t%s\t%s\t%s\n", f.of, f.asked, f.measured, met)
	}
	_ = out.Flush()
	s.Logf("%d workspaces with %d entries each, %d digests at once\n%s", s.workspaces, s.entries, s.due, &text)
}

// percentile gives one of durations.
func percentile(list []time.Duration, p int) time.Duration {
	sorted := slices.Sorted(slices.Values(list))
	return sorted[(len(sorted)-1)*p/100]
}

// verified checks some ledgers from end to end, as a person does.
func (s *scale) verified() {
	s.Helper()
	path, err := buildOnce()
	must(s.T, err)
	for n := 0; n < s.workspaces; n += max(1, s.workspaces/7) {
		verify := exec.Command(path, "verify", "--workspace", team(n))
		verify.Dir, verify.Env = s.dir, []string{"NATO_STORE=" + s.address}
		if out, err := verify.CombinedOutput(); err != nil || !strings.Contains(string(out), "The ledger is sound.") {
			s.Errorf("%s: %v\n%s", team(n), err, out)
		}
	}
}
