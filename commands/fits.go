package commands

import (
	"context"
	"fmt"
	"regexp"
	"slices"
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
func fits(ctx context.Context, d *Desk, req Request, u grammar.Understood) error {
	number := u.Target
	if len(u.Targets) > 0 { // the last one's hash vouches for the others
		number = slices.Max(u.Targets)
	}
	if number == 0 && req.Of != nil && u.Fact.Kind == consensus.CheckKind { // "still Hungary Rutte": what stands is known later
		number = req.Of.Entry
	}
	if req.Of == nil || number == 0 {
		return nil
	}
	d.mu.RLock()
	defer d.mu.RUnlock()
	return refers(d.view(ctx, d.today()), *req.Of, number)
}

// refers checks that something refers to the entry of a number.
func refers(v report.View, of answer.Ref, number int) error {
	if of.Entry != number {
		return sentences.Ask("unnamed", number)
	}
	return v.Fits(of)
}

// entriesNamed are the entries that a command names: one, or a list of them.
var entriesNamed = regexp.MustCompile(`^\w+ (?:#\d{1,9}, )*#(\d{1,9})`)

// retried gives buttons that may be meant instead of what was typed the entries that they name.
func retried(ctx context.Context, d *Desk, actions []answer.Action) {
	if len(actions) == 0 {
		return
	}
	d.mu.RLock()
	defer d.mu.RUnlock()
	v := d.view(ctx, d.today())
	for i, a := range actions {
		if named := entriesNamed.FindStringSubmatch(a.Command); named != nil {
			if number, err := strconv.Atoi(named[1]); err == nil && number > 0 && number <= d.book.Last() {
				actions[i].Of = v.Ref(v.Entry(number))
			}
		}
	}
}

// pin adds to a review's seal the point of the ledger that it was made on.
func pin(ctx context.Context, d *Desk, seal string) (string, error) {
	head, err := d.Ledger.Head(ctx, d.book.Last())
	return fmt.Sprintf("%s@%d:%s", seal, d.book.Last(), head[:min(len(head), report.RefHash)]), err
}

// holds tells whether a review still says what it said, on a ledger that holds the one it was
// made on.
func holds(ctx context.Context, d *Desk, pinned, seal string) (bool, error) {
	words, at, _ := strings.Cut(pinned, "@")
	text, hash, _ := strings.Cut(at, ":")
	number, err := strconv.Atoi(text)
	if err != nil || words != seal || number > d.book.Last() {
		return false, nil
	}
	head, err := d.Ledger.Head(ctx, number)
	return head[:min(len(head), report.RefHash)] == hash, err
}
