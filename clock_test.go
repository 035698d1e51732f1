package main

import (
	"testing"
	"time"
)

func TestNextMorning(t *testing.T) {
	brussels := zone(t, "Europe/Brussels")
	tests := []struct{ name, now, digest, want string }{
		{"the next digest", "2024-02-23 09:00", "2024-02-24 08:00", "2024-02-24 08:00"},
		{"a digest of this evening", "2024-02-23 09:00", "2024-02-23 20:00", "2024-02-23 20:00"},
		{"a digest after the weekend", "2024-02-23 09:00", "2024-02-26 08:00", "2024-02-24 08:00"},
		{"no digest at all", "2024-02-23 09:00", "", "2024-02-24 08:00"},
		{"no digest, in the night of summer time", "2024-03-30 09:00", "", "2024-03-31 08:00"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var digest time.Time
			if tt.digest != "" {
				digest = wall(t, tt.digest, brussels)
			}
			got := nextMorning(wall(t, tt.now, brussels), digest, brussels)
			if want := wall(t, tt.want, brussels); !got.Equal(want) {
				t.Errorf("got %v, want %v", got.In(brussels), want)
			}
		})
	}
}

func TestClockMovesOnFromWhereItWasSet(t *testing.T) {
	real := time.Date(2026, 11, 23, 10, 0, 0, 0, time.UTC)
	c := newClock(func() time.Time { return real })
	c.set(c.offsetTo(time.Date(2024, 2, 23, 8, 0, 0, 0, time.UTC)))
	select {
	case <-c.moved:
	default:
		t.Error("nobody was told that the clock moved")
	}
	real = real.Add(time.Minute)
	if want := time.Date(2024, 2, 23, 8, 1, 0, 0, time.UTC); !c.Now().Equal(want) {
		t.Errorf("got %v, want %v", c.Now(), want)
	}
}

func wall(t *testing.T, s string, zone *time.Location) time.Time {
	t.Helper()
	m, err := time.ParseInLocation("2006-01-02 15:04", s, zone)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func zone(t *testing.T, name string) *time.Location {
	t.Helper()
	z, err := time.LoadLocation(name)
	if err != nil {
		t.Fatal(err)
	}
	return z
}
