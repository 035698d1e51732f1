package bot

import (
	"strings"
	"testing"
	"time"

	"natobot/bot/localslack"
	"natobot/commands"
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
	t.Run("S9 without users:read nobody is an admin, and other teams' people stay out", func(t *testing.T) {
		inWorld(t, func(w *world) {
			w.AddPerson(localslack.Person{ID: "U1", Name: "a", TeamID: localslack.OtherTeam})
			w.FailNext("users.info", localslack.Forever, localslack.Refused("missing_scope"))
			b := w.run()
			w.replies(w.Command(editor, deskRoom, "/nato", "status"), 1)
			w.replies(w.Command("U1", deskRoom, "/nato", "status"), 1)
			asked := w.desk.asked()
			if asked[0].User.Admin || asked[0].User.Outsider || !asked[1].User.Outsider {
				t.Errorf("asked by %+v and %+v", asked[0].User, asked[1].User)
			}
			_ = b.end()
			if n := strings.Count(w.log.String(), "users:read"); n != 1 {
				t.Errorf("the log says it %d times", n)
			}
		})
	})
}
