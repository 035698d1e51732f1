package store

import (
	"crypto/sha256"
	"encoding/json"

	"natobot/consensus"
)

// canonical is an entry in the one form over which hashes are made. Ledgers hold hashes
// of every earlier version, so a field is never renamed, moved or dropped; a new one
// goes to the end and is left out where it is empty.
type canonical struct {
	Number    int                   `json:"number"`
	Race      string                `json:"race"`
	Recorded  int64                 `json:"recorded"`
	Recorder  string                `json:"recorder"`
	Kind      consensus.Kind        `json:"kind"`
	About     int                   `json:"about,omitempty"`
	Precision consensus.Precision   `json:"precision,omitempty"`
	Member    consensus.Code        `json:"member,omitempty"`
	Candidate consensus.Key         `json:"candidate,omitempty"`
	Name      string                `json:"name,omitempty"`
	Country   consensus.Code        `json:"country,omitempty"`
	Position  consensus.Position    `json:"position,omitempty"`
	Condition string                `json:"condition,omitempty"`
	Status    consensus.Status      `json:"status,omitempty"`
	Qualifier consensus.Qualifier   `json:"qualifier,omitempty"`
	Count     int                   `json:"count,omitempty"`
	Of        int                   `json:"of,omitempty"`
	Text      string                `json:"text,omitempty"`
	Target    int                   `json:"target,omitempty"`
	Terms     *consensus.Terms      `json:"terms,omitempty"`
	Schedule  *consensus.Schedule   `json:"schedule,omitempty"`
	Grant     *consensus.Grant      `json:"grant,omitempty"`
	Via       consensus.Attribution `json:"via,omitempty"`
	Who       string                `json:"who,omitempty"`
	Link      string                `json:"link,omitempty"`
	Outlet    string                `json:"outlet,omitempty"`
	Quote     string                `json:"quote,omitempty"`
	Live      *consensus.Live       `json:"live,omitempty"`
	Missing   consensus.Codes       `json:"missing,omitempty"`
}

// chain gives the hash of an entry that follows one with the hash before; the first
// entry follows an empty one. The last hash thus vouches for the whole ledger.
func chain(before []byte, e consensus.Entry) ([]byte, error) {
	text, err := json.Marshal(canonical{
		Number: e.Number, Race: e.Race, Recorded: e.Recorded.UnixMilli(), Recorder: e.Recorder,
		Kind: e.Kind, About: int(e.On.Day), Precision: e.On.Precision, Member: e.Member,
		Candidate: e.Candidate, Name: e.Name, Country: e.Country, Position: e.Position,
		Condition: e.Condition, Status: e.Status, Qualifier: e.Qualifier, Count: e.Count, Of: e.Of,
		Text: e.Text, Target: e.Target, Terms: e.Terms, Schedule: e.Schedule, Grant: e.Grant,
		Via: e.Source.Via, Who: e.Source.Who, Link: e.Source.Link, Outlet: e.Source.Outlet, Quote: e.Source.Quote,
		Live: e.Live, Missing: e.Missing,
	})
	if err != nil {
		return nil, err
	}
	sum := sha256.New()
	sum.Write(before)
	sum.Write(text)
	return sum.Sum(nil), nil
}
