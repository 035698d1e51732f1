package localslack_test

import (
	"errors"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/slack-go/slack"

	"natobot/bot/localslack"
)

func (d *desk) mustPost(channel string, o ...slack.MsgOption) string {
	d.t.Helper()
	_, ts, err := d.api.PostMessage(channel, o...)
	if err != nil {
		d.t.Fatal(err)
	}
	return ts
}

func TestPostIsRefused(t *testing.T) {
	text := slack.MsgOptionText("hello", false)
	for name, tc := range map[string]struct {
		channel string
		say     []slack.MsgOption
		want    string
	}{
		"in a channel the app is not in": {localslack.PoliticsID, []slack.MsgOption{text}, "not_in_channel"},
		"in no channel":                  {"C0NONE", []slack.MsgOption{text}, "channel_not_found"},
		"S8 in an archived channel":      {localslack.NewsroomID, []slack.MsgOption{text}, "is_archived"},
		"without text":                   {localslack.DeskID, nil, "no_text"},
		"over 40,000 characters":         {localslack.DeskID, []slack.MsgOption{slack.MsgOptionText(strings.Repeat("ž", 40_001), false)}, "msg_too_long"},
		"in a thread that is not there":  {localslack.DeskID, []slack.MsgOption{text, slack.MsgOptionTS("1.000001")}, "thread_not_found"},
		"metadata without a type": {
			localslack.DeskID,
			[]slack.MsgOption{text, slack.MsgOptionMetadata(slack.SlackMetadata{EventPayload: map[string]any{"a": 1}})},
			"invalid_metadata_schema",
		},
		"metadata too large": {
			localslack.DeskID,
			[]slack.MsgOption{text, slack.MsgOptionMetadata(slack.SlackMetadata{EventType: "x", EventPayload: map[string]any{"a": strings.Repeat("y", 16_000)}})},
			"metadata_too_large",
		},
	} {
		t.Run(name, func(t *testing.T) {
			workspace(t, func(t *testing.T, d *desk) {
				d.ChangeChannel(localslack.NewsroomID, func(c *localslack.Channel) { c.Archived = true })
				_, _, err := d.api.PostMessage(tc.channel, tc.say...)
				if slackError(err) != tc.want {
					t.Errorf("got %v, want %s", err, tc.want)
				}
			})
		})
	}
}

func TestMetadataIsFoundInHistory(t *testing.T) {
	workspace(t, func(t *testing.T, d *desk) {
		ts := d.mustPost(localslack.DeskID, slack.MsgOptionText("the digest", false),
			slack.MsgOptionMetadata(slack.SlackMetadata{EventType: "digest", EventPayload: map[string]any{"key": "2024-02-24"}}))
		for _, all := range []bool{true, false} {
			got, err := d.api.GetConversationHistory(&slack.GetConversationHistoryParameters{
				ChannelID: localslack.DeskID, IncludeAllMetadata: all, Oldest: "1", Limit: 10,
			})
			if err != nil || len(got.Messages) != 1 {
				t.Fatalf("history: %+v, %v", got, err)
			}
			m := got.Messages[0]
			if m.Timestamp != ts || m.BotID != localslack.BotID || m.Metadata.EventType != "digest" {
				t.Errorf("found %+v", m)
			}
			if found := m.Metadata.EventPayload["key"] == "2024-02-24"; found != all {
				t.Errorf("include_all_metadata %v: payload %v", all, m.Metadata.EventPayload)
			}
		}
	})
}

func TestHistoryBounds(t *testing.T) {
	workspace(t, func(t *testing.T, d *desk) {
		var ts []string
		for i := range 5 {
			ts = append(ts, d.mustPost(localslack.DeskID, slack.MsgOptionText(strconv.Itoa(i), false)))
			pass(time.Second)
		}
		d.mustPost(localslack.DeskID, slack.MsgOptionText("a reply", false), slack.MsgOptionTS(ts[0]))
		for name, tc := range map[string]struct {
			ask  slack.GetConversationHistoryParameters
			want string
		}{
			"all, newest first, no replies": {slack.GetConversationHistoryParameters{}, "43210"},
			"after one":                     {slack.GetConversationHistoryParameters{Oldest: ts[1]}, "432"},
			"from one on":                   {slack.GetConversationHistoryParameters{Oldest: ts[1], Inclusive: true}, "4321"},
			"before one":                    {slack.GetConversationHistoryParameters{Latest: ts[2]}, "10"},
			"two":                           {slack.GetConversationHistoryParameters{Limit: 2}, "43"},
			"the two after those":           {slack.GetConversationHistoryParameters{Limit: 2, Cursor: ts[3]}, "21"},
		} {
			tc.ask.ChannelID = localslack.DeskID
			got, err := d.api.GetConversationHistory(&tc.ask)
			if err != nil {
				t.Fatal(err)
			}
			var texts string
			for _, m := range got.Messages {
				texts += m.Text
			}
			if texts != tc.want {
				t.Errorf("%s: got %s, want %s", name, texts, tc.want)
			}
			if more := got.ResponseMetaData.NextCursor != ""; more != got.HasMore || more != (tc.ask.Limit == 2) {
				t.Errorf("%s: has_more %v, cursor %q", name, got.HasMore, got.ResponseMetaData.NextCursor)
			}
		}
	})
}

