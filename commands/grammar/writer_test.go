package grammar

import (
	"strconv"
	"strings"

	"natobot/commands/english"
	"natobot/commands/lexicon"
	"natobot/consensus"
)

// Canonical writes what was understood of any command that records as a command again.
func Canonical(lex lexicon.Vocabulary, u Understood) string {
	w := &writer{names: lexicon.NewNames(lex), fact: u.Fact}
	w.word(u.Command)
	f := u.Fact
	switch u.Command {
	case "stance", "claim", "candidate", "note", "correct", "retract":
		return Write(w.names, u)
	case "member":
		w.word(w.member(f.Member), "joins")
	case "race":
		w.race(u)
	case "digest":
		w.digest(u)
		return w.String()
	case "live":
		w.word(string(f.Live.Level))
		if u.Channel != "" {
			w.word("in", "<#"+u.Channel+">")
		}
		return w.String()
	case "access":
		w.access(u)
		return w.String()
	case "release":
		w.word(HeldNumber(u.Held))
		return w.String()
	case "drop":
		w.word(HeldNumber(u.Held))
		w.clause("because", u.Because)
		return w.String()
	case "review":
		w.word(u.Sub)
		return w.String()
	case "settle":
		w.word("#" + strconv.Itoa(u.Target))
		w.clause("because", f.Text)
		return w.String()
	case "still":
		w.word(w.members(u))
		if f.Candidate != "" {
			w.word(w.candidate(f.Candidate))
		}
		return w.String()
	case "beat":
		for i, code := range u.Members {
			if i == 0 {
				w.word(u.Sub)
			}
			w.word(w.member(code))
		}
		if u.User != "" {
			w.word("<@" + u.User + ">")
		}
		return w.String()
	default:
		return w.String()
	}
	w.source()
	return w.String()
}

func (w *writer) race(u Understood) {
	w.word(u.Sub)
	if u.Sub == "close" {
		w.clause("because", u.Fact.Text)
		return
	}
	w.word(u.Race, quotedText(u.Fact.Name))
	w.terms()
}

func (w *writer) access(u Understood) {
	if u.Sub != "guests" {
		w.word(u.Sub, "<@"+u.User+">")
		return
	}
	w.word(u.Sub, map[bool]string{true: "on", false: "off"}[w.fact.Grant.Role == consensus.Reader])
	if u.Channel != "" {
		w.word("in", "<#"+u.Channel+">")
	}
}

func (w *writer) digest(u Understood) {
	w.word(u.Sub)
	s := u.Fact.Schedule
	switch {
	case s == nil:
	case s.Skip != 0 && s.Off:
		w.word("off", s.Skip.String())
	case s.Skip != 0:
		w.word(s.Skip.String())
	case s.Off && s.Only:
		w.word(english.Clock(s.Minute))
	case !s.Off:
		w.word(english.Clock(s.Minute), s.Zone)
		if len(s.Days) > 0 {
			var days []string
			for _, d := range s.Days {
				days = append(days, [...]string{"sun", "mon", "tue", "wed", "thu", "fri", "sat"}[d])
			}
			w.word("on", strings.Join(days, ","))
		}
		if s.Quiet != "" {
			w.word("quiet", string(s.Quiet))
		}
	}
	if u.Channel != "" {
		w.word("in", "<#"+u.Channel+">")
	}
}
