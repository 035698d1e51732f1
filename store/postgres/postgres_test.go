package postgres_test

import (
	"testing"

	"natobot/store"
	"natobot/store/postgres"
	"natobot/store/storetest"
)

// Every ledger of the suite is a workspace of one database, so that each has all others' rows
// beside it; and the program's role sees none that a statement does not name.
func TestPostgres(t *testing.T) {
	address := app(t)
	storetest.Run(t, func(t *testing.T, place string) store.Ledger { return open(t, address, place) })
}

var (
	must    = storetest.Must
	same    = storetest.Same
	refused = storetest.Refused
)

// connect opens a database for the length of the test.
func connect(tb testing.TB, address string, o store.Options) *postgres.Database {
	tb.Helper()
	if o.Now == nil {
		o.Now = storetest.Now
	}
	d, err := postgres.Connect(tb.Context(), address, o)
	must(tb, err)
	tb.Cleanup(d.Close)
	return d
}

// open opens a workspace's ledger for the length of the test, by a pool of its own.
func open(tb testing.TB, address, workspace string) *postgres.Ledger {
	tb.Helper()
	l, _, err := connect(tb, address, store.Options{}).Ledger(tb.Context(), workspace)
	must(tb, err)
	tb.Cleanup(func() { must(tb, l.Close()) })
	return l
}
