package commands_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"natobot/commands"
	"natobot/commands/answer"
	"natobot/consensus"
)

// crowded is how many entries of one subject the benchmarks record beside.
const crowded = 50_000

// subjects are what one ledger may have much of, each as the report with a number that says
// what no other does: as a line, and as the fact that comes of it.
var subjects = []struct {
	name string
	line func(i int) string
	fact func(i int) consensus.Fact
}{
	{
		"notes of one candidate",
		func(i int) string { return fmt.Sprintf("note Adams \"Fact %d\"", i) },
		func(i int) consensus.Fact {
			return consensus.Fact{Kind: consensus.Note, Candidate: "kim-adams", Text: fmt.Sprint("Fact ", i)}
		},
	},
	{
		"stances of one member and candidate on one day",
		func(i int) string { return fmt.Sprintf("stance Poland backs Adams from \"Outlet %d\"", i) },
		func(i int) consensus.Fact {
			return consensus.Fact{Kind: consensus.StanceKind, Candidate: "kim-adams", Member: "PL", Position: consensus.Backs, Source: consensus.Source{Outlet: fmt.Sprint("Outlet ", i)}}
		},
	},
	{
		"contested stances of one member and candidate on one day",
		func(i int) string {
			return fmt.Sprintf("stance Poland %s Adams from \"Outlet %d\"", consensus.Position(i%3), i)
		},
		func(i int) consensus.Fact {
			return consensus.Fact{Kind: consensus.StanceKind, Candidate: "kim-adams", Member: "PL", Position: consensus.Position(i % 3), Source: consensus.Source{Outlet: fmt.Sprint("Outlet ", i)}}
		},
	},
	{
		"claims of one candidate",
		func(i int) string { return fmt.Sprintf("claim Adams about %d from \"Outlet %d\"", i%20, i) },
		func(i int) consensus.Fact {
			return consensus.Fact{Kind: consensus.ClaimKind, Candidate: "kim-adams", Count: i % 20, Source: consensus.Source{Outlet: fmt.Sprint("Outlet ", i)}}
		},
	},
}

var oneMorning = time.Date(2024, 2, 23, 8, 0, 0, 0, time.UTC)

// onSubject gives a desk whose ledger has so many entries of one subject, all of one moment.
func onSubject(b *testing.B, n int, fact func(int) consensus.Fact) *commands.Desk {
	b.Helper()
	c := &clock{oneMorning}
	ledger := opened(b, c)
	entries := []consensus.Entry{{Fact: consensus.Fact{Kind: consensus.Candidacy, Candidate: "kim-adams", Name: "Kim Adams", Country: "NL", Status: consensus.Declared}}}
	for i := range n {
		entries = append(entries, consensus.Entry{Fact: fact(i)})
	}
	for i := range entries {
		e := &entries[i]
		e.Number, e.Race, e.Recorder, e.Recorded = i+1, consensus.DefaultRace, "UANNA", oneMorning
		e.On, e.Source.Via = consensus.On(20240223), consensus.Reported
	}
	if err := ledger.Restore(context.Background(), entries); err != nil {
		b.Fatal(err)
	}
	return newDesk(b, ledger, c)
}

// BenchmarkSubject shows that recording costs the same however much the ledger has of what is
// recorded (x-flat: the median beside 50,000 of one subject by that beside none, asked
// in turn), with its sync.
func BenchmarkSubject(b *testing.B) {
	for _, s := range subjects {
		b.Run(s.name, func(b *testing.B) {
			desks := []*commands.Desk{onSubject(b, 0, s.fact), onSubject(b, crowded, s.fact)}
			took := make([][]time.Duration, len(desks))
			for i := crowded; b.Loop(); i++ {
				for j := range desks {
					j = (i + j) % len(desks)
					began := time.Now()
					r := desks[j].Do(b.Context(), commands.Request{Key: fmt.Sprint(i), User: commands.User{ID: "UBEN"}, Text: s.line(i)})
					took[j] = append(took[j], time.Since(began))
					if r.Outcome != answer.Recorded || !strings.HasPrefix(r.Title, "Recorded as #") {
						b.Fatal(r.Plain())
					}
				}
			}
			few, many := middle(took[0]), middle(took[1])
			b.ReportMetric(float64(few.Microseconds()), "us-beside-0")
			b.ReportMetric(float64(many.Microseconds()), fmt.Sprint("us-beside-", crowded))
			b.ReportMetric(float64(many)/float64(few), "x-flat")
			b.ReportMetric(0, "ns/op")
		})
	}
}

