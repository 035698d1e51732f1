package main

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"sync"
	"time"

	"natobot/commands"
)

// bounds are the upper bounds of the histograms' buckets, in seconds. Slack's patience
// ends at three.
var bounds = [...]float64{.001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10}

// histogram counts how long things took.
type histogram struct {
	buckets [len(bounds)]int // each counts for itself alone; what took longer is in count
	count   int
	sum     time.Duration
}

func (h *histogram) observe(took time.Duration) {
	h.count++
	h.sum += took
	for i, bound := range bounds {
		if took.Seconds() <= bound {
			h.buckets[i]++
			return
		}
	}
}

// outcome is a command and how it ended.
type outcome struct{ command, result string }

// metrics counts what the program did since it started.
type metrics struct {
	names map[string]bool // of commands

	mu       sync.Mutex
	outcomes map[outcome]int
	commands map[string]*histogram
	appends  map[string]int // by result
	appended histogram
}

func newMetrics() *metrics {
	m := &metrics{names: map[string]bool{}, outcomes: map[outcome]int{}, commands: map[string]*histogram{}, appends: map[string]int{}}
	for _, c := range commands.CommandInfos() {
		m.names[c.Name] = true
	}
	return m
}

// name gives the command that a text names, and "other" for one that is no command's
// name: what people type must not make labels without end.
func (m *metrics) name(text string) string {
	word, _, _ := strings.Cut(strings.ToLower(strings.TrimSpace(text)), " ")
	switch {
	case word == "" || word == "here":
		return "status"
	case m.names[word]:
		return word
	}
	return "other"
}

// commanded counts one command.
func (m *metrics) commanded(command, result string, took time.Duration) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.outcomes[outcome{command, result}]++
	if m.commands[command] == nil {
		m.commands[command] = &histogram{}
	}
	m.commands[command].observe(took)
}

// appendedAll counts what one writing to the ledger did, and how long it took until it was on disk.
func (m *metrics) appendedAll(took time.Duration, results []string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.appended.observe(took)
	for _, r := range results {
		m.appends[r]++
	}
}

// write writes what was counted.
func (m *metrics) write(w io.Writer) {
	m.mu.Lock()
	defer m.mu.Unlock()
	p := page{w}
	p.head("commands_total", "counter", "Commands by name and result.")
	for _, o := range slices.SortedFunc(maps.Keys(m.outcomes), func(a, b outcome) int {
		return strings.Compare(a.command+" "+a.result, b.command+" "+b.result)
	}) {
		p.value("commands_total", fmt.Sprintf("command=%q,result=%q", o.command, o.result), m.outcomes[o])
	}
	p.head("command_duration_seconds", "histogram", "How long the desk took for a command.")
	for _, name := range slices.Sorted(maps.Keys(m.commands)) {
		p.histogram("command_duration_seconds", fmt.Sprintf("command=%q", name), m.commands[name])
	}
	p.head("ledger_appends_total", "counter", "Requests to record, by what became of them.")
	for _, result := range slices.Sorted(maps.Keys(m.appends)) {
		p.value("ledger_appends_total", fmt.Sprintf("result=%q", result), m.appends[result])
	}
	p.head("ledger_append_duration_seconds", "histogram", "How long an append took until it was on disk; one may carry several requests.")
	p.histogram("ledger_append_duration_seconds", "", &m.appended)
}

// page is what Prometheus reads, in its text format 0.0.4.
type page struct{ io.Writer }

func (p page) head(name, kind, help string) {
	fmt.Fprintf(p, "# HELP natobot_%s %s\n# TYPE natobot_%s %s\n", name, help, name, kind)
}

// value writes a sample; labels may be empty.
func (p page) value(name, labels string, v any) {
	if labels != "" {
		labels = "{" + labels + "}"
	}
	fmt.Fprintf(p, "natobot_%s%s %v\n", name, labels, v)
}

func (p page) gauge(name, help string, v any) {
	p.head(name, "gauge", help)
	p.value(name, "", v)
}

func (p page) histogram(name, labels string, h *histogram) {
	with := labels
	if with != "" {
		with += ","
	}
	count := 0
	for i, bound := range bounds {
		count += h.buckets[i]
		p.value(name+"_bucket", fmt.Sprintf("%sle=\"%g\"", with, bound), count)
	}
	p.value(name+"_bucket", with+`le="+Inf"`, h.count)
	p.value(name+"_sum", labels, h.sum.Seconds())
	p.value(name+"_count", labels, h.count)
}
