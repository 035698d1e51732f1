package sqlite

import (
	"context"
	"strings"

	"natobot/store"
)

// Search gives the numbers of the entries before one that have all of some phrases.
func (l *Ledger) Search(ctx context.Context, phrases []string, before, most int) ([]int, error) {
	quoted := make([]string, len(phrases))
	for i, p := range phrases { // in quotation marks nothing has a meaning of its own
		quoted[i] = `"` + strings.ReplaceAll(p, `"`, `""`) + `"`
	}
	var numbers []int
	for values, err := range rows(ctx, ask(l.readers, `SELECT rowid FROM entry_words WHERE entry_words MATCH ? AND rowid < ? ORDER BY rowid DESC LIMIT ?`),
		strings.Join(quoted, " "), before, most) {
		if err != nil {
			return nil, store.Unreadable(err)
		}
		n, _ := values[0].(int64)
		numbers = append(numbers, int(n))
	}
	return numbers, nil
}
