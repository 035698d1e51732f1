package postgres

import (
	"bytes"
	"context"
	"errors"
	"slices"
	"sync"
	"time"

	"natobot/store"

	"github.com/jackc/pgx/v5"
)

// Ledger is that of one workspace: the only way to the tables, which asks for nobody else's rows.
type Ledger struct {
	*Database
	store.Records
	pool      fence // which lets nobody else's rows through
	workspace string
	now       func() time.Time

	mu      sync.Mutex
	folded  []store.Tail // where the last Folds ended, the latest last
	written store.Tail   // where the last append ended
	another bool         // the ledger is another than those Folds gave

	closing  chan struct{}
	watching sync.WaitGroup
}

// errNoHead is of a workspace that has no ledger, or whose ledger is not shown.
var errNoHead = errors.New("the workspace has no row in heads")

// Ledger opens that of a workspace. Where there is none it is made, unless the database was
// opened to be read: then it is refused.
func (d *Database) Ledger(ctx context.Context, workspace string) (l *Ledger, made bool, err error) {
	l = d.Opened(workspace)
	err = insist(ctx, func(ctx context.Context) error {
		_, err := l.head(ctx, 0)
		if !errors.Is(err, errNoHead) || d.options.Reading {
			return err
		}
		done, err := l.pool.Exec(ctx, `INSERT INTO heads (workspace) VALUES ($1) ON CONFLICT DO NOTHING`, workspace)
		if err != nil {
			return err
		}
		made = made || done.RowsAffected() == 1
		_, err = l.head(ctx, 0)
		return err
	})
	if err == nil {
		err = l.whole(ctx)
	}
	switch {
	case errors.Is(err, errNoHead) && d.options.Reading:
		return nil, false, absent(shown(d.pool.Config()))
	case errors.Is(err, errNoHead), code(err) == "42501": // a row that may not be made, or is not shown once it is
		return nil, false, hidden(err)
	case err != nil:
		return nil, false, store.Unreadable(err)
	}
	return l, made, nil
}

// Opened gives the ledger of a workspace that is known to have one, without asking for it.
func (d *Database) Opened(workspace string) *Ledger {
	l := &Ledger{Database: d, pool: d.fenced(workspace), workspace: workspace, now: d.options.Now, closing: make(chan struct{})}
	l.Records = store.NewRecords(l.findPosts, l.findHeld, l.changing)
	return l
}

// Workspace gives whose it is.
func (l *Ledger) Workspace() string { return l.workspace }

// whole refuses a ledger of which not all is shown.
func (l *Ledger) whole(ctx context.Context) error {
	return insist(ctx, func(ctx context.Context) error {
		var sound bool
		err := l.pool.QueryRow(ctx, `SELECT
			number = (SELECT coalesce(max(number), 0) FROM entries e WHERE e.workspace = $1) AND
			posts = (SELECT coalesce(max(number), 0) FROM posts p WHERE p.workspace = $1) FROM heads WHERE workspace = $1`, l.workspace).Scan(&sound)
		if err == nil && !sound {
			return hidden(errors.New("the last rows of entries and posts are not those that heads names"))
		}
		return err
	})
}

// Close ends the watches. The database stays open.
func (l *Ledger) Close() error {
	close(l.closing)
	l.watching.Wait()
	return nil
}

// head is where a ledger ends, and the hash of one of its entries.
type head struct {
	store.Tail
	at []byte // nil where it does not have that entry
}

// head looks where the ledger ends, and at the entry numbered at: most often the same.
func (l *Ledger) head(ctx context.Context, at int) (h head, err error) {
	var recorded int64
	err = l.pool.QueryRow(ctx, `SELECT number, recorded, hash FROM heads WHERE workspace = $1`, l.workspace).Scan(&h.Number, &recorded, &h.Hash)
	if errors.Is(err, pgx.ErrNoRows) {
		return h, errNoHead
	}
	h.Recorded = store.Moment(recorded)
	switch {
	case err != nil || at == 0:
		return h, err
	case at == h.Number:
		h.at = h.Hash
		return h, nil
	}
	err = l.pool.QueryRow(ctx, `SELECT hash FROM entries WHERE workspace = $1 AND number = $2`, l.workspace, at).Scan(&h.at)
	if errors.Is(err, pgx.ErrNoRows) {
		err = nil
	}
	return h, err
}

// tailAt gives the end that this program knew the ledger by when its last entry was that one.
func (l *Ledger) tailAt(number int) (store.Tail, bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if number == 0 {
		return store.Tail{}, true
	}
	if l.written.Number == number {
		return l.written, true
	}
	i := slices.IndexFunc(l.folded, func(t store.Tail) bool { return t.Number == number })
	if i < 0 {
		return store.Tail{}, false
	}
	return l.folded[i], true
}

// note keeps where an append ended.
func (l *Ledger) note(end store.Tail) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.written = end
}

// differs tells whether an entry is another one than this program knows by its number.
func differs(known store.Tail, hash []byte) bool { return !bytes.Equal(known.Hash, hash) }

// continues tells whether the entries up to one, which has that hash now, are those that a Fold gave,
// as far as that is known.
func (l *Ledger) continues(number int, hash []byte) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	return number == 0 || !slices.ContainsFunc(l.folded, func(t store.Tail) bool { return t.Number == number && differs(t, hash) })
}

// remembered is how many ends of Folds are: the desk's last one, and those of an import beside it.
const remembered = 16

// foldedTo notes where a Fold ended, and of one from the first entry that nothing else holds any
// more where the ledger had become another.
func (l *Ledger) foldedTo(end store.Tail, fromFirst bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if fromFirst && l.another {
		l.folded, l.written, l.another = nil, store.Tail{}, false
	}
	if n := len(l.folded); n == 0 || l.folded[n-1].Number != end.Number || differs(l.folded[n-1], end.Hash) {
		l.folded = append(l.folded[max(0, n-remembered+1):], end)
	}
}
