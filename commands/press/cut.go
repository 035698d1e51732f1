package press

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"natobot/commands/lexicon"
)

// kind tells what an item of a message is.
type kind uint8

const (
	aWord kind = iota
	aFlag      // a flag emoji; key is the country's code in small letters
	aComma
	aBreak // a semicolon, dash or ellipsis; a full stop inside a quotation
	aColon
	aQuestion
	aMark // a quotation mark: it is seen through
	anOpening
	aClosing
	anEnd  // the end of a sentence
	aParty // who says or does something, in one word or many
)

// item is a word or mark of a message, or a party. Its place is kept, so that all that is
// shown of a message is the message's own text.
type item struct {
	kind
	key           string // of a word, as the lists have it
	of            bool   // a possessive: "Rutte's"
	capital, loud bool   // its first letter, all its letters are capitals
	start, end    int
	quote         int // which quotation it stands in; -1 for none
	party         *party
}

// stretch is a stretch of the message's text; empty when both are 0.
type stretch struct{ start, end int }

func (a stretch) empty() bool { return a.end <= a.start }

// cutter cuts a message into items. It refuses nothing, and keeps the punctuation, which
// in prose says who does what.
type cutter struct {
	lang   *language
	text   string
	at     int
	items  []item
	quotes []stretch // outermost ones, without their marks
	link   string    // the first one

	closes, closesWidth int // where the quotation that is open now ends; 0 outside of one
	unclosed            int // how many marks nothing closed so far
}

// longestQuotation is how far the end of a quotation is looked for, mostUnclosed for how
// many marks in vain.
const (
	longestQuotation = 2000
	mostUnclosed     = 200
)

func cut(l *language, text string) *cutter {
	c := &cutter{lang: l, text: text}
	for c.at < len(text) {
		if rest := text[c.at:]; !c.quotation(rest) {
			c.next(rest)
		}
	}
	c.add(anEnd, 0, "")
	return c
}

// add adds an item, of a word with its key, and goes on behind it.
func (c *cutter) add(k kind, width int, key string) *item {
	quote := -1
	if c.closes > 0 && k != aMark {
		quote = len(c.quotes) - 1
	}
	c.items = append(c.items, item{kind: k, key: key, start: c.at, end: c.at + width, quote: quote})
	c.at += width
	return &c.items[len(c.items)-1]
}

// marks are what punctuation does.
var marks = map[rune]kind{
	',': aComma, '،': aComma, ';': aBreak, '—': aBreak, '–': aBreak, '―': aBreak, '…': aBreak, '|': aBreak, '•': aBreak, '→': aBreak,
	':': aColon, '?': aQuestion, '(': anOpening, '[': anOpening, ')': aClosing, ']': aClosing,
}

func (c *cutter) next(rest string) {
	r, width := utf8.DecodeRuneInString(rest)
	k, marked := marks[r]
	code, flag := lexicon.FlagEmoji(rest)
	before, _ := utf8.DecodeLastRuneInString(c.text[:c.at])
	switch {
	case flag > 0:
		c.add(aFlag, flag, code)
	case lexicon.HasScheme(rest):
		c.address(rest)
	case r == '\n':
		c.newline(rest)
	case unicode.IsLetter(r), unicode.IsDigit(r):
		c.word(rest)
	case r == '.' || r == '!':
		c.stop(rest)
	case r == '@' && len(rest) > 1: // "@name": a word that is nobody's name
		n := len(rest) - len(strings.TrimLeftFunc(rest[1:], func(r rune) bool { return r == '_' || unicode.IsLetter(r) || unicode.IsDigit(r) }))
		c.add(aWord, n, rest[:n])
	case strings.ContainsRune("-*/", r) && (c.at == 0 || unicode.IsSpace(before)) && (rest[width:] == "" || rest[width] == ' '): // a hyphen between blanks is a dash
		c.add(aBreak, width, "")
	case r == '/':
		c.add(aComma, width, "")
	case r == '%':
		c.add(aWord, width, "%")
	case marked:
		c.add(k, width, "")
		if k == aQuestion && c.closes == 0 {
			c.add(anEnd, 0, "")
		}
	default:
		c.at += width
	}
}

// quotation notes where quotations begin and end. A mark that nothing closes is none.
func (c *cutter) quotation(rest string) bool {
	if c.closes > 0 && c.at >= c.closes {
		c.closes = 0
		last := c.items[len(c.items)-1]
		c.add(aMark, c.closesWidth, "")
		// `"We do." Tusk left` is two sentences, `"We do!" said Tusk` is one
		if last.kind == aBreak && c.text[last.start] == '.' && startsAnew(strings.TrimLeft(c.text[c.at:], " ")) {
			c.add(anEnd, 0, "")
		}
		return true
	}
	mark, width := lexicon.QuoteMark(rest)
	if width == 0 {
		return false
	}
	c.add(aMark, width, "")
	if c.closes > 0 || c.unclosed == mostUnclosed {
		return true
	}
	body := rest[width:]
	length, closing := lexicon.Closing(body[:min(len(body), longestQuotation)], mark)
	if length <= 0 {
		c.unclosed++
		return true
	}
	c.closes, c.closesWidth = c.at+length, closing
	c.quotes = append(c.quotes, stretch{c.at, c.closes})
	return true
}

func startsAnew(after string) bool {
	r, _ := utf8.DecodeRuneInString(after)
	_, mark := lexicon.QuoteMark(after)
	return after == "" || unicode.IsUpper(r) || unicode.IsDigit(r) || mark > 0 || r == '\n' || lexicon.IsRegional(r)
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
	c.add(aBreak, max(len(raw), 1), "")
}

// newline ends a sentence, except where a line goes on in small letters: a pasted text
// that was wrapped.
func (c *cutter) newline(rest string) {
	after := strings.TrimLeft(rest[1:], " \t")
	r, _ := utf8.DecodeRuneInString(after)
	switch {
	case c.closes > 0:
		c.add(aBreak, 1, "")
	case !unicode.IsLower(r) || lexicon.HasScheme(after):
		c.add(anEnd, 1, "")
	default:
		c.at++
	}
}

// stop reads a full stop or exclamation mark.
func (c *cutter) stop(rest string) {
	width := len(rest) - len(strings.TrimLeft(rest, ".!"))
	last := item{}
	if len(c.items) > 0 {
		last = c.items[len(c.items)-1]
	}
	short := rest[0] == '.' && last.kind == aWord && last.end == c.at && (len(last.key) == 1 && last.capital || c.lang.lists["abbreviations"].has(last.key))
	switch {
	case short && strings.TrimLeft(rest, ".! ") != "":
		c.at += width
	case c.closes > 0:
		c.add(aBreak, width, "")
	default:
		c.add(anEnd, width, "")
	}
}
