package bot

import (
	"context"
	"encoding/json"
	"strconv"
	"time"

	"github.com/slack-go/slack"

	"natobot/commands"
)

// poster puts messages that were frozen into channels, and finds them again.
type poster struct {
	api  *slack.Client // without retries: whether a message may be sent again is decided here
	self identity
}

// frozen is what is posted, as it is kept beside its claim: what is posted after a crash is
// what was claimed before it, to the letter.
type frozen struct {
	At    time.Time     `json:"at"`   // when it is due
	Late  bool          `json:"late"` // the words say already that it is late
	Parts []frozenBlock `json:"parts"`
}

type frozenBlock struct {
	Text   string            `json:"text"`
	Blocks []json.RawMessage `json:"blocks"`
}

func freeze(r commands.Reply, at time.Time, late bool) ([]byte, error) {
	f := frozen{At: at, Late: late}
	for _, m := range render(r, "") {
		part := frozenBlock{Text: m.Text}
		for _, b := range m.Blocks {
			raw, err := json.Marshal(b)
			if err != nil {
				return nil, err
			}
			part.Blocks = append(part.Blocks, raw)
		}
		f.Parts = append(f.Parts, part)
	}
	return json.Marshal(f)
}

// mark is the metadata by which a message is known again. Others can read it, and write it.
type mark struct{ event, key string }

const keyField = "key"

// blocks gives the blocks of a part.
func (b frozenBlock) blocks() ([]slack.Block, error) {
	var blocks []slack.Block
	for _, raw := range b.Blocks {
		block, err := slack.BlockFromJSON(string(raw))
		if err != nil {
			return nil, err
		}
		blocks = append(blocks, block)
	}
	return blocks, nil
}

// send posts a part into a channel, or into a thread there, and gives its timestamp.
func (p *poster) send(ctx context.Context, channel string, k mark, m frozenBlock, thread string) (string, error) {
	blocks, err := m.blocks()
	if err != nil {
		return "", err
	}
	ctx, cancel := context.WithTimeout(ctx, callTimeout)
	defer cancel()
	options := []slack.MsgOption{
		slack.MsgOptionText(m.Text, false), slack.MsgOptionBlocks(blocks...),
		slack.MsgOptionDisableLinkUnfurl(), slack.MsgOptionDisableMediaUnfurl(),
		slack.MsgOptionMetadata(slack.SlackMetadata{EventType: k.event, EventPayload: map[string]any{keyField: k.key}}),
	}
	if thread != "" {
		options = append(options, slack.MsgOptionTS(thread))
	}
	_, ts, err := p.api.PostMessageContext(ctx, channel, options...)
	return ts, err
}

// look finds messages in a channel by their marks: the first in the channel itself, the
// others in its thread. They may have been sent by a process that crashed, or in a call
// whose answer got lost (S3), since they were claimed.
func (p *poster) look(ctx context.Context, channel string, claimed time.Time, marks []mark) (map[int]string, error) {
	ctx, cancel := context.WithTimeout(ctx, time.Minute)
	defer cancel()
	oldest := strconv.FormatInt(claimed.Add(-time.Hour).Unix(), 10) + ".000000" // clocks differ
	sent := map[int]string{}
	history := slack.GetConversationHistoryParameters{ChannelID: channel, Oldest: oldest, Limit: 200, IncludeAllMetadata: true}
	for more := true; more && sent[0] == ""; {
		page, err := p.api.GetConversationHistoryContext(ctx, &history)
		if err != nil {
			return nil, err
		}
		p.note(sent, marks, page.Messages)
		history.Cursor = page.ResponseMetaData.NextCursor
		more = page.HasMore && history.Cursor != ""
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
