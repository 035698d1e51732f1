package main

import (
	"context"
	"fmt"
	"math/rand/v2"
	"strings"
	"sync"
	"testing"
	"time"

	"natobot/bot/localslack"
	"natobot/config"
	"natobot/store"
	"natobot/store/postgres/postgrestest"
)

// overDatabase leads the program to a database instead of a file.
func (s slackServer) overDatabase(address string) slackServer {
	s.env = append(s.env[:len(s.env)-1:len(s.env)-1], "NATO_STORE="+address)
	return s
}

// sockets waits until the programs have opened so many sockets, two each.
func (s slackServer) sockets(t *testing.T, count int) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	if err := s.Await(ctx, func() bool { return s.Connections() >= count }); err != nil {
		t.Fatalf("%d of %d sockets: %v", s.Connections(), count, err)
	}
}

// docs/product.md §5.1 and §5.2, with three programs on one database: one of them is killed again and again, the
// database is restarted now and then, and what was answered "recorded" is there, once.
func TestReplicasAreKilledAtRandom(t *testing.T) {
	t.Parallel()
	kills := soaking(20, 1_000)
	if testing.Short() {
		kills = 4
	}
	server := postgrestest.Start(t)
	slack := newSlack(t).overDatabase(server.Address("postgres"))
	replicas := begin(t, slack, 3)
	reports := newReports()
	for round := range kills {
		slack.sockets(t, 3)
		slack.Redeliver() // to another one than was killed over it
		ctx, stop := context.WithCancel(t.Context())
		var writers sync.WaitGroup
		for writer := range 8 {
			writers.Go(func() { reports.write(ctx, slack, round, writer) })
		}
		reports.await(t)
		<-time.After(rand.N(150 * time.Millisecond))
		if round%10 == 9 {
			server.Crash()
			if err := server.Run(); err != nil {
				t.Fatal(err)
			}
		}
		i := rand.IntN(len(replicas))
		replicas[i].kill()
		stop()
		writers.Wait()
		replicas[i] = start(t, slack.env...)
	}
	slack.sockets(t, 3)
	slack.Redeliver()
	settled(t, slack)
	for _, p := range replicas {
		p.kill()
	}
	reports.check(t, slack.store())
	sound(t, slack.store())
}

// settled waits until everything that was sent before is answered.
func settled(t *testing.T, slack slackServer) {
	t.Helper()
	for range 6 { // each connection in turn
		answered(t, slack.Command(localslack.ReporterID, localslack.DeskID, "/nato", "race"), "secretary general")
	}
}

// begin starts programs side by side, and returns when all are connected.
func begin(t *testing.T, slack slackServer, count int) []*process {
	t.Helper()
	list := make([]*process, count)
	var all sync.WaitGroup
	for i := range list {
		all.Go(func() { list[i] = start(t, slack.env...) })
	}
	all.Wait()
	if t.Failed() {
		t.FailNow()
	}
	slack.sockets(t, count)
	return list
}

// sound checks a ledger from end to end, and gives what was found.
func sound(t *testing.T, at string) store.Report {
	t.Helper()
	report, err := (&program{now: time.Now}).check(t.Context(), config.Address(at))
	if err != nil || len(report.Problems) > 0 {
		t.Fatalf("%v, problems %q", err, report.Problems)
	}
	return report
}

// What one records the others show at once, and one article is seeded though three start together on
// an empty database.
func TestReplicasShowWhatOthersRecorded(t *testing.T) {
	t.Parallel()
	slack := newSlack(t).overDatabase(postgrestest.Database(t))
	begin(t, slack, 3)
	if report := sound(t, slack.store()); report.Entries != 28 {
		t.Fatalf("%d entries after three seeded", report.Entries)
	}
	for i, member := range []string{"Poland", "Italy", "Spain", "Latvia", "Norway", "Greece", "Canada", "Albania", "Portugal"} {
		sent := slack.Command(localslack.ReporterID, localslack.DeskID, "/nato", "stance "+member+" backs Rutte on 2024-02-22")
		answered(t, sent, fmt.Sprintf("recorded as #%d", 29+i))
		for range 3 { // each of them is asked in turn
			asked := slack.Command(localslack.ReporterID, localslack.DeskID, "/nato", "member "+member)
			answered(t, asked, fmt.Sprintf("#%d", 29+i))
		}
	}
}

// answered waits for an answer, which says so.
func answered(t *testing.T, sent *localslack.Invocation, what string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	if _, err := sent.Wait(ctx, 1); err != nil || !says(sent, what) {
		t.Errorf("%v; %q in %v", err, what, sent.Replies())
	}
}

// docs/product.md §5.2: a command that Slack delivers to another replica too records once.
func TestCommandRetriedAtAnotherReplica(t *testing.T) {
	t.Parallel()
	slack := newSlack(t).overDatabase(postgrestest.Database(t))
	begin(t, slack, 3)
	slack.DuplicateEnvelopes(30)
	for i, member := range strings.Fields("Poland Italy Spain Latvia Norway Greece Canada Albania Portugal Estonia") {
		sent := slack.Command(localslack.ReporterID, localslack.DeskID, "/nato", "stance "+member+" backs Rutte on 2024-02-22")
		answered(t, sent, fmt.Sprintf("recorded as #%d", 29+i))
	}
	if report := sound(t, slack.store()); report.Entries != 38 {
		t.Errorf("%d entries, want 38", report.Entries)
	}
}

// testWriter writes to a test's log.
type testWriter struct{ t *testing.T }

func (w testWriter) Write(p []byte) (int, error) {
	w.t.Log(strings.TrimSpace(string(p)))
	return len(p), nil
}

// A failover under way, with two programs that record: nothing that was answered is lost, and both go on by themselves.
func TestReplicasOutliveTheirDatabase(t *testing.T) {
	if testing.Short() {
		t.Skip("it waits for others to take over")
	}
	t.Parallel()
	primary := postgrestest.Start(t)
	standby := primary.Standby(t)
	postgrestest.Do(t, primary.Address("postgres"), "ALTER SYSTEM SET synchronous_standby_names = '*'", "SELECT pg_reload_conf()")
	both := strings.Replace(primary.Address("postgres"), primary.Dir(), primary.Dir()+","+standby.Dir(), 1)
	slack := newSlack(t).overDatabase(both)
	replicas := begin(t, slack, 2)
	reports := newReports()
	ctx, stop := context.WithCancel(t.Context())
	var writers sync.WaitGroup
	for writer := range 4 {
		writers.Go(func() {
			for round := 0; ctx.Err() == nil; round++ { // one that was told to try again goes on
				reports.write(ctx, slack, round, writer)
			}
		})
	}
	reports.await(t)
	primary.Crash()
	postgrestest.Do(t, standby.Address("postgres"), "SELECT pg_promote(true, 30)")
	for range 20 {
		reports.await(t)
	}
	stop()
	writers.Wait()
	settled(t, slack)
	for _, p := range replicas {
		p.kill()
	}
	reports.check(t, slack.store())
	sound(t, slack.store())
}
