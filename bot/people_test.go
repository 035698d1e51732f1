package bot

import (
	"strings"
	"testing"
	"time"

	"natobot/bot/localslack"
	"natobot/commands"
	"natobot/commands/answer"
)

func TestRoles(t *testing.T) {
	people := []struct {
		name string
		who  localslack.Person
		want commands.User
	}{
		{"an admin", localslack.Person{ID: "U1", Name: "a", Admin: true}, commands.User{Admin: true}},
		{"a colleague", localslack.Person{ID: "U1", Name: "a"}, commands.User{}},
		{"S9 a guest", localslack.Person{ID: "U1", Name: "a", Guest: true}, commands.User{Outsider: true}},
		{"S9 a person of another organisation", localslack.Person{ID: "U1", Name: "a", TeamID: localslack.OtherTeam}, commands.User{Outsider: true}},
	}
	for _, tt := range people {
		t.Run(tt.name, func(t *testing.T) {
			inWorld(t, func(w *world) {
				w.AddPerson(tt.who)
				if tt.who.TeamID != "" { // elsewhere the desk does not hear of them at all
					w.desk.opened = map[string]bool{deskRoom: true}
				}
				b := w.run()
				w.replies(w.Command("U1", deskRoom, "/nato", "status"), 1)
				got := w.desk.asked()[0].User
				if got.Admin != tt.want.Admin || got.Outsider != tt.want.Outsider {
					t.Errorf("got %+v", got)
				}
				_ = b.end()
			})
		})
	}
	t.Run("S9 nobody gets in while Slack does not say who they are", func(t *testing.T) {
		inWorld(t, func(w *world) {
			b := w.run()
			w.FailNext("users.info", localslack.Forever, localslack.Unavailable(503))
			got := w.replies(w.Command(reporter, deskRoom, "/nato", "stance Poland backs Rutte"), 1)[0]
			if len(w.desk.asked()) > 0 || !strings.Contains(got.Text, "nothing was recorded") || !strings.Contains(got.Text, "stance Poland backs Rutte") {
				t.Errorf("asked %v, answered %q", w.desk.asked(), got.Text)
			}
			w.Heal()
			w.replies(w.Command(reporter, deskRoom, "/nato", "status"), 1)
			w.FailNext("users.info", localslack.Forever, localslack.Unavailable(503))
			time.Sleep(time.Hour) // what Slack said before still counts
			w.replies(w.Command(reporter, deskRoom, "/nato", "status"), 1)
			if n := len(w.desk.asked()); n != 2 {
				t.Errorf("the desk was asked %d times", n)
			}
			_ = b.end()
		})
	})
	t.Run("S9 without users:read nobody can be told from a guest, so nobody gets in, and is told why", func(t *testing.T) {
		byBothDoors(t, func(w *world) {
			w.AddPerson(localslack.Person{ID: "U1", Name: "guest", Guest: true})
			w.AddPerson(localslack.Person{ID: "U2", Name: "stranger", TeamID: localslack.OtherTeam})
			w.FailNext("users.info", localslack.Forever, localslack.Refused("missing_scope"))
			b := w.run()
			for _, who := range []string{editor, "U1"} {
				got := w.replies(w.Command(who, deskRoom, "/nato", "status known today"), 1)[0].Text
				if !strings.Contains(got, "users:read") || !strings.Contains(got, "nothing was recorded") || !strings.Contains(got, "status known today") {
					t.Errorf("%s is told %q", who, got)
				}
			}
			w.Command("U2", deskRoom, "/nato", "status")
			pass(time.Minute)
			if asked := w.desk.asked(); len(asked) > 0 {
				t.Errorf("asked by %+v", asked)
			}
			_ = b.end()
			if n := strings.Count(w.log.String(), "lacks the scope users:read"); n != 1 {
				t.Errorf("the log says it %d times", n)
			}
		})
	})
}

