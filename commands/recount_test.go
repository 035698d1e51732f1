package commands_test

import (
	"bufio"
	"encoding/json"
	"slices"
	"strings"
)

// line is what a recount needs of an exported entry.
type line struct {
	Number, Target             int
	Kind, On, Member, Position string
	Candidate, Via             string
	Motion                     bool
}

// recount counts an exported ledger by hand, in the plainest way: the members that back
// a candidate, those that back on the record, and those missing. It shares no code with
// the product but the roster.
func recount(t require, jsonl string, candidate string, members []string) (backs, onRecord, missing int) {
	lines := map[int]line{}
	var order []int
	in := bufio.NewScanner(strings.NewReader(jsonl))
	for in.Scan() {
		var l line
		if err := json.Unmarshal(in.Bytes(), &l); err != nil {
			t.Fatal(err)
		}
		lines[l.Number] = l
		order = append(order, l.Number)
	}
	for _, m := range members {
		switch stands := standing(lines, order, m, candidate); stands.Position {
		case "backs":
			backs++
			if stands.Via == "on-record" || stands.Via == "spokesperson" {
				onRecord++
			}
		case "accepts":
		default:
			missing++
		}
	}
	return backs, onRecord, missing
}

// standing gives the report on a member and a candidate that stands.
func standing(lines map[int]line, order []int, member, candidate string) (stands line) {
	var reports []line
	for _, n := range order {
		if l := lines[n]; l.Kind == "stance" && l.Member == member && l.Candidate == candidate {
			reports = append(reports, l)
			if !struck(lines, n) && later(lines, l, stands) {
				stands = l
			}
		}
	}
	for _, n := range slices.Backward(order) {
		settling := lines[n]
		of := lines[settling.Target]
		if settling.Kind != "settling" || struck(lines, n) || of.Member != member || of.Candidate != candidate || of.On != stands.On {
			continue
		}
		if upheld, ok := settled(lines, reports, n, stands.On); ok {
			return upheld
		}
	}
	return stands
}

// settled gives the report of a day that stands by a settling: the last of those that came
// to the day after it, else the one that it upholds; false where that one is gone.
func settled(lines map[int]line, reports []line, by int, day string) (stands line, ok bool) {
	var after line
	for _, l := range reports {
		switch {
		case l.On != day || struck(lines, l.Number):
		case place(lines, l) == place(lines, lines[lines[by].Target]):
			stands, ok = l, true
		case !slices.ContainsFunc(reports, func(o line) bool {
			return o.On == day && place(lines, o) == place(lines, l) && o.Number < by
		}) && later(lines, l, after):
			after = l
		}
	}
	if after.Number != 0 {
		return after, ok
	}
	return stands, ok
}

// struck tells whether an entry that counts strikes entry n.
func struck(lines map[int]line, n int) bool {
	for _, l := range lines {
		if l.Target == n && l.Kind != "echo" && l.Kind != "settling" && l.Kind != "check" && !retracted(lines, l.Number) {
			return true
		}
	}
	return false
}

// retracted tells whether an entry was taken back; one that was corrected was not: its
// correction stands for what both replace.
func retracted(lines map[int]line, n int) bool {
	for _, l := range lines {
		if l.Target == n && l.Kind == "retraction" && !retracted(lines, l.Number) {
			return true
		}
	}
	return false
}

// later tells whether a stands over b: by its day, then by the order of recording, in
// which a correction has the place of what it replaces.
func later(lines map[int]line, a, b line) bool {
	if a.On != b.On {
		return a.On > b.On
	}
	return place(lines, a) >= place(lines, b)
}

func place(lines map[int]line, l line) int {
	for l.Target != 0 && l.Kind != "retraction" {
		l = lines[l.Target]
	}
	return l.Number
}

// require is what a recount needs of a test.
type require interface {
	Fatal(args ...any)
	Errorf(format string, args ...any)
}
