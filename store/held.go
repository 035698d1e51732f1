package store

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"

	"natobot/consensus"
)

// EncodeHeld gives the drafts of a held report as they are kept: a JSON array with an object
// for each, of those parts that it has.
func EncodeHeld(drafts []consensus.Entry) ([]byte, error) {
	list := make([]map[string]any, len(drafts))
	for i := range drafts {
		e := &drafts[i]
		list[i] = map[string]any{}
		for _, f := range consensus.Fields() {
			if !f.Empty(e) {
				list[i][f.Name] = f.In(e)
			}
		}
	}
	return json.Marshal(list)
}

// DecodeHeld reads them again.
func DecodeHeld(text []byte) ([]consensus.Entry, error) {
	var list []map[string]json.RawMessage
	if err := json.Unmarshal(text, &list); err != nil {
		return nil, fmt.Errorf("the drafts of a held report: %w", err)
	}
	drafts := make([]consensus.Entry, len(list))
	for i, parts := range list {
		for _, f := range consensus.Fields() {
			raw, has := parts[f.Name]
			if !has {
				continue
			}
			if err := json.Unmarshal(raw, f.In(&drafts[i])); err != nil {
				return nil, fmt.Errorf("the %s of a held report: %w", f.Name, err)
			}
		}
	}
	return drafts, nil
}

// HashHeld gives the hash over what is held, in hexadecimal; what becomes of it is no part of
// that.
func HashHeld(h consensus.Held) (string, error) {
	drafts, err := EncodeHeld(h.Drafts)
	if err != nil {
		return "", err
	}
	until := int64(0)
	if !h.Until.IsZero() {
		until = h.Until.UnixMilli()
	}
	text, err := json.Marshal([]any{h.Number, h.Key, h.Author, h.Since.UnixMilli(), until, h.Review, string(drafts)})
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:]), err
}

// AuditHeld examines the next held report. became are the entries that the ledger has of its
// release; passed tells that it waits on, or waited, as another held report.
func (r *Report) AuditHeld(place int, h consensus.Held, became []consensus.Entry, passed bool) {
	r.Held++
	if h.State == consensus.Waiting {
		r.Waiting++
	}
	if h.Number != place {
		r.Problem("Held report H%d stands where H%d should", h.Number, place)
	}
	if hash, err := HashHeld(h); err != nil || hash != h.Hash {
		r.Problem("Held report H%d is not what was held: its hash differs", h.Number)
	}
	entry := h.Settlement.Entry
	switch {
	case len(became) > 0 && (h.State != consensus.Released || entry != became[0].Number):
		r.Problem("Held report H%d is in the ledger as #%d, but is noted as %s", h.Number, became[0].Number, h.State)
	case len(became) > 0 && became[0].Recorder != h.Author:
		r.Problem("Held report H%d is in the ledger as another person's", h.Number)
	case h.State == consensus.Released && entry == 0 && !passed:
		r.Problem("Held report H%d was released, but became nothing", h.Number)
	case h.State == consensus.Released && entry > r.Entries:
		r.Problem("Held report H%d became #%d, which is not there", h.Number, entry)
	}
}

// UnknownHeld is of a held report that there is not.
func UnknownHeld(number int) error {
	return consensus.Refuse(consensus.NotFound, fmt.Sprintf("There is no held report #H%d", number), "“held” lists those there are.")
}

// SettledHeld is of a held report that waits no more.
func SettledHeld(h consensus.Held) error {
	return consensus.Refuse(consensus.Conflict, fmt.Sprintf("The held report #H%d is already %s", h.Number, h.State), "Nothing has to be done.")
}

// NotHeld is of a report that was recorded by the same request, and so cannot wait.
func NotHeld() error {
	return consensus.Refuse(consensus.Conflict, "This report is recorded already", "Nothing has to be done.")
}
