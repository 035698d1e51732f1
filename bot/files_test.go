package bot

import (
	"context"
	"net/http"
	"strings"
	"testing"
	"time"

	"natobot/bot/localslack"
	"natobot/commands"
	"natobot/commands/answer"
)

// answers has the desk answer everything with a reply.
func (w *world) answers(r answer.Reply) {
	w.desk.answer = func(context.Context, commands.Request) answer.Reply { return r }
}

func export(audience answer.Audience) answer.Reply {
	return answer.Reply{
		Title: "The standing of 23 February 2024.", Audience: audience,
		File: &answer.File{Name: "nato-2024.csv", Content: []byte("code,member\nPL,Poland\n")},
	}
}

// shared gives the files that a person sees in a channel.
func (w *world) shared(channel, user string) []string {
	var names []string
	for _, m := range w.Messages(channel, user) {
		for _, f := range m.Files {
			names = append(names, f.Name+": "+string(f.Content))
		}
	}
	return names
}

// An answer that only the asker sees cannot carry a file into a channel: the file goes
// into their direct messages, and nobody else sees it.
func TestAnExportIsHandedToItsAskerAlone(t *testing.T) {
	byBothDoors(t, func(w *world) {
		w.answers(export(answer.ToAsker))
		b := w.run()
		got := w.replies(w.Command(localslack.ReporterID, localslack.DeskID, "/nato", "export csv"), 1)
		if !strings.Contains(got[0].Text, "nato-2024.csv is in your direct messages with me.") {
			t.Errorf("the answer does not say where the file is: %s", got[0].Text)
		}
		if list := w.shared(w.Direct(localslack.ReporterID), localslack.ReporterID); len(list) != 1 || list[0] != "nato-2024.csv: code,member\nPL,Poland\n" {
			t.Errorf("the asker got %q", list)
		}
		if list := w.shared(localslack.DeskID, localslack.ReaderID); len(list) != 0 {
			t.Errorf("others see %q", list)
		}
		if err := b.end(); err != nil {
			t.Error(err)
		}
	})
}

// With "here" the file is in the channel, where the bot is in it; else its asker gets it.
func TestAnExportForTheChannel(t *testing.T) {
	for channel, where := range map[string]string{
		localslack.DeskID:     "nato-2024.csv is in this channel.",
		localslack.PoliticsID: "nato-2024.csv is in your direct messages with me.",
	} {
		byBothDoors(t, func(w *world) {
			w.answers(export(answer.ToChannel))
			w.run()
			got := w.replies(w.Command(localslack.ReporterID, channel, "/nato", "export csv here"), 1)
			if !strings.Contains(got[0].Text, where) {
				t.Errorf("in %s: %s, want %q", channel, got[0].Text, where)
			}
		})
	}
}

// When Slack takes no file, the answer has its text: nothing is lost.
func TestAnExportThatSlackDoesNotTakeIsText(t *testing.T) {
	byBothDoors(t, func(w *world) {
		w.answers(export(answer.ToAsker))
		w.FailNext("files.getUploadURLExternal", 1, localslack.Unavailable(http.StatusInternalServerError))
		w.run()
		got := w.replies(w.Command(localslack.ReporterID, localslack.DeskID, "/nato", "export csv"), 1)
		if !strings.Contains(got[0].Text, "PL,Poland") {
			t.Errorf("the table is gone: %s", got[0].Text)
		}
	})
}

// Whatever Slack answers with nothing, an answer comes all the same, and nothing panics.
func TestAnOKWithNothingInIt(t *testing.T) {
	for _, method := range []string{"conversations.open", "files.getUploadURLExternal", "files.completeUploadExternal"} {
		t.Run(method, func(t *testing.T) {
			byBothDoors(t, func(w *world) {
				w.answers(export(answer.ToAsker))
				w.FailNext(method, localslack.Forever, localslack.Empty())
				b := w.run()
				got := w.replies(w.Command(localslack.ReporterID, localslack.DeskID, "/nato", "export csv"), 1)
				if !strings.Contains(got[0].Text, "PL,Poland") {
					t.Errorf("the table is gone: %s", got[0].Text)
				}
				_ = b.end()
				if strings.Contains(w.log.String(), "panicked") {
					t.Error(w.log)
				}
			})
		})
	}
	for _, method := range []string{"users.info", "conversations.info", "files.info", "views.publish", "views.open", "views.update", "chat.postMessage"} {
		t.Run(method, func(t *testing.T) {
			inWorld(t, func(w *world) {
				w.answers(answer.Reply{Title: "The standing.", Audience: answer.ToChannel, Sections: []answer.Section{drawing(t)}, Notices: []answer.Notice{{User: editor, Reply: answer.Reply{Title: "x"}}}})
				b := w.run()
				w.FailNext(method, localslack.Forever, localslack.Empty())
				w.Command(localslack.ReporterID, localslack.DeskID, "/nato", "picture here")
				w.Command(localslack.ReporterID, localslack.DeskID, "/nato", "stance")
				w.OpenHome(reporter)
				pass(time.Minute)
				_ = b.end()
				if strings.Contains(w.log.String(), "panicked") {
					t.Error(w.log)
				}
			})
		})
	}
}

// The log has the first failure, which most often says why, and not only the last.
func TestTheFirstFailureIsLogged(t *testing.T) {
	t.Run("of a file that goes another way", func(t *testing.T) {
		inWorld(t, func(w *world) {
			w.answers(export(answer.ToChannel))
			b := w.run()
			w.FailNext("files.getUploadURLExternal", 1, localslack.Refused("file_uploads_disabled"))
			w.FailNext("conversations.open", 1, localslack.Refused("method_not_supported_for_channel_type"))
			w.replies(w.Command(localslack.ReporterID, localslack.DeskID, "/nato", "export csv here"), 1)
			_ = b.end()
			for _, why := range []string{"file_uploads_disabled", "method_not_supported_for_channel_type"} {
				if !strings.Contains(w.log.String(), why) {
					t.Errorf("the log has no %s: %s", why, w.log)
				}
			}
		})
	})
	t.Run("of an answer that is sent again", func(t *testing.T) {
		inWorld(t, func(w *world) {
			w.answers(answer.Reply{Title: "Later", Actions: []answer.Action{{Label: "Again", Command: "status"}}})
			b := w.run()
			private := w.replies(w.Command(reporter, deskRoom, "/nato", "status"), 1)[0]
			w.FailNext("response_url", 1, localslack.Unavailable(502))
			w.replies(w.Press(reporter, private, "Again"), 1)
			_ = b.end()
			if !strings.Contains(w.log.String(), "502") || strings.Contains(w.log.String(), "/response/") {
				t.Errorf("the log: %s", w.log)
			}
		})
	})
	t.Run("of an answer that is refused, though with a 200", func(t *testing.T) {
		inWorld(t, func(w *world) {
			w.answers(answer.Reply{Title: "Now", Actions: []answer.Action{{Label: "Again", Command: "status"}}})
			b := w.run()
			private := w.replies(w.Command(reporter, deskRoom, "/nato", "status"), 1)[0]
			w.FailNext("response_url", 1, localslack.Refused("expired_url"))
			inv := w.Press(reporter, private, "Again")
			pass(time.Minute)
			_ = b.end()
			if n := len(inv.Replies()); n > 0 || !strings.Contains(w.log.String(), "expired_url") {
				t.Errorf("%d answers, and the log: %s", n, w.log)
			}
		})
	})
}
