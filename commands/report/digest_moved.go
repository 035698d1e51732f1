package report

import (
	"slices"

	"natobot/commands/answer"
	"natobot/commands/report/news"
	"natobot/consensus"
)

// firstLine gives what a digest begins with: the news, or that there is none.
func (e *edition) firstLine() string {
	if len(e.items) > 0 {
		return e.morning.FirstLine(e.items)
	}
	if e.first || len(e.Race.Standing(e.At).Tallies) == 0 {
		return e.Headline()
	}
	return e.nothingMoved()
}

// closedBefore tells whether the race was over by the last digest.
func (e *edition) closedBefore() bool { return !e.first && e.Race.ClosedAt(e.Since.Known) }

// lastNews gives the last day on which anything came that a digest tells: a report, also one that
// contradicts another or is of a country that is yet to join, a settling, a correction, a new
// member; at the latest that of the last digest, since which nothing did.
func (e *edition) lastNews() (last consensus.Day) {
	standing := e.Race.Standing(e.At)
	numbers := append(standing.Evidence(), 0)
	for _, m := range e.Race.Everyone(e.At.Known) {
		for _, t := range e.in {
			contest, _ := e.Race.Contest(t.Candidate.Key, m.Code, e.At)
			numbers = append(numbers, contest.Entry, contest.Settled)
			for _, s := range contest.Reports {
				numbers = append(numbers, s.Entry)
			}
		}
	}
	newest := slices.Max(numbers)
	for _, s := range e.Book.Strikes(newest, e.At.Known) {
		newest = max(newest, s.By)
	}
	if newest > 0 {
		last = consensus.DayOf(e.Entry(newest).Recorded.In(e.Zone))
	}
	for _, m := range standing.Members {
		last = max(last, m.Joined)
	}
	return min(last, e.Since.On)
}

// whatMoved tells the items one by one, corrections apart, those that matter more with the
// words that were said. What has no room is whole in the thread.
func (e *edition) whatMoved(room int) []answer.Section {
	var told []news.Told
	for _, i := range e.items {
		if i.Kind != news.Correction {
			told = append(told, i.Lines...)
		}
	}
	if len(told) == 0 {
		return nil
	}
	whole, short := answer.List{Heading: "What moved"}, answer.List{Heading: "What moved"}
	for _, t := range told {
		whole.Items = append(whole.Items, t.Full)
		short.Items = append(short.Items, t.Short)
	}
	left := room - length([]answer.Section{short})
	for i, t := range told {
		if more := t.Full.Length() - t.Short.Length(); more <= left {
			short.Items[i], left = t.Full, left-more
			continue
		}
		e.keep(whole)
		if more := t.Said.Length() - t.Short.Length(); t.Said != nil && more <= left {
			short.Items[i], left = t.Said, left-more
		}
	}
	return []answer.Section{e.fit(short, room)}
}
