package consensus

import "time"

// Kind tells what an entry says.
type Kind uint8

// The kinds of entry. Each comment names the fields of [Fact] that the kind uses
// besides On and Source.
const (
	NoKind      Kind = iota
	Opening          // a race opens: Name (its title), Terms
	Closing          // a race closes: Text (why; may be empty)
	Accession        // a country joins: Member, Name (how it is shown), On is the day it joins
	Candidacy        // a candidate's status: Candidate, Name, Country, Status, Motion
	StanceKind       // a member's position: Member, Candidate, Position, Stage, Condition
	ClaimKind        // a count without names: Candidate, Qualifier, Count, Of, Missing
	Note             // a profile fact: Candidate or Member, Text
	Retraction       // strikes Target: Text (why)
	Scheduling       // a digest is set or switched off: Schedule
	Granting         // a person's role, or a channel's for its guests, is set: Grant
	Echo             // somebody else reported what Target says: the recorder joins Target's
	Settling         // of the contested reports of a day, Target stands: Text (why; may be empty)
	Following        // a channel's live notes are set: Live
	Reviewing        // reports are held until a second person releases them, or no more: Text, "on" or "off"
	CheckKind        // what Target says of Member and Candidate still stands, by a person's word
	BeatKind         // who follows which members is set: Beat
	ChannelRace      // the race that a channel follows, or every one that follows none of its own, is set: it is the entry's, Focus
)

var kindNames = []string{"", "opening", "closing", "accession", "candidacy", "stance", "claim", "note", "retraction", "schedule", "grant", "echo", "settling", "following", "review", "check", "beat", "channel race"}

// String gives the word for the kind.
func (k Kind) String() string { return name(kindNames, int(k)) }

// fact tells whether an entry of that kind reports something about the world, which
// somebody else may report too.
func (k Kind) fact() bool { return k >= Accession && k <= Note }

// MarshalText gives the kind's word.
func (k Kind) MarshalText() ([]byte, error) { return []byte(k.String()), nil }

// UnmarshalText reads the kind's word.
func (k *Kind) UnmarshalText(text []byte) error { return parse(k, kindNames, text) }

// Code is a country's ISO 3166-1 alpha-2 code, in capitals: "DE".
type Code string

// Key names a candidate within a race: the folded full name, "mark-rutte". It stays
// when the name's spelling is corrected.
type Key string

// Source is where a fact comes from. Every part may be empty.
type Source struct {
	Via    Attribution // on whose word
	Who    string      // whom the source names: a person, an office, an outlet
	Link   string      // where it was published, an http or https URL
	Outlet string      // who published it
	Quote  string      // the words themselves, verbatim
}

// Fact is what an entry says: one thing, its source, and the day it is about.
// Which fields count depends on the Kind; the others are zero.
type Fact struct {
	Kind Kind
	On   When // the day it is about

	Member    Code
	Candidate Key
	Name      string
	Country   Code
	Position  Position
	Condition string // what a holdout asks for
	Status    Status
	Qualifier Qualifier
	Count     int   // of a claim, from 0
	Of        int   // of how many members, by the claim; 0 when it does not say
	Missing   Codes // the members that a claim leaves out, by its own word
	Text      string

	// Target is the number of the entry that a retraction strikes, an echo repeats, a
	// settling upholds or a check is of, or that any other kind replaces: then the entry is a correction.
	// It is 0 otherwise.
	Target int

	Terms    *Terms
	Schedule *Schedule
	Grant    *Grant
	Live     *Live
	Beat     *Beat
	Focus    *Focus

	Source Source

	Motion bool  // the candidate is a motion: a text that all are to ratify or adopt
	Stage  Stage // how far a member has come that leans towards a motion

	// DeskOnly tells that the fact is not for publication: it counts for the desk, and no page
	// that others read rests on it (see [Public]).
	DeskOnly bool
}

// Entry is one line of the ledger: a fact, and who recorded it when. Entries are
// appended and never change.
type Entry struct {
	// Number is shown as #12. Numbers count from 1 through the whole ledger, all its
	// races together, without a gap.
	Number int
	// Race is the key of the race that the entry belongs to: one word, "2024".
	Race string
	// Recorded is the moment of recording, in UTC and whole milliseconds: after that of the
	// entry with the number before, but where a clock was wrong (see [Stamp]).
	Recorded time.Time
	// Recorder is who recorded it: a Slack user id, or "seed", "import", "terminal".
	Recorder string
	Fact
}

