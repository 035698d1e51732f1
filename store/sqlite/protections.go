package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"maps"
	"slices"
	"strings"

	"natobot/store"
)

// protections compares the tables, indexes and triggers of a ledger with what they must be: what
// the steps make of an empty file.
func protections(ctx context.Context, tx *sql.Tx, r *store.Report) error {
	has, err := schemaOf(ctx, tx)
	if err != nil {
		return err
	}
	must, err := schemaAfter(ctx, r.Schema)
	if err != nil {
		return err
	}
	for _, name := range slices.Sorted(maps.Keys(must)) {
		switch text, there := has[name]; {
		case !there:
			r.Problem("The %s is missing", name)
		case text != must[name]:
			r.Problem("The %s is not what it must be", name)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(has)) {
		if _, known := must[name]; !known {
			r.Problem("The %s does not belong here", name)
		}
	}
	return nil
}

// schemaAfter gives the schema of a version.
func schemaAfter(ctx context.Context, version int) (schema map[string]string, err error) {
	db, err := sql.Open("sqlite", ":memory:")
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	db.SetMaxOpenConns(1) // each connection has a memory of its own
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, tx.Rollback()) }()
	if err := take(ctx, tx, 0, version, steps); err != nil {
		return nil, err
	}
	return schemaOf(ctx, tx)
}

// schemaOf gives what a file is made of, by kind and name, as SQL without the blanks and quotes
// in which versions of SQLite differ. What SQLite keeps for itself is left out.
func schemaOf(ctx context.Context, tx *sql.Tx) (schema map[string]string, err error) {
	schema = map[string]string{}
	_, err = read(func(row *sql.Rows) (_ struct{}, err error) {
		var name, text string
		err = row.Scan(&name, &text)
		schema[name] = strings.Join(strings.Fields(strings.ReplaceAll(text, `"`, "")), " ")
		return struct{}{}, err
	})(tx.QueryContext(ctx, `SELECT type || ' ' || name, coalesce(sql, '') FROM sqlite_schema WHERE name NOT LIKE 'sqlite\_%' ESCAPE '\'`))
	return schema, err
}