func middle(took []time.Duration) time.Duration {
	slices.Sort(took)
	return took[len(took)/2]
}

// BenchmarkImport tells how long 20,000 lines of one subject take to import.
func BenchmarkImport(b *testing.B) {
	const lines = 20_000
	for _, s := range subjects {
		b.Run(s.name, func(b *testing.B) {
			var file strings.Builder
			file.WriteString("candidate Kim Adams of Netherlands declared\n")
			for i := range lines {
				file.WriteString(s.line(i) + "\n")
			}
			for b.Loop() {
				c := &clock{oneMorning}
				desk := newDesk(b, opened(b, c), c)
				report, err := desk.Import(b.Context(), "file", strings.NewReader(file.String()), commands.ImportOptions{})
				if err != nil || report.Added != lines+1 {
					b.Fatal(report, err)
				}
			}
		})
	}
}

// BenchmarkOneCandidate compares the rate at which 32 people record on one candidate, whatever
// each has to say, with their rate on many (x-many).
func BenchmarkOneCandidate(b *testing.B) {
	const (
		people = 32
		many   = 64
		spell  = 500 * time.Millisecond
	)
	surname := func(i int) string { // none is nearly another
		return "X" + strings.Repeat(string(rune('k'+i/8)), 4) + strings.Repeat(string(rune('k'+i%8)), 4)
	}
	texts := map[string]func(i, of int) string{
		"notes": func(i, of int) string { return fmt.Sprintf("note %s \"Fact %d\"", surname(i%of), i) },
		"stances of one member": func(i, of int) string {
			return fmt.Sprintf("stance Poland backs %s from \"Outlet %d\"", surname(i%of), i)
		},
		"claims": func(i, of int) string {
			return fmt.Sprintf("claim %s about %d from \"Outlet %d\"", surname(i%of), i%20, i)
		},
	}
	for name, text := range texts {
		b.Run(name, func(b *testing.B) {
			var desks [2]*commands.Desk
			for j := range desks {
				c := &clock{oneMorning}
				desks[j] = newDesk(b, opened(b, c), c)
				for i := range many {
					if r := do(desks[j], fmt.Sprintf("candidate Kim %s of Netherlands declared", surname(i))); r.Outcome != answer.Recorded {
						b.Fatal(r.Plain())
					}
				}
			}
			var sent atomic.Int64
			var done [2]float64
			for b.Loop() { // in turn, so that both meet the same weather
				for j, of := range []int{1, many} {
					began, before := time.Now(), sent.Load()
					var all sync.WaitGroup
					for p := range people {
						all.Go(func() {
							for time.Since(began) < spell {
								i := int(sent.Add(1))
								r := desks[j].Do(context.Background(), commands.Request{Key: fmt.Sprint(i), User: commands.User{ID: fmt.Sprint("U", p)}, Text: text(i, of)})
								if r.Outcome != answer.Recorded {
									panic(r.Plain())
								}
							}
						})
					}
					all.Wait()
					done[j] += float64(sent.Load()-before) / time.Since(began).Seconds()
				}
			}
			b.ReportMetric(done[0]/float64(b.N), "one/s")
			b.ReportMetric(done[1]/float64(b.N), "many/s")
			b.ReportMetric(done[0]/done[1], "x-many")
			b.ReportMetric(0, "ns/op")
		})
	}
}

// BenchmarkLiveNoteBeside shows that a live note costs the same however much the ledger has of
// what it tells.
func BenchmarkLiveNoteBeside(b *testing.B) {
	for _, s := range subjects {
		b.Run(s.name, func(b *testing.B) {
			desks := []*commands.Desk{onSubject(b, 0, s.fact), onSubject(b, crowded, s.fact)}
			points := []consensus.Point{{On: 20240223, Known: 1}, {On: 20240223, Known: crowded + 1}}
			took := make([][]time.Duration, len(desks))
			for i, desk := range desks {
				ask(desk, "one more", "UBEN", s.line(crowded+i))
			}
			for b.Loop() {
				for i, desk := range desks {
					began := time.Now()
					if _, err := desk.LiveNotes(b.Context(), "", points[i].Known, points[i]); err != nil {
						b.Fatal(err)
					}
					took[i] = append(took[i], time.Since(began))
				}
			}
			few, many := middle(took[0]), middle(took[1])
			b.ReportMetric(float64(many.Microseconds()), fmt.Sprint("us-beside-", crowded))
			b.ReportMetric(float64(many)/float64(few), "x-flat")
			b.ReportMetric(0, "ns/op")
		})
	}
}