// Strikes tells whether the entry ends what Target says: it retracts or replaces it.
func (f Fact) Strikes() bool {
	switch f.Kind {
	case Echo, Settling, CheckKind:
		return false
	}
	return f.Target != 0
}

// Corrects tells whether the entry is a correction: it replaces the entry that
// Target names, and takes its place in the order of the day.
func (f Fact) Corrects() bool { return f.Strikes() && f.Kind != Retraction }

// Terms say what a race is about.
type Terms struct {
	Post      string `json:"post"`                // "Secretary General of NATO"
	Incumbent string `json:"incumbent,omitempty"` // "Jens Stoltenberg"
	Since     string `json:"since,omitempty"`     // how long the incumbent has served, as reported: "2014"
	Vacant    string `json:"vacant,omitempty"`    // when the post falls vacant, as reported: "October 2024"
	Brief     string `json:"brief,omitempty"`     // what awaits the next one
	Body      string `json:"body,omitempty"`      // the key of the body whose post it is; "" is [DefaultBody], and then the desk follows the race at once
}

// Schedule is a digest that an editor set for a channel; Off switches the channel's
// digests off, or every channel's when Channel is empty.
type Schedule struct {
	Channel string `json:"channel"`         // Slack channel id
	Minute  int    `json:"minute"`          // of the day, on the wall clock of Zone: 480 is 08:00
	Zone    string `json:"zone,omitempty"`  // IANA name
	Days    []int  `json:"days,omitempty"`  // time.Weekday numbers, sorted; empty is every day
	Quiet   Quiet  `json:"quiet,omitempty"` // what to post when nothing moved
	Off     bool   `json:"off,omitempty"`
	Only    bool   `json:"only,omitempty"` // with Off: the digest of Minute, and no other
	// Skip is a day on which the channel gets no digests; with Off it gets them after all.
	// It is all that such a setting says, and 0 in others.
	Skip Day `json:"skip,omitempty"`

	// Set is the moment at which the entry was recorded: times of day before it are not
	// owed. By is who recorded it, and Skips are the days that are left out, in their
	// order. [Book.Schedules] fills them.
	Set   time.Time `json:"-"`
	By    string    `json:"-"`
	Skips []Day     `json:"-"`
}

// Quiet tells what a digest does on a day on which nothing moved.
type Quiet string

// The ways of a quiet day; the empty Quiet is QuietLine.
const (
	QuietSkip Quiet = "skip"
	QuietLine Quiet = "line"
	QuietFull Quiet = "full"
)

// Grant gives a person a role, or the guests and other organisations' people of a
// channel: then Role is Reader, or Outsider again, and User is empty.
type Grant struct {
	User    string `json:"user,omitempty"`    // Slack user id
	Channel string `json:"channel,omitempty"` // Slack channel id
	Role    Role   `json:"role"`
}

// Live says what a channel hears of as soon as it is recorded.
type Live struct {
	Channel string    `json:"channel"` // Slack channel id
	Level   LiveLevel `json:"level"`
}

// Focus says who follows the race of its entry.
type Focus struct {
	Channel string `json:"channel,omitempty"` // Slack channel id; "" is the desk, and each channel that follows none of its own
}

// LiveLevel is how much a channel hears live.
type LiveLevel string

// The levels of live notes.
const (
	LiveOff        LiveLevel = "off"
	LiveChanges    LiveLevel = "changes"    // every change of a stance, and the milestones
	LiveMilestones LiveLevel = "milestones" // the milestones alone
)

// Beat says who follows members: the person, or nobody any more where User is empty. Each member
// is followed by one person at most.
type Beat struct {
	User    string `json:"user,omitempty"` // Slack user id
	Members Codes  `json:"members"`
}

// Receipt tells what an append to the ledger did.
type Receipt struct {
	Entries []Entry // as they stand in the ledger
	// Repeated tells that the request key had been recorded before: nothing was added,
	// and Entries are those of the first time.
	Repeated bool
}

// Keyed is what one request records: its key, and the drafts of its entries, all or none.
type Keyed struct {
	Key    string
	Drafts []Entry
	// Kept tells that the drafts were recorded elsewhere, at moments which they keep. They run
	// on from the ledger's last entry; else the error is of kind Conflict.
	Kept bool
	// Held is the number of the held report that becomes these entries, 0 for none: it is
	// settled with them, as Settlement says. Where it waits no more the error is of kind Conflict.
	Held       int
	Settlement Settlement
}

// Appended is what became of one of several appends that went to the disk together.
type Appended struct {
	Receipt Receipt
	Err     error
}
