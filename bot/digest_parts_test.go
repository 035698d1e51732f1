package bot

import (
	"bytes"
	"net/http"
	"strings"
	"testing"
	"time"

	"natobot/bot/localslack"
	"natobot/commands/answer"
	"natobot/consensus"
)

// trendOf is a trend that Slack's chart can draw.
func trendOf(points int) answer.Trend {
	t := answer.Trend{Caption: "Members that back, day by day", Series: []answer.Series{{Name: "Mark Rutte"}, {Name: "Kaja Kallas"}}}
	for i := range points {
		t.Points = append(t.Points, consensus.Day(20240201).Add(i).Long())
		t.Series[0].Values = append(t.Series[0].Values, i)
		t.Series[1].Values = append(t.Series[1].Values, 0)
	}
	return t
}

// setRich sets a digest with a picture, and a thread of two replies, one with a trend.
func (w *world) setRich() {
	w.set(deskRoom)
	w.desk.digest.Reply.Sections = append(w.desk.digest.Reply.Sections, drawing(w.t))
	w.desk.digest.Thread = []answer.Reply{
		{Title: "All members", Sections: []answer.Section{answer.List{Items: []answer.Line{text("Poland: backs Mark Rutte")}}}},
		{Title: "Over time", Sections: []answer.Section{trendOf(20)}},
	}
}

// shows tells whether a message has a block of a type.
func shows(m localslack.Message, kind string) bool {
	return bytes.Contains(m.Blocks, []byte(`"type":"`+kind+`"`))
}

func TestDigestParts(t *testing.T) {
	t.Run("picture in the channel, lists and chart in the thread, each once", func(t *testing.T) {
		inWorld(t, func(w *world) {
			w.setRich()
			c := w.boot()
			c.at("2024-02-23 08:00:00")
			w.boot().wait(20 * time.Second)
			got := w.posted(deskRoom)
			if len(got) != 3 {
				t.Fatalf("%d messages", len(got))
			}
			if !shows(got[0], "image") || got[0].ThreadTS != "" || !strings.HasPrefix(got[0].Text, "The count") {
				t.Errorf("in the channel: %s", got[0].Blocks)
			}
			for i, want := range []string{"All members", "Over time"} {
				if m := got[i+1]; m.ThreadTS != got[0].TS || !strings.HasPrefix(m.Text, want) {
					t.Errorf("part %d is in %q: %q", i+2, m.ThreadTS, m.Text)
				}
			}
			if !shows(got[2], "data_visualization") || !strings.Contains(got[2].Text, "- 2 February 2024: Mark Rutte 1, Kaja Kallas 0") {
				t.Errorf("the chart, and its words: %s\n%s", got[2].Blocks, got[2].Text)
			}
		})
	})
	t.Run("F6 it ends with the ledger's head", func(t *testing.T) {
		for _, thread := range []bool{true, false} {
			inWorld(t, func(w *world) {
				w.setRich()
				if !thread {
					w.desk.digest.Thread = nil
				}
				w.boot().at("2024-02-23 08:00:00")
				got := w.posted(deskRoom)
				if last := got[len(got)-1].Text; !strings.HasSuffix(last, "\nLedger: 7 entries, head 000000000000…") {
					t.Errorf("it ends with %q", last)
				}
			})
		}
	})
	for _, method := range []string{"files.getUploadURLExternal", "files.info"} {
		t.Run("no upload, no picture, on time: "+method, func(t *testing.T) {
			inWorld(t, func(w *world) {
				w.setRich()
				w.FailNext(method, localslack.Forever, localslack.Unavailable(http.StatusInternalServerError))
				w.boot().at("2024-02-23 08:00:00")
				got := w.posted(deskRoom)
				if len(got) != 3 || shows(got[0], "image") || got[0].Time().Sub(w.start.Add(time.Hour)) > 30*time.Second {
					t.Fatalf("%d messages, the first at %s: %s", len(got), got[0].Time(), got[0].Blocks)
				}
				if strings.HasPrefix(got[0].Text, "Late") {
					t.Errorf("it says that it is late: %q", got[0].Text)
				}
			})
		})
	}
	t.Run("a picture that Slack does not show after all is left out, at once", func(t *testing.T) {
		inWorld(t, func(w *world) {
			w.setRich()
			w.FailNext("chat.postMessage", 1, localslack.Refused("invalid_blocks"))
			w.boot().at("2024-02-23 08:00:00")
			got := w.posted(deskRoom)
			if len(got) != 3 || shows(got[0], "image") || !strings.Contains(string(got[0].Blocks), "Mark Rutte 4 of 31.") {
				t.Fatalf("%d messages: %s", len(got), got[0].Blocks)
			}
			w.wantSlots(consensus.Posted, "2024-02-23 08:00")
		})
	})
	t.Run("where Slack takes no chart there are its words", func(t *testing.T) {
		inWorld(t, func(w *world) {
			w.setRich()
			w.desk.digest.Reply.Sections = w.desk.digest.Reply.Sections[:1]
			w.desk.digest.Thread = w.desk.digest.Thread[1:]
			w.FailAfter("chat.postMessage", 1, 1, localslack.Refused("invalid_blocks"))
			w.boot().at("2024-02-23 08:00:00")
			got := w.posted(deskRoom)
			if len(got) != 2 || shows(got[1], "data_visualization") || !strings.Contains(string(got[1].Blocks), "2 February 2024: Mark Rutte 1, Kaja Kallas 0") {
				t.Fatalf("%d messages: %s", len(got), got[len(got)-1].Blocks)
			}
		})
	})
	t.Run("a thread that nobody can write to any more holds nothing up", func(t *testing.T) {
		inWorld(t, func(w *world) {
			w.setRich()
			w.desk.digest.Reply.Sections = w.desk.digest.Reply.Sections[:1]
			w.FailNext("chat.postMessage", 1, localslack.ReplyLost())
			c := w.boot()
			c.at("2024-02-23 08:00:00")
			w.FailNext("chat.postMessage", localslack.Forever, localslack.Refused("thread_not_found"))
			c.wait(time.Minute)
			w.wantSlots(consensus.Claimed, "2024-02-23 08:00")
			w.Heal()
			c.at("2024-02-24 08:00:00")
			w.wantSlots(consensus.Posted, "2024-02-23 08:00", "2024-02-24 08:00")
			w.wantPosted(deskRoom, 1+3)
		})
	})
}

