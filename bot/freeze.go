package bot

import (
	"encoding/json"
	"slices"
	"strconv"
	"time"

	"github.com/slack-go/slack"

	"natobot/bot/blockkit"
	"natobot/commands/answer"
	"natobot/consensus"
)

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
	// Bare are the blocks without pictures and charts, where there are any: not every
	// Slack takes those.
	Bare []json.RawMessage `json:"bare,omitempty"`
}

// freeze freezes replies: the first of them for the channel, the others for its thread.
func freeze(at time.Time, late bool, replies ...answer.Reply) ([]byte, error) {
	f := frozen{At: at, Late: late}
	for _, r := range replies {
		parts, err := frozenParts(r)
		if err != nil {
			return nil, err
		}
		f.Parts = append(f.Parts, parts...)
	}
	return json.Marshal(f)
}

// frozenParts gives the messages of a reply. Where its words alone ask for more messages
// than its drawings do, the words are what is posted: a message must be able to go out
// without its drawing.
func frozenParts(r answer.Reply) ([]frozenBlock, error) {
	bare := blockkit.Messages(blockkit.Drawn(r, false), "")
	list := bare
	if rich := blockkit.Messages(blockkit.Drawn(r, true), ""); len(rich) == len(bare) {
		list = rich
	}
	parts := make([]frozenBlock, len(list))
	for i, m := range list {
		var err error
		if parts[i], err = frozenMessage(m, bare[i]); err != nil {
			return nil, err
		}
	}
	return parts, nil
}

func frozenMessage(m, bare blockkit.Message) (b frozenBlock, err error) {
	b.Text = m.Text
	if b.Blocks, err = rawBlocks(m.Blocks); err != nil {
		return b, err
	}
	if b.Bare, err = rawBlocks(bare.Blocks); err != nil {
		return b, err
	}
	if slices.EqualFunc(b.Blocks, b.Bare, func(x, y json.RawMessage) bool { return string(x) == string(y) }) {
		b.Bare = nil
	}
	return b, nil
}

func rawBlocks(list []slack.Block) ([]json.RawMessage, error) {
	raws := make([]json.RawMessage, len(list))
	for i, b := range list {
		raw, err := json.Marshal(b)
		if err != nil {
			return nil, err
		}
		raws[i] = raw
	}
	return raws, nil
}

// headed gives a part below a note.
func (b frozenBlock) headed(note string) frozenBlock {
	raw, err := json.Marshal(blockkit.Note(note))
	if err != nil {
		panic(err) // unreachable: the block is ours
	}
	b.Text = note + "\n\n" + b.Text
	b.Blocks = append([]json.RawMessage{raw}, b.Blocks...)
	if len(b.Bare) > 0 {
		b.Bare = append([]json.RawMessage{raw}, b.Bare...)
	}
	return b
}

// blocksOf reads frozen blocks.
func blocksOf(raws []json.RawMessage) ([]slack.Block, error) {
	var blocks []slack.Block
	for _, raw := range raws {
		block, err := slack.BlockFromJSON(string(raw))
		if err != nil {
			return nil, err
		}
		blocks = append(blocks, block)
	}
	return blocks, nil
}

// WordsOf gives the messages of a post as they were posted, the first in its channel and the others
// in its thread, and when that was, by Slack's clock.
func WordsOf(p consensus.Posting) (messages []string, at time.Time, err error) {
	f, err := thaw(p.Body)
	if err != nil {
		return nil, at, err
	}
	at = p.SettledAt
	if seconds, err := strconv.ParseFloat(p.TS, 64); err == nil {
		at = time.UnixMilli(int64(seconds * 1000))
	}
	for i, part := range f.Parts {
		if i == 0 {
			part = f.dueAt(at, part)
		}
		messages = append(messages, blockkit.Unescape(part.Text))
	}
	return messages, at, nil
}

// dueAt gives the first part below a note where it is posted late and does not say so itself.
func (f frozen) dueAt(now time.Time, first frozenBlock) frozenBlock {
	if f.At.IsZero() || f.Late || now.Sub(f.At) <= grace {
		return first
	}
	return first.headed(lateNote(f.At.Format("15:04 on 2 January 2006")))
}
