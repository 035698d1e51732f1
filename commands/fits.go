package commands

import (
	"context"
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"natobot/commands/answer"
	"natobot/commands/grammar"
	"natobot/commands/report"
	"natobot/consensus"
)

// What left the house and comes back names an entry by its number and its hash, and a point of
// the ledger by that of its last entry: after a backup was restored it fits, or is refused.

// fits refuses a button whose entry is not the one that has its number now.
func (d *Desk) fits(ctx context.Context, req Request, u grammar.Understood) error {
	if req.Of == nil || u.Target == 0 {
		return nil
	}
	return d.refers(ctx, *req.Of, u.Target)
}

// refers checks that something refers to the entry of a number.
func (d *Desk) refers(ctx context.Context, of answer.Ref, number int) error {
	d.mu.RLock()
	defer d.mu.RUnlock()
	return refers(d.view(ctx, d.today()), of, number)
}

func refers(v report.View, of answer.Ref, number int) error {
	if of.Entry != number {
		return sayUnnamed(number)
	}
	return v.Fits(of)
}

var entryNamed = regexp.MustCompile(`#(\d{1,9})`)

// retried gives buttons that may be meant instead of what was typed the entries that they name.
func (d *Desk) retried(ctx context.Context, actions []answer.Action) {
	d.mu.RLock()
	defer d.mu.RUnlock()
	v := d.view(ctx, d.today())
	for i, a := range actions {
		if named := entryNamed.FindStringSubmatch(a.Command); named != nil {
			if number, err := strconv.Atoi(named[1]); err == nil && number > 0 && number <= d.book.Last() {
				actions[i].Of = v.Ref(v.Entry(number))
			}
		}
	}
}

// pin adds to a review's seal the point of the ledger that it was made on.
func (d *Desk) pin(ctx context.Context, seal string) (string, error) {
	head, err := d.Ledger.Head(ctx, d.book.Last())
	return fmt.Sprintf("%s@%d:%s", seal, d.book.Last(), head[:min(len(head), report.RefHash)]), err
}

// holds tells whether a review still says what it said, on a ledger that holds the one it was
// made on.
func (d *Desk) holds(ctx context.Context, pinned, seal string) (bool, error) {
	words, at, _ := strings.Cut(pinned, "@")
	text, hash, _ := strings.Cut(at, ":")
	number, err := strconv.Atoi(text)
	if err != nil || words != seal || number > d.book.Last() {
		return false, nil
	}
	head, err := d.Ledger.Head(ctx, number)
	return head[:min(len(head), report.RefHash)] == hash, err
}

func sayUnnamed(number int) error {
	return consensus.Ask(fmt.Sprintf("This does not say which #%d it means: it was made before an update, or the ledger was put back to an earlier state. Nothing was recorded.", number),
		fmt.Sprintf("Look at it with `/nato history #%d`, and say there or by a command what is to become of it.", number))
}
