package sqlite

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"

	"natobot/consensus"
	"natobot/store"
)

// one is an error where a statement did not write its one row: a damaged trigger can turn it
// into nothing, and nobody is told "recorded" of what is not there.
func one(done sql.Result, err error) error {
	if err != nil {
		return err
	}
	if n, err := done.RowsAffected(); err != nil || n != 1 {
		return errors.Join(fmt.Errorf("a statement that writes one row wrote %d", n), err)
	}
	return nil
}

// ends is an error where the ledger does not end as it was to end after a write.
func (l *Ledger) ends(ctx context.Context, want store.Tail) error {
	end, err := l.tail(ctx)
	if err == nil && (end.Number != want.Number || !bytes.Equal(end.Hash, want.Hash)) {
		err = fmt.Errorf("the ledger ends with #%d, and not with the #%d that was written", end.Number, want.Number)
	}
	return err
}

// chained gives the hash of a post that is claimed next.
func (l *Ledger) chained(ctx context.Context, p consensus.Posting) ([]byte, error) {
	var before []byte
	err := l.writer.QueryRowContext(ctx, `SELECT hash FROM posts ORDER BY number DESC LIMIT 1`).Scan(&before)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return nil, err
	}
	if err == nil && len(before) == 0 { // the last one is older than hashes are: once
		var older store.PostAudit
		older.Report = &store.Report{}
		if err := eachPost(ctx, l.writer, true, older.Row); err != nil {
			return nil, err
		}
		before = older.Hash()
	}
	var covered []byte
	err = l.writer.QueryRowContext(ctx, `SELECT hash FROM entries WHERE number = ?`, p.Point.Known).Scan(&covered)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return nil, err
	}
	return store.ChainPost(before, covered, p)
}

// eachPost reads all posts in the order of their claims, with the hash of the last entry that
// each covers, and the two of its own where the schema has them.
func eachPost(ctx context.Context, q querier, hashed bool, do func(number int, p consensus.Posting, covered, hash, outcome []byte)) (err error) {
	own := `x'', x''`
	if hashed {
		own = `posts.hash, outcome`
	}
	rows, err := q.QueryContext(ctx, `SELECT `+store.PostColumns+`, `+own+`, posts.number,
		(SELECT hash FROM entries WHERE entries.number = point_known) FROM posts ORDER BY posts.number`)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		var number int
		var covered, hash, outcome []byte
		p, err := scanPost(rows, &hash, &outcome, &number, &covered)
		if err != nil {
			return err
		}
		do(number, p, covered, hash, outcome)
	}
	return rows.Err()
}
