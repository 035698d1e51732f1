package postgres_test

import (
	"fmt"
	"net/url"
	"os"
	"regexp"
	"strings"
	"testing"

	"natobot/consensus"
	"natobot/store"
	"natobot/store/postgres"
	"natobot/store/postgres/postgrestest"
	"natobot/store/storetest"
)

// The database itself refuses to change or delete what was recorded, whoever asks.
func TestDatabaseRefusesToForget(t *testing.T) {
	address := postgrestest.Database(t)
	l := open(t, address, "T1")
	fill(t, l)
	for _, statement := range []string{
		"UPDATE entries SET quote = ''", "DELETE FROM entries", "TRUNCATE entries", "UPDATE entries SET number = 1 WHERE false",
		"UPDATE requests SET first = 1", "DELETE FROM requests", "TRUNCATE requests",
		"UPDATE heads SET number = 1", "UPDATE heads SET hash = sha256('x')", "DELETE FROM heads", "TRUNCATE heads",
		"UPDATE posts SET body = ''", "UPDATE posts SET state = 'posted'", "UPDATE posts SET state = 'claimed' WHERE state = 'posted'", "DELETE FROM posts", "TRUNCATE posts",
		"UPDATE held SET drafts = ''", "UPDATE held SET state = 'waiting' WHERE number = 1", "UPDATE held SET because = '' WHERE number = 2",
		"UPDATE held SET until = 0, state = 'dropped' WHERE number = 3", "DELETE FROM held", "TRUNCATE held", "INSERT INTO held SELECT * FROM held WHERE number = 3",
		"UPDATE entry_words SET number = 1", "DELETE FROM entry_words", "TRUNCATE entry_words",
		"INSERT INTO entries SELECT * FROM (SELECT * FROM entries WHERE number = 1) e", // its number is taken
		"INSERT INTO posts SELECT * FROM posts WHERE number = 2",
		"INSERT INTO entries SELECT (e).* FROM (SELECT jsonb_populate_record(entries, '{\"number\": 99}') AS e FROM entries WHERE number = 1) x", // a gap
	} {
		for _, session := range []string{"", "SET session_replication_role = replica; "} {
			if postgrestest.Try(address, session+statement) == nil {
				t.Errorf("%s%s was done", session, statement)
			}
		}
	}
	if report, err := l.Check(t.Context()); err != nil || len(report.Problems) > 0 {
		t.Errorf("%v, problems %q", err, report.Problems)
	}
}

// verify finds what somebody who may do everything did to a ledger.
func TestCheckFindsDamage(t *testing.T) {
	last := filled()
	for statement, want := range map[string]string{
		"ALTER TABLE entries DISABLE TRIGGER entries_stay": "The table entries’s trigger entries_stay is not what it must be",
		"DROP TRIGGER posts_stay ON posts":                 "The table posts’s trigger posts_stay is missing",
		"CREATE OR REPLACE FUNCTION natobot_forward() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'":                 "is not what it must be",
		"CREATE TRIGGER other BEFORE INSERT ON entries FOR EACH ROW EXECUTE FUNCTION natobot_forward()":                            "does not belong here",
		"ALTER TABLE entries DISABLE TRIGGER ALL; UPDATE entries SET quote = 'another' WHERE number = 7":                           "Entry #7 is not what was recorded",
		"ALTER TABLE entries DISABLE TRIGGER ALL; DELETE FROM entries WHERE number = (SELECT max(number) FROM entries)":            fmt.Sprintf("The ledger has %d entries, and was to end with #%d", last-1, last),
		"ALTER TABLE entries DISABLE TRIGGER ALL; DELETE FROM entries WHERE number = 7":                                            "Entry #8 stands where #7 should",
		"ALTER TABLE posts DISABLE TRIGGER ALL; UPDATE posts SET body = 'another' WHERE number = 2":                                "Post 2 (C1 2024-02-24 08:00) is not what was posted",
		"ALTER TABLE requests DISABLE TRIGGER ALL; UPDATE requests SET first = 99 WHERE first = (SELECT max(first) FROM requests)": "1 requests recorded entries that are not there",
		"ALTER TABLE held DISABLE TRIGGER ALL; UPDATE held SET author = 'U2' WHERE number = 3":                                     "Held report H3 is not what was held",
		"ALTER TABLE held DISABLE TRIGGER ALL; UPDATE held SET state = 'waiting' WHERE number = 1":                                 fmt.Sprintf("Held report H1 is in the ledger as #%d, but is noted as waiting", last-1),
		"ALTER TABLE held DISABLE TRIGGER ALL; DELETE FROM held WHERE number = 2":                                                  "Held report H3 stands where H2 should",
		"ALTER TABLE posts NO FORCE ROW LEVEL SECURITY":                                                                            "The table posts lets statements about one workspace reach others",
		"CREATE POLICY other ON entries USING (true)":                                                                              "The table entries lets statements about one workspace reach others",
		"DROP POLICY natobot_own ON due":                    "The table due lets statements about one workspace reach others",
		"ALTER TABLE held DISABLE TRIGGER held_settle_once": "The table held’s trigger held_settle_once is not what it must be",
	} {
		t.Run(statement, func(t *testing.T) {
			address := postgrestest.Database(t)
			l := open(t, address, "T1")
			fill(t, l)
			if err := postgrestest.Try(address, statement); err != nil && want != "" {
				t.Fatal(err)
			}
			report, err := l.Check(t.Context())
			must(t, err)
			if found := strings.Join(report.Problems, "\n"); !strings.Contains(found, want) || want != "" && found == "" {
				t.Errorf("found %s\nwant %s", found, want)
			}
		})
	}
}

