package postgres_test

import (
	"context"
	"encoding/json"
	"fmt"
	"net/url"
	"strings"
	"testing"

	"natobot/store"
	"natobot/store/postgres"
	"natobot/store/postgres/postgrestest"
	"natobot/store/storetest"

	"github.com/jackc/pgx/v5"
)

// app gives a fresh database as the program's role meets it.
func app(t *testing.T) string {
	t.Helper()
	address := postgrestest.Database(t)
	connect(t, address, store.Options{})
	return role(t, address)
}

// owned gives a fresh database for a user who owns it, and is fenced too.
func owned(t *testing.T, address string) string {
	t.Helper()
	u, err := url.Parse(address)
	must(t, err)
	database := strings.Trim(u.Path, "/")
	owner := "owner_" + database[len(database)-8:]
	postgrestest.Do(t, address, "CREATE ROLE "+owner+" LOGIN PASSWORD 'owner'", "ALTER DATABASE "+database+" OWNER TO "+owner, "ALTER SCHEMA public OWNER TO "+owner)
	t.Cleanup(func() {
		postgrestest.Do(t, address, "REASSIGN OWNED BY "+owner+" TO postgres", "DROP OWNED BY "+owner, "DROP ROLE "+owner)
	})
	u.User = url.UserPassword(owner, "owner")
	return u.String()
}

// asking runs a statement about some workspaces, as a transaction of its own, and gives what it says.
func asking[T any](t *testing.T, address, workspaces, statement string, args ...any) (list []T, err error) {
	t.Helper()
	bare, _, _ := strings.Cut(address, "&pool_max_conns")
	c, err := pgx.Connect(t.Context(), bare)
	must(t, err)
	defer c.Close(context.Background())
	err = pgx.BeginFunc(t.Context(), c, func(tx pgx.Tx) error {
		if _, err := tx.Exec(t.Context(), `SELECT set_config('natobot.workspaces', $1, true)`, workspaces); err != nil {
			return err
		}
		rows, err := tx.Query(t.Context(), statement, args...)
		if err == nil {
			list, err = pgx.CollectRows(rows, pgx.RowTo[T])
		}
		return err
	})
	return list, err
}

// everything fills two workspaces, so that each table has rows of both, and gives the tables.
func everything(t *testing.T, address, admin string) []string {
	t.Helper()
	d := connect(t, address, store.Options{})
	for _, workspace := range []string{"TA", "TB"} {
		installed(t, d, workspace, storetest.Now())
		l, _, err := d.Ledger(t.Context(), workspace)
		must(t, err)
		fill(t, l)
		must(t, l.Writable(t.Context()))
	}
	tables, err := asking[string](t, admin, "", `SELECT table_name::text FROM information_schema.columns JOIN information_schema.tables USING (table_schema, table_name)
		WHERE column_name = 'workspace' AND table_type = 'BASE TABLE' AND table_schema = current_schema ORDER BY 1`)
	must(t, err)
	if len(tables) < 10 {
		t.Fatal("tables", tables)
	}
	return tables
}

// Who says that a statement is about one workspace cannot read or write another's rows in any table, whatever
// the statement says and whatever the role may do: neither the program's role nor the owner of the tables. A table
// that a later step makes without a policy is found here.
func TestStatementReachesNoOtherWorkspace(t *testing.T) {
	for name, as := range map[string]func(*testing.T, string) string{
		"the program's role": func(t *testing.T, admin string) string {
			connect(t, admin, store.Options{})
			return role(t, admin)
		},
		"the owner": owned,
	} {
		t.Run(name, func(t *testing.T) {
			admin := postgrestest.Database(t)
			address := as(t, admin)
			tables := everything(t, address, admin)
			u, err := url.Parse(address)
			must(t, err)
			postgrestest.Do(t, admin, "GRANT ALL ON ALL TABLES IN SCHEMA public TO "+u.User.Username())
			for _, table := range tables {
				before := content(t, admin, table)
				reach(t, address, table, before)
				same(t, table+" after all that", content(t, admin, table), before)
			}
		})
	}
}

