// Every sentence that a person sees follows these rules. It is made in this file or a
// say_ file beside it; only the title and the labels of one answer stand in its own file.
//
//   - An editor could print it. Full words, full stops, no capitals for loudness, no
//     exclamation mark; quotation marks only around words that somebody said.
//   - A number says what it counts: "4 of 31 members", never "4/31" or a bare "4".
//     Its noun agrees with it.
//   - Members and people stand in NATO's spelling, with the article that English gives
//     them inside a sentence ("the United States backs") and none in a list.
//   - Who said it goes with what was said. "Backs" is what is reported; "on the record"
//     is a named person or a spokesperson, and nothing else is called that.
//   - Silence is "undeclared", never consent and never a no. A holdout is "seen as
//     holding out". Veto, vote, winner and election are not NATO's words.
//   - Reported unanimity, the Council's decision and taking office are three facts.
//   - A refusal says what is wrong, then what to do, with something to copy.
//   - Every fact names its entry, "#12", so that it can be traced. A digest's message is
//     prose and leaves that to its thread.
//
// A title is a label or one whole sentence; what is typed is set as `it is typed`.

package answer

import (
	"fmt"
	"strings"

	"natobot/commands/english"
	"natobot/consensus"
)

// Say makes a line of plain words.
func Say(format string, a ...any) Line {
	return Line{{Text: fmt.Sprintf(format, a...)}}
}

// Say goes on with plain words.
func (l Line) Say(format string, a ...any) Line { return append(l, Say(format, a...)...) }

// And goes on with spans.
func (l Line) And(spans ...Span) Line { return append(l, spans...) }

// Listed joins spans by commas, and by last before the last of them.
func Listed(spans []Span, last string) (line Line) {
	for i, s := range spans {
		switch {
		case i > 0 && i == len(spans)-1:
			line = line.Say("%s", last)
		case i > 0:
			line = line.Say(", ")
		}
		line = append(line, s)
	}
	return line
}

// Unnamed names who speaks without a name, "" where nobody is known to.
func Unnamed(via consensus.Attribution) string {
	return map[consensus.Attribution]string{
		consensus.Spokesperson: "a spokesperson", consensus.Official: "an official", consensus.Diplomat: "a diplomat",
		consensus.Camp: "the candidate's camp",
	}[via]
}

// Quoted gives the words that somebody said, behind a colon; none for "".
func Quoted(quote string) Line {
	if quote == "" {
		return nil
	}
	return Line{{Text: ": "}, {Text: "“" + quote + "”", Style: Italic}}
}

// Asking says behind what a member does what it asks for; "" for nothing.
func Asking(condition string) string {
	if condition == "" {
		return ""
	}
	return fmt.Sprintf(", asking for “%s”", condition)
}

// Marked makes a line of a sentence of ours in which what is typed stands between
// backticks. It is not for what people wrote: a backtick of theirs is a letter.
func Marked(text string) Line {
	parts := strings.Split(text, "`")
	if len(parts)%2 == 0 { // one is open: then none is meant
		return Line{{Text: text}}
	}
	var line Line
	for i, part := range parts {
		switch {
		case part == "":
		case i%2 == 1:
			line = append(line, Span{Text: part, Style: Code})
		default:
			line = append(line, Span{Text: part})
		}
	}
	return line
}

// TitleLine gives the title with what is typed in it set as such.
func (r Reply) TitleLine() Line { return Marked(r.Title) }

// In says what a claim counts of a body: "about 20 of 31 members".
func (c Claimed) In(b *consensus.Body) string {
	if c.Of == 0 {
		return fmt.Sprintf("%s %s", c.Qualifier, english.Members(b, c.Count))
	}
	return fmt.Sprintf("%s %d of %s", c.Qualifier, c.Count, english.Members(b, c.Of))
}

// Claimed is the count of a claim, whichever way it comes.
type Claimed struct {
	Qualifier consensus.Qualifier
	Count, Of int
}

// Recorder names who recorded an entry.
func Recorder(id string) Span {
	if strings.HasPrefix(id, "U") || strings.HasPrefix(id, "W") {
		return Span{Text: id, ID: id}
	}
	return Span{Text: id}
}

// Channel names a channel of the workspace.
func Channel(id string) Span { return Span{Text: "#" + id, ID: id} }

// PositionMeans says what a position means: "backs – has said so".
func PositionMeans(p consensus.Position) string {
	return map[consensus.Position]string{
		consensus.Backs:      "backs – has said so",
		consensus.Leans:      "leans – signals support, has not said it",
		consensus.Accepts:    "accepts – would not block",
		consensus.Holdout:    "holdout – reservations, conditions; not a no",
		consensus.Opposes:    "opposes – says no; needs a link or a named source",
		consensus.Undeclared: "undeclared – no position taken",
	}[p]
}

// AttributionMeans says what an attribution means: "official – unnamed".
func AttributionMeans(a consensus.Attribution) string {
	return a.String() + map[consensus.Attribution]string{
		consensus.OnRecord:     " – a named person",
		consensus.Spokesperson: " – of a government, named or not",
		consensus.Official:     " – unnamed",
		consensus.Diplomat:     " – unnamed",
		consensus.Camp:         " – the candidate's own side",
		consensus.Reported:     " – an outlet says so",
		consensus.Inferred:     " – seen as, viewed as; nobody said it",
	}[a]
}

// Meanings lists what may stand for a word of a usage, with what each means where it needs
// saying.
func Meanings(word, all string) Section {
	l := List{Heading: word}
	switch word {
	case "Positions":
		for _, p := range consensus.Positions() {
			l.Items = append(l.Items, Say("%s", PositionMeans(p)))
		}
	case "Attributions":
		for _, a := range consensus.Attributions() {
			l.Items = append(l.Items, Say("%s", AttributionMeans(a)))
		}
	default:
		return Paragraph{Text: Say("%s: %s.", word, all)}
	}
	return l
}
