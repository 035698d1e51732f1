package consensus_test

import (
	"testing"
	"time"

	"natobot/consensus"
)

func TestDay(t *testing.T) {
	if _, ok := consensus.NewDay(2023, time.February, 29); ok {
		t.Error("29 February 2023 does not exist")
	}
	d, ok := consensus.NewDay(2024, time.February, 29)
	if !ok || d != 20240229 {
		t.Fatalf("29 February 2024: %v", d)
	}
	if got := d.Add(1); got != 20240301 {
		t.Errorf("the day after: %v", got)
	}
	if got := d.Add(-60); got != 20231231 {
		t.Errorf("60 days before: %v", got)
	}
	if got := consensus.Day(20240307).Since(20240222); got != 14 {
		t.Errorf("days from 22 February to 7 March 2024: %d", got)
	}
	if got := d.Weekday(); got != time.Thursday {
		t.Errorf("weekday: %v", got)
	}
	if got := consensus.Day(20240210).EndOfMonth(); got != 20240229 {
		t.Errorf("end of month: %v", got)
	}
	if d.Long() != "29 February 2024" || d.String() != "2024-02-29" || consensus.Day(0).String() != "" {
		t.Errorf("in words: %q %q", d.Long(), d.String())
	}
}

func TestDayText(t *testing.T) {
	var d consensus.Day
	if err := d.UnmarshalText([]byte("2024-02-22")); err != nil || d != 20240222 {
		t.Errorf("%v %v", d, err)
	}
	if err := d.UnmarshalText([]byte("2024-02-30")); err == nil {
		t.Error("30 February was read")
	}
	if err := d.UnmarshalText(nil); err != nil || d != 0 {
		t.Errorf("no day: %v %v", d, err)
	}
}

func TestWhen(t *testing.T) {
	for want, w := range map[string]consensus.When{
		"22 February 2024": consensus.On(20240222),
		"February 2024":    {Day: 20240229, Precision: consensus.InMonth},
		"by 29 March 2024": {Day: 20240329, Precision: consensus.ByThen},
		"":                 {},
	} {
		if got := w.String(); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

// T3: a day may end at an hour other than midnight's, and a zone may skip midnight or a
// whole day.
func TestDayEnd(t *testing.T) {
	for _, tt := range []struct {
		zone string
		day  consensus.Day
		want string
	}{
		{"Europe/Brussels", 20240222, "2024-02-22T23:00:00Z"},
		{"Europe/Brussels", 20240331, "2024-03-31T22:00:00Z"}, // summer time began that day
		{"Africa/Cairo", 20240425, "2024-04-25T22:00:00Z"},    // the next day begins at 01:00
		{"America/New_York", 20241103, "2024-11-04T05:00:00Z"},
		{"Pacific/Apia", 20111229, "2011-12-30T10:00:00Z"}, // there was no 30 December 2011
		{"Pacific/Kiritimati", 20240222, "2024-02-22T10:00:00Z"},
		{"Pacific/Pago_Pago", 20240222, "2024-02-23T11:00:00Z"},
	} {
		loc, err := time.LoadLocation(tt.zone)
		if err != nil {
			t.Fatal(err)
		}
		if got := tt.day.End(loc).UTC().Format(time.RFC3339); got != tt.want {
			t.Errorf("%v in %s ends at %s, want %s", tt.day, tt.zone, got, tt.want)
		}
	}
}
