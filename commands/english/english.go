package english

import (
	"cmp"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"natobot/consensus"
)

// Agree gives the form of the verb that goes with a count.
func Agree(n int, one, many string) string {
	if n == 1 {
		return one
	}
	return many
}

// Series joins names as a sentence does: "France, Germany and Italy".
func Series(names []string) string { return Listed(names, "and") }

// Listed joins names by a word before the last: "Slovakia or Slovenia".
func Listed(names []string, word string) string {
	if n := len(names); n > 1 {
		return strings.Join(names[:n-1], ", ") + " " + word + " " + names[n-1]
	}
	return strings.Join(names, "")
}

// Each gives what is said of each part of a list.
func Each[T, S any](list []T, said func(T) S) []S {
	var all []S
	for _, part := range list {
		all = append(all, said(part))
	}
	return all
}

// Unarticled gives a noun without its indefinite article.
func Unarticled(noun string) string {
	return strings.TrimPrefix(strings.TrimPrefix(noun, "an "), "a ")
}

// Articled gives a member's name as it stands inside a sentence.
func Articled(m consensus.Member) string {
	if m.Article {
		return "the " + m.Name
	}
	return m.Name
}

// Whose says whose members they are: "NATO's", "the WTO's".
func Whose(b *consensus.Body) string { return b.Name + "'s" }

// Members gives a count of a body's members by their own word: "57 participating States".
func Members(b *consensus.Body, n int) string { return Number(n, b.One, b.Many) }

// Bare names a body before a noun: "NATO", "WTO".
func Bare(b *consensus.Body) string { return strings.TrimPrefix(b.Name, "the ") }

// Capital sets the first letter of a sentence large.
func Capital(s string) string {
	return strings.ToUpper(s[:1]) + s[1:]
}

// Lower sets the article that a sentence began with small, for the middle of another.
func Lower(s string) string {
	if rest, ok := strings.CutPrefix(s, "The "); ok {
		return "the " + rest
	}
	return s
}

// RoleWord gives a role with its article.
func RoleWord(r consensus.Role) string {
	if r == consensus.Editor {
		return "an editor"
	}
	return "a " + r.String()
}

// OrNo gives a count that may be none.
func OrNo(n int) string {
	if n == 0 {
		return "none"
	}
	return fmt.Sprint(n)
}

// AsTyped sets a text as it was typed, on one line, shortened where it is long.
func AsTyped(text string) string {
	text = strings.Join(strings.Fields(strings.ReplaceAll(text, "`", "'")), " ")
	if utf8.RuneCountInString(text) > ShownRunes {
		text = string([]rune(text)[:ShownRunes]) + "…"
	}
	return "`" + text + "`"
}

// TypeThis sets a command to copy.
func TypeThis(command string) string {
	return "`/§ " + strings.ReplaceAll(command, "`", "'") + "`"
}

// TypeExample sets an example of ours to copy, which is to have names of the race.
func TypeExample(command string) string {
	return "`/§§ " + command + "`"
}

// Clock writes a minute of the day as a time: "08:00".
func Clock(minute int) string {
	return time.Date(0, 1, 1, 0, minute, 0, 0, time.UTC).Format("15:04")
}

// Span writes how long something lasts, by its largest unit: "10 years", "5 minutes".
func Span(d time.Duration) string {
	const day = 24 * time.Hour
	for _, unit := range []struct {
		of   time.Duration
		name string
	}{{365 * day, "year"}, {day, "day"}, {time.Hour, "hour"}} {
		if n := int((d + unit.of/100) / unit.of); n > 0 { // ten years less a second are ten years
			return Number(n, unit.name, unit.name+"s")
		}
	}
	return Number(int(d/time.Minute), "minute", "minutes")
}

// KindWord names a kind of entry to people.
func KindWord(k consensus.Kind) string {
	return cmp.Or(map[consensus.Kind]string{
		consensus.Candidacy:  "candidate's status",
		consensus.Scheduling: "digest's time",
		consensus.Granting:   "decision on access",
		consensus.Reviewing:  "decision on review",
		consensus.Echo:       "report of the same",
		consensus.Opening:    "race's " + k.String(),
		consensus.Closing:    "race's " + k.String(),
		consensus.Accession:  "country's joining",
	}[k], k.String())
}

// Dated gives a day as a sentence says it: "on 22 February 2024", "in February 2024".
func Dated(w consensus.When) string {
	switch w.Precision {
	case consensus.InMonth:
		return "in " + w.String()
	case consensus.ByThen:
		return w.String()
	}
	return "on " + w.String()
}

// Number gives a count with its noun.
func Number(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

// ShownRunes is how much of a typed text a refusal repeats.
const ShownRunes = 60
