package postgres

import (
	"context"
	"io/fs"
	"regexp"
	"strings"

	"natobot/store"

	"github.com/jackc/pgx/v5"
)

// made finds the triggers that the steps make, each with its table.
var made = regexp.MustCompile(`(?m)^CREATE TRIGGER (\w+) .*? ON (\w+) .*FUNCTION (\w+)`)

// protections compares the triggers that let a ledger only grow with those that the steps made: they
// are there, always on, and run what the steps say. And it looks whether each table is fenced.
func protections(ctx context.Context, tx pgx.Tx, r *store.Report) error {
	text, err := allSteps()
	if err != nil {
		return err
	}
	must := map[string]bool{}
	for _, m := range made.FindAllStringSubmatch(text, -1) {
		must[m[2]+" "+m[1]+" "+m[3]] = true
	}
	rows, err := tx.Query(ctx, `SELECT relname || ' ' || tgname || ' ' || proname, tgenabled = 'A', prosrc FROM pg_trigger
		JOIN pg_class ON pg_class.oid = tgrelid JOIN pg_proc ON pg_proc.oid = tgfoid
		WHERE relnamespace = (SELECT relnamespace FROM pg_class WHERE oid = 'entries'::regclass) AND NOT tgisinternal
			AND relname IN ('heads', 'entries', 'requests', 'posts', 'clock', 'probe', 'entry_words', 'held')`)
	if err != nil {
		return err
	}
	var name, source string
	var always bool
	_, err = pgx.ForEachRow(rows, []any{&name, &always, &source}, func() error {
		switch what := strings.Join(strings.Fields(name)[:2], "’s trigger "); {
		case !must[name]:
			r.Problem("The table %s does not belong here", what)
		case !always || !strings.Contains(text, source):
			r.Problem("The table %s is not what it must be", what)
		}
		delete(must, name)
		return nil
	})
	for name := range must {
		r.Problem("The table %s is missing", strings.Join(strings.Fields(name)[:2], "’s trigger "))
	}
	if err != nil {
		return err
	}
	open, err := collect(ctx, tx, pgx.RowTo[string], unfenced)
	for _, name := range open {
		if !strings.Contains(text, "CREATE TABLE "+name+" (") {
			continue // somebody else's
		}
		r.Problem("The table %s lets statements about one workspace reach others", name)
	}
	return err
}

// unfenced finds the tables whose policies are not those that the steps made.
const unfenced = `SELECT relname::text FROM pg_class c WHERE relnamespace = (SELECT relnamespace FROM pg_class WHERE oid = 'entries'::regclass) AND relkind = 'r'
	AND EXISTS (SELECT FROM pg_attribute WHERE attrelid = c.oid AND attname = 'workspace')
	AND NOT (relrowsecurity AND relforcerowsecurity AND (SELECT coalesce(bool_and(polname LIKE 'natobot_%' OR NOT polpermissive), false)
		AND bool_or(pg_get_expr(polqual, polrelid) LIKE '%natobot_unnamed%') FROM pg_policy WHERE polrelid = c.oid)) ORDER BY relname`

// allSteps gives the text of all steps.
func allSteps() (string, error) {
	files, err := fs.Glob(steps, "schema/*.sql")
	var all strings.Builder
	for _, name := range files {
		text, err := fs.ReadFile(steps, name)
		if err != nil {
			return "", err
		}
		all.Write(text)
	}
	return all.String(), err
}
