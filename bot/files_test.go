package bot

import (
	"bytes"
	"context"
	"encoding/json"
	"image"
	"image/png"
	"net/http"
	"strings"
	"testing"

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

func drawing(t *testing.T) answer.Picture {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewRGBA(image.Rect(0, 0, 4, 4))); err != nil {
		t.Fatal(err)
	}
	return answer.Picture{Name: "standing.png", PNG: b.Bytes(), Alt: "Mark Rutte 4 of 31."}
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

// A picture is uploaded once, waited for, and shown with its words; a reply whose picture
// Slack does not take goes out without it.
func TestAPictureIsShown(t *testing.T) {
	byBothDoors(t, func(w *world) {
		w.answers(answer.Reply{Title: "Mark Rutte has the reported backing of 4 members.", Sections: []answer.Section{drawing(t)}})
		w.run()
		for range 2 {
			got := w.replies(w.Command(localslack.ReporterID, localslack.DeskID, "/nato", "picture"), 1)
			if !bytes.Contains(got[0].Blocks, []byte(`"slack_file"`)) || !bytes.Contains(got[0].Blocks, []byte(`"alt_text":"Mark Rutte 4 of 31."`)) {
				t.Errorf("the answer shows no picture: %s", got[0].Blocks)
			}
			if !strings.Contains(got[0].Text, "Picture: Mark Rutte 4 of 31.") {
				t.Errorf("whoever does not see it reads nothing of it: %s", got[0].Text)
			}
		}
		if n := len(w.Files()); n != 1 {
			t.Errorf("one picture was uploaded %d times", n)
		}
	})
}

func TestAPictureThatSlackDoesNotTakeIsLeftOut(t *testing.T) {
	for _, method := range []string{"files.getUploadURLExternal", "files.completeUploadExternal", "files.info"} {
		t.Run(method, func(t *testing.T) {
			byBothDoors(t, func(w *world) {
				w.answers(answer.Reply{Title: "The standing.", Sections: []answer.Section{drawing(t)}})
				w.FailNext(method, 1, localslack.Unavailable(http.StatusInternalServerError))
				w.run()
				got := w.replies(w.Command(localslack.ReporterID, localslack.DeskID, "/nato", "picture"), 1)
				var blocks []map[string]any
				if err := json.Unmarshal(got[0].Blocks, &blocks); err != nil {
					t.Fatal(err)
				}
				for _, b := range blocks {
					if b["type"] == "image" {
						t.Errorf("a picture that is not there is shown: %v", b)
					}
				}
				if !strings.Contains(got[0].Text, "Mark Rutte 4 of 31.") {
					t.Errorf("its words are gone too: %s", got[0].Text)
				}
			})
		})
	}
}
