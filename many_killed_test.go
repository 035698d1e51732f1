package main

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"natobot/bot/localslack"

	"github.com/jackc/pgx/v5"
)

// A program that is killed while it looks after many workspaces has posted some of their digests, and not
// others. Two more take them over when its lease has ended, and not before: they find what is there and post the
// rest, each digest once.
func TestKilledWhileItLooksAfterMany(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("it waits for the next minute, and for a lease of two")
	}
	const count = 12
	teams := []string{teamOne, teamTwo}
	for i := range count - len(teams) {
		teams = append(teams, fmt.Sprintf("T0MORE%d", i))
	}
	s := newSlacks(t, 1, teams[2:]...)
	hung := make(chan string, count)
	sent := map[string]bool{}
	for i, team := range teams {
		sent[team] = i%2 == 0
		s.install(team)
		s.says(s.ask(team, localslack.EditorID, `candidate "Ada Quuxley" of Netherlands declared`), "recorded")
	}
	due := time.Now().Add(70 * time.Second).UTC().Truncate(time.Minute)
	for _, team := range teams {
		s.says(s.ask(team, localslack.EditorID, "digest daily "+due.Format("15:04")), "digest")
	}
	s.setHang(func(team string, _ http.ResponseWriter, r *http.Request, said string) bool {
		if !strings.HasSuffix(r.URL.Path, "/chat.postMessage") || !strings.Contains(said, "first+digest") {
			return false
		}
		if sent[team] { // it gets there, and the answer is lost
			s.serve(team, httptest.NewRecorder(), r)
		}
		hung <- team
		<-r.Context().Done()
		return true
	})
	for range count {
		select {
		case <-hung:
		case <-time.After(3 * time.Minute):
			t.Fatal("the digests are not posted")
		}
	}
	s.programs[0].kill()
	killed := time.Now()
	s.setHang(nil)
	if holds, lease := s.leases(); holds != count || lease > 2*time.Minute {
		t.Errorf("it looked after %d workspaces, for %v more", holds, lease)
	}
	s.mu.Lock()
	s.programs = []*process{start(t, s.env...), start(t, s.env...)}
	s.mu.Unlock()
	ctx, cancel := context.WithTimeout(t.Context(), 5*time.Minute)
	defer cancel()
	for ; ctx.Err() == nil; <-time.After(time.Second) {
		if open := s.open(teams); open == 0 {
			break
		}
	}
	if late := time.Since(killed); late > 4*time.Minute {
		t.Errorf("the last digest is %v late", late)
	}
	for _, team := range teams {
		if n := posted(s.by[team], localslack.DeskID, "This is the first digest"); n != 1 {
			t.Errorf("%s has %d digests; one was there when the program was killed: %t", team, n, sent[team])
		}
		s.says(s.cli(0, "verify", "--workspace", team), "digests not settled: 0")
	}
}

func (s *slacks) setHang(hang func(string, http.ResponseWriter, *http.Request, string) bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.hang = hang
}

// leases tells how many workspaces are looked after, and for how long at most.
func (s *slacks) leases() (count int, longest time.Duration) {
	s.query(`SELECT count(*), coalesce(max(until), now()) - now() FROM due WHERE owner <> '' AND until > now()`, &count, &longest)
	return count, longest
}

// open tells how many workspaces have no digest yet, or one that is not settled.
func (s *slacks) open(teams []string) (open int) {
	s.query(fmt.Sprintf(`SELECT %d - count(*) FROM posts WHERE kind = 'digest' AND state = 'posted'`, len(teams)), &open)
	return open
}

// query asks the database, as who may see all of it.
func (s *slacks) query(query string, into ...any) {
	s.t.Helper()
	address, _, _ := strings.Cut(s.store, "&pool_max_conns")
	c, err := pgx.Connect(s.t.Context(), address)
	if err != nil {
		s.t.Fatal(err)
	}
	defer c.Close(s.t.Context())
	if err := c.QueryRow(s.t.Context(), query).Scan(into...); err != nil {
		s.t.Fatal(err)
	}
}