func TestHistoryIsRefused(t *testing.T) {
	workspace(t, func(t *testing.T, d *desk) {
		for channel, want := range map[string]string{localslack.PoliticsID: "not_in_channel", "C0NONE": "channel_not_found"} {
			_, err := d.api.GetConversationHistory(&slack.GetConversationHistoryParameters{ChannelID: channel})
			if slackError(err) != want {
				t.Errorf("%s: got %v, want %s", channel, err, want)
			}
		}
		_, err := d.api.GetConversationHistory(&slack.GetConversationHistoryParameters{ChannelID: localslack.DeskID, Limit: 1000})
		if slackError(err) != "invalid_limit" {
			t.Errorf("a limit of 1000: %v", err)
		}
	})
}

func TestReplies(t *testing.T) {
	workspace(t, func(t *testing.T, d *desk) {
		parent := d.mustPost(localslack.DeskID, slack.MsgOptionText("parent", false))
		d.mustPost(localslack.DeskID, slack.MsgOptionText("other", false))
		d.mustPost(localslack.DeskID, slack.MsgOptionText("reply", false), slack.MsgOptionTS(parent))
		got, _, _, err := d.api.GetConversationReplies(&slack.GetConversationRepliesParameters{ChannelID: localslack.DeskID, Timestamp: parent})
		if err != nil || len(got) != 2 || got[0].Text != "parent" || got[1].Text != "reply" {
			t.Errorf("got %+v, %v", got, err)
		}
		_, _, _, err = d.api.GetConversationReplies(&slack.GetConversationRepliesParameters{ChannelID: localslack.DeskID, Timestamp: "1.000001"})
		if slackError(err) != "thread_not_found" {
			t.Errorf("a thread that is not there: %v", err)
		}
	})
}

// S4: bursts are taken, more is refused with when to come back, and one channel's
// allowance is not another's.
func TestRateLimit(t *testing.T) {
	workspace(t, func(t *testing.T, d *desk) {
		say := slack.MsgOptionText("quick", false)
		for range 5 {
			d.mustPost(localslack.DeskID, say)
		}
		_, _, err := d.api.PostMessage(localslack.DeskID, say)
		var limited *slack.RateLimitedError
		if !errors.As(err, &limited) || limited.RetryAfter != time.Second {
			t.Fatalf("the sixth at once: %v, want 429 with a second's wait", err)
		}
		d.mustPost(localslack.NewsroomID, say)
		pass(limited.RetryAfter + time.Millisecond)
		d.mustPost(localslack.DeskID, say)
		if n := len(d.Messages(localslack.DeskID, localslack.ReaderID)); n != 6 {
			t.Errorf("%d messages, want 6: nothing of a refused one", n)
		}
	})
}

func TestDirectMessages(t *testing.T) {
	workspace(t, func(t *testing.T, d *desk) {
		channel, _, err := d.api.PostMessage(localslack.EditorID, slack.MsgOptionText("a word to the editor", false))
		if err != nil || !strings.HasPrefix(channel, "D") {
			t.Fatalf("channel %q, %v", channel, err)
		}
		if got := d.Messages(channel, localslack.EditorID); len(got) != 1 {
			t.Errorf("the editor sees %+v", got)
		}
	})
}

func TestMessagesAreStampedByTheDesksClock(t *testing.T) {
	now := time.Date(2024, 2, 23, 8, 0, 0, 0, time.UTC)
	workspaceWith(t, localslack.Options{Now: func() time.Time { return now }}, func(t *testing.T, d *desk) {
		first := d.mustPost(localslack.DeskID, slack.MsgOptionText("a", false))
		second := d.mustPost(localslack.DeskID, slack.MsgOptionText("b", false))
		if first != "1708675200.000000" || second != "1708675200.000001" {
			t.Errorf("stamped %s and %s: want the desk's moment, each once", first, second)
		}
		if got := d.Messages(localslack.DeskID, localslack.ReaderID)[0].Time(); !got.Equal(now) {
			t.Errorf("Time is %v, want %v", got, now)
		}
	})
}
