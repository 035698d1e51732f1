package bot

import (
	"cmp"
	"encoding/json"

	"github.com/slack-go/slack"
	"github.com/slack-go/slack/slackevents"

	"natobot/bot/blockkit"
	"natobot/bot/receiver"
	"natobot/commands/answer"
	"natobot/commands/form"
)

// RecordShortcut names the message shortcut that opens a form, as manifest.json does.
const RecordShortcut = "record_stance"

// Take takes in what Slack asks of the workspace. It does not wait.
func (b *Bot) Take(d receiver.Delivery) receiver.Verdict {
	t := b.taskOf(d)
	if t != nil {
		t.in().delivery.Data = nil // it is read, and a task is kept for long
	}
	switch {
	case t == nil:
		return receiver.Ignored
	case b.queue.add(t):
		return receiver.Accepted
	}
	return receiver.Closed
}

// taskOf gives what a delivery asks of us, nil where it asks nothing.
func (b *Bot) taskOf(d receiver.Delivery) task {
	switch data := d.Data.(type) {
	case slack.SlashCommand:
		return b.fromCommand(d, data)
	case slack.InteractionCallback:
		return b.fromInteraction(d, data)
	case slackevents.EventsAPIEvent:
		return b.fromEvent(d, data)
	}
	return nil
}

// fromCommand reads a slash command. Its text goes to the desk as it is.
func (b *Bot) fromCommand(d receiver.Delivery, c slack.SlashCommand) task {
	a := &incoming{
		bot:         b,
		delivery:    d,
		key:         keyOf("slash", c.TriggerID, d.ID),
		responseURL: c.ResponseURL,
		asker:       asker{ID: c.UserID, Name: c.UserName, Team: c.TeamID, Enterprise: c.EnterpriseID},
		channel:     c.ChannelID,
		channelName: c.ChannelName,
	}
	return b.forText(a, c.Text, c.TriggerID)
}

// forText gives what a text asks for: a form, or an answer.
func (b *Bot) forText(a *incoming, text, trigger string) task {
	if draft, ok := form.FormOf(text); ok {
		return &dialog{incoming: a, trigger: trigger, text: text, fill: b.formFor(dialogState{Draft: draft})}
	}
	return &question{incoming: a, text: text}
}

// fromInteraction reads what was done with a mouse or a finger, nil for what is not ours.
func (b *Bot) fromInteraction(d receiver.Delivery, c slack.InteractionCallback) task {
	a := &incoming{
		bot:         b,
		delivery:    d,
		responseURL: c.ResponseURL,
		asker:       asker{ID: c.User.ID, Name: c.User.Name, Team: c.User.TeamID, Enterprise: c.Enterprise.ID},
		channel:     c.Channel.ID,
		channelName: c.Channel.Name,
	}
	switch {
	case c.Type == slack.InteractionTypeViewSubmission:
		a.key = keyOf("submit", c.TriggerID, d.ID)
		return b.fromSubmission(a, c.View)
	case c.Type == slack.InteractionTypeMessageAction && c.CallbackID == RecordShortcut:
		a.key = keyOf("shortcut", c.TriggerID, d.ID)
		return &dialog{incoming: a, trigger: c.TriggerID, fill: b.draftsOf(c.Message)}
	case c.Type != slack.InteractionTypeBlockActions || len(c.ActionCallback.BlockActions) != 1:
		return nil
	}
	a.key = keyOf("action", c.TriggerID, d.ID)
	action, m := c.ActionCallback.BlockActions[0], readState(c.View.PrivateMetadata)
	a.channel = cmp.Or(m.Channel, a.channel)
	switch {
	case blockkit.ActionOf(action) == blockkit.ActionPicture:
		return &parcel{a, action.Value}
	case c.View.ID == "":
		return b.pressedInMessage(a, action, c)
	case c.View.Type == slack.VTHomeTab:
		return b.pressedInHome(a, action, c.TriggerID)
	}
	return b.pressedInDialog(a, c.View, m, action, c.TriggerID)
}

