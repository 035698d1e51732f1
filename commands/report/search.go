package report

import (
	"fmt"
	"slices"
	"strings"

	"natobot/commands/answer"
)

// SearchPage is how many entries an answer to a search shows.
const SearchPage = 20

// Found answers a search with the entries that were found, the newest first, struck ones as such.
// There may be one more than a page holds: then a button asks for it and what is older.
func Found(v View, words []string, before int, numbers []int) answer.Reply {
	quoted := make([]string, len(words))
	for i, w := range words {
		quoted[i] = "“" + w + "”"
	}
	asked := strings.Join(quoted, " and ")
	if len(numbers) == 0 {
		return notFound(asked, before)
	}
	shown := numbers[:min(len(numbers), SearchPage)]
	v.fetch(slices.Concat(shown, v.strikers(shown))...)
	struck, list := v.strikes(shown), answer.List{Heading: "Newest first"}
	for _, e := range v.Entries(shown...) {
		list.Items = append(list.Items, v.historic(e, struck))
	}
	reply := answer.Reply{Title: "Entries with " + asked + ".", Sections: []answer.Section{list}}
	if before != 0 {
		reply.Title = fmt.Sprintf("Entries before #%d with %s.", before, asked)
	}
	if len(numbers) > len(shown) {
		reply.Actions = []answer.Action{{Label: "Older", Command: searchAgain(words, shown[len(shown)-1])}}
	}
	return reply
}

// searchAgain gives the command that goes on from an entry.
func searchAgain(words []string, before int) string {
	return fmt.Sprintf("search \"%s\" before #%d", strings.Join(words, "\" \""), before)
}

func notFound(asked string, before int) answer.Reply {
	title := "No entry has " + asked + "."
	if before != 0 {
		title = fmt.Sprintf("No entry before #%d has %s.", before, asked)
	}
	return answer.Reply{Title: title, Sections: []answer.Section{
		answer.Paragraph{Text: answer.Marked("I looked for all of it in what entries quote, in who said it, the outlet, the link, notes and conditions, whole words in any case and with or without accents. Try fewer words: `/nato search apology`. Members and candidates have a history of their own: `/nato history Hungary`.")},
	}}
}

// Before gives the number that entries have to be below, of a search that goes on from an entry or, for
// 0, begins at the last one.
func (v View) Before(target int) int {
	if target == 0 {
		return v.At.Known + 1
	}
	return min(target, v.At.Known+1)
}
