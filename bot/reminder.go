package bot

import (
	"context"
	"slices"
	"time"

	"natobot/commands/answer"
	"natobot/commands/beats"
	"natobot/consensus"
	"natobot/outbox"
)

// reminderPost is the kind of post by which a reporter is asked whether a position still stands,
// and laterPost what puts on record that they want to be asked again.
const (
	reminderPost = "reminder"
	laterPost    = "reminder put off"
)

const (
	remindFrom  = 8 // o'clock, by the desk's clock
	remindUntil = 7 // days after a member turned stale, when nobody could be asked before
)

// reminders ask reporters about the members of their beat, on the day that there was no word of one
// for long: in one message for all that is due on a day.
type reminders struct {
	*outbox.Outbox
	*Bot
}

func newReminders(b *Bot, c outbox.Config) *reminders {
	r := &reminders{Bot: b}
	c.Poster = directPoster{&poster{b}}
	r.Outbox = outbox.New(c, outbox.Kind{
		Name: reminderPost, Noun: "a reminder", Lost: "what is to be checked today has it", Owed: r.owed, Restorable: true,
		Expired: func(p consensus.Posting, now time.Time, _ bool) bool {
			return consensus.DayOf(now.In(r.config.Zone)) != p.Point.On
		},
	})
	return r
}

// directPoster posts to people, whom nobody has to let the bot to.
type directPoster struct{ *poster }

// Admits gives nil.
func (directPoster) Admits(context.Context, string) error { return nil }

// Look finds the messages of a post in the direct messages with its person.
func (p directPoster) Look(ctx context.Context, post consensus.Posting, parts int, from string) (map[int]string, string, error) {
	channel, err := p.directWith(ctx, post.Channel)
	if err != nil {
		return nil, "", p.failure(err)
	}
	post.Channel = channel
	return p.poster.Look(ctx, post, parts, from)
}

// owed gives the people who may have to be asked now.
func (r *reminders) owed(ctx context.Context, now time.Time) ([]outbox.Owed, error) {
	local := now.In(r.config.Zone)
	if local.Hour() < remindFrom {
		return nil, nil
	}
	all, err := r.desk.Reminders(ctx)
	if err != nil {
		return nil, err
	}
	byUser := map[string][]beats.Reminder{}
	for _, one := range all {
		byUser[one.User] = append(byUser[one.User], one)
	}
	var list []outbox.Owed
	for user, theirs := range byUser {
		list = append(list, outbox.Owed{Slot: consensus.Slot{Channel: user}, Make: func(ctx context.Context) ([]consensus.Posting, error) {
			return r.make(ctx, user, theirs, consensus.DayOf(local))
		}})
	}
	return list, nil
}

// make makes the message of a person and a day, and with it, on record, what it asks about.
func (r *reminders) make(ctx context.Context, user string, all []beats.Reminder, today consensus.Day) ([]consensus.Posting, error) {
	message := consensus.Posting{Key: user + " on " + today.String(), Slot: consensus.Slot{Channel: user}, Point: consensus.Point{On: today}}
	if _, made, err := r.config.Posts.Post(ctx, reminderPost, message.Key); made || err != nil {
		return nil, err
	}
	list := []consensus.Posting{message}
	reply := answer.Reply{Title: sayReminder}
	for _, one := range all {
		key, again, err := r.due(ctx, one, today)
		if err != nil {
			return nil, err
		}
		if key == "" {
			continue
		}
		about := message
		about.Key = key
		list = append(list, about)
		if !again {
			one.Actions = append(one.Actions, answer.Action{Label: sayLater, Later: one.Key, Of: one.Actions[0].Of})
		}
		reply.Sections = append(reply.Sections, answer.Paragraph{Text: one.Text}, answer.Buttons{Actions: one.Actions})
	}
	if len(list) == 1 {
		return nil, nil
	}
	reply.Sections = append(reply.Sections, answer.Paragraph{Text: answer.Line{{Text: sayWhyAsked}}, Note: true})
	list[0].Body = freeze(time.Time{}, false, r.prepared(ctx, reply))
	return list, nil
}

// remindAfter gives when people are asked next, by the zone of now.
func remindAfter(now time.Time) time.Time {
	y, m, d := now.Date()
	if at := time.Date(y, m, d, remindFrom, 0, 0, 0, now.Location()); at.After(now) {
		return at
	}
	return time.Date(y, m, d+1, remindFrom, 0, 0, 0, now.Location())
}

// due gives the key under which somebody is asked about a position now, "" where they are not:
// once, and once again where they put it off.
func (r *reminders) due(ctx context.Context, one beats.Reminder, today consensus.Day) (key string, again bool, err error) {
	key = one.User + " " + one.Key
	_, asked, err := r.config.Posts.Post(ctx, reminderPost, key)
	if err != nil || !asked {
		if one.Days > remindUntil {
			key = ""
		}
		return key, false, err
	}
	later, put, err := r.config.Posts.Post(ctx, laterPost, key)
	if err != nil || !put || today < later.Point.On {
		return "", false, err
	}
	key += " again"
	if _, asked, err = r.config.Posts.Post(ctx, reminderPost, key); err != nil || asked {
		return "", false, err
	}
	return key, true, nil
}

// putOff has a person asked about a position again tomorrow, and gives false where there is nothing
// to ask about any more.
func (r *reminders) putOff(ctx context.Context, user, about string) (asked bool, err error) {
	all, err := r.desk.Reminders(ctx)
	if err != nil || !slices.ContainsFunc(all, func(one beats.Reminder) bool { return one.User == user && one.Key == about }) {
		return false, err
	}
	_, err = r.noted(ctx, consensus.Posting{
		Kind: laterPost, Key: user + " " + about, Slot: consensus.Slot{Channel: user},
		Point: consensus.Point{On: consensus.DayOf(r.now().In(r.config.Zone)).Add(1)},
	})
	return err == nil, err
}
