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
	list, err := listed[int](ctx, l.readers, `SELECT rowid FROM entry_words WHERE entry_words MATCH ? AND rowid < ? ORDER BY rowid DESC LIMIT ?`,
		strings.Join(quoted, " "), before, most)
	return list, store.Unreadable(err)
}
