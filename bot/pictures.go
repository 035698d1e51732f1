package bot

import (
	"context"
	"crypto/sha256"
	"slices"
	"strings"
	"time"

	"natobot/bot/blockkit"
	"natobot/bot/slackerr"
	"natobot/commands/answer"
)

const (
	// pictureTime is how long an answer may wait for its picture. Without it the words go
	// out alone: they say the same.
	pictureTime = 6 * time.Second

	// lookEvery is how often Slack is asked whether it has finished with an upload; it
	// tells nobody (slackapi/python-slack-sdk#1658).
	lookEvery = 300 * time.Millisecond

	// keptPictures are remembered, so that one that was uploaded is not sent again.
	keptPictures = 64
)

// pictures brings pictures to a workspace: the id that a file has in one means nothing in another.
type pictures struct {
	*Bot
	known recent[[sha256.Size]byte, string] // their ids there
}

// withPictures gives a reply with its pictures where Slack can show them. Of one that Slack does
// not take in time the words are left, and the log says why.
func (p *pictures) withPictures(ctx context.Context, r answer.Reply) answer.Reply {
	if !pictured(r) {
		return r
	}
	ctx, cancel := context.WithTimeout(ctx, pictureTime)
	defer cancel()
	r.Sections = slices.Clone(r.Sections)
	for i, s := range r.Sections {
		pic, ok := s.(answer.Picture)
		if !ok {
			continue
		}
		file, err := p.file(ctx, pic)
		if err != nil {
			p.log.Error("a picture could not be shown; its words went alone", "error", slackerr.WithoutURL(err))
			continue
		}
		pic.File = file
		r.Sections[i] = pic
	}
	return r
}

// pictured tells whether a reply has a picture.
func pictured(r answer.Reply) bool { return slices.ContainsFunc(r.Sections, isPicture) }

// sendable gives a reply to a text with a button that sends its picture to whoever presses it:
// what is shown to one person, and what is sent by a response URL, has no file in it that they
// surely see.
func sendable(r answer.Reply, text string) answer.Reply {
	if pictured(r) {
		r.Actions = append(slices.Clip(r.Actions), answer.Action{Label: saySendPicture, Command: text, Picture: true})
	}
	return r
}

func isPicture(s answer.Section) bool {
	_, is := s.(answer.Picture)
	return is
}

// file gives the id of a picture that Slack can show.
func (p *pictures) file(ctx context.Context, pic answer.Picture) (string, error) {
	sum := sha256.Sum256(pic.PNG)
	if id, ok := p.known.get(sum); ok {
		return id, nil
	}
	id, err := p.uploaded(ctx, newFile{name: pic.Name, alt: blockkit.FileAlt(pic), content: pic.PNG})
	if err != nil {
		return "", err
	}
	if err := p.ready(ctx, id); err != nil {
		return "", err
	}
	p.known.put(sum, id)
	return id, nil
}

// ready waits until Slack has finished with a file. Before that it refuses every message
// that shows it.
func (p *pictures) ready(ctx context.Context, id string) error {
	for {
		f, _, _, err := p.api.GetFileInfoContext(ctx, id, 0, 0)
		if err != nil {
			return err
		}
		if strings.HasPrefix(f.Mimetype, "image/") {
			return nil
		}
		if !sleep(ctx, lookEvery) {
			return ctx.Err()
		}
	}
}

// forget has the pictures of a reply that Slack does not show uploaded anew when they are asked for again.
func (p *pictures) forget(r answer.Reply) {
	for _, s := range r.Sections {
		if pic, is := s.(answer.Picture); is {
			p.known.drop(sha256.Sum256(pic.PNG))
		}
	}
}
