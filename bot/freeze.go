package bot

import (
	"encoding/json"
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
	At    time.Time    `json:"at"`   // when it is due
	Late  bool         `json:"late"` // the words say already that it is late
	Parts []frozenPart `json:"parts"`
}

type frozenPart struct {
	Text   string          `json:"text"`
	Blocks json.RawMessage `json:"blocks"`
	// Bare are the blocks without pictures and charts, where there are any: not every
	// Slack takes those.
	Bare json.RawMessage `json:"bare,omitempty"`
}

// freeze freezes replies: the first of them for the channel, the others for its thread.
func freeze(at time.Time, late bool, replies ...answer.Reply) []byte {
	f := frozen{At: at, Late: late}
	for _, r := range replies {
		f.Parts = append(f.Parts, frozenParts(r)...)
	}
	return []byte(compact(f))
}

// frozenParts gives the messages of a reply. Where its words alone ask for more messages
// than its drawings do, the words are what is posted: a message must be able to go out
// without its drawing.
func frozenParts(r answer.Reply) []frozenPart {
	bare := blockkit.Messages(blockkit.Drawn(r, false), "")
	list := bare
	if rich := blockkit.Messages(blockkit.Drawn(r, true), ""); len(rich) == len(bare) {
		list = rich
	}
	parts := make([]frozenPart, len(list))
	for i, m := range list {
		blocks, words := compact(m.Blocks), compact(bare[i].Blocks)
		parts[i] = frozenPart{Text: m.Text, Blocks: json.RawMessage(blocks)}
		if blocks != words {
			parts[i].Bare = json.RawMessage(words)
		}
	}
	return parts
}

// thaw reads what was frozen.
func thaw(body []byte) (f frozen, err error) {
	err = json.Unmarshal(body, &f)
	return f, err
}

// blocksOf reads frozen blocks.
func blocksOf(frozen json.RawMessage) ([]slack.Block, error) {
	var list []json.RawMessage
	err := json.Unmarshal(frozen, &list)
	blocks := make([]slack.Block, len(list))
	for i := 0; i < len(list) && err == nil; i++ {
		blocks[i], err = slack.BlockFromJSON(string(list[i]))
	}
	return blocks, err
}

// message gives the words of a part as it goes out at a moment, and the note that it goes out below:
// the first says that it is late, where it does not say so itself.
func (f frozen) message(part int, now time.Time) (text string, head []slack.Block) {
	text = f.Parts[part].Text
	if part > 0 || f.At.IsZero() || f.Late || now.Sub(f.At) <= grace {
		return text, nil
	}
	note := lateNote(f.At.Format("15:04 on 2 January 2006"))
	return note + "\n\n" + text, []slack.Block{blockkit.Note(note)}
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
	for part := range f.Parts {
		text, _ := f.message(part, at)
		messages = append(messages, blockkit.Unescape(text))
	}
	return messages, at, nil
}
