package commands

import (
	"fmt"
	"slices"

	"natobot/consensus"
)

// notices tells the others whom a recording concerns: that somebody reported the same, or
// the contrary, or struck what they recorded together. Nobody hears of what they did
// themselves.
func (v view) notices(e consensus.Entry) []Notice {
	switch {
	case e.Kind == consensus.Echo:
		return v.echoNotices(e)
	case e.Strikes():
		return append(v.struckNotices(e), v.contestNotices(e)...)
	}
	return v.contestNotices(e)
}

func (v view) echoNotices(e consensus.Entry) []Notice {
	all := v.book.Recorders(e.Target, v.at.Known)
	return tell(all, e.Recorder, func(string) Reply { return v.noticeOfEcho(e, v.entry(e.Target), len(all)) })
}

// struckNotices tells those who recorded an entry together with whoever struck it.
func (v view) struckNotices(e consensus.Entry) []Notice {
	all := v.book.Recorders(e.Target, e.Number-1)
	if len(all) < 2 {
		return nil
	}
	return tell(all, e.Recorder, func(string) Reply { return v.noticeOfStrike(e) })
}

// contestNotices tells those whose reports of the same day say otherwise, unless they have
// heard: of a correction that leaves the position as it was.
func (v view) contestNotices(e consensus.Entry) []Notice {
	if said, ok := v.race.Report(e.Target); ok && e.Strikes() &&
		said.Position == e.Position && said.Since.Day == e.On.Day && said.Member == e.Member && said.Candidate == e.Candidate {
		return nil
	}
	var concerned []string
	theirs := map[string][]string{}
	for _, s := range contesters(v.contest(e), e.Number) {
		for _, who := range v.book.Recorders(s.Entry, v.at.Known) {
			if theirs[who] == nil {
				concerned = append(concerned, who)
			}
			theirs[who] = append(theirs[who], fmt.Sprintf("#%d", s.Entry))
		}
	}
	return tell(concerned, e.Recorder, func(who string) Reply { return v.noticeOfContest(e, series(theirs[who])) })
}

// tell makes a notice for each person of the workspace but one.
func tell(people []string, but string, words func(who string) Reply) []Notice {
	var list []Notice
	for _, who := range people {
		if recorder(who).ID != "" && who != but {
			list = append(list, Notice{User: who, Reply: words(who)})
		}
	}
	return slices.Clip(list)
}
