package bot

import (
	"cmp"
	"encoding/json"

	"github.com/slack-go/slack"
	"github.com/slack-go/slack/slackevents"

	"natobot/bot/blockkit"
	"natobot/commands"
)

// RecordShortcut names the message shortcut that opens a form, as manifest.json does.
const RecordShortcut = "record_stance"

// fromCommand reads a slash command. Its text goes to the desk as it is.
func (b *Bot) fromCommand(e envelope, c slack.SlashCommand) task {
	a := &incoming{
		envelope:    e,
		key:         keyOf("slash", c.TriggerID, e.id),
		responseURL: c.ResponseURL,
		asker:       asker{ID: c.UserID, Name: c.UserName, Team: c.TeamID, Enterprise: c.EnterpriseID},
		channel:     c.ChannelID,
		channelName: c.ChannelName,
	}
	return b.forText(a, c.Text, c.TriggerID)
}

// forText gives what a text asks for: a form, or an answer.
func (b *Bot) forText(a *incoming, text, trigger string) task {
	if draft, ok := commands.FormOf(text); ok {
		return &dialog{incoming: a, trigger: trigger, text: text, fill: b.formFor(draft)}
	}
	return &question{incoming: a, text: text}
}

// fromInteraction reads what was done with a mouse or a finger, nil for what is not ours.
func (b *Bot) fromInteraction(e envelope, c slack.InteractionCallback) task {
	a := &incoming{
		envelope:    e,
		responseURL: c.ResponseURL,
		asker:       asker{ID: c.User.ID, Name: c.User.Name, Team: c.User.TeamID, Enterprise: c.Enterprise.ID},
		channel:     c.Channel.ID,
		channelName: c.Channel.Name,
	}
	switch {
	case c.Type == slack.InteractionTypeViewSubmission:
		a.key = keyOf("submit", c.TriggerID, e.id)
		return b.fromSubmission(a, c.View)
	case c.Type == slack.InteractionTypeMessageAction && c.CallbackID == RecordShortcut:
		a.key = keyOf("shortcut", c.TriggerID, e.id)
		return &dialog{incoming: a, trigger: c.TriggerID, fill: b.draftsOf(c.Message)}
	case c.Type != slack.InteractionTypeBlockActions || len(c.ActionCallback.BlockActions) != 1:
		return nil
	}
	a.key = keyOf("action", c.TriggerID, e.id)
	action := c.ActionCallback.BlockActions[0]
	switch {
	case c.View.ID == "":
		return b.pressedInMessage(a, action, c.TriggerID)
	case c.View.Type == slack.VTHomeTab:
		return b.pressedInHome(a, action, c.TriggerID)
	}
	return b.pressedInDialog(a, c.View, action, c.TriggerID)
}

func (b *Bot) pressedInMessage(a *incoming, action *slack.BlockAction, trigger string) task {
	switch blockkit.ActionOf(action) {
	case blockkit.ActionAsk:
		return b.forText(a, action.Value, trigger)
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
	d := &dialog{incoming: a, trigger: trigger, text: action.Value, home: true, fill: b.answerIn}
	if draft, ok := commands.FormOf(action.Value); ok {
		d.fill = b.formFor(draft)
	}
	return d
}

func (b *Bot) pressedInDialog(a *incoming, v slack.View, action *slack.BlockAction, trigger string) task {
	m := readState(v.PrivateMetadata)
	a.channel = m.Channel
	on := &revision{incoming: a, view: v.ID, state: m}
	switch blockkit.ActionOf(action) {
	case blockkit.ActionChange:
		on.fill = b.formBack(m)
	case blockkit.ActionDraft:
		draft := m.Draft // what all drafts have in common
		if err := json.Unmarshal([]byte(action.Value), &draft); err != nil {
			return nil
		}
		return &dialog{incoming: a, trigger: trigger, stacked: true, fill: b.formFor(draft)}
	case blockkit.ActionAsk:
		draft, ok := commands.FormOf(action.Value)
		if ok {
			return &dialog{incoming: a, trigger: trigger, stacked: true, text: action.Value, fill: b.formFor(draft)}
		}
		on.text, on.fill = action.Value, b.answerIn
	default:
		if v.CallbackID != callbackForm || v.State == nil {
			return nil
		}
		on.hash, on.fill = v.Hash, b.reshaped(m, v)
	}
	return on
}

// fromEvent reads an event, nil for one that asks nothing of us.
func (b *Bot) fromEvent(in envelope, e slackevents.EventsAPIEvent) task {
	opened, ok := e.InnerEvent.Data.(*slackevents.AppHomeOpenedEvent)
	if !ok || opened.Tab != "home" {
		return nil
	}
	event := ""
	if outer, ok := e.Data.(*slackevents.EventsAPICallbackEvent); ok {
		event = outer.EventID
	}
	return &visit{&incoming{
		envelope: in,
		key:      keyOf("event", event, in.id),
		asker:    asker{ID: opened.User, Team: e.TeamID, Enterprise: e.EnterpriseID},
	}}
}

// keyOf names a request for ever. Slack's trigger is made once for a command or a press,
// however often it is delivered, and in however many envelopes (S1).
func keyOf(kind, trigger, envelope string) string {
	return kind + ":" + cmp.Or(trigger, envelope)
}
