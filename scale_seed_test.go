package main

import (
	"context"
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"natobot/bot/install"
	"natobot/commands"
	"natobot/commands/answer"
	"natobot/config"
	"natobot/consensus"
	"natobot/consensus/bodies"
	"natobot/store"
	"natobot/store/postgres"
	"natobot/store/sqlite"

	"github.com/jackc/pgx/v5/pgxpool"
)

// patterns is how many ledgers are recorded by a desk, report by report. The others have the same entries as one of
// them: an entry's hash says nothing of whose it is, so that a ledger that is copied whole is as sound as the one it is of.
const patterns = 10

// team names the n-th workspace. All names are as long as each other.
func team(n int) string { return fmt.Sprintf("T%08d", n) }

// file is where the SQLite ledger of a pattern is.
func (s *scale) file(pattern int) string {
	return filepath.Join(s.dir, fmt.Sprintf("%d.db", pattern))
}

// single is the settings of a program that serves the workspace of one pattern from its file.
func (s *scale) single(pattern int) []string {
	return []string{
		"SLACK_BOT_TOKEN=xoxb-" + team(pattern), "SLACK_SIGNING_SECRET=" + scaleSecret, "SLACK_API_URL=" + s.slack.web.URL + "/api/",
		"NATO_TIMEZONE=UTC", "NATO_SEED=article", "NATO_STORE=" + s.file(pattern),
	}
}

// record has a desk record a pattern: the article, then a report every so often until yesterday, and ten of today.
func (s *scale) record(pattern int) error {
	clock := time.Date(2024, time.February, 23, 9, 0, 0, 0, time.UTC)
	end := time.Now().Add(-time.Hour)
	p := &program{env: config.NewEnvironment(s.single(pattern)), now: func() time.Time { return clock }, vouched: true, stderr: testWriter{s.T}}
	c, err := p.settings(config.Load)
	if err != nil {
		return err
	}
	a, err := p.openSeeded(s.Context(), c, store.Options{})
	if err != nil {
		return err
	}
	defer a.close()
	standing, err := a.desk.Standing(s.Context(), commands.About{})
	if err != nil {
		return err
	}
	members, left := bodies.NATO().Members, s.entries-standing.Entries
	step := end.Sub(clock) / time.Duration(max(1, left-10))
	for i := range left {
		if clock = clock.Add(step); left-i <= 10 {
			clock = end.Add(-time.Duration(left-i) * time.Minute)
		}
		text := fmt.Sprintf(`stance %s %s %s on %s by "Minister %d" from "The Wire of %d" https://wire.example/%d/%d "After a round of talks we say on day %d what we will do."`,
			members[(i*7+pattern)%len(members)].Name, []string{"backs", "leans", "undeclared", "opposes"}[(i+i/31+pattern)%4], []string{"Rutte", "Kallas"}[i/5%2],
			clock.Format(time.DateOnly), i%40, i%15, pattern, i, i)
		reply := a.desk.Do(s.Context(), commands.Request{Key: fmt.Sprint("r", i), User: commands.User{ID: "U0INES", Admin: true}, Text: text})
		if reply.Outcome != answer.Recorded {
			return fmt.Errorf("%s: %s", text, reply.Plain())
		}
	}
	return nil
}

// sow puts the patterns into the database, each as the ledger of the workspace of its number.
func (s *scale) sow() error {
	for pattern := range s.patterns() {
		if err := s.record(pattern); err != nil {
			return err
		}
		from, err := sqlite.Open(s.Context(), s.file(pattern), store.Options{Workspace: workspace, Now: time.Now})
		if err != nil {
			return err
		}
		to, _, err := s.database.Ledger(s.Context(), team(pattern))
		if err == nil {
			_, err = store.Copy(s.Context(), from, to, func(int, int) {})
		}
		if err == nil {
			err = from.Close()
		}
		if err != nil {
			return err
		}
	}
	s.Logf("%d ledgers of %d entries are recorded", s.patterns(), s.entries)
	s.have = s.patterns()
	return s.installed(0, s.have)
}

func (s *scale) patterns() int { return min(patterns, s.workspaces/10) }

// grow has so many workspaces have the app, with their ledgers.
func (s *scale) grow(to int) {
	s.Helper()
	began, from := time.Now(), s.have
	pool, err := pgxpool.New(s.Context(), s.address)
	must(s.T, err)
	defer pool.Close()
	const chunk = 50
	var all sync.WaitGroup
	var mu sync.Mutex
	next := from
	for range 2 {
		all.Go(func() {
			for {
				mu.Lock()
				first := next
				last := min(first+chunk, to)
				next = last
				mu.Unlock()
				if first >= last {
					return
				}
				if err := sowMore(s.Context(), pool, first, last, s.patterns()); err != nil {
					s.Error(err)
					return
				}
				if last%1000 == 0 {
					s.Logf("%d of %d workspaces have their entries, after %v", last, to, time.Since(began).Round(time.Second))
				}
			}
		})
	}
	all.Wait()
	must(s.T, s.installed(from, to))
	s.have = to
	_, err = pool.Exec(s.Context(), `VACUUM (ANALYZE) entries, entry_words, requests, heads, due, installations`)
	must(s.T, err)
	s.Logf("%d workspaces with %d entries each, after %v", to, s.entries, time.Since(began).Round(time.Second))
}

