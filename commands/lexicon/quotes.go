package lexicon

import (
	"cmp"
	"strings"
	"unicode/utf8"
)

// QuoteMark gives the double quotation mark that a text begins with, and its width; 0
// for none.
func QuoteMark(s string) (rune, int) {
	if strings.HasPrefix(s, "&quot;") {
		return '"', len("&quot;")
	}
	r, width := utf8.DecodeRuneInString(s)
	if strings.ContainsRune(`"“”„‟«»＂`, r) {
		return r, width
	}
	return 0, 0
}

// closedBy gives the marks that close a quotation which open began: those of English,
// German, Polish, French, Danish, Swedish and Finnish typing.
func closedBy(open rune) string {
	switch open {
	case '“', '‟':
		return "”"
	case '„':
		return "“”"
	case '«':
		return "»"
	case '»':
		return "«»"
	}
	return string(open)
}

// Closing finds the mark that closes a quotation: how far it is, and how wide; -1 for
// none. Curly marks and guillemets nest. A curly quotation that nothing else closes may
// be closed by a straight mark, as hurried fingers do.
func Closing(body string, open rune) (length, width int) {
	closers, depth, straight := closedBy(open), 0, -1
	for i := 0; i < len(body); {
		mark, w := QuoteMark(body[i:])
		switch {
		case w == 0:
			_, w = utf8.DecodeRuneInString(body[i:])
		case strings.ContainsRune(closers, mark) && depth == 0:
			return i, w
		case strings.ContainsRune(closers, mark):
			depth--
		case mark == open:
			depth++
		case mark == '"' && straight < 0:
			straight, width = i, w
		}
		i += w
	}
	return straight, width
}

// Unescape undoes, once, what Slack does to a text on its way to an app: links in
// angle brackets and three escaped characters.
func Unescape(s string) string {
	if !strings.ContainsAny(s, "<&") {
		return s
	}
	var b strings.Builder
	for s != "" {
		text, width := Escaped(s)
		b.WriteString(text)
		s = s[width:]
	}
	return b.String()
}

// Escaped gives what the beginning of s stands for, and its width: an escape, or one
// byte that is itself.
func Escaped(s string) (string, int) {
	switch s[0] {
	case '&':
		for _, e := range []struct{ escape, means string }{{"&amp;", "&"}, {"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", `"`}} {
			if strings.HasPrefix(s, e.escape) {
				return e.means, len(e.escape)
			}
		}
	case '<':
		if end := strings.IndexByte(s, '>'); end > 0 && HasScheme(s[1:]) {
			url, label, _ := strings.Cut(s[1:end], "|")
			return Unescape(cmp.Or(label, url)), end + 1 // the label is what was typed
		}
	}
	return s[:1], 1
}
