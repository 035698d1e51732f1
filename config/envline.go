package config

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

const byteOrderMark = "\ufeff"

// assignment matches a line that sets something, and its value.
var assignment = regexp.MustCompile(`^[ \t]*[A-Za-z_][A-Za-z0-9_]*=(.*)$`)

// misread tells why a line of a file of settings is not read the same by us, by systemd's
// EnvironmentFile and by docker run --env-file, and what to do about it; "" where it is.
// Each of the three has rules of its own for what is refused here: systemd for backslashes
// and for quotes, which Docker keeps, as it keeps comments and blanks; we and Compose for $.
func misread(line string) string {
	switch text := strings.TrimLeft(line, " \t"); {
	case !utf8.ValidString(line):
		return "is not UTF-8: save the file as UTF-8"
	case strings.HasPrefix(line, byteOrderMark):
		return "begins with a byte order mark: save the file as UTF-8 without one"
	case strings.ContainsFunc(line, func(r rune) bool { return unicode.IsControl(r) && r != '\t' }):
		return "has a control character in it: write the line anew"
	case text == "":
		return ""
	case strings.HasPrefix(text, "#") && strings.HasSuffix(line, `\`):
		return "is a comment that ends with a backslash, by which systemd joins the next line to it: take the backslash away"
	case strings.HasPrefix(text, "#"):
		return ""
	case strings.HasPrefix(text, "export ") || strings.HasPrefix(text, "export\t"):
		return "begins with export, which only a shell knows: begin with the name"
	}
	parts := assignment.FindStringSubmatch(line)
	if parts == nil {
		return "is no setting: write it as NAME=value, without blanks around the =, and a comment on a line of its own that begins with #"
	}
	return misreadValue(parts[1])
}

func misreadValue(value string) string {
	switch {
	case strings.ContainsAny(value, `"'`):
		return "has quotes, which Docker keeps as a part of the value: write the value without them"
	case strings.Contains(value, `\`):
		return "has a backslash, which systemd takes for something else: write the value without it, or set it in the environment"
	case strings.Contains(value, "$"):
		return "has a $, for which some put in another value: write the value without it, or set it in the environment"
	case commented(value):
		return "has a comment behind its value, which systemd and Docker keep as a part of it: put it on a line of its own"
	case value != strings.TrimFunc(value, unicode.IsSpace):
		return "has blanks around its value, which Docker keeps as a part of it: take them away"
	}
	return ""
}

// comment matches where a comment begins in a value.
var comment = regexp.MustCompile(`[\s\p{Z}]#|^#[\s\p{Z}]`)

func commented(value string) bool { return comment.MatchString(value) }

// tidy tells what somebody else's way of reading left in a value that is none of its own, and
// gives the value without it.
func tidy(value string) (tidied, problem string) {
	if at := comment.FindStringIndex(value); at != nil {
		value, problem = value[:at[0]], "has a comment in it: put the comment on a line of its own"
	}
	trimmed := strings.TrimFunc(value, func(r rune) bool {
		return unicode.IsSpace(r) || strings.ContainsRune("\"'`“”‘’"+byteOrderMark, r)
	})
	switch {
	case problem != "" || trimmed == value:
	case trimmed == strings.TrimSpace(value):
		problem = "has blanks or line breaks around it: take them away"
	default:
		problem = "has quotes around it: write it without them (docker run --env-file keeps them as a part of the value)"
	}
	if problem == "" && strings.ContainsFunc(value, unicode.IsControl) {
		problem = "has a line break or another control character in it: write it anew"
	}
	return trimmed, problem
}
