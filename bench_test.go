package main

import (
	"bufio"
	"context"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"natobot/consensus"
	"natobot/consensus/bodies"
	"natobot/store/sqlite"
)

// BenchmarkColdStart tells how long the real program takes from its start to an answer that
// was drawn from a ledger of 10,000 entries.
func BenchmarkColdStart(b *testing.B) {
	path, err := buildOnce()
	if err != nil {
		b.Fatal(err)
	}
	ledger := ledgerOf(b, 10_000)
	var took []time.Duration
	for b.Loop() {
		began := time.Now()
		cmd := exec.Command(path, "ask", "status")
		cmd.Env = []string{"NATO_STORE=" + ledger}
		out, err := cmd.CombinedOutput()
		if err != nil || !strings.Contains(string(out), "Candidate") {
			b.Fatalf("%v: %s", err, out)
		}
		took = append(took, time.Since(began))
	}
	slices.Sort(took)
	b.ReportMetric(took[len(took)/2].Seconds()*1000, "ms/answer-p50")
	b.ReportMetric(took[len(took)-1].Seconds()*1000, "ms/answer-max")
}

// BenchmarkMemory tells what memory the real program holds while nobody asks: as a local
// workspace once it is ready, and in Slack right after its first answer.
func BenchmarkMemory(b *testing.B) {
	b.Run("local", func(b *testing.B) {
		var resident int
		for b.Loop() {
			p := start(b)
			awaitStatus(b, p.address+"/readyz", http.StatusOK)
			resident = max(resident, p.resident(b))
			p.kill()
		}
		b.ReportMetric(float64(resident)/1024, "MiB-resident")
	})
	for _, entries := range []int{0, 1_000_000} {
		b.Run(fmt.Sprint("entries=", entries), func(b *testing.B) {
			slack := newSlack(b)
			if entries > 0 {
				slack.env[len(slack.env)-1] = "NATO_STORE=" + ledgerOf(b, entries)
			}
			var resident int
			for b.Loop() {
				d := desk{start(b, slack.env...), slack, ""}
				slack.connected(b)
				if said := d.ask(b, "status"); !strings.Contains(said, "members") {
					b.Fatal(said)
				}
				resident = max(resident, d.resident(b))
				d.kill()
			}
			b.ReportMetric(float64(resident)/1024, "MiB-resident")
		})
	}
}

// resident gives the process's resident memory in kilobytes.
func (p *process) resident(b *testing.B) int {
	b.Helper()
	status, err := os.Open(fmt.Sprintf("/proc/%d/status", p.cmd.Process.Pid))
	if err != nil {
		b.Skip("there is no /proc here: ", err)
	}
	defer status.Close()
	for s := bufio.NewScanner(status); s.Scan(); {
		if text, found := strings.CutPrefix(s.Text(), "VmRSS:"); found {
			n, err := strconv.Atoi(strings.Fields(text)[0])
			if err != nil {
				b.Fatal(err)
			}
			return n
		}
	}
	b.Fatal("the system does not say")
	return 0
}

// ledgerOf makes a ledger of a race that is written about for a long time: reports of all
// members on four candidates.
func ledgerOf(b *testing.B, n int) string {
	b.Helper()
	path := filepath.Join(b.TempDir(), "natobot.db")
	ledger, err := sqlite.Open(b.Context(), path, sqlite.Options{Workspace: workspace, Now: time.Now})
	if err != nil {
		b.Fatal(err)
	}
	members := bodies.NATO().Members
	began := time.Date(2024, time.January, 2, 9, 0, 0, 0, time.UTC)
	entries := make([]consensus.Entry, n)
	for i := range entries {
		recorded := began.Add(time.Duration(i) * (600 * 24 * time.Hour / time.Duration(n))).Truncate(time.Millisecond)
		candidate, member, month := i%4, i/4%len(members), i*20/n
		fact := consensus.Fact{
			Kind: consensus.StanceKind, Member: members[member].Code, Position: consensus.Position((member + candidate + month) % 6),
			Source: consensus.Source{Via: consensus.Reported, Outlet: "Outlet", Link: "https://example.org/article"},
		}
		if i < 4 {
			fact = consensus.Fact{Kind: consensus.Candidacy, Name: fmt.Sprintf("Candidate%d", i), Country: "NL", Status: consensus.Declared}
		}
		fact.Candidate, fact.On = consensus.Key(fmt.Sprintf("candidate%d", candidate)), consensus.On(consensus.DayOf(recorded))
		entries[i] = consensus.Entry{Number: i + 1, Race: "2024", Recorded: recorded, Recorder: "UANNA", Fact: fact}
	}
	if err := ledger.Restore(context.Background(), entries); err != nil {
		b.Fatal(err)
	}
	if err := ledger.Close(); err != nil {
		b.Fatal(err)
	}
	return path
}
