package commands_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"natobot/commands"
	"natobot/commands/answer"
	"natobot/commands/report"
	"natobot/consensus"
)

// heard is what a channel of a story heard live.
type heard struct {
	told  consensus.Point
	after int
}

// live gives what a channel hears live.
func (s *story) live(anew bool) string {
	if anew {
		s.heard.after = s.heard.told.Known
	}
	notes, err := s.desk.LiveNotes(context.Background(), "", s.heard.after, s.heard.told)
	if err != nil {
		s.t.Fatal(err)
	}
	begins := s.heard.told == consensus.Point{}
	s.heard.told = notes.Point
	if begins {
		return "(from here on)"
	}
	var b strings.Builder
	if notes.Changes != nil {
		b.WriteString(shown(*notes.Changes))
	}
	for _, m := range notes.Milestones {
		fmt.Fprintf(&b, "(%s)\n%s", strings.Join(m.Names, ", "), shown(m.Reply))
	}
	if b.Len() == 0 {
		return "(nothing)"
	}
	return b.String()
}

// since asks for the live notes after an entry, for a channel that was told so far.
func since(t *testing.T, d *commands.Desk, after int) report.LiveNotes {
	t.Helper()
	notes, err := d.LiveNotes(context.Background(), "", after, consensus.Point{On: 20240223, Known: after})
	if err != nil {
		t.Fatal(err)
	}
	return notes
}

// An import is one note with a few of its lines, and one message for its milestones.
func TestLiveNoteOfAnImport(t *testing.T) {
	d, _ := seeded(t)
	var file strings.Builder
	for _, m := range []string{
		"Albania", "Belgium", "Bulgaria", "Canada", "Croatia", "Czechia", "Denmark", "Estonia", "Finland", "Greece",
		"Iceland", "Italy", "Latvia", "Lithuania", "Luxembourg", "Montenegro", "Netherlands", "Norway", "Poland", "Portugal",
	} {
		fmt.Fprintf(&file, "stance %s backs Rutte\nstance %s leans Kallas\n", m, m)
	}
	file.WriteString("stance Poland backs Kallas\nstance Poland backs Kariņš\ncandidate Kallas withdrawn\ncandidate Kariņš declared\n")
	report, err := d.Import(context.Background(), "file", strings.NewReader(file.String()), commands.ImportOptions{Recorder: "import"})
	if err != nil || len(report.Problems) > 0 {
		t.Fatal(err, report)
	}
	notes := since(t, d, 28)
	list := notes.Changes.Sections[0].(answer.List)
	if n := len(list.Items); n != 16 || !strings.Contains(notes.Changes.Plain(), "And 28 more: `/nato changes`") {
		t.Errorf("%d lines:\n%s", n, notes.Changes.Plain())
	}
	if n := len(notes.Changes.Actions); n != 5 {
		t.Errorf("%d buttons to undo", n)
	}
	if len(notes.Milestones) != 3 || notes.Milestones[0].Reply.Title != "Two thirds of NATO's members or more are reported to back or accept Mark Rutte: 24 of 31 members." {
		t.Errorf("milestones: %+v", notes.Milestones)
	}
	do(d, "candidate Mette Frederiksen declared")
	if list := since(t, d, 28).Milestones; len(list) != 1 || len(list[0].Names) != 4 || list[0].Reply.Title != "4 milestones at once" {
		t.Errorf("one more: %+v", list)
	}
}

// What is more than a day old is the digest's to tell.
func TestLiveNotesAreOfTheLastDay(t *testing.T) {
	d, c := seeded(t)
	do(d, "stance Poland backs Rutte")
	c.at = c.at.Add(20 * time.Hour)
	do(d, "stance Estonia backs Rutte")
	c.at = c.at.Add(5 * time.Hour)
	notes := since(t, d, 28)
	if text := notes.Changes.Plain(); !notes.Dropped || strings.Contains(text, "Poland") || !strings.Contains(text, "Estonia") {
		t.Errorf("dropped %t:\n%s", notes.Dropped, text)
	}
	c.at = c.at.Add(20 * time.Hour)
	if notes := since(t, d, 28); !notes.Dropped || notes.Changes != nil || notes.Milestones != nil {
		t.Errorf("after two days: %+v", notes)
	}
}

func TestLiveListsWhatChannelsHear(t *testing.T) {
	d, _ := seeded(t)
	do(d, "live changes in <#CDESK>")
	do(d, "live milestones in <#COTHER>")
	do(d, "live off in <#CDESK>")
	settings, err := d.Live(context.Background())
	if want := []consensus.LiveSetting{{Entry: 30, On: 20240223, Live: consensus.Live{Channel: "COTHER", Level: consensus.LiveMilestones}}}; err != nil || fmt.Sprint(settings) != fmt.Sprint(want) {
		t.Errorf("%v, %v; want %v", settings, err, want)
	}
	do(d, "retract #31 because \"it was right\"")
	if settings, err := d.Live(context.Background()); err != nil || len(settings) != 2 || settings[0].Channel != "CDESK" {
		t.Errorf("with the last setting taken back: %v, %v", settings, err)
	}
}
