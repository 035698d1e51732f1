// The answer to a recording, by the rules at the head of say.go.

package commands

import (
	"fmt"

	"natobot/consensus"
)

// recorded is the title: what stands in the ledger now, under which number.
func (v view) recorded(e consensus.Entry) string {
	switch {
	case e.Kind == consensus.Retraction:
		return fmt.Sprintf("Recorded as #%d: #%d is retracted.", e.Number, e.Target)
	case e.Kind == consensus.Granting && e.Grant.Channel == "":
		return fmt.Sprintf("Recorded as #%d: a person's role.", e.Number)
	case e.Kind == consensus.Echo:
		return fmt.Sprintf("Recorded with #%d, which says the same.", e.Target)
	case e.Corrects():
		return fmt.Sprintf("Recorded as #%d, in place of #%d: %s.", e.Number, e.Target, v.means(e))
	}
	return fmt.Sprintf("Recorded as #%d: %s.", e.Number, v.means(e))
}

// moves says how the count of those that back a candidate moved.
func moves(old, now consensus.Tally, all int) string {
	from, to := old.Count(consensus.Backs), now.Count(consensus.Backs)
	if from == to {
		return fmt.Sprintf("the count of those that back stays at %d of %s", to, number(all, "member", "members"))
	}
	return fmt.Sprintf("the count goes from %d to %d of %d", from, to, all)
}

// thin warns of a strong word on a weak source: a camp may claim what no capital said,
// and an inference is nobody's word.
func thin(e consensus.Entry) []Line {
	if e.Position != consensus.Backs {
		return nil
	}
	switch e.Source.Via {
	case consensus.Camp:
		return []Line{say("This is the camp's own claim about a member, not that member's word; it is not on the record.")}
	case consensus.Inferred:
		return []Line{marked("Nobody is reported to have said so; `leans` may be the truer word.")}
	case consensus.Official, consensus.Diplomat:
		return []Line{say("The source is unnamed: this counts as backing, and not as backing on the record.")}
	}
	return nil
}

// settled tells what a decision on the desk's own affairs means from now on.
func (v view) settled(e consensus.Entry) []Line {
	switch e.Kind {
	case consensus.Opening:
		return []Line{marked("Commands are about this race from now on. The others stay readable: `/nato race` names them.")}
	case consensus.Closing:
		return []Line{marked(fmt.Sprintf("It takes no more reports, and stays readable: `/nato status race %s`.", e.Race))}
	case consensus.Granting:
		return granted(*e.Grant)
	case consensus.Following:
		return []Line{{{Text: "That is "}, channel(e.Live.Channel), {Text: ", from this entry on."}}}
	}
	return nil
}

// granted tells what a grant means.
func granted(g consensus.Grant) []Line {
	switch {
	case g.Channel == "":
		return []Line{{recorder(g.User), {Text: " is " + roleWord(g.Role) + " from now on."}}}
	case g.Role == consensus.Outsider:
		return []Line{{{Text: "In "}, channel(g.Channel), {Text: " guests and people of other organisations may not read any more."}}}
	}
	return []Line{
		{{Text: "In "}, channel(g.Channel), {Text: " guests and people of other organisations may read from now on, and nowhere else."}},
		marked("To let one of them record there, name them: `/nato access reporter @guest`."),
	}
}

// recordedBarely says what is on disk and nothing else.
func recordedBarely(entries []consensus.Entry, cause error) Reply {
	return Reply{Outcome: Recorded, Cause: cause, Title: fmt.Sprintf("Recorded as %s.", span(entries))}
}

// span names entries that follow each other: "#12 to #20".
func span(entries []consensus.Entry) string {
	first, last := entries[0].Number, entries[len(entries)-1].Number
	if first == last {
		return fmt.Sprintf("#%d", first)
	}
	return fmt.Sprintf("#%d to #%d", first, last)
}
