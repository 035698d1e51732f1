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

	"natobot/bot/slackerr"
	"natobot/consensus"
	"natobot/outbox"
)

// poster puts messages that were frozen into channels, and finds them again. It asks without retries:
// whether a message may be sent again is the outbox's to decide.
type poster struct{ *Bot }

const keyField = "key"

// mark is the metadata by which a message is known again. Others can read it, and write it.
type mark struct{ event, key string }

func markOf(p consensus.Posting, part int) mark {
	return mark{"nato_" + p.Kind, fmt.Sprintf("%s #%d", p.Key, part+1)}
}

// Parts counts the messages of a post: none in one that has nothing to say.
func (p *poster) Parts(post consensus.Posting) (int, error) {
	if len(post.Body) == 0 {
		return 0, nil
	}
	f, err := thaw(post.Body)
	if err == nil && len(f.Parts) == 0 {
		err = errors.New("it is empty")
	}
	return len(f.Parts), err
}

// Admits gives nil for a channel that may be posted to, and else why not (S9).
func (p *poster) Admits(ctx context.Context, channel string) error {
	return p.failure(p.admits(ctx, channel))
}

// grace is how late a post may be without saying so: the tick, a slow Slack.
const grace = 5 * time.Minute

// Send posts a part, and gives its timestamp. A drawing that Slack does not take is left out,
// at once: what is due is not held up by it.
func (p *poster) Send(ctx context.Context, post consensus.Posting, part int, thread string) (string, error) {
	f, err := thaw(post.Body)
	if err != nil {
		return "", err
	}
	text, head := f.message(part, p.now())
	ts, err := p.offer(ctx, post, part, thread, text, head, f.Parts[part].Blocks)
	if bare := f.Parts[part].Bare; len(bare) > 0 && slackerr.Unshowable(err) {
		ts, err = p.offer(ctx, post, part, thread, text, head, bare)
	}
	return ts, p.failure(err)
}

func (p *poster) offer(ctx context.Context, post consensus.Posting, part int, thread, text string, head []slack.Block, raw json.RawMessage) (string, error) {
	blocks, err := blocksOf(raw)
	if err != nil {
		return "", err
	}
	ctx, cancel := context.WithTimeout(ctx, callTimeout)
	defer cancel()
	k := markOf(post, part)
	options := append(saying(text, slices.Concat(head, blocks)),
		slack.MsgOptionMetadata(slack.SlackMetadata{EventType: k.event, EventPayload: map[string]any{keyField: k.key}}))
	if thread != "" {
		options = append(options, slack.MsgOptionTS(thread))
	}
	_, ts, err := p.once.PostMessageContext(ctx, post.Channel, options...)
	return ts, err
}

// Rewrite gives a message other words.
func (p *poster) Rewrite(ctx context.Context, post consensus.Posting) error {
	f, err := thaw(post.Body)
	if err != nil {
		return err
	}
	blocks, err := blocksOf(f.Parts[0].Blocks)
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, callTimeout)
	defer cancel()
	_, _, _, err = p.once.UpdateMessageContext(ctx, post.Channel, post.Rewrites, saying(f.Parts[0].Text, blocks)...)
	return p.failure(err)
}

// lookPage is how many messages Slack lets an app outside its directory see at once, and those
// only once a minute (changelog of 29 May 2025).
const lookPage = 15

// Look finds the messages of a post by their marks, one page at a time: the first in the
// channel itself, the others in its thread. They may have been sent by a process that
// crashed, or in a call whose answer got lost (S3), since they were claimed. The newest page
// is looked at whatever its time: the clock that the claim was stamped by may have been wrong.
func (p *poster) Look(ctx context.Context, post consensus.Posting, parts int, from string) (sent map[int]string, next string, err error) {
	ctx, cancel := context.WithTimeout(ctx, callTimeout)
	defer cancel()
	sent = map[int]string{}
	history, err := p.once.GetConversationHistoryContext(ctx, &slack.GetConversationHistoryParameters{
		ChannelID: post.Channel, Limit: lookPage, Cursor: from, IncludeAllMetadata: true,
	})
	if err != nil {
		return nil, "", p.failure(err)
	}
	p.note(sent, post, parts, history.Messages)
	if sent[0] == "" {
		oldest := strconv.FormatInt(sinceWhen(post).Add(-time.Hour).Unix(), 10)                                // clocks differ
		if n := len(history.Messages); history.HasMore && n > 0 && history.Messages[n-1].Timestamp >= oldest { // as many digits until 2286
			next = history.ResponseMetaData.NextCursor
		}
		return sent, next, nil
	}
	thread := slack.GetConversationRepliesParameters{ChannelID: post.Channel, Timestamp: sent[0], Limit: lookPage, IncludeAllMetadata: true}
	for more := parts > 1; more; {
		list, hasMore, cursor, err := p.once.GetConversationRepliesContext(ctx, &thread)
		if err != nil {
			return nil, "", p.failure(err)
		}
		p.note(sent, post, parts, list)
		thread.Cursor, more = cursor, hasMore && cursor != "" && len(sent) < parts
	}
	return sent, "", nil
}

// sinceWhen gives when a post may have been sent first: in another life of the ledger, at its
// time.
func sinceWhen(post consensus.Posting) time.Time {
	if f, err := thaw(post.Body); err == nil && !f.At.IsZero() && f.At.Before(post.ClaimedAt) {
		return f.At
	}
	return post.ClaimedAt
}

// note adds those messages to sent that are parts of a post. Anybody can write our metadata,
// so the message must be ours. An older natobot marked the only part of a live note by its
// key alone.
func (p *poster) note(sent map[int]string, post consensus.Posting, parts int, list []slack.Message) {
	for _, m := range list {
		if self := p.people.self; (m.User == "" || m.User != self.User) && (m.BotID == "" || m.BotID != self.Bot) {
			continue
		}
		for part := range parts {
			k, key := markOf(post, part), m.Metadata.EventPayload[keyField]
			if m.Metadata.EventType == k.event && (key == k.key || key == post.Key) {
				sent[part] = m.Timestamp
			}
		}
	}
}

// gone are the refusals after which a message can be rewritten no more: somebody deleted
// it, or the workspace lets nobody edit for so long.
var gone = []string{"message_not_found", "cant_update_message", "edit_window_closed"}

// failure tells the outbox what is known after a call. A token that Slack does not take any
// more ends the bot.
func (p *poster) failure(err error) error {
	if err == nil {
		return nil
	}
	word := slackerr.Code(err)
	if lasting := slackerr.Permanent(err, "SLACK_BOT_TOKEN"); lasting != nil && word != "missing_scope" {
		if refused := p.config.Refused; refused != nil {
			refused(lasting)
		} else {
			p.fail(lasting)
		}
	}
	f := &outbox.Failure{
		Err: err, Refused: slackerr.Refused(err), Away: outOfReach(err), Blind: slices.Contains(unreachable, word), Gone: slices.Contains(gone, word),
	}
	if limited, ok := errors.AsType[*slack.RateLimitedError](err); ok {
		f.After = limited.RetryAfter
	}
	return f
}

// unreachable are the refusals that mean that nothing will be known of a channel until a
// person does something about it.
var unreachable = []string{"not_in_channel", "channel_not_found", "is_archived", "missing_scope"}

// outOfReach tells whether an error means that a channel can be posted to only after a
// person did something about it (S8, S9).
func outOfReach(err error) bool {
	closed, is := errors.AsType[*closedError](err)
	return is && closed.found != unknown || slackerr.Code(err) != "missing_scope" && slices.Contains(unreachable, slackerr.Code(err))
}
