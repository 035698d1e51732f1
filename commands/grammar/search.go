package grammar

import (
	"strings"
	"unicode"

	"natobot/commands/lexicon"
	"natobot/consensus"
)

// parseSearch reads the words that are searched for, which may be any, and, of a page that follows
// another, the entry before which it begins.
func parseSearch(r *reading, u *Understood) error {
	end := len(r.words)
	if end > r.at && r.key(end-1) == "here" {
		u.Here, end = true, end-1
	}
	if figures, is := strings.CutPrefix(r.key(end-1), "#"); is && end-2 >= r.at && r.key(end-2) == "before" {
		if n, ok := lexicon.Digits(figures); ok && n > 0 {
			u.Target, end = n, end-2
		}
	}
	for ; r.at < end; r.at++ {
		if w := r.words[r.at]; strings.IndexFunc(w.text, searchable) >= 0 {
			u.Words = append(u.Words, w.text)
		}
	}
	r.at = len(r.words)
	if len(u.Words) == 0 {
		return r.missing("Which words?")
	}
	return nil
}

// searchable tells what words are found by.
func searchable(c rune) bool { return unicode.IsLetter(c) || unicode.IsNumber(c) }

// renderings are what the record is given out as, found in and explained by.
func renderings() []Command {
	return []Command{
		{
			Name: "export", Summary: "Give the table as a file.",
			Usage:    []string{"export csv|long|json|md|text [excel] [on DATE] [known DATE]"},
			Examples: []string{"export csv", "export csv excel", "export long on 22 Feb", "export text"},
			Role:     consensus.Reader, parse: parseExport,
		},
		{
			Name: "picture", Summary: "Draw how the race stands.",
			Usage:    []string{"picture [CANDIDATE] [wide] [on DATE] [known DATE]"},
			Examples: []string{"picture", "picture Rutte on 22 Feb here", "picture wide"},
			Role:     consensus.Reader, parse: parsePicture,
		},
		{
			Name: "search", Summary: "Find entries by words that were said, published or noted.",
			Usage:    []string{"search WORDS"},
			Examples: []string{"search apology", "search Scholz spokesperson", "search \"deep understanding\" here"},
			Asked:    []string{"what did Orban say?", "what did Viktor Orban say about Rutte?"},
			Role:     consensus.Reader, parse: parseSearch,
		},
		{
			Name: "help", Summary: "Explain the commands, or one of them.",
			Usage:    []string{"help [COMMAND]"},
			Examples: []string{"help", "help stance"},
			Role:     consensus.Reader, parse: parseHelp,
		},
		{
			Name: "today", Summary: "Show what to check today, by beat.",
			Usage:    []string{"today"},
			Examples: []string{"today", "today here"},
			Role:     consensus.Reader, parse: parseToday,
		},
	}
}
