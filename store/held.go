package store

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"time"

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

// AsHeld gives a report as it stands once it is held under its number.
func AsHeld(h consensus.Held, now time.Time) (_ consensus.Held, err error) {
	h = AsWaiting(h)
	h.Since = Moment(now.UnixMilli())
	h.Hash, err = HashHeld(h)
	return h, err
}

// AsWaiting gives a held report as it stood before it was settled.
func AsWaiting(h consensus.Held) consensus.Held {
	h.State, h.Settlement, h.SettledAt = consensus.Waiting, consensus.Settlement{}, time.Time{}
	return h
}

// HeldColumns names all columns of a held report, as SQL does.
const HeldColumns = `number, key, author, since, until, review, hash, drafts, state, settling, by, because, entry, settled`

// HeldValues gives a held report's values in the order of [HeldColumns].
func HeldValues(h consensus.Held) ([]any, error) {
	hash, err := hex.DecodeString(h.Hash)
	if err != nil {
		return nil, err
	}
	drafts, err := EncodeHeld(h.Drafts)
	s := h.Settlement
	return []any{
		h.Number, Typed(h.Key), Typed(h.Author), Milliseconds(h.Since), Milliseconds(h.Until), h.Review, hash, drafts,
		h.State.String(), Typed(s.Key), Typed(s.By), Typed(s.Because), s.Entry, Milliseconds(h.SettledAt),
	}, err
}

// HeldRow is a row of [HeldColumns] that is being read.
type HeldRow struct {
	held                  consensus.Held
	state                 string
	since, until, settled int64
	hash, drafts          []byte
}

// Places gives where the values of the row go.
func (r *HeldRow) Places() []any {
	h, s := &r.held, &r.held.Settlement
	return []any{
		&h.Number, (*Typed)(&h.Key), (*Typed)(&h.Author), &r.since, &r.until, &h.Review, &r.hash, &r.drafts,
		&r.state, (*Typed)(&s.Key), (*Typed)(&s.By), (*Typed)(&s.Because), &s.Entry, &r.settled,
	}
}

// Held gives the held report that was read.
func (r *HeldRow) Held() (h consensus.Held, err error) {
	h = r.held
	h.Since, h.Until, h.SettledAt, h.Hash = Moment(r.since), Moment(r.until), Moment(r.settled), hex.EncodeToString(r.hash)
	if err = h.State.UnmarshalText([]byte(r.state)); err == nil {
		h.Drafts, err = DecodeHeld(r.drafts)
	}
	return h, err
}

// AuditHeld examines all that was ever held, by its numbers. first gives the first entry that a
// request key recorded.
func (r *Report) AuditHeld(list []consensus.Held, first map[string]consensus.Entry) {
	keys := map[string]bool{}
	for _, h := range list {
		keys[h.Key] = true
	}
	for i, h := range list {
		key := consensus.HeldKey(h.Number)
		r.auditHeld(i+1, h, first[key], keys[key])
	}
}

// auditHeld examines the next held report. became is the first entry that the ledger has of its
// release, with number 0 for none; passed tells that it waits on, or waited, as another held report.
func (r *Report) auditHeld(place int, h consensus.Held, became consensus.Entry, passed bool) {
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
	case became.Number > 0 && (h.State != consensus.Released || entry != became.Number):
		r.Problem("Held report H%d is in the ledger as #%d, but is noted as %s", h.Number, became.Number, h.State)
	case became.Number > 0 && became.Recorder != h.Author:
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
