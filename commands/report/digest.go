package report

import (
	"slices"
	"strings"
	"time"

	"natobot/commands/answer"
	"natobot/commands/english"
	"natobot/commands/report/news"
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
	Thread []answer.Reply  // what did not change, for its thread, in order
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
	mended  []mended           // what was wrong
	morning *news.Morning      // of what happened
	items   []news.Item        // what happened, ranked
	whole   []answer.Section   // the lists that the message has no room for
}

func newEdition(v View, o DigestOptions) *edition {
	e := &edition{View: v, DigestOptions: o, first: o.Since == consensus.Point{}}
	e.Since.On = min(e.Since.On, v.At.On) // of a race that closed on an earlier day
	e.changes = v.Race.Changes(e.Since, v.At)
	e.changes.Struck = published(e.changes.Struck, o.Since.Known)
	for _, t := range e.changes.Is.Tallies {
		if live(t) {
			e.in = append(e.in, t)
		}
	}
	e.morning = &news.Morning{Names: v, Book: v.Book, Race: v.Race, Changes: news.Happened(v.Book, v.Race, e.changes), In: e.in}
	if !e.first {
		e.fetch(append(restOn(e.in), e.behind(e.changes)...)...)
		sent := e.sentBefore()
		e.mended = slices.DeleteFunc(e.corrections(slices.Concat(e.changes.Struck, e.elsewhere(sent)), sent), func(m mended) bool { return !m.printed() })
		e.morning.Corrections = e.wrong()
		e.items = e.morning.Items()
	}
	return e
}

// Named names a member inside a sentence.
func (v View) Named(code consensus.Code) string { return english.Articled(v.member(code)) }

