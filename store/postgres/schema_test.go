package postgres

import (
	"fmt"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"natobot/consensus"
	"natobot/store"
	"natobot/store/postgres/postgrestest"
	"natobot/store/storetest"
)

func connectTo(t testing.TB, address string) *Database {
	t.Helper()
	d, err := Connect(t.Context(), address, store.Options{Now: storetest.Now})
	storetest.Must(t, err)
	t.Cleanup(d.Close)
	return d
}

// Programs that start together on an empty database make its tables once, and its first workspace.
func TestStepsAreTakenOnce(t *testing.T) {
	address := postgrestest.Database(t)
	var all sync.WaitGroup
	made := make(chan bool, 8)
	for range 8 {
		all.Go(func() {
			d, err := Connect(t.Context(), address, store.Options{Now: storetest.Now})
			if err != nil {
				t.Error(err)
				return
			}
			defer d.Close()
			_, first, err := d.Ledger(t.Context(), "T1")
			if err != nil {
				t.Error(err)
			}
			made <- first
		})
	}
	all.Wait()
	close(made)
	count := 0
	for first := range made {
		if first {
			count++
		}
	}
	if count != 1 {
		t.Errorf("the workspace was made %d times", count)
	}
}

// A program of the version before goes on working beside one that has taken its step, and one that
// is too old for it does not start.
func TestRollingUpgrade(t *testing.T) {
	address := postgrestest.Database(t)
	old := connectTo(t, address)
	l, _, err := old.Ledger(t.Context(), "T1")
	storetest.Must(t, err)
	next := fstest.MapFS{}
	newest, err := known(steps)
	storetest.Must(t, err)
	for n := 1; n <= newest+1; n++ {
		name := fmt.Sprintf("schema/%03d.sql", n)
		text, err := steps.ReadFile(name)
		if err != nil {
			text = []byte(`ALTER TABLE entries ADD COLUMN heard bytea NOT NULL DEFAULT ''; CREATE TABLE heard (day bigint PRIMARY KEY)`)
		}
		next[name] = &fstest.MapFile{Data: text}
	}
	storetest.Must(t, connectTo(t, address).upgrade(t.Context(), next, newest+1, newest))
	for number, ledger := range []*Ledger{l, func() *Ledger {
		l, _, err := connectTo(t, address).Ledger(t.Context(), "T1")
		storetest.Must(t, err)
		return l
	}()} {
		_, err = ledger.Append(t.Context(), fmt.Sprint(number), number, []consensus.Entry{storetest.Stance(number)})
		storetest.Must(t, err)
	}
	report, err := l.Check(t.Context())
	if err != nil || len(report.Problems) > 0 || report.Schema != newest+1 {
		t.Errorf("%v, schema %d, problems %q", err, report.Schema, report.Problems)
	}
	postgrestest.Do(t, address, fmt.Sprintf("UPDATE natobot_schema SET version = %d, oldest = %d", newest+2, newest+1))
	_, err = Connect(t.Context(), address, store.Options{Now: storetest.Now})
	if e := storetest.Refused(t, err, consensus.Unavailable); !strings.Contains(e.Message, "newer natobot") {
		t.Error(e.Message)
	}
}

// A step that fails leaves nothing of itself or of those before it.
func TestFailedStepLeavesNothing(t *testing.T) {
	address := postgrestest.Database(t)
	d := connectTo(t, address)
	text, err := steps.ReadFile("schema/001.sql")
	storetest.Must(t, err)
	newest, err := known(steps)
	storetest.Must(t, err)
	broken := fstest.MapFS{"schema/001.sql": {Data: text}}
	for _, n := range []int{newest + 1, newest + 2} {
		broken[fmt.Sprintf("schema/%03d.sql", n)] = &fstest.MapFile{Data: []byte(`CREATE TABLE heard (workspace text)`)}
	}
	if d.upgrade(t.Context(), broken, newest+2, 1) == nil {
		t.Error("it was taken")
	}
	if version, _, err := d.version(t.Context()); version != newest || err != nil {
		t.Errorf("version %d, %v", version, err)
	}
	storetest.Must(t, postgrestest.Try(address, `CREATE TABLE heard (workspace text)`))
}

// What is only read is not made.
func TestReadingMakesNothing(t *testing.T) {
	address := postgrestest.Database(t)
	_, err := Connect(t.Context(), address, store.Options{Reading: true})
	storetest.Refused(t, err, consensus.NotFound)
	connectTo(t, address)
	d, err := Connect(t.Context(), address, store.Options{Reading: true})
	storetest.Must(t, err)
	defer d.Close()
	_, _, err = d.Ledger(t.Context(), "T1")
	storetest.Refused(t, err, consensus.NotFound)
}

// The columns are of the types as which their values are sent.
func TestColumnsHaveTheirTypes(t *testing.T) {
	d := connectTo(t, postgrestest.Database(t))
	for i, name := range strings.Split(store.WholeColumns(), ", ") {
		var kind string
		storetest.Must(t, d.pool.QueryRow(t.Context(), `SELECT data_type FROM information_schema.columns WHERE table_name = 'entries' AND column_name = $1`, name).Scan(&kind))
		if want := newColumns()[i].kind(); kind != want {
			t.Errorf("%s is %s, sent as %s", name, kind, want)
		}
	}
}
