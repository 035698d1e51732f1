package postgres_test

import (
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"natobot/consensus"
	"natobot/store"
	"natobot/store/postgres"
	"natobot/store/postgres/postgrestest"
	"natobot/store/storetest"

	"github.com/jackc/pgx/v5"
)

// Many who record in many workspaces at once, by two programs, share statements: each ledger is sound, and
// has what was answered of it; what the database refuses of one keeps no other from being recorded.
func TestManyWorkspacesAtOnce(t *testing.T) {
	address := app(t)
	programs := []*postgres.Database{connect(t, address, store.Options{}), connect(t, address, store.Options{})}
	const workspaces, each = 12, 30
	var all sync.WaitGroup
	for n := range 2 * workspaces {
		l, _, err := programs[n%2].Ledger(t.Context(), fmt.Sprintf("T%d", n/2))
		must(t, err)
		all.Go(func() {
			seen := 0
			for i := range each {
				if i%7 == 3 {
					bad := storetest.Stance(i)
					bad.Target = 99_999 // which the database refuses
					if _, err := l.Append(t.Context(), fmt.Sprint("bad ", n, i), seen, []consensus.Entry{bad}); err == nil {
						t.Error("it was recorded")
					}
				}
				if err := storetest.Insist(t.Context(), l, fmt.Sprint(n, " ", i), &seen, storetest.Stance(n)); err != nil {
					t.Error(err)
				}
			}
		})
	}
	all.Wait()
	for n := range workspaces {
		l, _, err := programs[0].Ledger(t.Context(), fmt.Sprintf("T%d", n))
		must(t, err)
		report, err := l.Check(t.Context())
		if err != nil || len(report.Problems) > 0 || report.Entries != 2*each {
			t.Errorf("T%d: %v, %d entries, problems %q", n, err, report.Entries, report.Problems)
		}
	}
}

// A workspace whose end somebody holds keeps nobody in another one waiting.
func TestHeldWorkspaceHoldsUpNoOther(t *testing.T) {
	address := postgrestest.Database(t)
	d := connect(t, address, store.Options{})
	ledgers := make([]*postgres.Ledger, 6)
	for i := range ledgers {
		var err error
		ledgers[i], _, err = d.Ledger(t.Context(), fmt.Sprintf("T%d", i))
		must(t, err)
	}
	bare, _, _ := strings.Cut(address, "&pool_max_conns")
	c, err := pgx.Connect(t.Context(), bare)
	must(t, err)
	defer c.Close(t.Context())
	tx, err := c.Begin(t.Context())
	must(t, err)
	_, err = tx.Exec(t.Context(), `SELECT 1 FROM heads WHERE workspace = 'T0' FOR UPDATE`)
	must(t, err)
	held := make(chan error, 1)
	go func() {
		_, err := ledgers[0].Append(t.Context(), "held", 0, []consensus.Entry{storetest.Stance(0)})
		held <- err
	}()
	began := time.Now()
	var all sync.WaitGroup
	for w := 1; w < len(ledgers); w++ {
		all.Go(func() {
			for i := range 20 {
				_, err := ledgers[w].Append(t.Context(), fmt.Sprint(i), i, []consensus.Entry{storetest.Stance(i)})
				must(t, err)
			}
		})
	}
	all.Wait()
	select {
	case err := <-held:
		t.Errorf("recorded in a workspace that is held: %v", err)
	default:
		t.Logf("others waited %v", time.Since(began))
	}
	must(t, tx.Rollback(t.Context()))
	must(t, <-held)
}
