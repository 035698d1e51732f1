// Package held is about reports that wait outside the ledger, under embargo or for a second person:
// who may know of them and let them in, and what is said of them. Nobody else reads a word of it.
package held

import (
	"fmt"
	"slices"

	"natobot/commands/answer"
	"natobot/commands/english"
	"natobot/commands/grammar"
	"natobot/commands/report"
	"natobot/consensus"
)

// MayRelease tells whether somebody may let a held report in: of an embargo its author and
// editors, of one under review any other person who may record.
func MayRelease(h consensus.Held, user string, role consensus.Role) bool {
	switch {
	case role < consensus.Reporter:
		return false
	case h.Review:
		return user != h.Author
	}
	return user == h.Author || role >= consensus.Editor
}

// MayKnow tells whether somebody may know that a held report exists: its author, and who may
// release it.
func MayKnow(h consensus.Held, user string, role consensus.Role) bool {
	return role >= consensus.Reporter && user == h.Author || MayRelease(h, user, role)
}

// Known gives those reports that wait and that somebody may know of.
func Known(list []consensus.Held, user string, role consensus.Role) []consensus.Held {
	return slices.DeleteFunc(slices.Clone(list), func(h consensus.Held) bool { return h.State != consensus.Waiting || !MayKnow(h, user, role) })
}

// Facts gives what a report says, one fact for each member that it is of.
func Facts(u grammar.Understood) []consensus.Fact {
	if len(u.Members) < 2 {
		return []consensus.Fact{u.Fact}
	}
	return english.Each(u.Members, func(code consensus.Code) consensus.Fact {
		u.Fact.Member = code
		return u.Fact
	})
}

// Given tells which parts of a source a report gives.
func Given(s consensus.Source) consensus.Parts {
	var parts consensus.Parts
	for part, text := range map[consensus.Parts]string{
		consensus.PartVia: s.Via.String(), consensus.PartWho: s.Who, consensus.PartLink: s.Link, consensus.PartOutlet: s.Outlet, consensus.PartQuote: s.Quote,
	} {
		if text != "" {
			parts |= part
		}
	}
	return parts
}

// News is what an author is to hear of a held report, once.
type News struct {
	User  string // Slack user id
	Name  string // names the news, for ever
	Reply answer.Reply
	Point consensus.Point
}

// Tell gives what the author of a held report is to hear of it, and false for nothing: they know
// what they did themselves. refused tells why it could not be let in, nil where it was.
func Tell(v report.View, h consensus.Held, refused *consensus.Error) (News, bool) {
	passed := h.State == consensus.Released && h.Settlement.Entry == 0
	if answer.Recorder(h.Author).ID == "" || h.Settlement.By == h.Author || passed || h.State == consensus.Waiting && refused == nil {
		return News{}, false
	}
	n := News{User: h.Author, Name: fmt.Sprintf("H%d %s", h.Number, h.State), Point: v.At}
	switch {
	case refused != nil:
		n.Reply = SayNotOut(v, h, refused)
	case h.State == consensus.Dropped:
		n.Reply = sayDroppedToAuthor(v, h)
	default:
		n.Reply = sayOut(v, h)
	}
	return n, true
}
