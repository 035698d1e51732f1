package consensus

import (
	"cmp"
	"slices"
)

// roster is the members of a body and those that entries add.
type roster struct {
	book   *Book
	body   *Body
	voices map[Code]Voice // of members that have one
	added  []addition
}

func newRoster(book *Book, body *Body) *roster {
	r := &roster{book: book, body: body}
	for i := range body.Members {
		if m := &body.Members[i]; m.Voice.Code != "" {
			if r.voices == nil {
				r.voices = map[Code]Voice{}
			}
			r.voices[m.Code] = m.Voice
		}
	}
	return r
}

type addition struct {
	number int32
	member Member
}

func (r *roster) add(e *Entry) {
	r.added = append(r.added, addition{int32(e.Number), Member{
		Code: e.Member, Name: cmp.Or(e.Name, string(e.Member)), Joined: e.On.Day, Entry: e.Number,
	}})
}

func (r *roster) member(code Code, known int) (Member, bool) {
	if m, ok := r.body.Member(code); ok {
		return m, true
	}
	for _, a := range slices.Backward(r.added) {
		if a.member.Code == code && r.book.counts(a.number, known) {
			return a.member, true
		}
	}
	return Member{}, false
}

// known lists all members, of whatever day, by what was known at known. Those of the roster are
// always known. The list is not to be changed.
func (r *roster) known(known int) []Member {
	if len(r.added) == 0 {
		return r.body.Members
	}
	list := slices.Clone(r.body.Members)
	for _, a := range r.added {
		m, _ := r.member(a.member.Code, known)
		if m.Entry != int(a.number) {
			continue // struck, said anew by a later one, or in the roster, whose own source no entry overrides
		}
		at := slices.IndexFunc(list, func(o Member) bool { return o.Name > m.Name })
		if at < 0 {
			at = len(list)
		}
		list = slices.Insert(list, at, m)
	}
	return list
}

// since gives how many members a day has, and since which day it has been those; 0 for none.
func (r *roster) since(p Point) (n int, since Day) {
	list := r.known(p.Known)
	for i := range list {
		switch m := &list[i]; {
		case m.On(p.On):
			n, since = n+1, max(since, m.Joined)
		case m.Left != 0 && m.Left < p.On:
			since = max(since, m.Left.Add(1))
		}
	}
	return n, since
}

// Body gives the body whose members have to agree.
func (r *Race) Body() *Body { return r.roster.body }

// Member gives a member of any day: one of the roster, or added to it by then.
func (r *Race) Member(code Code, known int) (Member, bool) { return r.roster.member(code, known) }

// Members lists the members of a day in the body's order, by their English names.
func (r *Race) Members(p Point) []Member { return on(r.roster.known(p.Known), p.On) }

// Everyone lists all members, those that are yet to join and those that left included.
func (r *Race) Everyone(known int) []Member { return slices.Clone(r.roster.known(known)) }
