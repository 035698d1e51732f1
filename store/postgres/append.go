package postgres

import (
	"cmp"
	"context"
	"errors"
	"slices"

	"natobot/consensus"
	"natobot/store"

	"github.com/jackc/pgx/v5"
)

// Append records the drafts of one request.
func (l *Ledger) Append(ctx context.Context, key string, after int, drafts []consensus.Entry) (consensus.Receipt, error) {
	done := l.AppendAll(ctx, after, []consensus.Keyed{{Key: key, Drafts: drafts}})[0]
	return done.Receipt, done.Err
}

// AppendAll records what several requests record, by one statement. Once begun it is brought to
// an end, though who asked has gone.
func (l *Ledger) AppendAll(ctx context.Context, after int, list []consensus.Keyed) []consensus.Appended {
	r := &round{Ledger: l, after: after, list: list}
	err := ctx.Err()
	if err == nil {
		err = insistOn(context.WithoutCancel(ctx), r.size(), r.record)
	}
	if refused(err) && len(list) > 1 {
		return l.apart(ctx, after, list)
	}
	if r.done == nil {
		r.done = make([]consensus.Appended, len(list))
	}
	if r.unknown && passing(err) {
		err = store.Unsure(err)
	}
	for i := range r.done {
		if r.done[i].Err = cmp.Or(unwritten(err), unwritten(r.done[i].Err)); r.done[i].Err != nil {
			r.done[i].Receipt = consensus.Receipt{}
		}
	}
	return r.done
}

// size is how many entries the round has.
func (r *round) size() (entries int) {
	for _, k := range r.list {
		entries += len(k.Drafts)
	}
	return entries
}

// apart records requests one after the other, where the server took none of them together: what
// it refuses of one takes none of the others with it.
func (l *Ledger) apart(ctx context.Context, after int, list []consensus.Keyed) (done []consensus.Appended) {
	for i := range list {
		one := l.AppendAll(ctx, after, list[i:i+1])[0]
		if one.Err == nil && !one.Receipt.Repeated {
			after += len(one.Receipt.Entries)
		}
		done = append(done, one)
	}
	return done
}

// round is requests that are recorded together.
type round struct {
	*Ledger
	after   int
	list    []consensus.Keyed
	done    []consensus.Appended
	held    map[int]consensus.Held // those that the requests release
	unknown bool                   // an attempt was made whose outcome nobody knows
}

// record makes one attempt. In the first one the ledger is taken to end as this program knows it;
// where it does not, where a key was recorded before or a request cannot be recorded, where one
// releases a held report, and after an attempt whose outcome is not known, it is asked for all of that first.
func (r *round) record(ctx context.Context) (err error) {
	defer func() { r.unknown = r.unknown || unsure(err) }()
	if known, is := r.tailAt(r.after); is && !r.unknown && !slices.ContainsFunc(r.list, releases) {
		if b := r.gather(known, nil); len(b.members) == len(r.list) && len(b.ends) <= most {
			written, err := r.commit(b, func() (bool, error) { return r.writes.write(ctx, r.Database, b) })
			if written {
				r.appended(b.end())
			}
			if written || err != nil && !taken(err) {
				return err
			}
		}
	}
	return r.slowly(ctx)
}

// slowly records in a transaction that holds the ledger's end.
func (r *round) slowly(ctx context.Context) error {
	var end store.Tail
	err := pgx.BeginFunc(ctx, r.pool, func(tx pgx.Tx) error {
		head, seen, err := r.ask(ctx, tx)
		if err != nil {
			return err
		}
		if r.held, err = r.askHeld(ctx, tx); err != nil {
			return err
		}
		known, is := r.tailAt(r.after)
		b := r.gather(head, seen)
		if err := r.again(ctx, tx, seen); err != nil {
			return err
		}
		if head.Number != r.after || is && differs(known, head.Hash) {
			r.overtaken(head.Number)
			return nil
		}
		written, err := r.commit(b, func() (bool, error) { return b.write(ctx, tx) })
		if err == nil && !written {
			err = errMoved
		}
		if err != nil {
			return err
		}
		if len(b.members) > 0 {
			end = b.end()
		}
		return r.release(ctx, &change{Ledger: r.Ledger, tx: tx}, b)
	})
	if err == nil && end.Number > 0 {
		r.appended(end)
	}
	return err
}

// request is one that was recorded before.
type request struct{ first, count int }

