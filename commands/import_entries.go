package commands

import (
	"bufio"
	"bytes"
	"cmp"
	"context"
	"fmt"

	"natobot/commands/jsonl"
	"natobot/commands/report"
	"natobot/consensus"
)

// importEntries restores an exported ledger: into an empty one, or into one that is its
// beginning.
func importEntries(ctx context.Context, d *Desk, content []byte, o ImportOptions) (ImportReport, error) {
	entries, posts, report := parseEntries(content)
	if len(report.Problems) > 0 {
		return report, nil
	}
	d.recording.Lock()
	defer d.recording.Unlock()
	d.pending.drain()
	if err := d.refresh(ctx); err != nil {
		return report, err
	}
	last := d.last()
	if err := startsWith(ctx, d.Ledger, entries[:min(last, len(entries))], last); err != nil {
		return report, err
	}
	entries = entries[last:]
	report.Already, report.Added = last, len(entries)
	if len(entries) > 0 {
		report.First = entries[0].Number
	}
	if o.DryRun {
		report.Posts = len(posts)
		return report, nil
	}
	if len(entries) > 0 {
		if err := d.Ledger.Restore(ctx, entries); err != nil {
			return ImportReport{}, err
		}
	}
	var err error
	if len(posts) > 0 && d.RestorePosts != nil {
		report.Posts, err = d.RestorePosts(ctx, posts)
	}
	return report, cmp.Or(err, d.refresh(ctx))
}

// parseEntries reads the entries, and folds them as a ledger does, so that what a ledger
// could not hold is found before anything is written; and the digests behind them.
func parseEntries(content []byte) (entries []consensus.Entry, posts []consensus.Posting, _ ImportReport) {
	var done ImportReport
	book := consensus.NewBook()
	in := bufio.NewScanner(bytes.NewReader(content))
	in.Buffer(nil, longestLine)
	n, whole := 0, true
	for in.Scan() {
		n++
		if len(bytes.TrimSpace(in.Bytes())) == 0 {
			continue
		}
		if jsonl.IsPost(in.Bytes()) {
			p, err := jsonl.ParsePost(in.Bytes())
			switch {
			case err != nil:
				done.problem(n, err.Error())
			case whole && p.Point.Known > book.Last(): // posts stand behind what they cover
				done.problem(n, fmt.Sprintf("this digest covers #%d, which is not in the file", p.Point.Known))
			}
			posts = append(posts, p)
			continue
		}
		e, err := jsonl.Parse(in.Bytes())
		if err == nil && whole { // behind a line that cannot be read every number is out of turn
			err = book.Apply(e)
		}
		if err != nil {
			whole = false
			done.problem(n, err.Error())
			continue
		}
		entries = append(entries, e)
	}
	if err := in.Err(); err != nil {
		done.problem(n+1, "is longer than an entry can be")
	}
	return entries, posts, done
}

// longestLine is how long a line of an export may be: a digest is there with its thread.
const longestLine = 16 << 20

// startsWith checks that the ledger is the beginning of the file.
func startsWith(ctx context.Context, l Ledger, beginning []consensus.Entry, last int) error {
	other := sayOtherLedger()
	if len(beginning) < last {
		return other
	}
	for first := 0; first < last; first += report.Batch {
		part := beginning[first:min(last, first+report.Batch)]
		var ask []int
		for _, e := range part {
			ask = append(ask, e.Number)
		}
		have, err := l.Entries(ctx, ask...)
		if err != nil {
			return err
		}
		for i := range have {
			if !sameEntry(have[i], part[i]) {
				return other
			}
		}
	}
	return nil
}

// sameEntry tells whether two entries are one and the same, by what their lines say.
func sameEntry(a, b consensus.Entry) bool {
	one, err := jsonl.Encode(a)
	other, otherErr := jsonl.Encode(b)
	return err == nil && otherErr == nil && bytes.Equal(one, other)
}
