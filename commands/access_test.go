package commands_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"natobot/commands"
	"natobot/commands/answer"
)

// S9: a guest, or a person of another organisation, may do nothing; in a channel that an
// editor opened they may read, and record where an editor let them by name; nowhere else.
func TestS9OutsidersAndOpenedChannels(t *testing.T) {
	d, _ := onMemory(t)
	key := 0
	as := func(user commands.User, channel, text string) answer.Reply {
		key++
		return d.Do(context.Background(), commands.Request{Key: fmt.Sprint("key ", key), User: user, Channel: channel, Text: text})
	}
	cleo := commands.User{ID: "UCLEO", Admin: true}
	eve := commands.User{ID: "UEVE", Outsider: true, Admin: true} // whatever their workspace calls them
	reads := func(channel string) bool { return as(eve, channel, "status").Outcome == answer.Answered }
	report := 0
	records := func(channel string) bool {
		report++
		return as(eve, channel, fmt.Sprintf("stance Poland backs Rutte from \"Outlet %d\"", report)).Outcome == answer.Recorded
	}
	expect := func(when string, want map[string][2]bool) {
		t.Helper()
		for channel, w := range want {
			opened, err := d.Opened(context.Background(), channel)
			if err != nil || opened != w[0] || reads(channel) != w[0] || records(channel) != w[1] {
				t.Errorf("%s, in %q: opened %t, reads %t, records %t, want %v; %v", when, channel, opened, reads(channel), records(channel), w, err)
			}
		}
	}
	nothing := [2]bool{}
	expect("at first", map[string][2]bool{"COPEN": nothing, "CSHUT": nothing, "": nothing})
	if r := as(eve, "CSHUT", "status"); !strings.Contains(r.Plain(), "ask an editor of this workspace to open this channel") {
		t.Error("no way out:", r.Plain())
	}

	as(cleo, "COPEN", "access guests on")
	expect("opened", map[string][2]bool{"COPEN": {true, false}, "CSHUT": nothing, "": nothing})
	as(cleo, "CSHUT", "access reporter <@UEVE>")
	expect("a reporter by name", map[string][2]bool{"COPEN": {true, true}, "CSHUT": nothing, "": nothing})
	as(cleo, "CSHUT", "access reader <@UEVE>")
	expect("a reader by name", map[string][2]bool{"COPEN": {true, false}, "CSHUT": nothing})
	as(cleo, "CSHUT", "undo")
	expect("a reporter again", map[string][2]bool{"COPEN": {true, true}, "CSHUT": nothing})
	as(cleo, "CSHUT", "access guests on in <#CTHIRD>")
	expect("another is opened", map[string][2]bool{"COPEN": {true, true}, "CTHIRD": {true, true}, "CSHUT": nothing})
	as(cleo, "CSHUT", "access guests off in COPEN")
	expect("closed", map[string][2]bool{"COPEN": nothing, "CTHIRD": {true, true}, "CSHUT": nothing, "": nothing})
	as(cleo, "CSHUT", "undo")
	expect("opened again", map[string][2]bool{"COPEN": {true, true}})
}

// S9: what a guest recorded while a channel was open is not told to them once it is shut,
// not even in answer to the same request.
func TestS9ClosedChannelsForget(t *testing.T) {
	d, _ := onMemory(t)
	cleo := commands.User{ID: "UCLEO", Admin: true}
	report := commands.Request{Key: "eve", User: commands.User{ID: "UEVE", Outsider: true}, Channel: "C1", Text: "stance Poland backs Rutte"}
	for i, text := range []string{"access guests on", "access reporter <@UEVE>"} {
		d.Do(context.Background(), commands.Request{Key: fmt.Sprint("grant ", i), User: cleo, Channel: "C1", Text: text})
	}
	if r := d.Do(context.Background(), report); r.Outcome != answer.Recorded {
		t.Fatal(r.Plain())
	}
	d.Do(context.Background(), commands.Request{Key: "off", User: cleo, Channel: "C1", Text: "access guests off"})
	if r := d.Do(context.Background(), report); r.Outcome != answer.Refused || strings.Contains(r.Plain(), "Recorded as") {
		t.Error(r.Plain())
	}
}

// S9: while the ledger cannot be read nobody knows what is open, so nothing is.
func TestS9FailsClosed(t *testing.T) {
	d, m := onMemory(t)
	d.Do(context.Background(), commands.Request{Key: "on", User: commands.User{ID: "UCLEO", Admin: true}, Channel: "C1", Text: "access guests on"})
	broken := &faulty{memory: m}
	d = newDesk(t, broken, &clock{m.now()})
	if opened, err := d.Opened(context.Background(), "C1"); !opened || err != nil {
		t.Fatal(opened, err)
	}
	broken.fault = func() error { return errors.New("disk I/O error") }
	if opened, err := d.Opened(context.Background(), "C1"); opened || err == nil {
		t.Error("opened, by a ledger that cannot be read")
	}
	eve := commands.Request{User: commands.User{ID: "UEVE", Outsider: true}, Channel: "C1", Text: "status"}
	if r := d.Do(context.Background(), eve); r.Outcome != answer.Failed {
		t.Error(r.Plain())
	}
}

// What an editor gave goes before the settings; the settings before what everybody may.
func TestRolesOfTheSettings(t *testing.T) {
	c := &clock{time.Date(2024, 2, 23, 8, 0, 0, 0, time.UTC)}
	for _, tt := range []struct {
		reporters, editors []string
		user               commands.User
		want               string
	}{
		{nil, nil, commands.User{ID: "U1"}, "a reporter"},
		{nil, nil, commands.User{ID: "U1", Admin: true}, "an editor"},
		{[]string{"U1"}, nil, commands.User{ID: "U1"}, "a reporter"},
		{[]string{"U2"}, nil, commands.User{ID: "U1"}, "a reader"},
		{[]string{"U2"}, []string{"U1"}, commands.User{ID: "U1"}, "an editor"},
		{nil, []string{"U2"}, commands.User{ID: "U1", Admin: true}, "a reporter"},
		{[]string{"U2"}, []string{"U2"}, commands.User{ID: "U1", Admin: true}, "a reader"},
		{[]string{"U2"}, []string{"U2"}, commands.User{ID: commands.Operator}, "an editor"},
		{nil, nil, commands.User{ID: "UGRANTED", Admin: true}, "a reader"},
		{nil, []string{"UGRANTED"}, commands.User{ID: "UGRANTED"}, "a reader"},
		{nil, []string{"UGUEST"}, commands.User{ID: "UGUEST", Outsider: true}, "a reader"}, // the settings name members
	} {
		d, err := commands.NewDesk(context.Background(), commands.Config{Ledger: newMemory(c.now), Now: c.now, Zone: brussels(t), Reporters: tt.reporters, Editors: tt.editors})
		if err != nil {
			t.Fatal(err)
		}
		terminal := commands.User{ID: commands.Operator}
		d.Do(context.Background(), commands.Request{Key: "1", User: terminal, Text: "access reader <@UGRANTED>"})
		d.Do(context.Background(), commands.Request{Key: "2", User: terminal, Channel: "C1", Text: "access guests on"})
		r := d.Do(context.Background(), commands.Request{User: tt.user, Channel: "C1", Text: "help"})
		if !strings.Contains(r.Plain(), "You are "+tt.want+" here.") {
			t.Errorf("%+v with reporters %v and editors %v is not %s:\n%s", tt.user, tt.reporters, tt.editors, tt.want, r.Plain())
		}
	}
}
