package consensus

import (
	"cmp"
	"slices"
)

// roster is the built-in members and those that entries add.
type roster struct {
	book  *Book
	added []addition
}

type addition struct {
	number int32
	member Member
}

func (r *roster) add(e Entry) {
	r.added = append(r.added, addition{int32(e.Number), Member{
		Code: e.Member, Name: cmp.Or(e.Name, string(e.Member)), Joined: e.On.Day, Entry: e.Number,
	}})
}

func (r *roster) member(code Code, known int) (Member, bool) {
	if i := slices.IndexFunc(builtIn, func(m Member) bool { return m.Code == code }); i >= 0 {
		return builtIn[i], true
	}
	for _, a := range slices.Backward(r.added) {
		if a.member.Code == code && int(a.number) <= known && r.book.StruckBy(int(a.number), known) == 0 {
			return a.member, true
		}
	}
	return Member{}, false
}

// known lists all members, of whatever day, by what was known at known. The built-in
// roster is always known.
func (r *roster) known(known int) []Member { return slices.Clone(r.all(known)) }

// all is known for who only looks.
func (r *roster) all(known int) []Member {
	if len(r.added) == 0 {
		return builtIn
	}
	byCode := map[Code]Member{}
	for _, a := range r.added {
		if int(a.number) <= known && r.book.StruckBy(int(a.number), known) == 0 {
			byCode[a.member.Code] = a.member
		}
	}
	list := slices.Clone(builtIn)
	for _, m := range builtIn {
		delete(byCode, m.Code) // what is built in has its source here, and no entry overrides it
	}
	for _, m := range byCode {
		list = append(list, m)
	}
	slices.SortFunc(list, func(a, b Member) int { return cmp.Compare(a.Name, b.Name) })
	return list
}

// since gives how many members a day has, and since which day it has been those; 0 for none.
func (r *roster) since(p Point) (n int, since Day) {
	for _, m := range r.all(p.Known) {
		if m.Joined <= p.On {
			n, since = n+1, max(since, m.Joined)
		}
	}
	return n, since
}

func (r *roster) on(p Point) []Member {
	all := r.all(p.Known)
	list := make([]Member, 0, len(all))
	for i := range all {
		if all[i].Joined <= p.On {
			list = append(list, all[i])
		}
	}
	return list
}
