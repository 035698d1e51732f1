package ops

import (
	"strings"
	"testing"
	"time"
)

func TestMetricsAreWrittenAsPrometheusReadsThem(t *testing.T) {
	m := NewMetrics("v1")
	for _, took := range []time.Duration{time.Millisecond, 3 * time.Millisecond, time.Minute} {
		m.Commanded("status", "answered", took)
	}
	m.Appended(2*time.Millisecond, []string{"recorded", "recorded", "failed"})
	var text strings.Builder
	m.writeBuild(&text)
	m.write(&text)
	Gauge{Name: "queue_length", Help: "Requests that wait.", Value: 3}.write(&text)
	Gauge{Name: "socket_connections", Help: "By state.", States: map[string]int{"open": 2, "closed": 0}}.write(&text)
	for _, want := range []string{
		`build_info{version="v1",goversion="`,
		"# HELP natobot_commands_total Commands by name and result.\n# TYPE natobot_commands_total counter\nnatobot_commands_total{command=\"status\",result=\"answered\"} 3\n",
		"# TYPE natobot_command_duration_seconds histogram\n",
		"command_duration_seconds_bucket{command=\"status\",le=\"0.001\"} 1\n", "{command=\"status\",le=\"0.0025\"} 1\n", "{command=\"status\",le=\"0.005\"} 2\n",
		"{command=\"status\",le=\"10\"} 2\n", "{command=\"status\",le=\"+Inf\"} 3\n",
		"command_duration_seconds_sum{command=\"status\"} 60.004\n", "command_duration_seconds_count{command=\"status\"} 3\n",
		"ledger_appends_total{result=\"recorded\"} 2\n", "ledger_appends_total{result=\"failed\"} 1\n",
		"ledger_append_duration_seconds_bucket{le=\"0.0025\"} 1\n", "ledger_append_duration_seconds_count 1\n",
		"# HELP natobot_queue_length Requests that wait.\n# TYPE natobot_queue_length gauge\nnatobot_queue_length 3\n",
		"natobot_socket_connections{state=\"closed\"} 0\nnatobot_socket_connections{state=\"open\"} 2\n",
	} {
		if !strings.Contains(text.String(), want) {
			t.Errorf("no %s in\n%s", want, text.String())
		}
	}
}
