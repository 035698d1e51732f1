package main

import (
	"net/http"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"natobot/bot/localslack"
)

// samples reads what Prometheus would, and complains of what it would not take.
func samples(t *testing.T, address string) map[string]float64 {
	t.Helper()
	r, err := http.Get(address + "/metrics")
	if err != nil {
		t.Fatal(err)
	}
	defer r.Body.Close()
	if kind := r.Header.Get("Content-Type"); !strings.HasPrefix(kind, "text/plain; version=0.0.4") {
		t.Errorf("Content-Type %q", kind)
	}
	got, kinds, told := map[string]float64{}, map[string]string{}, ""
	line := regexp.MustCompile(`^(natobot_[a-z_]+)(\{([a-z]+="[^"\\]*",?)*\})? ([-+.\de]+)$`)
	for text := range strings.Lines(read(t, r.Body)) {
		text = strings.TrimSuffix(text, "\n")
		if words := strings.Fields(text); words[0] == "#" {
			if told = words[2]; words[1] == "TYPE" {
				kinds[told] = words[3]
			}
			continue
		}
		m := line.FindStringSubmatch(text)
		if m == nil {
			t.Errorf("not a sample: %s", text)
			continue
		}
		if family := strings.TrimSuffix(strings.TrimSuffix(strings.TrimSuffix(m[1], "_bucket"), "_sum"), "_count"); m[1] != told && family != told {
			t.Errorf("%s stands below the help of %s", m[1], told)
		}
		if total := strings.HasSuffix(m[1], "_total"); total != (kinds[told] == "counter") {
			t.Errorf("%s is a %s", m[1], kinds[told])
		}
		if got[m[1]+m[2]], err = strconv.ParseFloat(m[4], 64); err != nil {
			t.Error(err)
		}
	}
	return got
}

func TestMetrics(t *testing.T) {
	slack := newSlack(t)
	p := start(t, slack.env...)
	slack.connected(t)
	d := desk{process: p, slackServer: slack}
	for _, text := range []string{"status", "", "stance Poland backs Rutte", "stance Poland backs Rutte and Kallas", "xyzzy"} {
		d.ask(t, text)
	}
	got := samples(t, p.address)
	for name, want := range map[string]float64{
		`natobot_ready`: 1,
		`natobot_commands_total{command="status",result="answered"}`:          2,
		`natobot_commands_total{command="stance",result="recorded"}`:          1,
		`natobot_commands_total{command="stance",result="refused"}`:           1,
		`natobot_commands_total{command="other",result="refused"}`:            1,
		`natobot_command_duration_seconds_count{command="stance"}`:            2,
		`natobot_command_duration_seconds_bucket{command="stance",le="+Inf"}`: 2,
		`natobot_ledger_appends_total{result="recorded"}`:                     1,
		`natobot_ledger_append_duration_seconds_count`:                        1,
		`natobot_ledger_append_duration_seconds_bucket{le="+Inf"}`:            1,
		`natobot_ledger_entries`:                                              29,
		`natobot_queue_length`:                                                0,
		`natobot_queue_capacity`:                                              64,
		`natobot_digest_slots{state="claimed"}`:                               0,
		`natobot_socket_connections{state="open"}`:                            1, // the second follows
		`natobot_socket_connections{state="silent"}`:                          0,
	} {
		if value, is := got[name]; !is || value != want {
			t.Errorf("%s is %v, %t; want %v", name, value, is, want)
		}
	}
	if got["natobot_ledger_size_bytes"] < 4096 {
		t.Errorf("the ledger takes %v bytes", got["natobot_ledger_size_bytes"])
	}
	cumulative(t, got, `natobot_command_duration_seconds_bucket{command="stance",le="`)
}

// cumulative checks that each bucket has all that the smaller ones have.
func cumulative(t *testing.T, got map[string]float64, prefix string) {
	t.Helper()
	last := 0.0
	for _, bound := range []float64{.001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10} {
		n, is := got[prefix+strconv.FormatFloat(bound, 'g', -1, 64)+`"}`]
		if !is || n < last {
			t.Errorf("up to %g seconds: %v, %t, after %v", bound, n, is, last)
		}
		last = n
	}
}

// What a person sees of a failure leads to its line in the log.
func TestReferenceLeadsToTheLog(t *testing.T) {
	d := newDesk(t)
	heal := moved(t, d)
	said := d.ask(t, "stance Poland backs Rutte")
	heal()
	ref := regexp.MustCompile(`\(ref (\w+)\)`).FindStringSubmatch(said)
	if ref == nil {
		t.Fatalf("no reference in %s", said)
	}
	d.kill()
	for _, want := range []string{`msg="a request failed" ref=` + ref[1], `msg="a request was answered" ref=` + ref[1] + " command=stance result=failed user=" + localslack.ReporterID} {
		if !strings.Contains(d.stderr.String(), want) {
			t.Errorf("no %s in the log:\n%s", want, d.stderr)
		}
	}
}