// content gives the rows of TB in a table.
func content(t *testing.T, admin, table string) []string {
	t.Helper()
	rows, err := asking[string](t, admin, "", fmt.Sprintf(`SELECT to_jsonb(t)::text FROM %s t WHERE workspace = 'TB' ORDER BY 1`, table))
	must(t, err)
	if len(rows) == 0 {
		t.Fatalf("%s has no rows to be reached: have this test make some", table)
	}
	return rows
}

// reach tries to reach the rows of TB as a statement about TA, about nobody, and about the index.
func reach(t *testing.T, address, table string, rows []string) {
	t.Helper()
	indexed := map[string]bool{"heads": true, "installations": true, "due": true}
	for _, about := range []string{"{TA}", "{}", "{*}", ""} {
		seen, err := asking[string](t, address, about, fmt.Sprintf(`SELECT workspace FROM %s WHERE workspace = 'TB'`, table))
		if err != nil || len(seen) > 0 != (about == "{*}" && indexed[table]) {
			t.Errorf("a statement about %q sees %d rows of %s: %v", about, len(seen), table, err)
		}
		writes := []string{
			fmt.Sprintf(`DELETE FROM %s WHERE workspace = 'TB' RETURNING workspace`, table),
			fmt.Sprintf(`INSERT INTO %s SELECT (jsonb_populate_record(NULL::%s, $1)).* RETURNING workspace`, table, table),
		}
		if about != "{*}" || table != "due" { // whose turns are taken so
			writes = append(writes, fmt.Sprintf(`UPDATE %s SET workspace = workspace WHERE workspace = 'TB' RETURNING workspace`, table))
		}
		for _, statement := range writes {
			var args []any
			if strings.Contains(statement, "$1") {
				args = []any{json.RawMessage(rows[0])}
			}
			if got, err := asking[string](t, address, about, statement, args...); len(got) > 0 || err == nil && len(args) > 0 {
				t.Errorf("a statement about %q wrote %d rows of %s: %s", about, len(got), table, statement)
			}
		}
	}
	if own, err := asking[string](t, address, "{TA}", fmt.Sprintf(`SELECT workspace FROM %s`, table)); err != nil || len(own) == 0 {
		t.Errorf("a statement about TA sees none of its rows of %s: %v", table, err)
	}
	if _, err := asking[string](t, address, "{TA}", fmt.Sprintf(`UPDATE %s SET workspace = 'TB' RETURNING workspace`, table)); err == nil {
		t.Errorf("a row of %s was given away", table)
	}
}

// Programs of the version before name no workspace: where the database is theirs too, their statements are let
// through until somebody says that no more of them are at work.
func TestOlderProgramsAreLetThrough(t *testing.T) {
	address := postgrestest.Database(t)
	for _, step := range []string{"001", "002"} {
		text, err := postgres.Step(step)
		must(t, err)
		postgrestest.Do(t, address, text)
	}
	postgrestest.Do(t, address, `CREATE TABLE natobot_schema (one boolean PRIMARY KEY DEFAULT true CHECK (one), version integer NOT NULL, oldest integer NOT NULL);
		INSERT INTO natobot_schema VALUES (true, 2, 1)`)
	connect(t, address, store.Options{})
	program := role(t, address)
	fill(t, open(t, program, "T1"))
	for _, c := range []struct {
		fenced string
		want   bool
	}{{"", true}, {"UPDATE natobot_schema SET fenced = true", false}} {
		postgrestest.Do(t, address, c.fenced)
		for table := range map[string]bool{"heads": true, "entries": true, "posts": true} {
			seen, err := asking[string](t, program, "", `SELECT workspace FROM `+table)
			if err != nil || len(seen) > 0 != c.want {
				t.Errorf("%q: who names nobody sees %d rows of %s: %v", c.fenced, len(seen), table, err)
			}
		}
	}
	same(t, "entries after all", len(storetest.All(t, open(t, program, "T1"))), filled())
}