func (b *Bot) pressedInMessage(a *incoming, action *slack.BlockAction, c slack.InteractionCallback) task {
	switch blockkit.ActionOf(action) {
	case blockkit.ActionAsk:
		return b.forText(a, a.pressed(action), c.TriggerID)
	case blockkit.ActionInPlace:
		return &press{question: &question{incoming: a, text: a.pressed(action)}, message: c.Message, row: action.BlockID}
	case blockkit.ActionLater:
		return &press{question: &question{incoming: a}, about: action.Value, message: c.Message, row: action.BlockID}
	case blockkit.ActionDraft:
		var draft answer.Draft
		if err := json.Unmarshal([]byte(action.Value), &draft); err != nil {
			return nil
		}
		return &dialog{incoming: a, trigger: c.TriggerID, fill: b.formFor(dialogState{Draft: draft})}
	case blockkit.ActionShare:
		return &question{incoming: a, text: action.Value, share: true}
	}
	return nil
}

// pressedInHome reads a press in Home, which is answered in a dialog: Home has no place
// for an answer.
func (b *Bot) pressedInHome(a *incoming, action *slack.BlockAction, trigger string) task {
	if blockkit.ActionOf(action) != blockkit.ActionAsk {
		return nil
	}
	d := &dialog{incoming: a, trigger: trigger, text: a.pressed(action), home: true, fill: b.answerIn}
	if draft, ok := form.FormOf(d.text); ok {
		d.fill = b.formFor(dialogState{Draft: draft})
	}
	return d
}

func (b *Bot) pressedInDialog(a *incoming, v slack.View, m dialogState, action *slack.BlockAction, trigger string) task {
	on := &dialog{incoming: a, id: v.ID, state: m}
	switch blockkit.ActionOf(action) {
	case blockkit.ActionChange:
		on.fill = b.formFor(m)
	case blockkit.ActionDraft:
		draft := m.Draft // what all drafts have in common
		if err := json.Unmarshal([]byte(action.Value), &draft); err != nil {
			return nil
		}
		b.overviews.keep(v)
		return &dialog{incoming: a, trigger: trigger, stacked: true, fill: b.formFor(dialogState{Draft: draft, Row: row{v.ID, action.BlockID}})}
	case blockkit.ActionAsk:
		on.text, on.fill = a.pressed(action), b.answerIn
		if draft, ok := form.FormOf(on.text); ok {
			return &dialog{incoming: a, trigger: trigger, stacked: true, text: on.text, fill: b.formFor(dialogState{Draft: draft})}
		}
	default:
		if v.CallbackID != callbackForm || v.State == nil {
			return nil
		}
		on.hash, on.fill = v.Hash, b.reshaped(m, v)
	}
	return on
}

// fromEvent reads an event, nil for one that asks nothing of us.
func (b *Bot) fromEvent(d receiver.Delivery, e slackevents.EventsAPIEvent) task {
	switch data := e.InnerEvent.Data.(type) {
	case *slackevents.AppMentionEvent:
		return b.fromMention(d, e, data)
	case *slackevents.MessageEvent:
		return b.fromMessage(d, e, data)
	case *slackevents.AppHomeOpenedEvent:
		a := b.byEvent(d, e, data.User)
		a.channel = data.Channel
		return &visit{a, data.Tab == "home"}
	case *slackevents.MemberJoinedChannelEvent:
		if data.User != b.people.self.User || data.Inviter == "" {
			return nil
		}
		a := b.byEvent(d, e, data.Inviter)
		a.channel = data.Channel
		return &arrival{a}
	case *slackevents.ChannelIDChangedEvent:
		return &renaming{b.byEvent(d, e, ""), data.OldChannelID, data.NewChannelID}
	}
	return nil
}

// byEvent is how an event came in that somebody brought about.
func (b *Bot) byEvent(d receiver.Delivery, e slackevents.EventsAPIEvent, user string) *incoming {
	event := ""
	if outer, ok := e.Data.(*slackevents.EventsAPICallbackEvent); ok {
		event = outer.EventID
	}
	return &incoming{
		bot:      b,
		delivery: d,
		key:      keyOf("event", event, d.ID),
		asker:    asker{ID: user, Team: e.TeamID, Enterprise: e.EnterpriseID},
	}
}

// keyOf names a request for ever. Slack's trigger is made once for a command or a press,
// however often it is delivered, and by however many deliveries (S1).
func keyOf(kind, trigger, delivery string) string {
	return kind + ":" + cmp.Or(trigger, delivery)
}
