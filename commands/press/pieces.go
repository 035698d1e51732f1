package press

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"natobot/commands/lexicon"
)

// pieceKind tells what a piece of a message looks like.
type pieceKind uint8

const (
	aWord pieceKind = iota
	aFlag           // a flag emoji; key is the country's code in small letters
	aComma
	aBreak // a semicolon, dash or ellipsis; a full stop inside a quotation
	aColon
	aQuestion // a question mark, wherever it stands
	aMark     // a quotation mark: it is seen through, except where it begins a sentence of its own
	aBracket  // opening
	aBracketEnd
	anEnd // the end of a sentence
)

// piece is a word or mark of a message. Its place is kept, so that all that is shown of
// a message is the message's own text.
type piece struct {
	kind       pieceKind
	key        string // of a word: folded, without apostrophes; the possessive s is left out
	of         bool   // a possessive: "Rutte's"
	capital    bool   // begins with a capital letter
	start, end int
}

// passage is a stretch of a message in quotation marks, without them.
type passage struct{ start, end int }

// cutter cuts a message into pieces. Unlike the scanner of commands it refuses nothing,
// and keeps the punctuation, which in prose says who does what.
type cutter struct {
	text   string
	at     int
	pieces []piece
	quotes []passage // outermost ones
	link   string    // the first one

	closes      int // where the quotation that is open now ends; 0 outside of one
	closesWidth int
}

// longestQuotation is how far the end of a quotation is looked for.
const longestQuotation = 2000

func cut(text string) *cutter {
	c := &cutter{text: text}
	for c.at < len(text) {
		c.next()
	}
	c.add(anEnd, 0)
	return c
}

func (c *cutter) add(kind pieceKind, width int) {
	c.pieces = append(c.pieces, piece{kind: kind, start: c.at, end: c.at + width})
	c.at += width
}

func (c *cutter) next() {
	rest := c.text[c.at:]
	r, width := utf8.DecodeRuneInString(rest)
	if c.quotation(rest) {
		return
	}
	switch code, n := lexicon.FlagEmoji(rest); {
	case n > 0:
		c.add(aFlag, n)
		c.pieces[len(c.pieces)-1].key = code
	case lexicon.HasScheme(rest):
		c.address(rest)
	case r == '\n':
		c.newline(rest)
	case unicode.IsLetter(r), unicode.IsDigit(r):
		c.word(rest)
	case r == '.' || r == '!':
		c.stop(rest)
	default:
		kind, marked := punctuation(r, rest[width:], c.at > 0 && unicode.IsSpace(rune(c.text[c.at-1])))
		if !marked {
			c.at += width
			return
		}
		c.add(kind, width)
		if kind == aQuestion && c.closes == 0 {
			c.add(anEnd, 0)
		}
	}
}

// punctuation tells what a mark does. A hyphen between words joins them.
func punctuation(r rune, rest string, spaced bool) (pieceKind, bool) {
	switch r {
	case ',', '،':
		return aComma, true
	case ';', '—', '–', '―', '…', '|', '•', '→':
		return aBreak, true
	case '-', '*':
		return aBreak, spaced && (rest == "" || strings.HasPrefix(rest, " "))
	case ':':
		return aColon, true
	case '?':
		return aQuestion, true
	case '(', '[':
		return aBracket, true
	case ')', ']':
		return aBracketEnd, true
	}
	return aWord, false
}

// quotation notes where quotations begin and end. A mark that nothing closes is no
// quotation.
func (c *cutter) quotation(rest string) bool {
	if c.closes > 0 && c.at >= c.closes {
		width := c.closesWidth
		c.closes = 0
		ended := c.ended()
		c.add(aMark, width)
		if after := strings.TrimLeft(c.text[c.at:], " "); ended && (after == "" || startsAnew(after)) {
			c.add(anEnd, 0)
		}
		return true
	}
	mark, width := lexicon.QuoteMark(rest)
	if width == 0 {
		return false
	}
	if c.closes == 0 {
		body := rest[width:]
		if length, w := lexicon.Closing(body[:min(len(body), longestQuotation)], mark); length > 0 {
			c.closes, c.closesWidth = c.at+width+length, w
			c.quotes = append(c.quotes, passage{c.at + width, c.closes})
		}
	}
	c.add(aMark, width)
	return true
}

// ended tells whether the sentence of a quotation ends with the quotation: its last mark
// is a stop. `"We do." Tusk left` is two sentences, `"We do!" said Tusk` is one.
func (c *cutter) ended() bool {
	n := len(c.pieces)
	return n > 0 && c.pieces[n-1].kind == aBreak && c.text[c.pieces[n-1].start] == '.'
}

func startsAnew(after string) bool {
	r, _ := utf8.DecodeRuneInString(after)
	_, mark := lexicon.QuoteMark(after)
	return unicode.IsUpper(r) || unicode.IsDigit(r) || mark > 0 || r == '\n' || lexicon.IsRegional(r)
}

