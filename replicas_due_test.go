package main

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"natobot/bot/localslack"
	"natobot/commands"
	"natobot/commands/answer"
	"natobot/config"
	"natobot/consensus"
	"natobot/store"
	"natobot/store/postgres/postgrestest"
)

// docs/product.md §5.3: a digest that is due at three of them is posted once, also where one of them is killed
// over it.
func TestDigestIsDueAtAllReplicas(t *testing.T) {
	if testing.Short() {
		t.Skip("it waits for others to take over")
	}
	t.Parallel()
	slack := newSlack(t).overDatabase(postgrestest.Database(t))
	earlier(t, slack, digestDue())
	replicas := begin(t, slack, 3)
	replicas[0].kill()
	ledger, _, err := new(program).openLedger(t.Context(), config.Address(slack.store()), store.Options{Now: time.Now})
	if err != nil {
		t.Fatal(err)
	}
	defer ledger.Close()
	posted := func() int {
		counts, err := ledger.CountPosts(t.Context(), consensus.DigestPost)
		if err != nil {
			t.Fatal(err)
		}
		return counts[consensus.Posted]
	}
	ctx, cancel := context.WithTimeout(t.Context(), 4*time.Minute) // who was killed held it for two
	defer cancel()
	if err := slack.Await(ctx, func() bool { return posted() > 0 }); err != nil {
		t.Fatal(err)
	}
	begin(t, slack, 2)
	sent := slack.Command(localslack.ReporterID, localslack.DeskID, "/nato", "stance Poland backs Rutte on 2024-02-22")
	answered(t, sent, "recorded as")
	if n := posted(); n != 1 {
		t.Errorf("%d digests are noted", n)
	}
	once(t, slack, ledger)
}

// once says that the digest is in the channel, and once.
func once(t *testing.T, slack slackServer, ledger store.Ledger) {
	t.Helper()
	list, err := ledger.Posted(t.Context(), consensus.DigestPost, "")
	if err != nil {
		t.Fatal(err)
	}
	seen := 0
	for _, m := range slack.Messages(localslack.DeskID, localslack.ReporterID) {
		if strings.Contains(m.Text, list[0].Headline) {
			seen++
		}
	}
	if len(list) != 1 || seen != 1 {
		t.Errorf("%d digests are noted; %q is in the channel %d times", len(list), list[0].Headline, seen)
	}
}

// docs/product.md §5.3, with as many programs as share the ten sockets that Slack gives an app: what falls due at
// all of them, a digest and embargoes, goes out once, and who reported it hears of it once.
func TestWhatIsDueGoesOutOnce(t *testing.T) {
	if testing.Short() {
		t.Skip("it waits for the next looks at the clock")
	}
	t.Parallel()
	slack := newSlack(t).overDatabase(postgrestest.Database(t))
	members := strings.Fields("Poland Italy Spain")
	brussels, err := time.LoadLocation("Europe/Brussels") // the desk's zone
	if err != nil {
		t.Fatal(err)
	}
	texts := []string{digestDue()}
	until := time.Now().Add(-5 * time.Minute).In(brussels).Format("2006-01-02 15:04")
	for _, member := range members {
		texts = append(texts, fmt.Sprintf("stance %s backs Rutte until %s", member, until))
	}
	earlier(t, slack, texts...)
	begin(t, slack, 5)
	slack.sockets(t, soaking(5, 10)) // the second of each comes half a minute after the first
	ledger, _, err := new(program).openLedger(t.Context(), config.Address(slack.store()), store.Options{Now: time.Now})
	if err != nil {
		t.Fatal(err)
	}
	defer ledger.Close()
	heard := func() (list []string) {
		for _, m := range slack.Messages(slack.Direct(localslack.ReporterID), localslack.ReporterID) {
			list = append(list, m.Text)
		}
		return list
	}
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	if err := slack.Await(ctx, func() bool {
		list, err := ledger.Posted(ctx, consensus.DigestPost, "")
		return err == nil && len(list) > 0 && len(heard()) >= len(members)
	}); err != nil {
		t.Fatalf("%v; heard %q", err, heard())
	}
	for _, member := range members {
		sent := slack.Command(localslack.ReporterID, localslack.DeskID, "/nato", "member "+member)
		answered(t, sent, "mark rutte: backs")
	}
	if said := heard(); len(said) != len(members) || len(slices.Compact(slices.Sorted(slices.Values(said)))) != len(members) {
		t.Errorf("the reporter hears %q", said)
	}
	if report := sound(t, slack.store()); report.Entries != 29+len(members) {
		t.Errorf("%d entries", report.Entries)
	}
	once(t, slack, ledger)
}

// digestDue asks for a digest that was due five minutes ago.
func digestDue() string {
	return fmt.Sprintf("digest daily %s UTC in <#%s|desk>", time.Now().UTC().Add(-5*time.Minute).Format("15:04"), localslack.DeskID)
}

// earlier makes a ledger in which these were recorded ten minutes ago. Nobody was at work since.
func earlier(t *testing.T, slack slackServer, texts ...string) {
	t.Helper()
	then := time.Now().Add(-10 * time.Minute)
	p := &program{env: config.NewEnvironment(slack.env), now: func() time.Time { return then }, stderr: testWriter{t}}
	c, err := p.settings(config.Load)
	if err != nil {
		t.Fatal(err)
	}
	a, err := p.openSeeded(t.Context(), c, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer a.close()
	for _, text := range texts {
		reply := a.desk.Do(t.Context(), commands.Request{Key: text, User: commands.User{ID: localslack.ReporterID, Admin: true}, Text: text})
		if reply.Outcome == answer.Refused || reply.Outcome == answer.Failed {
			t.Fatalf("%s: %s", text, reply.Plain())
		}
	}
}
