package ops

import (
	"fmt"
	"io"
	"runtime"
	"time"

	"github.com/VictoriaMetrics/metrics"
)

// bounds gives the upper bounds of the histograms' buckets, in seconds. Slack waits for three.
func bounds() []float64 {
	return []float64{.001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10}
}

// family is everything that is counted under one name. The library counts; the lines of help
// are ours, for it writes none.
type family struct {
	name, kind, help string
	*metrics.Set
}

func newFamily(name, kind, help string) family {
	return family{"natobot_" + name, kind, help, metrics.NewSet()}
}

func (f family) write(w io.Writer) {
	fmt.Fprintf(w, "# HELP %s %s\n# TYPE %s %s\n", f.name, f.help, f.name, f.kind)
	f.WritePrometheus(w)
}

// Metrics counts what the program did since it started.
type Metrics struct {
	version               string
	commands, commandTime family
	appends, appendTime   family
}

// NewMetrics counts from zero, for a program of that version.
func NewMetrics(version string) *Metrics {
	m := &Metrics{
		version:     version,
		commands:    newFamily("commands_total", "counter", "Commands by name and result."),
		commandTime: newFamily("command_duration_seconds", "histogram", "How long the desk took for a command."),
		appends:     newFamily("ledger_appends_total", "counter", "Requests to record, by what became of them."),
		appendTime:  newFamily("ledger_append_duration_seconds", "histogram", "How long an append took until it was on disk; one may carry several requests."),
	}
	m.appendTime.histogram("") // it is there before anything is recorded
	return m
}

// Commanded counts one command. Its name must be one of few: each makes a line of its own.
func (m *Metrics) Commanded(command, result string, took time.Duration) {
	m.commands.GetOrCreateCounter(fmt.Sprintf("%s{command=%q,result=%q}", m.commands.name, command, result)).Inc()
	m.commandTime.histogram(fmt.Sprintf("{command=%q}", command)).Update(took.Seconds())
}

// Appended counts what one writing to the ledger did for each request, and how long it took
// until it was on disk.
func (m *Metrics) Appended(took time.Duration, results []string) {
	m.appendTime.histogram("").Update(took.Seconds())
	for _, r := range results {
		m.appends.GetOrCreateCounter(fmt.Sprintf("%s{result=%q}", m.appends.name, r)).Inc()
	}
}

func (f family) histogram(labels string) *metrics.PrometheusHistogram {
	return f.GetOrCreatePrometheusHistogramExt(f.name+labels, bounds())
}

// write writes what was counted.
func (m *Metrics) write(w io.Writer) {
	for _, f := range []family{m.commands, m.commandTime, m.appends, m.appendTime} {
		f.write(w)
	}
}

// Gauge is something that is as it is now: one value, or one for each state.
type Gauge struct {
	Name, Help string
	Value      int64
	States     map[string]int // instead of Value
}

func (g Gauge) write(w io.Writer) {
	f := newFamily(g.Name, "gauge", g.Help)
	set := func(labels string, v int64) { f.NewGauge(f.name+labels, nil).Set(float64(v)) }
	if g.States == nil {
		set("", g.Value)
	}
	for state, n := range g.States {
		set(fmt.Sprintf("{state=%q}", state), int64(n))
	}
	f.write(w)
}

// writeBuild says what runs.
func (m *Metrics) writeBuild(w io.Writer) {
	f := newFamily("build_info", "gauge", "The version that runs.")
	f.NewGauge(fmt.Sprintf("%s{version=%q,goversion=%q}", f.name, m.version, runtime.Version()), nil).Set(1)
	f.write(w)
}
