package postgres

import (
	"fmt"
	"testing"
	"time"

	"natobot/consensus"
	"natobot/store/postgres/postgrestest"
	"natobot/store/storetest"

	"github.com/jackc/pgx/v5"
)

// BenchmarkFence tells what row-level security costs: an append, the look at a ledger's end, and twenty entries
// read, by statements that say whose rows they are about to tables with policies, beside bare statements to
// tables without.
func BenchmarkFence(b *testing.B) {
	var ledgers [2]*Ledger
	var queriers [2]querier
	for i := range ledgers {
		address := postgrestest.Database(b)
		d := connectTo(b, address)
		postgrestest.Do(b, address, `DO $$ BEGIN CREATE ROLE fenced; EXCEPTION WHEN duplicate_object THEN NULL; END $$`,
			`GRANT ALL ON ALL TABLES IN SCHEMA public TO fenced`)
		if i == 0 {
			postgrestest.Do(b, address, `DO $$ DECLARE name regclass; BEGIN FOR name IN SELECT oid FROM pg_class WHERE relrowsecurity LOOP
				EXECUTE 'ALTER TABLE ' || name || ' DISABLE ROW LEVEL SECURITY'; END LOOP; END $$`)
		}
		d.Close()
		d = connectTo(b, address+"&role=fenced") // a superuser would pass by the policies
		l, _, err := d.Ledger(b.Context(), "T1")
		storetest.Must(b, err)
		ledgers[i], queriers[i] = l, d.pool
		if i == 1 {
			queriers[i] = l.pool
		}
	}
	var appends, looks, reads [2]time.Duration
	n := 0
	for ; b.Loop(); n++ {
		for i, l := range ledgers {
			end, _ := l.tailAt(n)
			batch := l.batchAt(end)
			storetest.Must(b, batch.request(0, consensus.Keyed{Key: fmt.Sprint(n), Drafts: []consensus.Entry{storetest.Stance(n)}}, l))
			began := time.Now()
			written, err := batch.write(b.Context(), queriers[i])
			storetest.Same(b, "written", written, true)
			storetest.Must(b, err)
			appended := time.Now()
			_, err = collect(b.Context(), queriers[i], pgx.RowTo[int], `SELECT number FROM heads WHERE workspace = $1`, l.workspace)
			storetest.Must(b, err)
			looked := time.Now()
			_, err = l.entries(b.Context(), queriers[i], `WHERE workspace = $1 AND number > $2 ORDER BY number LIMIT 20`, max(0, n-20))
			storetest.Must(b, err)
			read := time.Now()
			l.note(batch.end())
			appends[i], looks[i], reads[i] = appends[i]+appended.Sub(began), looks[i]+looked.Sub(appended), reads[i]+read.Sub(looked)
		}
	}
	for i, name := range []string{"bare", "fenced"} {
		b.ReportMetric(float64(appends[i].Microseconds())/float64(n), "us/append-"+name)
		b.ReportMetric(float64(looks[i].Microseconds())/float64(n), "us/look-"+name)
		b.ReportMetric(float64(reads[i].Microseconds())/float64(n), "us/twenty-"+name)
	}
}
