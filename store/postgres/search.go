package postgres

import (
	"context"
	"encoding/hex"
	"fmt"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"natobot/consensus"
)

// Search gives the numbers of the entries before one that have all of some phrases.
func (l *Ledger) Search(ctx context.Context, phrases []string, before, most int) ([]int, error) {
	query := []string{workspaceWord(l.workspace)}
	for _, p := range phrases {
		words := wordsOf(p)
		if len(words) == 0 {
			return nil, nil
		}
		query = append(query, strings.Join(words, " <-> "))
	}
	return listed[int](ctx, l, `SELECT number FROM entry_words WHERE workspace = $1 AND words @@ $2::tsquery AND number < $3 ORDER BY number DESC LIMIT $4`,
		strings.Join(query, " & "), before, most)
}

// searched gives the words by which an entry is found, with their places, as a tsvector is written; "" for none.
func searched(workspace string, e consensus.Entry) string {
	var list []string
	for _, part := range []string{e.Source.Who, e.Source.Outlet, e.Source.Link, e.Source.Quote, e.Text, e.Condition} {
		if words := wordsOf(part); len(words) > 0 {
			list = append(append(list, words...), "x")
		}
	}
	if len(list) == 0 {
		return ""
	}
	var vector strings.Builder
	for i, word := range append([]string{workspaceWord(workspace)}, list...) {
		fmt.Fprintf(&vector, "%s:%d ", word, min(i+1, farthest))
	}
	return vector.String()
}

// farthest is the last place that a tsvector tells from those behind it.
const farthest = 16383

// wordsOf gives the words of a text, without case and accents. A word is a run of letters and numbers,
// as SQLite's index has it.
func wordsOf(text string) []string {
	folded := strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) {
			return -1
		}
		return unicode.ToLower(r)
	}, norm.NFD.String(text))
	words := strings.FieldsFunc(folded, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsNumber(r) })
	for i, w := range words {
		words[i] = "w" + hex.EncodeToString([]byte(w[:min(len(w), longestWord)]))
	}
	return words
}

// longestWord is in bytes; the server takes words of 2046 bytes, and writing them doubles them.
const longestWord = 500

func workspaceWord(workspace string) string { return "k" + hex.EncodeToString([]byte(workspace)) }