// stood names the members of some stances inside a sentence.
func (v View) stood(stances []consensus.Stance) []string {
	return english.Each(stances, func(s consensus.Stance) string { return v.Named(s.Member) })
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

// digest makes an edition. A quiet day's is its first line; the others say what moved, how
// the count stands and what to check. What did not change is in the thread.
func (v View) digest(o DigestOptions) Digest {
	e := newEdition(v, o)
	digest := Digest{Point: v.At, Reply: answer.Reply{Audience: answer.ToChannel, Title: e.firstLine(), Actions: v.recordable()}}
	dateline := Note(v.dateline(o, e.first))
	if quiet := !e.first && len(e.items) == 0; quiet {
		digest.Skip = o.Quiet == consensus.QuietSkip || e.Race.ClosedAt(e.Since.Known)
		if o.Quiet != consensus.QuietFull {
			digest.Reply.Sections = append([]answer.Section{dateline}, e.toCheck(roomToCheck)...)
			digest.Thread = e.theWeek()
			return digest
		}
	}
	e.fetch(restOn(e.in)...)
	digest.Thread = e.thread()
	rest := answer.Reply{Audience: answer.ToChannel, Title: "The rest, in full."}
	pointer := inThread("In the thread", append(slices.Clone(digest.Thread), rest))
	room := messageRoom - len([]rune(digest.Reply.Title)) - length([]answer.Section{dateline, pointer})
	digest.Reply.Sections = append([]answer.Section{dateline}, e.body(room)...)
	if rest.Sections = e.whole; e.whole != nil {
		digest.Thread = append([]answer.Reply{rest}, digest.Thread...)
	}
	return digest
}

// messageRoom is how many characters a digest has in its channel, its picture apart: what an
// editor reads on a phone before the first coffee. What does not fit is whole in the thread.
const messageRoom = 1_200

// What parts of the message may take of that.
const (
	roomOfMended = 500
	roomToCheck  = 450
	roomToMove   = 300 // kept for what moved, however much was wrong
	roomKept     = 60  // for what to check, however much moved
)

// body gives the parts of a digest in their order, within some room.
func (e *edition) body(room int) []answer.Section {
	count, missing := e.howItStands(), e.missingMoved()
	room -= length(count) + length(missing)
	kept := roomToMove
	if len(e.items) == len(e.morning.Corrections) {
		kept = roomKept
	}
	mended := e.whatWasWrong(min(roomOfMended, room-kept))
	room -= length(mended)
	moved := e.whatMoved(room - roomKept)
	room -= length(moved)
	check := e.toCheck(min(roomToCheck, room))
	return slices.Concat(mended, moved, count, e.pictured(), missing, check)
}

// length counts the characters of sections that are lists or text.
func length(sections []answer.Section) int {
	n := 0
	for _, s := range sections {
		switch s := s.(type) {
		case answer.Paragraph:
			n += s.Text.Length() + 1
		case answer.List:
			n += len([]rune(s.Heading)) + 1
			for _, item := range s.Items {
				n += item.Length() + 3
			}
		}
	}
	return n
}

// fit gives as much of a list as there is room for, and keeps the whole of it for the
// thread where that is not all. Its first line is there to a part at least, or none is.
func (e *edition) fit(l answer.List, room int) answer.List {
	if length([]answer.Section{l}) <= room {
		return l
	}
	e.keep(l)
	const more, few = 30, 80 // the line that says so; what is too short to say anything
	short := answer.List{Heading: l.Heading}
	room -= len([]rune(l.Heading)) + more
	for i, item := range l.Items {
		if used := item.Length() + 3; i > 0 && used > room {
			short.Items = append(short.Items, answer.Say("And %d more, in the thread.", len(l.Items)-i))
			break
		}
		if item.Length() > room && room < few {
			return answer.List{Heading: l.Heading, Items: []answer.Line{answer.Say("See the thread.")}}
		}
		item = item.Cut(room)
		room -= item.Length() + 3
		short.Items = append(short.Items, item)
	}
	return short
}

// keep keeps a list whole for the thread, once.
func (e *edition) keep(l answer.List) {
	if !slices.ContainsFunc(e.whole, func(s answer.Section) bool { return s.(answer.List).Heading == l.Heading }) {
		e.whole = append(e.whole, l)
	}
}

// Preview answers with what would be posted now.
func (v View) Preview(o DigestOptions) answer.Reply {
	digest := v.digest(o)
	digest.Reply.Audience = answer.ToAsker
	if len(digest.Thread) > 0 {
		digest.Reply.Sections = append(digest.Reply.Sections, inThread("When it is posted, its thread has", digest.Thread))
	}
	return digest.Reply
}

// PastDigest answers with what a digest at the end of a day says by all that is known now;
// or said, where then is set, by what was known then.
func (v View) PastDigest(o DigestOptions, then bool) (answer.Reply, error) {
	switch {
	case v.At.On > v.Today:
		return answer.Reply{}, Ask("ahead", v.At.On.Long())
	case v.Known > v.Today:
		return answer.Reply{}, Ask("ahead", v.Known.Long())
	case len(v.Race.Standing(v.At).Tallies) == 0:
		return v.nothing(), nil
	}
	o.Since = v.before(o.Channel, then)
	reply := v.digest(o).Reply
	reply.Audience = answer.ToAsker
	reply.Sections[0] = Note(v.lookingBack(o))
	return reply, nil
}

// before gives what the digest of a past day follows: the last one that its channel got on
// an earlier day, else the day before. By what is known now, the earlier day is seen with
// today's eyes too.
func (v View) before(channel string, then bool) consensus.Point {
	since := consensus.Point{On: v.At.On.Add(-1), Known: v.At.Known}
	if then {
		since.Known = v.Book.KnownBefore(since.On.End(v.Zone))
	}
	if channel == "" {
		return since
	}
	for _, p := range slices.Backward(v.Posted(channel)) {
		if p.Point.On < v.At.On {
			since.On = p.Point.On
			if then {
				since.Known = p.Point.Known
			}
			break
		}
	}
	return since
}

// lookingBack says which day's digest is shown, by whose knowledge, and what it follows.
func (v View) lookingBack(o DigestOptions) string {
	return strings.TrimSuffix(v.asOf(), ".") + ". A digest at the end of that day; what moved is told since " + o.Since.On.Long() + "."
}
