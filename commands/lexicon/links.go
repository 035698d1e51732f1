package lexicon

import (
	"net/url"
	"strings"
)

// longestLink is what browsers and Slack's buttons carry.
const longestLink = 2000

// HasScheme tells whether a text begins as a web address does.
func HasScheme(s string) bool {
	return hasFoldedPrefix(s, "https://") || hasFoldedPrefix(s, "http://")
}

func hasFoldedPrefix(s, prefix string) bool {
	return len(s) >= len(prefix) && strings.EqualFold(s[:len(prefix)], prefix)
}

// TrimLink leaves aside the punctuation of the sentence that an address stands in.
// Brackets that the address itself opened belong to it.
func TrimLink(raw string) string {
	for {
		cut := strings.TrimRight(raw, ".,;:!?'’*_…")
		for _, pair := range []string{"()", "[]", "{}"} {
			if strings.HasSuffix(cut, pair[1:]) && strings.Count(cut, pair[1:]) > strings.Count(cut, pair[:1]) {
				cut = cut[:len(cut)-1]
			}
		}
		if cut == raw {
			return raw
		}
		raw = cut
	}
}

// ReadLink reads an address that stands alone.
func ReadLink(text string) (string, error) {
	link := TrimLink(text)
	if !HasScheme(link) {
		return "", SayOtherScheme(text)
	}
	return link, CheckLink(link)
}

// CheckLink refuses addresses that a reader could not or should not follow.
func CheckLink(link string) error {
	u, err := url.Parse(link)
	switch {
	case err != nil, strings.Trim(u.Hostname(), ".-") == "", strings.ContainsAny(u.Host, " %"), strings.ContainsAny(link, " <>\"“”„‟«»＂"):
		return sentences.Ask("bad link", link)
	case u.User != nil:
		return sentences.Ask("link with name", u.Hostname())
	case len(link) > longestLink:
		return sentences.Ask("long link", len(link), longestLink)
	}
	return nil
}

// OtherScheme tells whether a word is an address of another kind than the web's:
// "javascript:…", "ftp://…", "mailto:…", "www.…".
func OtherScheme(word string) bool {
	scheme, rest, ok := strings.Cut(word, ":")
	switch {
	case strings.HasPrefix(rest, "//"):
		return ok
	case ok && Contains(schemes, strings.ToLower(scheme)):
		return true
	}
	return hasFoldedPrefix(word, "www.")
}

// IsID tells whether s has the form of a Slack id that begins with one of the letters.
func IsID(s, letters string) bool {
	if len(s) < 2 || !strings.Contains(letters, s[:1]) {
		return false
	}
	return strings.Trim(s, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789") == ""
}
