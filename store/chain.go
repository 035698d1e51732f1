package store

import (
	"cmp"
	"crypto/sha256"
	"encoding/json"
	"slices"
	"time"

	"natobot/consensus"
)

// hashed are the parts of an entry in the order in which hashes are made over them. Ledgers
// hold hashes of every earlier version, so a part is never renamed, moved or dropped.
var hashed = slices.SortedStableFunc(slices.Values(consensus.Fields()), func(a, b consensus.Field) int {
	return cmp.Compare(a.Since, b.Since)
})

// Chain gives the hash of an entry that follows one with the hash before; the first
// entry follows an empty one. The last hash thus vouches for the whole ledger.
func Chain(before []byte, e consensus.Entry) ([]byte, error) {
	text, err := canonical(e)
	if err != nil {
		return nil, err
	}
	sum := sha256.New()
	sum.Write(before)
	sum.Write(text)
	return sum.Sum(nil), nil
}

// canonical gives an entry in the one form over which hashes are made: a JSON object, whose
// day and precision are numbers.
func canonical(e consensus.Entry) ([]byte, error) {
	text := []byte{'{'}
	for _, f := range hashed {
		if f.Kept != consensus.InLinesAndHashes && f.Empty(&e) {
			continue
		}
		value := f.In(&e)
		switch v := value.(type) {
		case *time.Time:
			value = v.UnixMilli()
		case *consensus.Day:
			value = int(*v)
		case *consensus.Precision:
			value = int(*v)
		}
		raw, err := json.Marshal(value)
		if err != nil {
			return nil, err
		}
		if len(text) > 1 {
			text = append(text, ',')
		}
		text = append(append(append(text, '"'), f.Name...), '"', ':')
		text = append(text, raw...)
	}
	return append(text, '}'), nil
}
