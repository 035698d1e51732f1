package grammar

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"natobot/commands/lexicon"
)

// tokenKind tells what a token looks like; what it means is up to the grammar.
type tokenKind uint8

const (
	wordToken tokenKind = iota
	quoteToken
	linkToken
	flagToken    // a flag emoji; key is the country's code in small letters
	userToken    // a mentioned person; text is their Slack id
	channelToken // a mentioned channel; text is its Slack id
)

// token is a piece of what was typed.
type token struct {
	kind       tokenKind
	text       string // what is meant, without quotation marks, escapes and wrapping
	key        string // of words: as the vocabulary has it, see wordKey
	start, end int    // where it stands in the text
}

// scanner cuts a text into tokens. Its rules:
//   - Only double quotes group, in any shape; apostrophes are letters.
//   - Inside quotes nothing changes but Slack's own escapes, which are undone once.
//   - Outside quotes, punctuation around words, dashes before them and invisible
//     characters (the marks that turn the direction of writing among them) do not count.
type scanner struct {
	text   string
	at     int
	tokens []token
}

func scan(text string) ([]token, error) {
	if err := CheckText(text); err != nil {
		return nil, err
	}
	if n := utf8.RuneCountInString(text); n > Longest {
		return nil, sentences.Ask("too long", n, Longest)
	}
	s := &scanner{text: text}
	for s.skip(); s.at < len(s.text); s.skip() {
		if err := s.next(); err != nil {
			return nil, err
		}
	}
	return s.tokens, nil
}

// skip passes over what separates words.
func (s *scanner) skip() {
	for s.at < len(s.text) {
		r, width := utf8.DecodeRuneInString(s.text[s.at:])
		after, _ := utf8.DecodeRuneInString(s.text[s.at+width:])
		digit := unicode.IsDigit(after)
		switch {
		case unicode.IsSpace(r), unicode.Is(unicode.Cf, r), unicode.IsControl(r):
		case strings.ContainsRune(",;!?，；！？()[]{}*_`•…'’‘—–―", r):
		case strings.ContainsRune(".-", r) && !digit: // ".5" and "-5" are not 5
		case r == ':' && !unicode.IsLetter(after): // ":flag-pl:" is a word
		default:
			return
		}
		s.at += width
	}
}

// next reads one token at a place where there is one.
func (s *scanner) next() error {
	rest := s.text[s.at:]
	if mark, width := lexicon.QuoteMark(rest); width > 0 {
		return s.quote(mark, width)
	}
	switch code, width := lexicon.FlagEmoji(rest); {
	case width > 0:
		s.add(token{kind: flagToken, text: rest[:width], key: code}, width)
	case rest[0] == '<' && s.wrapped(rest):
	case lexicon.HasScheme(rest):
		return s.link(rest)
	default:
		s.word(rest)
	}
	return nil
}

func (s *scanner) add(t token, width int) {
	t.start, t.end = s.at, s.at+width
	s.tokens = append(s.tokens, t)
	s.at += width
}

// word reads up to what ends a word, and leaves punctuation at its end aside.
func (s *scanner) word(rest string) {
	end := len(rest)
	var last rune
	for i, r := range rest {
		if i > 0 && s.endsWord(rest[i:], r, last) {
			end = i
			break
		}
		last = r
	}
	raw := strings.TrimRight(rest[:end], ".!?！？:()[]{}*_`'’‘…-")
	if raw == "" {
		raw = rest[:end]
	}
	text := visible(lexicon.Unescape(raw))
	s.add(token{text: text, key: lexicon.Key(text)}, len(raw))
}

// endsWord tells whether a word that came up to last ends before r.
func (s *scanner) endsWord(rest string, r, last rune) bool {
	if unicode.IsSpace(r) || unicode.IsControl(r) || strings.ContainsRune(",;，；？<", r) || lexicon.IsRegional(r) {
		return true
	}
	if strings.ContainsRune("—–―", r) { // between digits it is part of a date
		after, _ := utf8.DecodeRuneInString(rest[utf8.RuneLen(r):])
		return !unicode.IsDigit(last) || !unicode.IsDigit(after)
	}
	_, width := lexicon.QuoteMark(rest)
	return width > 0
}

// visible leaves out characters that nobody sees: zero-width ones and those that turn
// the direction of writing.
func visible(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Cf, r) {
			return -1
		}
		return r
	}, s)
}

// wrapped reads what Slack wraps in angle brackets: a link, a person, a channel.
// Anything else, "<!channel>" first of all, is a word that nothing understands.
func (s *scanner) wrapped(rest string) bool {
	end := strings.IndexByte(rest, '>')
	if end < 0 {
		return false
	}
	inner, _, _ := strings.Cut(rest[1:end], "|")
	if inner == "" {
		return false
	}
	t := token{text: rest[:end+1], key: rest[:end+1]}
	switch {
	case lexicon.HasScheme(inner):
		t.kind, t.text = linkToken, lexicon.Unescape(lexicon.TrimLink(inner))
	case inner[0] == '@' && lexicon.IsID(inner[1:], "UW"):
		t.kind, t.text = userToken, inner[1:]
	case inner[0] == '#' && lexicon.IsID(inner[1:], "CGD"):
		t.kind, t.text = channelToken, inner[1:]
	case inner[0] != '!' && inner[0] != '@' && inner[0] != '#':
		return false
	}
	s.add(t, end+1)
	return true
}

// link reads a bare address, up to a space or what no address holds.
func (s *scanner) link(rest string) error {
	end := len(rest)
	for i, r := range rest {
		if _, width := lexicon.QuoteMark(rest[i:]); width > 0 {
			return sentences.Ask("link into quote", rest[:i])
		}
		if unicode.IsSpace(r) || unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || r == '<' || r == '>' {
			end = i
			break
		}
	}
	raw := lexicon.TrimLink(rest[:end])
	s.add(token{kind: linkToken, text: lexicon.Unescape(raw)}, len(raw))
	return nil
}

// quote reads a quotation. Its words are kept as they are.
func (s *scanner) quote(open rune, width int) error {
	body := s.text[s.at+width:]
	length, mark := lexicon.Closing(body, open)
	if length < 0 {
		return sentences.Ask("unclosed", s.text[s.at:])
	}
	after := body[length+mark:]
	if r, _ := utf8.DecodeRuneInString(after); after != "" && (unicode.IsLetter(r) || unicode.IsDigit(r)) {
		return sentences.Ask("quote in quote", s.text[s.at:])
	}
	text := strings.TrimSpace(lexicon.Unescape(body[:length]))
	if text == "" {
		return sentences.Ask("empty quote")
	}
	s.add(token{kind: quoteToken, text: text}, width+length+mark)
	return nil
}
