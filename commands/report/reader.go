package report

import (
	"cmp"
	"context"
	"fmt"
	"iter"
	"slices"

	"natobot/commands/answer"
	"natobot/consensus"
)

// entryLedger is what an answer asks of the ledger: whole entries, by their numbers, and their
// hashes.
type entryLedger interface {
	Entries(ctx context.Context, numbers ...int) ([]consensus.Entry, error)
	Head(ctx context.Context, number int) (string, error)
}

// postings gives the digests posted in a channel, or in all channels for "", the newest
// first; nil where no digests are posted.
type postings func(ctx context.Context, channel string) ([]consensus.Posting, error)

// Reader brings the entries that one answer shows, each once. It keeps the first error and
// goes on with empty entries, so that whoever words an answer does not carry it along:
// whoever made the view asks for it at the end.
type Reader struct {
	Ctx      context.Context // of the one request that the reader serves
	ledger   entryLedger
	postings postings
	have     map[int]consensus.Entry
	err      error
}

// Err gives the first error of the ledger, nil where there was none.
func (r *Reader) Err() error { return r.err }

// NewReader makes the reader of one answer, which asks the ledger for nothing yet. posted is nil
// where no digests are posted.
func NewReader(ctx context.Context, ledger entryLedger, posted postings) *Reader {
	return &Reader{Ctx: ctx, ledger: ledger, postings: posted, have: map[int]consensus.Entry{}}
}

// fetch brings entries that will be asked for, all in one query. Number 0, which is no
// entry, is passed over.
func (r *Reader) fetch(numbers ...int) {
	var missing []int
	for _, n := range numbers {
		if _, had := r.have[n]; !had && n != 0 {
			r.have[n] = consensus.Entry{} // asked for once, also where it is named twice or fails
			missing = append(missing, n)
		}
	}
	if len(missing) == 0 || r.err != nil {
		return
	}
	entries, err := r.ledger.Entries(r.Ctx, missing...)
	if err != nil {
		r.err = err
		return
	}
	for _, e := range entries {
		r.have[e.Number] = e
	}
}

// Entries gives whole entries in the order asked for.
func (r *Reader) Entries(numbers ...int) []consensus.Entry {
	r.fetch(numbers...)
	list := make([]consensus.Entry, 0, len(numbers))
	for _, n := range numbers {
		list = append(list, r.have[n])
	}
	return list
}

// Entry gives one whole entry.
func (r *Reader) Entry(number int) consensus.Entry {
	r.fetch(number)
	return r.have[number]
}

// RefHash is how much of an entry's hash tells it from another of its number.
const RefHash = 8

// refSays is how much of what an entry says helps a person to know it again.
const refSays = 80

// Ref names an entry to whoever has to name it again.
func (v View) Ref(e consensus.Entry) answer.Ref {
	head, err := v.ledger.Head(v.Ctx, e.Number)
	if v.err = cmp.Or(v.err, err); len(head) < RefHash {
		return answer.Ref{}
	}
	says := []rune(v.Means(e))
	if len(says) > refSays {
		says = append(says[:refSays-1], '…')
	}
	return answer.Ref{Entry: e.Number, Hash: head[:RefHash], Says: string(says)}
}

// Fits refuses a reference to an entry that the ledger does not have, or has no more.
func (v View) Fits(ref answer.Ref) error {
	if ref.Entry > v.Book.Last() {
		return sayOtherEntry(ref, "")
	}
	now := v.Ref(v.Entry(ref.Entry))
	if v.err == nil && now.Hash != ref.Hash {
		return sayOtherEntry(ref, now.Says)
	}
	return v.err
}

// sayOtherEntry refuses what was meant for an entry that was lost when a backup was restored.
func sayOtherEntry(ref answer.Ref, now string) error {
	was := ""
	if ref.Says != "" {
		was = ", “" + ref.Says + "”"
	}
	is := fmt.Sprintf("there is no #%d now", ref.Entry)
	if now != "" {
		is = fmt.Sprintf("now it is “%s”", now)
	}
	return sentences.Ask("another entry", ref.Entry, was, is)
}

// Posted gives the digests posted in a channel, or in all channels for "", the oldest
// first; none where no digests are posted.
func (r *Reader) Posted(channel string) []consensus.Posting {
	if r.postings == nil || r.err != nil {
		return nil
	}
	list, err := r.postings(r.Ctx, channel)
	r.err = err
	list = slices.Clone(list)
	slices.SortStableFunc(list, func(a, b consensus.Posting) int {
		return cmp.Or(cmp.Compare(a.Day, b.Day), cmp.Compare(a.Minute, b.Minute), cmp.Compare(a.Channel, b.Channel))
	})
	return list
}

// Batch is how many whole entries are held in memory at a time, of many.
const Batch = 1000

// each gives many whole entries in the order asked for, and keeps none of them.
func (r *Reader) each(numbers []int) iter.Seq[consensus.Entry] {
	return func(yield func(consensus.Entry) bool) {
		for some := range slices.Chunk(numbers, Batch) {
			entries, err := r.ledger.Entries(r.Ctx, some...)
			if err != nil {
				r.err = cmp.Or(r.err, err)
				return
			}
			for _, e := range entries {
				if !yield(e) {
					return
				}
			}
		}
	}
}
