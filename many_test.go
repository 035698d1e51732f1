package main

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"natobot/bot/localslack"
	"natobot/commands"
)

// what each workspace records has words that the other never uses.
func words(team string) (own, others string) {
	if team == teamOne {
		return "quuxley", "zyzzyva"
	}
	return "zyzzyva", "quuxley"
}

// do types a command, and waits until it is answered, in whichever way.
func (s *slacks) do(team, who, text string) {
	s.t.Helper()
	if err := s.by[team].Command(who, localslack.DeskID, "/nato", text).Acknowledged(s.t.Context()); err != nil {
		s.t.Errorf("%s in %s: %v", text, team, err)
	}
}

// record has a workspace record what has its words in it.
func (s *slacks) record(team string) {
	s.t.Helper()
	own, _ := words(team)
	for _, text := range []string{
		`candidate "Ada ` + own + `" of Netherlands declared`,
		`stance Poland backs ` + own + ` by "Minister ` + own + `" from "The ` + own + `" https://` + own + `.example/a "We back ` + own + `"`,
		`stance Hungary holdout ` + own + ` if "a ` + own + ` condition" https://` + own + `.example/b`,
		`claim ` + own + ` about 20 via reported https://` + own + `.example/c`,
		`note ` + own + ` "has a ` + own + ` cat"`,
	} {
		s.says(s.ask(team, localslack.EditorID, text), "recorded")
	}
	s.says(s.ask(team, localslack.EditorID, `stance Latvia backs `+own+` until tomorrow 23:59 https://`+own+`.example/d`), "h1")
	s.says(s.ask(team, localslack.EditorID, `live on`), "live")
	s.says(s.ask(team, localslack.EditorID, `digest daily 08:00`), "digest")
	s.says(s.ask(team, localslack.EditorID, `beat Poland @ben`), "follow")
}

// Nothing of one workspace is ever in another, though their people, channels and views have the same
// ids: not in an answer, a form, a file, a Home, a message of the bot's own, nor in a metric.
func TestNothingOfOneWorkspaceIsInAnother(t *testing.T) {
	t.Parallel()
	s := newSlacks(t, 1)
	s.install(teamOne)
	if s.by[teamTwo].Command(localslack.EditorID, localslack.DeskID, "/nato", "status").Acknowledged(t.Context()) == nil {
		t.Error("a workspace is answered where the app is not installed")
	}
	s.install(teamTwo)
	teams := []string{teamOne, teamTwo}
	for _, team := range teams {
		s.record(team)
	}
	for _, team := range teams {
		for _, c := range commands.Commands() {
			for _, text := range append([]string{c.Name}, c.Examples...) {
				s.do(team, localslack.EditorID, text)
			}
		}
		for _, format := range []string{"csv", "json", "md", "text"} {
			s.do(team, localslack.EditorID, "export "+format)
		}
		if err := s.by[team].OpenHome(localslack.EditorID).Acknowledged(t.Context()); err != nil {
			t.Error(err)
		}
		s.by[team].Say(localslack.EditorID, localslack.DeskID, "", "<@"+localslack.BotUserID+"> who is missing?")
		s.by[team].Say(localslack.EditorID, s.by[team].Direct(localslack.EditorID), "", "where does Poland stand?")
	}
	for _, team := range teams { // the examples closed the race
		own, _ := words(team)
		s.do(team, localslack.EditorID, "race follow 2034")
		s.do(team, localslack.EditorID, `candidate "Ada `+own+`" of Netherlands declared`)
	}
	s.forms()
	s.buttons()
	for _, team := range teams {
		s.do(team, localslack.EditorID, "status") // what was said before it is there
		own, others := words(team)
		heard := strings.ToLower(s.heard(team))
		t.Logf("%s heard %d bytes, %d files", team, len(heard), len(s.by[team].Files()))
		if !strings.Contains(heard, own) || len(s.by[team].Files()) == 0 {
			t.Errorf("%s heard nothing of its own", team)
		}
		if at := strings.Index(heard, others); at >= 0 {
			t.Errorf("%s heard of the other:\n%s", team, heard[max(0, at-300):min(len(heard), at+300)])
		}
	}
	got, err := http.Get(s.programs[0].address + "/metrics")
	if err != nil {
		t.Fatal(err)
	}
	defer got.Body.Close()
	metrics := read(t, got.Body)
	for _, name := range []string{teamOne, teamTwo, "quuxley", "zyzzyva", localslack.DeskID, localslack.EditorID} {
		if strings.Contains(metrics, name) {
			t.Errorf("the metrics name %s", name)
		}
	}
}

// forms opens the same form in both, fills in one of them, and submits both.
func (s *slacks) forms() {
	s.t.Helper()
	views := map[string]localslack.View{}
	for _, team := range []string{teamOne, teamTwo} {
		slack := s.by[team]
		s.do(team, localslack.ReporterID, "stance")
		await(s.t, slack, func() bool {
			list := slack.Views(localslack.ReporterID)
			return len(list) > 0 && inputOf(list[len(list)-1], "who") != ""
		})
		list := slack.Views(localslack.ReporterID)
		views[team] = list[len(list)-1]
	}
	for _, team := range []string{teamOne, teamTwo} {
		own, _ := words(team)
		slack, v := s.by[team], views[team]
		slack.Fill(localslack.ReporterID, v.ID, inputOf(v, "who"), "Speaker "+own)
		slack.Submit(localslack.ReporterID, v.ID)
	}
	for _, team := range []string{teamOne, teamTwo} {
		slack := s.by[team]
		await(s.t, slack, func() bool {
			list := slack.Views(localslack.ReporterID)
			return len(list) > 0 && list[len(list)-1].Refused > 0
		})
	}
}

// buttons presses in each workspace what the other's message has: an entry of the same number.
func (s *slacks) buttons() {
	s.t.Helper()
	for _, team := range []string{teamOne, teamTwo} {
		got, err := s.by[team].Command(localslack.EditorID, localslack.DeskID, "/nato", "history #2 here").Wait(s.t.Context(), 1)
		if err != nil {
			s.t.Fatal(err)
		}
		var blocks []struct {
			Elements []struct{ Value, Type string }
		}
		_ = json.Unmarshal(got[0].Blocks, &blocks)
		for _, b := range blocks {
			for _, e := range b.Elements {
				if own, _ := words(team); e.Type == "button" && !strings.Contains(strings.ToLower(e.Value), own) { // who knows the words may say them
					s.crossed(team, got[0], e.Value)
				}
			}
		}
	}
}

// crossed has the other workspace press a button of one's message.
func (s *slacks) crossed(team string, m localslack.Message, value string) {
	other := teamOne
	if team == teamOne {
		other = teamTwo
	}
	s.by[other].Send("interactive", map[string]any{
		"type": "block_actions", "trigger_id": "1.2.crossed", "team": map[string]any{"id": other},
		"user": map[string]any{"id": localslack.EditorID, "team_id": other}, "channel": map[string]any{"id": localslack.DeskID},
		"message": map[string]any{"ts": m.TS, "text": "x"}, "response_url": "http://" + s.hosts[other] + "/response/none",
		"actions": []any{map[string]any{"type": "button", "block_id": "b", "action_id": "ask:0", "value": value}},
	})
}
