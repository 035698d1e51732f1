package bot

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"time"

	"github.com/slack-go/slack"

	"natobot/commands"
	"natobot/consensus"
)

// frozen is what a slot posts, as it is kept beside its claim: what is posted after a
// crash is what was claimed before it, to the letter.
type frozen struct {
	At    time.Time     `json:"at"`   // the slot's instant
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

// trial is what is known of the posting of an open claim.
type trial struct {
	sent   map[int]string // the timestamps of the parts that are in the channel
	doubt  bool           // there may be more than that: look before sending
	notYet time.Time      // nothing is known before: Slack may still be at it
	said   string         // the last trouble that was logged
}

// settleAfter is how long to wait before looking for a message whose sending ended in
// doubt: longer than the call itself may take.
const settleAfter = callTimeout + 5*time.Second

// finish settles a claim that is open. One that a later slot has overtaken, or that is
// more than a day old, is posted no more; but it may be in the channel already.
func (d *digests) finish(ctx context.Context, p consensus.Posting, now time.Time, overtaken bool) {
	t, ok := d.trialOf(p.Slot)
	if !ok {
		t.doubt = true // claimed by a process that is gone
	}
	if wait := t.notYet.Sub(now); wait > 0 && wait <= settleAfter {
		return
	}
	var f frozen
	if err := json.Unmarshal(p.Body, &f); err != nil {
		d.trouble(p.Slot, t, fmt.Errorf("the frozen digest cannot be read: %w", err))
		d.settle(ctx, p.Slot, consensus.Skipped, "")
		return
	}
	giveUp := overtaken || now.Sub(f.At) > overdue
	if t.doubt {
		sent, err := d.look(ctx, p, len(f.Parts))
		if err != nil && !(giveUp && slices.Contains(unreachable, code(err))) {
			d.trouble(p.Slot, t, err)
			return
		}
		t.sent, t.doubt = sent, false
	}
	if giveUp && t.sent[0] == "" {
		d.Log.Warn("a digest was never posted; the next one covers it", "channel", p.Channel, "day", p.Day, "minute", p.Minute)
		d.settle(ctx, p.Slot, consensus.Skipped, "")
		return
	}
	_ = d.post(ctx, p, now, t) // it logs
}

// post sends the parts of a posting that are not in the channel yet, and marks the slot.
// The first part goes into the channel, the others into its thread (S5).
func (d *digests) post(ctx context.Context, p consensus.Posting, now time.Time, t trial) error {
	var f frozen
	if err := json.Unmarshal(p.Body, &f); err != nil {
		return err
	}
	if t.sent == nil {
		t.sent = map[int]string{}
	}
	for i, part := range f.Parts {
		if t.sent[i] != "" {
			continue
		}
		if i == 0 && !f.Late && now.Sub(f.At) > grace {
			part = part.late(f.At)
		}
		ts, err := d.send(ctx, p.Slot, i, part, t.sent[0])
		if err != nil {
			d.doubt(p.Slot, t, now, err)
			return err
		}
		t.sent[i] = ts
	}
	d.states.Delete(p.Slot)
	d.settle(ctx, p.Slot, consensus.Posted, t.sent[0])
	return nil
}

// late heads a part that could not be sent when it was due.
func (b frozenBlock) late(at time.Time) frozenBlock {
	note := lateNote(at.Format("15:04 on 2 January 2006"))
	raw, err := json.Marshal(slack.NewContextBlock("", plain(note)))
	if err != nil {
		panic(err) // unreachable: the block is ours
	}
	return frozenBlock{Text: note + "\n\n" + b.Text, Blocks: append([]json.RawMessage{raw}, b.Blocks...)}
}

// The metadata by which a digest's messages are known again. Others can read it.
const (
	eventType = "nato_digest"
	keyField  = "key"
)

// keyOfPart names a message of a slot for ever.
func keyOfPart(s consensus.Slot, part int) string {
	return fmt.Sprintf("%s %s %02d:%02d #%d", s.Channel, s.Day, s.Minute/60, s.Minute%60, part+1)
}

func (d *digests) send(ctx context.Context, s consensus.Slot, part int, m frozenBlock, thread string) (string, error) {
	var blocks []slack.Block
	for _, raw := range m.Blocks {
		b, err := slack.BlockFromJSON(string(raw))
		if err != nil {
			return "", err
		}
		blocks = append(blocks, b)
	}
	ctx, cancel := context.WithTimeout(ctx, callTimeout)
	defer cancel()
	options := []slack.MsgOption{
		slack.MsgOptionText(m.Text, false), slack.MsgOptionBlocks(blocks...),
		slack.MsgOptionDisableLinkUnfurl(), slack.MsgOptionDisableMediaUnfurl(),
		slack.MsgOptionMetadata(slack.SlackMetadata{EventType: eventType, EventPayload: map[string]any{keyField: keyOfPart(s, part)}}),
	}
	if thread != "" {
		options = append(options, slack.MsgOptionTS(thread))
	}
	_, ts, err := d.api.PostMessageContext(ctx, s.Channel, options...)
	return ts, err
}

// look finds the messages of a posting that are in the channel. The posting may have
// been sent by a process that crashed, or in a call whose answer got lost (S3).
func (d *digests) look(ctx context.Context, p consensus.Posting, parts int) (map[int]string, error) {
	ctx, cancel := context.WithTimeout(ctx, time.Minute)
	defer cancel()
	oldest := strconv.FormatInt(p.ClaimedAt.Add(-time.Hour).Unix(), 10) + ".000000" // clocks differ
	sent := map[int]string{}
	history := slack.GetConversationHistoryParameters{ChannelID: p.Channel, Oldest: oldest, Limit: 200, IncludeAllMetadata: true}
	for more := true; more && sent[0] == ""; {
		page, err := d.api.GetConversationHistoryContext(ctx, &history)
		if err != nil {
			return nil, err
		}
		d.note(sent, p.Slot, parts, page.Messages)
		history.Cursor = page.ResponseMetaData.NextCursor
		more = page.HasMore && history.Cursor != ""
	}
	if sent[0] == "" || parts == 1 {
		return sent, nil
	}
	thread := slack.GetConversationRepliesParameters{ChannelID: p.Channel, Timestamp: sent[0], Limit: 200, IncludeAllMetadata: true}
	for more := true; more; {
		list, hasMore, cursor, err := d.api.GetConversationRepliesContext(ctx, &thread)
		if err != nil {
			return nil, err
		}
		d.note(sent, p.Slot, parts, list)
		thread.Cursor, more = cursor, hasMore && cursor != ""
	}
	return sent, nil
}

// note adds those messages to sent that are a slot's. Anybody can write our metadata, so
// the message must be ours.
func (d *digests) note(sent map[int]string, s consensus.Slot, parts int, list []slack.Message) {
	for _, m := range list {
		ours := m.User != "" && m.User == d.self.User || m.BotID != "" && m.BotID == d.self.Bot
		if !ours || m.Metadata.EventType != eventType {
			continue
		}
		for i := range parts {
			if m.Metadata.EventPayload[keyField] == keyOfPart(s, i) {
				sent[i] = m.Timestamp
			}
		}
	}
}

// doubt notes what a failed sending leaves known.
func (d *digests) doubt(s consensus.Slot, t trial, now time.Time, err error) {
	if limited, ok := errors.AsType[*slack.RateLimitedError](err); ok {
		time.AfterFunc(limited.RetryAfter, d.hurry)
	}
	t.doubt = !refused(err)
	if t.doubt {
		t.notYet = now.Add(settleAfter)
	}
	d.trouble(s, t, err)
}

// trouble keeps an open claim for the next tick, and says why; once, not at each tick.
func (d *digests) trouble(s consensus.Slot, t trial, err error) {
	if t.said != err.Error() {
		t.said = err.Error()
		d.Log.Error("a digest is not posted yet; it is tried again", "channel", s.Channel, "day", s.Day, "minute", s.Minute, "error", err)
	}
	d.states.Store(s, t)
	if word := code(err); word != "missing_scope" {
		if lasting := permanent(err, "SLACK_BOT_TOKEN"); lasting != nil {
			d.fail(lasting)
		}
	}
}

func (d *digests) trialOf(s consensus.Slot) (trial, bool) {
	t, ok := d.states.Load(s)
	if !ok {
		return trial{}, false
	}
	return t.(trial), true
}

// settle marks a slot in the ledger. If that fails the claim stays open, and the next
// tick finds the message in the channel.
func (d *digests) settle(ctx context.Context, s consensus.Slot, state consensus.PostingState, ts string) {
	if err := d.Slots.SettleSlot(ctx, s, state, ts); err != nil {
		d.Log.Error("a digest's slot could not be marked; it is tried again", "channel", s.Channel, "error", err)
		return
	}
	d.states.Delete(s)
	d.settled.Store(s, true)
	d.Log.Info("a digest's slot is settled", "channel", s.Channel, "day", s.Day, "minute", s.Minute, "state", state.String())
}

// hurry asks for a tick at once.
func (d *digests) hurry() {
	select {
	case d.wake <- struct{}{}:
	default:
	}
}
