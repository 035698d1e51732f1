package bot

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"natobot/bot/localslack"
	"natobot/consensus"
)

// A ledger that was put back to before a digest does not have that slot posted again: the first
// one after a start is looked for in its channel, as far back as it may have been posted. What
// it says there the ledger does not know, so the next digest follows the last one it knows.
func TestARestoredLedgerPostsNoSlotAgain(t *testing.T) {
	inWorld(t, func(w *world) {
		w.set(deskRoom)
		c := w.boot()
		c.at("2024-02-23 08:00:00")
		backup := append([]consensus.Posting(nil), w.posts.all...)
		c.at("2024-02-24 08:00:00")
		for i := range 40 {
			w.Post(reporter, deskRoom, fmt.Sprint("much is said since, ", i))
		}
		w.wantPosted(deskRoom, 2)
		w.posts.all = backup
		c = w.boot()
		c.at("2024-02-24 13:00:00")
		for range 10 {
			c.wait(time.Minute)
		}
		w.wantPosted(deskRoom, 2)
		w.wantSlots(consensus.Skipped, "2024-02-24 08:00")
		c.at("2024-02-25 08:00:00")
		w.wantPosted(deskRoom, 3)
		if since := w.desk.options[len(w.desk.options)-1].Since; since.On != 20240223 {
			t.Errorf("the next one was made since %v", since)
		}
		if !strings.Contains(w.log.String(), "put back to an earlier state") {
			t.Error(w.log.String())
		}
	})
}

// Where the app may not look into channels, nothing waits for that.
func TestADigestOfAChannelThatCannotBeLookedInto(t *testing.T) {
	inWorld(t, func(w *world) {
		w.set(deskRoom)
		c := w.boot()
		w.FailNext("conversations.history", localslack.Forever, localslack.Refused("missing_scope"))
		c.at("2024-02-23 08:00:00")
		w.wantPosted(deskRoom, 1)
		w.wantSlots(consensus.Posted, "2024-02-23 08:00")
	})
}
