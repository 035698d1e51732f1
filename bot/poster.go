package bot

import (
	"context"
	"encoding/json"
	"slices"
	"strconv"
	"time"

	"github.com/slack-go/slack"

	"natobot/bot/slackerr"
)

// poster puts messages that were frozen into channels, and finds them again.
type poster struct {
	api  *slack.Client // without retries: whether a message may be sent again is decided here
	self identity
}

// mark is the metadata by which a message is known again. Others can read it, and write it.
type mark struct{ event, key string }

const keyField = "key"

// unshowable are the refusals of a message for what is in its blocks.
var unshowable = []string{"invalid_blocks", "invalid_blocks_format"}

// send posts a part into a channel, or into a thread there, and gives its timestamp. A
// drawing that Slack does not take is left out, at once: what is due is not held up by it.
func (p *poster) send(ctx context.Context, channel string, k mark, m frozenBlock, thread string) (string, error) {
	ts, err := p.offer(ctx, channel, k, m.Text, m.Blocks, thread)
	if len(m.Bare) > 0 && slices.Contains(unshowable, slackerr.Code(err)) {
		return p.offer(ctx, channel, k, m.Text, m.Bare, thread)
	}
	return ts, err
}

func (p *poster) offer(ctx context.Context, channel string, k mark, text string, raws []json.RawMessage, thread string) (string, error) {
	blocks, err := blocksOf(raws)
	if err != nil {
		return "", err
	}
	ctx, cancel := context.WithTimeout(ctx, callTimeout)
	defer cancel()
	options := []slack.MsgOption{
		slack.MsgOptionText(text, false), slack.MsgOptionBlocks(blocks...),
		slack.MsgOptionDisableLinkUnfurl(), slack.MsgOptionDisableMediaUnfurl(),
		slack.MsgOptionMetadata(slack.SlackMetadata{EventType: k.event, EventPayload: map[string]any{keyField: k.key}}),
	}
	if thread != "" {
		options = append(options, slack.MsgOptionTS(thread))
	}
	_, ts, err := p.api.PostMessageContext(ctx, channel, options...)
	return ts, err
}

// leastPages are looked through for a message whatever its time: the clock that its claim
// was stamped by may have been wrong.
const leastPages = 3

// look finds messages in a channel by their marks: the first in the channel itself, the
// others in its thread. They may have been sent by a process that crashed, or in a call
// whose answer got lost (S3), since they were claimed.
func (p *poster) look(ctx context.Context, channel string, claimed time.Time, marks []mark) (map[int]string, error) {
	ctx, cancel := context.WithTimeout(ctx, time.Minute)
	defer cancel()
	oldest := strconv.FormatInt(claimed.Add(-time.Hour).Unix(), 10) // clocks differ
	sent := map[int]string{}
	history := slack.GetConversationHistoryParameters{ChannelID: channel, Limit: 200, IncludeAllMetadata: true}
	for pages, more := 1, true; more && sent[0] == ""; pages++ {
		page, err := p.api.GetConversationHistoryContext(ctx, &history)
		if err != nil {
			return nil, err
		}
		p.note(sent, marks, page.Messages)
		history.Cursor = page.ResponseMetaData.NextCursor
		n := len(page.Messages)
		passed := n > 0 && page.Messages[n-1].Timestamp < oldest // as many digits until 2286
		more = page.HasMore && history.Cursor != "" && (pages < leastPages || !passed)
	}
	if sent[0] == "" || len(marks) == 1 {
		return sent, nil
	}
	thread := slack.GetConversationRepliesParameters{ChannelID: channel, Timestamp: sent[0], Limit: 200, IncludeAllMetadata: true}
	for more := true; more; {
		list, hasMore, cursor, err := p.api.GetConversationRepliesContext(ctx, &thread)
		if err != nil {
			return nil, err
		}
		p.note(sent, marks, list)
		thread.Cursor, more = cursor, hasMore && cursor != ""
	}
	return sent, nil
}

// note adds those messages to sent that have one of the marks. Anybody can write our
// metadata, so the message must be ours.
func (p *poster) note(sent map[int]string, marks []mark, list []slack.Message) {
	for _, m := range list {
		if ours := m.User != "" && m.User == p.self.User || m.BotID != "" && m.BotID == p.self.Bot; !ours {
			continue
		}
		for i, k := range marks {
			if m.Metadata.EventType == k.event && m.Metadata.EventPayload[keyField] == k.key {
				sent[i] = m.Timestamp
			}
		}
	}
}
