package report

import (
	"slices"
	"time"

	"natobot/commands/answer"
	"natobot/consensus"
)

// DigestOptions tell what a digest follows and how it is posted.
type DigestOptions struct {
	Channel string          // whose digest it is; "" for no channel's: that has no picture
	Since   consensus.Point // what the last digest covered; the zero Point: there was none
	Late    time.Time       // when it should have gone out; the zero Time: it is on time
	Quiet   consensus.Quiet // what to post when nothing moved
}

// Digest is the scheduled post.
type Digest struct {
	Reply  answer.Reply
	Thread []answer.Reply  // the long lists, for its thread, in order
	Point  consensus.Point // what it covers: Since of the next one
	Skip   bool            // nothing moved, and such days are to be skipped
}

// edition is one digest in the making: what it looks at, and what it follows.
type edition struct {
	View
	DigestOptions
	first   bool               // no digest went before it
	changes *consensus.Changes // since the last one; what was mended before anybody read it is left out
	in      []consensus.Tally  // those who are still in the race
	asks    []answer.Line      // what members that hold out ask for anew
	waiting []answer.Line      // what countries said that are yet to join
	whole   []answer.Section   // the lists that the message has no room for
}

func newEdition(v View, o DigestOptions) *edition {
	e := &edition{View: v, DigestOptions: o, first: o.Since == consensus.Point{}}
	e.Since.On = min(e.Since.On, v.At.On) // of a race that closed on an earlier day
	e.changes = v.Race.Changes(e.Since, v.At)
	e.changes.Struck = published(e.changes.Struck, o.Since.Known)
	for _, t := range v.Race.Standing(v.At).Tallies {
		if live(t) {
			e.in = append(e.in, t)
		}
	}
	return e
}

// ChannelDigest makes the digest that its channel gets.
func (v View) ChannelDigest(o DigestOptions) Digest {
	v.Role = consensus.Reporter // who of the channel may not record is told so by the form
	digest := v.digest(o)
	if len(digest.Thread) > 0 {
		digest.Reply.Sections = append(digest.Reply.Sections, inThread("In the thread", digest.Thread))
	}
	return digest
}

// digest makes an edition. A quiet day's has one line, and the week's sum where one is due;
// the others have every part that has something to say.
func (v View) digest(o DigestOptions) Digest {
	e := newEdition(v, o)
	e.asks, e.waiting = e.newConditions(), e.beforeJoining()
	digest := Digest{Point: v.At, Reply: answer.Reply{Audience: answer.ToChannel, Title: v.Headline(), Actions: v.recordable()}}
	sections := []answer.Section{Note(v.dateline(o, e.first))}
	quiet := e.quiet()
	if quiet {
		digest.Skip = o.Quiet == consensus.QuietSkip
		sections = append(sections, answer.Paragraph{Text: e.nothingMoved(e.lastMove())})
	}
	if quiet && o.Quiet != consensus.QuietFull {
		digest.Reply.Sections = append(sections, e.theWeek()...)
		return digest
	}
	e.fetch(append(restOn(e.in), e.behind(e.changes)...)...)
	digest.Reply.Sections = slices.Concat(sections, e.whatMoved(), e.howItStands(), e.outcome(e.in), e.claimedAndRival(),
		e.whoIsMissing(), e.whatWasWrong(), e.toCheck(), e.theWeek())
	digest.Thread = e.thread()
	return digest
}

// What the parts of a digest may take, in characters, so that all of it is one message
// that people read to its end (S5). What does not fit stands whole in the thread.
const (
	roomToMove    = 2_600
	roomOfClaims  = 1_400
	roomOfMissing = 900 // of each group
	roomOfMended  = 1_300
	roomToCheck   = 1_200
	roomOfWeek    = 1_000
)

// fit gives as much of a list as there is room for, and keeps the whole of it for the
// thread where that is not all. Its first line is always there, if not to its end.
func (e *edition) fit(l answer.List, room int) answer.List {
	short, fits := within(l, room)
	if !fits {
		e.whole = append(e.whole, l)
	}
	return short
}

// within gives as much of a list as there is room for, and whether that is all of it.
func within(l answer.List, room int) (short answer.List, fits bool) {
	used, n := 0, 0
	for _, item := range l.Items {
		used += item.Length()
		if used > room && n > 0 {
			break
		}
		n++
	}
	if n == len(l.Items) && used <= room {
		return l, true
	}
	short.Heading = l.Heading
	for _, item := range l.Items[:n] {
		short.Items = append(short.Items, item.Cut(room))
	}
	if more := len(l.Items) - n; more > 0 {
		short.Items = append(short.Items, answer.Say("And %d more, in the thread", more))
	}
	return short, false
}

// fitAll gives lists as they fit, each in the same room.
func (e *edition) fitAll(sections []answer.Section, room int) []answer.Section {
	for i, s := range sections {
		if l, is := s.(answer.List); is {
			sections[i] = e.fit(l, room)
		}
	}
	return sections
}
