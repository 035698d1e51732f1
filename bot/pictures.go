package bot

import (
	"bytes"
	"context"
	"crypto/sha256"
	"log/slog"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/slack-go/slack"

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

// pictures brings pictures to Slack.
type pictures struct {
	api *slack.Client // uploads cannot be retried: they are streams
	log *slog.Logger

	mu    sync.Mutex
	files map[[sha256.Size]byte]string
	order [][sha256.Size]byte
}

// withPictures gives a reply with its pictures where Slack can show them. Of one that Slack does
// not take in time the words are left, and the log says why.
func (p *pictures) withPictures(ctx context.Context, r answer.Reply) answer.Reply {
	if !slices.ContainsFunc(r.Sections, isPicture) {
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

func isPicture(s answer.Section) bool {
	_, is := s.(answer.Picture)
	return is
}

// file gives the id of a picture that Slack can show.
func (p *pictures) file(ctx context.Context, pic answer.Picture) (string, error) {
	sum := sha256.Sum256(pic.PNG)
	p.mu.Lock()
	id := p.files[sum]
	p.mu.Unlock()
	if id != "" {
		return id, nil
	}
	f, err := p.api.UploadFileContext(ctx, slack.UploadFileParameters{
		Filename: pic.Name, FileSize: len(pic.PNG), Reader: bytes.NewReader(pic.PNG), Title: pic.Name, AltTxt: blockkit.AltText(pic),
	})
	if err != nil {
		return "", err
	}
	if err := p.ready(ctx, f.ID); err != nil {
		return "", err
	}
	p.remember(sum, f.ID)
	return f.ID, nil
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

func (p *pictures) remember(sum [sha256.Size]byte, id string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.files == nil {
		p.files = map[[sha256.Size]byte]string{}
	}
	p.files[sum] = id
	if p.order = append(p.order, sum); len(p.order) > keptPictures {
		delete(p.files, p.order[0])
		p.order = p.order[1:]
	}
}
