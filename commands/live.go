// What channels hear as soon as it is recorded, by the rules at the head of say.go.

package commands

import (
	"fmt"

	"natobot/consensus"
)

// hears says what a setting of live notes means for its channel.
func hears(l consensus.LiveLevel) string {
	switch l {
	case consensus.LiveChanges:
		return "every change, and the milestones, as soon as they are recorded"
	case consensus.LiveMilestones:
		return "the milestones, as soon as they are recorded"
	}
	return "nothing until its digest"
}

func sayLiveSet(l consensus.LiveLevel) error {
	return consensus.Ask("That is set already: the channel hears "+hears(l)+".", "`/nato live` lists what channels hear.")
}

// passed says what a milestone is.
func (v view) passed(m consensus.Milestone) string {
	name, of := m.Candidate.Name, number(m.Of, "member", "members")
	switch m.Kind {
	case consensus.FirstBacking:
		if m.To.Member == "" {
			return "The first members are reported to back " + name + "."
		}
		return fmt.Sprintf("The first member is reported to back %s: %s.", name, articled(v.member(m.To.Member)))
	case consensus.Half:
		return fmt.Sprintf("Half of NATO's members or more are reported to back or accept %s: %d of %s.", name, m.Agree, of)
	case consensus.TwoThirds:
		return fmt.Sprintf("Two thirds of NATO's members or more are reported to back or accept %s: %d of %s.", name, m.Agree, of)
	case consensus.AllButThree, consensus.AllButOne:
		return fmt.Sprintf("%s %s missing for consensus on %s: %d of NATO's %s are reported to back or accept.",
			capital(v.absent(m)), agree(m.Of-m.Agree, "is", "are"), name, m.Agree, of)
	case consensus.Reached:
		return fmt.Sprintf("All %d NATO members are reported to back or accept %s. The Council's decision is a fact of its own.", m.Of, name)
	case consensus.Lost:
		return fmt.Sprintf("Consensus on %s is no longer reported: %d of NATO's %s back or accept; missing: %s.", name, m.Agree, of, v.absent(m))
	case consensus.BackingLost:
		return fmt.Sprintf("%s is no longer recorded as backing %s: it %s.", capital(articled(v.member(m.To.Member))), name, does(m.To.Position, name))
	}
	return v.turned(m.Candidate, m.Kind)
}

// absent names the members that are missing for a candidate, few as they are.
func (v view) absent(m consensus.Milestone) string {
	t, _ := v.race.Standing(v.at).Find(m.Candidate.Key)
	var names []string
	for _, s := range t.Missing() {
		names = append(names, articled(v.member(s.Member)))
	}
	return series(names)
}

// turned says what became of a candidate.
func (v view) turned(c consensus.Candidate, kind consensus.MilestoneKind) string {
	switch {
	case kind == consensus.Decided:
		return "The Council has appointed " + c.Name + "."
	case kind == consensus.TookOffice:
		return c.Name + " has taken office."
	case kind == consensus.CameIn && c.Status == consensus.NoStatus:
		return "In the race, by what members say of them: " + v.introduced(c) + "."
	case kind == consensus.CameIn:
		return "In the race: " + v.introduced(c) + " " + hasStatus(c.Status) + "."
	case c.Status == consensus.NoStatus:
		return "Not in the race any more: what was recorded of " + c.Name + " is taken back."
	}
	return "Out of the race: " + v.introduced(c) + " " + hasStatus(c.Status) + "."
}

// moreChanges says that a note leaves lines out.
func moreChanges(n int) Line {
	return marked(fmt.Sprintf("And %d more: `/nato changes`", n))
}

// hearings answers what channels hear live.
func (v view) hearings() Reply {
	how := Paragraph{Text: marked("An editor sets it in a channel: `/nato live changes`, `/nato live milestones` or `/nato live off`.")}
	heard := v.heardLive()
	if heard == nil {
		return Reply{Title: "No channel hears anything before its digest.", Sections: []Section{how}}
	}
	return Reply{Title: "What channels hear before their digest", Sections: []Section{List{Items: heard}, how}}
}

// heardLive gives a line for each channel that hears anything live.
func (v view) heardLive() []Line {
	var lines []Line
	for _, s := range v.book.Live(v.at.Known) {
		lines = append(lines, Line{channel(s.Channel), {Text: " hears " + hears(s.Level)}})
	}
	return lines
}