// sowMore gives workspaces the ledgers of the patterns.
func sowMore(ctx context.Context, pool *pgxpool.Pool, first, last, patterns int) error {
	var teams, of, words, wordsOf []string
	for n := first; n < last; n++ {
		teams, of = append(teams, team(n)), append(of, team(n%patterns))
		words, wordsOf = append(words, "k"+hex.EncodeToString([]byte(team(n)))), append(wordsOf, "k"+hex.EncodeToString([]byte(team(n%patterns))))
	}
	tx, err := pool.Begin(ctx)
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback(ctx) }()
	for _, statement := range []string{
		`INSERT INTO heads (workspace, number, recorded, hash) SELECT x.team, number, recorded, hash FROM x JOIN heads ON workspace = x.pattern`,
		`INSERT INTO entries (workspace, hash, ` + store.WholeColumns() + `) SELECT x.team, hash, ` + store.WholeColumns() + ` FROM x JOIN entries ON workspace = x.pattern ORDER BY x.team, number`,
		`INSERT INTO requests (workspace, key, first, count) SELECT x.team, key, first, requests.count FROM x JOIN requests ON workspace = x.pattern`,
		`INSERT INTO entry_words (workspace, number, words) SELECT x.team, number, replace(entry_words.words::text, x.word_of, x.word)::tsvector FROM x JOIN entry_words ON workspace = x.pattern`,
	} {
		with := `WITH x AS (SELECT team COLLATE "C" AS team, pattern COLLATE "C" AS pattern, word, word_of FROM unnest($1::text[], $2::text[], $3::text[], $4::text[]) AS x (team, pattern, word, word_of)) `
		if _, err := tx.Exec(ctx, with+statement, teams, of, words, wordsOf); err != nil {
			return err
		}
	}
	return tx.Commit(ctx)
}

// installed has workspaces install the app, as the page does that Slack sends a browser back to.
func (s *scale) installed(from, to int) error {
	keys, err := install.NewKeys(secretKey)
	if err != nil {
		return err
	}
	for n := from; n < to; n++ {
		i := install.Installation{
			App: "A1", Team: team(n), Workspace: team(n), Name: "Desk " + team(n), URL: "https://" + team(n) + ".slack.example/",
			Bot: "B0BOT", User: "U0BOT", Scopes: "commands", Installer: "U0INES", Installed: time.Now().Truncate(time.Second),
		}
		i.Sealed = keys.Seal("xoxb-"+team(n), i)
		if _, err := s.database.Install(s.Context(), i); err != nil {
			return err
		}
	}
	return nil
}

// schedule has each of some workspaces get a digest at the same moment, by the wall clock of a zone of its own.
func (s *scale) schedule(teams []string, at, now time.Time) error {
	database, err := postgres.Connect(s.Context(), s.address, store.Options{Now: func() time.Time { return now }})
	if err != nil {
		return err
	}
	defer database.Close()
	zones := []string{"Europe/Brussels", "America/New_York", "Asia/Tokyo", "America/St_Johns", "Asia/Kolkata", "Australia/Sydney", "Africa/Nairobi", "Pacific/Auckland"}
	var all sync.WaitGroup
	for worker := range 8 {
		all.Go(func() {
			for n := worker; n < len(teams); n += 8 {
				zone, err := time.LoadLocation(zones[n%len(zones)])
				if err != nil {
					s.Error(err)
					return
				}
				local := at.In(zone)
				draft := consensus.Entry{Race: "2024", Recorder: "U0INES", Fact: consensus.Fact{
					Kind: consensus.Scheduling, On: consensus.On(consensus.DayOf(now)),
					Schedule: &consensus.Schedule{Channel: channelOf(teams[n]), Minute: local.Hour()*60 + local.Minute(), Zone: zone.String()},
				}}
				if _, err := database.Opened(teams[n]).Append(s.Context(), "digest", s.entries, []consensus.Entry{draft}); err != nil {
					s.Error(err)
					return
				}
			}
		})
	}
	all.Wait()
	return nil
}

// bytesUnder gives how much a directory takes.
func bytesUnder(dir string) (sum int64) {
	_ = filepath.WalkDir(dir, func(_ string, d os.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			if info, err := d.Info(); err == nil {
				sum += info.Size()
			}
		}
		return nil
	})
	return sum
}

func must(tb testing.TB, err error) {
	tb.Helper()
	if err != nil {
		tb.Fatal(err)
	}
}