// address passes over a link; the first one is the message's.
func (c *cutter) address(rest string) {
	end := len(rest)
	for i, r := range rest {
		if _, width := lexicon.QuoteMark(rest[i:]); unicode.IsSpace(r) || unicode.IsControl(r) || width > 0 || strings.ContainsRune("<>|", r) {
			end = i
			break
		}
	}
	raw := lexicon.TrimLink(rest[:end])
	if c.link == "" && lexicon.CheckLink(raw) == nil {
		c.link = raw
	}
	c.add(aBreak, max(len(raw), 1))
}

// newline ends a sentence, except where a line goes on in small letters: a pasted text
// that was wrapped.
func (c *cutter) newline(rest string) {
	after := strings.TrimLeft(rest[1:], " \t")
	r, _ := utf8.DecodeRuneInString(after)
	if c.closes > 0 {
		c.add(aBreak, 1)
	} else if after == "" || !unicode.IsLower(r) || lexicon.HasScheme(after) {
		c.add(anEnd, 1)
	} else {
		c.at++
	}
}

// abbreviations are words whose full stop ends no sentence.
const abbreviations = "mr,mrs,ms,dr,gen,col,lt,st,sen,rep,gov,prof,no,vs,pres,min,sec,amb,approx,jan,feb,mar,apr,jun,jul,aug,sept,sep,oct,nov,dec"

// stop reads a full stop or exclamation mark.
func (c *cutter) stop(rest string) {
	after := strings.TrimLeft(rest[1:], ".! ")
	width := len(rest) - len(strings.TrimLeft(rest, ".!"))
	last := piece{}
	if len(c.pieces) > 0 {
		last = c.pieces[len(c.pieces)-1]
	}
	short := rest[0] == '.' && last.kind == aWord && last.end == c.at && (len(last.key) == 1 || lexicon.Contains(abbreviations, last.key))
	switch {
	case short && after != "":
		c.at += width
	case c.closes > 0:
		c.add(aBreak, width)
	default:
		c.add(anEnd, width)
	}
}

// word reads letters, digits and what stands between them in one word: the apostrophe,
// the full stops of "U.S.", the marks of a date in numbers. Hyphens part words.
func (c *cutter) word(rest string) {
	end, before := 0, rune(0)
	for end < len(rest) {
		r, width := utf8.DecodeRuneInString(rest[end:])
		after, _ := utf8.DecodeRuneInString(rest[end+width:])
		joins := strings.ContainsRune("'’ʼ", r) && unicode.IsLetter(after) ||
			strings.ContainsRune(".,-/", r) && unicode.IsDigit(before) && unicode.IsDigit(after) ||
			r == '.' && initials(rest[:end]) && (unicode.IsUpper(after) || initials(rest[:end+1]))
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.Is(unicode.Mn, r) && !joins {
			break
		}
		before, end = r, end+width
	}
	first, _ := utf8.DecodeRuneInString(rest)
	p := piece{start: c.at, end: c.at + end, capital: unicode.IsUpper(first)}
	for _, key := range spelledOut(lexicon.Fold(rest[:end])) {
		p.key, p.of = strings.CutSuffix(key, "'s")
		p.key = lexicon.Key(p.key)
		c.pieces = append(c.pieces, p)
	}
	c.at += end
	if after := strings.TrimPrefix(strings.TrimPrefix(c.text[c.at:], "'"), "’"); len(after) < len(c.text[c.at:]) && strings.HasSuffix(p.key, "s") && strings.HasPrefix(after, " ") {
		c.pieces[len(c.pieces)-1].of = true // "the Netherlands' backing"
	}
}

// initials tells whether a word consists of capitals with full stops so far: "U", "U.S".
func initials(word string) bool {
	for i, r := range word {
		if i%2 == 0 && !unicode.IsUpper(r) || i%2 == 1 && r != '.' {
			return false
		}
	}
	return word != ""
}

// spelledOut takes contractions apart: "won't" is "will not", "it's" is "it is".
func spelledOut(word string) []string {
	word = strings.NewReplacer("’", "'", "ʼ", "'").Replace(word)
	switch word {
	case "won't", "wont":
		return []string{"will", "not"}
	case "can't", "cannot", "cant":
		return []string{"can", "not"}
	case "it's", "he's", "she's", "that's", "there's", "who's", "what's":
		return []string{strings.TrimSuffix(word, "'s"), "is"}
	case "doesnt", "didnt", "isnt", "hasnt", "wouldnt", "dont":
		return []string{strings.TrimSuffix(word, "nt"), "not"}
	}
	for _, c := range []struct{ short, long string }{{"n't", "not"}, {"'ll", "will"}, {"'ve", "have"}, {"'re", "are"}, {"'m", "am"}, {"'d", "would"}} {
		if head, ok := strings.CutSuffix(word, c.short); ok && head != "" {
			return []string{head, c.long}
		}
	}
	return []string{word}
}