// ask gives the ledger's end, holding it, and which of the keys were recorded before.
func (r *round) ask(ctx context.Context, tx pgx.Tx) (end store.Tail, seen map[string]request, err error) {
	keys := make([][]byte, len(r.list))
	for i, k := range r.list {
		keys[i] = []byte(k.Key)
	}
	var recorded int64
	seen = map[string]request{}
	b := &pgx.Batch{}
	b.Queue(`SELECT number, recorded, hash FROM heads WHERE workspace = $1 FOR UPDATE`, r.workspace).QueryRow(func(row pgx.Row) error {
		return row.Scan(&end.Number, &recorded, &end.Hash)
	})
	b.Queue(`SELECT key, first, count FROM requests WHERE workspace = $1 AND key = ANY($2::bytea[])`, r.workspace, keys).Query(func(rows pgx.Rows) error {
		var key []byte
		var one request
		_, err := pgx.ForEachRow(rows, []any{&key, &one.first, &one.count}, func() error {
			seen[string(key)] = one
			return nil
		})
		return err
	})
	err = tx.SendBatch(ctx, b).Close()
	if errors.Is(err, pgx.ErrNoRows) {
		err = hidden(errNoHead)
	}
	end.Recorded = store.Moment(recorded)
	return end, seen, err
}

// gather puts what is new of the round behind an end, and notes what cannot be kept.
func (r *round) gather(end store.Tail, seen map[string]request) *batch {
	r.done = make([]consensus.Appended, len(r.list))
	b, entered := r.batchAt(end), map[string]bool{}
	for i, k := range r.list {
		if _, is := seen[k.Key]; is || entered[k.Key] {
			continue
		}
		if k.Key == "" || len(k.Drafts) == 0 {
			r.done[i].Err = errors.New("an append needs a request key and an entry")
			continue
		}
		if r.done[i].Err = r.waits(k); r.done[i].Err != nil {
			continue
		}
		if r.done[i].Err = b.request(i, k, r.Ledger); r.done[i].Err == nil {
			entered[k.Key] = true
		}
	}
	return b
}

// commit writes a batch, and answers its requests; one that stands twice in the round is recorded
// once.
func (r *round) commit(b *batch, write func() (bool, error)) (bool, error) {
	if len(b.members) == 0 {
		return true, nil
	}
	written, err := write()
	if err != nil || !written {
		return false, err
	}
	first := map[string][]consensus.Entry{}
	for _, m := range b.members {
		r.done[m.place].Receipt = consensus.Receipt{Entries: m.entries}
		first[r.list[m.place].Key] = m.entries
	}
	for i, k := range r.list {
		if entries, is := first[k.Key]; is && r.done[i].Receipt.Entries == nil && r.done[i].Err == nil {
			r.done[i].Receipt = consensus.Receipt{Entries: entries, Repeated: true}
		}
	}
	return true, nil
}

// overtaken refuses what has no answer yet.
func (r *round) overtaken(last int) {
	for i := range r.done {
		if r.done[i].Err == nil && r.done[i].Receipt.Entries == nil {
			r.done[i].Err = store.Overtaken(r.after, last)
		}
	}
}

// again answers the requests that were recorded before. What an attempt of this very round
// recorded, without saying so, is no repetition.
func (r *round) again(ctx context.Context, tx pgx.Tx, seen map[string]request) error {
	for i, k := range r.list {
		one, is := seen[k.Key]
		if !is {
			continue
		}
		entries, err := r.numbered(ctx, tx, one.first, one.count)
		if err != nil {
			return err
		}
		r.done[i].Receipt = consensus.Receipt{Entries: entries, Repeated: !r.unknown || one.first <= r.after}
	}
	return nil
}

// appended notes that the ledger grew, and tells those who watch it.
func (l *Ledger) appended(end store.Tail) {
	l.note(end)
	l.poller.tick(l.workspace)
}

// Restore appends entries exactly as they are.
func (l *Ledger) Restore(ctx context.Context, entries []consensus.Entry) error {
	if len(entries) == 0 {
		return nil
	}
	unknown, moved := false, store.Tail{}
	err := insistOn(ctx, len(entries), func(ctx context.Context) (err error) {
		defer func() { unknown = unknown || unsure(err) }()
		return pgx.BeginFunc(ctx, l.pool, func(tx pgx.Tx) (err error) {
			r := &round{Ledger: l}
			head, _, err := r.ask(ctx, tx)
			if err != nil {
				return err
			}
			moved, err = l.restore(ctx, tx, head, entries, unknown)
			return err
		})
	})
	if err == nil {
		l.appended(moved)
	}
	return unwritten(err)
}

// restore puts entries behind an end, and gives the end that there is then. After an attempt whose
// outcome nobody knows they may be there already.
func (l *Ledger) restore(ctx context.Context, tx pgx.Tx, head store.Tail, entries []consensus.Entry, unknown bool) (store.Tail, error) {
	if unknown && head.Number == entries[len(entries)-1].Number {
		there, err := l.numbered(ctx, tx, entries[0].Number, len(entries))
		if err != nil || store.SameEntries(there, entries) {
			return head, err
		}
	}
	if err := head.Continues(entries); err != nil {
		return head, err
	}
	b := l.batchAt(head)
	if err := b.entries(entries); err != nil {
		return head, err
	}
	written, err := b.write(ctx, tx)
	if err == nil && !written {
		err = errMoved
	}
	return b.end(), err
}

// errMoved is of a ledger that somebody changed without regard for who held it.
var errMoved = errors.New("the ledger's end moved though it was held")
