package bot

import (
	"strings"
	"testing"
	"time"

	"natobot/bot/localslack"
	"natobot/consensus"
)

// What an editor hears of a digest that cannot be posted.
func (w *world) told(user string) []string {
	var list []string
	for _, m := range w.Messages(w.Direct(user), user) {
		list = append(list, m.Text)
	}
	return list
}

func TestWaitingDigests(t *testing.T) {
	editorSet := func(w *world) {
		w.set(deskRoom)
		w.desk.schedules[0].By = editor
	}
	gone := map[string]func(*localslack.Channel){
		"is archived":     func(c *localslack.Channel) { c.Archived = !c.Archived },
		"has left":        func(c *localslack.Channel) { c.Member = !c.Member },
		"does not see it": func(c *localslack.Channel) { c.Member, c.Private = !c.Member, !c.Private },
	}
	for name, toggle := range gone {
		t.Run("S8 one editor is told once, over restarts: "+name, func(t *testing.T) {
			inWorld(t, func(w *world) {
				editorSet(w)
				w.ChangeChannel(deskRoom, toggle)
				w.boot().at("2024-02-23 08:00:00")
				for range 3 {
					w.boot().wait(time.Minute)
				}
				w.boot().at("2024-02-24 08:00:00") // the next day is the same trouble still
				told := w.told(editor)
				if len(told) != 1 || !strings.Contains(told[0], "The digest of 08:00 on 23 February 2024 waits.") {
					t.Errorf("told %q", told)
				}
				w.ChangeChannel(deskRoom, toggle)
				w.boot().wait(time.Minute)
				w.wantPosted(deskRoom, 1)
				w.wantSlots(consensus.Posted, "2024-02-24 08:00")
				w.ChangeChannel(deskRoom, toggle)
				w.boot().at("2024-02-25 08:00:00") // and this is another
				if told := w.told(editor); len(told) != 2 {
					t.Errorf("told of the second time: %q", told)
				}
			})
		})
	}
	t.Run("S8 back on the same day it goes out, on the next one it does not", func(t *testing.T) {
		for hours, posted := range map[time.Duration]int{15: 1, 17: 0} {
			inWorld(t, func(w *world) {
				editorSet(w)
				w.ChangeChannel(deskRoom, gone["is archived"])
				c := w.boot()
				c.at("2024-02-23 08:00:00")
				w.move(hours * time.Hour)
				w.ChangeChannel(deskRoom, gone["is archived"])
				c.wait(time.Minute)
				w.wantPosted(deskRoom, posted)
			})
		}
	})
	t.Run("S8 where nobody is to be told there is the log", func(t *testing.T) {
		inWorld(t, func(w *world) {
			w.set(deskRoom)
			w.ChangeChannel(deskRoom, gone["has left"])
			w.boot().at("2024-02-23 08:00:00")
			if !strings.Contains(w.log.String(), "not_in_channel") {
				t.Errorf("the log says %s", w.log)
			}
		})
	})
	for name, change := range map[string]func(*localslack.Channel){
		"shared":      func(c *localslack.Channel) { c.Shared = true },
		"soon shared": func(c *localslack.Channel) { c.Pending = true },
	} {
		t.Run("S9 nothing goes to a channel that others read: "+name, func(t *testing.T) {
			inWorld(t, func(w *world) {
				editorSet(w)
				w.ChangeChannel(deskRoom, change)
				c := w.boot()
				c.at("2024-02-23 08:00:00")
				c.wait(time.Minute)
				w.boot().wait(time.Minute)
				w.wantPosted(deskRoom, 0)
				told := w.told(editor)
				if len(told) != 1 || !strings.Contains(told[0], "`/nato access guests on`") {
					t.Errorf("told %q", told)
				}
				w.desk.opened = map[string]bool{deskRoom: true}
				c.wait(time.Minute)
				w.wantPosted(deskRoom, 1)
			})
		})
	}
	t.Run("S9 what Slack does not say is no reason to tell anybody", func(t *testing.T) {
		inWorld(t, func(w *world) {
			editorSet(w)
			w.FailNext("conversations.info", 1, localslack.Unavailable(500))
			c := w.boot()
			c.at("2024-02-23 08:00:00")
			w.wantPosted(deskRoom, 0)
			c.wait(time.Minute)
			w.wantPosted(deskRoom, 1)
			if told := w.told(editor); len(told) != 0 {
				t.Errorf("told %q", told)
			}
		})
	})
}