func TestTrendKeepsSlacksLimits(t *testing.T) {
	change := func(f func(*answer.Trend)) answer.Trend {
		d := trendOf(20)
		f(&d)
		return d
	}
	for name, tt := range map[string]struct {
		trend answer.Trend
		chart bool
	}{
		"twenty points":     {trendOf(20), true},
		"twenty-one points": {trendOf(21), false},
		"no points":         {trendOf(0), false},
		"a long caption":    {change(func(d *answer.Trend) { d.Caption = strings.Repeat("long ", 20) }), true},
		"no caption":        {change(func(d *answer.Trend) { d.Caption = "" }), false},
		"a long name":       {change(func(d *answer.Trend) { d.Series[0].Name = strings.Repeat("long ", 20) }), true},
		"names alike when short": {change(func(d *answer.Trend) {
			d.Series[0].Name, d.Series[1].Name = strings.Repeat("x", 30), strings.Repeat("x", 31)
		}), false},
		"seven series": {change(func(d *answer.Trend) {
			for _, name := range strings.Fields("a b c d e") {
				d.Series = append(d.Series, answer.Series{Name: name, Values: d.Series[0].Values})
			}
		}), false},
		"a value short": {change(func(d *answer.Trend) { d.Series[0].Values = d.Series[0].Values[1:] }), false},
	} {
		t.Run(name, func(t *testing.T) {
			inWorld(t, func(w *world) {
				w.set(deskRoom)
				w.desk.digest.Thread = []answer.Reply{{Title: "Over time", Sections: []answer.Section{tt.trend}}}
				w.boot().at("2024-02-23 08:00:00")
				got := w.posted(deskRoom)
				if len(got) != 2 || shows(got[1], "data_visualization") != tt.chart {
					t.Errorf("%d messages, the last %s", len(got), got[len(got)-1].Blocks)
				}
			})
		})
	}
}
