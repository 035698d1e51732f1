package main

import (
	"fmt"
	"os"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// mb gives one of a process's figures of memory, in MB: VmHWM is the most that was resident.
func (s *scale) mb(p *process, name string) int {
	s.Helper()
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", p.cmd.Process.Pid))
	if err != nil {
		return 0 // no such figures on this system
	}
	found := regexp.MustCompile(name + `:\s+(\d+) kB`).FindSubmatch(status)
	if found == nil {
		return 0
	}
	kb, _ := strconv.Atoi(string(found[1]))
	return kb >> 10
}

// cpu gives how long the programs' processors were at work so far; 0 where the system does not say.
func (s *scale) cpu() (sum time.Duration) {
	const tick = 10 * time.Millisecond // of Linux on all machines that Go runs on
	for _, p := range s.replicas {
		stat, _ := os.ReadFile(fmt.Sprintf("/proc/%d/stat", p.cmd.Process.Pid))
		_, after, _ := strings.Cut(string(stat), ") ")
		if fields := strings.Fields(after); len(fields) > 12 {
			user, _ := strconv.Atoi(fields[11])
			system, _ := strconv.Atoi(fields[12])
			sum += time.Duration(user+system) * tick
		}
	}
	return sum
}

// memory has so many workspaces looked after from nothing and asked a question each, and says what the programs took.
func (s *scale) memory(workspaces int, of string) {
	s.Helper()
	s.grow(workspaces)
	s.start()
	began := time.Now()
	s.eventually(10*time.Minute, "every workspace was looked after once", func() bool {
		return s.count(`SELECT count(*) FROM due WHERE next = 0 OR until > now()`) == 0
	})
	s.figure(fmt.Sprintf("looking into %d workspaces, none of them in memory", workspaces), "", "%v", time.Since(began).Round(time.Second/10))
	began = time.Now()
	inParallel(workspaces, 16, func(i int) { s.ask(i/7, team(i), "status", "Secretary General") })
	s.figure(fmt.Sprintf("a question in each of %d", workspaces), "", "%v", time.Since(began).Round(time.Second/10))
	most, now := 0, 0
	for _, p := range s.replicas {
		most, now = max(most, s.mb(p, "VmHWM")), max(now, s.mb(p, "VmRSS"))
	}
	s.bound(most <= 300, fmt.Sprintf("memory of a program, with %d workspaces (%s)", workspaces, of), "<= 300 MB", "%d MB at most, %d MB now", most, now)
	s.stop()
}

// questions asks programs that just started, and beside them one that serves the same ledger from a file.
func (s *scale) questions() {
	s.Helper()
	s.start()
	for i := range s.replicas { // what a program does once, it has done
		s.ask(i, team(s.workspaces-1-i), "status", "Secretary General")
	}
	var cold []time.Duration
	n := min(300, s.workspaces/2)
	for i := range n {
		cold = append(cold, s.ask(i, team(i*(s.workspaces-10)/n), "status", "Secretary General"))
	}
	s.bound(percentile(cold, 99) <= 150*time.Millisecond, "a first question to a workspace that is not in memory", "p99 <= 150 ms",
		"p50 %.1f, p99 %.1f, at most %.1f ms", ms(percentile(cold, 50)), ms(percentile(cold, 99)), ms(percentile(cold, 100)))
	s.warm()
}

// warm asks the same in turn of a workspace in the database and of one in a file, which have the same ledger.
func (s *scale) warm() {
	s.Helper()
	file := start(s.T, s.single(0)...)
	s.replicas = append(s.replicas, file)
	texts := []string{"status", "missing", "member Poland", "history Poland", "candidate Rutte", "changes", "claims", "search round of talks"}
	rounds := 100
	if !s.full {
		rounds = 3
	}
	var took [2][]time.Duration
	var each strings.Builder
	for _, text := range texts {
		var its [2][]time.Duration
		for round := range rounds {
			for n := range 2 {
				which := (round + n) % 2 // who is asked first
				its[which] = append(its[which], s.ask([]int{0, 3}[which], team(0), text, "blocks"))
			}
		}
		for i := range its {
			took[i] = append(took[i], its[i]...)
		}
		fmt.Fprintf(&each, " %s %.2f/%.2f", text, ms(percentile(its[0], 50)), ms(percentile(its[1], 50)))
	}
	s.Logf("ms in the database and in the file:%s", &each)
	ratio := ms(percentile(took[0], 50)) / ms(percentile(took[1], 50))
	s.bound(ratio <= 1.3, "a question to a workspace in memory", "<= 1.3 x in a file", "%.2f x: p50 %.2f and %.2f, p99 %.2f and %.2f ms", ratio,
		ms(percentile(took[0], 50)), ms(percentile(took[1], 50)), ms(percentile(took[0], 99)), ms(percentile(took[1], 99)))
	file.kill()
	s.replicas = s.replicas[:3]
}

func ms(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }

// digests has many fall due in the same minute.
func (s *scale) digests() {
	s.Helper()
	var teams []string
	for i := range s.due {
		teams = append(teams, team(i*s.workspaces/s.due))
	}
	now := time.Now()
	at := now.Add(2 * time.Minute).Truncate(time.Minute)
	if !s.full { // it was due already, and is a little late
		at, now = now.Truncate(time.Minute), now.Truncate(time.Minute).Add(-5*time.Minute)
	}
	s.slack.mu.Lock()
	s.slack.strict, s.slack.takes, s.slack.calls = true, 100*time.Millisecond, map[string]int{}
	for i := 0; i < len(teams); i += 20 {
		s.slack.busy[channelOf(teams[i])] = true
	}
	s.slack.mu.Unlock()
	must(s.T, s.schedule(teams, at, now))
	cpu, wal := s.cpu(), s.count(`SELECT pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')::bigint`)
	s.Logf("%d digests are due at %s", s.due, at.Format(time.TimeOnly))
	s.eventually(10*time.Minute, "all digests are posted", func() bool {
		return s.count(`SELECT count(*) FROM posts WHERE kind = 'digest' AND state = 'posted'`) >= s.due
	})
	var late []time.Duration
	for _, team := range teams {
		list := s.slack.digestsOf(team)
		if len(list) != 1 {
			s.Errorf("%s has %d digests", team, len(list))
			continue
		}
		late = append(late, list[0].at.Sub(at))
	}
	s.slack.mu.Lock()
	over, early, told, calls := s.slack.over, s.slack.early, s.slack.told, s.slack.calls
	s.slack.strict, s.slack.takes = false, 0
	s.slack.mu.Unlock()
	s.Logf("Slack was called: %v", calls)
	s.figure("for each digest: the programs' processors, and the database's log", "", "%.0f ms, %d KB", ms(s.cpu()-cpu)/float64(s.due), (s.count(`SELECT pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')::bigint`)-wal)/s.due>>10)
	s.bound(percentile(late, 99) <= time.Minute, fmt.Sprintf("lateness of %d digests of one minute", s.due), "p99 <= 60 s",
		"p50 %.1f, p99 %.1f, at most %.1f s", percentile(late, 50).Seconds(), percentile(late, 99).Seconds(), percentile(late, 100).Seconds())
	s.bound(over == 0 && early == 0, "calls beyond Slack's limits, and again before Slack said", "none", "%d and %d; %d were told to wait for others", over, early, told)
	if over > 0 || early > 0 {
		s.Errorf("%d calls beyond Slack's limits, %d too early", over, early)
	}
}

// limits says what a workspace takes, and what those queries cost that every program asks all the time.
func (s *scale) limits() {
	s.Helper()
	for _, table := range []string{"entries", "entry_words", "requests", "posts", "due", "heads"} {
		data, indexes := s.count(`SELECT pg_table_size($1::regclass)`, table), s.count(`SELECT pg_indexes_size($1::regclass)`, table)
		s.Logf("%s: %d MB, and %d MB of indexes; %d dead rows", table, data>>20, indexes>>20, s.count(`SELECT n_dead_tup FROM pg_stat_user_tables WHERE relname = $1`, table))
	}
	s.figure("in the database, for each workspace", "", "%d KB", s.count(`SELECT pg_database_size(current_database()) / $1 / 1024`, s.workspaces))
	looks := func(do func() error) time.Duration {
		var took []time.Duration
		for range 20 {
			began := time.Now()
			must(s.T, do())
			took = append(took, time.Since(began))
		}
		return percentile(took, 50)
	}
	s.figure("a look for what is due, each second", "", "%.2f ms", ms(looks(func() error {
		_, err := s.database.TakeDue(s.Context(), "nobody", time.UnixMilli(0), 8)
		return err
	})))
	for _, part := range []int{10, 1} {
		var teams []string
		for n := range s.workspaces / part {
			teams = append(teams, team(n))
		}
		s.figure(fmt.Sprintf("a look at %d ledgers, four times a second", len(teams)), "", "%.2f ms", ms(looks(func() error {
			rows, err := s.pool.Query(s.Context(), `SELECT workspace, hash FROM heads WHERE workspace = ANY($1)`, teams)
			if err == nil {
				rows.Close()
				err = rows.Err()
			}
			return err
		})))
	}
}
