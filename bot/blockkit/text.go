package blockkit

import (
	"net/url"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// breaker is shown as nothing, and keeps what stands on its two sides from being read
// as one: "@" and "here", "<" and "!channel>".
const breaker = "\u200b"

// Broadcasts and the openings of control sequences are what Slack can take for a call to
// people. The latter need a literal "<", which [Escape] takes away as well: two locks,
// because a ping cannot be taken back.
var (
	opening   = regexp.MustCompile(`<([!@#])`)
	broadcast = regexp.MustCompile(`(?i)@(channel|everyone|here)\b`)
)

// tame gives text as it can be shown anywhere in Slack: valid UTF-8 that calls nobody,
// without control characters and without overrides of the writing direction, which could
// hide or forge what stands beside them.
func tame(s string) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t':
			return r
		case unicode.IsControl(r), '\u202a' <= r && r <= '\u202e', '\u2066' <= r && r <= '\u2069':
			return unicode.ReplacementChar
		}
		return r
	}, strings.ToValidUTF8(s, string(unicode.ReplacementChar)))
	if !strings.ContainsAny(s, "<@") { // as most are
		return s
	}
	s = opening.ReplaceAllString(s, "<"+breaker+"$1")
	return broadcast.ReplaceAllString(s, "@"+breaker+"$1")
}

// Flat gives tame text on one line, as plain_text objects want it.
func Flat(s string) string { return strings.Join(strings.Fields(tame(s)), " ") }

// shorten gives text of at most limit, and shows where something was left out.
func shorten(s string, limit int) string {
	if Size(s) <= limit {
		return s
	}
	return strings.TrimRightFunc(cut(s, limit-1)[0], unicode.IsSpace) + "…"
}

// Beginning gives text of at most limit, without looking at more of a long one than that.
func Beginning(s string, limit int) string {
	n := 0
	for i, r := range s {
		if n += width(r); n > limit {
			return strings.TrimRightFunc(s[:i], unicode.IsSpace) + "…"
		}
	}
	return s
}

var escaper = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")

// Escape gives text as it can stand in a field that Slack reads as mrkdwn: the top-level
// text of a message. These three are all that Slack asks to be escaped.
func Escape(s string) string { return escaper.Replace(tame(s)) }

var unescaper = strings.NewReplacer("&lt;", "<", "&gt;", ">", "&amp;", "&")

// Unescape undoes the three replacements of [Escape], which Slack makes in what it hands out.
func Unescape(s string) string { return unescaper.Replace(s) }

var linkEscaper = strings.NewReplacer("|", "%7C", "<", "%3C", ">", "%3E")

// link gives the URL if Slack can link to it, "" otherwise. A rich text link carries its
// URL as data, so an "&" in it stays as it is: escaped it would break query strings. The
// characters that end a link in mrkdwn are percent-encoded all the same, because Slack
// makes mrkdwn of rich text for those who ask for it.
func link(s string) string {
	u, err := url.Parse(s)
	if err != nil || (u.Scheme != "http" && u.Scheme != "https") || u.Host == "" || Size(s) > maxURL {
		return ""
	}
	for _, r := range s {
		if unicode.IsControl(r) || unicode.IsSpace(r) || r == utf8.RuneError {
			return ""
		}
	}
	return linkEscaper.Replace(s)
}

// Size is the length of text as Slack counts it. Whether it counts code points or UTF-16
// units is written nowhere, so it is the larger of the two.
func Size(s string) int {
	n := 0
	for _, r := range s {
		n += width(r)
	}
	return n
}

func width(r rune) int {
	if r > 0xFFFF {
		return 2
	}
	return 1
}

// cut divides text into pieces of at most limit, at line ends where there are any, at
// spaces else, never within a character. The pieces joined give the text again.
func cut(s string, limit int) []string {
	var pieces []string
	for Size(s) > limit {
		at := fit(s, limit)
		pieces = append(pieces, s[:at])
		s = s[at:]
	}
	return append(pieces, s)
}

// fit gives where to cut a text that is longer than limit. A line end or a space in the
// first half is passed over: it would make many small pieces.
func fit(s string, limit int) int {
	n, line, space := 0, 0, 0
	for i, r := range s {
		n += width(r)
		if n <= limit && r == '\n' {
			line = i + 1
		} else if n <= limit && unicode.IsSpace(r) {
			space = i + utf8.RuneLen(r)
		}
		if n > limit {
			for _, at := range []int{line, space, i} {
				if at > i/2 {
					return at
				}
			}
			return i
		}
	}
	return len(s)
}
