package main

import (
	"bytes"
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"natobot/bot/localslack"
	"natobot/config"
	"natobot/store"
	"natobot/store/postgres"
)

// cli runs a subcommand on the workspaces' database, and gives what it prints.
func (s *slacks) cli(want int, args ...string) string {
	s.t.Helper()
	var out bytes.Buffer
	if code := run(s.t.Context(), args, config.NewEnvironment(s.env), nil, &out, &out); code != want {
		s.t.Errorf("%v: exit %d, %s", args, code, &out)
	}
	return out.String()
}

// served waits until a workspace is served, or is not any more.
func (s *slacks) served(team string, want bool) {
	s.t.Helper()
	for limit := time.Now().Add(30 * time.Second); ; {
		err := s.by[team].Command(localslack.EditorID, localslack.DeskID, "/nato", "race").Acknowledged(s.t.Context())
		if (err == nil) == want {
			return
		}
		if time.Now().After(limit) {
			s.t.Fatalf("%s: %v", team, err)
		}
	}
}

// posted gives how many messages of a channel say something.
func posted(slack *localslack.Server, channel, what string) (n int) {
	for _, m := range slack.Messages(channel, localslack.EditorID) {
		if m.To == "" && strings.Contains(m.Text, what) {
			n++
		}
	}
	return n
}

// A workspace that removes the app is served no more, by no program, and its neighbour is; what Slack says of
// it late does no harm to one that has installed it again. Once it is gone, all of it can be erased.
func TestWorkspaceRemovesTheApp(t *testing.T) {
	t.Parallel()
	s := newSlacks(t, 2)
	s.install(teamOne)
	s.install(teamTwo)
	s.record(teamOne)
	s.record(teamTwo)
	s.served(teamOne, true) // by both programs, in turn
	s.served(teamOne, true)
	removal := func(kind string, at time.Time, bots ...string) {
		t.Helper()
		event := map[string]any{"type": kind}
		if kind == "tokens_revoked" {
			event["tokens"] = map[string]any{"oauth": []string{localslack.EditorID}, "bot": bots}
		}
		if err := s.by[teamOne].Send("events_api", map[string]any{
			"team_id": teamOne, "api_app_id": localslack.AppID, "type": "event_callback", "event": event, "event_id": fmt.Sprint("Ev", kind, at.Unix()), "event_time": at.Unix(),
		}).Acknowledged(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	removal("tokens_revoked", time.Now()) // a person's
	removal("app_uninstalled", time.Now().Add(-time.Hour))
	s.says(s.cli(0, "workspaces"), "installed  Desk T0ONE")
	removal("tokens_revoked", time.Now(), localslack.BotUserID)
	removal("app_uninstalled", time.Now())
	for range 2 {
		s.served(teamOne, false)
		s.served(teamTwo, true)
	}
	s.says(s.cli(0, "workspaces"), "removed "+time.Now().UTC().Format(time.DateOnly))
	s.says(s.cli(exitUsage, "workspaces", "erase", teamTwo), "not removed")

	s.install(teamOne)
	s.served(teamOne, true)
	s.says(s.ask(teamOne, localslack.EditorID, "status"), "quuxley")
	removal("app_uninstalled", time.Now().Add(-time.Minute))
	s.served(teamOne, true)
	s.served(teamOne, true)

	removal("app_uninstalled", time.Now())
	s.says(s.cli(0, "workspaces", "erase", teamOne), "erased")
	s.served(teamOne, false)
	if list := s.cli(0, "workspaces"); strings.Contains(list, teamOne) {
		t.Error(list)
	}
	s.install(teamOne)
	s.says(s.ask(teamOne, localslack.EditorID, "status"), "nothing is recorded yet")
	s.says(s.ask(teamTwo, localslack.EditorID, "status"), "zyzzyva")
	s.says(s.cli(0, "export", "--workspace", teamTwo), "zyzzyva")
}

// What is due is posted once, by whichever program, though neither has the workspace in memory, and one that
// looks after it dies.
func TestWhatIsDueIsFoundByTheIndex(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("it waits for the next minute")
	}
	s := newSlacks(t, 2)
	teams := []string{teamOne, teamTwo}
	for _, team := range teams {
		s.install(team)
		s.record(team)
	}
	due := time.Now().Add(100 * time.Second).UTC()
	at, day := due.Format("15:04"), ""
	if due.Day() != time.Now().UTC().Day() {
		day = "tomorrow "
	}
	for _, team := range teams {
		own, _ := words(team)
		s.says(s.ask(team, localslack.EditorID, "digest daily "+at), "digest")
		s.says(s.ask(team, localslack.ReporterID, "stance Estonia backs "+own+" until "+day+at+" https://"+own+".example/e"), "h2")
	}
	s.restart() // nothing is in memory
	ctx, cancel := context.WithTimeout(t.Context(), 3*time.Minute)
	defer cancel()
	for _, team := range teams {
		slack := s.by[team]
		own, _ := words(team)
		estonia := "Estonia – Ada " + own + ": backs"
		if err := slack.Await(ctx, func() bool { return posted(slack, localslack.DeskID, estonia) > 0 }); err != nil {
			t.Fatalf("%s: what was due is not posted: %v", team, err)
		}
	}
	for _, team := range teams {
		s.served(team, true) // by both programs
		s.served(team, true)
		if n := posted(s.by[team], localslack.DeskID, "This is the first digest"); n != 1 {
			t.Errorf("%s has %d digests", team, n)
		}
	}
}

// A key is changed while workspaces are served: with both, all tokens are sealed by the new one, which is
// then enough.
func TestSecretKeyIsChanged(t *testing.T) {
	t.Parallel()
	s := newSlacks(t, 1)
	s.install(teamOne)
	s.record(teamOne)
	database, err := postgres.Connect(t.Context(), s.store, store.Options{Now: time.Now})
	if err != nil {
		t.Fatal(err)
	}
	defer database.Close()
	sealed := func() string {
		i, _, err := database.Installation(t.Context(), teamOne)
		if err != nil {
			t.Fatal(err)
		}
		return string(i.Sealed)
	}
	before, other := sealed(), strings.Repeat("new", 11)
	s.restart("NATO_SECRET_KEY=" + other + "," + secretKey)
	for limit := time.Now().Add(30 * time.Second); sealed() == before; {
		if time.Now().After(limit) {
			t.Fatal("the token is sealed as it was")
		}
	}
	s.restart("NATO_SECRET_KEY=" + other)
	s.served(teamOne, true)
	s.says(s.ask(teamOne, localslack.EditorID, "status"), "quuxley")
}
