package bot

import (
	"encoding/json"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/slack-go/slack"

	"natobot/bot/blockkit"
	"natobot/bot/blockkit/blockkittest"
	"natobot/commands"
	"natobot/commands/answer"
	"natobot/consensus"
	"natobot/consensus/bodies"
	"natobot/store/sqlite"
)

// Whatever a desk that follows the WTO is answered and shown has room in Slack: 166 members, each of
// them with a word of its own, and more candidates than a list of Slack's has options.
func TestALargeBodyFits(t *testing.T) {
	now := func() time.Time { return time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC) }
	ledger, err := sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "ledger.db"), sqlite.Options{Workspace: "local", Now: now, Exclusive: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = ledger.Close() })
	desk, err := commands.NewDesk(t.Context(), commands.Config{Ledger: ledger, Now: now, Zone: time.UTC})
	if err != nil {
		t.Fatal(err)
	}
	lines := []string{`race open trade "WTO Director-General" of WTO`}
	for i := range 105 {
		lines = append(lines, fmt.Sprintf(`candidate "Somebody Candidate%c%c" of Kenya put forward on 1 Feb 2026`, 'a'+i/26, 'a'+i%26))
	}
	for i, m := range bodies.Shipped().Find("wto").On(consensus.DayOf(now())) {
		lines = append(lines, fmt.Sprintf(`stance %s holdout Candidateaa if "condition %d, which is %s" via official on 1 Mar 2026`, m.Name, i, strings.Repeat("long ", 20)),
			fmt.Sprintf(`stance %s backs Candidateab via on-record by "Somebody of %s" on 1 Mar 2026`, m.Name, m.Code))
	}
	report, err := desk.Import(t.Context(), "wto", strings.NewReader(strings.Join(lines, "\n")), commands.ImportOptions{})
	if err != nil || len(report.Problems) > 0 {
		t.Fatal(err, report.Problems)
	}
	user := commands.User{ID: commands.Operator, Admin: true}
	checked := func(name string, blocks []slack.Block, most int) {
		t.Helper()
		raw, err := json.Marshal(blocks)
		var list []map[string]any
		if err != nil || json.Unmarshal(raw, &list) != nil || len(list) > most {
			t.Errorf("%s: %d blocks, %v", name, len(list), err)
		}
		for _, b := range list {
			if b["type"] == "input" {
				checkInput(t, b)
				continue
			}
			blockkittest.Check(t, b)
		}
	}
	for i, text := range []string{
		"status", "members", "missing", "missing Candidateaa", "candidates", "candidate Candidateaa", "beat", "today", "history", "changes since 1 Jan 2026",
		"digest", "race", "live", "access", "search condition", "help stance", "member China",
	} {
		reply := desk.Do(t.Context(), commands.Request{Key: fmt.Sprint("k", i), User: user, Text: text})
		if reply.Outcome != answer.Answered {
			t.Error(text, reply.Plain()[:200])
		}
		for n, m := range blockkit.Messages(reply, "") {
			checked(fmt.Sprint(text, " ", n), m.Blocks, 50)
		}
	}
	checked("home", blockkit.Home(desk.Home(t.Context(), user)).Blocks.BlockSet, 100)
	b := &Bot{config: Config{Desk: desk}}
	for _, verb := range []string{"stance", "claim", "candidate", "note"} {
		form := desk.Form(t.Context(), commands.Request{User: user}, answer.Draft{Verb: verb})
		checked("the form of "+verb, b.formView(t.Context(), form, dialogState{}, formValues{}).Blocks.BlockSet, 100)
	}
}
