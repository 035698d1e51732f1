package bot

import (
	"cmp"
	"context"
	"regexp"
	"slices"
	"strings"

	"github.com/slack-go/slack"
	"github.com/slack-go/slack/slackevents"

	"natobot/bot/blockkit"
	"natobot/bot/receiver"
	"natobot/bot/slackerr"
	"natobot/commands/answer"
)

// spoken is a request that somebody said to the bot, in a channel or in their direct messages with
// it. Slack gives no response URL with it and no trigger: its answer is a message of ours.
//
// In a channel the answer stands in the thread of what was said, for all to see. What concerns its
// asker alone, and what is kept from the others there, they alone are shown.
type spoken struct {
	*question
	ts string // of what was said
}

// fromMention reads a message in a channel that names the bot.
func (b *Bot) fromMention(d receiver.Delivery, e slackevents.EventsAPIEvent, m *slackevents.AppMentionEvent) task {
	return b.fromSaid(d, e, m.Edited != nil, &slackevents.MessageEvent{
		User: m.User, BotID: m.BotID, Channel: m.Channel, TimeStamp: m.TimeStamp, ThreadTimeStamp: m.ThreadTimeStamp, Text: m.Text,
	})
}

// fromMessage reads a message to the bot alone, or one in a group that names it.
func (b *Bot) fromMessage(d receiver.Delivery, e slackevents.EventsAPIEvent, m *slackevents.MessageEvent) task {
	if !toUsAlone(m) && !b.namesUs(m.Text) {
		return nil
	}
	return b.fromSaid(d, e, m.Message != nil && m.Message.Edited != nil, m)
}

func toUsAlone(m *slackevents.MessageEvent) bool {
	return m.IsIM() || strings.HasPrefix(m.Channel, "D")
}

// asking are the subtypes of messages that somebody has just written. Others tell of a change, and
// come for our own messages too.
var asking = []string{"", "file_share", "thread_broadcast"}

// fromSaid gives what somebody says to the bot, nil for what is not to be answered: what another bot
// says, or we do, and what was only changed. It has one key however many events tell of it.
func (b *Bot) fromSaid(d receiver.Delivery, e slackevents.EventsAPIEvent, edited bool, m *slackevents.MessageEvent) task {
	if m.BotID != "" || m.User == "" || m.User == b.people.self.User || edited || !slices.Contains(asking, m.SubType) {
		return nil
	}
	a := &incoming{
		bot:      b,
		delivery: d,
		key:      keyOf("said", m.Channel+" "+m.TimeStamp, d.ID),
		asker:    asker{ID: m.User, Team: e.TeamID, Enterprise: e.EnterpriseID},
		channel:  m.Channel,
		thread:   m.ThreadTimeStamp,
		aloud:    true,
	}
	if !toUsAlone(m) {
		a.thread = cmp.Or(m.ThreadTimeStamp, m.TimeStamp)
	}
	text := cmp.Or(b.withoutOurName(m.Text), "help")
	return &spoken{&question{incoming: a, text: text, direct: toUsAlone(m)}, m.TimeStamp}
}

// mentioned is a person as a message names them.
var mentioned = regexp.MustCompile(`<@([UW][A-Z0-9]+)(\|[^<>]*)?>`)

// namesUs tells whether a text names the bot.
func (b *Bot) namesUs(text string) bool {
	return slices.ContainsFunc(mentioned.FindAllStringSubmatch(text, -1), func(m []string) bool { return m[1] == b.people.self.User })
}

// withoutOurName gives a text without the mention of the bot: others may be what it is about.
func (b *Bot) withoutOurName(text string) string {
	return strings.TrimSpace(mentioned.ReplaceAllStringFunc(text, func(m string) string {
		if b.namesUs(m) {
			return " "
		}
		return m
	}))
}

func (s *spoken) begin() { s.incoming.begin() }

func (s *spoken) work(ctx, limited context.Context) {
	reply := s.reply(limited)
	s.answer(ctx, s.withFileSent(limited, reply))
	s.bot.notify(ctx, reply.Notices)
}

// answer posts a reply where the bot was spoken to. What Slack does not take there goes to the asker
// by direct message: a report that is recorded must not look lost.
func (s *spoken) answer(ctx context.Context, reply answer.Reply) {
	var options []slack.MsgOption
	alone := !s.direct && reply.Audience != answer.ToChannel
	if s.thread != "" && (!alone || s.thread != s.ts) { // nobody sees what they alone are shown in a thread of nobody's
		options = append(options, slack.MsgOptionTS(s.thread))
	}
	if alone {
		reply = blockkit.Drawn(sendable(reply, s.text), false)
		options = append(options, slack.MsgOptionPostEphemeral(s.asker.ID))
	}
	err := s.bot.postReply(ctx, s.channel, reply, options...)
	if err == nil {
		return
	}
	s.bot.log.Warn("an answer could not be posted where it was asked for", "ref", s.ref(), "channel", s.channel, "error", err)
	if slackerr.Refused(err) && !s.direct {
		s.bot.direct(ctx, s.asker.ID, reply)
	}
}

func (s *spoken) decline(ctx context.Context, why decline) {
	s.acknowledge()
	s.answer(ctx, why.reply(s.text))
}
