package bot

import (
	"bytes"
	"image"
	"image/png"
	"net/http"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"natobot/bot/localslack"
	"natobot/commands"
	"natobot/commands/answer"
)

func drawing(t *testing.T) answer.Picture {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewRGBA(image.Rect(0, 0, 4, 4))); err != nil {
		t.Fatal(err)
	}
	return answer.Picture{Name: "standing.png", PNG: b.Bytes(), Alt: "Mark Rutte 4 of 31."}
}

// standing is an answer with a picture.
func (w *world) standing(audience answer.Audience) {
	w.answers(answer.Reply{Title: "Mark Rutte has the reported backing of 4 members.", Audience: audience, Sections: []answer.Section{drawing(w.t)}})
}

// showsPicture tells whether a message has a picture in it that Slack has.
func showsPicture(m localslack.Message) bool {
	return bytes.Contains(m.Blocks, []byte(`"slack_file"`)) && bytes.Contains(m.Blocks, []byte(`"alt_text":"Mark Rutte 4 of 31."`))
}

// In a channel the bot posts it itself, which shares the file with all who are there; it is uploaded
// once, and waited for.
func TestAPictureIsShown(t *testing.T) {
	byBothDoors(t, func(w *world) {
		w.standing(answer.ToChannel)
		w.run()
		for range 2 {
			w.acknowledged(w.Command(localslack.ReporterID, localslack.DeskID, "/nato", "picture here"))
			pass(time.Minute)
		}
		got := w.posted(localslack.DeskID)
		if len(got) != 2 {
			t.Fatalf("%d messages in the channel", len(got))
		}
		for _, m := range got {
			if !showsPicture(m) {
				t.Errorf("the answer shows no picture: %s", m.Blocks)
			}
			if !strings.Contains(m.Text, "Picture: Mark Rutte 4 of 31.") {
				t.Errorf("whoever does not see it reads nothing of it: %s", m.Text)
			}
		}
		if n := len(w.Files()); n != 1 || w.Files()[0].Untidy {
			t.Errorf("one picture was uploaded %d times, %+v", n, w.Files())
		}
	})
}

// Nobody surely sees a file in a message for one person, in a dialog or in Home: there a button sends it
// by direct message, where they do.
func TestAPictureForOnePerson(t *testing.T) {
	byBothDoors(t, func(w *world) {
		w.standing(answer.ToAsker)
		w.desk.home = func(commands.User) answer.Reply {
			return answer.Reply{Title: "The race", Sections: []answer.Section{drawing(t)}, Actions: []answer.Action{{Label: "Status", Command: "status"}}}
		}
		b := w.run()
		private := w.replies(w.Command(localslack.ReporterID, localslack.DeskID, "/nato", "picture Rutte"), 1)[0]
		w.acknowledged(w.OpenHome(reporter))
		pass(time.Minute)
		home, _ := w.Home(reporter)
		w.acknowledged(w.PressIn(reporter, home.ID, "Status"))
		pass(time.Minute)
		dialog := w.dialog(reporter)
		for where, blocks := range map[string][]byte{"an answer": private.Blocks, "Home": home.Blocks, "a dialog": dialog.Blocks} {
			if bytes.Contains(blocks, []byte("slack_file")) || !bytes.Contains(blocks, []byte("Mark Rutte 4 of 31.")) {
				t.Errorf("%s: %s", where, blocks)
			}
		}
		if n := len(w.Files()); n != 0 {
			t.Errorf("%d files were uploaded that nobody asked for", n)
		}
		told := w.replies(w.Press(reporter, private, saySendPicture), 1)[0]
		if told.Text != sayPictureSent || told.To != reporter {
			t.Errorf("the presser is told %q", told.Text)
		}
		w.acknowledged(w.PressIn(reporter, home.ID, saySendPicture))
		w.acknowledged(w.PressIn(reporter, dialog.ID, saySendPicture))
		pass(time.Minute)
		got := b.direct(w, reporter)
		if len(got) != 3 || len(w.Files()) != 1 {
			t.Fatalf("%d messages, %d files", len(got), len(w.Files()))
		}
		for _, m := range got {
			if !showsPicture(m) {
				t.Errorf("it shows no picture: %s", m.Blocks)
			}
		}
		asked := w.desk.asked()
		if last := asked[len(asked)-1].Text; last != "status" || asked[len(asked)-2].Text != "picture" {
			t.Errorf("asked %+v", asked)
		}
		w.FailNext("chat.postMessage", localslack.Forever, localslack.Refused("messages_tab_disabled"))
		if told := w.replies(w.Press(reporter, private, saySendPicture), 1)[0].Text; !strings.Contains(told, "did not take the picture") {
			t.Errorf("the presser is told %q", told)
		}
	})
}

