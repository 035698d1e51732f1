package answer

// Field names one field of a form.
type Field string

// The fields. Their values, in a Draft, are texts: a member's or country's code, a
// candidate's key, the word of a position, an attribution, a status or a qualifier, a day
// as 2024-03-01, or what a person typed.
const (
	FieldMember    Field = "member"
	FieldCandidate Field = "candidate" // of a candidacy: the key of a known one, or "" for a new one
	FieldName      Field = "name"      // of a new candidate
	FieldCountry   Field = "country"
	FieldPosition  Field = "position"
	FieldCondition Field = "condition"
	FieldStatus    Field = "status"
	FieldQualifier Field = "qualifier"
	FieldCount     Field = "count"
	FieldOf        Field = "of"
	FieldMissing   Field = "missing" // whom a claim leaves out: names
	FieldText      Field = "text"    // of a note
	FieldVia       Field = "via"
	FieldWho       Field = "who"
	FieldOn        Field = "on"
	FieldLink      Field = "link"
	FieldOutlet    Field = "outlet"
	FieldQuote     Field = "quote"
	FieldBecause   Field = "because"
	FieldUntil     Field = "until" // until when it is held
	FieldPrint     Field = "print" // whether a report is for publication: Publish or DeskOnly
)

// What the field FieldPrint may say.
const (
	Publish  = "publish"
	DeskOnly = "desk"
)

// Draft is a recording on its way through a form: what was chosen and typed so far,
// whether or not it makes sense. It is plain data, kept in the form itself as JSON.
type Draft struct {
	Verb    string           `json:"verb"`             // the command that it becomes: "stance", "correct"
	Target  int              `json:"target,omitempty"` // of a correction or retraction
	Of      Ref              `json:"of,omitzero"`      // that entry
	Values  map[Field]string `json:"values,omitempty"`
	Guessed []Field          `json:"guessed,omitempty"` // read out of a message, not yet looked at by a person
	Words   string           `json:"words,omitempty"`   // of the message, that it was read from
	Embargo string           `json:"embargo,omitempty"` // what the message says of an embargo whose end is not understood
	Race    string           `json:"race,omitempty"`    // its key; "" is the one that the desk follows
}

// Form is what a person fills in, as a value: not how Slack shows it.
type Form struct {
	Title    string    // at most 24 characters
	Sections []Section // what it is about, above the inputs
	Inputs   []Input
	Draft    Draft // what the form begins with
	Submit   string
	Cause    error // for the log, where the ledger could not be asked; nil otherwise
}

// InputKind tells how an input is filled in.
type InputKind uint8

// The kinds of input.
const (
	Choice InputKind = iota // one of Options
	ShortText
	LongText
	Date
	Link
	Number
)

// Input is one field of a form.
type Input struct {
	Field    Field
	Label    string
	Hint     string // below the field; a guess is marked here
	Kind     InputKind
	Options  []Option
	Value    string
	Optional bool
	Max      int  // characters of a text
	Reshapes bool // what is chosen decides which other inputs the form has
}

// Option is one choice.
type Option struct{ Value, Label string }

// Review is a draft as it would be recorded: what it says, what it changes, what it
// contradicts. Where Problems has any, it cannot be, and the rest is empty.
type Review struct {
	Problems map[Field]string // a sentence for each field that is wrong
	Title    string           // at most 24 characters
	Sections []Section
	// Seal stands for all that the review shows of the ledger: saving compares it.
	Seal  string
	Cause error // for the log, where the ledger could not be asked; nil otherwise
}

// Saved is what became of a draft that was to be recorded.
type Saved struct {
	Reply Reply
	// Stale is set, and nothing was recorded, where the ledger moved so that the review
	// is no longer true: this is what would happen now.
	Stale *Review
}

// Message is what a person wants recorded, as it stands in a channel.
type Message struct {
	Text   string // plain: Slack's escapes and markup are undone
	At     int64  // when it was written, Unix seconds
	Author string // for people's eyes; may be empty
}