// role makes one that may do what deploy/roles.sql lets the program's do, and gives an address for it. It does so
// twice, as after a new version.
func role(t *testing.T, address string) string {
	t.Helper()
	text, err := os.ReadFile("../../deploy/roles.sql")
	must(t, err)
	name := "app_" + regexp.MustCompile(`natobot_test_(\w{8})`).FindStringSubmatch(address)[1]
	sql := strings.ReplaceAll(string(text), "natobot_app", name)
	postgrestest.Do(t, address, sql, sql, "ALTER ROLE "+name+" PASSWORD 'app'")
	t.Cleanup(func() { postgrestest.Do(t, address, "DROP OWNED BY "+name, "DROP ROLE "+name) })
	u, err := url.Parse(address)
	must(t, err)
	u.User = url.UserPassword(name, "app")
	return u.String()
}

// The program's role may do all that the program does, and neither change nor delete an entry.
func TestRoleThatMayOnlyAdd(t *testing.T) {
	address := postgrestest.Database(t)
	connect(t, address, store.Options{})
	app := role(t, address)
	l := open(t, app, "T1")
	fill(t, l)
	must(t, l.Writable(t.Context()))
	for _, statement := range []string{"UPDATE entries SET quote = ''", "DELETE FROM entries", "TRUNCATE entries", "DROP TABLE entries", "DELETE FROM posts", "DELETE FROM heads", "DELETE FROM held"} {
		if err := postgrestest.Try(app, statement); err == nil || !strings.Contains(err.Error(), "42501") {
			t.Errorf("%s: %v", statement, err)
		}
	}
}

// A role that may not make the tables is told who may.
func TestTablesAreTheOwners(t *testing.T) {
	address := postgrestest.Database(t)
	connect(t, address, store.Options{})
	app := role(t, address)
	postgrestest.Do(t, address, "UPDATE natobot_schema SET version = 0, oldest = 0")
	_, err := postgres.Connect(t.Context(), app, store.Options{Now: storetest.Now})
	if e := refused(t, err, consensus.Unavailable); !strings.Contains(e.Hint, "owns the tables") {
		t.Errorf("%s: %s", e.Message, e.Hint)
	}
}

// A ledger that looks empty because row-level security hides it is refused: it would be seeded, and
// its desk would begin anew.
func TestHiddenLedgerIsRefused(t *testing.T) {
	for name, policy := range map[string]string{
		"all of it":         "DROP POLICY natobot_own ON heads; DROP POLICY natobot_own ON entries",
		"its head":          "DROP POLICY natobot_own ON heads",
		"its head to read":  "DROP POLICY natobot_own ON heads; CREATE POLICY p ON heads FOR INSERT WITH CHECK (true)",
		"its entries":       "DROP POLICY natobot_own ON entries",
		"its last entry":    "CREATE POLICY p ON entries AS RESTRICTIVE USING (number < 50)",
		"another workspace": "CREATE POLICY p ON heads AS RESTRICTIVE USING (workspace = current_setting('app.workspace', true))",
		"who names nobody":  "CREATE POLICY p ON heads AS RESTRICTIVE USING (workspace = ANY (natobot_unnamed()))",
	} {
		t.Run(name, func(t *testing.T) {
			address := postgrestest.Database(t)
			fill(t, open(t, address, "T1"))
			app := role(t, address)
			postgrestest.Do(t, address, policy)
			for _, reading := range []bool{false, true} {
				l, made, err := connect(t, app, store.Options{Reading: reading}).Ledger(t.Context(), "T1")
				if err == nil {
					t.Fatalf("opened with %d entries, made %t", len(storetest.All(t, l)), made)
				}
			}
		})
	}
}
