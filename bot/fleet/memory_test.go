package fleet

import (
	"log/slog"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"natobot/bot"
)

// Who was not used for long is dropped, and, where all take too much, who was used longest ago; nobody
// who is at work.
func TestMemoryHasABound(t *testing.T) {
	now := time.Date(2026, 11, 28, 9, 0, 0, 0, time.UTC)
	f := New(Config{Now: func() time.Time { return now }, MaxBytes: 10 * memberBytes, Log: slog.New(slog.DiscardHandler)})
	stopped := map[string]bool{}
	add := func(workspace string, ago time.Duration, bytes int) *member {
		m := &member{bytes: func() int { return bytes }, used: now.Add(-ago), stop: func() { stopped[workspace] = true }}
		m.Workspace = workspace
		m.bot = bot.Join(bot.Config{Desk: struct{ bot.Desk }{}, Now: f.Now, Zone: time.UTC, Log: f.Log}, bot.Identity{}, f.crew, f.http)
		f.members[workspace] = m
		return m
	}
	left := func(want string) {
		t.Helper()
		f.shrink()
		if got := strings.Join(slices.Sorted(maps.Keys(f.members)), " "); got != want {
			t.Errorf("in memory: %s, want %s", got, want)
		}
	}
	add("idle", idle+time.Second, 0)
	at := add("idle at work", idle+time.Second, 0)
	at.pins = 1
	add("old", 3*time.Minute, 2*memberBytes)
	add("new", time.Minute, 2*memberBytes)
	left("idle at work new old")
	add("large", 2*time.Minute, 4*memberBytes)
	left("idle at work large new")
	f.leave(at)
	left("large new")
	if c := f.Counts(); c.Members != 2 || c.Bytes != 8*memberBytes || c.Evictions != 3 || len(stopped) != 3 {
		t.Errorf("%+v, stopped %v", c, stopped)
	}
	if f.pin("large") == nil || f.pin("old") != nil {
		t.Error("who is served is not who is in memory")
	}
}
