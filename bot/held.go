package bot

import (
	"context"
	"time"

	"natobot/commands/held"
	"natobot/consensus"
	"natobot/outbox"
)

// heldPost is the kind of post by which an author hears what became of a report that was held.
const heldPost = "held"

// helds let in what is due by the clock, and tell authors of it, once.
type helds struct {
	*outbox.Outbox
	*Bot
}

// letIn lets in what is due, for a digest that is about to be made. Authors hear of it at the next
// look at the clock.
func (b *Bot) letIn(ctx context.Context) {
	_, notices, err := b.desk.ReleaseDue(ctx)
	if err != nil {
		b.log.Error("what is due could not be let in; it is tried again", "error", err)
	}
	b.notify(ctx, notices)
}

func newHelds(b *Bot, c outbox.Config) *helds {
	h := &helds{Bot: b}
	h.Outbox = outbox.New(c, outbox.Kind{
		Name: heldPost, Noun: "word of a held report", Lost: "its author finds it in the ledger", Owed: h.owed,
		Expired: func(p consensus.Posting, now time.Time, _ bool) bool { return now.Sub(p.ClaimedAt) > overdue },
	})
	return h
}

// owed lets in what is due, and gives what authors are to hear. The outbox asks only while the
// clock is to be believed.
func (h *helds) owed(ctx context.Context, _ time.Time) ([]outbox.Owed, error) {
	news, notices, err := h.desk.ReleaseDue(ctx)
	h.notify(ctx, notices)
	byAuthor := map[string][]held.News{}
	for _, n := range news {
		byAuthor[n.User] = append(byAuthor[n.User], n)
	}
	var list []outbox.Owed
	for author, theirs := range byAuthor {
		list = append(list, outbox.Owed{Slot: consensus.Slot{Channel: author}, Make: func(ctx context.Context) ([]consensus.Posting, error) {
			return h.make(ctx, theirs)
		}})
	}
	return list, err
}

// make makes what an author has not heard yet.
func (h *helds) make(ctx context.Context, news []held.News) ([]consensus.Posting, error) {
	var list []consensus.Posting
	for _, n := range news {
		_, told, err := h.config.Posts.Post(ctx, heldPost, n.Name)
		if err != nil {
			return nil, err
		}
		if told {
			continue
		}
		body := freeze(time.Time{}, false, h.prepared(ctx, n.Reply))
		list = append(list, consensus.Posting{Key: n.Name, Slot: consensus.Slot{Channel: n.User}, Point: n.Point, After: n.Point.Known, Body: body})
	}
	return list, nil
}
