package postgres_test

import (
	"slices"
	"testing"
	"time"

	"natobot/consensus"
	"natobot/store"
	"natobot/store/postgres"
	"natobot/store/postgres/postgrestest"
	"natobot/store/storetest"
)

// record has a ledger record one entry.
func record(t *testing.T, l *postgres.Ledger, key string) {
	t.Helper()
	_, err := l.Append(t.Context(), key, 0, []consensus.Entry{storetest.EveryKind()[0]})
	must(t, err)
}

func installed(t *testing.T, d *postgres.Database, workspace string, at time.Time) int {
	t.Helper()
	generation, err := d.Install(t.Context(), store.Installation{App: "A1", Team: workspace, Workspace: workspace, Name: "Desk", Sealed: []byte("sealed"), Installed: at})
	if err != nil {
		t.Fatal(err)
	}
	return generation
}

func TestStatesAreGoodOnce(t *testing.T) {
	d, now := connect(t, app(t), store.Options{}), storetest.Now()
	begin := func(hash string, until time.Time, want bool) {
		if kept, err := d.Begin(t.Context(), hash, now, until, 3); kept != want || err != nil {
			t.Fatal(kept, err)
		}
	}
	begin("good", now.Add(time.Minute), true)
	begin("other", now.Add(time.Minute), true)
	begin("late", now, true)
	begin("instead of late", now.Add(time.Minute), true)
	begin("one too many", now.Add(time.Minute), false)
	for _, c := range []struct {
		hash string
		want bool
	}{{"good", true}, {"good", false}, {"late", false}, {"never", false}} {
		if got, err := d.Finish(t.Context(), c.hash, now); got != c.want || err != nil {
			t.Errorf("%s: %t, %v", c.hash, got, err)
		}
	}
}

// A late word of a removal does not touch what was installed since, and one of another app nothing.
func TestRemovalsComeInAnyOrderAndLate(t *testing.T) {
	d, now := connect(t, app(t), store.Options{}), storetest.Now()
	if g := installed(t, d, "T1", now); g != 1 {
		t.Error("generation", g)
	}
	removed := func(app string, at time.Time, want bool) {
		t.Helper()
		if got, err := d.Remove(t.Context(), app, "T1", at); got != want || err != nil {
			t.Errorf("removed %t, %v", got, err)
		}
	}
	removed("A2", now, false)
	removed("A1", now.Add(-time.Second), false)
	removed("A1", now, true)
	removed("A1", now, false) // said again, by the other event
	if i, known, err := d.Installation(t.Context(), "T1"); !known || !i.Removed.Equal(now) || err != nil {
		t.Error(i, known, err)
	}
	if g := installed(t, d, "T1", now.Add(time.Hour)); g != 2 {
		t.Error("generation", g)
	}
	removed("A1", now.Add(time.Minute), false)
	i, _, err := d.Installation(t.Context(), "T1")
	if !i.Removed.IsZero() || i.Generation != 2 || err != nil {
		t.Error(i, err)
	}
	if list, err := d.Changed(t.Context(), time.Minute); len(list) != 1 || err != nil {
		t.Error(list, err)
	}
}

// Each workspace is looked after by one, and what is recorded meanwhile is looked into after all.
func TestTurnsAreTakenOnce(t *testing.T) {
	at := postgrestest.Database(t)
	connect(t, at, store.Options{})
	d, now := connect(t, role(t, at), store.Options{}), storetest.Now()
	for _, workspace := range []string{"T1", "T2", "T3"} {
		installed(t, d, workspace, now)
	}
	take := func(owner string, want ...string) {
		t.Helper()
		got, err := d.TakeDue(t.Context(), owner, now, 8)
		slices.Sort(got)
		if err != nil || !slices.Equal(got, want) {
			t.Fatalf("%s takes %v, %v, want %v", owner, got, err, want)
		}
	}
	end := func(owner, workspace string, next time.Time) {
		t.Helper()
		if err := d.EndTurn(t.Context(), owner, workspace, next, now.Add(20*time.Second)); err != nil {
			t.Fatal(err)
		}
	}
	take("a", "T1", "T2", "T3")
	take("b")
	end("b", "T1", now) // not its own
	take("b")
	end("a", "T1", now.Add(time.Hour))
	end("a", "T2", now)
	take("b", "T2")
	l := d.Opened("T3")
	record(t, l, "k1")
	end("a", "T3", now.Add(time.Hour))
	take("b", "T3")
	if ours, err := d.TakeTurn(t.Context(), "a", "T3"); ours || err != nil {
		t.Error(ours, err)
	}
	h := storetest.Embargoed("k2")
	if _, err := l.Hold(t.Context(), h); err != nil {
		t.Fatal(err)
	}
	end("b", "T3", now.Add(48*time.Hour))
	take("a", "T3") // it has news
	end("a", "T3", now.Add(48*time.Hour))
	take("a")
	now = h.Until
	take("a", "T1", "T3") // an embargo ends, and what was noted is due
	if _, err := d.Remove(t.Context(), "A1", "T2", now); err != nil {
		t.Fatal(err)
	}
	postgrestest.Do(t, at, "UPDATE due SET until = now() - interval '1 second' WHERE workspace = 'T1'")
	take("b", "T1") // the lease of one that died is over
	end("a", "T1", now.Add(-time.Hour))
	take("a")
	end("b", "T2", now)
	take("a") // who removed the app is owed nothing
}

// A workspace is erased whole once it removed the app, by a role that may not delete, and by no other way.
func TestErasedWholeOnceRemoved(t *testing.T) {
	at := postgrestest.Database(t)
	connect(t, at, store.Options{})
	d, now := connect(t, role(t, at), store.Options{}), storetest.Now()
	for _, workspace := range []string{"T1", "T2"} {
		installed(t, d, workspace, now)
		l := d.Opened(workspace)
		record(t, l, "k1")
		if _, err := l.Hold(t.Context(), storetest.Embargoed("k2")); err != nil {
			t.Fatal(err)
		}
		must(t, l.Writable(t.Context()))
	}
	refused := func() {
		t.Helper()
		if erased, err := d.Erase(t.Context(), "T1", now); erased || err != nil {
			t.Fatal(erased, err)
		}
		for _, table := range []string{"entries", "requests", "heads", "held", "entry_words"} {
			if err := postgrestest.Try(at, "DELETE FROM "+table); err == nil {
				t.Errorf("%s can be emptied", table)
			}
		}
	}
	refused()
	if _, err := d.Remove(t.Context(), "A1", "T1", now.Add(time.Second)); err != nil {
		t.Fatal(err)
	}
	refused()
	if erased, err := d.Erase(t.Context(), "T1", now.Add(time.Second)); !erased || err != nil {
		t.Fatal(erased, err)
	}
	for _, table := range []string{"entries", "requests", "heads", "held", "entry_words", "probe", "due", "installations"} {
		postgrestest.Do(t, at, "DO $$ BEGIN IF EXISTS (SELECT FROM "+table+" WHERE workspace = 'T1') THEN RAISE 'left in "+table+"'; END IF; IF NOT EXISTS (SELECT FROM "+table+") THEN RAISE 'T2 lost "+table+"'; END IF; END $$")
	}
	if report, err := d.Opened("T2").Check(t.Context()); err != nil || len(report.Problems) > 0 {
		t.Error(report.Problems, err)
	}
	list, err := d.List(t.Context())
	if err != nil || len(list) != 1 || list[0].Workspace != "T2" || list[0].Entries != 1 || list[0].Installed == nil {
		t.Error(list, err)
	}
}
