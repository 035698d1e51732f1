package localslack_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"image"
	"image/png"
	"io"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/slack-go/slack"

	"natobot/bot/localslack"
)

// upload sends a file as slack-go does, and gives its id.
func (d *desk) upload(name string, content []byte, channel string) string {
	d.t.Helper()
	f, err := d.api.UploadFileContext(d.t.Context(), slack.UploadFileParameters{
		Filename: name, FileSize: len(content), Reader: bytes.NewReader(content), Channel: channel, AltTxt: "what it shows",
	})
	if err != nil {
		d.t.Fatal(err)
	}
	return f.ID
}

func picture(t *testing.T) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewRGBA(image.Rect(0, 0, 2, 2))); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func pictureBlock(t *testing.T, id string) slack.MsgOption {
	t.Helper()
	return slack.MsgOptionBlocks(slack.NewImageBlockSlackFile(&slack.SlackFileObject{ID: id}, "what it shows", "", nil))
}

// A picture can be shown once Slack has looked at it, and not before; nobody is told when.
func TestAPictureIsShownOnceItIsProcessed(t *testing.T) {
	workspace(t, func(t *testing.T, d *desk) {
		id := d.upload("standing.png", picture(t), "")
		post := func() error {
			_, _, err := d.api.PostMessageContext(t.Context(), localslack.DeskID, slack.MsgOptionText("The standing", false), pictureBlock(t, id))
			return err
		}
		var refused slack.SlackErrorResponse
		if err := post(); !errors.As(err, &refused) || refused.Err != "invalid_blocks" {
			t.Fatalf("a picture that is not processed yet: %v, want invalid_blocks", err)
		}
		f, _, _, err := d.api.GetFileInfoContext(t.Context(), id, 0, 0)
		if err != nil || f.Mimetype != "" {
			t.Fatalf("at once it is %q, %v", f.Mimetype, err)
		}
		time.Sleep(time.Second) // of the bubble's time
		if f, _, _, err = d.api.GetFileInfoContext(t.Context(), id, 0, 0); err != nil || f.Mimetype != "image/png" {
			t.Fatalf("after a second it is %q, %v", f.Mimetype, err)
		}
		if err := post(); err != nil {
			t.Error(err)
		}
	})
}

// What is no picture is never shown as one, and the page never opens it.
func TestATableIsSavedAndNotShown(t *testing.T) {
	workspace(t, func(t *testing.T, d *desk) {
		id := d.upload("standing.csv", []byte("<script>alert(1)</script>"), localslack.DeskID)
		time.Sleep(time.Second) // of the bubble's time
		_, _, err := d.api.PostMessageContext(t.Context(), localslack.DeskID, slack.MsgOptionText("The standing", false), pictureBlock(t, id))
		if err == nil {
			t.Error("a table was taken for a picture")
		}
		resp, err := d.http.Get("http://" + host + "/files/" + id)
		if err != nil {
			t.Fatal(err)
		}
		defer resp.Body.Close()
		if got := resp.Header.Get("Content-Type"); got != "application/octet-stream" {
			t.Errorf("the page would open it as %s", got)
		}
		list := d.Messages(localslack.DeskID, localslack.ReaderID)
		if len(list) != 1 || len(list[0].Files) != 1 || list[0].Files[0].Name != "standing.csv" {
			raw, _ := json.Marshal(list)
			t.Errorf("the channel has %s", raw)
		}
	})
}

func TestUploadsAreRefused(t *testing.T) {
	workspace(t, func(t *testing.T, d *desk) {
		for body, want := range map[string]string{
			`{"filename":"a.png"}`:                     "invalid_arguments",
			`{"length":3}`:                             "invalid_arguments",
			`{"filename":"a.png","length":1000000000}`: "file_upload_size_restricted",
		} {
			if _, got := d.post("/api/files.getUploadURLExternal", botToken, body); got["error"] != want {
				t.Errorf("%s: %v, want %s", body, got, want)
			}
		}
		if _, got := d.post("/api/files.completeUploadExternal", botToken, `{"files":[{"id":"F1"}]}`); got["error"] != "file_not_found" {
			t.Errorf("a file that was never sent: %v", got)
		}
		_, got := d.post("/api/files.getUploadURLExternal", botToken, `{"filename":"a.txt","length":3}`)
		to, _ := got["upload_url"].(string)
		var statuses []int
		for _, content := range []string{"too long", "abc", "abc"} {
			resp, err := d.http.Post(to, "application/octet-stream", strings.NewReader(content))
			if err != nil {
				t.Fatal(err)
			}
			_, _ = io.Copy(io.Discard, resp.Body)
			resp.Body.Close()
			statuses = append(statuses, resp.StatusCode)
		}
		if want := []int{400, 200, 400}; !slices.Equal(statuses, want) {
			t.Errorf("another length, the file, the file again: %d, want %d", statuses, want)
		}
	})
}
