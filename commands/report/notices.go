package report

import (
	"fmt"
	"slices"

	"natobot/commands/answer"
	"natobot/commands/english"
	"natobot/consensus"
)

// Notices tells the others whom a recording concerns: that somebody reported the same, or
// the contrary, or struck what they recorded together. Nobody hears of what they did
// themselves.
func (v View) Notices(e consensus.Entry) []answer.Notice {
	switch {
	case e.Kind == consensus.Echo:
		return v.echoNotices(e)
	case e.Strikes():
		return append(v.struckNotices(e), v.contestNotices(e)...)
	}
	return v.contestNotices(e)
}

func (v View) echoNotices(e consensus.Entry) []answer.Notice {
	all := v.Book.Recorders(e.Target, v.At.Known)
	return tell(all, e.Recorder, func(string) answer.Reply { return v.noticeOfEcho(e, v.Entry(e.Target), len(all)) })
}

// struckNotices tells those who recorded an entry together with whoever struck it.
func (v View) struckNotices(e consensus.Entry) []answer.Notice {
	all := v.Book.Recorders(e.Target, e.Number-1)
	if len(all) < 2 {
		return nil
	}
	return tell(all, e.Recorder, func(string) answer.Reply { return v.noticeOfStrike(e) })
}

// contestNotices tells those whose reports of the same day say otherwise, unless they have
// heard: of a correction that leaves the position as it was.
func (v View) contestNotices(e consensus.Entry) []answer.Notice {
	if said, ok := v.Race.Report(e.Target); ok && e.Strikes() &&
		said.Position == e.Position && said.Since.Day == e.On.Day && said.Member == e.Member && said.Candidate == e.Candidate {
		return nil
	}
	var concerned []string
	theirs := map[string][]string{}
	_, contesters := v.contestersOf(e)
	for _, s := range contesters {
		for _, who := range v.Book.Recorders(s.Entry, v.At.Known) {
			if theirs[who] == nil {
				concerned = append(concerned, who)
			}
			theirs[who] = append(theirs[who], fmt.Sprintf("#%d", s.Entry))
		}
	}
	return tell(concerned, e.Recorder, func(who string) answer.Reply { return v.noticeOfContest(e, english.Series(theirs[who])) })
}

// tell makes a notice for each person of the workspace but one.
func tell(people []string, but string, words func(who string) answer.Reply) []answer.Notice {
	var list []answer.Notice
	for _, who := range people {
		if answer.Recorder(who).ID != "" && who != but {
			list = append(list, answer.Notice{User: who, Reply: words(who)})
		}
	}
	return slices.Clip(list)
}