// Where the bot is no member, the words go to the channel, and the picture to whoever presses.
func TestAPictureWhereTheBotIsNot(t *testing.T) {
	inWorld(t, func(w *world) {
		w.standing(answer.ToChannel)
		w.run()
		got := w.replies(w.Command(reporter, localslack.PoliticsID, "/nato", "picture here"), 1)[0]
		if got.To != "" || bytes.Contains(got.Blocks, []byte("slack_file")) || !strings.Contains(got.Text, "4 of 31") || !bytes.Contains(got.Blocks, []byte(saySendPicture)) {
			t.Errorf("%q sees %s", got.To, got.Blocks)
		}
	})
}

// Slack's no to a picture is no no to its words, and it is uploaded anew the next time.
func TestAPictureThatIsRefused(t *testing.T) {
	inWorld(t, func(w *world) {
		w.standing(answer.ToChannel)
		b := w.run()
		for round, shown := range []bool{true, false, true} {
			if !shown {
				w.RefusePictures()
			}
			w.acknowledged(w.Command(reporter, localslack.DeskID, "/nato", "picture here"))
			pass(time.Minute)
			got := w.posted(localslack.DeskID)
			if len(got) != round+1 || showsPicture(got[round]) != shown || !strings.Contains(got[round].Text, "4 of 31") {
				t.Fatalf("round %d: %d messages, the last %s", round, len(got), got[len(got)-1].Blocks)
			}
			w.Heal()
		}
		if n := len(w.Files()); n != 2 {
			t.Errorf("%d uploads", n)
		}
		w.standing(answer.ToAsker)
		private := w.replies(w.Command(reporter, localslack.DeskID, "/nato", "picture"), 1)[0]
		w.RefusePictures()
		w.replies(w.Press(reporter, private, saySendPicture), 1)
		if got := w.Messages(w.Direct(reporter), reporter); len(got) != 1 || showsPicture(got[0]) || !strings.Contains(got[0].Text, "4 of 31") {
			t.Errorf("in direct messages: %+v", got)
		}
		_ = b.end()
		if !strings.Contains(w.log.String(), "invalid_blocks") {
			t.Errorf("the log does not say why: %s", w.log)
		}
	})
}

// With many candidates the words of a picture are longer than what an upload takes, and shorter than
// what a block does.
func TestTheWordsOfAPictureHaveTwoLimits(t *testing.T) {
	inWorld(t, func(w *world) {
		pic := drawing(t)
		pic.Alt = strings.Repeat("Türkiye leans, ", 110)
		w.answers(answer.Reply{Title: "The standing.", Audience: answer.ToChannel, Sections: []answer.Section{pic}})
		w.run()
		w.acknowledged(w.Command(reporter, localslack.DeskID, "/nato", "picture here"))
		pass(time.Minute)
		got := w.posted(localslack.DeskID)
		if len(got) != 1 || !bytes.Contains(got[0].Blocks, []byte("slack_file")) {
			t.Fatalf("no picture: %+v", got)
		}
		if n := utf8.RuneCountInString(w.Files()[0].Alt); n > 1000 || n < 900 {
			t.Errorf("%d characters went with the upload", n)
		}
		if !bytes.Contains(got[0].Blocks, []byte(strings.TrimSpace(pic.Alt))) {
			t.Errorf("the block has not all of it: %s", got[0].Blocks)
		}
	})
}

func TestAPictureThatSlackDoesNotTakeIsLeftOut(t *testing.T) {
	for _, method := range []string{"files.getUploadURLExternal", "files.completeUploadExternal", "files.info"} {
		t.Run(method, func(t *testing.T) {
			byBothDoors(t, func(w *world) {
				w.standing(answer.ToChannel)
				w.FailNext(method, 1, localslack.Unavailable(http.StatusInternalServerError))
				w.run()
				w.acknowledged(w.Command(localslack.ReporterID, localslack.DeskID, "/nato", "picture here"))
				pass(time.Minute)
				got := w.posted(localslack.DeskID)
				if len(got) != 1 || bytes.Contains(got[0].Blocks, []byte(`"image"`)) || !strings.Contains(got[0].Text, "Mark Rutte 4 of 31.") {
					t.Errorf("got %+v", got)
				}
			})
		})
	}
}

// An answer of which nobody knows whether the channel has it is not sent there again.
func TestAPictureThatMayBeThere(t *testing.T) {
	inWorld(t, func(w *world) {
		w.standing(answer.ToChannel)
		w.run()
		w.FailNext("chat.postMessage", 1, localslack.ReplyLost())
		got := w.replies(w.Command(reporter, localslack.DeskID, "/nato", "picture here"), 1)[0]
		if n := len(w.posted(localslack.DeskID)); n != 1 || got.To != reporter || !strings.Contains(got.Text, "Look before you ask again") {
			t.Errorf("%d messages; %q is told %q", n, got.To, got.Text)
		}
	})
}
