package answer

// Outcome tells how a request ended.
type Outcome uint8

// The outcomes of a request.
const (
	Answered Outcome = iota // a question was answered
	Recorded                // the ledger holds what was reported, on disk
	Refused                 // not understood, not allowed, or impossible: nothing was recorded
	Failed                  // our fault or the machine's: nothing was recorded, and the reply says so
)

// String gives the word for the outcome.
func (o Outcome) String() string {
	return [...]string{"answered", "recorded", "refused", "failed"}[o]
}

// Audience tells who sees a reply.
type Audience uint8

// The audiences. A reply goes to the asker alone unless they added "here".
const (
	ToAsker Audience = iota
	ToChannel
)

// Reply is an answer as a value: what to say, not how Slack or a terminal shows it.
type Reply struct {
	Outcome  Outcome
	Audience Audience
	Title    string // one line; the whole answer where there are no sections; see TitleLine
	Sections []Section
	Actions  []Action
	File     *File // an export, nil otherwise

	// Kept tells that the desk gives these very sections and actions to others too, who ask
	// the same. Whoever adds to them makes new ones; nobody changes one of them.
	Cached bool

	// Private tells that nobody but the asker may know of it: it is never shown in a channel.
	Private bool

	// Post asks the house to post a digest into a channel now; nil otherwise.
	Post *Post
	// Notices are what others are to hear of it, each by themselves.
	Notices []Notice
	// Ref and Cause are for the log of a Failed reply; Ref also stands in its title.
	Ref   string
	Cause error
}

// Section is one part of a reply: a Paragraph, a List, a Table, a Chart, a Trend,
// Buttons, a Picture or what is Folded.
type Section interface{ section() }

// Style is how a span is set.
type Style uint8

// The styles; they add up.
const (
	Plain Style = 0
	Bold  Style = 1 << iota
	Italic
	Struck // of an entry that was retracted or corrected
	Code   // what a person types: a command, or a word of one
)

// Span is a run of text of one style. Text may hold anything that a person typed: who
// renders it must show it, never obey it.
type Span struct {
	Text  string
	Style Style
	URL   string // a link, http or https; "" for none

	// ID is the person or channel of the workspace that the text stands for, "U123" or
	// "C123", "" for neither. Who renders may show their name instead of Text, and never
	// mentions them.
	ID string

	// Message is the message of the workspace that the text stands for, "C123/1709190000.000100",
	// "" for none. Who renders may link to it.
	Message string
}

// Line is a line of text.
type Line []Span

// Paragraph is running text. Note marks small print.
type Paragraph struct {
	Text Line
	Note bool
}

// Paragraphs gives each line a paragraph.
func Paragraphs(lines ...Line) []Section {
	var sections []Section
	for _, l := range lines {
		if len(l) > 0 {
			sections = append(sections, Paragraph{Text: l})
		}
	}
	return sections
}

// List is lines below a heading; the heading may be empty.
type List struct {
	Heading string
	Items   []Line
}

// Lines gives lines below a heading, and no section where there is no line.
func Lines(heading string, items []Line) []Section {
	if len(items) == 0 {
		return nil
	}
	return []Section{List{heading, items}}
}

// Table is rows below named columns. Every row has as many cells as there are columns.
type Table struct {
	Caption string
	Columns []Column
	Rows    [][]string
}

// Column is a column's name; Numeric ones are set flush right.
type Column struct {
	Name    string
	Numeric bool
}

// Chart is a bar for each row, of parts that add up to at most Total.
type Chart struct {
	Caption string
	Total   int
	Bars    []Bar
}

// Bar is one bar of a chart. Its parts are drawn from left to right.
type Bar struct {
	Label    string
	Segments []Segment
}

// Segment is one part of a bar: how many of what.
type Segment struct {
	Label string
	Value int
}

// Trend is numbers over time: a line for each series.
type Trend struct {
	Caption string
	Points  []string // what each place on the lines is called, a day most often
	Series  []Series
	// Drawn tells that whoever shows it draws the lines. Its words are the same.
	Drawn bool
}

// Series is one line of a trend: a value for each point.
type Series struct {
	Name   string
	Values []int
}

// Buttons is a row of actions that belong to what stands before them.
type Buttons struct{ Actions []Action }

// Folded is what a terminal prints whole, and what stands behind a button where there is little
// room: pressing it asks for as much.
type Folded struct {
	Action   Action
	Sections []Section
}

// Picture is a drawing of how a race stands, a PNG.
type Picture struct {
	Name string // of the file
	PNG  []byte
	Alt  string // says in words what it shows
	// File is the picture's id with whoever shows it, once it is there.
	File string
}

func (Paragraph) section() {}
func (List) section()      {}
func (Table) section()     {}
func (Chart) section()     {}
func (Trend) section()     {}
func (Buttons) section()   {}
func (Picture) section()   {}
func (Folded) section()    {}

// Action is a button. Pressing it sends Command as if the presser had typed it, or
// shares the reply in the channel when Share is set, or sends its picture to the presser alone.
type Action struct {
	Label   string
	Command string
	Of      Ref // the entry that Command names; the zero Ref where it names none
	Share   bool
	Picture bool
	Danger  bool // asks first
	// InPlace has what was recorded take the place of the buttons that this one stands among.
	InPlace bool
	Draft   *Draft // opens a form with what is filled in so far; then there is no Command
	Later   string // names what is asked about again tomorrow; then there is no Command
}

// Ref names an entry outside the ledger, in a button or a form. After a backup was put in its
// place the ledger may have another entry of that number: then the hash differs.
type Ref struct {
	Entry int    `json:"entry,omitempty"`
	Hash  string `json:"hash,omitempty"` // how it begins
	Says  string `json:"says,omitempty"` // what it said, cut short, for people
}

// Notice is what one other person is to hear because of a request.
type Notice struct {
	User  string // Slack user id
	Reply Reply
}

// File is an export as a file.
type File struct {
	Name    string
	Content []byte
}

// Post is a digest that an editor asked to have posted now.
type Post struct{ Channel string }