// Whoever would change something is asked about anew: what Slack says counts at once. While it
// says nothing, what it said before is enough to change something for an hour, and to read for a
// day.
func TestWhoMay(t *testing.T) {
	const edit, read = "digest daily 08:00", "status"
	outage := func(w *world) { w.FailNext("users.info", localslack.Forever, localslack.Unavailable(503)) }
	demoted := func(w *world) { w.AddPerson(localslack.Person{ID: editor, Name: "eva"}) }
	tests := []struct {
		name   string
		before func(w *world) // after the editor was seen once
		text   string
		asked  bool
		admin  bool
		says   string
	}{
		{"an editor edits", func(*world) {}, edit, true, true, ""},
		{"a demoted one does not, at once", demoted, edit, true, false, ""},
		{"a member made a guest is one, at once", func(w *world) { w.AddPerson(localslack.Person{ID: editor, Name: "eva", Guest: true}) }, edit, true, false, ""},
		{"whom Slack does not know is told so", func(w *world) { w.FailNext("users.info", 1, localslack.Refused("user_not_found")) }, edit, false, false, "not a member of this workspace"},
		{"whom Slack does not know cannot read an hour later", func(w *world) {
			pass(time.Hour)
			w.FailNext("users.info", 1, localslack.Refused("user_not_found"))
		}, read, false, false, "not a member of this workspace"},
		{"whom Slack did not know is not known by an outage", func(w *world) {
			w.FailNext("users.info", 1, localslack.Refused("user_not_visible"))
			w.replies(w.Command(editor, deskRoom, "/nato", edit), 1)
			outage(w)
		}, read, false, false, "could not say who you are"},
		{"an outage of half an hour lets edit", func(w *world) { outage(w); pass(30 * time.Minute) }, edit, true, true, ""},
		{"Slack's limit holds nobody up", func(w *world) {
			w.FailNext("users.info", localslack.Forever, localslack.RateLimited(time.Minute))
		}, edit, true, true, ""},
		{"an outage of an hour does not", func(w *world) { outage(w); pass(61 * time.Minute) }, edit, false, false, "nothing was recorded"},
		{"nor record", func(w *world) { outage(w); pass(61 * time.Minute) }, "stance Poland backs Rutte", false, false, "stance Poland backs Rutte"},
		{"but read, as no editor", func(w *world) { outage(w); pass(23 * time.Hour) }, read, true, false, ""},
		{"an outage of a day does not let read", func(w *world) { outage(w); pass(25 * time.Hour) }, read, false, false, "could not say who you are"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			inWorld(t, func(w *world) {
				b := w.run()
				w.replies(w.Command(editor, deskRoom, "/nato", "status"), 1)
				tt.before(w)
				w.desk.forget()
				before := time.Now()
				got := w.replies(w.Command(editor, deskRoom, "/nato", tt.text), 1)[0]
				asked := w.desk.asked()
				if len(asked) > 0 != tt.asked || tt.asked && asked[0].User.Admin != tt.admin || !strings.Contains(got.Text, tt.says) {
					t.Errorf("asked %+v, answered %q", asked, got.Text)
				}
				if took := time.Since(before); took > 3*time.Second {
					t.Errorf("after %s", took)
				}
				_ = b.end()
			})
		})
	}
}

// In an Enterprise organisation a person's team may be the organisation itself, and their id begin
// with another letter.
func TestWhoIsOfAnEnterprise(t *testing.T) {
	p := &people{self: Identity{Team: "T1", Enterprise: "E1"}}
	for team, want := range map[string]bool{"T1": true, "E1": true, "T2": false, "E2": false, "": false} {
		if p.ours(team, "") != want {
			t.Errorf("of %q: %t", team, !want)
		}
	}
	if !p.ours("T2", "E1") || (&people{self: Identity{Team: "T1"}}).ours("", "") {
		t.Error("the organisation does not count as it should")
	}
}

// What stands for a message of the workspace is a link to it, where the workspace's address is known.
func TestMessagesAreLinked(t *testing.T) {
	line := answer.Line{{Text: "the digest of "}, {Text: "9 March 2024", Message: "C024BE91L/1709971200.000100"}}
	for url, want := range map[string]string{
		"https://desk.slack.com/": "https://desk.slack.com/archives/C024BE91L/p1709971200000100", "": "",
	} {
		p := &people{self: Identity{URL: url}}
		got := p.withNames(t.Context(), answer.Reply{Sections: []answer.Section{answer.Paragraph{Text: line}}})
		if span := got.Sections[0].(answer.Paragraph).Text[1]; span.URL != want || span.Text != "9 March 2024" {
			t.Errorf("with %q: %+v", url, span)
		}
	}
	if line[1].URL != "" {
		t.Error("the reply itself was changed")
	}
}
